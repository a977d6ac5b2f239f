"""`cchc doctor`: is this machine fit to run the program, and what to type where it is not."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil
import typer
from rich.console import RenderableType
from rich.text import Text

from flows.consoles import output
from flows.screens import new_table
from flows.settings import default_warehouse
from load.engine import check_reachable, describe, make_engine, parse_url
from load.errors import NoWarehouseError, WarehouseError
from load.versioning import HEAD, current

State = Literal["ok", "warn", "fail"]
_PYTHONS = ((3, 11), (3, 14))
_GIB = 2**30
_LEAST_MEMORY, _LEAST_DISK = 1.0, 1.0
_SERVER_SECONDS = 3
_COLOURS = {"ok": "green", "warn": "yellow", "fail": "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, and what to type where it is amiss.

    `warn` is something that only some documents or commands need.
    """

    name: str
    state: State
    found: str
    mend: str = ""


def run_doctor(warehouse: str | None, *, as_json: bool) -> int:
    """Print how this machine is; return 1 where something must be mended."""
    findings = list(examine(warehouse or default_warehouse()))
    if as_json:
        listed = [dataclasses.asdict(finding) for finding in findings]
        typer.echo(json.dumps(listed, ensure_ascii=False))
    else:
        output().print(doctor_screen(findings))
    return int(any(finding.state == "fail" for finding in findings))


def doctor_screen(findings: list[Finding]) -> RenderableType:
    """Return what was found as a table."""
    table = new_table("", "what", "found", "what to type")
    for finding in findings:
        state = Text(finding.state, style=_COLOURS[finding.state])
        table.add_row(state, finding.name, finding.found, finding.mend)
    return table


def examine(url: str) -> Iterator[Finding]:
    """Yield what there is to say of this machine and the warehouse at `url`."""
    checks: tuple[Callable[[], Finding], ...] = (
        python, tesseract, memory, lambda: disk(url), temporary,
        lambda: warehouse_state(url), lambda: writable(url), prefect_server,
    )  # fmt: skip
    for check in checks:
        yield check()


def python(version: tuple[int, ...] = sys.version_info[:3]) -> Finding:
    """Return whether this Python is one that the program is tested with."""
    found = ".".join(map(str, version))
    if _PYTHONS[0] <= version[:2] < _PYTHONS[1]:
        return Finding("Python", "ok", found)
    return Finding("Python", "fail", found, "install Python 3.11 to 3.13, then `make test`")


def tesseract() -> Finding:
    """Return whether scans can be read."""
    from extract.ocr.tesseract import is_installed

    if is_installed():
        return Finding("tesseract", "ok", "reads Vietnamese; scans can be read")
    install = "apt-get install tesseract-ocr tesseract-ocr-vie"
    if shutil.which("tesseract"):
        return Finding("tesseract", "warn", "without Vietnamese; scans are held", install)
    return Finding("tesseract", "warn", "not installed; scans are held", install)


def memory(available: int | None = None) -> Finding:
    """Return whether there is memory for one reading process a core."""
    free = psutil.virtual_memory().available if available is None else available
    found = f"{free / _GIB:.1f} GiB free, {os.cpu_count() or 1} cores"
    if free >= _LEAST_MEMORY * _GIB:
        return Finding("memory", "ok", found)
    return Finding("memory", "warn", found, "read fewer files at once: cchc ingest --workers 1")


def disk(url: str, free: int | None = None) -> Finding:
    """Return whether there is room where an embedded warehouse lies, else here."""
    folder = _folder(url)
    left = shutil.disk_usage(folder).free if free is None else free
    found = f"{left / _GIB:.1f} GiB free in {folder}"
    if left >= _LEAST_DISK * _GIB:
        return Finding("disk", "ok", found)
    return Finding("disk", "fail", found, f"free some space: du -sh {folder}/* | sort -h")


def _folder(url: str) -> Path:
    """Return the nearest folder that is there on the way to an embedded warehouse."""
    path = _file(url)
    folder = Path.cwd() if path is None else path.absolute().parent
    while not folder.is_dir():
        folder = folder.parent
    return folder


def _file(url: str) -> Path | None:
    try:
        parsed = parse_url(url)
    except WarehouseError:
        return None
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(parsed.database or "") if is_file else None


def temporary() -> Finding:
    """Return whether temporary files can be written; reading needs them."""
    try:
        with tempfile.TemporaryFile() as file:
            file.write(b"cchc")
    except OSError as error:
        mend = "export TMPDIR=/a/folder/you/may/write"
        return Finding("temporary files", "fail", f"cannot be written: {error.strerror}", mend)
    return Finding("temporary files", "ok", f"can be written in {tempfile.gettempdir()}")


def warehouse_state(url: str) -> Finding:
    """Return whether the warehouse answers and is of this program's version."""
    name = "warehouse"
    try:
        engine = make_engine(url, read_only=True)
    except NoWarehouseError as error:
        found = str(error).split(". ")[0]
        return Finding(name, "warn", found, "cchc ingest PATH, or cchc db upgrade")
    except WarehouseError as error:
        return Finding(name, "fail", str(error), "cchc doctor --warehouse sqlite:///cchc.sqlite")
    try:
        check_reachable(engine)
        with engine.connect() as connection:
            schema = current(connection)
    except WarehouseError as error:
        return Finding(name, "fail", str(error), "check the address, the server and the password")
    finally:
        engine.dispose()
    where = describe(engine.url)
    if schema == HEAD:
        return Finding(name, "ok", f"{where}, schema {schema}")
    if schema is None:
        return Finding(name, "warn", f"{where} is empty", "cchc db upgrade")
    if schema < HEAD:
        return Finding(name, "fail", f"{where}, schema {schema} of {HEAD}", "cchc db upgrade")
    return Finding(name, "fail", f"{where}, schema {schema} is newer than {HEAD}", "upgrade cchc")


def writable(url: str) -> Finding:
    """Return whether an embedded warehouse, or the folder it would be made in, can be written."""
    path, name = _file(url), "write rights"
    if path is None:
        return Finding(name, "ok", "decided by the database server")
    folder = _folder(url)
    locked = [p for p in (folder, path) if p.exists() and not os.access(p, os.W_OK)]
    if not locked:
        return Finding(name, "ok", f"{path if path.exists() else folder} can be written")
    shown = " ".join(str(p) for p in locked)
    return Finding(name, "fail", f"{shown} cannot be written", f"sudo chown $USER {shown}")


def prefect_server() -> Finding:
    """Return whether the Prefect server that is set answers; none need be set."""
    name, url = "Prefect server", os.environ.get("PREFECT_API_URL")
    if not url:
        mend = "for a server of your own: prefect server start, and export PREFECT_API_URL"
        return Finding(name, "ok", "none set, each run starts a temporary one", mend)
    shown = _without_password(url)
    mend = "prefect server start, or unset PREFECT_API_URL"
    if not url.startswith(("http://", "https://")):
        return Finding(name, "fail", f"{shown} is no address", mend)
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_SERVER_SECONDS) as answer:
            status = answer.status
    except (OSError, ValueError, urllib.error.URLError) as error:
        return Finding(name, "fail", f"{shown} does not answer ({type(error).__name__})", mend)
    state: State = "ok" if status == 200 else "fail"
    return Finding(name, state, f"{shown} answers {status}", "" if state == "ok" else mend)


def _without_password(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}" if rest else url.rpartition("@")[2]

"""`cchc inspect`: what is read in files, as JSON or in short."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from contracts.layouts import load_layouts
from extract.settings import ReadSettings
from flows.discover import MisuseError, discover, printable
from flows.passwords import load_passwords
from flows.pool import read_files
from flows.progress import PageLine
from flows.reading import Item, ReadOptions, ReadResult
from transform.inspection import as_json as reading_as_json
from transform.reading import Reading

# bytes of a name to which “.pred.json” may still be added, and letters of a shortened one
_LONGEST_NAME, _SHORTENED = 240, 50


def run_inspect(
    patterns: Sequence[str],
    *,
    as_json: bool,
    out: Path | None,
    findings: bool,
    picture: Path | None,
    layouts: Sequence[Path] | None,
    password_file: Path | None = None,
) -> int:
    """Inspect files and return the exit code: 1 when a file could not be read.

    Raises MisuseError for a name that matches nothing, LayoutError for a bad layout.
    """
    settings = ReadSettings(load_passwords(password_file), digits=True)
    options = ReadOptions(tuple(layouts or ()), settings, picture)
    load_layouts(options.layout_folders)
    for folder in (out, picture):
        if folder is not None:
            make_folder(folder)
    failed = False
    taken: set[Path] = set()
    line = PageLine(Console(stderr=True))

    def reached(item: Item, page: int) -> None:
        line(printable(item.name) if isinstance(item, Path) else "", page)

    # in a process of its own, because files may hurt whoever reads them
    for result in read_files(discover(patterns).files, options, watcher=reached):
        line.clear()
        failed = failed or result.reading is None
        text = _text(result, as_json=as_json or out is not None, findings=findings)
        if out is None:
            typer.echo(text)
        else:
            _write(result, text, out, taken)
        _say_pictures(result)
    return int(failed)


def make_folder(folder: Path) -> None:
    """Make a folder to write into; MisuseError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MisuseError(f"The folder {folder} cannot be made: {error.strerror}.") from None


def _say_pictures(result: ReadResult) -> None:
    for path in result.drawn:
        typer.echo(f"{_name(result)} -> {path}", err=True)
    if result.not_drawn:
        typer.echo(f"{_name(result)}: {result.not_drawn}", err=True)


def _name(result: ReadResult) -> str:
    return printable(result.path.name)


def _text(result: ReadResult, *, as_json: bool, findings: bool) -> str:
    if not as_json:
        return _in_short(result)
    return json.dumps(_object(result, findings=findings), ensure_ascii=False)


def _write(result: ReadResult, text: str, out: Path, taken: set[Path]) -> None:
    """Write what was read into a folder, under a name of its own."""
    digest = hashlib.sha256(os.fsencode(result.path)).hexdigest()[:8]
    name = _name(result)
    if len(os.fsencode(name)) > _LONGEST_NAME or out / f"{name}.pred.json" in taken:
        name = f"{name[:_SHORTENED]}.{digest}"
    target = out / f"{name}.pred.json"
    taken.add(target)
    try:
        target.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise MisuseError(f"{target} cannot be written: {error.strerror}.") from None
    typer.echo(f"{name} -> {target}", err=True)


def _object(result: ReadResult, *, findings: bool) -> dict[str, Any]:
    if result.reading is not None:
        return reading_as_json(result.reading, findings=findings)
    failure = result.failure
    assert failure is not None
    error = {"outcome": failure.outcome, "code": failure.code, "message": failure.message}
    return {"file": _name(result), "metadata": {}, "tables": [], "error": error}


def _in_short(result: ReadResult) -> str:
    if result.reading is None:
        message = result.failure.message if result.failure else ""
        return f"{_name(result)}\n  not read: {message}"
    return "\n".join(_lines(result.reading))


def _lines(reading: Reading) -> list[str]:
    head = reading.letterhead
    number = f"{head.number or ''}/{head.symbol}" if head.symbol else "no number"
    when = head.date or head.date_partial or "undated"
    issuer = head.issuing_body or "issuer unknown"
    lines = [
        printable(reading.source.name),
        f"  {head.doc_type or 'document'} {number}, {issuer}, {when}",
        f"  {head.title or 'no title'}",
    ]
    for table in reading.tables:
        kinds = Counter(row.kind for row in table.rows)
        rows = ", ".join(f"{count} {kind}s" for kind, count in sorted(kinds.items()))
        held = f"; HELD: {table.held}" if table.held else ""
        lines.append(f"  {table.appendix or 'table'} [{table.layout or 'no layout'}]: {rows}{held}")
    lines.append(
        f"  {len(reading.citations)} citations, {len(reading.targets)} targets, "
        f"{len(reading.findings)} findings, {len(reading.notices)} warnings"
    )
    lines += [f"  ! {f.rule}: {f.found}" for f in reading.findings]
    lines += [f"  ? {n.message} ({n.place})" for n in reading.notices]
    return lines

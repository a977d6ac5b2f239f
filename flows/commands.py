"""`cchc ingest` and `cchc backfill`: the flow, its progress, and what a person is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from flows.consoles import output
from flows.discover import discover
from flows.interrupt import leaving_on_interrupt
from flows.passwords import load_passwords
from flows.progress import shown
from flows.screens import summary_screen
from flows.settings import default_warehouse
from flows.temporary_server import prepare
from load.engine import parse_url

if TYPE_CHECKING:
    from flows.ingest import Report


def run_ingest(
    paths: Sequence[str],
    *,
    warehouse: str | None,
    force: bool,
    layouts: Sequence[Path] | None,
    workers: int | None,
    as_json: bool,
    command: str,
    issued_from: dt.date | None = None,
    issued_to: dt.date | None = None,
    held: bool = False,
    password_file: Path | None = None,
) -> int:
    """Run the flow, print its summary and return the exit code.

    Raises MisuseError and WarehouseError before anything is started where it can.
    """
    found = discover(paths)
    load_passwords(password_file)
    parse_url(warehouse or default_warehouse())
    screen = Console(stderr=True)
    quiet_prefect()
    if screen.is_terminal:
        what = "what is on hold" if held and not paths else f"{len(found.files)} documents"
        screen.print(f"{what}; {_server()}")
    from flows.ingest import ingest

    with leaving_on_interrupt(), shown(screen):
        report = ingest(
            paths=list(paths),
            warehouse=warehouse,
            force=force,
            issued_from=issued_from,
            issued_to=issued_to,
            layouts=[str(folder) for folder in layouts or ()],
            workers=workers,
            command=command,
            held=held,
            password_file=str(password_file) if password_file else None,
        )
    if as_json:
        typer.echo(json.dumps(_plain(report), ensure_ascii=False, default=str))
    else:
        output().print(summary_screen(report))
    outcomes = report.summary.run.outcomes
    return int(bool(outcomes.get("held") or outcomes.get("rejected")))


def quiet_prefect() -> None:
    """Let Prefect say nothing of failures: what goes wrong is said once, by the command."""
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    os.environ.setdefault("PREFECT_LOGGING_INTERNAL_LEVEL", "CRITICAL")
    prepare()


def _server() -> str:
    url = os.environ.get("PREFECT_API_URL")
    if url:
        return "reporting to the Prefect server you run"
    return (
        "starting a temporary Prefect server, which takes some seconds "
        "(set PREFECT_API_URL to use your own)"
    )


def _plain(report: Report) -> dict[str, object]:
    return dataclasses.asdict(report)

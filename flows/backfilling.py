"""`cchc backfill --renormalise`: the flow, its progress, and what a person is told."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console

from flows.changes import changes_screen
from flows.commands import quiet_prefect
from flows.interrupt import leaving_on_interrupt
from flows.progress import shown


def run_renormalise(
    *,
    warehouse: str | None,
    dry_run: bool,
    layouts: Sequence[Path] | None,
    workers: int | None,
    as_json: bool,
    issued_from: dt.date | None = None,
    issued_to: dt.date | None = None,
) -> int:
    """Run the flow, print what it changes and return the exit code.

    The code is 1 when something ends held or rejected. Raises WarehouseError.
    """
    quiet_prefect()
    from flows.renormalise import renormalise

    with leaving_on_interrupt(), shown(Console(stderr=True)):
        done = renormalise(
            warehouse=warehouse,
            dry_run=dry_run,
            issued_from=issued_from,
            issued_to=issued_to,
            layouts=[str(folder) for folder in layouts or ()],
            workers=workers,
        )
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(done), ensure_ascii=False, default=str))
    else:
        console = Console()
        console.print(changes_screen(done.changes))
        ended = ", ".join(f"{count} {name}" for name, count in sorted(done.outcomes.items()))
        console.print(f"{done.documents} documents read anew from the store: {ended or 'none'}.")
        if dry_run:
            console.print("This was a rehearsal: the warehouse is as it was.")
    return int(bool(done.outcomes.get("held") or done.outcomes.get("rejected")))

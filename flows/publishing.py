"""`cchc publish`, `cchc backup` and `cchc db roles`."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path

import typer
from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from flows.progress import current_observer, shown
from flows.settings import default_warehouse
from load.access import ANALYST, INGEST, create_roles
from load.backup import backup
from load.engine import check_reachable, describe, make_engine, parse_url
from load.gate import GateResult, Verdict, run_gate
from load.publish import publish
from load.versioning import check


def run_publish(
    folder: Path, *, warehouse: str | None, keep: int, check_only: bool, as_json: bool
) -> int:
    """Run the quality gate and publish; return the exit code, 1 when the gate is shut.

    Raises WarehouseError.
    """
    screen = Console(stderr=True)
    engine = make_engine(warehouse or default_warehouse(), read_only=True)
    try:
        check_reachable(engine)
        check(engine)
        if screen.is_terminal:
            screen.print("Checking the warehouse; great-expectations takes some seconds to start.")
        gate = run_gate(engine.url)
        release = None
        if gate.is_open and not check_only:
            with shown(screen, what="steps"):
                release = publish(
                    engine,
                    folder,
                    now=dt.datetime.now(dt.UTC),
                    keep=keep,
                    advance=lambda _: current_observer().advance(),
                )
    finally:
        engine.dispose()
    if as_json:
        told = {
            "published": dataclasses.asdict(release) if release else None,
            "gate_open": gate.is_open,
            "failed": [_plain(verdict) for verdict in gate.failed],
        }
        typer.echo(json.dumps(told, ensure_ascii=False, default=str))
    else:
        console = Console()
        console.print(gate_screen(gate))
        if release:
            count = f"{sum(release.rows.values()):,} rows of {len(release.rows)} tables"
            console.print(
                f"Published {count} as {release.folder}; {folder / 'latest'} leads there."
            )
    return int(not gate.is_open)


def _plain(verdict: Verdict) -> dict[str, object]:
    return {
        "check": verdict.check.id,
        "severity": verdict.check.severity,
        "says": verdict.check.says,
        "rows_found": verdict.count,
        "rows": list(verdict.rows),
    }


def gate_screen(gate: GateResult) -> RenderableType:
    """Return what the gate found: the checks that fail, each with its first rows."""
    if not gate.failed:
        return Text(f"All {len(gate.verdicts)} checks hold.")
    parts: list[RenderableType] = []
    for verdict in gate.failed:
        colour = "red" if verdict.check.severity == "critical" else "yellow"
        line = f"{verdict.check.severity}: {verdict.check.says} ({verdict.check.id}: "
        parts.append(Text(f"{line}{verdict.count} rows)", style=colour))
        parts.append(_rows_table(verdict))
    if not gate.is_open:
        parts.append(Text("Nothing was published; what was published before is as it was."))
    return Group(*parts)


def _rows_table(verdict: Verdict) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    names = list(verdict.rows[0]) if verdict.rows else []
    for name in names:
        table.add_column(name, overflow="fold")
    for row in verdict.rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    return table


def run_backup(target: Path, *, warehouse: str | None) -> str:
    """Back a SQLite warehouse up and say so; raises WarehouseError."""
    url = parse_url(warehouse or default_warehouse())
    backup(url, target)
    return f"{describe(url)} is copied to {target}, {target.stat().st_size:,} bytes."


def run_roles(*, warehouse: str | None, analyst: str = ANALYST, ingest: str = INGEST) -> str:
    """Create the roles and say how to give them to somebody; raises WarehouseError."""
    engine = make_engine(warehouse or default_warehouse())
    try:
        check_reachable(engine)
        check(engine)
        create_roles(engine, analyst=analyst, ingest=ingest)
    finally:
        engine.dispose()
    return (
        f"Role {analyst} may read and change nothing, role {ingest} may load. Give them to a "
        f"user in psql: CREATE USER name PASSWORD '…' IN ROLE {analyst};"
    )

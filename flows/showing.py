"""The commands that only ask: findings, runs, status."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import typer
from rich.console import RenderableType
from sqlalchemy.engine import Connection

from flows import screens
from flows.consoles import output
from flows.settings import default_warehouse
from load import queries
from load.errors import NoWarehouseError

T = TypeVar("T")


def _print_json(value: object) -> None:
    typer.echo(json.dumps(_plain(value), ensure_ascii=False, default=str))


def _plain(value: Any) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return dataclasses.asdict(value)


def _ask(warehouse: str | None, question: Callable[[Connection], T]) -> T | None:
    """Return the answer of a warehouse, or None where there is none yet."""
    try:
        with queries.reading(warehouse or default_warehouse()) as connection:
            return question(connection)
    except NoWarehouseError as error:
        typer.echo(f"cchc: {error}", err=True)
        return None


def show_findings(
    warehouse: str | None,
    *,
    document: str | None,
    province: str | None,
    kind: str | None,
    run: int | None,
    severity: int,
    limit: int | None,
    as_json: bool,
) -> None:
    """Print findings; raises WarehouseError where the warehouse cannot be opened."""
    found = _ask(
        warehouse,
        lambda connection: queries.findings(
            connection,
            document=document,
            province=province,
            kind=kind,
            run_key=run,
            least_severity=severity,
            limit=limit,
        ),
    )
    rows = found or []
    _show(rows, screens.findings_screen(rows), as_json=as_json)


def show_runs(warehouse: str | None, *, run: int | None, limit: int, as_json: bool) -> None:
    """Print the latest runs, or how each input of one run ended."""
    if run is None:
        runs = _ask(warehouse, lambda connection: queries.runs(connection, limit=limit)) or []
        _show(runs, screens.runs_screen(runs), as_json=as_json)
        return
    outcomes = _ask(warehouse, lambda connection: queries.outcomes(connection, run)) or []
    _show(outcomes, screens.outcomes_screen(outcomes), as_json=as_json)


def show_status(warehouse: str | None, *, as_json: bool) -> None:
    """Print what the warehouse holds."""
    status = _ask(warehouse, queries.status) or queries.Status()
    _show(status, screens.status_screen(status), as_json=as_json)


def _show(value: object, screen: RenderableType, *, as_json: bool) -> None:
    if as_json:
        _print_json(value)
    else:
        output().print(screen)

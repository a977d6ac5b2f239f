"""The commands that only ask: findings, runs, status."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from typing import Any

import typer
from rich.console import Console

from flows import screens
from flows.settings import default_warehouse
from load import queries


def _print_json(value: object) -> None:
    typer.echo(json.dumps(_plain(value), ensure_ascii=False, default=str))


def _plain(value: Any) -> object:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    return dataclasses.asdict(value)


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
    """Print findings; raises WarehouseError where there is no warehouse."""
    with queries.reading(warehouse or default_warehouse()) as connection:
        rows = queries.findings(
            connection,
            document=document,
            province=province,
            kind=kind,
            run_key=run,
            least_severity=severity,
            limit=limit,
        )
    if as_json:
        _print_json(rows)
    else:
        Console().print(screens.findings_screen(rows))


def show_runs(warehouse: str | None, *, run: int | None, limit: int, as_json: bool) -> None:
    """Print the latest runs, or how each input of one run ended."""
    with queries.reading(warehouse or default_warehouse()) as connection:
        if run is None:
            runs = queries.runs(connection, limit=limit)
            screen, value = screens.runs_screen(runs), list[object](runs)
        else:
            outcomes = queries.outcomes(connection, run)
            screen, value = screens.outcomes_screen(outcomes), list[object](outcomes)
    if as_json:
        _print_json(value)
    else:
        Console().print(screen)


def show_status(warehouse: str | None, *, as_json: bool) -> None:
    """Print what the warehouse holds."""
    with queries.reading(warehouse or default_warehouse()) as connection:
        status = queries.status(connection)
    if as_json:
        _print_json(status)
    else:
        Console().print(screens.status_screen(status))

"""`cchc db`: the schema of a warehouse."""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse, misuse

db = typer.Typer(no_args_is_help=True, help="Make a warehouse, bring it up to date, check it.")


@db.command("upgrade")
def db_upgrade(warehouse: Warehouse = None) -> None:
    """Make the warehouse, or bring it up to this program's schema. `ingest` does so by itself."""
    from flows.upgrading import upgrade_warehouse

    with misuse():
        typer.echo(upgrade_warehouse(warehouse))


@db.command("current")
def db_current(warehouse: Warehouse = None) -> None:
    """Print the version of the warehouse's schema, `none` where there is no warehouse."""
    from flows.upgrading import current_version

    with misuse():
        typer.echo(current_version(warehouse))


@db.command("check")
def db_check(warehouse: Warehouse = None, as_json: AsJson = False) -> None:
    """Hold tables, views and, on SQLite, the file against what this program makes.

    Changes nothing; exit code 1 when something is wrong, with what to do.
    """
    from flows.upgrading import check_warehouse

    with misuse():
        checked = check_warehouse(warehouse)
    if as_json:
        typer.echo(json.dumps(dataclasses.asdict(checked), ensure_ascii=False))
    else:
        sound = f"{checked.warehouse} is sound, schema {checked.schema}."
        typer.echo("\n".join(checked.problems) or sound)
    raise typer.Exit(int(bool(checked.problems)))


@db.command("roles")
def db_roles(
    warehouse: Warehouse = None,
    analyst: Annotated[str, typer.Option(help="Name of the role that reads.")] = "cchc_analyst",
    ingest: Annotated[str, typer.Option(help="Name of the role that loads.")] = "cchc_ingest",
) -> None:
    """Create a role that only reads and a role that loads, on PostgreSQL.

    Example: `cchc db roles --warehouse postgresql+psycopg://owner@host/cchc`
    """
    from flows.publishing import run_roles

    with misuse():
        typer.echo(run_roles(warehouse=warehouse, analyst=analyst, ingest=ingest))

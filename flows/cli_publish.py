"""The commands about the warehouse as a whole: publish, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.options import AsJson, Warehouse, misuse


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", file_okay=False, help="Where to.")],
    keep: Annotated[int, typer.Option(min=1, help="How many releases stay.")] = 3,
    check: Annotated[bool, typer.Option("--check", help="Only run the quality gate.")] = False,
    warehouse: Warehouse = None,
    as_json: AsJson = False,
) -> None:
    """Publish the warehouse as files: Parquet, DuckDB, SQLite, CSV, SDMX-CSV, a dictionary.

    First the quality gate runs; when it is shut nothing is published and the rows that shut
    it are shown. A release is built beside the others and swapped in at once: DIR/latest.

    Example: `cchc publish /srv/cchc`, then `duckdb /srv/cchc/latest/warehouse.duckdb`
    """
    from flows.publishing import run_publish

    with misuse():
        code = run_publish(
            folder, warehouse=warehouse, keep=keep, check_only=check, as_json=as_json
        )
    raise typer.Exit(code)


def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="A new file.")],
    warehouse: Warehouse = None,
) -> None:
    """Copy a SQLite warehouse to a file while it is in use; for PostgreSQL say what to type.

    Example: `cchc backup backups/2025-07-01.sqlite`; to restore, copy it back.
    """
    from flows.publishing import run_backup

    with misuse():
        typer.echo(run_backup(target, warehouse=warehouse))

"""What a warehouse holds, for comparing two of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from contracts.schema import metadata
from extract.document import Source
from load.engine import make_engine
from load.ledger import Versions
from load.warehouse import Warehouse
from transform.frames import frames_of
from transform.reading import Reading

V1 = Versions("layouts-1", "rules-1", "code-1")
V2 = Versions("layouts-2", "rules-1", "code-1")

Content = dict[str, list[tuple[Any, ...]]]
# when something happened and in which run may differ between equal warehouses
_WHEN = frozenset({"known_from", "known_to", "loaded_run_key"})


def content(url: str, *, leave_out: Collection[str] = ()) -> Content:
    """Return all rows of all tables but the ledger, by table."""
    engine = make_engine(url, read_only=True)
    try:
        with engine.connect() as connection:
            return {
                name: _rows(connection, table)
                for name, table in metadata.tables.items()
                if not name.startswith("ledger_") and name not in leave_out
            }
    finally:
        engine.dispose()


def _rows(connection: sa.Connection, table: sa.Table) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in _WHEN]
    query = sa.select(*columns).order_by(*table.primary_key.columns)
    return [tuple(row) for row in connection.execute(query)]


def scalar(url: str, query: str) -> Any:
    """Return the one value of a SQL query."""
    engine = make_engine(url, read_only=True)
    try:
        with engine.connect() as connection:
            return connection.execute(sa.text(query)).scalar_one()
    finally:
        engine.dispose()


def sources(*readings: Reading) -> list[Source]:
    """Return the sources of readings."""
    return [reading.source for reading in readings]


def ingest(
    warehouse: Warehouse, *readings: Reading, versions: Versions = V1, force: bool = False
) -> dict[str, str]:
    """Do what a run does with readings as its inputs; return each input's outcome."""
    run = warehouse.start_run("ingest", versions, len(readings))
    todo = warehouse.plan(sources(*readings), versions, force=force)
    warehouse.record_outcomes(run, todo.settled)
    wanted = [r for r in readings if r.source in todo.to_read]
    if wanted:
        warehouse.load(run, frames_of(wanted), force=force)
    warehouse.finish_run(run)
    query = sa.text("SELECT file, outcome FROM v_outcome WHERE run = :run")
    with warehouse.engine.connect() as connection:
        rows = connection.execute(query, {"run": run.key}).all()
    return {row.file: row.outcome for row in rows}

"""One SQLite file with the tables and views of the warehouse, for readers only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import sqlalchemy as sa

from contracts.schema import metadata
from contracts.schema.types import ExactDecimal
from load.publish.arrow import ROWS, is_private
from load.views import create_views


def write_sqlite(path: Path, parquet: Path, tables: list[sa.Table]) -> None:
    """Write a SQLite file of the Parquet files in `parquet`."""
    engine = sa.create_engine(f"sqlite:///{path}")
    # a file that is not finished is thrown away, so nothing need be safe while it is written
    sa.event.listen(engine, "connect", _unsafe)
    try:
        with engine.begin() as connection:
            metadata.create_all(connection, tables=tables)
            for table in tables:
                for rows in _rows(parquet / table.name, table):
                    connection.execute(sa.insert(table), rows)
            create_views(connection)
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("ANALYZE")
    finally:
        engine.dispose()


def _unsafe(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")


def _rows(folder: Path, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of a table; numbers are exact again."""
    names = [column.name for column in table.columns if not is_private(column)]
    exact = [column.name for column in table.columns if isinstance(column.type, ExactDecimal)]
    dataset = ds.dataset(folder, format="parquet", partitioning=None)
    for batch in dataset.to_batches(columns=names, batch_size=ROWS):
        rows = batch.to_pylist()
        if rows:
            yield [_exact(row, exact) for row in rows]


def _exact(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    for name in names:
        value = row.get(name)
        if isinstance(value, float):
            row[name] = Decimal(repr(value))
    return row

"""Tables of the warehouse as Arrow: types, comments, and rows in batches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import extraction, ledger_outcome, metadata
from contracts.schema.types import ExactDecimal, UtcMoment

ROWS = 20_000
# what is for this program alone, and what says where files lie on somebody's machine
_PRIVATE_TABLES = frozenset({extraction.name})
_PRIVATE_COLUMNS = frozenset({(ledger_outcome.name, "source_path")})


def published_tables() -> list[sa.Table]:
    """Return the tables that are published, parents before children."""
    return [table for table in metadata.sorted_tables if table.name not in _PRIVATE_TABLES]


def is_private(column: sa.Column[Any]) -> bool:
    """Tell whether a column is published empty."""
    return (column.table.name, column.name) in _PRIVATE_COLUMNS


def arrow_type(column: sa.Column[Any]) -> pa.DataType:
    """Return the Arrow type of a column."""
    kinds: tuple[tuple[type[Any], pa.DataType], ...] = (
        (ExactDecimal, pa.float64()),
        (UtcMoment, pa.timestamp("us", tz="UTC")),
        (sa.BigInteger, pa.int64()),
        (sa.Integer, pa.int64()),
        (sa.Boolean, pa.bool_()),
        (sa.Date, pa.date32()),
        (sa.Double, pa.float64()),
    )
    found = next((arrow for kind, arrow in kinds if isinstance(column.type, kind)), None)
    return found or pa.string()


def arrow_schema(table: sa.Table) -> pa.Schema:
    """Return the schema of a table; its comments are metadata of the fields."""
    return pa.schema(
        [
            pa.field(
                column.name,
                arrow_type(column),
                nullable=bool(column.nullable) or is_private(column),
                metadata={"comment": column.comment or ""},
            )
            for column in table.columns
        ],
        metadata={"comment": table.comment or ""},
    )


def batches(connection: Connection, table: sa.Table) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a table by primary key, ROWS at a time."""
    schema = arrow_schema(table)
    query = sa.select(*(_chosen(column) for column in table.columns)).order_by(
        *table.primary_key.columns
    )
    result = connection.execution_options(yield_per=ROWS).execute(query)
    for part in result.partitions(ROWS):
        columns = zip(*part, strict=True)
        arrays = [
            pa.array([_plain(value) for value in values], type=field.type)
            for field, values in zip(schema, columns, strict=True)
        ]
        yield pa.record_batch(arrays, schema=schema)


def _chosen(column: sa.Column[Any]) -> sa.ColumnElement[Any]:
    return sa.null().label(column.name) if is_private(column) else column


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def year_of(connection: Connection) -> dict[int, int]:
    """Return the year of each document: of its plan, its period or its date, else 0."""
    from contracts.schema import dim_document, dim_period

    document = dim_document.c
    query = sa.select(
        document.document_key,
        sa.func.coalesce(document.plan_year, dim_period.c.period_year),
        document.document_date,
    ).select_from(
        dim_document.outerjoin(dim_period, dim_period.c.period_key == document.period_key)
    )
    return {key: _year(year, date) for key, year, date in connection.execute(query)}


def _year(year: int | None, date: dt.date | None) -> int:
    return year or (date.year if date else 0)

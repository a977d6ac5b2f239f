"""Many rows into a table by the fastest way each engine has.

PostgreSQL takes them by COPY, SQLite by one prepared statement; both skip the per-row work
that SQLAlchemy's insert does, and keep the types of the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import Connection as PsycopgConnection
from psycopg import sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

Row = dict[str, Any]
_Convert = Callable[[Any], Any]
_DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(),
    "postgresql": postgresql.dialect(),  # type: ignore[no-untyped-call]
}


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns; a column they leave out is empty.

    Raises what the engine raises for a row it refuses, and ValueError for a number that it
    would not keep exactly.
    """
    if not rows:
        return
    names = tuple(name for name in table.columns.keys() if name in rows[0])  # noqa: SIM118
    if connection.dialect.name == "postgresql":
        _copy(connection, table, names, rows)
        return
    text, converts = _statement(table, names)
    connection.exec_driver_sql(text, _tuples(rows, names, converts))


def _tuples(
    rows: Iterable[Row], names: Sequence[str], converts: Sequence[tuple[int, _Convert]]
) -> list[tuple[Any, ...]]:
    """Return the values of the rows as the driver takes them."""
    plain = [tuple(row[name] for name in names) for row in rows]
    if not converts:
        return plain
    columns = list(zip(*plain, strict=True))
    for place, convert in converts:
        columns[place] = tuple(None if v is None else convert(v) for v in columns[place])
    return list(zip(*columns, strict=True))


@cache
def _statement(table: sa.Table, names: tuple[str, ...]) -> tuple[str, list[tuple[int, _Convert]]]:
    dialect = _DIALECTS["sqlite"]
    insert = sa.insert(table).values({name: sa.bindparam(name) for name in names})
    return str(insert.compile(dialect=dialect)), _converts(table, names, dialect)


@cache
def _converts_of(table: sa.Table, names: tuple[str, ...]) -> list[tuple[int, _Convert]]:
    return _converts(table, names, _DIALECTS["postgresql"])


def _converts(
    table: sa.Table, names: Sequence[str], dialect: Dialect
) -> list[tuple[int, _Convert]]:
    found = ((n, _processor(table.c[name], dialect)) for n, name in enumerate(names))
    return [(place, convert) for place, convert in found if convert is not None]


def _processor(column: sa.Column[Any], dialect: Dialect) -> _Convert | None:
    return column.type.dialect_impl(dialect).bind_processor(dialect)


def _copy(
    connection: Connection, table: sa.Table, names: tuple[str, ...], rows: Sequence[Row]
) -> None:
    raw = connection.connection.driver_connection
    assert isinstance(raw, PsycopgConnection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    values = _tuples(rows, names, _converts_of(table, names))
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in values:
                copy.write_row(row)
    except psycopg.Error as error:
        # as SQLAlchemy would have raised it, so that callers need to know one family only
        raise DBAPIError.instance(
            None, None, error, psycopg.Error, dialect=connection.dialect
        ) from None

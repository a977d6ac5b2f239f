"""Many rows into a table by the fastest way each engine has.

PostgreSQL takes them by COPY, SQLite by one prepared statement; both skip the per-row work
that SQLAlchemy's insert does, and keep the types of the table. Rows come column by column,
because converting a whole column is several times as fast as converting row by row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError

from contracts.schema.types import UtcMoment

Row = dict[str, Any]
_Convert = Callable[[Any], Any]
_DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(),
    "postgresql": postgresql.dialect(),  # type: ignore[no-untyped-call]
}
# kinds of which a column holds few different values: each is converted once
_FEW = (sa.Date, sa.Boolean, UtcMoment)


def insert_rows(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the same columns, as `insert_columns` does."""
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0] if name in table.columns}
        insert_columns(connection, table, columns)


def insert_columns(
    connection: Connection, table: sa.Table, columns: Mapping[str, Sequence[Any]]
) -> None:
    """Insert rows given by their columns; a column that is left out is empty.

    Raises what the engine raises for a row it refuses, and ValueError for a number that it
    would not keep exactly.
    """
    names = tuple(name for name in table.columns.keys() if name in columns)  # noqa: SIM118
    if not names or not columns[names[0]]:
        return
    rows = driver_rows(table, connection.dialect.name, {name: columns[name] for name in names})
    if connection.dialect.name == "postgresql":
        copy_rows(connection, table, names, rows)
    else:
        execute_rows(connection, table, names, rows)


def driver_rows(
    table: sa.Table, dialect: str, columns: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows as the driver of an engine takes them, in the order of `columns`.

    Raises at once, not while they are taken, for a value that it would not keep.
    """
    values = [_converted(table.c[name], dialect, own) for name, own in columns.items()]
    return zip(*values, strict=True)


def _converted(column: sa.Column[Any], dialect: str, values: Sequence[Any]) -> Sequence[Any]:
    convert = _converter(column, dialect)
    if convert is None:
        return values
    if isinstance(column.type, _FEW):
        known = {value: None if value is None else convert(value) for value in set(values)}
        return [known[value] for value in values]
    return [None if value is None else convert(value) for value in values]


@cache
def _converter(column: sa.Column[Any], dialect: str) -> _Convert | None:
    own = _DIALECTS[dialect]
    return column.type.dialect_impl(own).bind_processor(own)


@cache
def statement_of(table: sa.Table, names: tuple[str, ...]) -> str:
    """Return the statement that inserts these columns on SQLite."""
    insert = sa.insert(table).values({name: sa.bindparam(name) for name in names})
    return str(insert.compile(dialect=_DIALECTS["sqlite"]))


def execute_rows(
    connection: Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Insert rows as SQLite's driver takes them, by one prepared statement."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    with _as_raised_by_sqlalchemy(connection, sqlite3.Error):
        raw.executemany(statement_of(table, names), rows)


def copy_rows(
    connection: Connection,
    table: sa.Table,
    names: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
) -> None:
    """Insert rows as PostgreSQL's driver takes them, by COPY."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with (
        _as_raised_by_sqlalchemy(connection, psycopg.Error),
        raw.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


@contextmanager
def _as_raised_by_sqlalchemy(connection: Connection, family: type[Exception]) -> Iterator[None]:
    """Raise the driver's errors as SQLAlchemy does, so that callers know one family only."""
    try:
        yield
    except family as error:
        raise DBAPIError.instance(None, None, error, family, dialect=connection.dialect) from None

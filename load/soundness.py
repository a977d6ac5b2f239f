"""Whether a warehouse is still what this program makes: version, tables, views, file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from contracts.schema import metadata
from load.errors import WarehouseError
from load.versioning import check
from load.view_base import View
from load.views import VIEWS

_MADE_ANEW = "A migration makes the views anew; restore a backup where a table is concerned."


def problems_of(engine: Engine) -> list[str]:
    """Return what is wrong with a warehouse, a sentence each; nothing is changed.

    Looked at are the version of the schema, every table, column and index, every view, and
    on SQLite the pages of the file and its references, which PostgreSQL guards by itself.
    """
    try:
        check(engine)
    except WarehouseError as error:
        return [str(error)]
    with engine.connect() as connection:
        # what a view shows cannot even be asked where a table is gone
        found = list(_tables(connection)) or list(_views(connection))
        return [*([f"{text} {_MADE_ANEW}" for text in found]), *_file(connection)]


def _tables(connection: Connection) -> Iterator[str]:
    # alembic takes a third of a second to import, and most commands never need it
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    context = MigrationContext.configure(connection, opts={"compare_type": False})
    for difference in compare_metadata(context, metadata):
        # a change of a column comes as a list of them
        for one in difference if isinstance(difference, list) else [difference]:
            yield from _difference(one)


def _difference(one: Sequence[Any]) -> Iterator[str]:
    """Yield what a difference that alembic found means; other people's tables may stay."""
    kind, *about = one
    if kind == "add_table":
        yield f"The table {about[0].name} is missing."
    elif kind in ("add_column", "remove_column"):
        state = "is missing" if kind == "add_column" else "is not this program's"
        yield f"The column {about[1]}.{about[2].name} {state}."
    elif kind in ("add_index", "add_constraint"):
        yield f"The table {about[0].table.name} lacks {about[0].name}."
    elif kind.startswith("modify_"):
        yield f"The column {about[1]}.{about[2]} is not as it should be ({kind[7:]})."


def _views(connection: Connection) -> Iterator[str]:
    inspector = sa.inspect(connection)
    there = set(inspector.get_view_names())
    for view in VIEWS:
        if view.name not in there:
            yield f"The view {view.name} is missing."
        elif [c["name"] for c in inspector.get_columns(view.name)] != _names(view):
            yield f"The view {view.name} has other columns."


def _names(view: View) -> list[str]:
    return [str(column.name) for column in view.query.selected_columns]


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield f"The file is damaged: {said}. Restore a backup, or load the documents anew."
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} refers to a row of {parent} that is not there."

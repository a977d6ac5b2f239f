"""The warehouse as DDL for Citus: facts spread by document, everything else on every node.

    python -m load.citus > citus.sql

Citus wants the distribution column in every unique key, and in every foreign key between
tables that are spread. A document lies whole on one node, so all joins of facts with each
other stay there. What differs from the tables of one machine is said here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable, CreateView

from contracts.schema import dim_document, extraction, metadata
from load.views import VIEWS

KEY = dim_document.c.document_key.name
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
_SPREAD = ("fact_", "bridge_", "past_")


def is_spread(table: sa.Table) -> bool:
    """Tell whether a table is distributed by document."""
    return table.name.startswith(_SPREAD) and KEY in table.columns


def tables() -> list[sa.Table]:
    """Return the tables as Citus takes them, parents first; extractions stay where they are."""
    made = sa.MetaData(naming_convention=metadata.naming_convention)
    wanted = [table for table in metadata.sorted_tables if table.name != extraction.name]
    return [_distributed(table, made) for table in wanted]


def _distributed(table: sa.Table, made: sa.MetaData) -> sa.Table:
    columns = [
        sa.Column(c.name, c.type, nullable=c.nullable and not _is_key(table, c), comment=c.comment)
        for c in table.columns
    ]
    copied = sa.Table(table.name, made, *columns, *_rules(table), comment=table.comment)
    for index in table.indexes:
        sa.Index(index.name, *(copied.c[column.name] for column in index.columns))
    return copied


def _is_key(table: sa.Table, column: sa.Column[object]) -> bool:
    return column.primary_key or (is_spread(table) and column.name == KEY)


def _rules(table: sa.Table) -> Iterator[sa.Constraint]:
    """Yield the constraints of a table, the distribution column in each that needs it."""
    for rule in table.constraints:
        if isinstance(rule, sa.PrimaryKeyConstraint):
            yield sa.PrimaryKeyConstraint(*_with_key(table, rule.columns.keys()))
        elif isinstance(rule, sa.UniqueConstraint):
            yield sa.UniqueConstraint(*_with_key(table, rule.columns.keys()))
        elif isinstance(rule, sa.CheckConstraint):
            yield sa.CheckConstraint(str(rule.sqltext), name=rule.name)
        elif isinstance(rule, sa.ForeignKeyConstraint):
            yield _reference(table, rule)


def _with_key(table: sa.Table, names: list[str]) -> list[str]:
    return [KEY, *(name for name in names if name != KEY)] if is_spread(table) else names


def _reference(table: sa.Table, rule: sa.ForeignKeyConstraint) -> sa.ForeignKeyConstraint:
    target = rule.referred_table
    own, others = list(rule.column_keys), [element.column.name for element in rule.elements]
    if is_spread(table) and is_spread(target):
        own, others = [KEY, *own], [KEY, *others]
    return sa.ForeignKeyConstraint(own, [f"{target.name}.{name}" for name in others])


def statements() -> Iterator[str]:
    """Yield the statements that make an empty warehouse on Citus, in their order."""
    made = tables()
    for table in made:
        yield str(CreateTable(table).compile(dialect=_DIALECT)).strip()
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            yield str(CreateIndex(index).compile(dialect=_DIALECT)).strip()
    for table in made:
        if is_spread(metadata.tables[table.name]):
            yield f"SELECT create_distributed_table('{table.name}', '{KEY}')"
        else:
            yield f"SELECT create_reference_table('{table.name}')"
    for view in VIEWS:
        text = str(CreateView(view.query, view.name).compile(dialect=_DIALECT))
        yield text.strip().replace("%%", "%")


if __name__ == "__main__":
    print(";\n\n".join(statements()) + ";")

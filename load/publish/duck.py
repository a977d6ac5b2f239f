"""One DuckDB file with the tables, comments and views of the warehouse, and CSV from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateView, SetColumnComment, SetTableComment

from contracts.schema.types import UtcMoment
from load.publish.dictionary import meaning, table_comments
from load.view_base import View
from load.views import VIEWS

# DuckDB parses PostgreSQL's dialect, so that no second set of definitions is needed
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
# characters with which a cell becomes a formula in a spreadsheet
FORMULA = r"^[=+\-@\t\r]"


def write_duckdb(path: Path, parquet: Path, tables: list[sa.Table]) -> None:
    """Write a DuckDB file of the Parquet files in `parquet`, with comments and views."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.begin()
        for table in tables:
            files = str(parquet / table.name / "**" / "*.parquet")
            chosen = [_stored(column) for column in table.columns]
            rows = connection.read_parquet(files, hive_partitioning=False)
            rows.select(*chosen).create(table.name)
            for statement in _comments(table):
                connection.execute(statement)
        comments = table_comments(tables)
        for view in VIEWS:
            text = str(CreateView(view.query, view.name).compile(dialect=_DIALECT))
            # the driver's placeholder doubles a percent sign, which nobody halves here
            connection.execute(text.replace("%%", "%"))
            for statement in _view_comments(view, comments):
                connection.execute(statement)
        connection.commit()


def _stored(column: sa.Column[object]) -> duckdb.Expression:
    own = duckdb.ColumnExpression(column.name)
    if not isinstance(column.type, UtcMoment):
        return own
    # a moment with a zone would be compared in the zone of whoever asks
    return own.cast("TIMESTAMP").alias(column.name)


def _comments(table: sa.Table) -> list[str]:
    statements: list[sa.DDLElement] = [SetTableComment(table)]
    statements += [SetColumnComment(column) for column in table.columns]
    return [str(statement.compile(dialect=_DIALECT)).replace("%%", "%") for statement in statements]


def _view_comments(view: View, comments: Mapping[str, str]) -> Iterator[str]:
    """Yield the statements that comment a view and its columns, whose names are our own."""
    yield f"COMMENT ON VIEW {view.name} IS {_literal(view.comment)}"
    for column in view.query.selected_columns:
        said = _literal(meaning(view.name, column, comments))
        yield f'COMMENT ON COLUMN {view.name}."{column.name}" IS {said}'


def _literal(text: str) -> str:
    quoted = sa.literal(text).compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})
    return str(quoted).replace("%%", "%")


def write_csv(folder: Path, database: Path, tables: list[sa.Table]) -> None:
    """Write tables as CSV; text that a spreadsheet would take for a formula gets a ' before it."""
    folder.mkdir()
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for table in tables:
            chosen = [_safe(column) for column in table.columns]
            keys = [duckdb.ColumnExpression(c.name) for c in table.primary_key.columns]
            rows = connection.table(table.name).sort(*keys).select(*chosen)
            rows.write_csv(str(folder / f"{table.name}.csv"), header=True)


def _safe(column: sa.Column[object]) -> duckdb.Expression:
    own = duckdb.ColumnExpression(column.name)
    if not isinstance(column.type, sa.Text) or "values" in column.info:
        return own  # a word of a closed list is no formula
    is_formula = duckdb.FunctionExpression(
        "regexp_matches", own, duckdb.ConstantExpression(FORMULA)
    )
    quoted = duckdb.FunctionExpression("concat", duckdb.ConstantExpression("'"), own)
    return duckdb.CaseExpression(is_formula, quoted).otherwise(own).alias(column.name)

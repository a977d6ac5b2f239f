"""One DuckDB file with the tables, comments and views of the warehouse, and CSV from it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateView, SetColumnComment, SetTableComment

from contracts.schema.types import UtcMoment
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
        for view in VIEWS:
            text = str(CreateView(view.query, view.name).compile(dialect=_DIALECT))
            # the driver's placeholder doubles a percent sign, which nobody halves here
            connection.execute(text.replace("%%", "%"))
            connection.execute(_view_comment(view.name, view.comment))
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


def _view_comment(name: str, comment: str) -> str:
    literal = sa.literal(comment).compile(dialect=_DIALECT, compile_kwargs={"literal_binds": True})
    return f"COMMENT ON VIEW {name} IS {str(literal).replace('%%', '%')}"


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

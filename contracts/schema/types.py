"""Column types and column makers of the star: exact numbers, UTC moments, sort keys.

Exact numbers. PostgreSQL keeps them in NUMERIC without a scale. SQLite has no decimal
type; of the three ways out, text would break `>` and scaled integers would make every
analyst divide. So the column has NUMERIC affinity there: a whole number is kept as a 64-bit
INTEGER, any other as a double, and a number that this would change is refused. With at most
15 significant digits the double reads back as the very decimal that went in, comparisons
with literals hold, and SUM over counts is integer arithmetic. Only a SUM over fractions is
floating on SQLite; of those, rates are never summed, and amounts are exact to 15 digits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

_WHOLE_DIGITS = 18
_DOUBLE_DIGITS = 15
_ONE = Decimal(1)

BigKey = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SortText = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def is_exact(value: Decimal) -> bool:
    """Tell whether both engines keep `value` exactly (18 whole digits or 15 in all)."""
    if _is_plain_whole(value) or not value:
        return True
    if not value.is_finite() or value.adjusted() >= _WHOLE_DIGITS:
        return False
    printed = str(value)
    if len(printed) <= _DOUBLE_DIGITS and "E" not in printed:
        return True
    if value == value.to_integral_value():
        return True
    digits = len(value.normalize().as_tuple().digits)
    return digits <= _DOUBLE_DIGITS and value.adjusted() > -_DOUBLE_DIGITS


def _is_plain_whole(value: Decimal) -> bool:
    """Tell whether a number is whole, short and printed as such: nearly all counts are."""
    return value.same_quantum(_ONE) and value.adjusted() < _WHOLE_DIGITS


class _SqliteNumber(UserDefinedType[Any]):
    """A column of NUMERIC affinity, its values untouched by the driver's float handling."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "NUMERIC"


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal that comes back as it went in, on SQLite and PostgreSQL alike."""

    impl = sa.Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return NUMERIC affinity on SQLite, unconstrained NUMERIC elsewhere."""
        own = _SqliteNumber() if dialect.name == "sqlite" else sa.Numeric(asdecimal=True)
        return dialect.type_descriptor(own)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Return what the driver stores; ValueError for a number it would change."""
        if value is None:
            return None
        sqlite = dialect.name == "sqlite"
        if _is_plain_whole(value):
            return int(value) if sqlite else value
        if not is_exact(value):
            raise ValueError(f"{value} has more digits than the warehouse keeps exactly")
        if not sqlite:
            return value
        return int(value) if value == value.to_integral_value() else float(value)

    def process_literal_param(self, value: Decimal | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Return the number as it stands in the text of a view."""
        return "NULL" if value is None else str(Decimal(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return the stored number as Decimal."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(repr(value))


class UtcMoment(TypeDecorator[dt.datetime]):
    """An aware datetime, kept in UTC; SQLite stores it as ISO text that sorts."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Return the moment in UTC, without zone on SQLite."""
        if value is None:
            return None
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Return the moment in UTC, with its zone."""
        if value is None:
            return None
        moment: dt.datetime = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
        return moment.astimezone(dt.UTC)


def key(name: str, comment: str) -> sa.Column[int]:
    """Return a surrogate primary key that the loader assigns."""
    return sa.Column(name, BigKey, primary_key=True, autoincrement=False, comment=comment)


def ref(name: str, target: str, comment: str, *, null: bool = True) -> sa.Column[int]:
    """Return a foreign key column to `target` ("table.column")."""
    return sa.Column(name, BigKey, sa.ForeignKey(target), nullable=null, comment=comment)


def text(name: str, comment: str, *, null: bool = True) -> sa.Column[str]:
    """Return a text column."""
    return sa.Column(name, sa.Text(), nullable=null, comment=comment)


def sort_text(name: str, comment: str) -> sa.Column[str]:
    """Return a column that sorts bytewise on every engine."""
    return sa.Column(name, SortText, nullable=False, comment=comment)


def choice(name: str, values: Sequence[str], comment: str, *, null: bool = False) -> sa.Column[str]:
    """Return a text column that holds one of `values` (checked by engine and frame)."""
    listed = ", ".join(f"'{value}'" for value in values)
    rule = sa.CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")
    about = f"{comment} One of: {', '.join(values)}."
    return sa.Column(
        name, sa.Text(), rule, nullable=null, comment=about, info={"values": tuple(values)}
    )


def integer(
    name: str, comment: str, *, null: bool = True, least: int | None = None
) -> sa.Column[int]:
    """Return an integer column, with a lower bound where `least` is given."""
    rules = []
    if least is not None:
        rules.append(sa.CheckConstraint(f"{name} >= {least}", name=f"{name}_least"))
    return sa.Column(
        name, sa.Integer(), *rules, nullable=null, comment=comment, info={"least": least}
    )


def number(name: str, comment: str, *, null: bool = True) -> sa.Column[Decimal]:
    """Return an exact decimal column."""
    return sa.Column(name, ExactDecimal(), nullable=null, comment=comment)


def share(name: str, comment: str, *, null: bool = True) -> sa.Column[float]:
    """Return a probability, 0 to 1."""
    rule = sa.CheckConstraint(f"{name} >= 0 AND {name} <= 1", name=f"{name}_share")
    return sa.Column(
        name, sa.Double(), rule, nullable=null, comment=comment, info={"least": 0, "most": 1}
    )


def flag(name: str, comment: str) -> sa.Column[bool]:
    """Return a yes-or-no column."""
    return sa.Column(name, sa.Boolean(), nullable=False, comment=comment)


def day(name: str, comment: str, *, null: bool = True) -> sa.Column[dt.date]:
    """Return a calendar date column."""
    return sa.Column(name, sa.Date(), nullable=null, comment=comment)


def moment(name: str, comment: str, *, null: bool = True) -> sa.Column[dt.datetime]:
    """Return a moment in UTC."""
    return sa.Column(name, UtcMoment(), nullable=null, comment=comment)


def place_columns() -> list[sa.Column[Any]]:
    """Return the columns that say where in the source something is printed."""
    return [
        integer("place_line", "Line of a text file, from 1.", least=1),
        integer("place_page", "Page of a paged source, from 1.", least=1),
        text("place_box", "Box on the page in points from top left: x0 top x1 bottom."),
        text("place_sheet", "Name of the sheet of a workbook."),
        text("place_cells", "A1 reference of the cells in the sheet."),
        integer("place_table", "Table of a word-processor file, from 1.", least=0),
        integer("place_row", "Row within that table, from 1.", least=0),
        integer("place_column", "Column within that table, from 1.", least=0),
        text("place_text", "The same place in words, to be read by people."),
    ]

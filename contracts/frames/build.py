"""How a frame model is made from a table of the star."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import pandas as pd
import pandera.pandas as pa
import sqlalchemy as sa

from contracts import schema as star
from contracts.schema.types import ExactDecimal, is_exact

# the values of a frame, plain Python and None, by column
Columns: TypeAlias = dict[str, list[Any]]
SHA = sa.Column("document_sha256", sa.Text(), nullable=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between columns of one row: `keeps` tells from their values, blanks as None."""

    name: str
    columns: tuple[str, ...]
    keeps: Callable[..., bool]

    def holds(self, frame: pd.DataFrame) -> pd.Series[bool]:
        """Tell which rows of a frame keep the relation."""
        columns = [plain_values(frame[name]) for name in self.columns]
        kept = [self.keeps(*row) for row in zip(*columns, strict=True)]
        return pd.Series(kept, index=frame.index, dtype=bool)


@dataclass(frozen=True, slots=True)
class Spec:
    """What a frame must be: columns as in its table, keys that are unique, relations.

    `loose` are columns that may be blank in the frame though not in the table.
    """

    name: str
    comment: str | None
    columns: tuple[sa.Column[Any], ...]
    loose: frozenset[str]
    unique: tuple[tuple[str, ...], ...]
    rules: tuple[Rule, ...]

    def may_be_blank(self, column: sa.Column[Any]) -> bool:
        """Tell whether a column may be blank."""
        return bool(column.nullable) or column.name in self.loose

    def model(self) -> pa.DataFrameSchema:
        """Return the pandera model, which says of every row what is wrong with it."""
        checks = [pa.Check(r.holds, name=r.name, error=r.name, ignore_na=False) for r in self.rules]
        checks += [_unique_check(list(keys)) for keys in self.unique]
        return pa.DataFrameSchema(
            {c.name: _column(c, self.may_be_blank(c)) for c in self.columns},
            checks=checks,
            strict=True,
            name=self.name,
            description=self.comment,
        )


def plain_values(column: pd.Series[Any]) -> list[Any]:
    """Return the values of a column; every kind of missing value becomes None."""
    missing = column.isna()
    values: list[Any] = column.astype(object).tolist()
    if not missing.any():
        return values
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]


def is_day(value: object) -> bool:
    """Tell whether `value` is a date without a time."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _exact_decimals(values: pd.Series[Any]) -> pd.Series[bool]:
    found = [isinstance(value, Decimal) and is_exact(value) for value in values]
    return pd.Series(found, index=values.index, dtype=bool)


def _without_nul(values: pd.Series[str]) -> pd.Series[bool]:
    return ~values.str.contains("\x00", regex=False, na=False)


def _check(name: str, holds: Callable[..., object], *, element_wise: bool = False) -> pa.Check:
    return pa.Check(holds, name=name, error=name, element_wise=element_wise)


def _checks(column: sa.Column[Any]) -> tuple[str | type, list[pa.Check]]:
    """Return the pandas dtype of a column and the checks its table implies."""
    kind, name, info = column.type, column.name, column.info
    if isinstance(kind, ExactDecimal):
        return object, [_check(f"{name}_exact", _exact_decimals)]
    if isinstance(kind, sa.Date):
        return object, [_check(f"{name}_day", is_day, element_wise=True)]
    if isinstance(kind, sa.Boolean):
        return "bool", []
    checks = []
    if info.get("least") is not None:
        checks.append(_check(f"{name}_least", lambda s: s >= info["least"]))
    if info.get("most") is not None:
        checks.append(_check(f"{name}_most", lambda s: s <= info["most"]))
    if isinstance(kind, sa.Double):
        return "Float64", checks
    if isinstance(kind, sa.Integer):
        return "Int64", checks
    if "values" in info:
        return "str", [_check(f"{name}_known", lambda s: s.isin(info["values"]))]
    return "str", [_check(f"{name}_plain", _without_nul)]


def _column(column: sa.Column[Any], nullable: bool) -> pa.Column:
    dtype, checks = _checks(column)
    return pa.Column(dtype, checks=checks, nullable=nullable, description=column.comment)


def ref(name: str, kind: sa.types.TypeEngine[Any], *, null: bool) -> sa.Column[Any]:
    """Return a column that takes the place of a surrogate key."""
    least = 1 if isinstance(kind, sa.Integer) else None
    return sa.Column(name, kind, nullable=null, info={"least": least})


def spec(
    name: str,
    table: sa.Table,
    *,
    natural: Iterable[sa.Column[Any]] = (),
    drop: Iterable[str] = (),
    optional: Iterable[str] = (),
    unique: Iterable[tuple[str, ...]],
    rules: Iterable[Rule] = (),
) -> Spec:
    """Return what a frame must be: `table` without its keys, with `natural` in their place."""
    gone = set(drop)
    columns: list[sa.Column[Any]] = (
        [SHA, *natural] if table is not star.dim_document else list(natural)
    )
    columns += [c for c in table.columns if not c.name.endswith("_key") and c.name not in gone]
    return Spec(
        name, table.comment, tuple(columns), frozenset(optional), tuple(unique), tuple(rules)
    )


def _unique_check(keys: list[str]) -> pa.Check:
    name = "unique_" + "_".join(keys)
    return pa.Check(lambda f: ~f.duplicated(keys), name=name, error=name, ignore_na=False)


def in_order(first: object, last: object) -> bool:
    """Tell whether, where both days are known, `first` is not after `last`."""
    if not isinstance(first, dt.date) or not isinstance(last, dt.date):
        return True
    return not (is_day(first) and is_day(last)) or first <= last

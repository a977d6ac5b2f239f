"""How a frame model is made from a table of the star."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd
import pandera.pandas as pa
import sqlalchemy as sa

from contracts import schema as star
from contracts.schema.types import ExactDecimal, is_exact

Holds = Callable[[pd.DataFrame], "pd.Series[bool]"]
SHA = sa.Column("document_sha256", sa.Text(), nullable=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A relation between columns of one row: true for a row that keeps it, blanks included."""

    name: str
    holds: Holds


def is_day(value: object) -> bool:
    """Tell whether `value` is a date without a time."""
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _is_exact_decimal(value: object) -> bool:
    return isinstance(value, Decimal) and is_exact(value)


def _without_nul(values: pd.Series[str]) -> pd.Series[bool]:
    return ~values.str.contains("\x00", regex=False, na=False)


def _check(name: str, holds: Callable[..., object], *, element_wise: bool = False) -> pa.Check:
    return pa.Check(holds, name=name, error=name, element_wise=element_wise)


def _checks(column: sa.Column[Any]) -> tuple[str | type, list[pa.Check]]:
    """Return the pandas dtype of a column and the checks its table implies."""
    kind, name, info = column.type, column.name, column.info
    if isinstance(kind, ExactDecimal):
        return object, [_check(f"{name}_exact", _is_exact_decimal, element_wise=True)]
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


def model(
    name: str,
    table: sa.Table,
    *,
    natural: Iterable[sa.Column[Any]] = (),
    drop: Iterable[str] = (),
    optional: Iterable[str] = (),
    unique: list[list[str]],
    rules: Iterable[Rule] = (),
) -> pa.DataFrameSchema:
    """Return the model of a frame: `table` without its keys, with `natural` in their place."""
    gone = set(drop)
    columns: list[sa.Column[Any]] = (
        [SHA, *natural] if table is not star.dim_document else list(natural)
    )
    columns += [c for c in table.columns if not c.name.endswith("_key") and c.name not in gone]
    loose = set(optional)
    checks = [pa.Check(r.holds, name=r.name, error=r.name, ignore_na=False) for r in rules]
    checks += [_unique_check(keys) for keys in unique]
    return pa.DataFrameSchema(
        {c.name: _column(c, bool(c.nullable) or c.name in loose) for c in columns},
        checks=checks,
        strict=True,
        name=name,
        description=table.comment,
    )


def _unique_check(keys: list[str]) -> pa.Check:
    name = "unique_" + "_".join(keys)
    return pa.Check(lambda f: ~f.duplicated(keys), name=name, error=name, ignore_na=False)


def ordered(first: str, last: str) -> Holds:
    """Return a relation: where both days are known, `first` is not after `last`."""

    def holds(frame: pd.DataFrame) -> pd.Series[bool]:
        pairs = zip(frame[first], frame[last], strict=True)
        kept = [not (is_day(a) and is_day(b)) or a <= b for a, b in pairs]
        return pd.Series(kept, index=frame.index, dtype=bool)

    return holds


def implies(
    when: Holds,
    then: Holds,
) -> Holds:
    """Return a relation: a row for which `when` holds must keep `then`."""
    return lambda frame: ~when(frame) | then(frame)


def same(left: str, right: str) -> Holds:
    """Return a relation: two decimal columns agree; two blanks are the same."""
    return lambda f: (f[left].isna() & f[right].isna()) | (f[left] == f[right])

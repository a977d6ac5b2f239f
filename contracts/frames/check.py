"""Holding frames against their models, and saying what is wrong row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from contracts.frames.build import Columns
from contracts.frames.models import MODELS, REFERENCES
from contracts.frames.sure import surely_right

_MANY_FAILURES = 5
_ARROW = {"str": pa.large_string(), "Int64": pa.int64()}


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that breaks one check; `column` is None for a relation between columns."""

    frame: str
    check: str
    column: str | None
    row: int | None
    document_sha256: str | None
    value: str


class FrameError(ValueError):
    """Frames break their models; `failures` names each broken check of each row once."""

    def __init__(self, failures: Iterable[Failure]) -> None:
        self.failures = tuple(failures)
        shown = [
            f"{f.frame}.{f.column or 'row'} {f.row}: {f.check} ({f.value})"
            for f in self.failures[:_MANY_FAILURES]
        ]
        rest = len(self.failures) - len(shown)
        super().__init__("; ".join(shown) + (f"; and {rest} more" if rest else ""))


def columns_of(name: str, rows: Iterable[Mapping[str, object]]) -> Columns:
    """Return the values of rows column by column, as model `name` has them.

    Raises KeyError for a row that lacks a column.
    """
    listed = list(rows)
    return {column: [row[column] for row in listed] for column in MODELS[name].columns}


def frame_of(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return a frame with the columns and dtypes of model `name`; KeyError if one lacks."""
    return frame_from(name, columns_of(name, rows))


def frame_from(name: str, columns: Columns) -> pd.DataFrame:
    """Return a frame with the dtypes of model `name` from its columns."""
    specs = MODELS[name].columns
    return pd.DataFrame(
        {column: _series(columns[column], _dtype(spec)) for column, spec in specs.items()},
        columns=list(specs),
    )


def _series(values: list[Any], dtype: str | type) -> pd.Series[Any]:
    """Return a column; by way of Arrow, several times as fast, where it takes the values."""
    arrow = _ARROW.get(str(dtype))
    if arrow is None or (dtype == "Int64" and 0 < values.count(None) < len(values)):
        return pd.Series(values, dtype=dtype, index=range(len(values)))
    try:
        return pd.Series(pa.array(values, type=arrow), dtype=dtype, index=range(len(values)))
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pd.Series(values, dtype=dtype, index=range(len(values)))


def _dtype(spec: pandera.Column) -> str | type:
    named = str(spec.dtype)
    return "str" if named.startswith("string") or named == "str" else named


def failures_of(name: str, frame: pd.DataFrame) -> tuple[Failure, ...]:
    """Return what is wrong with a frame, each broken check of each row once."""
    try:
        MODELS[name].validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return _failures(name, frame, error.failure_cases)
    return ()


def _failures(name: str, frame: pd.DataFrame, cases: pd.DataFrame) -> tuple[Failure, ...]:
    found: dict[tuple[str, object], Failure] = {}
    for case in cases.to_dict("records"):
        wide = case["schema_context"] == "DataFrameSchema"
        row = None if pd.isna(case["index"]) else int(case["index"])
        check = str(case["check"])
        found.setdefault(
            (check, row if row is not None else case["failure_case"]),
            Failure(
                frame=name,
                check=check,
                column=None if wide else str(case["column"]),
                row=row,
                document_sha256=_document(frame, row),
                value="" if wide and row is not None else repr(case["failure_case"]),
            ),
        )
    return tuple(found.values())


def _document(frame: pd.DataFrame, row: int | None) -> str | None:
    if row is None or "document_sha256" not in frame:
        return None
    value = frame["document_sha256"].iloc[row]
    return value if isinstance(value, str) else None


def orphans_of(frames: Mapping[str, pd.DataFrame]) -> tuple[Failure, ...]:
    """Return the rows that refer to a row which their parent frame does not have."""
    return tuple(
        failure
        for child, columns, parent in REFERENCES
        for failure in _orphans(child, frames[child], columns, parent, frames[parent])
    )


def _orphans(
    child: str,
    rows: pd.DataFrame,
    columns: tuple[str, ...],
    parent: str,
    parents: pd.DataFrame,
) -> Iterator[Failure]:
    if rows.empty:
        return
    names = list(columns)
    present = rows.loc[rows[names].notna().all(axis=1), names]
    for index, *values in present[_absent(present, parents[names])].itertuples(name=None):
        yield Failure(
            child, f"refers_to_{parent}", names[-1], int(index), str(values[0]), repr(values)
        )


def _absent(present: pd.DataFrame, parents: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows are not among the parents."""
    first, *rest = present.columns
    if present.empty or not rest:
        return ~present[first].isin(parents[first])
    asked = parents[parents[first].isin(present[first])]
    known = set(asked.itertuples(index=False, name=None))
    named = present.itertuples(index=False, name=None)
    return pd.Series([row not in known for row in named], index=present.index, dtype=bool)


def validate_columns(frames: Mapping[str, Columns]) -> None:
    """Raise FrameError unless all frames, given by their columns, keep their models."""
    if not surely_right(frames):
        validate({name: frame_from(name, columns) for name, columns in frames.items()})


def validate(frames: Mapping[str, pd.DataFrame]) -> None:
    """Raise FrameError unless all frames keep their models and refer to rows that exist."""
    broken = [f for name in MODELS for f in failures_of(name, frames[name])]
    broken = broken or list(orphans_of(frames))
    if broken:
        raise FrameError(broken)

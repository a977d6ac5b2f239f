"""Holding frames against their models, and saying what is wrong row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa

from contracts.frames.models import MODELS, REFERENCES

_MANY_FAILURES = 5


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


def frame_of(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return a frame with the columns and dtypes of model `name`; KeyError if one lacks."""
    listed = list(rows)
    columns = MODELS[name].columns
    return pd.DataFrame(
        {
            column: pd.Series(
                [row[column] for row in listed], dtype=_dtype(spec), index=range(len(listed))
            )
            for column, spec in columns.items()
        },
        columns=list(columns),
    )


def _dtype(spec: pa.Column) -> str | type:
    named = str(spec.dtype)
    return "str" if named.startswith("string") or named == "str" else named


def failures_of(name: str, frame: pd.DataFrame) -> tuple[Failure, ...]:
    """Return what is wrong with a frame, each broken check of each row once."""
    try:
        MODELS[name].validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
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
) -> Iterable[Failure]:
    names = list(columns)
    known = set(parents[names].itertuples(index=False, name=None))
    present = rows[rows[names].notna().all(axis=1)]
    for index, *values in present[names].itertuples(name=None):
        if tuple(values) not in known:
            yield Failure(
                child, f"refers_to_{parent}", names[-1], int(index), str(values[0]), repr(values)
            )


def validate(frames: Mapping[str, pd.DataFrame]) -> None:
    """Raise FrameError unless all frames keep their models and refer to rows that exist."""
    broken = [f for name in MODELS for f in failures_of(name, frames[name])]
    broken = broken or list(orphans_of(frames))
    if broken:
        raise FrameError(broken)

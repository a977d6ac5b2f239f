"""Frames to records: one dictionary a row, blanks as None, grouped by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from transform.frames import Frames

Record = dict[str, Any]
DocumentRecords = dict[str, list[Record]]


def records_by_document(frames: Frames) -> dict[str, DocumentRecords]:
    """Return for each document its rows of every frame, in the order of the documents."""
    named = {name: _records(frame) for name, frame in frames.by_name().items()}
    grouped: dict[str, DocumentRecords] = {
        row["document_sha256"]: {name: [] for name in named} for row in named["documents"]
    }
    for name, rows in named.items():
        for row in rows:
            grouped[row["document_sha256"]][name].append(row)
    return grouped


def _records(frame: pd.DataFrame) -> list[Record]:
    columns = {name: _values(frame[name]) for name in frame.columns}
    names = list(columns)
    return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    """Return plain Python values; every kind of missing value becomes None."""
    missing = column.isna()
    values: list[Any] = column.astype(object).tolist()
    if not missing.any():
        return values
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]

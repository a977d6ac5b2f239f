"""Readings to the frames at the door of the warehouse; the one module here with pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

import pandas as pd

from contracts.frames import (
    SPECS,
    Columns,
    FrameError,
    columns_of,
    frame_from,
    validate_columns,
)
from transform.reading import Reading
from transform.tidy.documents import document_row
from transform.tidy.figures import FigureIndex, figure_columns, figure_states, printed_figures
from transform.tidy.findings import (
    change_rows,
    citation_rows,
    finding_cell_rows,
    finding_rows,
    hypothesis_rows,
    notice_rows,
)
from transform.tidy.tasks import (
    TaskIndex,
    planned_tasks,
    swapped_tasks,
    target_rows,
    task_agency_rows,
    task_rows,
)
from transform.tidy.values import Row

_Rows: TypeAlias = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class _Tidy:
    """One document: its figures by column, as they are many, and its other frames by row."""

    figures: Columns
    others: _Rows


@dataclass(frozen=True, slots=True)
class Frames:
    """The tidy frames of one or more documents, each as its model in contracts.frames.

    `columns` are plain Python values by frame and column: what is loaded. The rows of a
    document stand together, and documents in the same order in every frame.
    """

    columns: Mapping[str, Columns]

    def frame(self, name: str) -> pd.DataFrame:
        """Return one of the frames."""
        return frame_from(name, self.columns[name])

    def by_name(self) -> dict[str, pd.DataFrame]:
        """Return the frames by the name of their model, documents first."""
        return {name: self.frame(name) for name in self.columns}


def frames_of(readings: Sequence[Reading]) -> Frames:
    """Return the validated frames of `readings`; FrameError names every row that fails.

    A batch costs less than its documents one by one.
    """
    return _validated([_tidy(reading) for reading in readings])


def frames_and_faults(readings: Sequence[Reading]) -> tuple[Frames, dict[str, str]]:
    """Return the frames of the readings that keep the models, and why the others do not.

    The second value has one reason for each document left out, by its SHA-256: one faulty
    document must not hold back its batch.
    """
    tidy = {reading.source.sha256: _tidy(reading) for reading in readings}
    faults: dict[str, str] = {}
    while True:
        kept = [own for sha256, own in tidy.items() if sha256 not in faults]
        try:
            return _validated(kept), faults
        except FrameError as error:
            named = _reasons(error)
            if not named:
                raise
            faults |= named


def _reasons(error: FrameError) -> dict[str, str]:
    grouped: dict[str, list[str]] = {}
    for failure in error.failures:
        if failure.document_sha256 is not None:
            text = f"{failure.frame}.{failure.column or 'row'}: {failure.check} {failure.value}"
            grouped.setdefault(failure.document_sha256, []).append(text.strip())
    return {sha256: "; ".join(texts[:3]) for sha256, texts in grouped.items()}


def _tidy(reading: Reading) -> _Tidy:
    sha256 = reading.source.sha256
    figures, tasks = printed_figures(reading), planned_tasks(reading)
    of_figure, of_task = FigureIndex(figures), TaskIndex(tasks)
    others = {
        "documents": [document_row(reading, len(figures), len(tasks))],
        "tasks": task_rows(tasks, swapped_tasks(reading, of_task), sha256),
        "task_agencies": task_agency_rows(tasks, sha256),
        "targets": target_rows(reading, of_task),
        "citations": citation_rows(reading),
        "findings": finding_rows(reading),
        "finding_cells": finding_cell_rows(reading, of_figure, of_task),
        "hypotheses": hypothesis_rows(reading),
        "hypothesis_changes": change_rows(reading, of_figure),
        "notices": notice_rows(reading, figures),
    }
    return _Tidy(figure_columns(figures, figure_states(reading, of_figure), sha256), others)


def _validated(documents: Sequence[_Tidy]) -> Frames:
    columns = {name: _joined(name, documents) for name in SPECS}
    validate_columns(columns)
    return Frames(columns)


def _joined(name: str, documents: Sequence[_Tidy]) -> Columns:
    """Return the columns of one frame of all documents."""
    if name != "figures":
        return columns_of(name, (row for tidy in documents for row in tidy.others[name]))
    return {
        column.name: list(chain.from_iterable(tidy.figures[column.name] for tidy in documents))
        for column in SPECS[name].columns
    }

"""Readings to the frames at the door of the warehouse; the one module here with pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

import pandas as pd

from contracts.frames import FrameError, frame_of, validate
from transform.reading import Reading
from transform.tidy.documents import document_row
from transform.tidy.figures import FigureIndex, figure_rows, figure_states, printed_figures
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
class Frames:
    """The tidy frames of one or more documents, each as its model in contracts.frames."""

    documents: pd.DataFrame
    figures: pd.DataFrame
    tasks: pd.DataFrame
    task_agencies: pd.DataFrame
    targets: pd.DataFrame
    citations: pd.DataFrame
    findings: pd.DataFrame
    finding_cells: pd.DataFrame
    hypotheses: pd.DataFrame
    hypothesis_changes: pd.DataFrame
    notices: pd.DataFrame

    def by_name(self) -> dict[str, pd.DataFrame]:
        """Return the frames by the name of their model, documents first."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def frames_of(readings: Sequence[Reading]) -> Frames:
    """Return the validated frames of `readings`; FrameError names every row that fails.

    Validating costs about as much for one document as for a hundred: call it per batch.
    """
    return _validated([_rows_of(reading) for reading in readings])


def frames_and_faults(readings: Sequence[Reading]) -> tuple[Frames, dict[str, str]]:
    """Return the frames of the readings that keep the models, and why the others do not.

    The second value has one reason for each document left out, by its SHA-256: one faulty
    document must not hold back its batch.
    """
    rows = {reading.source.sha256: _rows_of(reading) for reading in readings}
    faults: dict[str, str] = {}
    while True:
        kept = [own for sha256, own in rows.items() if sha256 not in faults]
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


def _rows_of(reading: Reading) -> _Rows:
    sha256 = reading.source.sha256
    figures, tasks = printed_figures(reading), planned_tasks(reading)
    of_figure, of_task = FigureIndex(figures), TaskIndex(tasks)
    return {
        "documents": [document_row(reading, len(figures), len(tasks))],
        "figures": figure_rows(figures, figure_states(reading, of_figure), sha256),
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


def _validated(documents: Iterable[_Rows]) -> Frames:
    listed = list(documents)
    frames = {
        field.name: frame_of(field.name, [row for rows in listed for row in rows[field.name]])
        for field in fields(Frames)
    }
    validate(frames)
    return Frames(**frames)

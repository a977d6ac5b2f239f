"""Printed figures in long form, and what the reconciliation says of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any, NamedTuple

from contracts.schema.types import is_exact
from extract.document import Place
from transform.finding import CellRef, Finding
from transform.heading_units import unit_of_heading
from transform.measures import basis_of, is_measure
from transform.reading import Column, LogicalRow, LogicalTable, Number, Reading
from transform.tidy.values import (
    Row,
    clean,
    clean_all,
    clean_all_or_none,
    clean_or_none,
    decimals_text,
    place_columns,
    share,
)
from transform.vietnamese.numbers import parse_number
from transform.vietnamese.text import fold

_BASIS_OF_ROLE = {
    "value": "period",
    "interval": "period",
    "level": "period",
    "cumulative": "cumulative",
    "previous": "previous",
}
# the state that says most about a figure wins where several findings touch it
_RANK = ("corrected", "proposed", "derived", "ambiguous", "too_entangled", "noted")


class PrintedFigure(NamedTuple):
    """One figure cell, with the table and row it stands in; `no` counts from 1."""

    no: int
    table: LogicalTable
    row: LogicalRow
    row_no: int
    column: int
    basis: str
    number: Number
    breakdown: str | None

    @property
    def place(self) -> Place:
        """The place of the cell, or of its row where the reader gives no more."""
        return self.row.place_of(self.column)


@dataclass(frozen=True, slots=True)
class FigureState:
    """What the reconciliation says of one figure."""

    status: str = "reported"
    value: Decimal | None = None
    confidence: float | None = None
    rule: str | None = None


_AS_REPORTED = FigureState()
_REPLACED = ("corrected", "derived")


@dataclass(frozen=True, slots=True)
class _FigureColumn:
    """A column of figures: where it is, its basis and breakdown, its role if it is the first."""

    index: int
    basis: str
    breakdown: str | None
    role: str | None


def printed_figures(reading: Reading) -> tuple[PrintedFigure, ...]:
    """Return the figures of all tables that are not on hold, in printed order."""
    numbers = count(1)
    return tuple(
        figure
        for table in reading.tables
        if table.held is None
        for figure in _of_table(table, numbers)
    )


def _of_table(table: LogicalTable, numbers: Iterator[int]) -> Iterator[PrintedFigure]:
    columns = _figure_columns(table)
    for row_no, row in enumerate(table.rows, start=1):
        for column in columns:
            number = _number(row, column)
            if number.kind == "blank" and row.kind == "section":
                continue
            yield PrintedFigure(
                next(numbers),
                table,
                row,
                row_no,
                column.index,
                column.basis,
                number,
                column.breakdown,
            )


def _figure_columns(table: LogicalTable) -> list[_FigureColumn]:
    based = _based_columns(table)
    several = Counter(basis for _, basis in based)
    found = []
    for index, basis in based:
        column = table.columns[index]
        is_first = column.role is not None and table.column(column.role) == index
        breakdown = _breakdown(column) if several[basis] > 1 else None
        found.append(_FigureColumn(index, basis, breakdown, column.role if is_first else None))
    return found


def _based_columns(table: LogicalTable) -> list[tuple[int, str]]:
    if table.kind == "indicator":
        roles = [(i, _BASIS_OF_ROLE.get(c.role or "")) for i, c in enumerate(table.columns)]
        return [(i, basis) for i, basis in roles if basis is not None]
    if table.kind == "matrix":
        figures = [(i, c) for i, c in enumerate(table.columns) if not c.role or is_measure(c.role)]
        return [(i, basis_of(c.role)) for i, c in figures]
    return []


def _breakdown(column: Column) -> str:
    """Return the measure of a column where it has one, else its heading path."""
    if column.role is not None and is_measure(column.role):
        return column.role
    return clean(" / ".join(column.path) or column.name)


def _number(row: LogicalRow, column: _FigureColumn) -> Number:
    """Return the figure in a cell: the reader's own where it read one, else parsed here."""
    index = column.index
    if index < len(row.values) and (number := row.values[index]) is not None:
        return number
    if column.role == "value" and row.value is not None:
        return row.value
    if column.role == "cumulative" and row.cumulative is not None:
        return row.cumulative
    return parse_number(row.cells[index], unit=row.unit)


class FigureIndex:
    """Finds the figure that a finding's cell names: by code, by appendix and row, by place."""

    def __init__(self, figures: Sequence[PrintedFigure]) -> None:
        self._figures = figures
        self._by_code: dict[str, list[PrintedFigure]] = {}
        self._by_row: dict[tuple[str, str], list[PrintedFigure]] = {}
        self._by_place: dict[Place, list[PrintedFigure]] = {}

    def _index(self) -> None:
        """Enter the figures, when one is asked for: in most documents none is."""
        for figure in self._figures:
            self._by_place.setdefault(figure.place, []).append(figure)
            if figure.row.code:
                self._by_code.setdefault(figure.row.code, []).append(figure)
            key = _row_key(figure.table.appendix, figure.row.no)
            self._by_row.setdefault(key, []).append(figure)
        self._figures = ()

    def find(self, cell: CellRef) -> PrintedFigure | None:
        """Return the figure in `cell`, or None where the cell holds none."""
        if self._figures:
            self._index()
        found = self._by_code.get(cell.code or "") or []
        if not found and cell.row:
            found = self._by_row.get(_row_key(cell.appendix, cell.row), [])
        if not found and cell.place is not None:
            found = self._by_place.get(cell.place, [])
        found = [f for f in found if f.place == cell.place or f.row.place == cell.place] or found
        named = [f for f in found if cell.column and _is_column(f, cell.column)]
        return next(iter(named or found), None)


def _row_key(appendix: str | None, row: str | None) -> tuple[str, str]:
    return fold(appendix or ""), (row or "").strip().rstrip(".")


def _is_column(figure: PrintedFigure, name: str) -> bool:
    return fold(figure.table.columns[figure.column].name) == fold(name)


def figure_states(reading: Reading, index: FigureIndex) -> dict[int, FigureState]:
    """Return, by figure number, what findings and derivations say of it."""
    states: dict[int, FigureState] = {}
    for number, state in _all_states(reading, index):
        before = states.get(number)
        if before is None or _RANK.index(state.status) < _RANK.index(before.status):
            states[number] = state
    return states


def _all_states(reading: Reading, index: FigureIndex) -> Iterator[tuple[int, FigureState]]:
    for finding in reading.findings:
        states = _of_finding(finding, index)
        # what a decision answers says only what the program thought of the cell decided
        yield from (s for s in states if not finding.settled or s[0] in reading.decided)
    for derived in reading.derived:
        figure = index.find(derived.cell)
        value = _exact(derived.value, figure)
        if figure is not None and figure.number.value is None and value is not None:
            yield figure.no, FigureState("derived", value, None, derived.rule)


def _of_finding(finding: Finding, index: FigureIndex) -> Iterator[tuple[int, FigureState]]:
    changed = list(_changed(finding, index))
    if changed:
        yield from changed
        return
    status = "noted" if finding.status in ("corrected", "proposed") else finding.status
    figures = (index.find(cell) for cell in finding.where)
    yield from ((figure.no, FigureState(status)) for figure in figures if figure is not None)


def _changed(finding: Finding, index: FigureIndex) -> Iterator[tuple[int, FigureState]]:
    """Yield the figures that a finding corrects or proposes to correct, with their values."""
    if finding.status not in ("corrected", "proposed") or not finding.hypotheses:
        return
    best = finding.hypotheses[0]
    for change in best.changes:
        figure = index.find(change.cell)
        value = _exact(change.after, figure)
        if figure is not None and value is not None:
            yield figure.no, FigureState(finding.status, value, share(best.confidence))


def _exact(printed: str, figure: PrintedFigure | None) -> Decimal | None:
    unit = figure.row.unit if figure else None
    value = parse_number(printed, unit=unit).value
    return value if value is not None and is_exact(value) else None


def figure_rows(
    figures: Sequence[PrintedFigure], states: Mapping[int, FigureState], sha256: str
) -> list[Row]:
    """Return the rows of the figures frame for one document."""
    columns = figure_columns(figures, states, sha256)
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def figure_columns(
    figures: Sequence[PrintedFigure], states: Mapping[int, FigureState], sha256: str
) -> dict[str, list[Any]]:
    """Return the figures frame of one document column by column, as there are many figures."""
    rows = [figure.row for figure in figures]
    tables = [figure.table for figure in figures]
    numbers = [kept_number(figure.number) for figure in figures]
    return {
        "document_sha256": [sha256] * len(figures),
        "figure_no": [figure.no for figure in figures],
        "indicator_code": [row.code for row in rows],
        "field_name": [_field_name(figure) for figure in figures],
        "basis": [figure.basis for figure in figures],
        "breakdown": [figure.breakdown for figure in figures],
        "table_no": [table.index for table in tables],
        "row_no": [figure.row_no for figure in figures],
        "column_no": [figure.column for figure in figures],
        "appendix": clean_all_or_none([table.appendix for table in tables]),
        "printed_no": clean_all_or_none([row.no for row in rows]),
        "row_path": clean_all([row.path for row in rows]),
        "row_label": clean_all([row.label for row in rows]),
        "column_heading": clean_all_or_none([f.table.columns[f.column].name for f in figures]),
        "printed": clean_all([number.printed for number in numbers]),
        "blank_kind": [number.kind for number in numbers],
        "reported_value": [number.value for number in numbers],
        "decimals": [number.decimals for number in numbers],
        "is_percent": [number.percent for number in numbers],
        "unit_printed": clean_all_or_none([_unit(figure) for figure in figures]),
        "alternative_values": [decimals_text(number.alternatives) for number in numbers],
        **_state_columns(figures, numbers, states),
        "note": clean_all_or_none([row.note for row in rows]),
        **place_columns([figure.place for figure in figures]),
    }


def _unit(figure: PrintedFigure) -> str | None:
    """Return the unit of a figure's column where its heading prints one, else of its row."""
    return unit_of_heading(figure.table.columns[figure.column].path) or figure.row.unit


def _field_name(figure: PrintedFigure) -> str | None:
    is_field = figure.table.kind == "matrix" and figure.row.kind == "item"
    return clean_or_none(figure.row.label) if is_field else None


def _state_columns(
    figures: Sequence[PrintedFigure],
    numbers: Sequence[Number],
    states: Mapping[int, FigureState],
) -> dict[str, list[Any]]:
    """Return what the reconciliation says of the figures, column by column."""
    said = [states.get(figure.no, _AS_REPORTED) for figure in figures]
    return {
        "reconciled_value": [
            state.value if state.status in _REPLACED else number.value
            for state, number in zip(said, numbers, strict=True)
        ],
        "proposed_value": [s.value if s.status == "proposed" else None for s in said],
        "status": [state.status for state in said],
        "confidence": [state.confidence for state in said],
        "is_derived": [state.status == "derived" for state in said],
        "derived_rule": [state.rule for state in said],
    }


def kept_number(number: Number) -> Number:
    """Return the number, unreadable where it has more digits than can be kept exactly."""
    if number.value is None or is_exact(number.value):
        return number
    return replace(number, kind="unreadable", value=None)

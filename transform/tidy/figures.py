"""Printed figures in long form, and what the reconciliation says of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from contracts.schema.types import is_exact
from extract.document import Place
from transform.finding import CellRef, Finding
from transform.measures import basis_of, is_measure
from transform.reading import Column, LogicalRow, LogicalTable, Number, Reading
from transform.tidy.values import (
    Row,
    clean,
    clean_or_none,
    decimals_text,
    place_values,
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


@dataclass(frozen=True, slots=True)
class PrintedFigure:
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


def printed_figures(reading: Reading) -> tuple[PrintedFigure, ...]:
    """Return the figures of all tables that are not on hold, in printed order."""
    found = [
        figure
        for table in reading.tables
        if table.held is None
        for row_no, row in enumerate(table.rows, start=1)
        for figure in _of_row(table, row, row_no)
    ]
    return tuple(replace(figure, no=no) for no, figure in enumerate(found, start=1))


def _of_row(table: LogicalTable, row: LogicalRow, row_no: int) -> Iterator[PrintedFigure]:
    columns = _figure_columns(table)
    for index, basis in columns:
        number = _number(table, row, index)
        if number.kind == "blank" and row.kind == "section":
            continue
        several = [b for _, b in columns].count(basis) > 1
        heading = _breakdown(table.columns[index]) if several else None
        yield PrintedFigure(0, table, row, row_no, index, basis, number, heading)


def _figure_columns(table: LogicalTable) -> list[tuple[int, str]]:
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


def _number(table: LogicalTable, row: LogicalRow, index: int) -> Number:
    """Return the figure in a cell: the reader's own where it read one, else parsed here."""
    if index < len(row.values) and (number := row.values[index]) is not None:
        return number
    role = table.columns[index].role
    own = {"value": row.value, "cumulative": row.cumulative}.get(role or "")
    if own is not None and table.column(role or "") == index:
        return own
    return parse_number(row.cells[index], unit=row.unit)


class FigureIndex:
    """Finds the figure that a finding's cell names: by code, by appendix and row, by place."""

    def __init__(self, figures: Iterable[PrintedFigure]) -> None:
        self._by_code: dict[str, list[PrintedFigure]] = {}
        self._by_row: dict[tuple[str, str], list[PrintedFigure]] = {}
        self._by_place: dict[Place, list[PrintedFigure]] = {}
        for figure in figures:
            self._by_place.setdefault(figure.place, []).append(figure)
            if figure.row.code:
                self._by_code.setdefault(figure.row.code, []).append(figure)
            key = _row_key(figure.table.appendix, figure.row.no)
            self._by_row.setdefault(key, []).append(figure)

    def find(self, cell: CellRef) -> PrintedFigure | None:
        """Return the figure in `cell`, or None where the cell holds none."""
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
    return [_row(figure, states.get(figure.no, FigureState()), sha256) for figure in figures]


def kept_number(number: Number) -> Number:
    """Return the number, unreadable where it has more digits than can be kept exactly."""
    if number.value is None or is_exact(number.value):
        return number
    return replace(number, kind="unreadable", value=None)


def _row(figure: PrintedFigure, state: FigureState, sha256: str) -> Row:
    number, row, table = kept_number(figure.number), figure.row, figure.table
    replaced = state.status in ("corrected", "derived")
    is_field = table.kind == "matrix" and row.kind == "item"
    return {
        "document_sha256": sha256,
        "figure_no": figure.no,
        "indicator_code": row.code,
        "field_name": clean_or_none(row.label) if is_field else None,
        "basis": figure.basis,
        "breakdown": figure.breakdown,
        "table_no": table.index,
        "row_no": figure.row_no,
        "column_no": figure.column,
        "appendix": clean_or_none(table.appendix),
        "printed_no": clean_or_none(row.no),
        "row_path": clean(row.path),
        "row_label": clean(row.label),
        "column_heading": clean_or_none(table.columns[figure.column].name),
        "printed": clean(number.printed),
        "blank_kind": number.kind,
        "reported_value": number.value,
        "decimals": number.decimals,
        "is_percent": number.percent,
        "unit_printed": clean_or_none(row.unit),
        "alternative_values": decimals_text(number.alternatives),
        "reconciled_value": state.value if replaced else number.value,
        "proposed_value": state.value if state.status == "proposed" else None,
        "status": state.status,
        "confidence": state.confidence,
        "is_derived": state.status == "derived",
        "derived_rule": state.rule,
        "note": clean_or_none(row.note),
        **place_values(figure.place),
    }

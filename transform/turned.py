"""Tables with a body or field a column: checked as the matrix that they are when turned.

Such a table has rows of its own, so no rule file knows it. Its columns tell: the total is the
sum of the bodies, a row that of the rows under it, a rate the share that the other columns
print. What most of the table does not confirm is not what is meant there, and gives no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from contracts.catalogue import Indicator, indicators
from contracts.layouts import Identity
from transform.finding import CellRef, Change, Derived, Finding
from transform.matrix_checks import check_matrix
from transform.matrix_rules import cell_of, children_of
from transform.reading import Column, LogicalRow, LogicalTable, Number
from transform.vietnamese.numbers import parse_number
from transform.vietnamese.text import fold

# bodies side by side that make a table worth turning, and rows or columns that confirm a sum
_BODIES, _CONFIRM = 2, 2
# sums that hold for one that does not, where more than one does not
_MOST = 3
_RATE = re.compile(r"^(?:t[ỷỉy] (?:lệ|trọng)|%|phần trăm)")
_NEVER_SUMMED = re.compile(r"\b(?:bình quân|trung bình|điểm|xếp hạng|mức độ|thời gian|ngày)\b")
_PLACED = re.compile(r"^M(\d+)\.r(\d+)\.c(\d+)")
_COUNTS = frozenset({"count", "amount"})


@dataclass(frozen=True, slots=True)
class _Turned:
    """A table turned: the matrix, its sums, and what each of its cells is in print."""

    matrix: LogicalTable
    sums: tuple[Identity, ...]
    cells: Mapping[CellRef, CellRef]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


def check_turned(
    tables: Iterable[LogicalTable], catalogue: Mapping[str, Indicator] | None = None
) -> tuple[list[Finding], list[Derived]]:
    """Return what contradicts itself in tables with a body a column, and their derived blanks.

    `catalogue` replaces the catalogue's indicators by code.
    """
    known = catalogue or {item.code: item for item in indicators()}
    findings: list[Finding] = []
    derived: list[Derived] = []
    for table in tables:
        if table.kind != "indicator" or table.held is not None:
            continue
        turned = _turned(table, known)
        if turned is None:
            continue
        found, blanks = check_matrix(turned.matrix, turned.sums)
        # what is no number is told of a table as it stands
        findings += [
            _back(finding, turned) for finding in found if not finding.rule.endswith("-unreadable")
        ]
        derived += [replace(blank, cell=turned.cells[blank.cell]) for blank in blanks]
    return findings, derived


def _turned(table: LogicalTable, known: Mapping[str, Indicator]) -> _Turned | None:
    roles = [column.role for column in table.columns]
    bodies = [i for i, role in enumerate(roles) if role == "level"]
    if len(bodies) < _BODIES or {"cumulative", "previous", "interval"} & set(roles):
        return None
    total = table.column("value")
    columns = (*bodies, *([] if total is None else [total]))
    rows = tuple(i for i, row in enumerate(table.rows) if _has_figures(row, columns))
    grid = {(r, c): _number(table.rows[r], c) for r in rows for c in columns}
    sort = {r: _sort(table.rows[r], known) for r in rows}
    counts = [r for r in rows if sort[r] == "count"]
    adds_up = total is not None and _holds_mostly(
        (grid[r, total].value, [grid[r, c].value for c in bodies]) for r in counts
    )
    matrix = replace(
        table,
        kind="matrix",
        columns=tuple(Column(table.rows[r].label, role=_role(r, sort[r])) for r in rows),
        rows=tuple(_turned_row(table, c, rows, grid, adds_up and c == total) for c in columns),
        formulas=(),
    )
    cells = {
        cell_of(matrix, i, j): _cell(table, r, c)
        for i, c in enumerate(columns)
        for j, r in enumerate(rows)
    }
    return _Turned(matrix, tuple(_sums(table, counts, columns, grid)), cells, rows, columns)


def _has_figures(row: LogicalRow, columns: Sequence[int]) -> bool:
    return any(_number(row, column).value is not None for column in columns)


def _number(row: LogicalRow, column: int) -> Number:
    text = row.cells[column] if column < len(row.cells) else ""
    return parse_number(text, unit="%" if _is_rate(row) else row.unit)


def _is_rate(row: LogicalRow) -> bool:
    return "%" in (row.unit or "") or _RATE.match(fold(row.label)) is not None


def _sort(row: LogicalRow, known: Mapping[str, Indicator]) -> str:
    """Return whether a row counts, or is a rate or an average, which are never summed."""
    if _is_rate(row):
        return "rate"
    indicator = known.get(row.code or "")
    if indicator is not None:
        return "count" if indicator.kind in _COUNTS else "average"
    words = f"{fold(row.label)} {fold(row.unit or '')}"
    return "average" if _NEVER_SUMMED.search(words) else "count"


def _role(row: int, sort: str) -> str:
    """Return the measure of a row that has become a column."""
    return f"row.r{row}" if sort == "count" else f"row.r{row}.{sort}"


def _holds_mostly(sums: Iterable[tuple[Decimal | None, Sequence[Decimal | None]]]) -> bool:
    """Tell whether nearly all totals that are printed are the sum of their parts."""
    held = broken = 0
    for total, parts in sums:
        if total is None or not any(parts):
            continue
        if total == sum((part for part in parts if part is not None), Decimal(0)):
            held += 1
        else:
            broken += 1
    return held >= _CONFIRM and (broken <= 1 or held >= _MOST * broken)


def _sums(
    table: LogicalTable,
    counts: Sequence[int],
    columns: Sequence[int],
    grid: Mapping[tuple[int, int], Number],
) -> Iterator[Identity]:
    """Yield the rows that are the sum of the rows under them, in nearly all columns."""
    under = children_of(table)
    for r in counts:
        unit = table.rows[r].unit
        parts = [i for i in under.get(r, []) if i in counts and table.rows[i].unit == unit]
        if len(parts) > 1 and _holds_mostly(
            (grid[r, c].value, [grid[i, c].value for i in parts]) for c in columns
        ):
            yield Identity(f"row.r{r}", tuple(f"row.r{i}" for i in parts))


def _turned_row(
    table: LogicalTable,
    column: int,
    rows: Sequence[int],
    grid: Mapping[tuple[int, int], Number],
    is_total: bool,
) -> LogicalRow:
    name = table.columns[column].name
    return LogicalRow(
        kind="total" if is_total else "item",
        no=None,
        parent=None,
        path=name,
        label=name,
        cells=tuple(grid[r, column].printed for r in rows),
        places=table.rows[rows[0]].places,
        cell_places=tuple(table.rows[r].place_of(column) for r in rows),
        values=tuple(grid[r, column] for r in rows),
    )


def _cell(table: LogicalTable, row: int, column: int) -> CellRef:
    found = table.rows[row]
    name, place = table.columns[column].name, found.place_of(column)
    return CellRef(table.appendix, found.no or found.label or None, name, found.code, place)


def _back(finding: Finding, turned: _Turned) -> Finding:
    """Return a finding with the cells, and the rule, named as the table stands in print."""

    def change(item: Change) -> Change:
        return replace(item, cell=turned.cells[item.cell])

    def rule(match: re.Match[str]) -> str:
        row, column = turned.rows[int(match[3]) - 1], turned.columns[int(match[2]) - 1]
        return f"M{match[1]}.r{row + 1}.c{column + 1}"

    return replace(
        finding,
        rule=_PLACED.sub(rule, finding.rule),
        where=tuple(turned.cells[cell] for cell in finding.where),
        advice=finding.advice.replace("the other rows print", "the other columns print"),
        hypotheses=tuple(
            replace(h, changes=tuple(change(item) for item in h.changes))
            for h in finding.hypotheses
        ),
    )

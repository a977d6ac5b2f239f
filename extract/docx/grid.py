"""The grid of a table: which printed column each cell starts in and how many it covers.

Word keeps an edge for every place where somebody once dragged a border, so its own grid has
more columns than a reader sees. Edges that are one to the eye become one here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.archive import Element
from extract.docx.names import VAL, W, content, is_on, number, own, value
from extract.docx.styles import has_lines, is_hidden_row

# a column narrower than this (in twentieths of a point: 1.8 mm) can hold no letter
_NARROWEST = 100
_CELL, _CELL_PROPERTIES = f"{W}tc", f"{W}tcPr"
_SPAN, _TALL, _WIDE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_LINES, _DELETED = f"{W}tcBorders", f"{W}cellDel"
_MAX_SPAN = 2_000
_MOST_EDGES = 1_000
_MOST_OF_ROWS = 0.6


@dataclass(slots=True)
class RawCell:
    """A w:tc with its place in the grid; a gap in the row or a deleted cell has none.

    `continues` and `restarts` are what the file says of tall cells; `height` and `covered`
    are what comes of it. `ruled` tells that the cell draws lines of its own.
    """

    element: Element | None
    start: int
    end: int
    continues: bool = False
    restarts: bool = False
    ruled: bool = False
    height: int = 1
    covered: bool = False


@dataclass(slots=True)
class RawRow:
    """A printed row: its number among the w:tr of the table, from 1, and its cells."""

    number: int
    cells: list[RawCell]
    heading: bool = False


@dataclass(slots=True)
class RawTable:
    """A table over its printed grid; `ruled_cells` counts the cells that draw lines."""

    rows: list[RawRow]
    width: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    ruled_cells: int = 0


def read_grid(table: Element) -> RawTable:
    """Return the rows and cells of a w:tbl over its printed columns."""
    rows: list[RawRow] = []
    hidden: list[int] = []
    for index, element in enumerate(_rows(table), start=1):
        properties = element.find(f"{W}trPr")
        if is_hidden_row(properties):
            hidden.append(index)
            continue
        cells = _row_cells(element, properties)
        if cells:
            rows.append(RawRow(index, cells, is_on(properties, "tblHeader")))
    width = _settle(rows, _edges(table))
    raw = RawTable(rows, width, hidden)
    raw.ruled_cells = sum(cell.ruled for row in rows for cell in row.cells)
    _set_heights(rows)
    return raw


def _rows(table: Element) -> list[Element]:
    return [child for child in content(table) if child.tag == f"{W}tr"]


def _set_heights(rows: Sequence[RawRow]) -> None:
    """Give each tall cell its height and mark the cells below that it covers.

    A continuation with nothing above it in its column is a cell of its own, as in Word.
    """
    open_cells: dict[int, RawCell] = {}
    for row in rows:
        still_open: dict[int, RawCell] = {}
        for cell in row.cells:
            above = open_cells.get(cell.start) if cell.continues else None
            if above is not None:
                above.height += 1
                cell.covered = True
                still_open[cell.start] = above
            elif cell.restarts or cell.continues:
                still_open[cell.start] = cell
        open_cells = still_open


def _row_cells(row: Element, properties: Element | None) -> list[RawCell]:
    cells: list[RawCell] = []
    at = _gap(properties, "gridBefore")
    if at:
        cells.append(RawCell(None, 0, at))
    for element in content(row):
        if element.tag != _CELL:
            continue
        cell = RawCell(element, at, at + 1)
        joins_left = _set_properties(cell, own(element, _CELL_PROPERTIES))
        at = cell.end
        if joins_left and cells:
            cells[-1].end = at
        else:
            cells.append(cell)
    after = _gap(properties, "gridAfter")
    if after and cells:
        cells.append(RawCell(None, at, at + after))
    return cells


def _gap(properties: Element | None, name: str) -> int:
    return min(max(0, number(value(properties, name))), _MAX_SPAN)


def _set_properties(cell: RawCell, properties: Element | None) -> bool:
    """Take span, merges and lines from w:tcPr; tell whether the cell joins its left one."""
    joins_left = False
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _SPAN:
            cell.end = cell.start + min(max(1, number(child.get(VAL), 1)), _MAX_SPAN)
        elif tag == _TALL:
            # no value means "continue"
            cell.restarts = child.get(VAL) == "restart"
            cell.continues = not cell.restarts
        elif tag == _WIDE:
            joins_left = child.get(VAL) != "restart"
        elif tag == _DELETED:
            cell.element = None
        elif tag == _LINES:
            cell.ruled = bool(has_lines(child))
    return joins_left


def _edges(table: Element) -> list[int]:
    """Return the x of every grid edge, or nothing where the file does not tell."""
    widths = [number(e.get(f"{W}w")) for e in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not widths or min(widths) <= 0:
        return []
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _settle(rows: Sequence[RawRow], edges: Sequence[int]) -> int:
    """Move the cells of all rows to printed columns; return how many there are."""
    used = sorted({edge for row in rows for cell in row.cells for edge in (cell.start, cell.end)})
    if not used:
        return 0
    known = len(edges) > used[-1]
    places = {edge: edges[edge] if known else edge * 10 * _NARROWEST for edge in used}
    columns = _columns(rows, places) if known and len(used) <= _MOST_EDGES else {}
    if not columns or not _keeps_cells(rows, columns):
        columns = {edge: index for index, edge in enumerate(used)}
    for row in rows:
        for cell in row.cells:
            cell.start, cell.end = columns[cell.start], columns[cell.end]
    return max(columns.values())


def _keeps_cells(rows: Sequence[RawRow], columns: dict[int, int]) -> bool:
    return all(columns[c.start] < columns[c.end] for row in rows for c in row.cells)


def _columns(rows: Sequence[RawRow], places: dict[int, int]) -> dict[int, int]:
    """Return the printed column edge that each grid edge is.

    Where most rows have equally many cells their edges are the columns, however far they
    were dragged; any other edge joins the nearest one or stands for itself.
    """
    groups = _common_edges(rows, places) or []
    taken = {edge for group in groups for edge in group}
    for edge in sorted(set(places) - taken, key=places.__getitem__):
        near = min(groups, key=lambda group: _distance(group, edge, places), default=None)
        if near is not None and _distance(near, edge, places) <= _NARROWEST:
            near.add(edge)
        else:
            groups.append({edge})
    groups.sort(key=lambda group: min(places[edge] for edge in group))
    return {edge: index for index, group in enumerate(groups) for edge in group}


def _distance(group: set[int], edge: int, places: dict[int, int]) -> int:
    """Return how far an edge stands outside the range that a group of edges covers."""
    low, high = min(places[e] for e in group), max(places[e] for e in group)
    return max(low - places[edge], places[edge] - high, 0)


def _common_edges(rows: Sequence[RawRow], places: dict[int, int]) -> list[set[int]] | None:
    counts = Counter(len(row.cells) for row in rows)
    cells, times = max(counts.items(), key=lambda item: (item[1], item[0]))
    if times < _MOST_OF_ROWS * len(rows) or cells < 2:
        return None
    alike = [row.cells for row in rows if len(row.cells) == cells]
    groups = [{row[0].start for row in alike}]
    groups += [{row[i].end for row in alike} for i in range(cells)]
    ends = [(min(places[e] for e in g), max(places[e] for e in g)) for g in groups]
    apart = all(high < low for (_, high), (low, _) in pairwise(ends))
    return groups if apart else None

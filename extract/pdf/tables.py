"""Ruled tables of a page: runs of text into the cells of its grids."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from extract.document import Cell, Place, TableFragment
from extract.pdf.grid import Grid
from extract.pdf.page import FloatArray, IntArray, PageData
from extract.pdf.words import Line, Words

# a run may stick out of its cell by this much before its characters are looked at
_SLACK = 2.0
_WORD_GAP = 0.2
# a grid of few rows, with several numbers in one cell, does not part its rows
_MOST_ROWS = 3
_FEWEST_KEYS = 3


# the text of one cell, the same with footnote marks where some were dropped, and boldness
Printed = tuple[str, str | None, bool]

_BLANK: Printed = ("", None, False)


def cell_count(grids: Sequence[Grid]) -> int:
    """Return the number of cells of all grids; texts outside tables have this number."""
    return sum(len(grid.cells) for grid in grids)


def cell_numbers(boxes: FloatArray, grids: Sequence[Grid]) -> IntArray:
    """Return the cell that holds the middle of each box, numbered over all grids."""
    outside = cell_count(grids)
    numbers = np.full(len(boxes), outside, dtype=np.int64)
    if not grids:
        return numbers
    x = (boxes[:, 0] + boxes[:, 2]) / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2
    first = 0
    for grid in grids:
        column = np.searchsorted(np.array(grid.xs), x)
        row = np.searchsorted(np.array(grid.ys), y)
        inside = (column > 0) & (column < len(grid.xs)) & (row > 0) & (row < len(grid.ys))
        owners = np.array(grid.owners)
        numbers[inside] = owners[row[inside] - 1, column[inside] - 1] + first
        first += len(grid.cells)
    return numbers


def crossing_runs(page: PageData, grids: Sequence[Grid], numbers: IntArray) -> list[int]:
    """Return the runs that reach over an upright rule of their cell or of a table's side."""
    left, top, right, bottom = page.boxes.T
    sides = np.array(
        [(g.xs[cell.left], g.xs[cell.right]) for g in grids for cell in g.cells]
        + [(-np.inf, np.inf)]
    )[numbers]
    over = (left < sides[:, 0] - _SLACK) | (right > sides[:, 1] + _SLACK)
    outside = numbers == cell_count(grids)
    if outside.any():
        middle = (top + bottom) / 2
        for x0, y0, x1, y1 in (grid.box for grid in grids):
            beside = outside & (middle > y0) & (middle < y1)
            over |= beside & (left < x1 - _SLACK) & (right > x0 + _SLACK)
    return np.flatnonzero(over).tolist()


def split_runs(page: PageData, grids: Sequence[Grid], runs: Sequence[int]) -> None:
    """Cut runs of `page` where they pass from one cell to another, character by character."""
    for run in runs:
        characters, places = page.letters(run)
        numbers = cell_numbers(places, grids).tolist()
        pieces = list(_pieces(characters, numbers, places))
        if len(pieces) < 2:
            continue
        for order, (start, end) in enumerate(pieces):
            part = places[start:end]
            low, high = part.min(axis=0), part.max(axis=0)
            box = [low[0], low[1], high[2], high[3]]
            own = run
            if order == 0:
                page.texts[run] = characters[start:end]
                page.boxes[run] = box
            else:
                own = page.add(characters[start:end], box, page.bold[run])
            page.parts[own] = (characters[start:end], part)


def _pieces(
    characters: str, numbers: Sequence[int], boxes: FloatArray
) -> Iterator[tuple[int, int]]:
    """Yield start and end of the parts of a run that lie in one cell, without outer spaces.

    A word that reaches over a rule stays whole, in the cell where it begins.
    """
    printed = [index for index, character in enumerate(characters) if not character.isspace()]
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    widest = _WORD_GAP * float(np.median(boxes[:, 3] - boxes[:, 1]))
    start = printed[0]
    for before, index in itertools.pairwise(printed):
        apart = index > before + 1 or gaps[before] > widest
        if apart and numbers[index] != numbers[start]:
            yield start, before + 1
            start = index
    yield start, printed[-1] + 1


def printed_cells(words: Words, lines: Sequence[Line], count: int) -> list[Printed]:
    """Return the text of each of `count` cells."""
    printed = [_BLANK] * count
    own: list[list[int]] = []
    groups = [line.group for line in lines]
    groups.append(count)
    texts, bold, plain = words.texts, words.bold, not words.raised
    for index, (group, runs) in enumerate(lines):
        if group >= count:
            break
        if groups[index + 1] == group:
            own.append(runs)
        elif not own and len(runs) == 1 and plain:
            printed[group] = (words.clean(texts[runs[0]]), None, bold[runs[0]])
        else:
            own.append(runs)
            text, raw = words.text(own)
            printed[group] = (text, raw, words.is_bold([run for line in own for run in line]))
            own = []
    return printed


def lacks_level_rules(grid: Grid, lines: Sequence[int], printed: Sequence[Printed]) -> bool:
    """Tell whether a grid parts its columns but not its rows.

    `lines` has the cell of each line. The sign is a first column whose cell holds several
    short lines, one number a line, beside other cells of several lines.
    """
    if len(grid.owners) > _MOST_ROWS:
        return False
    counts = Counter(lines)
    for owners in grid.owners:
        key = owners[0]
        numbers = printed[key][0].split()
        one_a_line = len(numbers) == counts[key] >= _FEWEST_KEYS
        if one_a_line and sum(counts[cell] >= _FEWEST_KEYS for cell in set(owners)) > 2:
            return True
    return False


def fragment(page: PageData, grid: Grid, printed: Sequence[Printed]) -> TableFragment | None:
    """Return a grid with its texts as a table fragment; None when it is no table.

    A table has text in at least two cells.
    """
    if sum(1 for cell in printed if cell[0]) < 2:
        return None
    maker = _Maker(page, grid, printed)
    rows = tuple(maker.row(number, owners) for number, owners in enumerate(grid.owners))
    return TableFragment(rows, Place(page=page.number, box=page.shown(grid.box)))


class _Maker:
    """Makes the cells of one table."""

    def __init__(self, page: PageData, grid: Grid, printed: Sequence[Printed]) -> None:
        self._page, self._number, self._backend = page, page.number, page.backend
        self._turned = page.turn != 0
        self._grid, self._xs, self._ys = grid, grid.xs, grid.ys
        self._printed = printed

    def row(self, row: int, owners: Sequence[int]) -> tuple[Cell, ...]:
        """Return the cells of one printed row; an open blank at its end is no cell."""
        cells: list[Cell] = []
        slots, printed, backend = self._grid.cells, self._printed, self._backend
        column, width = 0, len(owners)
        while column < width:
            number = owners[column]
            top, left, bottom, right, is_open = slots[number]
            text, raw, bold = printed[number]
            column = right
            if is_open and column == width and cells and not text:
                break
            if row > top:
                place = self._place(left, row, right, row + 1)
                cell = Cell("", place, 1, right - left, False, True, backend)
            else:
                place = self._place(left, top, right, bottom)
                cell = Cell(
                    text, place, bottom - top, right - left, bold, False, backend, None, raw
                )
            cells.append(cell)
        return tuple(cells)

    def _place(self, left: int, top: int, right: int, bottom: int) -> Place:
        xs, ys = self._xs, self._ys
        box = (xs[left], ys[top], xs[right], ys[bottom])
        return Place(None, self._number, self._page.shown(box) if self._turned else box)

"""Ruled tables of a page: runs of text into the cells of its grids."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from extract.document import Cell, Place, TableFragment
from extract.making import new_cell, new_place
from extract.pdf.grid import Grid
from extract.pdf.page import FloatArray, IntArray, PageData
from extract.pdf.words import Line, Words

# a run may stick out of its cell by this much before its characters are looked at
_SLACK = 2.0
_WORD_GAP = 0.2
# a table of so many columns goes on within this part of the next page
_FEWEST_KEYS = 3
_TOP = 0.15


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
        column = np.array(grid.xs).searchsorted(x)
        row = np.array(grid.ys).searchsorted(y)
        inside = (column > 0) & (column < len(grid.xs)) & (row > 0) & (row < len(grid.ys))
        owners = np.array(grid.owners)
        numbers[inside] = owners[row[inside] - 1, column[inside] - 1] + first
        first += len(grid.cells)
    return numbers


def crossing_runs(page: PageData, grids: Sequence[Grid], numbers: IntArray) -> list[int]:
    """Return the runs that reach over an upright rule of their cell or of a table's side."""
    left, top, right, bottom = page.boxes.T
    lefts = [grid.xs[cell.left] for grid in grids for cell in grid.cells]
    rights = [grid.xs[cell.right] for grid in grids for cell in grid.cells]
    over = left < np.array([*lefts, -np.inf])[numbers] - _SLACK
    over |= right > np.array([*rights, np.inf])[numbers] + _SLACK
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


def fragment(page: PageData, grid: Grid, printed: Sequence[Printed]) -> TableFragment | None:
    """Return a grid with its texts as a table fragment; None when it is no table.

    A table has text in at least two cells. Only where it begins at the top of a page may it
    have one: then it is the rest of a row that the page end cut off.
    """
    texts = sum(1 for cell in printed if cell[0])
    if texts < (1 if _may_be_rest(page, grid) else 2):
        return None
    maker = _Maker(page, grid, printed)
    rows = tuple(maker.row(number, owners) for number, owners in enumerate(grid.owners))
    return TableFragment(rows, Place(page=page.number, box=page.shown(grid.box)))


def _may_be_rest(page: PageData, grid: Grid) -> bool:
    columns, rows = len(grid.xs) - 1, len(grid.ys) - 1
    return columns >= _FEWEST_KEYS and rows == 1 and grid.ys[0] < _TOP * page.height


class _Maker:
    """Makes the cells of one table."""

    def __init__(self, page: PageData, grid: Grid, printed: Sequence[Printed]) -> None:
        self._page, self._number, self._backend = page, page.number, page.backend
        self._turned = page.turn != 0
        self._grid, self._printed = grid, printed

    def row(self, row: int, owners: Sequence[int]) -> tuple[Cell, ...]:
        """Return the cells of one printed row; an open blank at its end is no cell."""
        cells: list[Cell] = []
        slots, printed, backend = self._grid.cells, self._printed, self._backend
        xs, ys, turned = self._grid.xs, self._grid.ys, self._turned
        column, width = 0, len(owners)
        while column < width:
            number = owners[column]
            top, left, bottom, right, is_open = slots[number]
            text, raw, bold = printed[number]
            column = right
            if is_open and column == width and cells and not text:
                break
            if row > top:
                box = (xs[left], ys[row], xs[right], ys[row + 1])
            else:
                box = (xs[left], ys[top], xs[right], ys[bottom])
            place = new_place(None, self._number, self._page.shown(box) if turned else box)
            if row > top:
                cell = new_cell("", place, 1, right - left, False, True, backend)
            else:
                cell = new_cell(
                    text, place, bottom - top, right - left, bold, False, backend, None, raw
                )
            cells.append(cell)
        return tuple(cells)

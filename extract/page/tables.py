"""Ruled tables of a page: runs of text into the cells of its grids."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from extract.document import Cell, Place, TableFragment
from extract.making import new_cell, new_place
from extract.page.grid import Grid
from extract.page.page import FloatArray, IntArray, PageData, median
from extract.page.words import Line, Words

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
        # the cell of each slot, with a margin for what lies beside the grid
        owners = np.full((len(grid.ys) + 1, len(grid.xs) + 1), -1)
        owners[1:-1, 1:-1] = grid.owners
        own = owners[np.array(grid.ys).searchsorted(y), np.array(grid.xs).searchsorted(x)]
        inside = own >= 0
        numbers[inside] = own[inside] + first
        first += len(grid.cells)
    return numbers


def crossing_runs(page: PageData, grids: Sequence[Grid], numbers: IntArray) -> list[int]:
    """Return the runs that reach over an upright rule of their cell or of a table's side."""
    outside = numbers == cell_count(grids)
    over = _over_sides(page.boxes, grids, outside) if outside.any() else set()
    first = 0
    for grid in grids:
        over.update(_over_rules(page.boxes, grid, numbers - first))
        first += len(grid.cells)
    return sorted(over)


def _over_rules(boxes: FloatArray, grid: Grid, numbers: IntArray) -> Iterator[int]:
    """Yield the runs in cells of `grid` that reach over a side of their cell."""
    left, _, right, _ = boxes.T
    xs = np.array(grid.xs)
    column = xs.searchsorted((left + right) / 2)
    # what lies in its slot lies in its cell, so that few runs are left to look at
    over = left < xs.take(column - 1, mode="clip") - _SLACK
    over |= right > xs.take(column, mode="clip") + _SLACK
    over &= (numbers >= 0) & (numbers < len(grid.cells))
    for run in over.nonzero()[0].tolist():
        cell = grid.cells[numbers[run]]
        if left[run] < grid.xs[cell.left] - _SLACK or right[run] > grid.xs[cell.right] + _SLACK:
            yield run


def _over_sides(
    boxes: FloatArray, grids: Sequence[Grid], outside: npt.NDArray[np.bool_]
) -> set[int]:
    """Return the runs outside of all tables that reach into one."""
    left, top, right, bottom = boxes.T
    middle = (top + bottom) / 2
    over: set[int] = set()
    for x0, y0, x1, y1 in (grid.box for grid in grids):
        beside = outside & (middle > y0) & (middle < y1)
        if beside.any():
            beside &= (left < x1 - _SLACK) & (right > x0 + _SLACK)
            over.update(beside.nonzero()[0].tolist())
    return over


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
    widest = _WORD_GAP * median(boxes[:, 3] - boxes[:, 1])
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
    clean = words.cleaner()
    for index, (group, runs) in enumerate(lines):
        if group >= count:
            break
        if groups[index + 1] == group:
            own.append(runs)
        elif not own and len(runs) == 1 and plain:
            run = runs[0]
            printed[group] = (clean(texts[run]) if clean else texts[run], None, bold[run])
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
    least = 1 if _may_be_rest(page, grid) else 2
    texts = filter(itemgetter(0), printed)
    if len(list(itertools.islice(texts, least))) < least:
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

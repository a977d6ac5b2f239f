"""The lines of a page by the cells of a table that they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from extract.page.grid import Grid
from extract.page.words import Line

_GROUP = attrgetter("group")


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines in the cells of one grid, in the order of the cells.

    The groups of the lines count the cells of the page, those of the grid from `first`;
    `several` has the cells of more than one line by their number in the grid.
    """

    lines: Sequence[Line]
    first: int
    several: Mapping[int, Sequence[Line]]

    def of(self, cell: int) -> Sequence[Line]:
        """Return the lines of a cell of the grid."""
        return _inside(self.lines, self.first + cell, 1)


def cell_lines(lines: Sequence[Line], grids: Sequence[Grid]) -> Iterator[CellLines]:
    """Yield the lines of each grid of a page, whose `lines` are in the order of the cells."""
    first = 0
    for grid in grids:
        inside = _inside(lines, first, len(grid.cells))
        yield CellLines(inside, first, _several(inside, first))
        first += len(grid.cells)


def _inside(lines: Sequence[Line], first: int, count: int) -> Sequence[Line]:
    return lines[bisect_left(lines, (first,)) : bisect_left(lines, (first + count,))]


def _several(lines: Sequence[Line], first: int) -> dict[int, Sequence[Line]]:
    found: dict[int, Sequence[Line]] = {}
    start = 0
    for group, count in Counter(map(_GROUP, lines)).items():
        if count > 1:
            found[group - first] = lines[start : start + count]
        start += count
    return found

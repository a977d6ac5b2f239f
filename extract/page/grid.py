"""Groups of crossing rules to grids of cells with spans.

Between two neighbouring rules each way lies one slot; slots without a rule between them
are one cell. A table may lack its outer rules: they are put where the inner ones end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import and_
from typing import NamedTuple

from extract.making import tuple_maker
from extract.page.rules import REACH, Rule, RuleGroup

_OVERHANG = 8.0
_NEAR = 5.0


class Slot(NamedTuple):
    """A cell of a grid: rows `top` to `bottom` and columns `left` to `right`, ends excluded.

    `open` tells that no rule closes it on a side where the grid ends.
    """

    top: int
    left: int
    bottom: int
    right: int
    open: bool = False


_slot = tuple_maker(Slot)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: positions of its lines, its cells, and the cell of each slot.

    `regular` is False where a region between rules was no rectangle and had to be cut.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Slot, ...]
    owners: tuple[tuple[int, ...], ...]
    regular: bool

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The outline of the table."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def grid_of(group: RuleGroup) -> Grid | None:
    """Return the grid of a group of rules, or None when it frames fewer than two columns."""
    level, upright = _closed(group)
    ys, xs = _positions(level), _positions(upright)
    if len(xs) < 3 or len(ys) < 2:
        return None
    level_walls = _walls(level, ys, xs)
    upright_walls = _walls(upright, xs, ys)
    return _Cutter(xs, ys, level_walls, upright_walls).grid()


def _positions(rules: Sequence[Rule]) -> list[float]:
    return sorted({rule.at for rule in rules})


def _closed(group: RuleGroup) -> tuple[list[Rule], list[Rule]]:
    """Return level and upright rules, missing outer ones added."""
    level, upright = list(group.level), list(group.upright)
    tall = _missing_ends(group.level, [rule.at for rule in upright])
    wide = _missing_tops(group.upright, [rule.at for rule in level])
    tops = [rule.at for rule in level] + wide
    sides = [rule.at for rule in upright] + tall
    upright += [Rule(at, min(tops), max(tops)) for at in tall]
    level += [Rule(at, min(sides), max(sides)) for at in wide]
    return level, upright


def _missing_ends(rules: Sequence[Rule], across: Sequence[float]) -> list[float]:
    """Return where most of `rules` end beyond the first and last rule across them."""
    ends = []
    for outermost, first in (
        (min(r.start for r in rules), True),
        (max(r.end for r in rules), False),
    ):
        edge = min(across) if first else max(across)
        if abs(edge - outermost) <= _OVERHANG:
            continue
        agreeing = sum(
            abs((rule.start if first else rule.end) - outermost) <= _NEAR for rule in rules
        )
        if agreeing >= max(min(2, len(rules)), len(rules) / 2):
            ends.append(outermost)
    return ends


def _missing_tops(rules: Sequence[Rule], across: Sequence[float]) -> list[float]:
    """Return where upright `rules` end together above the first level rule or below the last.

    Some end there already where cells span columns, so that two are enough.
    """
    first, last = min(across), max(across)
    positions = len({rule.at for rule in rules})
    ends = []
    for sign, outer in (
        (-1, [rule.start for rule in rules if rule.start < first - _OVERHANG]),
        (1, [rule.end for rule in rules if rule.end > last + _OVERHANG]),
    ):
        if not outer:
            continue
        outermost = min(outer) if sign < 0 else max(outer)
        agreeing = sum(abs(end - outermost) <= _NEAR for end in outer)
        if agreeing >= min(2, positions):
            ends.append(outermost)
    return ends


def _walls(rules: Sequence[Rule], across: Sequence[float], along: Sequence[float]) -> list[int]:
    """Return for each line across which slots along it have a rule, as bits."""
    walls = [0] * len(across)
    index = {at: number for number, at in enumerate(across)}
    for rule in rules:
        first = bisect_left(along, rule.start - REACH)
        last = bisect_right(along, rule.end + REACH) - 1
        if last > first:
            walls[index[rule.at]] |= (1 << last) - (1 << first)
    return walls


class _Cutter:
    """Cuts a grid into cells, from the top left."""

    def __init__(
        self, xs: list[float], ys: list[float], level: list[int], upright: list[int]
    ) -> None:
        self.xs, self.ys = xs, ys
        self.level, self.upright = level, upright
        self.rows, self.columns = len(ys) - 1, len(xs) - 1
        self.owners = [[-1] * self.columns for _ in range(self.rows)]
        self.regular = True
        wide, tall = (1 << self.columns) - 1, (1 << self.rows) - 1
        self.closed = (level[0], level[-1], upright[0], upright[-1]) == (wide, wide, tall, tall)
        # all slots of a row, and the rows in which every slot is closed on both sides
        self.wide, self.parted = wide, reduce(and_, upright)

    def grid(self) -> Grid:
        """Return the finished grid."""
        cells: list[Slot] = []
        sides = list(pairwise(range(self.columns + 1)))
        for row, owners in enumerate(self.owners):
            if self._is_plain(row):
                owners[:] = range(len(cells), len(cells) + self.columns)
                after = row + 1
                cells += [_slot((row, left, after, right, False)) for left, right in sides]
                continue
            below = self.level[row + 1]
            for column in range(self.columns):
                if owners[column] >= 0:
                    continue
                if below >> column & 1 and self.upright[column + 1] >> row & 1:
                    # most cells are one slot
                    owners[column] = len(cells)
                    cells.append(self._slot(row, column, row + 1, column + 1))
                else:
                    cells.append(self._cell(row, column, len(cells)))
        return Grid(
            tuple(self.xs),
            tuple(self.ys),
            tuple(cells),
            tuple(tuple(row) for row in self.owners),
            self.regular,
        )

    def _is_plain(self, row: int) -> bool:
        """Tell whether rules close each slot of a row, inside a closed outline."""
        both = self.level[row] & self.level[row + 1]
        return self.closed and both == self.wide and bool(self.parted >> row & 1)

    def _cell(self, row: int, column: int, number: int) -> Slot:
        right = self._right_end(row, column)
        bottom = self._bottom_end(row, column, right)
        for r in range(row, bottom):
            self.owners[r][column:right] = [number] * (right - column)
        return self._slot(row, column, bottom, right)

    def _right_end(self, row: int, column: int) -> int:
        right = column + 1
        while (
            right < self.columns
            and self.owners[row][right] < 0
            and not self.upright[right] >> row & 1
        ):
            right += 1
        return right

    def _bottom_end(self, row: int, column: int, right: int) -> int:
        whole = (1 << right) - (1 << column)
        bottom = row + 1
        while bottom < self.rows:
            wall = self.level[bottom] & whole
            if wall:
                self.regular = self.regular and wall == whole
                break
            if not self._row_fits(bottom, column, right):
                self.regular = False
                break
            bottom += 1
        return bottom

    def _row_fits(self, row: int, column: int, right: int) -> bool:
        """Tell whether the slots of `row` can be the lower part of a cell above."""
        inner = any(self.upright[c] >> row & 1 for c in range(column + 1, right))
        left_closed = column == 0 or self.upright[column] >> row & 1
        right_closed = right == self.columns or self.upright[right] >> row & 1
        return bool(not inner and left_closed and right_closed)

    def _slot(self, top: int, left: int, bottom: int, right: int) -> Slot:
        is_open = not self.closed and self._is_open(top, left, bottom, right)
        return _slot((top, left, bottom, right, is_open))

    def _is_open(self, top: int, left: int, bottom: int, right: int) -> bool:
        rows = (1 << bottom) - (1 << top)
        columns = (1 << right) - (1 << left)
        return bool(
            (left == 0 and not self.upright[0] & rows)
            or (right == self.columns and not self.upright[right] & rows)
            or (top == 0 and not self.level[0] & columns)
            or (bottom == self.rows and not self.level[bottom] & columns)
        )

"""Ruled lines of a page: pieces snapped together, joined, and grouped where they cross.

A border may be one line, two lines a point apart, one piece a cell, or a row of dots.
Most pages have some thirty pieces, too few for arrays to pay; others frame each cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extract.making import tuple_maker
from extract.page.page import FloatArray, IntArray
from extract.page.strokes import THIN

# lines closer than this are one line; pieces closer than this are one piece
SNAP = 2.5
JOIN = 4.0
REACH = 3.0
_SHORTEST = 6.0
_DOT = 0.6
# the highest row that is one wide cell, and how far inside a side rule must stand to be none
_BAND = 42.0
_OPEN = 8.0
# so many pieces are joined one by one; a distance larger than any page
_FEW = 120
_FAR = 1e6
_ZERO = np.zeros(1, dtype=np.int64)
_START = attrgetter("start")


class Rule(NamedTuple):
    """A straight line: its position across, and where it starts and ends along."""

    at: float
    start: float
    end: float


_rule = tuple_maker(Rule)


class RuleGroup(NamedTuple):
    """Rules that hang together: level ones from the top, upright ones from the left."""

    level: list[Rule]
    upright: list[Rule]


def rule_groups(boxes: FloatArray) -> tuple[list[RuleGroup], list[Rule]]:
    """Return the groups of rules that cross, and the level rules that cross nothing."""
    return _grouped(*_rules(boxes))


def lone_uprights(boxes: FloatArray, groups: Sequence[RuleGroup]) -> list[Rule]:
    """Return the upright rules that cross no level rule."""
    grouped = {rule for group in groups for rule in group.upright}
    return [rule for rule in _rules(boxes)[1] if rule not in grouped]


def _rules(boxes: FloatArray) -> tuple[list[Rule], list[Rule]]:
    """Return the level and the upright rules of a page, from the top and from the left."""
    if len(boxes) <= _FEW:
        level, upright = _directed(boxes.tolist())
        return list(_joined(level)), list(_joined(upright))
    x0, top, x1, bottom = boxes.T
    width, height = x1 - x0, bottom - top
    dots = np.maximum(width, height) <= THIN
    wide = width >= height
    rows = np.stack(((top + bottom) / 2, x0, x1), axis=1)
    columns = np.stack(((x0 + x1) / 2, top, bottom), axis=1)
    return (
        joined_many(_with_dots(rows[wide & ~dots], rows[dots])),
        joined_many(_with_dots(columns[~(wide | dots)], columns[dots])),
    )


def _with_dots(pieces: FloatArray, dots: FloatArray) -> FloatArray:
    made = list(_rows_of_dots(map(_rule, dots.tolist())))
    return np.concatenate((pieces, np.array(made))) if made else pieces


def joined_many(pieces: FloatArray) -> list[Rule]:
    """Return what `_joined` makes of pieces (at, start, end), at less cost if there are many."""
    if len(pieces) == 0:
        return []
    at = np.sort(pieces[:, 0])
    lines = _firsts(at[1:] - at[:-1] > SNAP)
    middles = np.add.reduceat(at, lines) / np.diff(lines, append=len(at))
    line = at[lines].searchsorted(pieces[:, 0], "right") - 1
    order = np.lexsort((pieces[:, 1], line))
    line, start, end = line[order], pieces[order, 1], pieces[order, 2]
    # how far the pieces before reach, those of other lines too far back to count
    shift = line * _FAR
    reach = np.maximum.accumulate(end + shift)
    firsts = _firsts(start[1:] + shift[1:] > reach[:-1] + JOIN)
    starts, ends = start[firsts], np.maximum.reduceat(end, firsts)
    rules = zip(middles[line[firsts]].tolist(), starts.tolist(), ends.tolist(), strict=True)
    return [_rule((round(at, 2), x, y)) for at, x, y in rules if y - x >= _SHORTEST]


def _firsts(breaks: npt.NDArray[np.bool_]) -> IntArray:
    """Return where parts begin, if `breaks` tells this for each place but the first."""
    return np.concatenate((_ZERO, breaks.nonzero()[0] + 1))


def _directed(boxes: Sequence[Sequence[float]]) -> tuple[list[Rule], list[Rule]]:
    """Return level and upright pieces; dots in a row are one piece."""
    level: list[Rule] = []
    upright: list[Rule] = []
    dots: list[Sequence[float]] = []
    for box in boxes:
        x0, top, x1, bottom = box
        width, height = x1 - x0, bottom - top
        if width <= THIN and height <= THIN:
            dots.append(box)
        elif width >= height:
            level.append(_rule(((top + bottom) / 2, x0, x1)))
        else:
            upright.append(_rule(((x0 + x1) / 2, top, bottom)))
    if dots:
        level += _rows_of_dots(Rule((d[1] + d[3]) / 2, d[0], d[2]) for d in dots)
        upright += _rows_of_dots(Rule((d[0] + d[2]) / 2, d[1], d[3]) for d in dots)
    return level, upright


def _rows_of_dots(dots: Iterable[Rule]) -> Iterator[Rule]:
    """Yield rules made of dots on one line that nearly touch."""
    rows: list[list[Rule]] = []
    for dot in sorted(dots):
        if not rows or dot.at - rows[-1][0].at > _DOT:
            rows.append([])
        rows[-1].append(dot)
    for row in rows:
        row.sort(key=_START)
        at, start, end = row[0]
        for dot in row[1:]:
            if dot.start > end + JOIN:
                if end - start >= _SHORTEST:
                    yield Rule(at, start, end)
                start = dot.start
            end = max(end, dot.end)
        if end - start >= _SHORTEST:
            yield Rule(at, start, end)


def _joined(pieces: Iterable[Rule]) -> Iterator[Rule]:
    """Yield rules made of pieces that lie on one line and nearly touch."""
    for line in _snapped(sorted(pieces)):
        at, start, end = line[0]
        if len(line) > 1:
            at = sum([piece[0] for piece in line]) / len(line)
            line.sort(key=_START)
            _, start, end = line[0]
        at = round(at, 2)
        for _, left, right in line[1:]:
            if left > end + JOIN:
                if end - start >= _SHORTEST:
                    yield _rule((at, start, end))
                start, end = left, right
            elif right > end:
                end = right
        if end - start >= _SHORTEST:
            yield _rule((at, start, end))


def _snapped(pieces: Sequence[Rule]) -> Iterator[list[Rule]]:
    line: list[Rule] = []
    for piece in pieces:
        if line and piece.at - line[-1].at > SNAP:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _grouped(level: list[Rule], upright: list[Rule]) -> tuple[list[RuleGroup], list[Rule]]:
    columns = [rule.at for rule in upright]
    reach = [(rule.start - REACH, rule.end + REACH) for rule in upright]
    lone: list[Rule] = []
    # members of each group as bits: level rules and upright rules
    groups: list[tuple[int, int]] = []
    for number, rule in enumerate(level):
        met = 0
        at, left, right = rule
        first = bisect_left(columns, left - REACH)
        for index in range(first, bisect_right(columns, right + REACH)):
            start, end = reach[index]
            if start <= at <= end:
                met |= 1 << index
        if not met:
            lone.append(rule)
            continue
        members = 1 << number
        apart = []
        for rows, across in groups:
            if across & met:
                members |= rows
                met |= across
            else:
                apart.append((rows, across))
        groups = [*apart, (members, met)]
    found = [RuleGroup(_chosen(level, a), _chosen(upright, b)) for a, b in groups]
    return _with_bands(found, lone)


def _with_bands(groups: list[RuleGroup], lone: list[Rule]) -> tuple[list[RuleGroup], list[Rule]]:
    """Join groups that only a row without upright rules parts, and rules above and below.

    A table without side rules falls apart at each row that is one wide cell.
    """
    pending = sorted(
        [*groups, *(RuleGroup([rule], []) for rule in lone)], key=lambda g: g.level[0].at
    )
    joined: list[RuleGroup] = []
    for group in pending:
        if joined and _is_band_between(joined[-1], group):
            above = joined.pop()
            group = RuleGroup(above.level + group.level, sorted(above.upright + group.upright))
        joined.append(group)
    return (
        [group for group in joined if group.upright],
        [rule for group in joined if not group.upright for rule in group.level],
    )


def _is_band_between(above: RuleGroup, below: RuleGroup) -> bool:
    if not above.upright and not below.upright:
        return False
    one, two = above.level[-1], below.level[0]
    alike = abs(one.start - two.start) <= JOIN and abs(one.end - two.end) <= JOIN
    return alike and 0 < two.at - one.at <= _BAND and _is_open(above) and _is_open(below)


def _is_open(group: RuleGroup) -> bool:
    """Tell whether no upright rule closes the sides of a group."""
    first, last = group.level[0].start, group.level[0].end
    return all(first + _OPEN < rule.at < last - _OPEN for rule in group.upright)


def _chosen(rules: Sequence[Rule], bits: int) -> list[Rule]:
    return [rule for index, rule in enumerate(rules) if bits >> index & 1]

"""Columns of running text: a page parted where two stand side by side.

A table in one of them must not be read together with the text in the other, whose lines
stand at other heights.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extract.page.columns import TextLine, text_line
from extract.page.rules import Rule

_DEEPEST = 2
_FEWEST = 5
# so many rules of one length show a table
_RULES = 4
_SAME = 3.0
_GUTTER = 5.0
# how much of its column a line of running text fills, and of the whole width at least
_FULL = 0.75
_WIDE = 0.2


def zones(lines: Sequence[TextLine], rules: Sequence[Rule], depth: int = 0) -> list[list[TextLine]]:
    """Return the lines of a page by zone, pieces taken apart where columns of text stand."""
    beside = _ruled_beside(lines, rules) if depth == 0 and len(rules) >= 2 * _RULES else None
    stretch = _best_stretch(lines, rules) if depth < _DEEPEST and not beside else beside
    if stretch is None:
        return [list(lines)] if lines else []
    start, end, at = stretch
    left = list(_side(lines[start:end], at, right=False))
    right = list(_side(lines[start:end], at, right=True))
    return [
        zone
        for part in (lines[:start], left, right, lines[end:])
        for zone in zones(part, rules, depth + 1)
    ]


def _ruled_beside(
    lines: Sequence[TextLine], rules: Sequence[Rule]
) -> tuple[int, int, float] | None:
    """Return first and last line (excluded) between level rules of two tables, and where."""
    sides: dict[tuple[int, int], list[Rule]] = {}
    for rule in rules:
        sides.setdefault((round(rule.start / _SAME), round(rule.end / _SAME)), []).append(rule)
    found = [group for group in sides.values() if len(group) >= _RULES]
    for left in found:
        for right in found:
            gap = right[0].start - left[0].end
            top = max(min(r.at for r in left), min(r.at for r in right))
            bottom = min(max(r.at for r in left), max(r.at for r in right))
            if gap < _GUTTER or bottom <= top:
                continue
            low = min(r.at for r in (*left, *right))
            high = max(r.at for r in (*left, *right))
            start = sum(line.base <= low for line in lines)
            end = sum(line.base <= high for line in lines)
            if end > start:
                return start, end, right[0].start
    return None


def _side(lines: Sequence[TextLine], at: float, *, right: bool) -> Iterator[TextLine]:
    for line in lines:
        pieces = tuple(piece for piece in line.pieces if (piece.box[0] >= at - _SAME) == right)
        if pieces:
            yield text_line(line.number, pieces)


def _best_stretch(
    lines: Sequence[TextLine], rules: Sequence[Rule]
) -> tuple[int, int, float] | None:
    """Return first and last line (excluded) of the longest stretch in two columns, and where."""
    if len(lines) < 2 * _FEWEST:
        return None
    left = min(line.pieces[0].box[0] for line in lines)
    right = max(line.pieces[-1].box[2] for line in lines)
    found = [
        (end - start, start, end, at)
        for at in _edges(lines, left, right)
        for start, end in _open_stretches(lines, at, rules)
        if _is_running(lines[start:end], at, right - left)
    ]
    return max(found)[1:] if found else None


def _edges(lines: Sequence[TextLine], left: float, right: float) -> list[float]:
    """Return where the left sides of many pieces stand, inside the page."""
    low, high = left + 0.25 * (right - left), right - 0.2 * (right - left)
    starts = sorted(
        piece.box[0] for line in lines for piece in line.pieces if low < piece.box[0] < high
    )
    groups: list[list[float]] = []
    for start in starts:
        if groups and start - groups[-1][0] <= _SAME:
            groups[-1].append(start)
        else:
            groups.append([start])
    return [group[0] for group in groups if len(group) >= _FEWEST]


def _open_stretches(
    lines: Sequence[TextLine], at: float, rules: Sequence[Rule]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which neither text nor a rule crosses the gutter before `at`."""
    closed = [
        number
        for number, line in enumerate(lines)
        if any(p.box[0] < at - _SAME and p.box[2] > at - _GUTTER for p in line.pieces)
    ]
    for rule in rules:
        if rule.start < at - 2 * _GUTTER and rule.end > at + _GUTTER:
            below = sum(line.base <= rule.at for line in lines)
            closed += [below - 1, below] if 0 < below < len(lines) else []
    edges = sorted({-1, len(lines), *closed})
    for one, two in itertools.pairwise(edges):
        if two - one - 1 >= _FEWEST:
            yield one + 1, two


def _is_running(lines: Sequence[TextLine], at: float, width: float) -> bool:
    """Tell whether both sides hold running text: lines that fill their column."""
    sides = []
    for right in (False, True):
        boxes = [
            (line.pieces[0].box[0], line.pieces[-1].box[2], line)
            for line in _side(lines, at, right=right)
        ]
        if len(boxes) < _FEWEST:
            return False
        own = max(box[1] for box in boxes) - min(box[0] for box in boxes)
        full = [line for x0, x1, line in boxes if x1 - x0 > _FULL * own and _is_solid(line)]
        sides.append(own > _WIDE * width and len(full) >= max(3, 0.2 * len(boxes)))
    return all(sides)


def _is_solid(line: TextLine) -> bool:
    """Tell whether a line has no gap that is wider than it is high."""
    return all(
        two.box[0] - one.box[2] < line.height for one, two in itertools.pairwise(line.pieces)
    )

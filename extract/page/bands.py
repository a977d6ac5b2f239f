"""Rows that no level rule closes: upright rules stop where one cell covers the table.

Programs that draw upright rules alone leave them out in a row of one wide cell; where
several of them stop and begin again, such a row begins and ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.page.page import FloatArray
from extract.page.rules import REACH, SNAP, Rule, RuleGroup, lone_uprights

_FEWEST = 2
_BEYOND = 8.0


def with_bands(groups: Sequence[RuleGroup], boxes: FloatArray) -> list[RuleGroup]:
    """Return groups with level rules where upright ones stop together inside them.

    `boxes` are the rules of the page as they are drawn.
    """
    if not any(map(_is_open, groups)):
        return list(groups)
    pieces = lone_uprights(boxes, groups)
    return [_with_bands(group, pieces) if _is_open(group) else group for group in groups]


def _is_open(group: RuleGroup) -> bool:
    """Tell whether upright rules reach over the outermost level ones, or end between any."""
    levels = [rule.at for rule in group.level]
    low, high = levels[0] - _BEYOND, levels[-1] + _BEYOND
    if any(rule.start < low or rule.end > high for rule in group.upright):
        return True
    return any(True for _ in _loose(group.upright, levels))


def _loose(upright: Sequence[Rule], levels: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield place and column of the ends of upright rules that meet no level one."""
    first = min(levels[0], *(rule.start for rule in upright)) + REACH
    last = max(levels[-1], *(rule.end for rule in upright)) - REACH
    for rule in upright:
        for end in (rule.start, rule.end):
            if first < end < last and all(abs(end - at) > REACH for at in levels):
                yield end, rule.at


def _with_bands(group: RuleGroup, pieces: Sequence[Rule]) -> RuleGroup:
    sides = sorted({rule.at for rule in group.upright})
    top = min(rule.start for rule in group.upright) - REACH
    bottom = max(rule.end for rule in group.upright) + REACH
    inside = [
        piece._replace(at=side)
        for piece in pieces
        for side in sides
        if abs(piece.at - side) <= SNAP and top <= piece.start and piece.end <= bottom
    ]
    upright = sorted([*group.upright, *inside])
    loose = sorted(_loose(upright, [rule.at for rule in group.level]))
    # as far as the level rules reach: the outermost columns may lack their outer sides
    left = min(sides[0], *(rule.start for rule in group.level))
    right = max(sides[-1], *(rule.end for rule in group.level))
    added = [Rule(at, left, right) for at in _shared(loose, len(sides))]
    return RuleGroup(sorted([*group.level, *added]), upright) if added else group


def _shared(ends: Sequence[tuple[float, float]], columns: int) -> Iterator[float]:
    """Yield where enough of the upright rules end; `ends` are place and column, in order."""
    near: list[tuple[float, float]] = []
    for end in [*ends, (float("inf"), 0.0)]:
        if near and end[0] - near[0][0] > SNAP:
            if len({column for _, column in near}) >= min(_FEWEST, columns - 2):
                yield round(sum(place for place, _ in near) / len(near), 2)
            near = []
        near.append(end)

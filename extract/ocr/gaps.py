"""Rules that a stamp or bad print has cut: the pieces of one line joined again.

Where cells are merged a rule ends at a rule across. One that ends in the open was cut: it
went on to its next piece, or to the next rule across.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from extract.ocr.page_image import Mask, Pixels
from extract.page.page import FloatArray

# in points: pieces of one rule lie this near to one line; the widest gap, the widest at an
# end; how near a rule across is where a piece ends at it
_ASIDE = 2.0
_WIDEST = 90.0
_WIDEST_END = 60.0
_AT_RULE = 3.0
# a rule is at least so long in all, and its gaps no longer than that
_SHORTEST = 40.0
# in points: a bridge shorter than this is made longer
_SHORT = 6.0
# of so few lines side by side not much can be told
_FEW_LINES = 3
# darker than this is print; where a gap has so much of it on both sides, seen this far off
# in points, text runs across
_PRINT = 150
_TEXT = 0.12
_SIDE = 1.0


class _Piece(NamedTuple):
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Line:
    """Pieces on one line: its place across, from the first to the last."""

    at: float
    low: float
    high: float
    pieces: tuple[_Piece, ...]

    @property
    def start(self) -> float:
        return self.pieces[0].start

    @property
    def end(self) -> float:
        return self.pieces[-1].end

    @property
    def length(self) -> float:
        return sum(piece.end - piece.start for piece in self.pieces)


def bridged(boxes: FloatArray, white: Pixels, scale: float) -> FloatArray:
    """Return the boxes (n, 4) of rules on a page and of the gaps that were not meant."""
    wide = (boxes[:, 2] - boxes[:, 0]) >= (boxes[:, 3] - boxes[:, 1])
    level = _lines(boxes[wide], scale)
    upright = _lines(boxes[~wide][:, [1, 0, 3, 2]], scale)
    dark = white < _PRINT
    rows = [box for line in level for box in _gaps(line, level, upright, dark, scale)]
    columns = [box for line in upright for box in _gaps(line, upright, level, dark.T, scale)]
    turned = [(x0, y0, x1, y1) for y0, x0, y1, x1 in columns]
    return np.array([*boxes.tolist(), *rows, *turned], dtype=np.float64).reshape(-1, 4)


def linked(boxes: FloatArray, scale: float) -> FloatArray:
    """Return the boxes (n, 4) of rules, short pieces made as long as those that they join.

    A piece of a few points that stands by itself would be taken for a dot.
    """
    sides = boxes[:, 2:] - boxes[:, :2]
    along = np.where(sides[:, 0] >= sides[:, 1], 0, 1)
    made = boxes.copy()
    for index in np.nonzero(sides.max(axis=1, initial=0) < _SHORT * scale)[0].tolist():
        axis = int(along[index])
        start, end = boxes[index, axis], boxes[index, axis + 2]
        middle = boxes[:, 1 - axis] + boxes[:, 3 - axis]
        beside = (along == axis) & (abs(middle - middle[index]) <= 2 * _ASIDE * scale)
        before = beside & (abs(boxes[:, axis + 2] - start) <= 1)
        after = beside & (abs(boxes[:, axis] - end) <= 1)
        made[index, axis] = boxes[before, axis].min(initial=start)
        made[index, axis + 2] = boxes[after, axis + 2].max(initial=end)
    return made


def _lines(boxes: FloatArray, scale: float) -> list[_Line]:
    """Return the lines that level boxes make up."""
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(middles, kind="stable")
    lines = []
    for own in np.split(order, np.nonzero(np.diff(middles[order]) > _ASIDE * scale)[0] + 1):
        if not len(own):
            continue
        pieces = sorted(_Piece(boxes[i, 0], boxes[i, 2]) for i in own)
        top, bottom = float(boxes[own, 1].min()), float(boxes[own, 3].max())
        lines.append(_Line(float(middles[own].mean()), top, bottom, tuple(pieces)))
    return lines


def _gaps(
    line: _Line, beside: Sequence[_Line], across: Sequence[_Line], dark: Mask, scale: float
) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of the gaps in a level line that were not meant."""
    if line.length < _SHORTEST * scale:
        return
    near = _AT_RULE * scale
    met = sorted(r.at for r in across if r.start - near <= line.at <= r.end + near)
    for start, end in _open_parts(line, met, scale):
        stops = [start, *(at for at in met if start + near < at < end - near), end]
        whole = [at for at in stops if any(abs(at - other) <= near for other in met)]
        for one, two in itertools.pairwise(stops):
            if one in whole and two in whole and _is_merged(beside, one, two):
                continue
            if not _has_text(dark, line, (one, two), met, scale):
                yield (one, line.at - 1, two, line.at + 1)


def _is_merged(lines: Sequence[_Line], start: float, end: float) -> bool:
    """Tell whether as many lines are broken off between two rules across as go through."""
    middle = (start + end) / 2
    there = [line for line in lines if line.start <= middle <= line.end]
    through = sum(any(p.start <= middle <= p.end for p in line.pieces) for line in there)
    return len(there) > _FEW_LINES and 2 * through <= len(there)


def _open_parts(line: _Line, met: Sequence[float], scale: float) -> Iterator[tuple[float, float]]:
    near = _AT_RULE * scale

    def stops(x: float) -> bool:
        return any(abs(at - x) <= near for at in met)

    before = [at for at in met if at < line.start]
    if before and not stops(line.start) and line.start - before[-1] <= _WIDEST_END * scale:
        yield before[-1], line.start
    end = line.start
    for piece in line.pieces:
        gap = piece.start - end
        if 0 < gap <= min(_WIDEST * scale, line.length) and not (stops(end) and stops(piece.start)):
            yield end, piece.start
        end = max(end, piece.end)
    after = [at for at in met if at > end]
    if after and not stops(end) and after[0] - end <= _WIDEST_END * scale:
        yield end, after[0]


def _has_text(
    dark: Mask, line: _Line, ends: tuple[float, float], met: Sequence[float], scale: float
) -> bool:
    """Tell whether letters stand across a part of a line, on both of its sides.

    The rules across that it meets are no letters.
    """
    first, last = round(ends[0]) + 1, round(ends[1])
    near, far = max(1, round(_SIDE * scale)), max(2, round(3 * _SIDE * scale))
    low, high = int(line.low), int(line.high) + 1
    above = dark[max(0, low - far) : max(0, low - near), first:last].any(axis=0)
    below = dark[high + near : high + far, first:last].any(axis=0)
    both: Mask = np.logical_and(above, below)
    if not both.size:
        return False
    side = _SIDE * scale
    for at in met:
        both[max(0, round(at - side) - first) : max(0, round(at + side) - first)] = False
    return bool(both.mean() > _TEXT)

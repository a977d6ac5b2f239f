"""Rules of which a bad copy left dashes and specks, and parts of rules that were lost.

What is left of a rule lies on one line, across which no text runs. A line is looked at part
by part, from one rule across to the next: a part is ruled where something is left of it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from extract.ocr.bend import Floats
from extract.ocr.components import Ints
from extract.ocr.page_image import Pixels
from extract.page.page import FloatArray

# in points: how thick a dash is, and how long dashes and specks are at least; how near to
# one line the pieces of a rule lie
_THIN, _SHORTEST, _LONG_SPECK, _SPECK = 2.0, 2.2, 1.2, 0.7
_ASIDE = 1.6
# in points: the shortest piece of a rule that is no bridge between others
_RULE = 6.0
# pieces as high as these (points) may be digits and letters that stand alone
_LETTERS = (4.5, 14.0)
# of a rule that is nothing but dashes so much is left, in all (points) and of its length,
# and so many pieces; where there are many, half of that will do
_LEFT, _SHARE, _FEWEST, _MANY = 30.0, 0.1, 4, 12
# specks in one line are left of a rule where they are so many, take up so much of the
# height of the table, and no print comes nearer than this (points)
_SPECKS, _SPREAD, _CLEAR = 5, 0.5, 2.0
# lines of print may stand so near to a level rule on both sides
_LEVEL_CLEAR = 0.5
# nor do letters come nearer than this to dashes that are left of a level rule
_OFF = 1.2
# a table: so many such rules both ways
_FEWEST_LEVEL, _FEWEST_UPRIGHT = 3, 2
# of a part so much is ruled already, or left of it, or darker than its sides by so much
_RULED, _TRACE, _DARKER, _CONTRAST = 0.9, 0.12, 0.4, 7
_BESIDE = 1.7
# a rule is broken of which no more than this is left, and none if less than that
_BROKEN, _REST = 0.7, 0.05
# of so few lines side by side it cannot be told whether cells are merged
_FEW_LINES = 3
# rules are torn where gaps in the middle of nowhere are so much of their length
_TORN = 0.05
# in points: how near to a rule across another ends, and one that is broken
_AT_RULE, _AT_BROKEN = 3.0, 60.0
_OVER = 4.5
# in points: a letter that a line meets reaches this far beyond it on both sides
_ACROSS = 1.2
_CROSSED = 0.06
# in points: what is wiped out beside an added rule
_WIPED = 0.7

Spans = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Line:
    """Pieces (start, end) on one line across at `at`; `whole` are those of known rules."""

    at: float
    pieces: Spans
    whole: Spans

    @property
    def start(self) -> float:
        return float(
            min(self.pieces[:, 0].min(initial=np.inf), self.whole[:, 0].min(initial=np.inf))
        )

    @property
    def end(self) -> float:
        return float(
            max(self.pieces[:, 1].max(initial=-np.inf), self.whole[:, 1].max(initial=-np.inf))
        )

    def reaches(self, place: float, *, bad: bool) -> bool:
        """Tell whether the rule comes as far as a place along it; pieces of a bad one came."""
        near = _AT_BROKEN if bad else _AT_RULE
        return self.start - near <= place <= self.end + near

    @property
    def share(self) -> float:
        return _covered(np.concatenate((self.pieces, self.whole)), self.start, self.end)


def lost_parts(rules: FloatArray, pieces: Ints, white: Pixels, scale: float) -> FloatArray:
    """Return the boxes (n, 4) of parts of rules that were not found, but were there.

    `pieces` are the boxes (left, top, width, height) of the page's ink without `rules`.
    """
    boxes = pieces.astype(np.float64) / scale
    boxes[:, 2:] += boxes[:, :2]
    sides = (rules[:, 2:] - rules[:, :2]) / scale
    long = sides.max(axis=1, initial=0) >= _RULE
    wide = sides[:, 0] >= sides[:, 1]
    beside = boxes[:, [1, 0, 3, 2]]
    known, turned = rules[long & wide] / scale, rules[long & ~wide][:, [1, 0, 3, 2]] / scale
    level, upright = _lines(known, _specks(boxes)), _lines(turned, _specks(beside))
    bad = _is_bad([*level, *upright]) or _is_torn(level, upright)
    width = float(np.ptp(known[:, [0, 2]])) if len(known) else 0.0
    level = [one for one in level if len(one.whole) or (bad and _is_level(one, boxes, width))]
    ends = _extent(level)
    upright = [one for one in upright if len(one.whole) or (bad and _is_upright(one, beside, ends))]
    if len(level) < _FEWEST_LEVEL or len(upright) < _FEWEST_UPRIGHT:
        return np.zeros((0, 4))
    rows = _added(level, upright, boxes, white, scale, clear=_LEVEL_CLEAR, bad=bad)
    columns = _added(upright, level, beside, white.T, scale, clear=_CLEAR, bad=bad)
    added = [(x0, y0, x1, y1) for y0, x0, y1, x1 in columns]
    return np.array([*rows, *added], dtype=np.float64).reshape(-1, 4) * scale


def _is_bad(lines: Sequence[_Line]) -> bool:
    """Tell whether of most rules that were found only parts were."""
    known = [line for line in lines if len(line.whole)]
    return sum(line.share <= _BROKEN for line in known) > len(known) / 2


def _is_torn(level: Sequence[_Line], upright: Sequence[_Line]) -> bool:
    """Tell whether rules have gaps that do not lie between two rules across."""
    gaps = [*_loose_gaps(level, upright), *_loose_gaps(upright, level)]
    whole = sum(_ruled_length(line.whole) for line in (*level, *upright))
    return sum(gaps) > _TORN * (whole + sum(gaps))


def _ruled_length(whole: Spans) -> float:
    return float(np.ptp(whole)) if len(whole) else 0.0


def _loose_gaps(lines: Sequence[_Line], across: Sequence[_Line]) -> Iterator[float]:
    known = [other for other in across if len(other.whole)]
    for line in lines:
        stops = np.array([o.at for o in known if o.reaches(line.at, bad=False)], dtype=np.float64)
        spans = line.whole[np.argsort(line.whole[:, 0], kind="stable")]
        ends = np.maximum.accumulate(spans[:, 1])[:-1]
        for end, start in zip(ends.tolist(), spans[1:, 0].tolist(), strict=True):
            at_rules = all(
                len(stops) and np.abs(stops - side).min() <= _AT_RULE for side in (end, start)
            )
            if start > end and not at_rules:
                yield start - end


def without_remains(page: Pixels, added: FloatArray, scale: float) -> Pixels:
    """Return a page with what lies on added rules painted white."""
    if not len(added):
        return page
    bare = page.copy()
    side = round(_WIPED * scale)
    for x0, top, x1, bottom in np.round(added).astype(np.int64).tolist():
        bare[max(0, top - side) : bottom + side + 1, max(0, x0 - side) : x1 + side + 1] = 255
    return bare


def _specks(boxes: Floats) -> Floats:
    """Return flat pieces of ink that are neither dust nor as long as letters are high."""
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    lettering = (width >= _LETTERS[0]) & (width <= _LETTERS[1])
    flat: Floats = boxes[(height <= _THIN) & (width >= np.maximum(_SPECK, height)) & ~lettering]
    return flat


def _lines(known: Floats, dashes: Floats) -> list[_Line]:
    """Return the lines that level rules and dashes lie on."""
    both = np.concatenate((known, dashes))
    if not len(both):
        return []
    is_known = np.arange(len(both)) < len(known)
    middle = (both[:, 1] + both[:, 3]) / 2
    order = np.argsort(middle, kind="stable")
    ends = np.nonzero(np.diff(middle[order]) > _ASIDE)[0] + 1
    lines = []
    for own in np.split(order, ends):
        ruled = own[is_known[own]]
        at = _weighted_median(middle[own], both[own, 2] - both[own, 0])
        lines.append(_Line(at, both[own[~is_known[own]]][:, [0, 2]], both[ruled][:, [0, 2]]))
    return lines


def _weighted_median(values: Floats, weights: Floats) -> float:
    order = np.argsort(values)
    sums = np.cumsum(weights[order])
    return float(values[order[int(np.searchsorted(sums, sums[-1] / 2))]])


def _is_level(line: _Line, boxes: Floats, width: float) -> bool:
    """Tell whether pieces beside one another, in the width of a table, are left of a rule."""
    dashes = _longer(line.pieces, _SHORTEST)
    enough = len(dashes) >= _FEWEST and _length(dashes) >= _LEFT and line.share >= _SHARE
    return (
        (enough or (len(line.pieces) >= _MANY and line.share >= _SHARE / 2))
        and line.end - line.start >= _SPREAD * width
        and not _is_crossed(line.at, line.start, line.end, boxes, -_OFF)
    )


def _extent(lines: Sequence[_Line]) -> tuple[float, float]:
    places = [line.at for line in lines]
    return (min(places), max(places)) if places else (0.0, 0.0)


def _is_upright(line: _Line, boxes: Floats, ends: tuple[float, float]) -> bool:
    """Tell whether pieces below one another, in the height of a table, are left of a rule."""
    low, high = ends
    own = _longer(line.pieces, _LONG_SPECK)
    own = own[(own[:, 1] > low) & (own[:, 0] < high)]
    if len(own) < _SPECKS or np.ptp(own) < _SPREAD * (high - low):
        return False
    return not _is_crossed(line.at, low, high, boxes, -_CLEAR)


def _longer(spans: Spans, least: float) -> Spans:
    long: Spans = spans[spans[:, 1] - spans[:, 0] >= least]
    return long


def _length(spans: Spans) -> float:
    return float((spans[:, 1] - spans[:, 0]).sum())


def _added(
    lines: Sequence[_Line], across: Sequence[_Line], boxes: Floats, white: Pixels, scale: float,
    *, clear: float, bad: bool,
) -> list[tuple[float, float, float, float]]:  # fmt: skip
    """Return the parts of level lines that are not ruled yet, and were."""
    return [
        (start, line.at - 0.3, end, line.at + 0.3)
        for line in lines
        for start, end in _open_parts(line, across, bad=bad)
        if not _is_crossed(line.at, start, end, boxes)
        and (
            (bad and (_has_trace(line, start, end) or _is_inside(line, start, end)))
            or (
                not _is_amid(line.at, start, end, boxes, clear)
                and (
                    _has_trace(line, start, end)
                    or (
                        not _is_merged(lines, start, end)
                        and _is_darker(line.at, start, end, white, scale)
                    )
                )
            )
        )
    ]


def _open_parts(
    line: _Line, across: Sequence[_Line], *, bad: bool
) -> Iterator[tuple[float, float]]:
    """Yield the parts of a line between rules across that are not ruled."""
    stops = sorted(other.at for other in across if other.reaches(line.at, bad=bad))
    for start, end in itertools.pairwise(stops):
        near = bad or (start < line.end + _AT_RULE and end > line.start - _AT_RULE)
        if near and end - start > _AT_RULE and _covered(line.whole, start, end) < _RULED:
            yield start, end


def _has_trace(line: _Line, start: float, end: float) -> bool:
    # rules may be found a little longer than they are
    over = min(_OVER, (end - start) / 4)
    spans = np.concatenate((line.pieces, line.whole))
    return _covered(spans, start + over, end - over) >= _TRACE


def _is_merged(lines: Sequence[_Line], start: float, end: float) -> bool:
    """Tell whether no more than half of several rules go through between two rules across."""
    known = [one for one in lines if len(one.whole)]
    there = [one for one in known if one.start <= (start + end) / 2 <= one.end]
    through = sum(_covered(one.whole, start, end) >= _RULED for one in there)
    return len(there) > _FEW_LINES and 2 * through <= len(there)


def _is_inside(line: _Line, start: float, end: float) -> bool:
    """Tell whether a part lies where a rule of which little is left must have been."""
    return line.share > _REST and line.reaches((start + end) / 2, bad=True)


def _covered(spans: Spans, start: float, end: float) -> float:
    """Return the share of a part that spans cover."""
    inside = np.clip(spans, start, end)
    return float((inside[:, 1] - inside[:, 0]).sum() / max(1e-6, end - start))


def _is_darker(at: float, start: float, end: float, white: Pixels, scale: float) -> bool:
    """Tell whether the page is a little darker on a line than on both sides of it."""
    y, side, one = round(at * scale), round(_BESIDE * scale), round(scale / 3)
    along = slice(round((start + 1) * scale), round((end - 1) * scale))
    if y - side - 3 * one < 0 or y + side + 3 * one >= white.shape[0] or along.stop <= along.start:
        return False

    def darkest(middle: int) -> npt.NDArray[np.int16]:
        return np.asarray(white[middle - one : middle + one + 1, along].min(axis=0), np.int16)

    return any(
        (np.minimum(darkest(m - side), darkest(m + side)) - darkest(m) >= _CONTRAST).mean()
        >= _DARKER
        for m in (y, y - 2 * one, y + 2 * one)
    )


def _is_crossed(
    at: float, start: float, end: float, boxes: Floats, beyond: float = _ACROSS
) -> bool:
    """Tell whether letters stand across a part of a line, or nearer to it than -`beyond`."""
    across = (boxes[:, 1] < at - beyond) & (boxes[:, 3] > at + beyond)
    if beyond < 0:
        # what lies on the line itself is left of it
        across &= (boxes[:, 1] < at - _ASIDE - _THIN / 2) | (boxes[:, 3] > at + _ASIDE + _THIN / 2)
    letters = boxes[across & (boxes[:, 2] > start) & (boxes[:, 0] < end)][:, [0, 2]]
    return _covered(letters, start, end) > _CROSSED


def _is_amid(at: float, start: float, end: float, boxes: Floats, clear: float) -> bool:
    """Tell whether print stands close on both sides of a part of a line: it is a stem."""
    own = boxes[(boxes[:, 2] > start) & (boxes[:, 0] < end)]
    # what lies on the line itself is left of it
    before = own[
        (own[:, 3] > at - clear) & (own[:, 3] <= at + _ACROSS) & (own[:, 1] < at - _ACROSS)
    ]
    after = own[(own[:, 1] < at + clear) & (own[:, 1] >= at - _ACROSS) & (own[:, 3] > at + _ACROSS)]
    return bool(len(before) and len(after))

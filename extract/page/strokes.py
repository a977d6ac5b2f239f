"""Which parts of a drawn path are rules: straight strokes and thin filled boxes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extract.page.page import FloatArray

Point = tuple[float, float]
Outline = Sequence[Point | None]
Sides = tuple[float, float, float, float]

# the thickest line that parts cells; the lowest row of text is higher
THIN = 4.5
_STRAIGHT = 0.6
_FRAME = 6.0


def rules_of_path(outlines: Sequence[Outline], *, stroked: bool) -> Iterator[Sides]:
    """Yield (x0, y0, x1, y1) of the rules in a path, thin or of no thickness.

    Of a stroked path every straight upright or level part is a rule. A filled one gives its
    thin parts, and the ring of a frame (one outline just inside another); a large filled
    box is shading and no rule.
    """
    if stroked:
        for outline in outlines:
            yield from _straight_parts(outline)
        return
    boxes = [box for outline in outlines if (box := _box(outline))]
    large = [box for box in boxes if not _is_thin(box)]
    yield from (box for box in boxes if _is_thin(box))
    for inner in large:
        if any(_rings(outer, inner) for outer in large):
            yield from _edges(inner)


def straight_parts(points: FloatArray, lines: npt.NDArray[np.bool_]) -> FloatArray:
    """Return the rules of stroked paths: their straight upright and level parts.

    `points` (n, 2) end the segments of all paths; `lines` tells which of these are straight
    and go on from the point before.
    """
    ends = lines.nonzero()[0]
    one, two = points[ends - 1], points[ends]
    straight = (np.abs(one - two) <= _STRAIGHT).any(axis=1)
    return np.concatenate((np.minimum(one, two), np.maximum(one, two)), axis=1)[straight]


def _straight_parts(outline: Outline) -> Iterator[Sides]:
    for one, two in itertools.pairwise(outline):
        if one is None or two is None:
            continue
        (x0, y0), (x1, y1) = one, two
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _box(outline: Outline) -> Sides | None:
    if any(point is None for point in outline):
        return None
    points = [point for point in outline if point is not None]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys)) if points else None


def _is_thin(box: Sides) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _rings(outer: Sides, inner: Sides) -> bool:
    """Tell whether `inner` lies close inside `outer`, as the two sides of a drawn frame."""
    gaps = (
        inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3],
    )  # fmt: skip
    return outer != inner and all(0 <= gap <= _FRAME for gap in gaps)


def _edges(box: Sides) -> Iterator[Sides]:
    x0, y0, x1, y1 = box
    yield x0, y0, x1, y0
    yield x0, y1, x1, y1
    yield x0, y0, x0, y1
    yield x1, y0, x1, y1

"""Text that is struck out, as deleted words and corrected figures are: it no longer counts."""

from __future__ import annotations

import numpy as np

from extract.page.page import FloatArray, IntArray, PageData

# a stroke lies so near to the middle of a run, in parts of its height, and is no thicker
_MIDDLE = 0.2
_THICK = 0.2
# what a stroke may be longer or shorter than what it strikes: a space, in heights
_SPACE = 0.45
# rules whose ends are nearer are parts of a grid
_TOUCH = 1.0


def struck_out(page: PageData) -> list[int]:
    """Return the runs that a stroke goes through which begins and ends where text does."""
    rules, boxes = page.rules, page.boxes
    if not len(rules):
        return []
    level = rules[rules[:, 3] - rules[:, 1] < rules[:, 2] - rules[:, 0]]
    ys = np.sort((level[:, 1] + level[:, 3]) / 2)
    room = _MIDDLE * (boxes[:, 3] - boxes[:, 1])
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    near = ys.searchsorted(middles + room) > ys.searchsorted(middles - room)
    if not near.any():
        return []
    runs = near.nonzero()[0]
    found = [_struck(stroke, runs, boxes[runs]) for stroke in level if not _joined(stroke, rules)]
    return sorted({run for struck in found for run in struck})


def _struck(stroke: FloatArray, runs: IntArray, boxes: FloatArray) -> list[int]:
    """Return those of `runs`, which have these boxes, that a stroke goes through."""
    x0, top, x1, bottom = stroke.tolist()
    heights = boxes[:, 3] - boxes[:, 1]
    through = (
        (abs((top + bottom) / 2 - (boxes[:, 1] + boxes[:, 3]) / 2) < _MIDDLE * heights)
        & (bottom - top < np.maximum(_THICK * heights, 1.0))
        & (boxes[:, 0] > x0 - _SPACE * heights)
        & (boxes[:, 2] < x1 + _SPACE * heights)
    )
    if not through.any():
        return []
    ends, slack = boxes[through], _SPACE * heights[through].max()
    whole = ends[:, 0].min() < x0 + slack and ends[:, 2].max() > x1 - slack
    return [int(run) for run in runs[through]] if whole else []


def _joined(stroke: FloatArray, rules: FloatArray) -> bool:
    """Tell whether another rule touches a stroke, as those of a grid do."""
    x0, top, x1, bottom = stroke.tolist()
    touching = (
        (rules[:, 0] < x1 + _TOUCH)
        & (rules[:, 2] > x0 - _TOUCH)
        & (rules[:, 1] < bottom + _TOUCH)
        & (rules[:, 3] > top - _TOUCH)
    )
    return int(touching.sum()) > 1

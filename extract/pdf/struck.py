"""Text that is struck out, as deleted words and corrected figures are: it no longer counts."""

from __future__ import annotations

import numpy as np

from extract.page.page import FloatArray, IntArray, PageData

# what of the height of a run a stroke lies in, as weights of left, top, right and bottom
_UPPER, _LOWER = np.array([0.0, 0.7, 0.0, 0.3]), np.array([0.0, 0.3, 0.0, 0.7])
# what a stroke may be longer or shorter than what it strikes: a space, in heights
_SPACE = 0.45
# rules whose ends are nearer are parts of a grid
_TOUCH = 1.0


def struck_out(page: PageData) -> list[int]:
    """Return the runs that a stroke goes through which begins and ends where text does."""
    rules, boxes = page.rules, page.boxes
    if not len(rules):
        return []
    ys = np.sort(rules[:, 1])
    near = ys.searchsorted(boxes @ _UPPER) < ys.searchsorted(boxes @ _LOWER)
    if not near.any():
        return []
    runs = near.nonzero()[0]
    strokes = rules[_strokes(rules, boxes[runs])]
    found = [_struck(stroke, runs, boxes[runs]) for stroke in strokes if not _joined(stroke, rules)]
    return sorted({run for struck in found for run in struck})


def _strokes(rules: FloatArray, boxes: FloatArray) -> IntArray:
    """Return the rules that go through the whole of one of the boxes."""
    x0, _, x1, _ = boxes.T[..., None]
    upper, lower = (boxes @ _UPPER)[:, None], (boxes @ _LOWER)[:, None]
    left, top, right, bottom = rules.T
    through = (left < x0 + 1) & (right > x1 - 1) & (top > upper) & (bottom < lower)
    strokes: IntArray = through.any(axis=0).nonzero()[0]
    return strokes


def _struck(stroke: FloatArray, runs: IntArray, boxes: FloatArray) -> list[int]:
    """Return those of `runs`, which have these boxes, that a stroke goes through."""
    x0, top, x1, bottom = stroke.tolist()
    space = _SPACE * (boxes[:, 3] - boxes[:, 1])
    through = (
        (boxes @ _UPPER < top)
        & (boxes @ _LOWER > bottom)
        & (boxes[:, 0] > x0 - space)
        & (boxes[:, 2] < x1 + space)
    )
    ends, space = boxes[through], space[through]
    if not len(ends):
        return []
    whole = (ends[:, 0] - space).min() < x0 and (ends[:, 2] + space).max() > x1
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

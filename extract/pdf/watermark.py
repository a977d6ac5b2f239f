"""Large text that lies over other text, as a watermark does: it belongs to no line."""

from __future__ import annotations

import numpy as np

from extract.page.page import PageData, median

# in points, against the usual text, and how many other runs lie under it
_LARGE = 26.0
_LARGER = 2.2
_FEWEST_UNDER = 3


def watermarks(page: PageData) -> list[int]:
    """Return the runs of large text that others lie under."""
    boxes = page.boxes
    heights = boxes[:, 3] - boxes[:, 1]
    if heights.max() < _LARGE:
        return []
    least = max(_LARGE, _LARGER * median(heights))
    return [run for run in np.flatnonzero(heights > least).tolist() if _lies_over(page, run)]


def _lies_over(page: PageData, run: int) -> bool:
    boxes = page.boxes
    x0, top, x1, bottom = boxes[run]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    under = (x > x0) & (x < x1) & (y > top) & (y < bottom)
    smaller = boxes[:, 3] - boxes[:, 1] < (bottom - top) / 2
    return int((under & smaller).sum()) >= _FEWEST_UNDER

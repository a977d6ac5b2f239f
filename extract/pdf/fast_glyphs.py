"""Characters of runs and their boxes, for the few runs that have to be looked at so closely."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain, repeat, starmap

import numpy as np

from extract import pdfium
from extract.page.page import FloatArray, Glyphs, IntArray, Letters, Placing
from extract.pdf.fast_text import (
    BELOW,
    CLIMB,
    MOST_OVER_MEAN,
    WIDTH_TO_SIZE,
    PageText,
    settle,
    turned_box,
    without_lean,
)

_ORIGINS = pdfium.Output(np.float64, 2, parted=True)
_BOXES = pdfium.Output(np.float32, 4)


def glyphs_of(handle: int, text: PageText, place: Placing) -> Glyphs:
    """Return the function that gives the characters of runs and their boxes.

    `place` maps boxes in user space to the page as it is read.
    """
    # those of the page change when a run is cut
    texts = tuple(text.texts)

    def glyphs(runs: Sequence[int]) -> list[Letters]:
        spans = [text.spans[run] for run in runs]
        ends = list(accumulate(end - start for start, end in spans))
        starts = [0, *ends[:-1]]
        indices = list(chain.from_iterable(starmap(range, spans)))
        if text.direction:
            # one character alone does not show that its text is turned
            boxes = np.array([turned_box(handle, index, index)[1] for index in indices])
        else:
            boxes = _upright(handle, indices, np.array(starts))
            _settle_letters(handle, indices, boxes, [texts[run] for run in runs], starts)
        boxes = place(boxes)
        parts = map(boxes.__getitem__, map(slice, starts, ends))
        return list(zip((texts[run] for run in runs), parts, strict=True))

    return glyphs


def _upright(handle: int, indices: Sequence[int], starts: IntArray) -> FloatArray:
    """Return (left, bottom, right, top) of characters, as if they read from left to right.

    `starts` are the places in `indices` where runs begin.
    """
    own = repeat(pdfium.argument(handle))
    origins, points = _ORIGINS.rows(len(indices))
    boxes, corners = _BOXES.rows(len(indices))
    pdfium.run(map(pdfium.character_origin, own, indices, *points))
    pdfium.run(map(pdfium.loose_box, own, indices, corners[0]))
    left, base = origins.T
    _, upper, _, lower = boxes.T
    right = without_lean(handle, indices, origins, boxes)
    counts = np.diff(starts, append=len(indices))
    height = upper - lower
    usual = np.repeat(np.add.reduceat(height, starts) / counts, counts)
    size = np.minimum((right - left) * WIDTH_TO_SIZE, MOST_OVER_MEAN * usual)
    np.maximum(size, height, out=size)
    size[np.maximum(lower - base, base - upper) > CLIMB * usual] = 0.0
    bottom = base - BELOW * size
    return np.stack((left, bottom, right, bottom + size), axis=1)


def _settle_letters(
    handle: int,
    indices: Sequence[int],
    boxes: FloatArray,
    texts: Sequence[str],
    starts: Sequence[int],
) -> None:
    """Measure the turned characters of runs in place; blanks that pdfium put in may stay flat."""
    left, bottom, right, top = boxes.T
    odd = ((top <= bottom) | (right < left)).nonzero()[0].tolist()
    if not odd:
        return
    letters = "".join(texts)
    turned = {bisect_right(starts, place) - 1 for place in odd if not letters[place].isspace()}
    for run in turned:
        part = slice(starts[run], starts[run] + len(texts[run]))
        settle(handle, [(index, index + 1) for index in indices[part]], boxes[part])

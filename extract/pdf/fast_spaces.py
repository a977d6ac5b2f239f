"""The room between the words of runs, at less cost than the boxes of all their characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, repeat

import numpy as np

from extract import pdfium
from extract.page.page import Spaces
from extract.pdf.fast_text import PageText

_SPACES = re.compile(r"\s+")
_LOWEST = 0.1
_ORIGINS = pdfium.Output(np.float64, 2, parted=True)
_BOXES = pdfium.Output(np.float32, 4)


def spaces_of(handle: int, text: PageText) -> Spaces | None:
    """Return the function that gives the spaces in each of some runs.

    They are counted in heights of the lowest character beside a space. None where most of
    the text is turned.
    """
    if text.direction:
        return None
    texts = tuple(text.texts)

    def spaces(runs: Sequence[int]) -> list[list[float]]:
        before: list[int] = []
        after: list[int] = []
        ends = [0]
        for run in runs:
            start = text.spans[run][0]
            for match in _SPACES.finditer(texts[run]):
                before.append(start + match.start() - 1)
                after.append(start + match.end())
            ends.append(len(before))
        own = repeat(pdfium.argument(handle))
        origins, points = _ORIGINS.rows(len(before))
        boxes, corners = _BOXES.rows(len(before))
        pdfium.run(map(pdfium.loose_box, own, before, corners[0]))
        pdfium.run(map(pdfium.character_origin, own, after, *points))
        widths = (origins[:, 0] - boxes[:, 2]).tolist()
        heights = (boxes[:, 1] - boxes[:, 3]).tolist()
        return [_against(widths[start:end], heights[start:end]) for start, end in pairwise(ends)]

    return spaces


def _against(widths: Sequence[float], heights: Sequence[float]) -> list[float]:
    """Return widths, counted in the lowest of the heights."""
    lowest = max(_LOWEST, min(heights, default=0.0))
    return [width / lowest for width in widths]

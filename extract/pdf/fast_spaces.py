"""The room between the words of runs, at less cost than the boxes of all their characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

import numpy as np

from extract.pdf import pdfium
from extract.pdf.fast_text import PageText
from extract.pdf.page import Spaces

_SPACES = re.compile(r"\s+")
_LOWEST = 0.1
_ORIGINS = pdfium.Output(np.float64, 2)
_BOXES = pdfium.Output(np.float32, 4)


def spaces_of(handle: int, text: PageText) -> Spaces | None:
    """Return the function that gives the widest space in each of some runs.

    It is counted in heights of the lowest character beside a space, 0 where there is none.
    None where most of the text is turned.
    """
    if text.direction:
        return None
    texts = tuple(text.texts)

    def spaces(runs: Sequence[int]) -> list[float]:
        found = [
            (number, match.start() + text.spans[run][0] - 1, match.end() + text.spans[run][0])
            for number, run in enumerate(runs)
            for match in _SPACES.finditer(texts[run])
        ]
        widest, lowest = np.zeros(len(runs)), np.full(len(runs), np.inf)
        owners = np.array([number for number, _, _ in found], dtype=np.int64)
        own = repeat(pdfium.argument(handle))
        origins, points = _ORIGINS.rows(len(found))
        boxes, corners = _BOXES.rows(len(found))
        pdfium.run(map(pdfium.loose_box, own, [before for _, before, _ in found], corners[0]))
        pdfium.run(map(pdfium.character_origin, own, [after for _, _, after in found], *points))
        np.maximum.at(widest, owners, origins[:, 0] - boxes[:, 2])
        np.minimum.at(lowest, owners, boxes[:, 1] - boxes[:, 3])
        heights: list[float] = (widest / np.maximum(lowest, _LOWEST)).tolist()
        return heights

    return spaces

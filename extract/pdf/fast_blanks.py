"""Text objects that pdfium overlooks, because what they print has no extent.

Most are spaces that a browser prints one by one. They are no loss where the room they take
can be seen between the runs beside them; any other may be a letter.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from typing import Any

import numpy as np

from extract import pdfium
from extract.page.page import FloatArray
from extract.page.words import SPACE
from extract.pdf.fast_text import PageText

# more pairs of an object and a run are not looked at
_MOST = 4_000_000
_BOUNDS = pdfium.Output(np.float32, 4, parted=True)


def are_blanks(objects: Sequence[Any], text: PageText) -> bool:
    """Tell whether text objects that are not in `text` print nothing but spaces seen there.

    The outlines in the file decide what a font prints. Where pdfium takes another font for
    one that is not in the file, that font alone may lack the shape.
    """
    if text.direction or len(objects) * len(text.texts) > _MOST:
        return False
    boxes, sides = _BOUNDS.rows(len(objects))
    pdfium.run(map(pdfium.object_bounds, objects, *sides))
    left, bottom, right, _ = boxes.astype(np.float64).T
    if (left < right).any() or not all(map(_is_own, set(map(pdfium.text_font, objects)))):
        return False
    return _are_seen(left, bottom, text.boxes)


def _is_own(font: int) -> bool:
    """Tell whether a font is in the file, as outlines; one that is drawn has no data."""
    size = ctypes.c_size_t()
    known = pdfium.font_data(font, None, 0, ctypes.byref(size))
    return bool(pdfium.is_embedded(font) == 1 and known and size.value)


def _are_seen(x: FloatArray, y: FloatArray, boxes: FloatArray) -> bool:
    """Tell whether a gap for a space is left at each place on its line, or nothing follows."""
    bottom, top = boxes[:, 1], boxes[:, 3]
    lines = set(y.tolist())
    return all(_seen_on(x[y == at], boxes[(bottom <= at) & (at <= top)]) for at in lines)


def _seen_on(x: FloatArray, boxes: FloatArray) -> bool:
    """Tell whether a gap for a space is left at each place among the runs of its line."""
    if not len(boxes):
        return True
    left, bottom, right, top = boxes.T
    before = (left + right) / 2 < x[:, None]
    ends, starts = np.where(before, right, -np.inf), np.where(before, np.inf, left)
    one, two = ends.argmax(axis=1), starts.argmin(axis=1)
    size = np.maximum((top - bottom)[one], (top - bottom)[two])
    return bool((starts.min(axis=1) - ends.max(axis=1) > SPACE * size).all())

"""Ink that is no print: signatures, and stamps on scans without colour."""

from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.components import Pieces, chosen
from extract.ocr.page_image import Pixels

# in points: a scribble is larger than this both ways, letters are not
_LEAST = 32.0
# of the box around it a scribble fills less than this part
_SPARSE = 0.4
_WHITE = 255


def without_scribbles(page: Pixels, pieces: Pieces, scale: float) -> Pixels:
    """Return a page, its rules taken out, without large sparse pieces of ink.

    `pieces` are those of the page's ink. A letter that hangs on to one is lost with it.
    """
    large = pieces.boxes[:, 2:4].min(axis=1) >= _LEAST * scale
    for number in np.nonzero(large)[0].tolist():
        left, top, width, height = pieces.boxes[number].tolist()
        own = pieces.labels[top : top + height, left : left + width] == number + 1
        large[number] = own.mean() < _SPARSE
    if not large.any():
        return page
    lost = cv2.dilate(chosen(pieces, large).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return np.where(lost, _WHITE, page).astype(np.uint8)

"""Whether a page stands on its head: Vietnamese sets its marks above the letters.

Circumflex, breve, horn, hook and tone stand above, and so does the dot of an i; only one
tone, the dot below, stands under its letter.
"""

from __future__ import annotations

import numpy as np

from extract.ocr.components import Ints, Pieces, chosen
from extract.ocr.page_image import Mask

# in points: the letters of print
_LEAST, _MOST = 3.0, 24.0
# a mark is smaller than this part of a letter, and this near to it
_MARK = 0.55
_NEAR = 0.6
_DIRT = 0.5
_STEPS = 6
# fewer marks prove nothing; of those that touch one side only so many more must be below
_FEWEST = 25
_SHARE = 0.62


def is_upside_down(pieces: Pieces, scale: float) -> bool:
    """Tell whether the marks of a level page stand under its letters.

    `pieces` are those of the page's ink, its rules taken out.
    """
    below, above = marks(pieces, scale)
    return below + above >= _FEWEST and below > _SHARE * (below + above)


def marks(pieces: Pieces, scale: float) -> tuple[int, int]:
    """Return how many small pieces of ink stand just under a letter, and just above one."""
    width, height = pieces.boxes[:, 2], pieces.boxes[:, 3]
    letters = (height >= _LEAST * scale) & (np.maximum(width, height) <= _MOST * scale)
    if not letters.any():
        return 0, 0
    usual = float(np.median(height[letters]))
    largest = np.maximum(width, height)
    small = (largest <= _MARK * usual) & (largest >= _DIRT * scale)
    where = chosen(pieces, letters & ~small)
    found = pieces.boxes[small]
    over = _touches(where, found, -1, _NEAR * usual)
    under = _touches(where, found, 1, _NEAR * usual)
    return int((over & ~under).sum()), int((under & ~over).sum())


def _touches(letters: Mask, found: Ints, direction: int, reach: float) -> Mask:
    """Return which pieces have a letter above (-1) or below (1) them within `reach`."""
    x = np.clip(found[:, 0] + found[:, 2] // 2, 0, letters.shape[1] - 1)
    edge = found[:, 1] - 1 if direction < 0 else found[:, 1] + found[:, 3]
    met = np.zeros(len(found), dtype=np.bool_)
    for step in np.linspace(0, reach, _STEPS):
        y = np.clip(edge + direction * round(float(step)), 0, letters.shape[0] - 1)
        met |= letters[y, x]
    return met

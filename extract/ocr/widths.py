"""Whether a figure is as wide as its digits: where two touch, one is soon lost by every reader.

Digits of a font are all of one width, stops and commas about half as wide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from extract.ocr.page_image import Pixels

_FIGURE = re.compile(r"[\d.,]*\d[\d.,]*")
_STOP = 0.5
# darker than this is print
_PRINT = 140
# in parts of its height: the usual width of a digit, and the space that is left of one
_USUAL, _SPACE = 0.75, 0.15
_FEWEST = 5
# a figure that would hold so many digits more has lost one
_LOST = 0.45


def lost_digits(pictures: Sequence[Pixels], texts: Sequence[str]) -> list[bool]:
    """Tell which pictures of cells are too wide for the figures that were read in them."""
    shares = [_share(picture) for picture in pictures]
    units = [_units(text) for text in texts]
    widths = [
        (share + _SPACE) / unit for share, unit in zip(shares, units, strict=True) if unit > 1
    ]
    usual = float(np.median(widths)) if len(widths) >= _FEWEST else _USUAL
    return [
        0 < unit < (share + _SPACE) / max(usual, _USUAL) - _LOST
        for share, unit in zip(shares, units, strict=True)
    ]


def _units(text: str) -> float:
    """Return how many digits wide a figure is; 0 for what is none."""
    if not _FIGURE.fullmatch(text):
        return 0.0
    digits = sum(map(str.isdigit, text))
    return digits + _STOP * (len(text) - digits)


def _share(picture: Pixels) -> float:
    """Return the width of print by its height."""
    rows, columns = np.nonzero(picture < _PRINT)
    if not len(rows):
        return 0.0
    return float((np.ptp(columns) + 1) / (np.ptp(rows) + 1))

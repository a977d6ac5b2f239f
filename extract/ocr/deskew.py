"""How far a page is turned, by its rules and lines of text, and the page set straight.

Seen along the right angle, ink falls on few lines: the angle at which the sums over the
lines of the page differ most.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.components import chosen, pieces_of
from extract.ocr.page_image import Mask, Pixels

_WIDEST = 8.0
_COARSE, _FINE = 0.25, 0.02
_STEPS_FINE = 15
# below this no one sees it, and turning would only blur
_LEAST = 0.03
_WORKING_WIDTH = 900
_MOST_POINTS = 60_000
_FEWEST_POINTS = 50
# in points: the size of letters; pixels a point at which they are looked at
_LETTER, _LARGEST = 3.0, 30.0
_LETTER_SCALE = 1.4
_FEWEST_LETTERS = 30
# a mark is smaller than this part of a letter, and the next letter nearer than this
_MARK = 0.55
_GAP = 0.35
# text runs up or down the page where fewer pieces are left when they are joined that way
_SIDEWAYS = 0.9

_Floats = npt.NDArray[np.float64]


def skew(ink: Mask) -> float:
    """Return the degrees by which level lines of the page rise to the left."""
    x, y = _points(ink)
    if len(x) < _FEWEST_POINTS:
        return 0.0
    best = _best(x, y, _coarse_angles())
    fine = best + _FINE * np.arange(-_STEPS_FINE, _STEPS_FINE + 1, dtype=np.float64)
    return _best(x, y, fine)


def is_sideways(ink: Mask, scale: float) -> bool:
    """Tell whether lines of text run up or down the page.

    Letters stand nearer to the next one of their line than to other lines, however the
    page is turned a little or bent.
    """
    step = max(1, round(scale / _LETTER_SCALE))
    pieces = pieces_of(ink[::step, ::step].astype(np.uint8))
    width, height = pieces.boxes[:, 2], pieces.boxes[:, 3]
    unit = scale / step
    size = np.maximum(width, height)
    letters = (size >= _LETTER * unit) & (size <= _LARGEST * unit)
    if letters.sum() < _FEWEST_LETTERS:
        return False
    usual = float(np.median(size[letters]))
    where = chosen(pieces, letters & (size > _MARK * usual)).astype(np.uint8)
    reach = max(2, round(_GAP * usual))
    across = cv2.morphologyEx(where, cv2.MORPH_CLOSE, np.ones((1, reach + 1), np.uint8))
    down = cv2.morphologyEx(where, cv2.MORPH_CLOSE, np.ones((reach + 1, 1), np.uint8))
    return len(pieces_of(np.asarray(down, np.uint8)).boxes) < _SIDEWAYS * len(
        pieces_of(np.asarray(across, np.uint8)).boxes
    )


def _coarse_angles() -> _Floats:
    return np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE)


def _points(ink: Mask) -> tuple[_Floats, _Floats]:
    """Return places of ink on a page of working width, fewer where there are too many."""
    step = max(1, ink.shape[1] // _WORKING_WIDTH)
    y, x = np.nonzero(ink[::step, ::step])
    every = max(1, len(x) // _MOST_POINTS)
    return x[::every].astype(np.float64), y[::every].astype(np.float64)


def _best(x: _Floats, y: _Floats, angles: _Floats) -> float:
    contrasts = [_contrast(x, y, float(angle)) for angle in angles]
    return float(angles[int(np.argmax(contrasts))])


def _contrast(x: _Floats, y: _Floats, angle: float) -> float:
    """Return how much the sums of ink over lines differ."""
    along = y - x * math.tan(math.radians(angle))
    sums = np.bincount((along - along.min()).astype(np.int64)).astype(np.float64)
    return float((sums**2).sum())


def straightened(grey: Pixels, angle: float) -> Pixels:
    """Return the page turned so that lines at `angle` degrees lie level; paper is white."""
    if abs(angle) < _LEAST:
        return grey
    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    ).astype(np.uint8, copy=False)

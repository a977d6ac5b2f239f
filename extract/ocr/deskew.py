"""How far a page is turned, by its rules and lines of text, and the page set straight.

Seen along the right angle, ink falls on few lines: the angle at which the sums over the
lines of the page differ most.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.page_image import Mask, Pixels

_WIDEST = 4.0
_COARSE, _FINE = 0.25, 0.02
_STEPS_FINE = 15
# below this no one sees it, and turning would only blur
_LEAST = 0.03
_WORKING_WIDTH = 900
_MOST_POINTS = 60_000
# text runs up or down the page where sums over its columns differ this much more
_SIDEWAYS = 1.6
_SLOPE = 1.5
# a run longer than this part of the page's width is a rule
_LONG_RUN = 25

_Floats = npt.NDArray[np.float64]


def skew(ink: Mask) -> float:
    """Return the degrees by which level lines of the page rise to the left."""
    x, y = _points(ink)
    if len(x) < 50:
        return 0.0
    coarse = np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE)
    best = _best(x, y, coarse)
    fine = best + _FINE * np.arange(-_STEPS_FINE, _STEPS_FINE + 1, dtype=np.float64)
    return _best(x, y, fine)


def is_sideways(ink: Mask) -> bool:
    """Tell whether lines of text seem to run up or down the page, rules left aside."""
    x, y = _points(_without_long_runs(ink))
    if len(x) < 50:
        return False
    angles = np.arange(-_SLOPE, _SLOPE + 0.1, 0.5).tolist()
    upright = max(_contrast(y, x, angle, steps=True) for angle in angles)
    level = max(_contrast(x, y, angle, steps=True) for angle in angles)
    return upright > _SIDEWAYS * level


def _without_long_runs(ink: Mask) -> Mask:
    step = max(1, ink.shape[1] // _WORKING_WIDTH)
    small = ink[::step, ::step].astype(np.uint8)
    long = _WORKING_WIDTH // _LONG_RUN
    level = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    upright = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    left: Mask = (small > 0) & (level == 0) & (upright == 0)
    return left


def _points(ink: Mask) -> tuple[_Floats, _Floats]:
    """Return places of ink on a page of working width, fewer where there are too many."""
    step = max(1, ink.shape[1] // _WORKING_WIDTH)
    y, x = np.nonzero(ink[::step, ::step])
    every = max(1, len(x) // _MOST_POINTS)
    return x[::every].astype(np.float64), y[::every].astype(np.float64)


def _best(x: _Floats, y: _Floats, angles: _Floats) -> float:
    contrasts = [_contrast(x, y, float(angle)) for angle in angles]
    return float(angles[int(np.argmax(contrasts))])


def _contrast(x: _Floats, y: _Floats, angle: float, *, steps: bool = False) -> float:
    """Return how much the sums of ink over lines differ, or with `steps` their changes."""
    along = y - x * math.tan(math.radians(angle))
    rows = (along - along.min()).astype(np.int64)
    sums = np.bincount(rows).astype(np.float64)
    return float((np.diff(sums) ** 2).sum() if steps else (sums**2).sum())


def straightened(grey: Pixels, angle: float) -> Pixels:
    """Return the page turned so that lines at `angle` degrees lie level; paper is white."""
    if abs(angle) < _LEAST:
        return grey
    height, width = grey.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    ).astype(np.uint8, copy=False)

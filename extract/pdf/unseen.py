"""Text that a page holds but does not show, taken out before anything is read of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.ocr.page_image import PageImage
from extract.page.page import FloatArray, PageData
from extract.printed import shortened

# in points: text smaller than this is not meant to be seen
_SMALLEST = 1.5
# how much darker ink is than paper, and which share of a box has at least to be ink
_CONTRAST = 50
_INK = 0.01


def off_paper(page: PageData) -> list[int]:
    """Return the runs that lie outside the page, or are too small to be seen."""
    boxes = page.boxes
    height = boxes[:, 3] - boxes[:, 1]
    inside = boxes[:, 2].max() <= page.width and boxes[:, 3].max() <= page.height
    if inside and boxes[:, :2].min() >= 0 and height.min() >= _SMALLEST:
        return []
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    outside = (x < 0) | (x > page.width) | (y < 0) | (y > page.height)
    return np.flatnonzero(outside | ~(height >= _SMALLEST)).tolist()


def suspects(page: PageData) -> list[int]:
    """Return the runs whose look has to be checked in the picture of the page."""
    return sorted({*page.faint, *page.unpainted})


def without_ink(page: PageData, runs: Sequence[int], image: PageImage) -> list[int]:
    """Return which of `runs` have nothing dark or light under them in the picture of a page."""
    return [run for run in runs if not _has_ink(page, page.boxes[run], image)]


def _has_ink(page: PageData, box: FloatArray, image: PageImage) -> bool:
    x0, top, x1, bottom = box.tolist()
    # accents and feet apart, so that rules above and below do not count
    room = 0.15 * (bottom - top)
    shown = page.shown((x0, top + room, x1, bottom - room))
    left, upper, right, lower = (max(0, round(side * image.scale)) for side in shown)
    pixels = image.pixels[upper : lower + 1, left : right + 1]
    if pixels.size == 0:
        return False
    grey = pixels.max(axis=2) if pixels.ndim == 3 else pixels
    paper = float(np.median(grey))
    return float((np.abs(grey - paper) > _CONTRAST).mean()) >= _INK


def quoted(page: PageData, runs: Sequence[int]) -> str:
    """Return the beginning of the text of `runs`, for people."""
    return shortened(" ".join(page.texts[run] for run in runs))

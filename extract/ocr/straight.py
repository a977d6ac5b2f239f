"""A page picture made ready to read: upright, straight, white, without rules.

What is found on the straight page is brought back to the page as it was scanned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from extract.ocr.deskew import is_sideways, skew, straightened
from extract.ocr.ink import darkness, grey_of, sharpened, whitened
from extract.ocr.limits import LIMITS
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.rule_lines import find_rules, without_rules
from extract.pdf.page import Box, FloatArray, turned_boxes

Turn = Literal[0, 1, 2, 3]


@dataclass(frozen=True, slots=True)
class StraightPage:
    """A page ready to read; `width` and `height` in points are those of the straight page.

    `plain` is white without rules, `scale` pixels a point; `sharp` is the same as letters
    are read best, `reading_scale` pixels a point. `rules` are boxes in points. `turn`
    quarter turns and then `angle` degrees made it straight.
    """

    number: int
    plain: Pixels
    sharp: Pixels
    rules: FloatArray
    scale: float
    reading_scale: float
    width: float
    height: float
    turn: Turn
    angle: float

    def scanned(self, box: Box) -> Box:
        """Return the box on the scanned page that holds `box` of the straight one."""
        if self.angle:
            box = _turned(box, -self.angle, self.width / 2, self.height / 2)
        back: Turn = (4 - self.turn) % 4  # type: ignore[assignment]
        moved = turned_boxes(np.array([box]), self.width, self.height, back)[0]
        x0, top, x1, bottom = np.round(moved, 2).tolist()
        return (x0, top, x1, bottom)


def straight_page(image: PageImage, turn: Turn | None = None) -> StraightPage:
    """Return a page ready to read.

    `turn` says how often to turn it clockwise by a quarter; None finds out whether it lies
    on its side, but not which one.
    """
    pixels, width = _sized(image)
    scale = pixels.shape[1] / width
    white = whitened(grey_of(pixels, scale), scale)
    ink = white < darkness(white)
    if turn is None:
        turn = 1 if is_sideways(ink) else 0
    white = np.ascontiguousarray(np.rot90(white, -turn))
    angle = skew(np.rot90(ink, -turn))
    white = straightened(white, angle)
    rules = find_rules(white, scale)
    plain = without_rules(white, rules)
    height, width = (side / scale for side in white.shape)
    sharp = _for_reading(sharpened(plain, scale), scale)
    return StraightPage(
        image.number, plain, sharp, rules.boxes / scale,
        scale, sharp.shape[1] / width, width, height, turn, angle,
    )  # fmt: skip


def _for_reading(sharp: Pixels, scale: float) -> Pixels:
    """Return the page at the size of letters that tesseract's model knows best."""
    factor = LIMITS.reading_dpi / (scale * POINTS_PER_INCH)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(sharp, None, fx=factor, fy=factor, interpolation=how)
    return sized.astype(np.uint8, copy=False)


def _sized(image: PageImage) -> tuple[Pixels, float]:
    """Return the pixels at a resolution that can be read, and the width in points."""
    aim = min(max(image.dpi, LIMITS.least_dpi), LIMITS.most_dpi)
    most = math.sqrt(LIMITS.pixels / (image.pixels.shape[0] * image.pixels.shape[1]))
    factor = min(aim / image.dpi, most)
    if abs(factor - 1) < 0.05:
        return image.pixels, image.width
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(image.pixels, None, fx=factor, fy=factor, interpolation=how)
    return sized.astype(np.uint8, copy=False), image.width


def _turned(box: Box, angle: float, x: float, y: float) -> Box:
    """Return the box around `box` turned by `angle` degrees about a point."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(cx - x, cy - y) for cx in (box[0], box[2]) for cy in (box[1], box[3])]
    xs = [cx * cos + cy * sin + x for cx, cy in corners]
    ys = [cy * cos - cx * sin + y for cx, cy in corners]
    return (min(xs), min(ys), max(xs), max(ys))

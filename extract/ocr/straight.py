"""A page picture made ready to read: upright, straight, white, without rules.

What is found on the straight page is brought back to the page as it was scanned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np

from extract.ocr.bend import Bend, bend_of
from extract.ocr.components import Pieces, pieces_of
from extract.ocr.deskew import is_sideways, skew, straightened
from extract.ocr.fills import without_dark_areas
from extract.ocr.gaps import linked
from extract.ocr.ink import cleaned, darkness, grey_of, is_bare, sharpened, whitened
from extract.ocr.limits import LIMITS
from extract.ocr.memory import give_back
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.remains import lost_parts, without_remains
from extract.ocr.rule_lines import RuleLines, find_rules, without_rules
from extract.ocr.scribbles import without_scribbles
from extract.ocr.upright import is_upside_down
from extract.page.page import Box, FloatArray, turned_boxes

Turn = Literal[0, 1, 2, 3]

# in points: the height of pieces of ink in print of twelve points, for which the resolution
# for reading holds, and within which bounds print of other sizes is made like it
_USUAL, _LEAST_USUAL, _MOST_USUAL = 7.2, 5.0, 10.0
_LETTER, _LARGEST = 3.0, 24.0
# in points: the long side of A4, and of the largest paper that offices scan
_A4, _LARGEST_PAPER = 842.0, 1300.0
_FEWEST_LETTERS = 50
# a page that is finer by less than this is left so
_FINE_ENOUGH = 0.93


@dataclass(frozen=True, slots=True)
class StraightPage:
    """A page ready to read; `width` and `height` in points are those of the straight page.

    `plain` is white without rules, `scale` pixels a point; `sharp` is the same as letters
    are read best, `reading_scale` pixels a point. `rules` are boxes in points. `turn`
    quarter turns and then `angle` degrees made it straight, `bend` flat; last it was turned
    by a half where `upside_down`. A page of the file is `paper` times as large as this one.
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
    bend: Bend | None = None
    upside_down: bool = False
    paper: float = 1.0

    def scanned(self, box: Box) -> Box:
        """Return the box on the scanned page that holds `box` of the straight one."""
        if self.upside_down:
            x0, top, x1, bottom = box
            box = (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.bend:
            x0, top, x1, bottom = (side * self.scale for side in box)
            x0, top, x1, bottom = self.bend.box((x0, top, x1, bottom))
            box = (x0 / self.scale, top / self.scale, x1 / self.scale, bottom / self.scale)
        if self.angle:
            box = _turned(box, -self.angle, self.width / 2, self.height / 2)
        back: Turn = (4 - self.turn) % 4  # type: ignore[assignment]
        moved = turned_boxes(np.array([box]), self.width, self.height, back)[0]
        x0, top, x1, bottom = np.round(moved * self.paper, 2).tolist()
        return (x0, top, x1, bottom)

    def straight(self, boxes: FloatArray) -> FloatArray:
        """Return `boxes` of the page turned upright, lines of text, on the straight page.

        Their middles move; they stay as wide and as high as they are.
        """
        boxes = boxes / self.paper
        if not self.angle and self.bend is None:
            return boxes
        x, y = self.width / 2, self.height / 2
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        across, down = (boxes[:, 0] + boxes[:, 2]) / 2 - x, (boxes[:, 1] + boxes[:, 3]) / 2 - y
        turned = np.stack((across * cos + down * sin + x, down * cos - across * sin + y), axis=1)
        if self.bend is not None:
            turned = self.bend.flattened(turned * self.scale) / self.scale
        half = (boxes[:, 2:] - boxes[:, :2]) / 2
        return np.concatenate((turned - half, turned + half), axis=1)


def grey_page(image: PageImage) -> PageImage:
    """Return a page without colour, stamps and specks, no finer than it need be."""
    paper = _paper(image)
    pixels = _sized(image, paper)
    scale = pixels.shape[1] * paper / image.width
    shades = grey_of(pixels, scale)
    # of copies in black and white thin rules would be lost
    coarse = not is_bare(shades)
    grey = cleaned(shades, scale)
    factor = LIMITS.working_dpi / (scale * POINTS_PER_INCH)
    if coarse and factor < _FINE_ENOUGH:
        sized = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        grey = sized.astype(np.uint8, copy=False)
    return replace(image, pixels=grey)


def straight_page(image: PageImage, turn: Turn | None = None) -> StraightPage:
    """Return a page ready to read; see `straightened_page` for `turn`."""
    return straightened_page(grey_page(image), turn)


def straightened_page(image: PageImage, turn: Turn | None = None) -> StraightPage:
    """Return a grey page ready to read.

    `turn` says how often to turn it clockwise by a quarter; None finds out how it lies.
    """
    paper = _paper(image)
    scale = image.pixels.shape[1] * paper / image.width
    white = whitened(without_dark_areas(image.pixels, scale), scale)
    ink = white < darkness(white)
    known = turn is not None
    if turn is None:
        turn = 1 if is_sideways(ink, scale) else 0
    white = np.ascontiguousarray(np.rot90(white, -turn))
    angle = skew(np.rot90(ink, -turn))
    del ink
    # what a page was before is let go at once: rules are looked for in several copies of it
    white = straightened(white, angle)
    give_back()
    white, rules, bend = _flattened(white, scale)
    plain = without_rules(white, rules)
    give_back()
    pieces = pieces_of((plain < darkness(plain)).astype(np.uint8))
    plain = without_scribbles(plain, pieces, scale)
    lost = lost_parts(rules.boxes, pieces.boxes, plain, scale)
    plain = without_remains(plain, lost, scale)
    boxes = linked(np.concatenate((rules.boxes, lost)), scale)
    upside_down = not known and is_upside_down(pieces, scale)
    letter = _height_of_letters(pieces, scale)
    # the numbers of the pieces take four times as much memory as the page
    del pieces, white
    if upside_down:
        plain = np.ascontiguousarray(plain[::-1, ::-1])
        height, across = plain.shape
        boxes = np.array([across, height, across, height]) - boxes[:, [2, 3, 0, 1]]
    height, width = (side / scale for side in plain.shape)
    sharp = _for_reading(sharpened(plain, scale), scale, letter)
    return StraightPage(
        image.number, plain, sharp, boxes / scale, scale, sharp.shape[1] / width,
        width, height, turn, angle, bend, upside_down, paper,
    )  # fmt: skip


def _flattened(white: Pixels, scale: float) -> tuple[Pixels, RuleLines, Bend | None]:
    """Return a level page, its rules made straight lines, the rules, and how it was bent."""
    rules = find_rules(white, scale)
    bend = bend_of(rules.level, rules.upright, white.shape, scale)
    if bend is None:
        return white, rules, None
    flat = bend.flat(white)
    return flat, find_rules(flat, scale), bend


def _height_of_letters(pieces: Pieces, scale: float) -> float:
    """Return the usual height of pieces of ink that may be letters, in points."""
    width, height = pieces.boxes[:, 2] / scale, pieces.boxes[:, 3] / scale
    letters = (height >= _LETTER) & (height < _LARGEST) & (width < _LARGEST) & (width > 1)
    if letters.sum() < _FEWEST_LETTERS:
        return _USUAL
    return float(np.clip(np.median(height[letters]), _LEAST_USUAL, _MOST_USUAL))


def _for_reading(sharp: Pixels, scale: float, letter: float) -> Pixels:
    """Return the page at the size of letters that tesseract's model knows best.

    `letter` is the usual height of letters in points.
    """
    factor = LIMITS.reading_dpi * _USUAL / letter / (scale * POINTS_PER_INCH)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(sharp, None, fx=factor, fy=factor, interpolation=how)
    return sized.astype(np.uint8, copy=False)


def _paper(image: PageImage) -> float:
    """Return how often too large a page is said to be: a scan may not know its resolution."""
    longest = max(image.width, image.height)
    return longest / _A4 if longest > _LARGEST_PAPER else 1.0


def _sized(image: PageImage, paper: float) -> Pixels:
    """Return the pixels at a resolution that can be read."""
    dpi = image.dpi * paper
    aim = min(max(dpi, LIMITS.least_dpi), LIMITS.most_dpi)
    most = math.sqrt(LIMITS.pixels / (image.pixels.shape[0] * image.pixels.shape[1]))
    factor = min(aim / dpi, most)
    if abs(factor - 1) < 0.05:
        return image.pixels
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    sized = cv2.resize(image.pixels, None, fx=factor, fy=factor, interpolation=how)
    return sized.astype(np.uint8, copy=False)


def _turned(box: Box, angle: float, x: float, y: float) -> Box:
    """Return the box around `box` turned by `angle` degrees about a point."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = [(cx - x, cy - y) for cx in (box[0], box[2]) for cy in (box[1], box[3])]
    xs = [cx * cos + cy * sin + x for cx, cy in corners]
    ys = [cy * cos - cx * sin + y for cx, cy in corners]
    return (min(xs), min(ys), max(xs), max(ys))

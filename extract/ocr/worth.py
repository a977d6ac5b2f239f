"""Whether a picture shows print at all, told from its specks of ink in a few milliseconds.

Print is many small pieces of ink of one height, side by side. Logos have few pieces, maps
and photographs have pieces of all sizes, everywhere. Noise may have pieces like letters, but
not in lines: its ink varies as much along the page as across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.components import pieces_of
from extract.ocr.ink import darkness, whitened
from extract.ocr.page_image import PageImage, Pixels

Boxes = npt.NDArray[np.int32]

_DPI = 110.0
# in points: how high and wide a letter is
_HEIGHT = (2.5, 30.0)
_WIDEST = 45.0
_THIN = 1.6
# in parts of the height: the gap to the next letter, and how far feet and heights differ
_GAP = 1.0
_LEVEL = 0.35
_FEWEST_LETTERS = 12
# in pixels: a page may be hardly more than a line
_NARROWEST = 8
# of all pieces that are no dust, this share is letters of a line
_SHARE = 0.3
# in points: the parts of a page that are looked at for lines, some words wide and lines high
_TILE = (120.0, 60.0)
# a part with less ink is blank; a page with fewer parts is soon read, whatever it shows
_LEAST_INK, _FEWEST_TILES = 0.01, 6
# how often more the ink varies one way than the other: the part at this per cent of a page of
# print has 2.8 at the least (noise over it, bent, turned by ten degrees), noise 2.5 at most
_ORDER, _ORDERED_PART = 3.0, 80
_NO_VARIANCE = 1e-6


def letters_of(image: PageImage) -> Boxes:
    """Return the boxes (left, top, right, bottom in points) of what looks like letters in lines.

    Lines may run up or down the page. Empty where the picture seems to show no print: too few
    letters, or too much else.
    """
    grey, scale = _small(image)
    return letters_in(whitened(grey, scale), scale)


def letters_in(white: Pixels, scale: float) -> Boxes:
    """Return the same for a page on white paper, `scale` pixels a point."""
    ink = (white < darkness(white)).astype(np.uint8)
    found = pieces_of(ink).boxes
    level = _lettering(found, scale)
    upright = _lettering(found[:, [1, 0, 3, 2]], scale)
    best = level if len(level) >= len(upright) else upright[:, [1, 0, 3, 2]]
    # the dashes of a broken rule are no pieces of a picture
    whole = found[:, 2:4].min(axis=1) >= _THIN * scale
    solid = int((whole & (found[:, 2:4].max(axis=1) >= _HEIGHT[0] * scale)).sum())
    if len(best) < max(_FEWEST_LETTERS, _SHARE * solid):
        return np.empty((0, 4), dtype=np.int32)
    return (best / scale).astype(np.int32)


def _lettering(found: Boxes, scale: float) -> Boxes:
    """Return the pieces of ink (left, top, width, height) that are letters of level lines."""
    left, top, width, height = found.T
    sized = (height >= _HEIGHT[0] * scale) & (height <= _HEIGHT[1] * scale)
    letter = sized & (width <= _WIDEST * scale)
    boxes = np.stack((left, top, left + width, top + height), axis=1)[letter]
    lettering: Boxes = boxes[_in_lines(boxes)]
    return lettering


def _small(image: PageImage) -> tuple[Pixels, float]:
    factor = min(1.0, _DPI / image.dpi)
    small = image.pixels
    if factor < 1:
        resized = cv2.resize(small, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        small = resized.astype(np.uint8, copy=False)
    grey = small if small.ndim == 2 else small.min(axis=2)
    return grey, image.scale * factor


def _in_lines(boxes: Boxes) -> npt.NDArray[np.bool_]:
    """Tell which boxes have a neighbour of their height on their line, on the right or left."""
    lined = np.zeros(len(boxes), dtype=np.bool_)
    if len(boxes) < 2:
        return lined
    order = np.argsort(boxes[:, 0], kind="stable")
    left, top, right, bottom = boxes[order].T.astype(np.float64)
    height = bottom - top
    # sorted by lines, the next letter is the next piece but for a mark above it
    band = np.lexsort((left, np.round((top + bottom) / 2 / np.median(height))))
    for shift in (1, 2):
        one, two = band[:-shift], band[shift:]
        size = np.maximum(height[one], height[two])
        near = np.abs(left[two] - right[one]) <= _GAP * size
        level = (
            np.minimum(np.abs(bottom[one] - bottom[two]), np.abs(top[one] - top[two]))
            <= _LEVEL * size
        )
        pair = near & level & (np.minimum(height[one], height[two]) >= 0.4 * size)
        lined[order[one[pair]]] = True
        lined[order[two[pair]]] = True
    return lined


class Tile(NamedTuple):
    """A part of a page in points (left, top, width, height), and how its ink is ordered.

    `order` is how often more the ink varies one way than the other, `level` tells that it
    varies down the page, as level lines have it.
    """

    box: tuple[float, float, float, float]
    order: float
    level: bool


def tiles_of(image: PageImage) -> list[Tile]:
    """Return the parts of a picture that have ink."""
    grey, scale = _small(image)
    white = whitened(grey, scale)
    ink = (white < darkness(white)).astype(np.float32)
    across, down = (round(side * scale) for side in _TILE)
    height, width = ink.shape
    return [
        _tile(ink[top : top + down, left : left + across], left / scale, top / scale)
        for top in range(0, height - down + 1, down)
        for left in range(0, width - across + 1, across)
        if ink[top : top + down, left : left + across].mean() >= _LEAST_INK
    ]


def _tile(ink: npt.NDArray[np.float32], left: float, top: float) -> Tile:
    height, width = ink.shape
    # the mean of fewer pixels varies more by chance
    down = float(ink.mean(axis=1).var()) * width + _NO_VARIANCE
    across = float(ink.mean(axis=0).var()) * height + _NO_VARIANCE
    return Tile((left, top, *_TILE), max(down / across, across / down), down >= across)


def is_disordered(tiles: Sequence[Tile]) -> bool:
    """Tell whether the ink of a page, by its parts, is spread as that of noise is.

    Print that is turned by far more than scanners do may be, too.
    """
    if len(tiles) < _FEWEST_TILES:
        return False
    return float(np.percentile([tile.order for tile in tiles], _ORDERED_PART)) < _ORDER


def looks_printed(image: PageImage) -> bool:
    """Tell whether a picture seems to show print worth reading."""
    return min(image.pixels.shape[:2]) >= _NARROWEST and len(letters_of(image)) > 0

"""Dark areas of a page: headings in white on a dark ground, black edges of the scanner.

The first are turned into dark print on white, the second into paper.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.components import Pieces, chosen, pieces_of
from extract.ocr.page_image import Mask, Pixels

# in points: the page is looked at in such steps; paper is seen this far around; strokes of
# letters are thinner; print in an area is bridged this far; an area is higher than this
_STEP = 1.0
_PAPER = 80.0
_STROKE = 3.0
_PRINT = 12.0
_LEAST = 10.0
# an area is darker than this part of the paper around it, in so much of its surface and of
# its rim
_DARK = 0.55
_FULL = 0.6
_RIM = 0.8
_LONGEST_LETTER = 28.0
_RULE = 0.3
# in points: a hole of a punch, and how near the edge of the paper it is
_HOLE = 36.0
_MARGIN = 50.0
_PAPER_WHITE = 255


def without_dark_areas(grey: Pixels, scale: float) -> Pixels:
    """Return the page with print on dark areas made dark on white, black edges made white."""
    step = max(1, round(_STEP * scale))
    unit = scale / step
    small = cv2.resize(grey, None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA)
    paper = _closed(np.asarray(small, dtype=np.uint8), _PAPER * unit)
    dark = (small < _DARK * paper).astype(np.uint8)
    # strokes of letters go first, so that no line of bold print hangs on to an area
    ground = _opened(dark, _STROKE * unit)
    if not ground.any():
        return grey
    areas = _opened(_closed(ground, _PRINT * unit), _LEAST * unit)
    pieces = pieces_of(areas)
    # an area is dark at its edge, where a word in bold letters has gaps
    rim = cv2.subtract(areas, cv2.erode(areas, np.ones((3, 3), np.uint8), borderValue=0))
    solid = (_share(pieces, dark, areas) >= _FULL) & (
        _share(pieces, dark, np.asarray(rim, np.uint8)) >= _RIM
    )
    page = grey.copy()
    for number in np.nonzero(solid)[0].tolist():
        one = np.zeros(len(pieces.boxes), dtype=np.bool_)
        one[number] = True
        edge = _at_edge(pieces.boxes[number].tolist(), areas.shape, unit)
        # a bold capital is as dark, but small
        if not edge and pieces.boxes[number, 2:4].max() < _LONGEST_LETTER * unit:
            continue
        area = _full_size(chosen(pieces, one), grey.shape, grow=edge)
        page[area] = _PAPER_WHITE if edge else _printed(page[area])
    return page


def _share(pieces: Pieces, dark: Pixels, part: Pixels) -> npt.NDArray[np.float64]:
    """Return how much of each piece is dark, of its pixels in `part`."""
    labels, weights = pieces.labels[part > 0], dark[part > 0]
    count = len(pieces.boxes) + 1
    size = np.bincount(labels, minlength=count)[1:]
    return np.bincount(labels, weights, count)[1:] / np.maximum(size, 1)


def _closed(pixels: Pixels, size: float) -> Pixels:
    side = max(3, round(size) | 1)
    return cv2.morphologyEx(pixels, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)).astype(
        np.uint8, copy=False
    )


def _opened(pixels: Pixels, size: float) -> Pixels:
    side = max(3, round(size) | 1)
    return cv2.morphologyEx(pixels, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)).astype(
        np.uint8, copy=False
    )


def _at_edge(box: list[int], shape: tuple[int, ...], unit: float) -> bool:
    """Tell whether an area is the edge of the scanner's glass, or a hole punched near it."""
    left, top, width, height = box
    sides = (left, top, shape[1] - left - width, shape[0] - top - height)
    hole = max(width, height) <= _HOLE * unit
    return min(sides) <= (_MARGIN * unit if hole else 1)


def _full_size(area: Mask, shape: tuple[int, ...], *, grow: bool) -> Mask:
    pixels = area.astype(np.uint8)
    if grow:
        pixels = cv2.dilate(pixels, np.ones((3, 3), np.uint8)).astype(np.uint8, copy=False)
    whole = cv2.resize(pixels, (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST)
    return whole > 0


def _printed(shades: Pixels) -> Pixels:
    """Return the shades of a dark area with its ground white and all else dark."""
    ground = float(np.median(shades))
    lighter = (shades - ground).clip(0) / max(1.0, 255.0 - ground)
    # rules between the cells are darker than their ground
    darker = (ground - shades).clip(0) / max(1.0, ground)
    darker = np.where(darker > _RULE, darker, 0.0)
    return (255.0 * (1.0 - np.maximum(lighter, darker))).astype(np.uint8)

"""The parts of a page to be read, set one below the other.

Cells of one row are set at different heights, so read across they tangle. One column of
all cells and blocks of text reads well, in one run of the recogniser.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import cv2
import numpy as np

from extract.ocr.components import Ints, Pieces, chosen, pieces_of
from extract.ocr.limits import LIMITS
from extract.ocr.page_image import Mask, Pixels
from extract.page.grid import Grid

# in points: ink smaller than this both ways is dirt unless it stands near a letter
_LETTER = 2.2
_NEAR = 5.0
_DOT = 1.1
# amid the letters a decimal point may be smaller
_POINT = 0.6
# in points: the remains of a rule at the edge of a cell
_REMAINS = 1.5
# in points: parts of one block of text are this near
_WORD_GAP = 11.0
_LINE_GAP = 3.5
# a block so high has several lines; a gap so wide through all of them parts two columns
_LINES, _GUTTER = 22.0, 4.0
# of the most ink of a row of pixels: less has no body of a letter
_BODY = 0.15
_GAP = 5.0
_PADDING = 3
_MARGIN = 30
_PRINT = 140


class PixelBox(NamedTuple):
    """Left, top, right and bottom in pixels."""

    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the page with print: a cell's content or a block of text.

    `first_column` tells that it may number a row of its table; `column` names the columns
    of the page that its cell covers.
    """

    pixels: Pixels
    box: PixelBox
    first_column: bool = False
    column: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Montage:
    """Items one below the other; `tops` are where they begin."""

    pixels: Pixels
    items: tuple[Item, ...]
    tops: tuple[int, ...]

    def source(self, x: float, y: float) -> tuple[int, float, float]:
        """Return the item at a point of the montage, and the point on the page."""
        index = max(0, bisect_right(self.tops, y + _PADDING) - 1)
        box = self.items[index].box
        return index, x - _MARGIN + box.x0, y - self.tops[index] + box.y0


def montage(items: Sequence[Item], scale: float) -> Montage:
    """Return the items in one column, in their order; there is at least one."""
    gap = round(_GAP * scale)
    width = max(item.pixels.shape[1] for item in items) + 2 * _MARGIN
    height = sum(item.pixels.shape[0] + gap for item in items) + 2 * _MARGIN
    pixels = np.full((height, width), 255, np.uint8)
    tops: list[int] = []
    top = _MARGIN
    for item in items:
        rows, columns = item.pixels.shape
        pixels[top : top + rows, _MARGIN : _MARGIN + columns] = item.pixels
        tops.append(top)
        top += rows + gap
    return Montage(pixels, tuple(items), tuple(tops))


def cell_items(page: Pixels, grids: Sequence[Grid], scale: float) -> list[Item]:
    """Return the printed content of each cell that has any."""
    items: list[Item] = []
    for number, grid in enumerate(grids):
        for cell in grid.cells:
            box = PixelBox(
                round(grid.xs[cell.left] * scale) + 1,
                round(grid.ys[cell.top] * scale) + 1,
                round(grid.xs[cell.right] * scale),
                round(grid.ys[cell.bottom] * scale),
            )
            item = printed_part(page, _inside(box, page), scale)
            if item is not None and len(items) < LIMITS.items:
                column = (number, cell.left, cell.right)
                items.append(replace(item, first_column=cell.left == 0, column=column))
    return items


def _inside(box: PixelBox, page: Pixels) -> PixelBox:
    height, width = page.shape
    return PixelBox(max(0, box.x0), max(0, box.y0), min(width, box.x1), min(height, box.y1))


def printed_part(page: Pixels, box: PixelBox, scale: float) -> Item | None:
    """Return what is printed inside `box`, or None when there is no more than dirt."""
    area = page[box.y0 : box.y1, box.x0 : box.x1]
    if area.size == 0 or area.min() >= _PRINT:
        return None
    ink = (area < _PRINT).astype(np.uint8)
    pieces = pieces_of(ink)
    found = pieces.boxes
    remains = _remains(found, area.shape, scale)
    size = found[:, 2:4].max(axis=1)
    letters = ~remains & (size >= _LETTER * scale)
    if not letters.any():
        return None
    around, among = _near(found, found[letters], scale)
    dots = (around & (size >= _DOT * scale)) | (among & (size >= _POINT * scale))
    kept = letters | (~remains & dots)
    part = _around(found[kept], area.shape)
    pixels = area.copy()
    if not kept.all():
        _erase(pixels, pieces, kept)
    pixels = pixels[part.y0 : part.y1, part.x0 : part.x1]
    return Item(
        pixels,
        PixelBox(box.x0 + part.x0, box.y0 + part.y0, box.x0 + part.x1, box.y0 + part.y1),
    )


def _remains(found: Ints, shape: tuple[int, ...], scale: float) -> Mask:
    """Return which pieces of ink are what is left of a rule: thin and long at an edge."""
    left, top, width, height = (found[:, i] for i in range(4))
    thin = _REMAINS * scale
    beside = (left <= 1) | (left + width >= shape[1] - 1)
    level = (top <= 1) | (top + height >= shape[0] - 1)
    long = 3 * _REMAINS * scale
    return (beside & (width <= thin) & (height >= long)) | (
        level & (height <= thin) & (width >= long)
    )


def _near(found: Ints, letters: Ints, scale: float) -> tuple[Mask, Mask]:
    """Return which pieces stand near the letters, and which of them amid the letters."""
    box = _around(letters, (1 << 30, 1 << 30))
    x = found[:, 0] + found[:, 2] / 2
    y = found[:, 1] + found[:, 3] / 2

    def within(reach: float) -> Mask:
        level = (x > box.x0 - reach) & (x < box.x1 + reach)
        inside: Mask = level & (y > box.y0 - reach) & (y < box.y1 + reach)
        return inside

    return within(_NEAR * scale), within(0)


def _around(found: Ints, shape: tuple[int, ...]) -> PixelBox:
    left, top, width, height = (found[:, i] for i in range(4))
    return PixelBox(
        max(0, int(left.min()) - _PADDING),
        max(0, int(top.min()) - _PADDING),
        min(shape[1], int((left + width).max()) + _PADDING),
        min(shape[0], int((top + height).max()) + _PADDING),
    )


def _erase(pixels: Pixels, pieces: Pieces, kept: Mask) -> None:
    """Paint white what is not kept, with the grey around it."""
    lost = chosen(pieces, ~kept).astype(np.uint8)
    grown = cv2.dilate(lost, np.ones((3, 3), np.uint8)) > 0
    pixels[grown & ~chosen(pieces, kept)] = 255


def block_items(page: Pixels, grids: Sequence[Grid], scale: float) -> list[Item]:
    """Return the blocks of text outside tables, from the top."""
    outside = page.copy()
    for grid in grids:
        x0, y0, x1, y1 = (round(side * scale) for side in grid.box)
        outside[max(0, y0 - 2) : y1 + 3, max(0, x0 - 2) : x1 + 3] = 255
    step = 2
    ink = (outside[::step, ::step] < _PRINT).astype(np.uint8)
    ink = _without_dirt(ink, scale / step)
    size = (max(1, round(_WORD_GAP * scale / step)), max(1, round(_LINE_GAP * scale / step)))
    joined = cv2.dilate(ink, np.ones((size[1], size[0]), np.uint8))
    pieces = pieces_of(np.asarray(joined, dtype=np.uint8))
    order = np.argsort(pieces.boxes[:, 1], kind="stable")[: LIMITS.items]
    items = [_block(outside, pieces, number, step) for number in order.tolist()]
    parts = [part for item in items for part in _columns(item, scale)]
    return [part for part in parts if part.pixels.size and part.pixels.min() < _PRINT]


def _columns(item: Item, scale: float) -> list[Item]:
    """Return the columns of a block: lines of two, at different heights, tangle when read.

    Between words no gap goes through several lines, and the lines on its sides are level.
    """
    if item.pixels.shape[0] < _LINES * scale:
        return [item]
    ink = item.pixels < _PRINT
    inked = np.nonzero(ink.any(axis=0))[0]
    after = np.nonzero(np.diff(inked) > _GUTTER * scale)[0]
    cuts = [(int(inked[i]), int(inked[i + 1])) for i in after]
    cuts = [(end, start) for end, start in cuts if _is_tangled(ink[:, : end + 1], ink[:, start:])]
    starts = [0, *(start - _PADDING for _, start in cuts)]
    ends = [*(end + 1 + _PADDING for end, _ in cuts), ink.shape[1]]
    return [
        replace(
            item,
            pixels=np.ascontiguousarray(item.pixels[:, start:end]),
            box=item.box._replace(x0=item.box.x0 + start, x1=item.box.x0 + end),
        )
        for start, end in zip(starts, ends, strict=True)
    ]


def _is_tangled(left: Mask, right: Mask) -> bool:
    """Tell whether lines on one side lie where gaps between the lines of the other do."""
    one, two = _bodies(left), _bodies(right)
    return _gaps(one | two) < max(_gaps(one), _gaps(two))


def _bodies(ink: Mask) -> Mask:
    """Return the rows of pixels in which the bodies of letters lie, without marks and stems."""
    amounts = ink.sum(axis=1)
    bodies: Mask = amounts > _BODY * amounts.max()
    return bodies


def _gaps(rows: Mask) -> int:
    """Return how many runs of blank rows lie between rows with ink."""
    return int((rows[:-1] & ~rows[1:]).sum()) - int(not rows[-1])


def _without_dirt(ink: Pixels, scale: float) -> Pixels:
    pieces = pieces_of(ink)
    return chosen(pieces, pieces.boxes[:, 2:4].max(axis=1) >= _DOT * scale).astype(np.uint8)


def _block(page: Pixels, pieces: Pieces, number: int, step: int) -> Item:
    """Return piece `number` (from 0) of a page looked at in steps, without its neighbours."""
    x0, y0, width, height = (int(value) * step for value in pieces.boxes[number])
    box = _inside(PixelBox(x0, y0, x0 + width, y0 + height), page)
    labels = pieces.labels[y0 // step : (y0 + height) // step, x0 // step : (x0 + width) // step]
    whole = (labels == number + 1).repeat(step, axis=0).repeat(step, axis=1)
    area = page[box.y0 : box.y1, box.x0 : box.x1]
    return Item(np.where(whole[: area.shape[0], : area.shape[1]], area, 255).astype(np.uint8), box)

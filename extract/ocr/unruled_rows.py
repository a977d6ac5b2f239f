"""Rules between the rows of a table that has rules between its columns only.

Where the first cell of such a table holds one row number below the other, a row begins with
each of them; the widest blank strip between two numbers, across the whole table, parts them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from extract.ocr.page_image import Pixels
from extract.page.grid import Grid
from extract.page.page import Box, FloatArray

# row numbers as they may be read
_NUMBER = re.compile(r"[\dIVXHÏÌTìíl|.,)(]{1,7}")
_FEWEST = 3
# so much of the lines in the first column are numbers
_SHARE = 0.75
# in points: the least height of what holds so many rows, and of a strip between two
_HIGH, _STRIP = 40.0, 1.5
_PRINT = 140
# pixels of dirt in a row of pixels that is blank
_DIRT = 2

Words = Sequence[tuple[str, Box]]


def row_rules(page: Pixels, grids: Sequence[Grid], words: Words, scale: float) -> FloatArray:
    """Return the boxes (n, 4) in points of the rules that tables lack between their rows.

    `page` is bare of rules, `scale` pixels a point; `words` with their boxes are what it says.
    """
    found = [box for grid in grids for box in _lacking(page, grid, words, scale)]
    return np.array(found, dtype=np.float64).reshape(-1, 4)


def _lacking(
    page: Pixels, grid: Grid, words: Words, scale: float
) -> Iterator[tuple[float, float, float, float]]:
    x0, x1 = float(grid.xs[0]), float(grid.xs[-1])
    for cell in grid.cells:
        top, bottom = float(grid.ys[cell.top]), float(grid.ys[cell.bottom])
        if cell.left or cell.bottom - cell.top > 1 or bottom - top < _HIGH:
            continue
        middles = _numbers(words, (x0, top, float(grid.xs[cell.right]), bottom))
        strips = [_strip(page, x0, x1, one, two, scale) for one, two in itertools.pairwise(middles)]
        # where two numbers are not parted they may be lines of one cell
        yield from ((x0, at - 0.3, x1, at + 0.3) for at in strips if at and all(strips))


def _numbers(words: Words, box: Box) -> list[float]:
    """Return the heights of the row numbers below one another in a cell; none if others are."""
    x0, top, x1, bottom = box
    own = [
        (text, b) for text, b in words
        if x0 <= (b[0] + b[2]) / 2 <= x1 and top <= (b[1] + b[3]) / 2 <= bottom
    ]  # fmt: skip
    numbers = [(b[1] + b[3]) / 2 for text, b in own if _NUMBER.fullmatch(text)]
    if len(numbers) < _FEWEST or len(numbers) < _SHARE * len(own):
        return []
    return sorted(numbers)


def _strip(
    page: Pixels, x0: float, x1: float, upper: float, lower: float, scale: float
) -> float | None:
    """Return the middle of the widest blank strip between two heights; None without one."""
    first = round(upper * scale)
    part = page[first : round(lower * scale), round(x0 * scale) : round(x1 * scale)]
    blank = np.nonzero((part < _PRINT).sum(axis=1) <= _DIRT)[0]
    if not len(blank):
        return None
    runs = np.split(blank, np.nonzero(np.diff(blank) > 1)[0] + 1)
    widest = max(runs, key=len)
    if len(widest) < _STRIP * scale:
        return None
    return float(first + (widest[0] + widest[-1]) / 2) / scale

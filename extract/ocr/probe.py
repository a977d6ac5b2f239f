"""A few words of a page, read before all of it: noise takes a minute and says nothing.

Only pages whose ink lies like that of noise are tried so. None is given up by its looks: what
decides is whether the recogniser reads anything in the parts that look most like print.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import cv2
import numpy as np

from extract.ocr.ink import grey_of, whitened
from extract.ocr.limits import LIMITS
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.tesseract import OcrTimeoutError, OcrWord, read_words
from extract.ocr.worth import Tile

_BLOCK_OF_TEXT = 6
# so many parts are read, as they stand and on their heads
_PARTS = 4
# a part shows print that has so many letters, read with this mean confidence
_LETTERS, _SURE = 12, 0.5


def reads_as_print(image: PageImage, tiles: Sequence[Tile]) -> bool:
    """Tell whether anything can be read in the parts of a page that look most like print.

    True also where the recogniser takes long, which is then found out by reading.
    """
    chosen = sorted(tiles, key=lambda tile: -tile.order)[:_PARTS]
    grey = PageImage(image.number, grey_of(image.pixels, image.scale), image.width, image.height)
    upright = [part for tile in chosen if (part := _cut(grey, tile)).size]
    pictures = [picture for part in upright for picture in (part, np.rot90(part, 2).copy())]
    if not pictures:
        return True
    try:
        words = read_words(
            pictures, mode=_BLOCK_OF_TEXT, dpi=LIMITS.reading_dpi, seconds=LIMITS.probe_seconds
        )
    except OcrTimeoutError:
        return True
    by_picture = itertools.groupby(words, key=lambda word: word.line[0])
    return any(_is_print(found) for _, found in by_picture)


def _cut(image: PageImage, tile: Tile) -> Pixels:
    """Return a part of a page, its lines level, at the size at which letters are read."""
    left, top, width, height = (round(side * image.scale) for side in tile.box)
    part = np.ascontiguousarray(image.pixels[top : top + height, left : left + width])
    if not part.size:
        return part
    white = whitened(part, image.scale)
    factor = LIMITS.reading_dpi / (image.scale * POINTS_PER_INCH)
    sized = cv2.resize(white, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    upright = sized if tile.level else np.rot90(sized)
    return np.ascontiguousarray(upright, dtype=np.uint8)


def _is_print(words: Iterable[OcrWord]) -> bool:
    found = list(words)
    letters = sum(len(word.text) for word in found)
    sure = sum(len(word.text) * word.confidence for word in found)
    return letters >= _LETTERS and sure >= _SURE * letters

"""Whether digits look like the digits they are said to be, by the holes in their shapes.

A font with a wrong map to Unicode may say 148 where it shows 143, and nothing in the text
tells. 0, 4, 6, 8 and 9 have holes, each its own number or in its own place, so that few
glyphs tell whether the map is right; a look at some of them costs some milliseconds a file.
"""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from extract.page.page import Box, FloatArray, PageData

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

_FIGURE = re.compile(r"[\d.,%/ ]*\d[\d.,%/ ]*")
_MOST_RUNS, _LOOKS = 8, 1
# pixels of a line of digits, and the grey below which a pixel is ink
_HEIGHT, _INK = 36.0, 128
_LARGEST = 4_000
# fewer kinds of digits prove nothing, nor does a single one that looks wrong
_FEWEST_KINDS, _FEWEST_WRONG = 3, 2
# a hole no larger than this part of the glyph is a speck
_SPECK = 0.008
# how many holes a digit may have, and where the middle of the single one lies (0 is the top)
_HOLES: dict[str, tuple[int, ...]] = {
    "0": (1, 2), "1": (0,), "2": (0,), "3": (0,), "4": (0, 1), "5": (0,), "6": (1,), "7": (0,),
    "8": (2,), "9": (1,),
}  # fmt: skip
_MIDDLE = {"0": (0.4, 0.6), "4": (0.3, 0.75), "6": (0.55, 0.9), "9": (0.1, 0.45)}


def sampled_runs(page: PageData) -> list[int]:
    """Return some runs of figures, among them one for each digit where the page has it."""
    figures = [run for run, text in enumerate(page.texts) if _FIGURE.fullmatch(text)]
    chosen: list[int] = []
    seen: dict[str, int] = defaultdict(int)
    for run in figures:
        new = [c for c in page.texts[run] if c.isdigit() and seen[c] < _LOOKS]
        if new and len(chosen) < _MOST_RUNS:
            chosen.append(run)
            for digit in page.texts[run]:
                seen[digit] += 1
    return chosen


def digits_lie(handle: int, page: PageData) -> bool | None:
    """Tell whether digits of an open page look like others; None where too few are seen.

    `handle` is pdfium's page, which is shown as it is read.
    """
    looks: dict[str, list[bool]] = defaultdict(list)
    for run in sampled_runs(page):
        for digit, glyph in _glyphs(handle, page, run):
            looks[digit].append(looks_like(digit, glyph))
    if len(looks) < _FEWEST_KINDS:
        return None
    wrong = [digit for digit, right in looks.items() if not any(right)]
    return len(wrong) >= _FEWEST_WRONG and 3 * len(wrong) > len(looks)


def _glyphs(handle: int, page: PageData, run: int) -> Iterator[tuple[str, Mask]]:
    """Yield the digits of a run with their ink."""
    text, boxes = page.letters(run)
    x0, top, x1, bottom = page.boxes[run].tolist()
    scale = _HEIGHT / max(1.0, bottom - top)
    if (x1 - x0) * scale > _LARGEST:
        return
    box = (x0 - 2, top - 1, x1 + 2, bottom + 1)
    ink = _rendered(handle, box, scale, (page.width, page.height)) < _INK
    for digit, (left, right) in zip(text, _sides(boxes, box[0], scale), strict=True):
        if digit in _HOLES:
            yield digit, ink[:, max(0, left) : right]


def _sides(boxes: FloatArray, start: float, scale: float) -> list[tuple[int, int]]:
    sides = np.round((boxes[:, 0::2] - start) * scale).astype(np.int64)
    return [(left, right) for left, right in sides.tolist()]


def _rendered(handle: int, box: Box, scale: float, size: tuple[float, float]) -> Grey:
    """Return a part of an open page in grey, `scale` pixels a point."""
    x0, top, x1, bottom = (round(side * scale) for side in box)
    pixels = np.full((bottom - top, x1 - x0), 255, dtype=np.uint8)
    height, width = pixels.shape
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, pixels.ctypes.data_as(ctypes.c_void_p), width
    )
    whole = [round(side * scale) for side in size]
    page = ctypes.cast(handle, pdfium.FPDF_PAGE)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, -x0, -top, *whole, 0, pdfium.FPDF_GRAYSCALE)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def looks_like(digit: str, ink: Mask) -> bool:
    """Tell whether ink can be the shape of a digit; a blank piece says nothing against it."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 8 or not len(columns):
        return True
    glyph = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    middles = holes(glyph)
    if len(middles) not in _HOLES[digit]:
        return False
    if len(middles) != 1:
        return True
    low, high = _MIDDLE[digit]
    return low <= middles[0] <= high


def holes(glyph: Mask) -> list[float]:
    """Return how far down each hole of a shape has its middle, from 0 to 1."""
    open_paper = np.pad(~glyph, 1, constant_values=True)
    seed = np.zeros_like(open_paper)
    seed[0, 0] = True
    inner = open_paper & ~_filled(seed, open_paper)
    found: list[float] = []
    while inner.any():
        seed = np.zeros_like(inner)
        seed.flat[int(np.argmax(inner))] = True
        hole = _filled(seed, inner)
        inner &= ~hole
        if hole.sum() > _SPECK * glyph.size:
            found.append(float((np.nonzero(hole)[0].mean() - 1) / max(1, glyph.shape[0] - 1)))
    return found


def _filled(seed: Mask, inside: Mask) -> Mask:
    """Return the part of `inside` that hangs together with `seed`, corners apart."""
    size = 0
    while size != (now := int(seed.sum())):
        size = now
        # several steps before the next count
        for _ in range(4):
            grown = seed.copy()
            grown[1:] |= seed[:-1]
            grown[:-1] |= seed[1:]
            grown[:, 1:] |= seed[:, :-1]
            grown[:, :-1] |= seed[:, 1:]
            seed = grown & inside
    return seed


def figures_enough(texts: Sequence[str]) -> bool:
    """Tell whether a page has enough different digits in figures of their own."""
    return len({c for text in texts if _FIGURE.fullmatch(text) for c in text} & set(_HOLES)) >= 5

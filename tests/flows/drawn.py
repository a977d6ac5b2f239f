"""Reports for tests of the whole way: as text, as pictures, turned, and what stands where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from contracts.catalogue import indicators
from extract.ocr.page_image import PageImage, Pixels
from flows.lettering import lettering
from tests.extract.pdf.writer import A4, PageWriter, grid

XS = (40.0, 80.0, 380.0, 460.0, 540.0)
TOP, STEP = 90.0, 26.0
HEAD = ("STT", "Chỉ tiêu", "ĐVT", "Số liệu")
ROWS = [i for i in indicators() if i.appendix == "PL4"][1:25]
_SCALE = 200 / 72


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its rows, and the figure of each row with the middle of its print in points."""

    rows: tuple[tuple[str, str, str, str], ...]
    figures: dict[str, tuple[float, float]]


def sheet(first: int, count: int, *, head: bool) -> Sheet:
    """Return some rows of a report from the catalogue, no two figures alike."""
    part = ROWS[first : first + count]
    body = [(f"{i.number}.", i.label_vi[:44], i.unit, str(217 + 43 * i.order)) for i in part]
    rows = [HEAD, *body] if head else body
    middle = (XS[3] + XS[4]) / 2
    places = {row[3]: (middle, TOP + STEP * (n + 0.5)) for n, row in enumerate(rows)}
    places.pop(HEAD[3], None)
    return Sheet(tuple(rows), places)


def printed(one: Sheet, title: bool = False) -> PageWriter:
    """Return a sheet as a page of text."""
    page = PageWriter()
    if title:
        page.text(200, 60, "Phụ lục 4")
    grid(page, XS, _ys(one), one.rows)
    return page


def photographed(one: Sheet, title: bool = False) -> PageImage:
    """Return a sheet as the picture of a page, in a font with all Vietnamese letters."""
    image = Image.new("L", (round(A4[0] * _SCALE), round(A4[1] * _SCALE)), 255)
    pen, font = ImageDraw.Draw(image), lettering(30)
    if title:
        pen.text((200 * _SCALE, 50 * _SCALE), "Phụ lục 4", fill=0, font=font)
    ys = _ys(one)
    for y in ys:
        pen.line((XS[0] * _SCALE, y * _SCALE, XS[-1] * _SCALE, y * _SCALE), fill=0, width=2)
    for x in XS:
        pen.line((x * _SCALE, ys[0] * _SCALE, x * _SCALE, ys[-1] * _SCALE), fill=0, width=2)
    for row, top in zip(one.rows, ys, strict=False):
        for number, text in enumerate(row):
            left = XS[number] + 4
            if number == 3:
                left = (XS[3] + XS[4]) / 2 - font.getlength(text) / _SCALE / 2
            pen.text((left * _SCALE, (top + 5) * _SCALE), text, fill=0, font=font)
    pixels: Pixels = np.repeat(np.asarray(image)[..., None], 3, axis=2)
    return PageImage(1, pixels, *A4)


def _ys(one: Sheet) -> list[float]:
    return [TOP + STEP * number for number in range(len(one.rows) + 1)]


def of_picture(image: PageImage, *, turned: bool = False) -> PageWriter:
    """Return a page that is a picture; `turned` has it lie on its side in the file."""
    if not turned:
        page = PageWriter((image.width, image.height))
        page.image(image.pixels, (0, 0, image.width, image.height))
        return page
    page = PageWriter((image.height, image.width), rotate=90)
    # a quarter turn to the left, which the file's own turn to the right undoes
    side = np.ascontiguousarray(np.rot90(image.pixels))
    page.image(side, (0, 0, image.height, image.width))
    return page

"""Documents as pictures, with the rows and cells drawn as they were understood.

A PDF or an image shows its own pages; of other formats each table is drawn as a grid.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extract.document import Cell, Document, Place
from extract.reader import is_image
from extract.steps import Step, begin
from flows.lettering import lettering, wrapped
from flows.table_pictures import draw_tables
from flows.understood import HEAD, Understood, understood
from transform.reading import Reading

if TYPE_CHECKING:
    from extract.ocr.page_image import PageImage

# a page, and its pixels a point
Picture = tuple[Image.Image, float]

_PDF = "application/pdf"
_DPI = 120
_POINTS = 72
_MOST_PIXELS = 12_000_000
_LABEL, _NOTE = 11, 15
# a cell that was read with less confidence bears a spot
_UNSURE = 0.7
_SPOT, _ALARM = "#e67e22", "#c0392b"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A box on a page, what is written in its corner, and whether its text is unsure."""

    page: int
    box: tuple[float, float, float, float]
    colour: str
    label: str
    opens_row: bool
    unsure: bool


def draw_document(document: Document, reading: Reading, data: bytes, folder: Path) -> list[Path]:
    """Write the pictures of a document into `folder` and return their paths.

    `data` are the bytes of the file, of a PDF without its lock. No name in the file touches a path.
    """
    if document.source.media_type == _PDF or is_image(document.source.media_type):
        return draw_pages(document, reading, data, folder)
    return draw_tables(document, reading, folder)


def draw_pages(document: Document, reading: Reading, data: bytes, folder: Path) -> list[Path]:
    """Write one PNG for each page of a PDF or an image, and return the paths.

    Each cell is framed in the colour of its row's kind and numbered by its column; the path
    of the row stands before it. A spot marks what was read with little confidence, and what
    the reader noted of a page stands below it.
    """
    marks = list(_marks(document, understood(reading)))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    # to render them would end the process as reading them did
    dead = {n.place.page for n in reading.notices if n.code == "page_left_out"}
    shown = _scanned if is_image(document.source.media_type) else _printed
    for number, (image, scale) in enumerate(shown(data, dead), start=1):
        _draw(image, [mark for mark in marks if mark.page == number], scale)
        image = _with_notes(image, [n.message for n in reading.notices if _on(n.place, number)])
        path = folder / f"{reading.source.sha256[:12]}-page-{number:03d}.png"
        image.save(path)
        written.append(path)
    return written


def _printed(data: bytes, dead: Container[int | None]) -> Iterator[Picture]:
    """Yield the pages of a PDF, blank paper for those in `dead`."""
    with pdfium.PdfDocument(data) as pages:
        # fields of a form are drawn by it
        pages.init_forms()
        for number in range(1, len(pages) + 1):
            begin(Step(page=number))
            yield _blank() if number in dead else _rendered(pages, number)


def _scanned(data: bytes, dead: Container[int | None]) -> Iterator[Picture]:
    """Yield the pages of an image file, blank paper for those in `dead`."""
    from extract.ocr.image_file import ImagePictures
    from extract.ocr.read import BROKEN

    with ImagePictures(data) as pages:
        for number in range(1, pages.page_count + 1):
            begin(Step(page=number))
            try:
                page = pages.image(number) if number not in dead else None
            except BROKEN:
                page = None
            yield _blank() if page is None else _reduced(page)


def _reduced(page: PageImage) -> Picture:
    scale = _DPI / _POINTS
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    return Image.fromarray(page.pixels).convert("RGB").resize(size), scale


def _on(place: Place, number: int) -> bool:
    return place.page == number


def _marks(document: Document, known: Understood) -> Iterator[_Mark]:
    for fragment in document.fragments():
        for row in fragment.rows:
            yield from (mark for cell in row if (mark := _mark(cell, known)))


def _mark(cell: Cell, known: Understood) -> _Mark | None:
    place = cell.place
    if place.page is None or place.box is None or cell.covered:
        return None
    colour, label, opens = known.get(place, (HEAD, "", False))
    unsure = bool(cell.text) and cell.confidence is not None and cell.confidence < _UNSURE
    return _Mark(place.page, place.box, colour, label, opens, unsure)


def _rendered(pages: pdfium.PdfDocument, number: int) -> Picture:
    """Return the picture of a page and its pixels a point; blank paper for a broken page."""
    try:
        page = pages[number - 1]
    except pdfium.PdfiumError:
        return _blank()
    try:
        width, height = page.get_size()
        scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()
    return image, scale


def _blank() -> Picture:
    return Image.new("RGB", (800, 200), "white"), _DPI / _POINTS


def _draw(image: Image.Image, marks: Sequence[_Mark], scale: float) -> None:
    pen, font = ImageDraw.Draw(image), lettering(_LABEL)
    for mark in marks:
        x0, top, x1, bottom = (side * scale for side in mark.box)
        if x1 - x0 < 4 or bottom - top < 4:
            continue
        pen.rectangle((x0 + 1, top + 1, x1 - 1, bottom - 1), outline=mark.colour, width=2)
        if mark.label:
            width = pen.textlength(mark.label, font=font) + 6
            # row paths stand before their row, where they hide no print
            left = max(0, x0 - width - 1) if mark.opens_row else x1 - width - 1
            pen.rectangle((left, top + 2, left + width, top + _LABEL + 4), fill=mark.colour)
            pen.text((left + 3, top + 1), mark.label, fill="white", font=font)
        if mark.unsure:
            pen.ellipse((x0 + 3, bottom - 11, x0 + 11, bottom - 3), fill=_SPOT)


def _with_notes(image: Image.Image, notes: Sequence[str]) -> Image.Image:
    """Return the picture with sentences on a strip below it."""
    if not notes:
        return image
    font = lettering(_NOTE)
    lines = [line for note in notes for line in wrapped(f"! {note}", image.width - 20, _NOTE)]
    height = (_NOTE + 5) * len(lines) + 12
    taller = Image.new("RGB", (image.width, image.height + height), "white")
    taller.paste(image, (0, 0))
    pen = ImageDraw.Draw(taller)
    for number, line in enumerate(lines):
        pen.text((10, image.height + 6 + (_NOTE + 5) * number), line, fill=_ALARM, font=font)
    return taller

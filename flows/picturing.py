"""Pages as pictures with the rows and cells drawn as they were understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from extract.document import Place
from transform.reading import LogicalTable, Reading

_DPI = 110
_POINTS = 72
_COLOURS = {"section": "#7b3fa0", "group": "#1f6fb2", "item": "#2e8b57", "total": "#b8860b"}
_HELD = "#c0392b"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A box on a page with what is written beside it."""

    page: int
    box: tuple[float, float, float, float]
    colour: str
    label: str = ""


def draw_pages(reading: Reading, data: bytes, folder: Path) -> list[Path]:
    """Write one PNG for each page of a PDF that holds a table, and return the paths.

    Each cell is framed in the colour of its row's kind (section violet, group blue, item
    green, total gold; red where the table is on hold) and numbered by its row's path.
    """
    marks = [mark for table in reading.tables for mark in _marks(table)]
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with pdfium.PdfDocument(data) as document:
        for number in sorted({mark.page for mark in marks}):
            image = _rendered(document, number)
            _draw(image, [mark for mark in marks if mark.page == number])
            path = folder / f"{reading.source.sha256[:12]}-page-{number:03d}.png"
            image.save(path)
            written.append(path)
    return written


def _marks(table: LogicalTable) -> Iterator[_Mark]:
    for row in table.rows:
        colour = _HELD if table.held else _COLOURS[row.kind]
        for index, place in enumerate(dict.fromkeys((*row.cell_places, *row.places))):
            if place.page is not None and place.box is not None:
                yield _Mark(place.page, place.box, colour, _label(row.path, index, place))


def _label(path: str, index: int, place: Place) -> str:
    return path if index == 0 and place.box is not None else ""


def _rendered(document: pdfium.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    try:
        image: Image.Image = page.render(scale=_DPI / _POINTS).to_pil().convert("RGB")
    finally:
        page.close()
    return image


def _draw(image: Image.Image, marks: Sequence[_Mark]) -> None:
    pen = ImageDraw.Draw(image)
    scale = _DPI / _POINTS
    for mark in marks:
        x0, top, x1, bottom = (side * scale for side in mark.box)
        pen.rectangle((x0 + 1, top + 1, x1 - 1, bottom - 1), outline=mark.colour, width=2)
        if mark.label:
            pen.text((x0 + 3, top + 2), mark.label, fill=mark.colour)

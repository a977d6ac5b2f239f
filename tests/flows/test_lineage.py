"""Every figure in the warehouse leads back to its cell: random ones are looked up on the page."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from contracts.layouts import project_layouts
from contracts.schema import fact_figure
from extract.document import Source
from extract.ocr.page_image import PageImage
from extract.ocr.tesseract import read_words
from extract.pdf import read_pdf
from load.engine import make_engine
from load.ledger import Versions
from load.warehouse import open_warehouse
from tests.extract.ocr.pictures import grainy, needs_tesseract, turned
from tests.extract.pdf.writer import PageWriter, pdf
from tests.flows.drawn import Sheet, of_picture, photographed, printed, sheet
from transform.frames import frames_of
from transform.read import read

Row = Mapping[str, object]
SHEETS = (sheet(0, 10, head=True), sheet(10, 10, head=False))
COUNT = 20


def loaded(tmp_path: Path, data: bytes) -> Sequence[Row]:
    """Load a PDF into a fresh warehouse and return some of its figures, drawn at random."""
    source = Source("a.pdf", "ab" * 32, "application/pdf", len(data))
    reading = read(read_pdf(data, source), project_layouts())
    url = f"sqlite:///{tmp_path / 'w.sqlite'}"
    with open_warehouse(url) as warehouse:
        run = warehouse.start_run("ingest", Versions("1", "1", "1"), None)
        warehouse.load(run, frames_of([reading]))
        warehouse.finish_run(run)
    engine = make_engine(url)
    with engine.connect() as connection:
        rows = list(connection.execute(sa.select(fact_figure)).mappings())
    engine.dispose()
    assert len(rows) == COUNT
    return random.Random(7).sample([dict(row) for row in rows], 12)


def box_of(row: Row) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = map(float, str(row["place_box"]).split())
    return x0, top, x1, bottom


def sheet_of(figure: str) -> Sheet:
    return next(one for one in SHEETS if figure in one.figures)


@pytest.mark.parametrize("rotate", [0, 90, 180])
def test_figures_of_a_born_digital_report(tmp_path: Path, rotate: int) -> None:
    pages = [printed(one, title=number == 0) for number, one in enumerate(SHEETS)]
    pages[1] = as_shown(pages[1], rotate)
    data = pdf(pages)
    with pdfium.PdfDocument(data) as document:
        for row in loaded(tmp_path, data):
            assert printed_in(document, row) == row["printed"]


def as_shown(page: PageWriter, rotate: int) -> PageWriter:
    """Return a page whose content lies turned in the file, and which the file turns upright."""
    width, height = page.size
    matrix = {0: "1 0 0 1 0 0", 90: f"0 1 -1 0 {height} 0", 180: f"-1 0 0 -1 {width} {height}"}
    turned_page = PageWriter((height, width) if rotate == 90 else (width, height), rotate=rotate)
    turned_page.parts = [f"{matrix[rotate]} cm", *page.parts]
    return turned_page


def printed_in(document: pdfium.PdfDocument, row: Row) -> str:
    """Return the text inside the box of a figure, however the page is turned."""
    page = document[int(str(row["place_page"])) - 1]
    x0, top, x1, bottom = box_of(row)
    width, height = page.get_size()
    corners = {
        0: (x0, height - bottom, x1, height - top),
        90: (top, x0, bottom, x1),
        180: (width - x1, top, width - x0, bottom),
    }
    return str(page.get_textpage().get_text_bounded(*corners[page.get_rotation()])).strip()


SCANS: dict[str, Callable[[PageImage], PageWriter]] = {
    "clean": of_picture,
    "askew, with grain": lambda image: of_picture(grainy(turned(image, 0.7))),
    "on its side in the file": lambda image: of_picture(image, turned=True),
}


@needs_tesseract
@pytest.mark.parametrize("name", SCANS)
def test_figures_of_a_report_with_a_scanned_page(tmp_path: Path, name: str) -> None:
    scan = SCANS[name](photographed(SHEETS[1]))
    data = pdf([printed(SHEETS[0], title=True), scan])
    rows = loaded(tmp_path, data)
    assert {row["place_page"] for row in rows} == {1, 2}
    with pdfium.PdfDocument(data) as document:
        for row in rows:
            seen = printed_in if row["place_page"] == 1 else shown_in
            assert seen(document, row) == row["printed"]
            x, y = sheet_of(str(row["printed"])).figures[str(row["printed"])]
            x0, top, x1, bottom = box_of(row)
            # a page that is askew has its figures off by some points
            assert x0 - 8 < x < x1 + 8 and top - 8 < y < bottom + 8
            assert x1 - x0 < 100 and bottom - top < 45


def shown_in(document: pdfium.PdfDocument, row: Row) -> str:
    """Return what is read in the part of the page that the box of a figure cuts out."""
    page = document[int(str(row["place_page"])) - 1]
    scale = 200 / 72
    x0, top, x1, bottom = (round(side * scale) for side in box_of(row))
    picture = page.render(scale=scale).to_pil().convert("L")
    # the rules around the cell stay behind
    cut = np.asarray(picture.crop((x0 + 5, top + 5, x1 - 5, bottom - 5)), dtype=np.uint8)
    cut = np.pad(cut, 20, constant_values=255)
    words = read_words([cut], mode=7, dpi=200, seconds=30)
    return "".join(word.text for word in words)

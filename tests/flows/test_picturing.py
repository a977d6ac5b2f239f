from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from typer.testing import CliRunner

from contracts.catalogue import indicators
from contracts.layouts import project_layouts
from extract.document import Source
from extract.pdf import read_pdf
from flows.cli import app
from flows.picturing import draw_pages
from tests.extract.pdf.writer import PageWriter, grid, pdf
from transform.read import read
from transform.reading import Reading

XS = (40.0, 80.0, 400.0, 470.0, 540.0)
ROWS = [i for i in indicators() if i.appendix == "PL4"][1:13]


def report(pages: int = 2) -> bytes:
    """Return a small report with one table over some pages, each figure another."""
    writers = []
    for number in range(pages):
        page = PageWriter()
        part = ROWS[number * 6 : number * 6 + 6]
        lines = [(f"{i.number}.", i.label_vi[:56], i.unit, str(100 + i.order)) for i in part]
        head = [("STT", "Chỉ tiêu", "ĐVT", "Số liệu")] if number == 0 else []
        if number == 0:
            page.text(200, 60, "Phụ lục 4")
        rows = [*head, *lines]
        grid(page, XS, [90.0 + 24 * i for i in range(len(rows) + 1)], rows)
        writers.append(page)
    return pdf(writers)


def reading_of(data: bytes) -> Reading:
    source = Source("a.pdf", "ab" * 32, "application/pdf", len(data))
    return read(read_pdf(data, source), project_layouts())


@pytest.fixture(scope="module")
def data() -> bytes:
    return report()


def test_every_figure_stands_in_the_box_it_is_said_to_stand_in(data: bytes) -> None:
    (table,) = reading_of(data).tables
    column = table.column("value")
    assert len(table.rows) == len(ROWS)
    with pdfium.PdfDocument(data) as document:
        for row in table.rows:
            place = row.place_of(column)
            assert place.page is not None and place.box is not None and row.value is not None
            page = document[place.page - 1]
            x0, top, x1, bottom = place.box
            height = page.get_height()
            text = page.get_textpage().get_text_bounded(x0, height - bottom, x1, height - top)
            assert text.strip() == row.value.printed


def test_each_page_with_a_table_becomes_a_picture(tmp_path: Path, data: bytes) -> None:
    paths = draw_pages(reading_of(data), data, tmp_path / "out")
    assert [p.name[-12:] for p in paths] == ["page-001.png", "page-002.png"]
    pixels = np.asarray(Image.open(paths[0]).convert("RGB")).reshape(-1, 3)
    item_green = (46, 139, 87)
    assert np.count_nonzero((pixels == item_green).all(axis=1)) > 1000


def test_no_file_name_of_a_document_touches_the_path(tmp_path: Path, data: bytes) -> None:
    odd = tmp_path / "..evil name.pdf"
    odd.write_bytes(data)
    result = CliRunner().invoke(app, ["inspect", str(odd), "--picture", str(tmp_path / "out")])
    assert result.exit_code == 0
    names = [p.name for p in (tmp_path / "out").iterdir()]
    assert len(names) == 2
    assert all("evil" not in name for name in names)


def test_other_formats_have_no_pages_to_draw(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("STT\tNội dung\tChủ trì\n1\tViệc\tSở A\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["inspect", str(path), "--picture", str(tmp_path / "out")])
    assert "only PDFs" in result.stderr
    assert result.exit_code == 0


def test_rows_are_numbered_as_they_are_understood(data: bytes) -> None:
    (table,) = reading_of(data).tables
    pages = [row.place.page for row in table.rows]
    assert [len(list(group)) for _, group in itertools.groupby(pages)] == [6, 6]
    assert [row.code for row in table.rows] == [i.code for i in ROWS]

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extract.document import TableFragment, TextBlock
from extract.ocr import page_read
from extract.ocr.digits import Reading
from extract.ocr.page_image import PageImage
from extract.ocr.page_read import ScannedPage, read_page
from tests.extract.ocr.pictures import (
    FIGURES,
    XS,
    YS,
    figures,
    grainy,
    needs_tesseract,
    prose,
    quarter_turned,
    rendered,
    stamped,
    table_page,
    turned,
)
from tests.extract.pdf.writer import PageWriter, grid

pytestmark = needs_tesseract


def _table(page: ScannedPage) -> TableFragment:
    (found,) = (block for block in page.blocks if isinstance(block, TableFragment))
    return found


@pytest.fixture(scope="module")
def image() -> PageImage:
    return rendered(table_page())


def test_a_page_gives_its_lines_and_its_table(image: PageImage) -> None:
    page = read_page(image)
    lines = [block.text for block in page.blocks if isinstance(block, TextBlock)]
    assert len(lines) == 2
    assert lines[0].endswith("2024")
    table = _table(page)
    assert figures(table.rows) == FIGURES
    assert [len(row) for row in table.rows] == [4, 4, 4, 4]
    assert table.rows[0][1].text.startswith("Indicators")


def test_every_cell_has_confidence_backend_and_place(image: PageImage) -> None:
    rows = _table(read_page(image)).rows
    assert {cell.backend for row in rows for cell in row} == {"ocr"}
    assert all(cell.confidence and 0 < cell.confidence <= 1 for row in rows for cell in row)
    assert rows[1][3].place.page == 1
    assert rows[1][3].place.box == pytest.approx((XS[3], YS[1], XS[4], YS[2]), abs=1.5)


@pytest.mark.parametrize("degrees", [-1.5, 0.4])
def test_a_page_that_lies_askew_reads_the_same(image: PageImage, degrees: float) -> None:
    found = _table(read_page(grainy(turned(image, degrees))))
    assert figures(found.rows) == FIGURES
    box = found.rows[1][3].place.box
    assert box is not None
    pixels = turned(image, degrees).pixels
    cut = pixels[round(box[1] * 200 / 72) : round(box[3] * 200 / 72)]
    assert (cut[:, round(box[0] * 200 / 72) : round(box[2] * 200 / 72)] < 100).any()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(turns: int) -> None:
    page = table_page()
    prose(page, 240, 20)
    upright = rendered(page)
    found = _table(read_page(quarter_turned(upright, turns)))
    assert figures(found.rows) == FIGURES
    box = found.place.box
    assert box is not None
    wide = box[2] - box[0] > box[3] - box[1]
    assert wide == (turns == 2)


def test_a_stamp_over_the_table_does_not_stop_it(image: PageImage) -> None:
    assert figures(_table(read_page(stamped(image, 400, 150))).rows) == FIGURES


def test_a_second_reading_that_differs_is_kept(
    image: PageImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(pictures: Sequence[object]) -> list[Reading]:
        return [Reading("148", 0.2) for _ in pictures]

    monkeypatch.setattr(page_read, "second_reader", lambda: other)
    cell = _table(read_page(image)).rows[1][3]
    assert (cell.text, cell.alternatives, cell.confidence) == ("143", ("148",), 0.2)


def test_without_a_second_reader_a_page_is_read_once(
    image: PageImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_read, "second_reader", lambda: None)
    assert _table(read_page(image)).rows[1][3].text == "143"


def test_an_empty_page_gives_nothing() -> None:
    assert read_page(rendered(PageWriter())).blocks == ()


def test_a_number_that_goes_on_in_a_second_line_is_one() -> None:
    page = PageWriter()
    rows = [("STT", "Names", "Units", "Figures"), *(("", f"Line {k}", "Plans", "7") for k in "abc")]
    heights = (100.0, 124.0, 160.0, 196.0, 232.0)
    grid(page, XS, heights, rows, size=12)
    for top in heights[1:4]:
        page.text(58, top + 14, "3.2.", 12)
        page.text(66, top + 30, "1", 12)
    table = _table(read_page(rendered(page)))
    assert [row[0].text for row in table.rows[1:]] == ["3.2.1"] * 3


def test_a_lone_letter_beside_a_table_is_dirt() -> None:
    page = table_page()
    page.text(30, 30, "Z", 24)
    lines = [b.text for b in read_page(rendered(page)).blocks if isinstance(b, TextBlock)]
    assert len(lines) == 2

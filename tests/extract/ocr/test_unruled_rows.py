from __future__ import annotations

import numpy as np
import pytest

from extract.document import TableFragment
from extract.ocr.page_image import Pixels
from extract.ocr.page_read import read_page
from extract.ocr.unruled_rows import row_rules
from extract.page.grid import Grid, Slot
from extract.page.page import Box
from tests.extract.ocr.pictures import needs_tesseract, rendered
from tests.extract.pdf.writer import PageWriter

SCALE = 2.0
HEIGHTS = (30.0, 60.0, 90.0)


def _grid() -> Grid:
    cells = (Slot(0, 0, 1, 1), Slot(0, 1, 1, 2))
    return Grid((10.0, 40.0, 190.0), (10.0, 110.0), cells, ((0, 1),), True)


def _words(*texts: str) -> list[tuple[str, Box]]:
    return [(text, (15.0, y - 4, 30.0, y + 4)) for text, y in zip(texts, HEIGHTS, strict=True)]


def _page() -> Pixels:
    page = np.full((240, 400), 255, np.uint8)
    for y in HEIGHTS:
        page[round((y - 8) * SCALE) : round((y + 8) * SCALE), 100:300] = 0
    return page


def test_rows_are_parted_between_their_numbers() -> None:
    found = row_rules(_page(), [_grid()], _words("1", "2.", "III"), SCALE)
    assert found[:, 1].tolist() == pytest.approx([44.7, 74.7], abs=0.6)
    assert set(found[:, 0]) == {10.0} and set(found[:, 2]) == {190.0}


def test_lines_of_words_are_no_rows() -> None:
    assert not len(row_rules(_page(), [_grid()], _words("Sở", "Nội", "vụ"), SCALE))


def test_numbers_that_no_blank_strip_parts_are_left() -> None:
    page = _page()
    page[80:200, 200:220] = 0
    assert not len(row_rules(page, [_grid()], _words("1", "2", "3"), SCALE))


@needs_tesseract
def test_a_table_ruled_between_its_columns_only_is_read_row_by_row() -> None:
    page = PageWriter()
    for x in (50, 90, 300, 400):
        page.line(x, 100, x, 260)
    for y in (100, 124, 260):
        page.line(50, y, 400, y)
    for x, text in ((60, "STT"), (100, "Indicators"), (320, "Figures")):
        page.text(x, 116, text, 12)
    for number, y in enumerate((140, 172, 204, 236), start=1):
        page.text(66, y, str(number), 12)
        page.text(100, y, f"Number of offices {number}", 12)
        page.text(330, y, str(140 + number), 12)
    (table,) = (b for b in read_page(rendered(page)).blocks if isinstance(b, TableFragment))
    assert [[c.text for c in row][::2] for row in table.rows[1:]] == [
        [str(number), str(140 + number)] for number in (1, 2, 3, 4)
    ]

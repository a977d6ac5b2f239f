from __future__ import annotations

import numpy as np

from extract.ocr.montage import PixelBox, block_items, cell_items, montage, printed_part
from extract.ocr.page_image import Pixels
from extract.page.grid import Grid, Slot

SCALE = 2.0


def _page() -> Pixels:
    return np.full((400, 400), 255, np.uint8)


def _grid() -> Grid:
    cells = (Slot(0, 0, 1, 1), Slot(0, 1, 1, 2))
    return Grid((10.0, 60.0, 110.0), (10.0, 40.0), cells, ((0, 1),), True)


def test_a_point_of_the_montage_leads_back_to_the_page() -> None:
    page = _page()
    page[40:60, 140:160] = 0
    page[30:50, 30:60] = 0
    items = cell_items(page, [_grid()], SCALE)
    column = montage(items, SCALE)
    for y, x in zip(*np.nonzero(column.pixels == 0), strict=True):
        _, left, top = column.source(float(x), float(y))
        assert page[int(top), int(left)] == 0


def test_blank_cells_are_left_out_and_the_first_column_is_known() -> None:
    page = _page()
    page[30:50, 30:60] = 0
    assert [item.first_column for item in cell_items(page, [_grid()], SCALE)] == [True]


def test_specks_and_the_remains_of_a_rule_are_no_print() -> None:
    page = _page()
    page[50:52, 50:52] = 0
    page[20:60, 20:22] = 0
    assert printed_part(page, PixelBox(20, 20, 100, 80), SCALE) is None


def test_a_decimal_point_amid_digits_is_kept_and_a_speck_beside_them_is_not() -> None:
    page = _page()
    page[40:60, 40:50] = 0
    page[58:60, 53:55] = 0
    page[40:60, 58:68] = 0
    page[58:60, 74:76] = 0
    item = printed_part(page, PixelBox(20, 20, 100, 80), SCALE)
    assert item is not None
    shift = (item.box.x0, item.box.y0)
    assert item.pixels[58 - shift[1], 53 - shift[0]] == 0
    assert item.box.x1 < 74


def test_a_dash_is_print() -> None:
    page = _page()
    page[50:52, 50:58] = 0
    item = printed_part(page, PixelBox(20, 20, 100, 80), SCALE)
    assert item is not None
    assert item.box.x0 <= 50 and item.box.x1 >= 58


def test_text_in_two_columns_is_two_blocks() -> None:
    page = _page()
    page[300:316, 20:150] = 0
    page[300:316, 220:380] = 0
    blocks = block_items(page, [_grid()], SCALE)
    assert sorted(block.box.x0 // 100 for block in blocks) == [0, 2]


def test_what_lies_in_a_table_is_in_no_block() -> None:
    page = _page()
    page[30:50, 30:60] = 0
    assert block_items(page, [_grid()], SCALE) == []


def _lines(page: Pixels, x: int, tops: tuple[int, ...]) -> None:
    for top in tops:
        page[top : top + 12, x : x + 80] = 0


def test_columns_whose_lines_lie_at_different_heights_are_read_apart() -> None:
    page = _page()
    _lines(page, 40, (100, 118, 136))
    _lines(page, 132, (109, 127))
    boxes = sorted(item.box[::2] for item in block_items(page, [], SCALE))
    assert len(boxes) == 2
    assert boxes[0][1] < 132 <= boxes[1][0] + 3


def test_level_lines_with_a_gap_in_them_are_one_block() -> None:
    page = _page()
    _lines(page, 40, (100, 118, 136))
    _lines(page, 132, (100, 118, 136))
    assert len(block_items(page, [], SCALE)) == 1

from __future__ import annotations

import pytest

from extract.document import Place
from tests.helpers import read_tables, table_text
from transform.cells import cell_ref, cell_text, has_word, letter_ref, opens_with

TEXT = table_text(
    [["STT", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Thời hạn hoàn thành"]],
    [["1", "Rà soát quy trình", "Văn phòng Sở", "Quý II/2024"]],
)


def test_a_cell_is_named_by_appendix_row_and_printed_heading() -> None:
    (table,), _ = read_tables(TEXT)
    (row,) = table.rows
    ref = cell_ref(table, row, "deadline")
    assert (ref.row, ref.column, ref.place) == ("1", "Thời hạn hoàn thành", row.place)
    assert cell_text(table, row, "deadline") == "Quý II/2024"


def test_a_column_that_the_table_lacks_has_no_name_and_no_text() -> None:
    (table,), _ = read_tables(TEXT)
    (row,) = table.rows
    assert cell_ref(table, row, "note").column is None
    assert cell_text(table, row, "note") == ""


def test_the_letter_itself_is_no_cell() -> None:
    ref = letter_ref(Place(line=3))
    assert (ref.appendix, ref.row, ref.column, ref.place) == (None, None, None, Place(line=3))


@pytest.mark.parametrize(
    ("text", "anywhere", "first"),
    [
        ("Tổng số hồ sơ", True, True),
        ("  - TỔNG SỐ:", True, True),
        ("Trong đó tổng số", True, False),
        ("Tổng sốt", False, False),
        ("", False, False),
    ],
)
def test_words_count_as_whole_words_in_any_case(text: str, anywhere: bool, first: bool) -> None:
    assert has_word(text, ["tổng số"]) is anywhere
    assert opens_with(text, ["tổng số"]) is first

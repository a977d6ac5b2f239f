"""Files of separated values, as office programs of several languages write them."""

from __future__ import annotations

import csv
import io

import pytest

from extract.document import Document, TableFragment, TextBlock
from extract.errors import UnreadableError
from tests.extract.office import read, texts

ROWS = [
    ["STT", "Nội dung", "Tỷ lệ (%)"],
    ["1", 'Rà soát; cắt giảm "một cửa", hồ sơ', "99,6"],
    ["", "Cộng", "1.204"],
]


def _read(rows: list[list[str]], separator: str, encoding: str = "utf-8") -> Document:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return read(buffer.getvalue().encode(encoding), "x.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(separator: str) -> None:
    [fragment] = _read(ROWS, separator, "utf-8-sig").fragments()
    assert texts(fragment) == ROWS


def test_a_record_with_one_value_is_a_line_above_the_table() -> None:
    blank = ["", "", ""]
    document = _read([["Biểu 4", "", ""], ["", "KẾT QUẢ", ""], blank, *ROWS], ";")
    first, second, table = document.blocks
    assert isinstance(first, TextBlock)
    assert isinstance(second, TextBlock)
    assert (first.text, second.text) == ("Biểu 4", "KẾT QUẢ")
    assert isinstance(table, TableFragment)
    assert table.place.line == 4


def test_a_line_break_in_a_value_is_a_blank_and_lines_are_counted_on() -> None:
    [fragment] = _read(
        [ROWS[0], ["1", "Rà soát\nthủ tục", "5"], ["2", "Kiểm tra", "6"]], ","
    ).fragments()
    assert texts(fragment)[1][1] == "Rà soát thủ tục"
    assert [row[0].place.line for row in fragment.rows] == [1, 2, 4]


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(UnreadableError):
        read(b"", "x.csv")


@pytest.mark.parametrize("limit", [131_072, 10**9])
def test_a_value_of_a_whole_file_is_refused_whatever_the_process_allows(limit: int) -> None:
    before = csv.field_size_limit(limit)
    try:
        with pytest.raises(UnreadableError) as caught:
            read(b"a;" + b"b" * 200_000 + b"\n1;2\n", "x.csv")
    finally:
        csv.field_size_limit(before)
    assert caught.value.code == "broken_table"

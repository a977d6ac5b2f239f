from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Source, TableFragment, TextBlock
from extract.errors import UnreadableError
from extract.text import read_text, strip_markup
from tests.helpers import text_document


def test_lines_become_text_and_rows_with_their_line() -> None:
    document = text_document("# BÁO CÁO\n\nSTT\tNội dung\n1\t<b>Một</b>\n\nHết\n")
    heading, table, end = document.blocks
    assert isinstance(heading, TextBlock)
    assert (heading.text, heading.bold, heading.place.line) == ("BÁO CÁO", True, 1)
    assert isinstance(table, TableFragment)
    assert [[c.text for c in row] for row in table.rows] == [["STT", "Nội dung"], ["1", "Một"]]
    assert table.rows[1][1].bold
    assert table.rows[1][0].place.line == 4
    assert isinstance(end, TextBlock)


def test_a_blank_line_or_form_feed_ends_a_fragment() -> None:
    for page_end in ("\n\n", "\n\f"):
        document = text_document(f"a\tb{page_end}c\td")
        assert [len(f.rows) for f in document.fragments()] == [1, 1]


def test_pipe_tables_lose_their_rule_line() -> None:
    document = text_document("| STT | Nội dung |\n|---|---|\n| 1 | Một |\n")
    (table,) = document.fragments()
    assert [[c.text for c in row] for row in table.rows] == [["STT", "Nội dung"], ["1", "Một"]]


def test_a_line_without_tabs_between_rows_spans_the_table() -> None:
    document = text_document("1\tMột\tx\nI. Phần chung\n2\tHai\ty\n")
    (table,) = document.fragments()
    assert [cell.column_span for cell in table.rows[1]] == [3]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("( <i>bao gồm</i> )", "( bao gồm )"),
        ("**Phụ lục****KẾ HOẠCH**", "Phụ lục KẾ HOẠCH"),
        ("143<sup>1</sup>", "143"),
        ("<p>một</p><p>hai</p>", "một hai"),
        ('<p style="text-align:center">một</p><div class="x">hai</div>', "một hai"),
        ("a < b > c", "a < b > c"),
        ("a <p b", "a <p b"),
        ("một\u00a0hai  ba", "một hai ba"),
    ],
)
def test_markup_goes_and_words_stay(printed: str, read: str) -> None:
    assert strip_markup(printed) == read


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_text(b" \n\t ", Source("e.txt", "0", "text/plain", 4))
    assert caught.value.code == "empty"


@given(st.lists(st.lists(st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True), min_size=2, max_size=4)))
def test_no_row_and_no_cell_is_lost(rows: list[list[str]]) -> None:
    document = text_document("\n".join("\t".join(row) for row in rows) or "x")
    read = [[c.text for c in row] for f in document.fragments() for row in f.rows]
    assert read == rows


def table_rows(text: str) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in f.rows] for f in text_document(text).fragments()]


def test_a_line_break_inside_a_cell_cuts_no_row() -> None:
    text = "STT\tNhiệm vụ\tChủ trì\n1\tRà soát thủ tục\nnội bộ\tSở A\n2\tKiểm tra\tSở B"
    assert table_rows(text)[0][1] == ["1", "Rà soát thủ tục nội bộ", "Sở A"]


def test_an_indented_paragraph_is_no_row() -> None:
    assert table_rows("\tCăn cứ Luật;\n\tTheo đề nghị của Sở\n") == []
    assert table_rows("Việc\tHạn\nRà soát và\tQuý I\n\t(dự kiến)") == [
        [["Việc", "Hạn"], ["Rà soát và", "Quý I"], ["", "(dự kiến)"]]
    ]


def test_a_page_number_between_rows_is_no_row() -> None:
    text = "1\ta\tb\n- 3 -\n2\tc\td"
    assert table_rows(text) == [[["1", "a", "b"]], [["2", "c", "d"]]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| a | b | c |\n|---|:-:|---|\n| | 1 | |", [["a", "b", "c"], ["", "1", ""]]),
        ("a | b | c\n--- | --- | ---\n1 | 2 | 3", [["a", "b", "c"], ["1", "2", "3"]]),
        ("| a\\|b | c | d |", [["a|b", "c", "d"]]),
        ("|| 1 | 2 |", [["", "1", "2"]]),
    ],
)
def test_tables_of_bars(text: str, rows: list[list[str]]) -> None:
    assert table_rows(text) == [rows]


def test_a_menu_of_one_line_is_no_table() -> None:
    assert table_rows("Trang chủ | Giới thiệu | Liên hệ") == []


def test_a_blank_first_cell_without_enclosing_bars_is_a_cell() -> None:
    text = "1 | Sở A | 3\n | Tổng cộng | 3\n | | 4"
    assert table_rows(text) == [[["1", "Sở A", "3"], ["", "Tổng cộng", "3"], ["", "", "4"]]]


def test_columns_of_blanks_are_read_as_a_table() -> None:
    text = "STT  Xã         Hồ sơ\n1    Đại Đồng      12\n2    Hưng Đạo       4"
    assert table_rows(text) == [
        [["STT", "Xã", "Hồ sơ"], ["1", "Đại Đồng", "12"], ["2", "Hưng Đạo", "4"]]
    ]


def test_drawn_boxes_are_tables() -> None:
    lines = [
        "┌─────┬──────────┐",
        "│ STT │ Nội dung │",
        "╞═════╪══════════╡",
        "│ 1   │ Một      │",
        "└─────┴──────────┘",
    ]
    (table,) = text_document("\n".join(lines) + "\n").fragments()
    assert [[c.text for c in row] for row in table.rows] == [["STT", "Nội dung"], ["1", "Một"]]


def test_lines_that_a_break_cut_make_a_row_though_hardly_one_is_whole() -> None:
    lines = [
        "STT\tNội dung\tChủ trì",
        "1\tRà soát, hệ thống",
        "hóa\tSở A",
        "2\tSắp xếp",
        "đơn vị\tSở B",
    ]
    (table,) = text_document("\n".join(lines) + "\n").fragments()
    assert [row[1].text for row in table.rows] == [
        "Nội dung",
        "Rà soát, hệ thống hóa",
        "Sắp xếp đơn vị",
    ]


def test_what_a_spreadsheet_saves_as_text_is_unquoted_and_its_captions_are_lines() -> None:
    text = 'Phụ lục 7\t\t\n\t\t\nSTT\tNội dung\tGhi chú\n1\t"""Nhóm 2"": 03"\t"a"\n'
    caption, table = text_document(text).blocks
    assert isinstance(caption, TextBlock)
    assert isinstance(table, TableFragment)
    assert caption.text == "Phụ lục 7"
    assert [cell.text for cell in table.rows[1]] == ["1", '"Nhóm 2": 03', '"a"']

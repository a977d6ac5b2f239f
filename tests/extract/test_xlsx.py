"""Workbooks: what a sheet shows, where its tables are, and what is hidden."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from extract.document import Document, TableFragment
from extract.errors import UnreadableError
from extract.xlsx.formats import shown
from tests.extract.office import read, texts

LINE = Side(style="thin")
RULED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")


def _workbook() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def _fill(sheet: Worksheet, top: int, rows: Sequence[Sequence[Any]], *, ruled: bool = True) -> None:
    for r, values in enumerate(rows, start=top):
        for c, value in enumerate(values, start=1):
            made = sheet.cell(r, c, value)
            if ruled:
                made.border = RULED


def _bytes(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _read(book: openpyxl.Workbook) -> Document:
    return read(_bytes(book), "x.xlsx")


def _lines(document: Document) -> list[str]:
    return [block.text for block in document.text_blocks()]


def _one(document: Document) -> TableFragment:
    [fragment] = document.fragments()
    return fragment


@pytest.mark.parametrize("ruled", [True, False])
def test_captions_stand_above_the_table_and_notes_below(ruled: bool) -> None:
    book, sheet = _workbook()
    sheet["A1"] = "Phụ lục 4"
    sheet["A2"] = "THỐNG KÊ SỐ LIỆU"
    sheet["A3"] = "(Ban hành kèm theo Báo cáo số 12/BC-STC ngày 05/3/2025)"
    _fill(sheet, 5, [HEAD, (1, "Số hồ sơ", "Hồ sơ", 12, None), (2, "Số thủ tục", "TT", 7, None)],
          ruled=ruled)  # fmt: skip
    sheet["A9"] = "Ghi chú: số liệu tạm tính"
    document = _read(book)
    assert _lines(document) == [
        "Phụ lục 4",
        "THỐNG KÊ SỐ LIỆU",
        "(Ban hành kèm theo Báo cáo số 12/BC-STC ngày 05/3/2025)",
        "Ghi chú: số liệu tạm tính",
    ]
    assert texts(_one(document))[1] == ["1", "Số hồ sơ", "Hồ sơ", "12", ""]
    assert isinstance(document.blocks[3], TableFragment)


def test_every_cell_knows_its_sheet_and_reference() -> None:
    book, sheet = _workbook()
    sheet.title = "Biểu tổng"
    _fill(sheet, 4, [HEAD, (1, "a", "b", 2, "c")])
    fragment = _one(_read(book))
    assert fragment.rows[1][3].place.as_dict() == {"sheet": "Biểu tổng", "cells": "D5"}


def test_merged_headers_are_spans() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [("STT", "Chỉ tiêu", "Kết quả", None), (None, None, "Đơn vị", "Số liệu"),
                     (1, "a", "%", 5)])  # fmt: skip
    for merge in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(merge)
    fragment = _one(_read(book))
    assert [(c.row_span, c.column_span) for c in fragment.rows[0]] == [(2, 1), (2, 1), (1, 2)]
    assert [c.covered for c in fragment.rows[1]] == [True, True, False, False]
    assert fragment.rows[0][2].place.cells == "C1:D1"


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        (0.137, "0.0%", "13,7%"),
        (0.95564, "0.00%", "95,56%"),
        (1, "0%", "100%"),
        (6.0, "General", "6"),
        (95.56, "General", "95,56"),
        (0.1 + 0.2, "General", "0,3"),
        (1 / 3, "General", "0,3333333333"),
        (123456789012, "General", "123456789012"),
        (7920, "#,##0", "7.920"),
        (1234567.891, "#,##0.00", "1.234.567,89"),
        (2.5, "0", "3"),
        (2.345, "0.00", "2,35"),
        (5, "00", "05"),
        (0, "#,##0", "0"),
        (0, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "0"),
        (12, '_(* #,##0_);_(* (#,##0);_(* "-"??_);_(@_)', "12"),
        (-12, "#,##0;(#,##0)", "-12"),
        (-0.5, "0.0", "-0,5"),
        (12, '0" hồ sơ"', "12 hồ sơ"),
        (12500000, '#,##0.0,,"  triệu"', "12,5  triệu"),
        (13.7, '0.0"%"', "13,7%"),
        (3.1, "@", "3,1"),
        (12, "0.00E+00", "12"),
        (5, "[Red]0.0;[Blue]-0.0", "5,0"),
        (1500, "[$₫-42A]#,##0", "1.500"),
    ],
)
def test_numbers_read_as_they_are_printed(value: float, code: str, printed: str) -> None:
    assert shown(value, code) == printed


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("dd/mm/yyyy", "08/03/2024"),
        ("m/d/yy", "08/03/2024"),
        ("[$-42A]dd mmmm yyyy", "08/03/2024"),
        ('"ngày" dd "tháng" mm "năm" yyyy', "08/03/2024"),
        ("mm/yyyy", "03/2024"),
        ("yyyy", "2024"),
        ("dd/mm", "08/03"),
        ("dd/mm/yyyy hh:mm", "08/03/2024 12:00"),
        ("hh:mm", "12:00"),
    ],
)
def test_dates_read_the_vietnamese_way(code: str, printed: str) -> None:
    assert shown(45359.5, code) == printed


def test_a_number_that_is_no_date_is_shown_as_a_number() -> None:
    assert shown(1e9, "dd/mm/yyyy") == "1000000000"
    assert shown(-3, "dd/mm/yyyy") == "-3"


def test_the_1904_calendar_is_heeded() -> None:
    assert shown(0, "dd/mm/yyyy", from_1904=True) == "01/01/1904"
    assert shown(59, "dd/mm/yyyy") == "28/02/1900"


def test_stored_values_of_a_workbook_are_formatted_and_kept_raw() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "Tỷ lệ", "%", 0.137, dt.date(2024, 3, 8)), (2, "b", "c", 6.0, "d")])
    sheet["D2"].number_format = "0.0%"
    sheet["E2"].number_format = "d/m/yyyy"
    fragment = _one(_read(book))
    assert texts(fragment)[1] == ["1", "Tỷ lệ", "%", "13,7%", "08/03/2024"]
    assert fragment.rows[1][3].raw == "0,137"
    assert fragment.rows[2][3].text == "6"


def test_row_numbers_stored_as_decimals_keep_their_dot() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (3.1, "a", "b", 3.1, None), (3.2, "a", "b", 0.5, None)])
    rows = texts(_one(_read(book)))
    assert [rows[1][0], rows[1][3]] == ["3.1", "3,1"]


def test_a_formula_without_a_result_is_blank_and_noted() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", "=1+1", "c")])
    document = _read(book)
    assert texts(_one(document))[1][3] == ""
    [note] = document.notes
    assert (note.code, note.place.cells) == ("no_cached_value", "D2")


def test_a_number_that_its_format_hides_is_blank_and_noted() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", 0, "c")])
    sheet["D2"].number_format = "0;-0;;@"
    document = _read(book)
    assert texts(_one(document))[1][3] == ""
    assert [(n.code, n.place.cells) for n in document.notes] == [("hidden_value", "D2")]


def test_hidden_rows_columns_and_sheets_are_noted_and_not_read() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", 5, "c"), (2, "ẩn", "b", 6, "c"), (3, "d", "e", 7, "f")])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Nháp")["A1"] = "bí mật"
    book["Nháp"].sheet_state = "hidden"
    document = _read(book)
    assert texts(_one(document)) == [
        ["STT", "Chỉ tiêu", "Số liệu", "Ghi chú"],
        ["1", "a", "5", "c"],
        ["3", "d", "7", "f"],
    ]
    codes = sorted(note.code for note in document.notes)
    assert codes == ["hidden_columns", "hidden_rows", "hidden_sheet"]


def test_a_merge_that_begins_in_a_hidden_row_shows_in_the_first_visible_one() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, ("x", "a", "b", 5, "c"), (None, "d", "e", 7, "f")])
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[2].hidden = True
    assert texts(_one(_read(book)))[1] == ["x", "d", "e", "7", "f"]


@pytest.mark.parametrize(
    ("name", "caption"),
    [("PL4", "Phụ lục 4"), ("PL 04", "Phụ lục 4"), ("Phu luc II", "Phụ lục II"),
     ("Biểu 06a", "Biểu 6a"), ("Phụ lục số 3", "Phụ lục 3"), ("Sheet1", None)],
)  # fmt: skip
def test_the_sheet_names_the_appendix_where_no_caption_does(name: str, caption: str | None) -> None:
    book, sheet = _workbook()
    sheet.title = name
    _fill(sheet, 2, [HEAD, (1, "a", "b", 5, "c")])
    document = _read(book)
    assert _lines(document) == ([caption] if caption else [])
    sheet["A1"] = "PHỤ LỤC 9"
    assert _lines(_read(book)) == ["PHỤ LỤC 9"]


def test_two_tables_of_a_sheet_are_two_fragments() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", 5, "c")])
    sheet["A4"] = "Biểu số 2"
    _fill(sheet, 5, [("TT", "Nội dung"), (1, "x"), (2, "y")])
    document = _read(book)
    assert [f.width for f in document.fragments()] == [5, 2]
    assert _lines(document) == ["Biểu số 2"]


def test_two_tables_side_by_side_are_two_fragments() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [("TT", "Nội dung", None, "TT", "Đơn vị"), (1, "x", None, 1, "y")])
    for row in (1, 2):
        sheet.cell(row, 3).border = Border()
    assert [texts(f)[1] for f in _read(book).fragments()] == [["1", "x"], ["1", "y"]]


def test_a_part_without_notes_keeps_the_width_of_its_table() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", 5, "c")])
    _fill(sheet, 5, [(2, "a", "b", 6, None), (3, "a", "b", 7, None)])
    assert [f.width for f in _read(book).fragments()] == [5, 5]


def test_a_letterhead_is_read_column_by_column() -> None:
    book, sheet = _workbook()
    head = [
        ("UBND TỈNH CÀ MAU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("SỞ Y TẾ", "Độc lập - Tự do"),
    ]
    for r, (left, right) in enumerate(head, start=1):
        sheet.cell(r, 1, left)
        sheet.cell(r, 4, right)
    _fill(sheet, 4, [HEAD, (1, "a", "b", 5, "c")])
    assert _lines(_read(book))[:3] == ["UBND TỈNH CÀ MAU", "SỞ Y TẾ", head[0][1]]


def test_a_row_below_the_lines_still_belongs_to_the_table() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "a", "b", 5, "c"), (2, "a", "b", 5, "c")])
    _fill(sheet, 4, [(3, "không kẻ", "b", 6, None)], ruled=False)
    assert texts(_one(_read(book)))[-1][1] == "không kẻ"


def test_headings_nobody_lined_belong_to_the_lined_rows_below_them() -> None:
    book, sheet = _workbook()
    sheet["A1"] = "TỔNG HỢP TÌNH HÌNH GIẢI QUYẾT HỒ SƠ"
    sheet["A2"], sheet["D2"] = "Đơn vị: Sở Y tế", "ĐVT: hồ sơ"
    _fill(sheet, 4, [("STT", "Lĩnh vực", "Tiếp nhận", None), (None, None, "Trước", "Trong kỳ")],
          ruled=False)  # fmt: skip
    sheet.merge_cells("C4:D4")
    _fill(sheet, 6, [(1, "Dược", 5, 120), (2, "Khám chữa bệnh", 0, 44)])
    document = _read(book)
    assert texts(_one(document))[:2] == [
        ["STT", "Lĩnh vực", "Tiếp nhận"],
        ["", "", "Trước", "Trong kỳ"],
    ]
    assert "ĐVT: hồ sơ" in _lines(document)


def test_raised_marks_and_legacy_fonts_in_cells() -> None:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "Néi dung", "b", 5, "c")])
    sheet["B2"].font = Font(name=".VnTime")
    sheet["E2"] = CellRichText("143", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    document = _read(book)
    row = _one(document).rows[1]
    assert (row[1].text, row[1].raw, row[4].text) == ("Nội dung", "Néi dung", "143")
    assert [note.code for note in document.notes] == ["legacy_encoding"]


def test_what_is_struck_out_is_left_out_and_named() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "Tiếp nhận", "b", 80, "c")])
    sheet["D2"].font = Font(strike=True)
    sheet["E2"].font = Font(strike=False)
    document = _read(book)
    assert [cell.text for cell in _one(document).rows[1]][3:] == ["", "c"]
    [note] = document.notes
    assert (note.code, note.place.cells) == ("struck_out", "D2")


def test_line_breaks_in_a_cell_are_spaces() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (1, "Sở\nNội vụ", "b", 5, "c")])
    assert texts(_one(_read(book)))[1][1] == "Sở Nội vụ"


def test_a_workbook_without_visible_text_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        _read(_workbook()[0])
    assert caught.value.code == "no_text"


def test_values_agree_with_two_other_readers() -> None:
    """Plain values read the same as by openpyxl and calamine, numbers as numbers."""
    book, sheet = _workbook()
    rows = [(i, f"Chỉ tiêu số {i}", "Hồ sơ", i * 1.5, None if i % 3 else "có") for i in range(40)]
    _fill(sheet, 1, [HEAD, *rows])
    data = _bytes(book)
    ours = texts(_one(read(data, "x.xlsx")))
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    again = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    for mine, calamine, plain in zip(ours, theirs, again, strict=True):
        numbers = [_value(text) for text in mine]
        assert numbers == [v if v != "" else None for v in calamine]
        assert numbers == list(plain)


def _value(text: str) -> str | float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text or None


def test_a_merged_title_ruled_in_its_first_cell_alone_stays_inside_the_table() -> None:
    book, sheet = _workbook()
    _fill(sheet, 1, [HEAD, (), ("1.1", "Số văn bản", "Văn bản", 3, None)])
    sheet.cell(2, 1, "1. Công tác chỉ đạo").border = RULED
    sheet.merge_cells("A2:E2")
    for column in "BCDE":
        sheet[f"{column}2"].border = Border()
    found = _one(_read(book))
    assert [row[0].text for row in found.rows] == ["STT", "1. Công tác chỉ đạo", "1.1"]
    assert found.rows[1][0].column_span == len(HEAD)

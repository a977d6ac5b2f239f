from __future__ import annotations

import datetime as dt

import pytest

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment
from tests.helpers import read_tables, table_text, text_document
from transform.reading import LogicalTable
from transform.stitch import table_regions
from transform.tables import TableContext, read_table


def one(heading: list[list[str]], rows: list[list[str]]) -> LogicalTable:
    (table,), _ = read_tables(table_text(heading, rows))
    return table


def read_cells(*rows: tuple[Cell, ...]) -> LogicalTable:
    document = Document(
        Source("t.docx", "0" * 64, "x", 1), (TableFragment(rows, Place(table=1, row=1)),)
    )
    (region,) = table_regions(document, project_layouts()).regions
    return read_table(region, 1, TableContext(project_layouts()))[0]


def cell(text: str, columns: int = 1, *, covered: bool = False) -> Cell:
    return Cell(text, Place(table=1), column_span=columns, covered=covered)


def test_marks_under_quarters_are_a_deadline() -> None:
    heading = [["STT", "Nhiệm vụ", "Chủ trì", "Quý I", "Quý II", "Quý III", "Quý IV"]]
    rows = [["1", "Rà soát", "Sở A", "", "x", "x", ""], ["2", "Kiểm tra", "Sở A", "", "", "", ""]]
    document = text_document(table_text(heading, rows))
    (region,) = table_regions(document, project_layouts()).regions
    table, _ = read_table(region, 1, TableContext(project_layouts(), default_year=2024))
    first, second = (row.deadline for row in table.rows)
    assert first is not None and second is not None
    assert (first.start, first.end) == (dt.date(2024, 4, 1), dt.date(2024, 9, 30))
    assert second.type == "blank"


def test_an_unknown_heading_holds_the_table_and_keeps_its_rows() -> None:
    table = one([["STT", "Nhiệm vụ", "Chủ trì", "Màu hồ sơ"]], [["1", "Rà soát", "Sở A", "đỏ"]])
    assert table.held is not None and "Màu hồ sơ" in table.held
    assert table.rows[0].cells == ("1", "Rà soát", "Sở A", "đỏ")


@pytest.mark.parametrize("blank", ["", " "])
def test_row_numbers_under_a_blank_heading(blank: str) -> None:
    table = one(
        [["Stt", blank, "Nội dung", "Chủ trì"]],
        [["I", "", "Phần một", ""], ["1", "1", "việc a", "Sở A"], ["2", "2", "việc b", "Sở A"]],
    )
    assert [c.role for c in table.columns] == ["no", "no2", "task", "lead"]
    assert table.held is None
    assert [row.no2 for row in table.rows] == [None, "1", "2"]


def test_a_number_column_without_numbers_gives_way_to_the_labels() -> None:
    table = one(
        [["STT", "Nội dung", "Chủ trì", "Thời gian"]],
        [["", "1. Rà soát", "Sở A", "Quý I"], ["", "2. Kiểm tra", "Sở A", "Quý II"]],
    )
    assert [(row.no, row.label) for row in table.rows] == [("1", "Rà soát"), ("2", "Kiểm tra")]


def test_real_spans_are_read_once() -> None:
    table = read_cells(
        (cell("STT"), cell("Chỉ tiêu thống kê"), cell("Kết quả thống kê", 2), cell("Ghi chú")),
        (
            cell("", covered=True),
            cell("", covered=True),
            cell("Đơn vị tính"),
            cell("Số liệu"),
            cell("", covered=True),
        ),
        (cell("3."), cell("Kiểm tra CCHC", 3), cell("chung")),
        (cell("3.1"), cell("Số sở, ngành đã kiểm tra"), cell("Cơ quan"), cell("2"), cell("")),
    )
    assert [c.name for c in table.columns] == [
        "STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú",
    ]  # fmt: skip
    assert table.rows[0].cells == ("3.", "Kiểm tra CCHC", "", "", "chung")
    assert table.rows[1].code == "PL2.3.1"


def test_a_row_under_a_merged_number_is_a_row_of_its_own() -> None:
    table = read_cells(
        (cell("TT"), cell("Nhiệm vụ"), cell("Thời gian")),
        (cell("1"), cell("Rà soát văn bản và"), cell("Quý I")),
        (cell("", covered=True), cell("kiểm tra văn bản"), cell("Quý II")),
    )
    assert [(row.no, row.label, row.parent) for row in table.rows] == [
        ("1", "Rà soát văn bản và", None),
        (None, "kiểm tra văn bản", "1"),
    ]


def test_headings_of_the_catalogue_are_sections_without_numbers_too() -> None:
    table = one(
        [["Chỉ tiêu thống kê", "ĐVT", "Số liệu"]],
        [
            ["Kiểm tra CCHC", "", ""],
            ["Số sở, ngành đã kiểm tra", "Cơ quan, đơn vị", "3"],
            ["Số UBND cấp huyện đã kiểm tra", "", ""],
        ],
    )
    assert [row.kind for row in table.rows] == ["section", "item", "item"]


OWN_FORM = [["1", "Sáng kiến cấp cơ sở", "Sáng kiến", "14"], ["2", "Mô hình hay", "Mô hình", "3"]]


def test_a_form_outside_the_catalogue_is_said_once() -> None:
    text = table_text([["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]], OWN_FORM)
    (table,), notices = read_tables(text)
    assert [n.code for n in notices] == ["unknown_form"]
    assert table.held and "layouts propose" in table.held


def test_agencies_as_columns_load_without_codes() -> None:
    heading = [["STT", "Nội dung", "Sở Tư pháp", "UBND huyện Ba Tơ", "Tổng cộng"]]
    rows = [
        ["1", "Số TTHC công bố mới", "2", "3", "5"],
        ["2", "Hồ sơ tiếp nhận", "20", "30", "50"],
        ["3", "Hồ sơ trả đúng hạn", "19", "30", "49"],
    ]
    (table,), notices = read_tables(table_text(heading, rows))
    assert (table.layout, table.held) == ("indicator-bodies", None)
    assert [c.role for c in table.columns] == ["no", "label", "level", "level", "value"]
    # one label like one of the catalogue's only happens to be so
    assert [row.code for row in table.rows] == [None] * 3
    assert [n.code for n in notices] == ["not_in_catalogue"]


def test_agencies_in_cells_make_no_heading() -> None:
    heading = [["Nội dung công việc", "Chủ trì", "Phối hợp"]]
    rows = [["Báo cáo quý", "Sở Nội vụ", "UBND huyện Ba Tơ"], ["Kiểm tra", "Sở Y tế", "Xã Ba Vì"]]
    assert len(one(heading, rows).rows) == 2


def test_figures_of_two_years_have_their_columns() -> None:
    heading = [["STT", "Chỉ tiêu", "Cùng kỳ năm 2023", "Kỳ trước", "Trong kỳ"]]
    table = one(heading, [["1", "Số TTHC công bố mới", "2", "3", "5"]])
    assert [c.role for c in table.columns] == ["no", "label", "previous", "previous", "value"]

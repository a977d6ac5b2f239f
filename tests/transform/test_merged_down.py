from __future__ import annotations

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment
from tests.extract.office import cell, docx, read, row, table
from tests.helpers import read_tables, table_text, text_document
from transform import read as reading
from transform.merged_down import filled_cells
from transform.reading import LogicalTable

START, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def first_table(body: str) -> LogicalTable:
    document = read(docx(body), "plan.docx")
    return reading.read(document, project_layouts()).tables[0]


def test_a_spanning_cell_is_meant_in_every_row_below() -> None:
    texts = [["a", "x"], ["b", ""], ["c", ""], ["d", ""]]
    assert filled_cells(texts, [(), (1,), (1,), ()]) == [{}, {1: "x"}, {1: "x"}, {}]
    assert filled_cells([["a", ""], ["b", ""]], [(), (1,)]) == [{}, {}]


def test_a_lead_office_merged_over_tasks_leads_each_of_them() -> None:
    body = table(
        row("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
        row("1", "Phân tích chỉ số", cell("Sở Nội vụ", properties=START), "Quý I/2025"),
        row("2", "Họp công bố", cell("", properties=ON), "Quý II/2025"),
        row("3", "Khắc phục", cell("Sở Tài chính", properties=START), "Quý III/2025"),
    )
    found = first_table(body)
    assert [[a.key for a in r.lead] for r in found.rows] == [["SNV"], ["SNV"], ["STC"]]
    assert [r.cells[2] for r in found.rows] == ["Sở Nội vụ", "", "Sở Tài chính"]
    assert found.rows[1].filled == ((2, "Sở Nội vụ"),)


def test_an_agency_merged_over_its_fields_is_no_sum_of_them() -> None:
    body = table(
        row("TT", "Đơn vị", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"),
        row(cell("1", properties=START), cell("Sở Xây dựng", properties=START),
            "Nhà ở", "10", "8", "2"),
        row(cell("", properties=ON), cell("", properties=ON), "Quy hoạch", "5", "5", "0"),
        row("2", "Sở Y tế", "Dược", "7", "7", "0"),
        row("", "Tổng cộng", "", "22", "20", "2"),
    )  # fmt: skip
    found = first_table(body)
    assert [r.label for r in found.rows] == [
        "Sở Xây dựng / Nhà ở", "Sở Xây dựng / Quy hoạch", "Sở Y tế / Dược", "Tổng cộng",
    ]  # fmt: skip
    assert [(r.kind, r.parent) for r in found.rows[:3]] == [("item", None)] * 3
    assert not reading.read(read(docx(body), "matrix.docx"), project_layouts()).findings


def test_a_wrong_sum_over_merged_agencies_is_found() -> None:
    rows = [
        ["1", "Sở Xây dựng", "Nhà ở", "10", "8", "2"],
        ["", "", "Quy hoạch", "5", "5", "0"],
        ["2", "Sở Y tế", "Dược", "7", "7", "0"],
        ["", "Tổng cộng", "", "32", "20", "2"],
    ]
    head = [["TT", "Đơn vị", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]]
    (found,), _ = read_tables(table_text(head, rows))
    assert found.rows[1].label == "Sở Xây dựng / Quy hoạch"
    text = "Biểu 1\n\n" + table_text(head, rows)
    findings = reading.read(text_document(text), project_layouts()).findings
    assert {c.row for f in findings for c in f.where} >= {"Tổng cộng"}


def test_an_agency_total_above_its_fields_keeps_them_below() -> None:
    rows = [
        ["1", "Sở Xây dựng", "", "15", "13", "2"],
        ["", "", "Nhà ở", "10", "8", "2"],
        ["", "", "Quy hoạch", "5", "5", "0"],
    ]
    head = [["TT", "Đơn vị", "Lĩnh vực", "Tiếp nhận", "Đã giải quyết", "Đang giải quyết"]]
    (found,), _ = read_tables(table_text(head, rows))
    assert [r.parent for r in found.rows] == [None, "1", "1"]


def fragment(page: int, *rows: tuple[Cell, ...]) -> TableFragment:
    return TableFragment(rows, Place(page=page, box=(0, 0, 1, 1)))


def cells(
    *texts: str, over: tuple[int, ...] = (), covered: tuple[int, ...] = ()
) -> tuple[Cell, ...]:
    return tuple(
        Cell(t, Place(page=1), row_span=2 if i in over else 1, covered=i in covered)
        for i, t in enumerate(texts)
    )


def test_a_cell_merged_over_a_page_end_goes_on_on_the_next_page() -> None:
    first = fragment(
        1,
        cells("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),
        cells("1", "Phân tích chỉ số", "Sở Nội vụ", "Quý I/2025"),
    )
    then = fragment(
        2,
        cells("2", "Họp công bố", "", "Quý II/2025", over=(2,)),
        cells("3", "Khắc phục", "", "Quý III/2025", covered=(2,)),
        cells("4", "Tổng kết", "", "Quý IV/2025"),
    )
    source = Source("plan.pdf", "0" * 64, "application/pdf", 1)
    (found,) = reading.read(Document(source, (first, then)), project_layouts()).tables
    assert [[a.key for a in r.lead] for r in found.rows] == [["SNV"], ["SNV"], ["SNV"], []]

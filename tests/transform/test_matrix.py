from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from contracts.layouts import project_layouts
from extract.document import Cell, Document, Place, Source, TableFragment
from tests.helpers import read_tables, table_text, text_document
from transform.inspection import as_json
from transform.matrix_checks import check_matrices
from transform.read import read
from transform.reading import LogicalTable, Reading
from transform.tidy.figures import FigureIndex, figure_rows, figure_states, printed_figures

HEAD = [
    ["STT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "", "", "Số hồ sơ đã giải quyết", "", "", "Còn tồn"],
    ["", "", "Tổng số", "Trực tuyến", "Trực tiếp", "Tổng số", "Đúng hạn", "Quá hạn", ""],
]
NUMBERS = ["(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)=(7)+(8)", "(7)", "(8)", "(9)"]
ROWS = [
    ["A", "Cấp tỉnh", "1.450", "950", "500", "1.407", "1.300", "107", "43"],
    ["1", "Đất đai", "1.204", "800", "404", "1.163", "1.061", "102", "41"],
    ["2", "Hộ tịch", "246", "150", "96", "244", "239", "5", "2"],
    ["B", "Cấp xã", "381", "251", "130", "376", "352", "24", "5"],
    ["1", "Chứng thực", "381", "251", "130", "376", "352", "24", "5"],
    ["", "Tổng cộng", "1.831", "1.201", "630", "1.783", "1.652", "131", "48"],
]


def changed(row: int, column: int, text: str) -> list[list[str]]:
    return [
        [text if (r, c) == (row, column) else cell for c, cell in enumerate(cells)]
        for r, cells in enumerate(ROWS)
    ]


def matrix(rows: Sequence[Sequence[str]], *, numbers: bool = True) -> Reading:
    head = [*HEAD, NUMBERS] if numbers else HEAD
    text = "Biểu số 1\n\nĐơn vị tính: Hồ sơ\n" + table_text(head, rows)
    return read(text_document(text), project_layouts())


def rules(reading: Reading) -> dict[str, tuple[str, str]]:
    return {f.rule: (f.kind, f.status) for f in reading.findings}


def test_every_cell_is_a_number_by_column() -> None:
    table = as_json(matrix(ROWS))["tables"][0]
    assert table["kind"] == "matrix"
    assert table["formulas"] == ["3=4+5", "6=7+8"]
    values = table["rows"][0]["values"]
    assert values["Số hồ sơ tiếp nhận - Tổng số"] == 1450
    assert len(values) == 7


@pytest.mark.parametrize("numbers", [True, False])
def test_a_table_that_adds_up_has_no_findings(numbers: bool) -> None:
    assert rules(matrix(ROWS, numbers=numbers)) == {}


@pytest.mark.parametrize("numbers", [True, False])
def test_a_wrong_cell_is_found_by_its_row_and_its_column_and_corrected(numbers: bool) -> None:
    reading = matrix(changed(1, 3, "880"), numbers=numbers)
    found = rules(reading)
    row = "M1.r2.c3-formula" if numbers else "M1.r2.c3-parts"
    assert found[row] == ("formula" if numbers else "sum", "corrected")
    assert found["M1.r1.c4-sum"] == ("sum", "corrected")
    (finding, *_) = (f for f in reading.findings if f.rule == row)
    (change,) = finding.hypotheses[0].changes
    assert (change.cell.row, change.cell.column, change.after) == ("1", "Trực tuyến", "800")
    assert change.cell.place == Place(line=8 if numbers else 7)


def test_the_correction_reaches_the_figure_of_the_warehouse() -> None:
    reading = matrix(changed(5, 6, "1.562"))
    figures = printed_figures(reading)
    made = figure_rows(figures, figure_states(reading, FigureIndex(figures)), "f" * 64)
    (row,) = (row for row in made if row["status"] == "corrected")
    assert (row["row_label"], row["breakdown"]) == ("Tổng cộng", "resolved.on_time")
    assert (row["reported_value"], row["reconciled_value"]) == (Decimal(1562), Decimal(1652))


def test_the_measure_is_the_breakdown_and_the_row_the_field() -> None:
    figures = printed_figures(matrix(ROWS))
    made = figure_rows(figures, {}, "f" * 64)
    assert len(made) == 7 * len(ROWS)
    assert {row["field_name"] for row in made} == {None, "Đất đai", "Hộ tịch", "Chứng thực"}
    assert made[0]["breakdown"] == "received.total"
    assert {row["basis"] for row in made} == {"period"}
    assert {row["unit_printed"] for row in made} == {"Hồ sơ"}


def test_what_is_neither_resolved_nor_pending_is_noted() -> None:
    reading = matrix(changed(4, 8, "15"))
    assert "M1.r5.c3-balance2" in rules(reading)
    assert {f.strength for f in reading.findings if f.rule.endswith("balance2")} == {"soft"}


def test_sums_that_most_columns_break_are_not_what_the_row_is() -> None:
    rows = [*ROWS[:5], ["", "Tổng cộng", "9.831", "9.201", "630", "9.783", "9.652", "131", "48"]]
    found = rules(matrix(rows))
    assert found["M1.r6-total"] == ("sum", "noted")
    assert not [rule for rule in found if rule.startswith("M1.r6") and rule.endswith("-sum")]


def test_a_partial_list_under_a_group_is_no_contradiction() -> None:
    assert rules(matrix([ROWS[0], ROWS[1], *ROWS[3:]])) == {}


def test_a_dash_and_a_blank_are_zero_parts() -> None:
    rows = [["1", "Đất đai", "12", "12", "-", "12", "12", "", "-"]]
    assert rules(matrix(rows)) == {}


def test_a_blank_total_is_derived() -> None:
    reading = matrix(changed(1, 2, ""))
    (derived, *_) = reading.derived
    assert (derived.value, derived.cell.row) == ("1204", "1")


def test_a_printed_rate_is_checked_as_exactly_as_it_is_printed() -> None:
    head = [["TT", "Đơn vị", "Số hồ sơ phải thanh toán", "Đã thanh toán trực tuyến", "Tỷ lệ (%)"]]
    numbers = ["(1)", "(2)", "(3)", "(4)", "(5)=(4)/(3)*100"]
    good = ["1", "Sở A", "744", "711", "95,56"]
    bad = ["2", "Sở B", "127", "116", "19,34"]
    text = table_text(head, [numbers, good, bad])
    reading = read(text_document(text), project_layouts())
    assert rules(reading) == {"M1.r2.c5-formula": ("ratio", "corrected")}


def test_a_figure_that_is_none_is_held() -> None:
    reading = matrix(changed(2, 8, "2a"))
    (finding,) = (f for f in reading.findings if f.rule == "M1.r3.c9-unreadable")
    assert finding.holds
    assert finding.hypotheses[0].changes[0].after == "2"


def test_a_formula_that_cannot_be_checked_is_said() -> None:
    numbers = [*NUMBERS[:8], "(9)=((3)-(6))/(7)"]
    tables, notices = read_tables(table_text([*HEAD, numbers], ROWS))
    assert [n.code for n in notices] == ["formula_not_used"]
    assert tables[0].held is None


def test_a_held_matrix_is_not_checked() -> None:
    (table,), _ = read_tables(table_text([[*HEAD[0], "Màu"]], [[*ROWS[0], "đỏ"]]))
    assert table.held
    assert check_matrices([table], project_layouts()) == ([], [])


def test_a_column_the_layout_ignores_is_named() -> None:
    head = [["TT", "Đơn vị", "Số hồ sơ tiếp nhận", "Xếp hạng"]]
    rows = [["1", "Sở A", "7", "1"], ["2", "Sở B", "5", "2"]]
    (table,), (notice,) = read_tables(table_text(head, rows))
    assert notice.code == "column_not_loaded"
    assert "Xếp hạng" in notice.message
    assert table.held is None


def test_spans_of_other_formats_read_alike() -> None:
    def cell(text: str, columns: int = 1, *, covered: bool = False) -> Cell:
        return Cell(text, Place(table=1), column_span=columns, covered=covered)

    rows = (
        (cell("STT"), cell("Lĩnh vực"), cell("Số hồ sơ tiếp nhận", 3), cell("Đang giải quyết", 2)),
        (
            cell("", covered=True), cell("", covered=True), cell("Tổng số"), cell("Trực tuyến"),
            cell("Trực tiếp"), cell("Trong hạn"), cell("Quá hạn"),
        ),
        tuple(cell(t) for t in ("(1)", "(2)", "(3)=(4)+(5)", "(4)", "(5)", "(6)", "(7)")),
        (cell("I"), cell("Cấp tỉnh", 6)),
        tuple(cell(t) for t in ("1", "Đất đai", "12", "7", "5", "3", "0")),
        (cell("Tổng cộng", 2), *(cell(t) for t in ("12", "7", "5", "3", "0"))),
    )  # fmt: skip
    document = Document(
        Source("t.docx", "0" * 64, "x", 1), (TableFragment(rows, Place(table=1, row=1)),)
    )
    table: LogicalTable = read(document, project_layouts()).tables[0]
    assert [c.role for c in table.columns[2:]] == [
        "received.total", "received.online", "received.direct", "pending.in_time", "pending.late",
    ]  # fmt: skip
    assert [row.kind for row in table.rows] == ["section", "item", "total"]
    total = [number.value for number in table.rows[2].values if number is not None]
    assert total == [12, 7, 5, 3, 0]


def long_rows(count: int) -> list[list[str]]:
    rows = [
        [str(i), f"Xã số {i}", str(3 * i), str(2 * i), str(i), str(2 * i), str(i), str(i), str(i)]
        for i in range(1, count + 1)
    ]
    sums = [sum(int(row[c]) for row in rows) for c in range(2, 9)]
    return [*rows, ["", "Tổng cộng", *map(str, sums)]]


def test_a_long_table_shows_a_fault_by_its_row() -> None:
    rows = long_rows(90)
    assert rules(matrix(rows)) == {}
    rows[40][3] = "820"
    reading = matrix(rows)
    assert rules(reading) == {
        "M1.r41.c3-formula": ("formula", "corrected"),
        "M1.r91.c4-sum": ("sum", "corrected"),
    }
    column = next(f for f in reading.findings if f.rule == "M1.r91.c4-sum")
    assert column.found == "8190 ≠ 8928, the sum of 90 cells"


def test_of_a_long_sum_alone_no_cell_is_chosen() -> None:
    head = [["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "Số hồ sơ giải quyết"]]
    rows = [[str(i), f"Xã số {i}", str(i), str(i)] for i in range(1, 81)]
    rows.append(["", "Tổng cộng", "3240", "3340"])
    reading = read(text_document(table_text(head, rows)), project_layouts())
    assert rules(reading) == {"M1.r81.c4-sum": ("sum", "ambiguous")}


def test_running_totals_add_up_as_the_figures_of_the_period_do() -> None:
    head = [
        ["STT", "Đơn vị", "Kỳ này", "", "", "Lũy kế từ đầu năm", "", ""],
        ["", "", *["Tiếp nhận", "Đã giải quyết", "Đang giải quyết"] * 2],
    ]
    rows = [
        ["1", "Sở Y tế", "10", "8", "2", "30", "28", "2"],
        ["2", "Sở Xây dựng", "12", "12", "0", "40", "40", "0"],
        ["3", "Sở Công Thương", "7", "6", "1", "20", "18", "1"],
    ]
    text = "Biểu số 1\n\n" + table_text(head, rows)
    findings = read(text_document(text), project_layouts()).findings
    assert {f.rule.rpartition("-")[2] for f in findings} == {"balance2"}
    assert {c.row for f in findings for c in f.where} == {"3"}
    assert all("Lũy kế" in (c.column or "") for f in findings for c in f.where)

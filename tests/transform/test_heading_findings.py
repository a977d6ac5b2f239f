from __future__ import annotations

from contracts.layouts import project_layouts
from tests.helpers import read_tables, table_text, text_document
from transform.checks.headings import misspelt_headings
from transform.read import read

HEADING = ["STT", "Nôi dung công việc", "Cơ quan chủ trì", "Thời gian thực hiện"]
ROWS = [["1", "Rà soát quy trình", "Sở Y tế", "Quý I"], ["2", "Tập huấn", "Sở Y tế", "Quý II"]]


def test_a_misspelt_heading_is_a_finding_with_the_heading_meant() -> None:
    reading = read(text_document("Phụ lục 1\n\n" + table_text([HEADING], ROWS)), project_layouts())
    (found,) = [f for f in reading.findings if f.rule == "misspelt-heading"]
    (change,) = found.hypotheses[0].changes
    assert (change.before, change.after) == ("Nôi dung công việc", "Nội dung công việc")
    assert found.where[0].appendix == "Phụ lục 1"
    assert not found.holds


def test_known_headings_give_none() -> None:
    tables, _ = read_tables(table_text([["STT", "Nội dung", *HEADING[2:]]], ROWS))
    assert misspelt_headings(tables) == ()


def test_a_blank_column_does_not_hold_a_table() -> None:
    rows = [[*row[:2], "", *row[2:]] for row in ROWS]
    (table,), notices = read_tables(table_text([["STT", "Nội dung", "", *HEADING[2:]]], rows))
    assert table.held is None
    assert [c.role for c in table.columns] == ["no", "task", "blank", "lead", "deadline"]
    assert not notices


def test_a_blank_heading_over_text_holds_it() -> None:
    rows = [[*row[:2], "Họp dân", *row[2:]] for row in ROWS]
    (table,), _ = read_tables(table_text([["STT", "Nội dung", "", *HEADING[2:]]], rows))
    assert table.held is not None


def test_equal_headings_are_told_as_that() -> None:
    (table,), notices = read_tables(table_text([[*HEADING, "Cơ quan chủ trì"]], [
        [*row, "Sở Nội vụ"] for row in ROWS
    ]))  # fmt: skip
    assert table.held is not None
    assert [n.code for n in notices if n.holds_table] == ["equal_headings"]


def test_a_second_number_column_of_any_wording() -> None:
    rows = [[row[0], *row] for row in ROWS]
    (table,), _ = read_tables(table_text([["Số TT", "Số TT trong mục", *HEADING[1:]]], rows))
    assert [c.role for c in table.columns[:2]] == ["no", "no2"]
    assert table.held is None


def test_figures_by_level_are_parts_of_the_total() -> None:
    heading = [["STT", "Chỉ tiêu", "ĐVT", "Cấp tỉnh", "Cấp huyện", "Cấp xã", "Tổng số"]]
    rows = [["1.2", "Số TTHC công bố mới", "Thủ tục", "4", "2", "1", "7"]]
    (table,), _ = read_tables("Phụ lục 4\n\n" + table_text(heading, rows))
    assert [c.role for c in table.columns[3:]] == ["level", "level", "level", "value"]
    assert table.held is None
    assert table.rows[0].value is not None
    assert table.rows[0].value.value == 7

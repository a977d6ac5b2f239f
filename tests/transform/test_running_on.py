"""Rows that a page end cuts, as the next page prints them."""

from __future__ import annotations

import pytest

from tests.helpers import read_tables

HEAD = "STT\tNội dung thống kê\tĐơn vị tính\tSố liệu\n"
FIRST = "1\tSố đơn vị tự bảo đảm từ 30%\tĐơn vị\t4\n"


def labels(text: str) -> list[str]:
    (table,), _ = read_tables(text)
    return [row.cells[1] for row in table.rows]


@pytest.mark.parametrize("rest", ["- dưới 70% chi thường xuyên", "(nhóm 3)", "chi thường xuyên"])
def test_the_end_of_a_name_on_the_next_page(rest: str) -> None:
    text = f"{HEAD}{FIRST}\n\t{rest}\t\t\n2\tSố đơn vị nhóm 4\tĐơn vị\t2\n"
    assert labels(text) == [f"Số đơn vị tự bảo đảm từ 30% {rest}", "Số đơn vị nhóm 4"]


@pytest.mark.parametrize("row", ["\t- Trong đó nhóm 3\tĐơn vị\t1", "\t- Nhóm 3\t\t"])
def test_a_bulleted_row_on_the_next_page_is_a_row(row: str) -> None:
    assert len(labels(f"{HEAD}{FIRST}\n{row}\n2\tSố đơn vị nhóm 4\tĐơn vị\t2\n")) == 3


def test_the_end_of_a_name_behind_a_dash_beside_that_of_another_cell() -> None:
    head = "STT\tCơ quan phối hợp\tNội dung\tThời gian\n"
    text = (
        f"{head}1\tTrung tâm Văn hóa -\tĐánh giá đơn vị sự nghiệp\tQuý I/2024\n\n"
        f"{head}\tThông tin và Thể thao\t- kể cả đơn vị tự chủ\t\n2\tSở Y tế\tViệc\tQuý II/2024\n"
    )
    (found,) = read_tables(text)[0]
    assert [row.cells[1:3] for row in found.rows] == [
        ("Trung tâm Văn hóa - Thông tin và Thể thao",
         "Đánh giá đơn vị sự nghiệp - kể cả đơn vị tự chủ"),
        ("Sở Y tế", "Việc"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Ban hành Kế hoạch CCHC năm", "Ban hành trong tháng 01: 0,5"),
        ("Xử lý văn bản qua kiểm tra", "100% số văn bản đã được xử lý: 1"),
    ],
)
def test_how_a_criterion_is_scored_is_a_row_of_its_own(name: str, rule: str) -> None:
    (found,), _ = read_tables(
        "STT\tTiêu chí\tĐiểm tối đa\tĐiểm tự chấm\n"
        f"1.1\t{name}\t0,5\t0,5\n\t{rule}\t\t\n1.2\tKiểm tra\t1\t1\n"
    )
    assert [row.cells[1] for row in found.rows] == [name, rule, "Kiểm tra"]


def test_a_name_that_has_ended_is_not_gone_on_with() -> None:
    text = f"{HEAD}1\tSố đơn vị.\tĐơn vị\t4\n\n\t(nhóm 3)\tĐơn vị\t1\n2\tSố khác\tĐơn vị\t2\n"
    assert len(labels(text)) == 3


def test_the_end_of_a_heading_on_the_next_page() -> None:
    text = (
        "STT\tChỉ tiêu\tĐơn vị tính\tTrong kỳ báo\tLũy kế từ đầu\n"
        "\n\t\t\tcáo\tnăm\n1\tSố văn bản\tVăn bản\t3\t9\n"
    )
    (table,), _ = read_tables(text)
    assert [c.name for c in table.columns][3:] == ["Trong kỳ báo cáo", "Lũy kế từ đầu năm"]
    assert [c.role for c in table.columns][3:] == ["value", "cumulative"]
    assert len(table.rows) == 1


def test_a_heading_printed_again_below_the_end_of_a_row_opens_no_table() -> None:
    again = f"{HEAD}{FIRST}\n\tchi thường xuyên\t\t\n{HEAD}2\tSố đơn vị nhóm 4\tĐơn vị\t2\n"
    assert labels(again) == ["Số đơn vị tự bảo đảm từ 30% chi thường xuyên", "Số đơn vị nhóm 4"]


def test_a_title_over_the_whole_row_is_no_rest_of_the_number_above() -> None:
    text = f"{HEAD}{FIRST}\nChuyển đổi số\t\t\t\n2\tSố đơn vị nhóm 4\tĐơn vị\t2\n"
    (table,), _ = read_tables(text)
    assert [row.label for row in table.rows][1] == "Chuyển đổi số"
    assert table.rows[0].no == "1"


def test_a_cell_alone_on_the_next_page_ends_the_row_that_lacks_it() -> None:
    text = f"{HEAD}1\tSố đơn vị nhóm 3\t\t4\n\n\t\tCơ quan, đơn vị\t\n2\tSố khác\tĐơn vị\t2\n"
    (table,), _ = read_tables(text)
    assert [row.cells[2] for row in table.rows] == ["Cơ quan, đơn vị", "Đơn vị"]

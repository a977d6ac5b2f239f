from __future__ import annotations

import pytest

from contracts.layouts import Layout, project_layouts
from tests.helpers import text_document
from transform.grid import GridRow, grid_rows
from transform.headings import columns_of, heading_height, is_number_row
from transform.layout_match import match_heading, match_layouts

LAYOUTS = project_layouts()


def layout(name: str) -> Layout:
    return next(item for item in LAYOUTS if item.id == name)


def grid(*lines: str) -> tuple[GridRow, ...]:
    (fragment,) = text_document("\n".join(lines)).fragments()
    return grid_rows(fragment)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Cơ quan chủ trì", "lead"),
        ("ĐƠN VỊ PHỐI HỢP", "coordinating"),
        ("Thời hạn hoàn thành (trước ngày cuối quý)", "deadline"),
        ("Mốc thời gian dự kiến", "deadline"),
        ("Sản phẩm, kết quả", "result"),
        ("Co quan chủ trì", "lead"),
        ("Nội dung triển khai năm 2024", "task"),
    ],
)
def test_spellings_of_a_heading(heading: str, role: str) -> None:
    match = match_heading(heading, layout("task"))
    assert match is not None
    assert match.role == role


@pytest.mark.parametrize("heading", ["", "Màu hồ sơ", "x" * 200])
def test_unknown_headings(heading: str) -> None:
    assert match_heading(heading, layout("task")) is None


def test_a_two_row_heading_with_a_spanning_group() -> None:
    rows = grid(
        "STT\tChỉ tiêu thống kê\tKết quả thống kê\t\t\tGhi chú",
        "\t(Sử dụng trong kỳ báo cáo)\tĐơn vị tính\tTrong kỳ\tLũy kế\t",
        "1.\tSố văn bản\tVăn bản\t4\t9\t",
    )
    assert heading_height(rows, LAYOUTS) == 2
    columns = columns_of(rows[:2])
    assert [c.name for c in columns] == [
        "STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Ghi chú",
    ]  # fmt: skip
    assert columns[4].path == ("Kết quả thống kê", "Lũy kế")
    match = match_layouts(columns, LAYOUTS)
    assert match is not None
    assert match.roles == ("no", "label", "unit", "value", "cumulative", "note")


def test_a_data_row_is_no_second_heading_row() -> None:
    rows = grid("STT\tNội dung\tKết quả\tThời gian", "I\tCông tác chỉ đạo\t\t", "1\tViệc\tx\ty")
    assert heading_height(rows, LAYOUTS) == 1


def test_the_first_heading_of_a_part_is_no_third_heading_row() -> None:
    rows = grid(
        "UBND cấp xã\tTiếp nhận\t\tĐã giải quyết",
        "\tTrực tuyến\tTrực tiếp\t",
        "Khối huyện, thành phố\t\t\t",
        "Xã An Phú\t1.996\t0\t483",
    )
    assert heading_height(rows, LAYOUTS) == 2


def test_a_numbered_row_with_heading_words_is_data() -> None:
    rows = grid("7.1.\tSố lượng phiếu khảo sát\tSố lượng\t\t", "7.2.\tHình thức\tx\t1\t")
    assert heading_height(rows, LAYOUTS) == 0


@pytest.mark.parametrize(
    "line",
    [
        "(1)\t(2)\t(3)\t(4)",
        "A\tB\t1\t2",
        "1\t2\t3\t4",
        "(1)\t(2)\t(3)=(4)+(5)\t(4)",
        "MS\t1=2+3\t2\t3",
        "Mã số\t1\t2\t3",
    ],
)
def test_rows_that_number_the_columns(line: str) -> None:
    assert is_number_row(grid(line)[0])


@pytest.mark.parametrize("line", ["1\tMột\t3\t4", "1\t\t\t", "4\t3\t2\t1"])
def test_rows_that_do_not(line: str) -> None:
    assert not is_number_row(grid(line)[0])


def test_figures_decide_where_headings_allow_a_plan_and_a_report() -> None:
    (head,) = grid("STT\tNội dung\tKết quả\tGhi chú")
    columns = columns_of([head])
    report = match_layouts(columns, LAYOUTS, [False, False, True, False])
    plan = match_layouts(columns, LAYOUTS, [False, False, False, False])
    assert report is not None and report.layout.kind == "indicator"
    assert plan is not None and plan.layout.kind == "task"


def test_a_second_number_column() -> None:
    (head,) = grid("Stt\tStt\tNội dung\tChủ trì\tThời gian")
    match = match_layouts(columns_of([head]), LAYOUTS)
    assert match is not None
    assert match.roles[:2] == ("no", "no2")

from __future__ import annotations

import pytest

from contracts.layouts import Layout, project_layouts
from tests.helpers import text_document
from transform.grid import grid_rows
from transform.headings import columns_of
from transform.layout_match import (
    assign_roles,
    heading_matches,
    heading_score,
    is_number_heading,
)
from transform.reading import Column

LAYOUTS = project_layouts()


def layout(name: str) -> Layout:
    return next(item for item in LAYOUTS if item.id == name)


def roles(name: str, *headings: str) -> list[str | None]:
    columns = [Column(heading, (heading,)) for heading in headings]
    return [role for role, _ in assign_roles(columns, layout(name))]


def test_a_known_spelling_comes_before_patterns() -> None:
    found = heading_matches("Chỉ tiêu năm", layout("task"))
    assert found[0].role == "measure"
    assert "goal" in {match.role for match in found}


def test_the_loser_of_a_role_gets_the_next_its_heading_allows() -> None:
    assert roles("task", "Sản phẩm", "Kết quả đến ngày 15/6/2024", "Đánh giá (đạt/không đạt)") == [
        "result", "achieved", "status",
    ]  # fmt: skip


def test_quarters_are_one_role_over_several_columns() -> None:
    assert roles("task", "Nhiệm vụ", "Quý I", "Quý II", "Tháng 12") == [
        "task", "schedule", "schedule", "schedule",
    ]  # fmt: skip


def test_codes_stand_beside_row_numbers() -> None:
    assert roles("task", "STT", "Mã số", "Nhiệm vụ") == ["no", "code", "task"]
    assert roles("indicator", "Mã số", "Chỉ tiêu", "Số liệu") == ["no", "label", "value"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Cấp trình", "submit_to"),
        ("Lãnh đạo UBND tỉnh phụ trách", "assignee"),
        ("Lộ trình thực hiện", "deadline"),
        ("Hình thức văn bản", "form"),
        ("Khó khăn, vướng mắc", "difficulty"),
        ("Cơ quan theo dõi, đôn đốc", "monitor"),
    ],
)
def test_headings_of_provincial_plans(heading: str, role: str) -> None:
    assert roles("task", heading) == [role]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Cùng kỳ năm trước", "previous"),
        ("So sánh (%)", "compared"),
        ("Kế hoạch giao", "planned"),
        ("Nguồn số liệu", "source"),
    ],
)
def test_headings_of_reports(heading: str, role: str) -> None:
    assert roles("indicator", heading) == [role]


def test_words_over_row_numbers() -> None:
    assert is_number_heading("Số TT", LAYOUTS)
    assert not is_number_heading("Nội dung", LAYOUTS)


def test_a_row_of_one_meaning_is_no_heading() -> None:
    assert heading_score(["Quyết định", "Sở Y tế", "Quý I"], LAYOUTS) < 0.55
    assert heading_score(["STT", "Nhiệm vụ", "Thời gian"], LAYOUTS) == 1.0
    assert heading_score([], LAYOUTS) == 0.0


def test_names_are_unique_by_their_parents() -> None:
    text = "STT\tTiếp nhận\t\tGiải quyết\t\n\tTổng\tMới\tTổng\tĐúng hạn"
    (found,) = text_document(text).fragments()
    names = [column.name for column in columns_of(grid_rows(found))]
    assert names == ["STT", "Tiếp nhận - Tổng", "Mới", "Giải quyết - Tổng", "Đúng hạn"]

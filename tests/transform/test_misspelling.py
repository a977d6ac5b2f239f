from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.layouts import project_layouts
from tests.helpers import examples, read_tables, table_text
from transform.layout_match import match_heading, meant_spelling, unbroken_heading
from transform.misspelling import near_spelling, squeezed

LAYOUTS = {layout.id: layout for layout in project_layouts()}
KNOWN = ("đơn vị tính", "số liệu", "thời gian thực hiện", "thời hạn thực hiện", "quý i", "quý ii")


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("đơn vi tính", "đơn vị tính"),
        ("don vi tinh", "đơn vị tính"),
        ("số liẹu", "số liệu"),
        ("thời gan thực hiện", "thời gian thực hiện"),
        ("thời gian thưc hiên", "thời gian thực hiện"),
        ("quý iii", None),
        ("quý v", None),
        ("đơn vị tính", None),
        ("đơn vị tính:", None),
        ("tài liệu", None),
        ("thống liệu", None),
    ],
)
def test_a_slip_in_a_word_or_two_is_seen(key: str, meant: str | None) -> None:
    assert near_spelling(key, KNOWN) == meant


def test_what_could_be_two_headings_is_neither() -> None:
    assert near_spelling("kết qua", ["kết quả", "kết quá"]) is None


@settings(max_examples=examples(30))
@given(st.sampled_from(KNOWN), st.integers(1, 30))
def test_breaks_inside_words_do_not_count(key: str, at: int) -> None:
    assert squeezed(f"{key[:at]} {key[at:]}") == squeezed(key)


@pytest.mark.parametrize(
    ("heading", "layout", "role", "meant"),
    [
        ("Đơn vi tính", "indicator", "unit", "Đơn vị tính"),
        ("Chỉ tiêu thông kế", "indicator", "label", "Chỉ tiêu thống kê"),
        ("Cơ quan phối hơp", "task", "coordinating", "Cơ quan phối hợp"),
        ("Ghi chu", "task", "note", "Ghi chú"),
        ("Cơ quan phối hợp", "task", "coordinating", None),
    ],
)
def test_the_meant_heading(heading: str, layout: str, role: str, meant: str | None) -> None:
    found = match_heading(heading, LAYOUTS[layout])
    assert found is not None
    assert found.role == role
    assert meant_spelling(heading, role, LAYOUTS[layout]) == meant


@pytest.mark.parametrize(
    ("printed", "whole"),
    [("ST T", "STT"), ("Q uý II", "Quý II"), ("Ghi ch ú", "Ghi chú"), ("Ghi chú thêm",) * 2],
)
def test_a_heading_broken_by_a_narrow_column(printed: str, whole: str) -> None:
    assert unbroken_heading(printed, LAYOUTS["task"]) == whole


HEADING = ["STT", "Chỉ tiêu thông kế", "Đơn vi tính", "Số liẹu"]
ROWS = [
    ["1", "Tổng số VBQPPL do địa phương ban hành", "Văn bản", "31"],
    ["1.1", "Số VBQPPL do cấp tỉnh ban hành", "Văn bản", "25"],
]


def test_a_table_under_misspelt_headings_is_read() -> None:
    (table,), notices = read_tables(table_text([HEADING], ROWS))
    assert table.layout == "indicator"
    assert table.held is None
    assert [c.meant for c in table.columns] == [
        None, "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu",
    ]  # fmt: skip
    assert "unknown_heading" not in {n.code for n in notices}

from __future__ import annotations

import pytest

from transform.heading_units import unit_of_heading


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        (("Kinh phí (triệu đồng)",), "triệu đồng"),
        (("Dự toán (nghìn đồng)", "Giao đầu năm"), "nghìn đồng"),
        (("Kết quả", "Tỷ lệ (%)"), "%"),
        (("Số tiền [ĐVT: tỷ đồng]",), "tỷ đồng"),
        (("Thời gian giải quyết (ngày)",), "ngày"),
        (("Chỉ tiêu (Hồ sơ)", "Tỷ lệ (%)"), "%"),
    ],
)
def test_a_unit_in_brackets_is_that_of_the_figures_below(path: tuple[str, ...], unit: str) -> None:
    assert unit_of_heading(path) == unit


@pytest.mark.parametrize(
    "heading", ["Tổng số (1)", "Trực tuyến (nếu có)", "(3)=(4)+(5)", "Kinh phí", "UBND (cấp xã)"]
)
def test_what_else_stands_in_brackets_is_no_unit(heading: str) -> None:
    assert unit_of_heading((heading,)) is None

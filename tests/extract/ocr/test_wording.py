from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.wording import mended_heading, mended_line, mended_words


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Tố chức kiếm tra", "Tổ chức kiểm tra"),
        ("Số liệu về đơn vi sự nghiệp", "Số liệu về đơn vị sự nghiệp"),
        ("TỐ CHỨC BỘ MÁY", "TỔ CHỨC BỘ MÁY"),
        ("Có =1; Không= 0", "Có = 1; Không = 0"),
    ],
)
def test_a_pair_that_is_no_word_becomes_the_word_it_looks_like(read: str, meant: str) -> None:
    assert mended_words(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Phần đầu của báo cáo",
        "quản lý chi tiêu",
        "chỉ tiêu được giao",
        "hoá đơn, huỷ bỏ, số hoá",
        "tố cáo, khiếu nại",
        "143 biên chế",
        "x = 5",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert mended_words(text) == text


def test_only_whole_headings_are_put_right() -> None:
    assert mended_heading("SIT") == "STT"
    assert mended_heading("SIT 5") == "SIT 5"


@given(st.text("tổốchứckiếểmra 0123456789,.%", max_size=30))
def test_figures_are_never_touched(text: str) -> None:
    assert [c for c in mended_words(text) if c.isdigit()] == [c for c in text if c.isdigit()]
    assert mended_words(mended_words(text)) == mended_words(text)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Chỉ đạo. điều hành", "Chỉ đạo, điều hành"),
        ("Sô Nội vụ", "Sở Nội vụ"),
        ("SỐ TÀI CHÍNH", "SỞ TÀI CHÍNH"),
        ("8ơ Y tế; Sỡ Tư pháp", "Sở Y tế; Sở Tư pháp"),
        ("Văn phòng UBND tỉnh: Sở Tư pháp", "Văn phòng UBND tỉnh; Sở Tư pháp"),
    ],
)
def test_lists_and_names_of_bodies_are_put_right(read: str, meant: str) -> None:
    assert mended_words(read) == meant


@pytest.mark.parametrize(
    "text",
    ["hồ sơ tài chính", "TP. Hồ Chí Minh", "Đạt 90%. Trong đó", "chủ trì: Sở Nội vụ", "Số 12"],
)
def test_other_stops_and_colons_stay(text: str) -> None:
    assert mended_words(text) == text


def test_the_number_of_a_letter_has_digits() -> None:
    assert mended_line("Số: ó1/KH-STTTT") == "Số: 61/KH-STTTT"
    assert mended_line("Số: 9/&KH-SCT") == "Số: 9/KH-SCT"
    assert mended_line("Số: 145/BC-SNV") == "Số: 145/BC-SNV"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Tháng 5/202ó", "Tháng 5/2026"),
        ("Nghị quyết số óó/NQ-CP", "Nghị quyết số 66/NQ-CP"),
        ("Quý 12025", "Quý I/2025"),
        ("1V. CẢI CÁCH TỔ CHỨC", "IV. CẢI CÁCH TỔ CHỨC"),
        ("H. CẢI CÁCH THỂ CHẾ", "II. CẢI CÁCH THỂ CHẾ"),
        ("UBND cấp xã: các sở, ngành", "UBND cấp xã; các sở, ngành"),
    ],
)
def test_numbers_and_lists_are_what_they_can_only_be(read: str, meant: str) -> None:
    assert mended_words(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Hằng tuần",
        "Công chứng",
        "cơ quan chủ quản",
        "Học viện Hành chính",
        "Đào tạo người dùng",
        "không dùng tiền mặt",
        "1. CÔNG TÁC CHỈ ĐẠO",
        "trên Cổng dịch vụ công quốc gia",
        "đã số hóa",
    ],
)
def test_words_that_are_right_stay(text: str) -> None:
    assert mended_words(text) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Số: 9KH-TTDVVL", "Số: 9/KH-TTDVVL"),
        ("Số: 777IBC-STC", "Số: 777/BC-STC"),
        ("S0. 73/BC-BQLKCN", "Số: 73/BC-BQLKCN"),
        ("Biên Hòa, ngày 1Ì tháng 6 năm 2027", "Biên Hòa, ngày 11 tháng 6 năm 2027"),
        ("Huế, ngày 22 tháng 01 nam", "Huế, ngày 22 tháng 01 năm"),
        ("(Từ ngày 15/612027 đến ngày 14/9/2027)", "(Từ ngày 15/6/2027 đến ngày 14/9/2027)"),
        ("Công tác quý Lí năm 2026", "Công tác quý II năm 2026"),
    ],
)
def test_dates_and_numbers_of_a_letter_are_put_right(read: str, meant: str) -> None:
    assert mended_line(read) == meant


@pytest.mark.parametrize(
    "text", ["Số 12 của Bộ", "Quý 1 năm 2024", "quý IV năm 2024", "Số: 118/BC-SCT", "tại Hà Nam"]
)
def test_lines_that_are_right_stay(text: str) -> None:
    assert mended_line(text) == text

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.cases import mended_capitals


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("TỶ lệ hồ sơ", "Tỷ lệ hồ sơ"),
        ("quán triỆt, củỦa, vưƯỢt", "quán triệt, của, vượt"),
        ("Văn phòng SỞ; các phòng", "Văn phòng Sở; các phòng"),
        ("SỞ Nội vụ", "Sở Nội vụ"),
        ("công chức Ở vị trí này", "công chức ở vị trí này"),
    ],
)
def test_a_capital_amid_small_letters_was_small(read: str, meant: str) -> None:
    assert mended_capitals(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "UBND TỈNH HÀ NAM",
        "SỞ NỘI VỤ",
        "Nghị quyết số 12-NQ/TƯ của TƯ",
        "Ở vị trí này",
        "- Ý kiến; Ý tưởng",
        "QĐ-TTg, TTHC, ĐVSNCL",
        "Giấy phép của KBNN",
        "lưu trữ, hưu trí",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert mended_capitals(text) == text


@given(st.text("SỞsởTỶtỷNộiỘ 0123456789.,%-", max_size=30))
def test_figures_stay_and_twice_is_once(text: str) -> None:
    once = mended_capitals(text)
    assert [c for c in once if c.isdigit()] == [c for c in text if c.isdigit()]

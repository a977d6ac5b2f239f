from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.syllables import in_one_size, parted

_WORDS = {("dự", "án"), ("y", "tế"), ("hồ", "sơ"), ("đơn", "vị"), ("so", "với"), ("thuộc", "sở")}
_SYLLABLES = {"nhiệm", "vụ", "giả", "mít", "giảm", "ít"}


def _is_word(one: str, two: str) -> bool:
    return (one, two) in _WORDS


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("quản lý dựán", "quản lý dự án"),
        ("Sở Ytế", "Sở Y tế"),
        ("nhiệmvụ", "nhiệm vụ"),
        ("UBNDtỉnh", "UBND tỉnh"),
        ("đạt 100%xã", "đạt 100% xã"),
        ("Công an tỉnh .", "Công an tỉnh"),
    ],
)
def test_words_read_as_one_are_set_apart(read: str, meant: str) -> None:
    assert parted(read, _is_word, _SYLLABLES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "người Êđê",
        "Đắk Lắk",
        "giảmít",
        "NHIẸM",
        "khuếch trương",
        "Viettel, podcast, VNeID",
        "Tài chính -",
    ],
)
def test_what_is_whole_or_has_two_meanings_stays(text: str) -> None:
    assert parted(text, _is_word, _SYLLABLES) == text


def test_every_vowel_makes_a_syllable() -> None:
    text = "ngoằn ngoèo giữa giếng quyết thuở khuya nghiêng quốc huyện rượu thủy thuỷ hoạch người"
    assert parted(text, _is_word, _SYLLABLES) == text


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("tổng hợp hồ Sơ kỳ trước", "tổng hợp hồ sơ kỳ trước"),
        ("Giảm 02 đơn Vị So với cùng kỳ", "Giảm 02 đơn vị so với cùng kỳ"),
        ("của Chính phủ Và Chương trình", "của Chính phủ và Chương trình"),
        ("các phòng thuộc Sở", "các phòng thuộc Sở"),
        ("hồ sơ. Sơ kết", "hồ sơ. Sơ kết"),
    ],
)
def test_a_word_goes_on_in_the_size_it_began(read: str, meant: str) -> None:
    assert in_one_size(read, _is_word) == meant


@given(st.text("aáàâđ hồSơVị.,1 ", max_size=30))
def test_no_letter_is_lost(text: str) -> None:
    assert in_one_size(text, _is_word).casefold() == text.casefold()

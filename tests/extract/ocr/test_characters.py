from __future__ import annotations

import pytest

from extract.ocr.characters import cleaned_words


def test_a_serif_is_no_quotation_mark() -> None:
    assert cleaned_words(['"Tổng', "số'"]) == ["Tổng", "số"]


def test_a_quotation_that_is_closed_keeps_what_opens_it() -> None:
    assert cleaned_words(["thi", '"Sáng', "kiến", 'hay"', "năm"]) == [
        "thi", '"Sáng', "kiến", 'hay"', "năm",
    ]  # fmt: skip
    assert cleaned_words(["“Dân", "vận", "khéo”."])[0] == '"Dân'


def test_a_mark_far_before_another_is_a_serif() -> None:
    words = ['"Tổng', *["số"] * 20, 'hay"']
    assert cleaned_words(words)[0] == "Tổng"


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Lñy", "Lũy"),
        ("II⁄2024", "II/2024"),
        ("Ðiện", "Điện"),
        ("79,4%c", "79,4%"),
        ("%o", "%"),
        ("|_", ""),
    ],
)
def test_signs_that_vietnamese_lacks_are_what_they_look_like(read: str, printed: str) -> None:
    assert cleaned_words([read]) == [printed]

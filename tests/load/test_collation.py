"""Sort keys put Vietnamese names in the order of a dictionary."""

from __future__ import annotations

import random
import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from load.collation import sort_key

ORDERED = [
    "An",
    "Ăn",
    "Ấn",
    "Bà",
    "Bả",
    "Bã",
    "Bá",
    "Bạ",
    "Bác",
    "Dương",
    "Đà",
    "Đá",
    "Ê",
    "Ở",
    "Ư",
]


def test_letters_come_first_and_tones_break_ties() -> None:
    shuffled = random.Random(7).sample(ORDERED, len(ORDERED))
    assert sorted(shuffled, key=sort_key) == ORDERED


def test_a_shorter_word_comes_before_a_longer_one() -> None:
    assert sort_key("Cà Mau") < sort_key("Cao Bằng")
    assert sort_key("Hà Nam") < sort_key("Hải Dương")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composition_and_case_do_not_count(form: Literal["NFC", "NFD"]) -> None:
    name = "Thừa Thiên Huế"
    assert sort_key(unicodedata.normalize(form, name.upper())) == sort_key(name)


@given(st.text(max_size=30))
def test_white_space_around_and_within_does_not_count(text: str) -> None:
    assert sort_key(f"  {text}\t") == sort_key(text)
    assert sort_key(" ".join(text.split())) == sort_key(text)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.ocr.digits import (
    Reading,
    is_figure,
    is_like_figure,
    is_roman,
    joined_lines,
    settled,
    undisguised,
)

_texts = st.text("0123456789.,%IVOl-/ ngườid", max_size=8)
_sure = st.floats(0, 1)


@pytest.mark.parametrize(
    "text", ["0", "143", "13,7%", "2.580", "1.234.567,8", "-5", "5/21", "3.1.2.", "08/3/2024", "-"]
)
def test_figures(text: str) -> None:
    assert is_figure(text)


@pytest.mark.parametrize("text", ["", "Người", "1a", "l3", "12 phòng", "II"])
def test_no_figures(text: str) -> None:
    assert not is_figure(text)


def test_roman_numbers() -> None:
    assert is_roman("III") and is_roman("IV.")
    assert not is_roman("HI")


def test_what_may_be_a_figure_read_badly_is_read_again() -> None:
    assert is_like_figure("1O", 0.9, number=False, figures=False)
    assert is_like_figure("", 0.0, number=False, figures=False)
    assert is_like_figure("Hội", 0.9, number=True, figures=False)
    assert not is_like_figure("Người", 0.9, number=False, figures=False)
    assert not is_like_figure("51 biên chế", 0.9, number=False, figures=False)


@pytest.mark.parametrize("text", ["SO,ó4%", "8ó T77", "ọ", "4W"])
def test_in_a_column_of_figures_every_short_text_is_read_again(text: str) -> None:
    assert is_like_figure(text, 0.9, number=False, figures=True)
    assert not is_like_figure("Không có", 0.9, number=False, figures=True)


def test_readings_that_agree_are_surer_than_each() -> None:
    found = settled(Reading("143", 0.8), Reading("143", 0.9), number=False)
    assert found.text == "143"
    assert found.confidence > 0.9
    assert found.alternatives == ()


def test_readings_that_differ_are_both_kept_with_the_lower_confidence() -> None:
    found = settled(Reading("148", 0.7), Reading("143", 0.95), number=False)
    assert (found.text, found.confidence, found.alternatives) == ("143", 0.7, ("148",))


def test_a_figure_goes_before_what_is_none() -> None:
    assert settled(Reading("l3.", 0.9), Reading("1.3.", 0.5), number=True).text == "1.3."
    assert settled(Reading("143", 0.4), Reading("l43a", 0.9), number=False).text == "143"


def test_roman_numbers_only_number_rows() -> None:
    assert settled(Reading("H", 0.9), Reading("II", 0.9), number=True).text == "II"
    assert settled(Reading("H", 0.9), Reading("II", 0.9), number=False).text == "H"


@given(_texts, _sure, _texts, _sure, st.booleans())
def test_what_is_settled_was_read(
    one: str, sure: float, two: str, second: float, number: bool
) -> None:
    found = settled(Reading(one, sure), Reading(two, second), number=number)
    assert found.text in (one, two.replace(" ", ""))
    assert 0 <= found.confidence <= 1
    assert found.text not in found.alternatives


@pytest.mark.parametrize(
    ("one", "two", "text"),
    [
        ("77,17", "77.17", "77,17"),
        ("3.718.45", "3.718,45", "3.718,45"),
        ("12.345", "12,345", "12.345"),
        ("0.345", "0,345", "0,345"),
        ("3.2.1.", "3.2.1", "3.2.1."),
    ],
)
def test_points_part_thousands_and_commas_decimals(one: str, two: str, text: str) -> None:
    assert settled(Reading(one, 0.7), Reading(two, 0.9), number=False).text == text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("3.2.", "2", "3.2.2"),
        ("161.28", "8", "161.288"),
        ("15", "20", None),
        ("1.1", "2", None),
        ("2.5", "Hồ", None),
    ],
)
def test_a_number_goes_on_in_a_second_line(first: str, second: str, whole: str | None) -> None:
    assert joined_lines(first, second) == whole


@pytest.mark.parametrize(
    ("read", "meant"), [("IH/2026", "III/2026"), ("1V", "IV"), ("II-HI", "II-III"), ("12", "12")]
)
def test_strokes_are_taken_for_other_signs(read: str, meant: str) -> None:
    assert undisguised(read) == meant

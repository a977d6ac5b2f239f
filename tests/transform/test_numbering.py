from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.numbering import outline, parse_row_number, split_leading_number


def parents(*numbers: str, headings: tuple[int, ...] = ()) -> list[str | None]:
    parsed = [parse_row_number(n) for n in numbers]
    places = outline(parsed, [i in headings for i in range(len(numbers))])
    return [numbers[p.parent] if p.parent is not None else None for p in places]


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1.1.", "arabic", "1.1"),
        ("IV", "roman", "IV"),
        ("II.", "roman", "II"),
        ("(3)", "arabic", "(3)"),
        ("C", "letter", "C"),
        ("a)", "small", "a)"),
        ("01", "arabic", "01"),
        ("I.2", "roman", "I.2"),
        ("-", "bullet", "-"),
        ("ii", "lower_roman", "ii"),
        ("I-", "roman", "I"),
        ("2/", "arabic", "2"),
        ("1.a", "arabic", "1.a"),
        ("1.1)", "arabic", "1.1)"),
        ("II.1.2", "roman", "II.1.2"),
    ],
)
def test_a_row_number_alone(text: str, style: str, number: str) -> None:
    read = parse_row_number(text)
    assert read is not None
    assert (read.style, read.text) == (style, number)


@pytest.mark.parametrize("text", ["", "12a", "15/02/2023", "100%", "Một", "2024 năm", "Tổng"])
def test_what_is_no_row_number(text: str) -> None:
    assert parse_row_number(text) is None


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("I. Xây dựng", "I", "Xây dựng"),
        ("VII Về phân cấp", "VII", "Về phân cấp"),
        ("1.1 Tổng số", "1.1", "Tổng số"),
        ("a) nội dung", "a)", "nội dung"),
        ("V- TỔ CHỨC", "V", "TỔ CHỨC"),
        ("Phần II. Nội dung", "II", "Nội dung"),
    ],
)
def test_a_number_before_a_title(text: str, number: str, title: str) -> None:
    read, rest = split_leading_number(text, bare_allowed=True)
    assert read is not None
    assert (read.text, rest) == (number, title)


@pytest.mark.parametrize("text", ["100% hồ sơ", "03 lãnh đạo", "- gạch đầu", "Có gì", "15/02/2023"])
def test_a_title_without_a_number(text: str) -> None:
    assert split_leading_number(text, bare_allowed=True) == (None, text)


def test_numbers_restart_under_each_roman() -> None:
    assert parents("I", "1", "2", "II", "1") == [None, "I", "I", None, "II"]


def test_numbers_go_on_under_each_letter() -> None:
    assert parents("A", "I", "1", "1.1", "B", "I", "1") == [None, "A", "I", "1", None, "B", "I"]


def test_dotted_numbers_stand_under_their_prefix() -> None:
    assert parents("1", "1.1", "1.1.1", "1.2", "2", "2.1") == [None, "1", "1.1", "1", None, "2"]


def test_a_heading_may_hold_rows_of_its_own_style() -> None:
    found = parents("1", "1", "2", "2", "1", headings=(0, 3))
    assert found == [None, "1", "1", None, "2"]


def test_a_row_without_data_among_numbered_rows_is_no_heading() -> None:
    assert parents("1", "2", "3", "4", headings=(2,)) == [None, None, None, None]


def test_small_roman_numbers_are_one_series() -> None:
    assert parents("1", "i", "ii", "iii", "iv", "v", "2") == [None, *["1"] * 5, None]
    assert parents("1", "a", "i", "ii", "b") == [None, "1", "a", "a", "1"]


def test_a_row_that_lost_its_number_stands_beside_its_neighbours() -> None:
    assert parents("I", "1", "", "3") == [None, "I", "I", "I"]
    assert parents("I", "1", "", "2") == [None, "I", "1", "I"]


def test_a_heading_holds_deeper_numbers_whatever_their_prefix() -> None:
    assert parents("1", "1.1", "2", "1.2", headings=(0, 2)) == [None, "1", None, "2"]


@given(st.lists(st.sampled_from(["", "I", "II", "A", "1", "2", "1.1", "1.2.3", "a", "-"])))
def test_a_parent_stands_before_its_row_and_one_level_above(numbers: list[str]) -> None:
    parsed = [parse_row_number(n) for n in numbers]
    places = outline(parsed, [n == "" for n in numbers])
    for index, place in enumerate(places):
        assert place.parent is None or place.parent < index
        above = places[place.parent].level if place.parent is not None else 0
        assert place.level == above + 1


def test_a_row_of_a_missing_heading_is_not_put_under_an_earlier_one() -> None:
    assert parents("1", "3.1", "3.2", headings=(0,)) == [None, None, None]
    assert parents("1", "1.1", "3.1", headings=(0,)) == [None, "1", None]
    # a misprint of an earlier number stays where it stands
    assert parents("5", "4.1", headings=(0,)) == [None, "5"]


def test_small_letters_before_any_number_are_headings() -> None:
    levels = [o.level for o in outline([parse_row_number(n) for n in "a12b1"], [False] * 5)]
    assert levels == [1, 2, 2, 1, 2]
    below = [o.level for o in outline([parse_row_number(n) for n in "1ab2a"], [False] * 5)]
    assert below == [1, 2, 2, 1, 2]

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from contracts.catalogue import Indicator, indicators
from transform.indicators import (
    LIKE_LABEL,
    PrintedRow,
    alike_codes,
    label_keys,
    match_indicators,
)


def codes(rows: list[PrintedRow], appendix: int | None = None) -> list[str | None]:
    return [item.code if item else None for item in match_indicators(rows, appendix)]


@pytest.mark.parametrize("appendix", [2, 3, 4, 5, 6, 7, 8])
def test_every_row_of_the_form_is_found_without_its_caption(appendix: int) -> None:
    own = [i for i in indicators() if i.appendix == f"PL{appendix}"]
    rows = [PrintedRow(i.number, i.label_vi) for i in own]
    assert codes(rows) == [i.code for i in own]


def test_rows_that_were_renumbered_are_found_by_label_and_order() -> None:
    own = [i for i in indicators() if i.appendix == "PL4"]
    rows = [PrintedRow(str(n), i.label_vi) for n, i in enumerate(own, start=1)]
    assert codes(rows, 4) == [i.code for i in own]


def test_one_label_under_two_numbers_needs_the_number() -> None:
    label = "Tổng số nhiệm vụ được giao"
    assert codes([PrintedRow("6.1", label)], 2) == ["PL2.6.1"]
    assert codes([PrintedRow("5.1", label)], 2) == ["PL2.5.1"]


def test_a_misread_label_is_found_and_another_one_is_not() -> None:
    rows = [
        PrintedRow("1.1", "Số TTHC đã được phê duyêt phương án đơn giản hoá"),
        PrintedRow("9.9", "Số máy tính đã mua"),
    ]
    assert codes(rows, 4) == ["PL4.1.1", None]


@given(st.lists(st.integers(0, 150), unique=True, max_size=12).map(sorted))
def test_any_rows_left_out_leave_the_others_found(picked: list[int]) -> None:
    known = indicators()
    rows = [PrintedRow(known[i].number, known[i].label_vi) for i in picked]
    assert codes(rows) == [known[i].code for i in picked]


@given(st.sampled_from(indicators()), st.text(max_size=12), st.integers(0, 30))
def test_alike_is_told_as_if_each_label_were_compared(
    item: Indicator, added: str, cut: int
) -> None:
    label = item.label_vi[cut:] + added
    slow = {}
    for other in indicators():
        keys = zip(label_keys(label), label_keys(other.label_vi), strict=True)
        alike = max(fuzz.ratio(*pair) for pair in keys) / 100
        if alike >= LIKE_LABEL:
            slow[other.code] = alike
    assert alike_codes(label) == slow

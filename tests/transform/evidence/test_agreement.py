from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.evidence.agreement import Agreement, agreement, as_rate
from transform.statement import Bound, Quantity


def count(value: int, bound: Bound = "=") -> Quantity:
    return Quantity(Decimal(value), str(value), bound=bound)


def rate(text: str, bound: Bound = "=") -> Quantity:
    places = len(text.partition(".")[2])
    return Quantity(Decimal(text), text, Decimal(1).scaleb(-places), bound, rate=True)


@pytest.mark.parametrize(
    ("part", "whole", "printed", "bound", "expected"),
    [
        (711, 744, "95.56", "=", "fits"),
        (82, 744, "95.56", "=", "broken"),
        (20, 30, "66.6", "=", "cut"),
        (1, 8, "12.5", "=", "fits"),
        (1, 8, "13", "=", "fits"),
        (711, 744, "96", "<", "fits"),
        (711, 744, "95", "<", "broken"),
        (300, 744, "96", "<", "broken"),
        (711, 744, "95", ">", "fits"),
        (711, 744, "96", ">", "broken"),
        (29, 30, "97", "~", "fits"),
        (20, 30, "97", "~", "broken"),
    ],
)
def test_a_rate_is_the_interval_it_prints(
    part: int, whole: int, printed: str, bound: Bound, expected: Agreement
) -> None:
    assert agreement(count(part), count(whole), rate(printed, bound)) == expected


def test_approximate_counts_leave_it_open() -> None:
    assert agreement(count(700, ">"), count(744), rate("80")) == "open"


@given(st.integers(0, 5000), st.integers(1, 5000), st.integers(0, 2))
def test_what_is_rounded_half_up_always_fits(part: int, whole: int, places: int) -> None:
    shown = as_rate(count(part), count(whole), places)
    assert agreement(count(part), count(whole), rate(f"{shown}")) == "fits"

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from transform.reconcile.interval import (
    Span,
    ceil_div,
    floor_div,
    quantize,
    round_half_up,
    strict_floor_div,
)

counts = st.integers(0, 10**9).map(Decimal)
positive = st.integers(1, 10**9).map(Decimal)


@given(counts, positive)
def test_integer_divisions_are_exact(a: Decimal, b: Decimal) -> None:
    exact = Fraction(a) / Fraction(b)
    assert floor_div(a, b) <= exact < floor_div(a, b) + 1
    assert ceil_div(a, b) - 1 < exact <= ceil_div(a, b)
    assert strict_floor_div(a, b) < exact or a == 0


@given(counts, positive, st.integers(0, 4))
def test_rounding_a_quotient_is_half_up(a: Decimal, b: Decimal, decimals: int) -> None:
    rounded = Fraction(round_half_up(a, b, decimals))
    half = Fraction(1, 2 * 10**decimals)
    assert rounded - half <= Fraction(a) / Fraction(b) < rounded + half


def test_a_half_goes_up() -> None:
    assert round_half_up(Decimal(1), Decimal(8), 2) == Decimal("0.13")
    assert quantize(Decimal("2.345"), 2) == Decimal("2.35")


def test_a_span_includes_its_ends_and_may_be_open() -> None:
    span = Span(Decimal(1), Decimal(3))
    assert [span.contains(Decimal(v)) for v in (0, 1, 3, 4)] == [False, True, True, False]
    assert Span(None, Decimal(3)).contains(Decimal(-9))
    assert Span(Decimal(1), None).contains(Decimal(10**9))

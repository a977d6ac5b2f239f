from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from transform.evidence.history import unusual

STEADY = [Decimal(n) for n in (744, 702, 768, 725)]


def test_ten_times_as_much_is_unusual_and_a_tenth_more_is_not() -> None:
    assert unusual(Decimal(7400), STEADY) > 8
    assert unusual(Decimal(820), STEADY) < 3


def test_small_counts_vary_by_chance() -> None:
    assert unusual(Decimal(4), [Decimal(n) for n in (1, 0, 2, 1)]) < 3


@given(st.lists(st.integers(0, 10**6).map(Decimal), min_size=4, max_size=12))
def test_what_was_reported_before_is_never_unusual(history: list[Decimal]) -> None:
    assert all(unusual(value, history) == 0 for value in history)

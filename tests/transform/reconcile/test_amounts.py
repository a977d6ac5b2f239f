"""Amounts that add up as printed, and amounts that were rounded each for itself."""

from __future__ import annotations

import pytest

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.evaluate import evaluate

SUMS = tuple(f'sum: {{total: "t{i}", parts: ["t{i}.a", "t{i}.b", "t{i}.c"]}}' for i in range(20))


def printed(exact: int, missing: int) -> dict[str, str]:
    """Return so many sums that are exact, and so many that miss by one tenth."""
    figures: dict[str, str] = {}
    for i in range(exact + missing):
        total = "7,5" if i < exact else "7,6"
        parts = {f"t{i}.a": "1,2", f"t{i}.b": "2,4", f"t{i}.c": "3,9"}
        figures |= {f"t{i}": total} | parts
    return figures


@pytest.mark.parametrize(
    ("exact", "missing", "failing"),
    [(19, 1, 1), (12, 0, 0), (1, 1, 0), (0, 1, 0), (6, 6, 0)],
)
def test_a_miss_counts_where_the_other_sums_are_exact(
    exact: int, missing: int, failing: int
) -> None:
    results = evaluate(network(printed(exact, missing), rules(*SUMS[: exact + missing])))
    assert sum(result.outcome.value == "fail" for result in results) == failing


def test_the_value_that_adds_up_is_offered_before_those_near_it() -> None:
    made = network(printed(1, 1), rules(*SUMS[:2]))
    first, near = made.constraints[1].solve("t1", made.board.value)
    assert first.low is not None
    assert str(first.low) == str(first.high) == "7.5"
    assert near.style == "apart"
    assert near.contains(first.low)

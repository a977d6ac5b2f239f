from __future__ import annotations

import math
from decimal import Decimal

import pytest

from transform.reconcile.decide import (
    Thresholds,
    decide_rule,
    posterior,
    readings,
    status_of,
)
from transform.reconcile.explain import Change
from transform.reconcile.search import Explanation


def change(cell: str, value: int, width: int = 1) -> Change:
    return Change(cell, Decimal(value), "slip", width)


def explained(cost: float, *changes: Change, dropped: int | None = None) -> Explanation:
    aside = frozenset() if dropped is None else frozenset({dropped})
    return Explanation(changes, aside, cost)


def test_probabilities_add_up_and_follow_the_costs() -> None:
    weighted = posterior([explained(9.0, change("a", 1)), explained(7.0, change("b", 2))])
    assert sum(w.probability for w in weighted) == pytest.approx(1.0)
    assert weighted[0].explanation.changes[0].cell == "b"
    assert weighted[0].probability / weighted[1].probability == pytest.approx(math.exp(2))
    assert posterior([]) == ()
    (short,) = posterior([explained(9.0, change("a", 1))], unexplained=0.1)
    assert short.probability == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("confidence", "status"),
    [
        (0.99, "corrected"),
        (0.95, "corrected"),
        (0.94, "proposed"),
        (0.8, "proposed"),
        (0.5, "ambiguous"),
    ],
)
def test_the_thresholds(confidence: float, status: str) -> None:
    assert status_of(confidence, Thresholds()) == status


def test_readings_take_explanations_alike_on_a_rule_together() -> None:
    weighted = posterior(
        [
            explained(1.0, change("a", 5), change("x", 1)),
            explained(1.0, change("a", 5), change("x", 2)),
            explained(1.0, change("b", 7)),
        ]
    )
    first, second = readings(weighted, ("a", "b"))
    assert first.changes[0].value == 5
    assert first.probability == pytest.approx(2 / 3)
    assert second.changes[0].cell == "b"


def test_a_rule_set_aside_is_not_mended_by_changes_elsewhere() -> None:
    weighted = posterior([explained(1.0, change("a", 5), dropped=3)])
    assert readings(weighted, ("a",), 3)[0].changes == ()
    assert readings(weighted, ("a",), 4)[0].changes[0].cell == "a"


def test_one_of_many_values_is_not_certain() -> None:
    weighted = posterior([explained(1.0, change("a", 5, width=10))])
    (reading,) = readings(weighted, ("a",))
    assert reading.probability == pytest.approx(1.0)
    assert reading.certainty == pytest.approx(0.1)


def test_the_status_of_a_rule() -> None:
    sure = readings(posterior([explained(1.0, change("a", 5))]), ("a",))
    aside = readings(posterior([explained(1.0, dropped=0)]), ("a",), 0)
    assert decide_rule(sure, False, Thresholds()) == "corrected"
    assert decide_rule(aside, False, Thresholds()) == "noted"
    assert decide_rule((), False, Thresholds()) == "ambiguous"
    assert decide_rule(sure, True, Thresholds()) == "too_entangled"


def test_a_cell_that_many_values_would_mend_comes_before_one_likely_value() -> None:
    weighted = posterior(
        [
            explained(1.0, change("b", 7)),
            *(explained(1.5, change("a", value)) for value in (1, 2, 3)),
        ]
    )
    first, second, *_ = readings(weighted, ("b", "a"))
    assert [r.changes[0].cell for r in (first, second)] == ["a", "b"]
    assert second.certainty > first.certainty


def test_cells_that_are_alike_stand_in_the_order_of_their_rule() -> None:
    weighted = posterior([explained(1.0, change("b", 7)), explained(1.1, change("a", 5))])
    assert [r.changes[0].cell for r in readings(weighted, ("a", "b"))] == ["a", "b"]
    assert [r.changes[0].cell for r in readings(weighted, ("b", "a"))] == ["b", "a"]

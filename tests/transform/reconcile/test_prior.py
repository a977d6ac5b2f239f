from __future__ import annotations

from decimal import Decimal

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.prior import Prior, Shares, make_prior

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'


def gain(prior: Prior, before: dict[str, int], after: dict[str, int]) -> float:
    first = {k: Decimal(v) for k, v in before.items()}
    second = {k: Decimal(v) for k, v in after.items()}
    return prior.gain(second, first.get, {**first, **second}.get)


def prior(*entries: str) -> Prior:
    printed = dict.fromkeys(["r", "p", "w", "a", "t"], "5")
    return make_prior(network(printed, rules(*entries)), Shares())


def test_all_of_a_whole_is_likelier_than_just_some_of_it() -> None:
    made = prior(RATIO)
    assert gain(made, {"p": 82, "w": 744}, {"p": 744}) > 0
    assert gain(made, {"p": 82, "w": 744}, {"p": 711}) == 0
    assert gain(made, {"p": 82, "w": 744}, {"p": 745}) < -5


def test_large_counts_are_rarer_than_small_ones() -> None:
    made = prior('sum: {total: "t", parts: ["a", "p"]}')
    assert gain(made, {"a": 5}, {"a": 500}) < 0
    # a total has no prior of its own: its parts have
    assert gain(made, {"t": 5}, {"t": 500}) == 0


def test_a_bound_is_near_what_it_bounds() -> None:
    made = prior('le: [["a", "p"], "t"]')
    start = {"a": 60, "p": 30, "t": 17}
    assert gain(made, start, {"t": 95}) > gain(made, start, {"t": 950})
    assert gain(made, start, {"t": 950}) > gain(made, start, {"t": 70})


def test_gains_add_up_along_any_path() -> None:
    made = prior(RATIO, 'le: ["a", "w"]')
    start, one, two = {"p": 3, "w": 9, "a": 2}, {"p": 4}, {"w": 12}
    direct = gain(made, start, {**one, **two})
    assert abs(gain(made, start, one) + gain(made, {**start, **one}, two) - direct) < 1e-9


def test_a_soft_bound_that_is_passed_is_paid_for_by_its_rule_and_not_again() -> None:
    hard = prior('le: ["a", "t"]')
    soft = prior('le: ["a", "t"], strength: soft, p: 0.9, why: scope')
    passed, within = {"a": 43, "t": 42}, {"t": 43}
    assert gain(hard, passed, within) > 8
    assert gain(soft, passed, within) < 5


def test_counts_are_as_large_and_as_often_nothing_as_the_others_of_the_report() -> None:
    general = Shares()
    small = general.seen([1.0, 2.0, 2.0, 3.0, 5.0, 4.0, 2.0, 1.0, 3.0, 6.0])
    large = general.seen([900.0, 1500.0, 1100.0, 2400.0, 700.0, 1300.0, 1900.0, 800.0])
    assert large.log_count(1200) - large.log_count(3) > small.log_count(1200) - small.log_count(3)
    empty = general.seen([0.0] * 30 + [4.0])
    assert empty.log_count(0) > general.log_count(0) > small.log_count(0)
    assert general.seen([]).spread == general.spread


def test_a_lone_rate_is_rather_whole_than_one() -> None:
    mean = prior('between: {cell: "r", of: ["a", "t"]}')
    assert gain(mean, {"a": 1}, {"a": 100}) > 4
    assert gain(mean, {"a": 40}, {"a": 90}) > 0
    assert gain(mean, {"a": 90}, {"a": 140}) < -5

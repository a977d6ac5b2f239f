from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.constraint import Outcome

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'
MODES = {"half up": ROUND_HALF_UP, "cut off": ROUND_DOWN}


def judge(rate: str, part: str, whole: str, entry: str = RATIO) -> tuple[Outcome, str, bool]:
    made = network({"r": rate, "p": part, "w": whole}, rules(entry))
    found = made.constraints[0].judge(made.board.value)
    return found.outcome, found.reason, found.cut_off


@pytest.mark.parametrize(
    ("rate", "part", "whole", "outcome"),
    [
        ("91,34", "116", "127", Outcome.PASS),
        ("95,56", "711", "744", Outcome.PASS),
        ("95,56", "172", "180", Outcome.PASS),
        ("95,56", "82", "744", Outcome.FAIL),
        ("100", "1", "11", Outcome.FAIL),
        ("0", "0", "0", Outcome.PASS),
        ("100", "0", "0", Outcome.PASS),
        ("50", "0", "0", Outcome.FAIL),
        ("100", "5", "0", Outcome.FAIL),
        ("103,5", "207", "200", Outcome.PASS),
        ("12,5", "1", "8", Outcome.PASS),
        ("13", "1", "8", Outcome.PASS),
        ("12", "1", "8", Outcome.PASS),
        ("14", "1", "8", Outcome.FAIL),
        ("95,5", "191", "200", Outcome.PASS),
    ],
)
def test_the_printed_decimals_decide(rate: str, part: str, whole: str, outcome: Outcome) -> None:
    assert judge(rate, part, whole)[0] is outcome


def test_cutting_off_is_a_style_and_no_error() -> None:
    assert judge("66,66", "2", "3") == (
        Outcome.PASS,
        "fits with digits cut off, not rounded",
        True,
    )
    assert judge("66,67", "2", "3")[2] is False


def test_a_blank_makes_it_not_applicable_and_says_which() -> None:
    assert judge("", "82", "744") == (Outcome.NOT_APPLICABLE, "r is blank", False)
    assert judge("-", "82", "") == (Outcome.NOT_APPLICABLE, "r is dash; w is blank", False)
    assert judge("12a", "82", "744") == (Outcome.NOT_APPLICABLE, "r is unreadable", False)


def test_only_the_named_forms_of_zero_over_zero_are_legal() -> None:
    strict = RATIO + ', zero_over_zero: ["0"]'
    assert judge("100", "0", "0", strict)[0] is Outcome.FAIL
    assert judge("0", "0", "0", strict)[0] is Outcome.PASS


def test_another_scale() -> None:
    per_mille = 'ratio: {rate: "r", part: "p", whole: "w", scale: 1000}'
    assert judge("125", "1", "8", per_mille)[0] is Outcome.PASS


@given(
    st.integers(1, 200_000).flatmap(lambda w: st.tuples(st.integers(0, w), st.just(w))),
    st.integers(0, 3),
    st.sampled_from(sorted(MODES)),
)
def test_a_rate_computed_from_its_parts_never_fails(
    pair: tuple[int, int], decimals: int, mode: str
) -> None:
    part, whole = pair
    exact = Decimal(100 * part) / Decimal(whole)
    text = str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=MODES[mode]))
    assert judge(text.replace(".", ","), str(part), str(whole))[0] is Outcome.PASS


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["95,56", "91,34", "33,3", "7", "100", "0,5", "50"]), st.integers(1, 3000))
def test_solving_for_a_part_gives_just_the_integers_that_pass(rate: str, whole: int) -> None:
    made = network({"r": rate, "p": "1", "w": str(whole)}, rules(RATIO))
    spans = made.constraints[0].solve("p", made.board.value)
    solved = {
        int(s.low) + i
        for s in spans
        if s.low is not None and s.high is not None
        for i in range(int(s.high - s.low) + 1)
    }
    middle = int(whole * float(rate.replace(",", ".")) / 100)
    near = range(middle - 40, middle + 40)
    passing = {p for p in near if p >= 0 and judge(rate, str(p), str(whole))[0] is Outcome.PASS}
    assert solved & set(near) == passing


@given(st.sampled_from(["95,56", "91,34", "33,3", "7", "100"]), st.integers(1, 900))
def test_solving_for_a_whole_gives_wholes_that_pass(rate: str, part: int) -> None:
    made = network({"r": rate, "p": str(part), "w": "1"}, rules(RATIO))
    for span in made.constraints[0].solve("w", made.board.value):
        assert span.low is not None
        assert span.high is not None
        assert judge(rate, str(part), str(span.low))[0] is Outcome.PASS
        assert judge(rate, str(part), str(span.high))[0] is Outcome.PASS


def test_82_of_744_needs_711() -> None:
    made = network({"r": "95,56", "p": "82", "w": "744"}, rules(RATIO))
    (span,) = made.constraints[0].solve("p", made.board.value)
    assert span.low == span.high == Decimal(711)
    assert made.constraints[0].solve("w", made.board.value) == ()
    assert made.constraints[0].text(made.board) == "95,56 ≠ 82/744"


def test_rounded_amounts_are_intervals_too() -> None:
    made = network({"r": "33,3", "p": "0,1", "w": "0,3"}, rules(RATIO))
    assert not made.constraints[0].fails(made.board.value)
    made = network({"r": "50", "p": "0,1", "w": "0,3"}, rules(RATIO))
    assert not made.constraints[0].fails(made.board.value)
    made = network({"r": "90", "p": "0,1", "w": "0,3"}, rules(RATIO))
    assert made.constraints[0].fails(made.board.value)

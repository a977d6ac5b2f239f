from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.constraint import Outcome

SUM = 'sum: {total: "t", parts: ["a", "b", "c"]}'
FILLED = SUM + ", blank_is: zero"
BOUND = 'le: [["a", "b", "c"], "t"]'


def outcome(entry: str, total: str, *parts: str) -> Outcome:
    printed = {"t": total, **dict(zip("abc", parts, strict=False))}
    made = network(printed, rules(entry))
    return made.constraints[0].judge(made.board.value).outcome


@pytest.mark.parametrize(
    ("entry", "printed", "expected"),
    [
        (SUM, ("6", "1", "2", "3"), Outcome.PASS),
        (SUM, ("7", "1", "2", "3"), Outcome.FAIL),
        (SUM, ("6", "1", "2", ""), Outcome.NOT_APPLICABLE),
        (SUM, ("2", "1", "2", ""), Outcome.FAIL),
        (SUM, ("", "1", "2", "3"), Outcome.NOT_APPLICABLE),
        (FILLED, ("127", "127", "", ""), Outcome.PASS),
        (FILLED, ("128", "127", "", ""), Outcome.FAIL),
        (FILLED, ("127", "127", "-", ""), Outcome.PASS),
        (FILLED, ("127", "", "", ""), Outcome.NOT_APPLICABLE),
        (FILLED, ("", "1", "", ""), Outcome.NOT_APPLICABLE),
        (FILLED, ("127", "127", "x", ""), Outcome.NOT_APPLICABLE),
        (BOUND, ("312", "270", "12", "0"), Outcome.PASS),
        (BOUND, ("282", "270", "12", "0"), Outcome.PASS),
        (BOUND, ("281", "270", "12", "0"), Outcome.FAIL),
        (BOUND, ("281", "270", "12", ""), Outcome.FAIL),
        (BOUND, ("282", "270", "12", ""), Outcome.NOT_APPLICABLE),
        (BOUND, ("", "270", "12", "0"), Outcome.NOT_APPLICABLE),
    ],
)
def test_sums_and_bounds(entry: str, printed: tuple[str, ...], expected: Outcome) -> None:
    assert outcome(entry, *printed) is expected


def test_a_row_that_the_table_lacks_is_unknown_and_not_zero() -> None:
    assert outcome(FILLED, "9", "1", "2") is Outcome.NOT_APPLICABLE
    assert outcome(FILLED, "2", "1", "2") is Outcome.FAIL


def test_rounded_amounts_add_up_to_their_rounding() -> None:
    assert outcome(SUM, "0,6", "0,25", "0,25", "0,12") is Outcome.PASS
    assert outcome(SUM, "0,9", "0,25", "0,25", "0,12") is Outcome.FAIL


def test_the_general_form_and_its_text() -> None:
    made = network({"a": "7", "b": "2"}, rules('linear: {terms: {"a": 1, "b": -3}, op: "=="}'))
    assert made.constraints[0].judge(made.board.value).outcome is Outcome.FAIL
    assert made.constraints[0].text(made.board) == "7 - 3x2 ≠ 0"


def test_texts_leave_blanks_out() -> None:
    made = network({"t": "9", "a": "1", "b": "", "c": "2"}, rules(FILLED, BOUND))
    assert made.constraints[0].text(made.board) == "9 ≠ 1 + 2"


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), st.integers(0, 10**6))
def test_solving_a_sum_mends_it(parts: list[int], total: int) -> None:
    printed = {"t": str(total), **dict(zip("abc", map(str, parts), strict=True))}
    made = network(printed, rules(SUM))
    constraint = made.constraints[0]
    for cell in "tabc":
        (span,) = constraint.solve(cell, made.board.value)
        assert span.low == span.high
        mended = {**{k: made.board.value(k) for k in printed}, cell: span.low}
        assert not constraint.fails(mended.get)

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.bounds import counts_in
from transform.reconcile.constraint import Outcome

CASES = [
    ('range: {cell: "a", min: 0, max: 100}', {"a": "100"}, Outcome.PASS),
    ('range: {cell: "a", min: 0, max: 100}', {"a": "101"}, Outcome.FAIL),
    ('range: {cell: "a", min: 0}', {"a": ""}, Outcome.NOT_APPLICABLE),
    ('positive: {if: "a", then: ["b", "c"]}', {"a": "180", "b": "0", "c": "0"}, Outcome.FAIL),
    ('positive: {if: "a", then: ["b", "c"]}', {"a": "180", "b": "0", "c": "4"}, Outcome.PASS),
    ('positive: {if: "a", then: ["b", "c"]}', {"a": "0", "b": "0", "c": "0"}, Outcome.PASS),
    (
        'positive: {if: "a", then: ["b", "c"]}',
        {"a": "180", "b": "0", "c": ""},
        Outcome.NOT_APPLICABLE,
    ),
    ('between: {cell: "a", of: ["b", "c"]}', {"a": "90", "b": "80", "c": "95"}, Outcome.PASS),
    ('between: {cell: "a", of: ["b", "c"]}', {"a": "99", "b": "80", "c": "95"}, Outcome.FAIL),
    (
        'between: {cell: "a", of: ["b", "c"]}',
        {"a": "99", "b": "80", "c": ""},
        Outcome.NOT_APPLICABLE,
    ),
]


@pytest.mark.parametrize(("entry", "printed", "expected"), CASES)
def test_outcomes(entry: str, printed: dict[str, str], expected: Outcome) -> None:
    made = network(printed, rules(entry))
    assert made.constraints[0].judge(made.board.value).outcome is expected


@pytest.mark.parametrize(
    ("rate", "present", "note", "expected"),
    [
        ("13,7%", "44", "51 biên chế", Outcome.PASS),
        ("13,7%", "40", "51 biên chế", Outcome.FAIL),
        ("13,7%", "44", "", Outcome.NOT_APPLICABLE),
        ("0", "44", "51 biên chế", Outcome.NOT_APPLICABLE),
        ("13,7%", "44", "Chuyển về năm 2018", Outcome.NOT_APPLICABLE),
        ("13,7%", "44", "giảm 13,7% so với 2015", Outcome.NOT_APPLICABLE),
        # fewer posts in the note than today: the note counts something else
        ("13,7%", "44", "7 biên chế", Outcome.PASS),
    ],
)
def test_the_base_of_a_cut_may_stand_in_the_note(
    rate: str, present: str, note: str, expected: Outcome
) -> None:
    made = network(
        {"r": rate, "p": present},
        rules('reduction: {rate: "r", present: ["p"]}'),
        notes={"r": note},
    )
    assert made.constraints[0].judge(made.board.value).outcome is expected


def test_counts_in_a_note() -> None:
    assert counts_in("51 biên chế, 1.020 hồ sơ") == (Decimal(51), Decimal(1020))
    assert counts_in("13,7%; 15/8/2025; 3,5; 20 %") == ()
    assert counts_in(None) == ()

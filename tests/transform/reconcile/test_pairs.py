from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.pairs import Slip, slip_pairs

SUM = 'sum: {total: "t", parts: ["a", "b", "c"]}'
READINGS = {"t": [14], "a": [27, 7], "b": [4], "c": [10, 1]}


def slips(cell: str) -> Sequence[Slip]:
    return [Slip(cell, Decimal(value), 0.1, "slip") for value in READINGS[cell]]


def pairs(printed: dict[str, str], entry: str) -> list[dict[str, int]]:
    made = network(printed, rules(entry))
    found = slip_pairs(made.constraints[0], made.board.value, slips)
    return [{slip.cell: int(slip.value) for slip in pair} for pair in found]


def test_two_slips_that_mend_the_sum_together_are_paired() -> None:
    assert pairs({"t": "41", "a": "72", "b": "4", "c": "100"}, SUM) == [{"a": 27, "c": 10}]


def test_a_blank_part_counts_as_zero_only_where_the_rule_says_so() -> None:
    printed = {"t": "37", "a": "72", "b": "", "c": "100"}
    assert pairs(printed, SUM) == []
    assert pairs(printed, SUM + ", blank_is: zero") == [{"a": 27, "c": 10}]


def test_other_rules_and_long_sums_are_left_alone() -> None:
    printed = {"t": "41", "a": "72", "b": "4", "c": "100"}
    assert pairs(printed, 'le: [["a", "b", "c"], "t"]') == []
    assert pairs(printed, 'ratio: {rate: "t", part: "a", whole: "c"}') == []
    many = ", ".join(f'"x{i}"' for i in range(9))
    long = {f"x{i}": "1" for i in range(9)} | {"t": "41"}
    assert pairs(long, f'sum: {{total: "t", parts: [{many}]}}') == []

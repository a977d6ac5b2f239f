from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.relations import Rule
from contracts.rule_implied import components, implied, impossible, minimise, unexamined
from contracts.rules import all_rules, parse_rules


def rules(*entries: str) -> tuple[Rule, ...]:
    lines = "".join(f"  - {{id: r{i}, {entry}}}\n" for i, entry in enumerate(entries))
    return parse_rules(f"rules:\n{lines}", "test.yaml").rules


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (('le: ["a", "b"]', 'le: ["b", "c"]', 'le: ["a", "c"]'), {"r2": ("r0", "r1")}),
        (('sum: {total: "t", parts: ["a", "b"]}', 'le: [["a", "b"], "t"]'), {"r1": ("r0",)}),
        (('range: {cell: "a", min: 0}', 'range: {cell: "a", min: -5}'), {"r1": ("r0",)}),
        (('equal: ["a", "b"]', 'equal: ["b", "c"]', 'equal: ["c", "a"]'), {"r2": ("r0", "r1")}),
        (('le: ["a", "b"]', 'le: ["b", "a"]', 'equal: ["a", "b"]'), {"r2": ("r0", "r1")}),
        (
            ('range: {cell: "a", max: 3}', 'range: {cell: "b", max: 4}',
             'linear: {terms: {"a": 1, "b": 1}, op: "<=", rhs: 7}'),
            {"r2": ("r0", "r1")},
        ),
        # nobody says that figures are at least 0
        (('sum: {total: "t", parts: ["a", "b"]}', 'le: ["a", "t"]'), {}),
        (('le: ["a", "b"]', 'le: ["b", "c"]', 'le: ["c", "a"]'), {}),
        (
            ('range: {cell: "a", max: 3}', 'range: {cell: "b", max: 4}',
             'linear: {terms: {"a": 1, "b": 1}, op: "<=", rhs: 6}'),
            {},
        ),
        (
            ('le: ["a", "b"], strength: soft, p: 0.9, why: x', 'le: ["b", "c"]',
             'le: ["a", "c"]'),
            {},
        ),
        (('le: ["a", "b"], valid: {to: 2024-01-01}', 'le: ["b", "c"]', 'le: ["a", "c"]'), {}),
        (
            ('le: ["a", "b"]', 'le: ["b", "c"]', 'le: ["a", "c"], strength: soft, p: 0.9, why: x'),
            {"r2": ("r0", "r1")},
        ),
    ],
)  # fmt: skip
def test_what_follows_from_other_rules(
    entries: tuple[str, ...], expected: dict[str, tuple[str, ...]]
) -> None:
    assert {c.rule: c.others for c in implied(rules(*entries))} == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (
            ('le: ["a", "b"]', 'le: ["b", "c"]',
             'linear: {terms: {"c": 1, "a": -1}, op: "<=", rhs: -1}'),
            [("r2", ("r0", "r1"))],
        ),
        (
            ('range: {cell: "a", min: 5}', 'range: {cell: "b", max: 2}', 'le: ["a", "b"]',
             'le: ["x", "b"]'),
            [("r2", ("r0", "r1"))],
        ),
        (('le: ["a", "b"]', 'le: ["b", "a"]'), []),
        (('sum: {total: "t", parts: ["a", "b"]}', 'le: ["t", "a"]'), []),
    ],
)  # fmt: skip
def test_what_no_figures_can_satisfy(
    entries: tuple[str, ...], expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(c.rule, c.others) for c in impossible(rules(*entries))] == expected


def test_the_shipped_rules_neither_clash_nor_repeat() -> None:
    assert impossible(all_rules()) == ()
    assert implied(all_rules()) == ()


def test_rules_hang_together_by_their_figures() -> None:
    made = rules('le: ["a", "b"]', 'le: ["x", "y"]', 'le: ["b", "c"]', 'range: {cell: "z", max: 1}')
    assert sorted(sorted(r.id for r in group) for group in components(made)) == [
        ["r0", "r2"], ["r1"], ["r3"],
    ]  # fmt: skip


def test_too_many_linked_rules_are_said_to_be_left_out() -> None:
    chain = rules(*(f'le: ["c{i}", "c{i + 1}"]' for i in range(300)))
    assert unexamined(chain) == 300
    assert implied(chain) == ()
    assert unexamined(chain[:200]) == 0


SMALL = st.integers(-3, 3)


@given(
    rows=st.lists(st.lists(SMALL, min_size=3, max_size=3), min_size=1, max_size=3),
    weights=st.lists(st.integers(0, 3), min_size=3, max_size=3),
    costs=st.lists(st.integers(0, 4), min_size=3, max_size=3),
)
def test_the_least_costs_are_found(
    rows: list[list[int]], weights: list[int], costs: list[int]
) -> None:
    table = [[Fraction(v) for v in row] for row in rows]
    target = [sum((a * y for a, y in zip(row, weights, strict=True)), Fraction(0)) for row in table]
    price = [Fraction(c) for c in costs]
    found = minimise(table, target, price)
    assert found is not None
    assert all(y >= 0 for y in found)
    for row, right in zip(table, target, strict=True):
        assert sum((a * y for a, y in zip(row, found, strict=True)), Fraction(0)) == right
    spent = sum((c * y for c, y in zip(price, found, strict=True)), Fraction(0))
    assert spent <= sum(c * y for c, y in zip(costs, weights, strict=True))


def test_without_a_solution_there_is_none() -> None:
    assert minimise([[Fraction(1)]], [Fraction(-1)], [Fraction(1)]) is None
    assert minimise([], [Fraction(1)], []) is None

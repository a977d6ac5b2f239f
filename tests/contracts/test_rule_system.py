from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.rule_system import contradictions
from contracts.rules import all_rules, parse_rules


def clashes(*entries: str) -> list[str]:
    text = "rules:\n" + "".join(f"  - {{id: r{i}, {e}}}\n" for i, e in enumerate(entries))
    return [clash.rule for clash in contradictions(parse_rules(text, "x.yaml").rules)]


APART = 'linear: {terms: {"a": 1, "b": -1}, op: "==", rhs: 5}'


@pytest.mark.parametrize(
    "entries",
    [
        ('range: {cell: "a", max: 4}', 'range: {cell: "a", min: 6}'),
        ('equal: ["a", "b"]', APART),
        ('equal: ["b", "a"]', APART),
        ('le: ["a", "b"]', 'linear: {terms: {"a": -2, "b": 2}, op: "<=", rhs: -1}'),
        ('linear: {terms: {"a": 2}, op: "==", rhs: 9}', 'range: {cell: "a", max: 4}'),
    ],
)
def test_the_later_of_two_rules_that_clash_is_named(entries: tuple[str, str]) -> None:
    assert clashes(*entries) == ["r1"]
    assert clashes(*reversed(entries)) == ["r1"]


def test_equalities_that_only_clash_together() -> None:
    assert clashes('equal: ["a", "c"]', 'equal: ["c", "b"]', APART) == ["r2"]
    total = 'sum: {total: "t", parts: ["a", "b"]}'
    same = 'linear: {terms: {"t": 1, "a": -1, "b": -1}, op: "==", rhs: 1}'
    assert clashes(total, 'equal: ["t", "u"]', same.replace('"t"', '"u"')) == ["r2"]


def test_soft_rules_and_what_only_repeats_do_not_clash() -> None:
    assert clashes('equal: ["a", "b"]', APART + ", strength: soft, p: 0.9, why: scope") == []
    assert clashes('equal: ["a", "b"]', 'equal: ["b", "c"]', 'equal: ["a", "c"]') == []
    assert contradictions(all_rules()) == ()


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_equal_figures_can_always_be_equal(pairs: list[tuple[int, int]]) -> None:
    entries = [f'equal: ["c{a}", "c{b}"]' for a, b in pairs if a != b]
    assert clashes('le: ["c0", "c5"]', *entries) == []

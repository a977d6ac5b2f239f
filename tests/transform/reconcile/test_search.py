from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transform.reconcile.builders import network, rules
from transform.reconcile.evaluate import Network, violated
from transform.reconcile.explain import Explainer
from transform.reconcile.likelihood import Noise
from transform.reconcile.prior import Shares, make_prior
from transform.reconcile.search import Limits, Outcome, Search, components, drop_cost
from transform.reconcile.styles import styles_of


def solve(made: Network, limits: Limits | None = None) -> Outcome:
    explainer = Explainer(made, Noise(), styles_of(made, 0.06))
    search = Search(explainer, make_prior(made, Shares()), limits or Limits())
    return search.run(violated(made))


SUMS = ('sum: {total: "t", parts: ["a", "b"]}', 'sum: {total: "u", parts: ["a", "c"]}')


def test_one_cell_that_mends_two_rules_beats_two_cells() -> None:
    made = network({"t": "57", "a": "31", "b": "40", "u": "30", "c": "13"}, rules(*SUMS))
    best = solve(made).explanations[0]
    assert [(c.cell, c.value) for c in best.changes] == [("a", Decimal(17))]


def test_every_explanation_leaves_nothing_broken() -> None:
    made = network({"t": "57", "a": "31", "b": "40", "u": "90", "c": "13"}, rules(*SUMS))
    for explanation in solve(made).explanations:
        values = {c.cell: c.value for c in explanation.changes}
        look = {**{k: made.board.value(k) for k in made.board.cells}, **values}.get
        open_rules = set(range(len(made.constraints))) - explanation.dropped
        assert not any(made.constraints[i].fails(look) for i in open_rules)


def test_a_soft_rule_may_be_set_aside_at_its_price() -> None:
    soft = 'equal: ["a", "b"], strength: soft, p: 0.7, why: scope'
    outcome = solve(network({"a": "57", "b": "4"}, rules(soft)))
    (aside,) = [e for e in outcome.explanations if e.dropped]
    assert aside.changes == ()
    assert aside.cost > drop_cost(Decimal("0.7"))
    assert outcome.explanations[0] == aside


def test_a_bound_set_aside_costs_what_its_probability_says() -> None:
    soft = 'le: ["a", "b"], strength: soft, p: 0.7, why: scope'
    outcome = solve(network({"a": "57", "b": "4"}, rules(soft)))
    (aside,) = [e for e in outcome.explanations if e.dropped]
    assert aside.cost == pytest.approx(drop_cost(Decimal("0.7")))


def test_two_equal_figures_hardly_differ_by_one_slip_without_being_one() -> None:
    soft = 'equal: ["a", "b"], strength: soft, p: 0.9, why: scope'
    slip = solve(network({"a": "74400", "b": "7440"}, rules(soft)))
    other = solve(network({"a": "745", "b": "961"}, rules(soft)))
    assert slip.explanations[0].changes
    assert other.explanations[0].dropped


def test_a_surer_rule_costs_more_to_set_aside() -> None:
    assert 0 < drop_cost(Decimal("0.7")) < drop_cost(Decimal("0.95"))


def test_rules_that_share_no_cell_are_components_of_their_own() -> None:
    entries = ('equal: ["a", "b"]', 'equal: ["b", "c"]', 'equal: ["x", "y"]')
    made = network({"a": "1", "b": "2", "c": "3", "x": "4", "y": "5"}, rules(*entries))
    assert components(made, violated(made)) == [frozenset({0, 1}), frozenset({2})]


def test_two_slips_in_one_sum_beat_one_that_no_slip_explains() -> None:
    made = network(
        {"t": "41", "a": "72", "b": "4", "c": "100"},
        rules('sum: {total: "t", parts: ["a", "b", "c"]}', 'equal: ["t", "u"]'),
    )
    best = solve(made).explanations[0]
    assert {(c.cell, c.value) for c in best.changes} == {("a", Decimal(27)), ("c", Decimal(10))}


def test_the_cap_is_reported() -> None:
    made = network({"t": "57", "a": "31", "b": "40", "u": "90", "c": "13"}, rules(*SUMS))
    assert solve(made, Limits(expansions=1)).capped
    assert not solve(made).capped


def test_what_cannot_be_mended_has_no_explanation() -> None:
    made = network({"a": "5"}, rules('range: {cell: "a", max: 4}', 'range: {cell: "a", min: 6}'))
    assert solve(made) == Outcome((), capped=False)


def least_changes(made: Network, cells: list[str], top: int) -> int:
    """Return how few cells must change, by trying all values up to `top`."""
    for size in range(1, len(cells) + 1):
        for chosen in itertools.combinations(cells, size):
            for values in itertools.product(range(top), repeat=size):
                tried = dict(zip(chosen, map(Decimal, values), strict=True))
                look = {**{c: made.board.value(c) for c in cells}, **tried}.get
                if not any(rule.fails(look) for rule in made.constraints):
                    return size
    return len(cells) + 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=5, max_size=5))
def test_some_explanation_changes_as_few_cells_as_possible(values: list[int]) -> None:
    cells = list("tabuc")
    printed = dict(zip(cells, map(str, values), strict=True))
    made = network(printed, rules(*SUMS))
    if not violated(made):
        return
    found = solve(made, Limits(expansions=2000, margin=25.0)).explanations
    fewest = min(len({c.cell for c in e.changes}) for e in found)
    assert fewest == least_changes(made, cells, 15)


def test_a_rule_over_very_many_cells_is_not_searched() -> None:
    cells = [f"c{i}" for i in range(1000)]
    parts = ", ".join(f'"{cell}"' for cell in cells)
    printed = {"t": "5", **dict.fromkeys(cells, "3")}
    made = network(printed, rules(f'sum: {{total: "t", parts: [{parts}]}}'))
    assert solve(made) == Outcome((), capped=True)


def test_more_errors_than_may_be_changed_are_too_many() -> None:
    entries = [f'equal: ["c{i}", "c{i + 1}"]' for i in range(40)]
    made = network({f"c{i}": str(3 * i + 1) for i in range(41)}, rules(*entries))
    assert solve(made).capped

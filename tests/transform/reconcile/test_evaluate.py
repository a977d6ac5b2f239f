from __future__ import annotations

from contracts.rules import all_rules
from tests.transform.reconcile.builders import figures, network, rules
from transform.reconcile.constraint import Outcome
from transform.reconcile.evaluate import MONEY, build_network, evaluate, rate_ids, violated
from transform.reconcile.figures import make_board


def test_results_follow_the_order_of_the_rules() -> None:
    entries = ('le: ["a", "b"]', 'equal: ["b", "a"]', 'range: {cell: "c", max: 9}')
    made = network({"a": "1", "b": "2", "c": ""}, rules(*entries))
    found = [(r.rule.id, r.outcome) for r in evaluate(made)]
    assert found == [
        ("r0", Outcome.PASS),
        ("r1", Outcome.FAIL),
        ("r2", Outcome.NOT_APPLICABLE),
    ]
    assert violated(made) == {1}


def test_rules_without_a_printed_figure_are_left_out() -> None:
    given = figures({"PL6.4": "3"})
    made = all_rules()
    net = build_network(make_board(given, rate_ids(made), MONEY), given, made)
    assert [c.rule.id for c in net.constraints] == ["PL6.4-parts"]
    assert net.by_cell["PL6.4"] == (0,)


def test_rates_are_known_from_the_rules() -> None:
    made = rules('ratio: {rate: "r", part: "p", whole: "w"}', 'le: ["p", "w"]')
    assert rate_ids(made) == {"r"}

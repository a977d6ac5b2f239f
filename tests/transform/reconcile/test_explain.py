from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transform.reconcile.builders import figures, network, rules
from transform.reconcile.evaluate import MONEY, build_network, rate_ids
from transform.reconcile.explain import Explainer
from transform.reconcile.figures import make_board
from transform.reconcile.likelihood import Noise
from transform.reconcile.styles import styles_of

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'


def values(printed: dict[str, str], entry: str, cell: str) -> set[Decimal]:
    made = network(printed, rules(entry))
    explainer = Explainer(made, Noise(), styles_of(made, 0.06))
    steps = explainer.steps(cell, made.constraints, made.board.value)
    assert all(len(step.changes) == 1 for step in steps)
    return {step.changes[0].value for step in steps}


def test_a_ratio_implies_integers_for_counts_and_one_rate() -> None:
    printed = {"r": "95,56", "p": "82", "w": "744"}
    assert values(printed, RATIO, "p") == {Decimal(711)}
    assert values(printed, RATIO, "w") == set()
    assert values(printed, RATIO, "r") == {Decimal("11.02")}


def test_zero_over_zero_leaves_both_rates_open() -> None:
    assert values({"r": "14,80", "p": "0", "w": "0"}, RATIO, "r") == {0, 100}


def test_candidates_are_whole_and_never_negative() -> None:
    found = values({"a": "17", "b": "5"}, 'le: ["a", "b"]', "a")
    assert found
    assert all(v >= 0 and v == int(v) and v <= 5 for v in found)


def test_an_unreadable_cell_is_not_guessed() -> None:
    printed = {"t": "9", "a": "x", "b": "5"}
    assert values(printed, 'sum: {total: "t", parts: ["a", "b"]}', "a") == set()


def test_a_rate_may_be_right_on_another_base_of_the_same_unit() -> None:
    printed = {"r": "95,56", "p": "82", "w": "744", "z": "180"}
    units = dict.fromkeys("pwz", "Hồ sơ")
    given, made = figures(printed, units), rules(RATIO, 'range: {cell: "z", min: 0}')
    net = build_network(make_board(given, rate_ids(made), MONEY), given, made)
    explainer = Explainer(net, Noise(), styles_of(net, 0.06))
    (step,) = explainer.joint_steps(net.constraints[0], net.board.value)
    assert step.changes[0].name == "other denominator"
    assert step.changes[0].reading == (("w", Decimal(180)), ("p", Decimal(172)))


def test_two_exchanged_counts_are_one_slip() -> None:
    made = network({"r": "25", "p": "80", "w": "20"}, rules(RATIO))
    explainer = Explainer(made, Noise(), styles_of(made, 0.06))
    (step,) = explainer.joint_steps(made.constraints[0], made.board.value)
    assert {(c.cell, c.value) for c in step.changes} == {("p", Decimal(20)), ("w", Decimal(80))}


@pytest.mark.parametrize(
    ("rates", "cut"),
    [(("66,66", "14,28"), True), (("66,67", "14,29"), False), (("50", "14"), False)],
)
def test_the_style_of_a_report_is_seen_in_the_rates_that_hold(
    rates: tuple[str, str], cut: bool
) -> None:
    pairs = [("2", "3"), ("1", "7")]
    printed: dict[str, str] = {}
    entries = []
    for i, (rate, (part, whole)) in enumerate(zip(rates, pairs, strict=True)):
        printed |= {f"r{i}": rate, f"p{i}": part, f"w{i}": whole}
        entries.append(f'ratio: {{rate: "r{i}", part: "p{i}", whole: "w{i}"}}')
    styles = styles_of(network(printed, rules(*entries)), 0.06)
    assert (styles.cut > 0.5) is cut
    assert styles.cost("any") == 0


def test_a_rate_is_given_as_many_decimals_as_the_report_prints() -> None:
    printed = {"r": "75", "p": "43", "w": "75"}
    entries = [RATIO]
    for i, (rate, part, whole) in enumerate([("66,7", "2", "3"), ("14,3", "1", "7")] * 2):
        printed |= {f"r{i}": rate, f"p{i}": part, f"w{i}": whole}
        entries.append(f'ratio: {{rate: "r{i}", part: "p{i}", whole: "w{i}"}}')
    made = network(printed, rules(*entries))
    explainer = Explainer(made, Noise(), styles_of(made, 0.06))
    steps = explainer.steps("r", made.constraints[:1], made.board.value)
    assert [str(step.changes[0].value) for step in steps] == ["57.3"]


def test_without_units_only_wholes_may_be_another_base() -> None:
    printed = {"r": "95,56", "p": "82", "w": "744", "z": "180", "q": "50", "v": "180"}
    made = network(printed, rules(RATIO, 'ratio: {rate: "q", part: "z", whole: "v"}'))
    explainer = Explainer(made, Noise(), styles_of(made, 0.06))
    steps = explainer.joint_steps(made.constraints[0], made.board.value)
    bases = {value for s in steps for c in s.changes for id_, value in c.reading if id_ == "w"}
    assert bases == {Decimal(180)}

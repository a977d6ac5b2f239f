from __future__ import annotations

from tests.transform.reconcile.builders import figures, rules
from transform.reconcile.answer import FigureAnswer, figure_answers, rule_answers
from transform.reconcile.constraint import Outcome
from transform.reconcile.engine import reconcile

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'
TIE = {"r": "100", "p": "1", "w": "11"}


def answers(
    printed: dict[str, str], *entries: str, threshold: float = 0.95
) -> dict[str, FigureAnswer]:
    given = figures(printed)
    made = figure_answers(given, reconcile(given, rules(*entries)), threshold)
    assert [a.id for a in made] == list(printed)
    return {a.id: a for a in made}


def test_what_holds_stays_as_reported() -> None:
    found = answers({"r": "50", "p": "1", "w": "2", "x": "4", "y": "", "z": "?"}, RATIO)
    assert [a.status for a in found.values()] == ["ok"] * 3 + ["unchecked", "blank", "unreadable"]
    assert found["r"].reconciled == "50"
    assert found["z"].reconciled is None


def test_a_sure_change_is_made_and_the_other_figures_are_kept() -> None:
    printed = {"t": "57", "a": "310", "b": "26", "c": "310"}
    found = answers(printed, 'sum: {total: "t", parts: ["a", "b"]}', 'equal: ["t", "u"]')
    assert found["a"].status == "corrected"
    assert (found["a"].reported, found["a"].reconciled) == ("310", "31")
    assert found["a"].value == 31
    assert found["t"].status == "ok"
    assert found["t"].confidence is not None
    assert found["t"].confidence >= 0.95


def test_a_tie_is_left_open_unless_an_answer_is_wanted_anyway() -> None:
    found = answers(TIE, RATIO)
    assert {a.status for a in found.values()} == {"ambiguous"}
    assert all(a.reconciled is None for a in found.values())
    assert sum(a.suspect for a in found.values()) == 1
    forced = answers(TIE, RATIO, threshold=0.0)
    assert sorted(a.status for a in forced.values()) == ["corrected", "ok", "ok"]


def test_what_no_value_mends_is_left_open() -> None:
    found = answers({"a": "5"}, 'range: {cell: "a", max: 4}', 'range: {cell: "a", min: 6}')
    assert (found["a"].status, found["a"].reconciled) == ("ambiguous", None)


def test_every_rule_has_an_answer_with_its_reason() -> None:
    given = figures({**TIE, "x": "3"})
    made = rules(RATIO, 'le: ["p", "w"]', 'le: ["x", "gone"]', 'le: ["gone", "lost"]')
    found = rule_answers(made, reconcile(given, made))
    assert [(a.outcome, a.reason) for a in found] == [
        (Outcome.FAIL, "100 ≠ 1/11"),
        (Outcome.PASS, ""),
        (Outcome.NOT_APPLICABLE, "gone is absent"),
        (Outcome.NOT_APPLICABLE, "absent: gone, lost"),
    ]
    assert found[0].finding is not None

from __future__ import annotations

from tests.transform.reconcile.builders import figures, number, rules
from transform.reconcile.engine import reconcile
from transform.reconcile.evidence import with_evidence
from transform.reconcile.figures import Figure

RATIO = 'ratio: {rate: "r", part: "p", whole: "w"}'
TIE = {"r": "100", "p": "1", "w": "11"}


def test_a_repetition_breaks_a_tie() -> None:
    alone = {c.id: c for c in reconcile(figures(TIE), rules(RATIO)).cells}
    assert alone["w"].confidence > alone["p"].confidence
    repeat = {"p": [Figure("", number("11"))]}
    first = reconcile(figures(TIE), rules(RATIO), evidence=repeat).cells[0]
    assert (first.id, first.alternatives[0].text) == ("p", "11")
    assert first.confidence > 0.8


def test_an_agreeing_repetition_says_nothing() -> None:
    right = {"r": "50", "p": "5", "w": "10"}
    done = reconcile(figures(right), rules(RATIO), evidence={"p": [Figure("", number("5"))]})
    assert done.findings == ()


def test_a_repetition_that_differs_is_a_soft_finding() -> None:
    right = {"r": "50", "p": "5", "w": "10"}
    done = reconcile(figures(right), rules(RATIO), evidence={"p": [Figure("", number("6"))]})
    (finding,) = done.findings
    assert (finding.rule, finding.strength, finding.found) == ("repeat-p#2", "soft", "5 ≠ 6")


def test_repetitions_of_figures_that_are_not_there_are_left_out() -> None:
    given, made = with_evidence(figures(TIE), rules(RATIO), {"q": [Figure("", number("1"))]})
    assert set(given) == {"r", "p", "w"}
    assert len(made) == 1

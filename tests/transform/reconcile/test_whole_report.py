"""An invented report with one of everything: what is broken, a tie, and what only looks so."""

from __future__ import annotations

import pytest

from contracts.rules import all_rules
from tests.transform.reconcile.builders import number
from transform.reconcile.engine import Reconciliation, reconcile
from transform.reconcile.figures import Figure

PRINTED = {
    # 270 + 31 of 340 done or late; the rest is still running and has no row
    "PL2.5.1": "340",
    "PL2.5.2": "270",
    "PL2.5.3": "31",
    "PL2.5.4": "0",
    # 17 of 17, or 4 of 4: nobody can tell
    "PL3.3.2": "100",
    "PL3.3.2.1": "17",
    "PL3.3.2.2": "4",
    # 97,22 % is 630 of 648, and 210 of the 216 received elsewhere
    "PL4.3.1": "97,22",
    "PL4.3.1.1": "648",
    "PL4.3.1.2": "55",
    "PL8.6.4": "100",
    "PL8.6.4.1": "216",
    "PL8.6.4.2": "216",
    # two units below, two in another appendix, and a total of none
    "PL5.1.5": "2",
    "PL5.1.5.2": "2",
    "PL7.2.1": "0",
    "PL7.2.2": "0",
    "PL7.2.3": "0",
    "PL7.2.4": "0",
    "PL7.2.5": "2",
    # (63 - 52)/63, the base in the note
    "PL5.2.1": "52",
    "PL5.2.2": "50",
    "PL5.2.5": "17,5",
    # 188/211 with digits cut off
    "PL8.6.3": "89,09",
    "PL8.6.3.1": "211",
    "PL8.6.3.2": "188",
}
UNITS = dict.fromkeys(["PL4.3.1.1", "PL4.3.1.2", "PL8.6.4.1", "PL8.6.4.2"], "Hồ sơ")
NOTES = {"PL5.2.5": "63 biên chế"}


@pytest.fixture(scope="module")
def done() -> Reconciliation:
    rates = {"PL3.3.2", "PL4.3.1", "PL8.6.4", "PL5.2.5", "PL8.6.3"}
    units = {**UNITS, **dict.fromkeys(rates, "%")}
    given = {
        id_: Figure(id_, number(text), units.get(id_), NOTES.get(id_))
        for id_, text in PRINTED.items()
    }
    return reconcile(given, all_rules())


def changes(done: Reconciliation, rule: str) -> list[list[tuple[str | None, str, str]]]:
    (finding,) = [f for f in done.findings if f.rule == rule]
    return [[(c.cell.code, c.before, c.after) for c in h.changes] for h in finding.hypotheses]


def test_every_contradiction_is_found_and_nothing_else(done: Reconciliation) -> None:
    assert {(f.rule, f.status) for f in done.findings} == {
        ("PL3.3.2-ratio", "ambiguous"),
        ("PL4.3.1-ratio", "proposed"),
        ("PL7.2.1-sum", "corrected"),
        ("X-service-units", "corrected"),
        ("X-resolved-received", "noted"),
    }


def test_the_likely_part_comes_first_and_the_other_base_is_shown(done: Reconciliation) -> None:
    first, *others = changes(done, "PL4.3.1-ratio")
    assert first == [("PL4.3.1.2", "55", "630")]
    assert [("PL4.3.1.1", "648", "216"), ("PL4.3.1.2", "55", "210")] in others


def test_the_tie_shows_all_three_figures_and_the_total_its_one(done: Reconciliation) -> None:
    tied = changes(done, "PL3.3.2-ratio")
    assert {c[0] for h in tied for c in h} == {"PL3.3.2", "PL3.3.2.1", "PL3.3.2.2"}
    assert changes(done, "PL7.2.1-sum")[0] == [("PL7.2.1", "0", "2")]

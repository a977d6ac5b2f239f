from __future__ import annotations

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.rules import all_rules
from tests.benchmarks.synthetic import report
from tests.transform.reconcile.builders import figures, rules
from transform.reading import Number
from transform.reconcile.constraint import Outcome
from transform.reconcile.engine import Options, Reconciliation, reconcile
from transform.reconcile.figures import Figure
from transform.reconcile.search import Limits

ON_TIME = {
    "PL4.3.1": "95,56",
    "PL4.3.1.1": "744",
    "PL4.3.1.2": "82",
    "PL8.6.4": "100",
    "PL8.6.4.1": "180",
    "PL8.6.4.2": "180",
}
DOSSIERS = dict.fromkeys(["PL4.3.1.1", "PL4.3.1.2", "PL8.6.4.1", "PL8.6.4.2"], "Hồ sơ")


def run(printed: dict[str, str], units: dict[str, str] | None = None) -> Reconciliation:
    return reconcile(figures(printed, units), all_rules())


def by_rule(done: Reconciliation) -> dict[str, tuple[str, str]]:
    return {f.rule: (f.status, f.found) for f in done.findings}


def shown(done: Reconciliation, rule: str) -> list[list[tuple[str | None, str, str]]]:
    (finding,) = [f for f in done.findings if f.rule == rule]
    return [[(c.cell.code, c.before, c.after) for c in h.changes] for h in finding.hypotheses]


def test_711_is_proposed_and_the_reading_on_another_base_shown_beside_it() -> None:
    done = run(ON_TIME, DOSSIERS)
    assert by_rule(done)["PL4.3.1-ratio"] == ("proposed", "95,56 ≠ 82/744")
    first, *others = shown(done, "PL4.3.1-ratio")
    assert first == [("PL4.3.1.2", "82", "711")]
    assert [("PL4.3.1.1", "744", "180"), ("PL4.3.1.2", "82", "172")] in others


def test_the_soft_relation_between_appendices_is_noted_and_changes_nothing() -> None:
    done = run(ON_TIME, DOSSIERS)
    (finding,) = [f for f in done.findings if f.rule == "X-resolved-received"]
    assert (finding.status, finding.strength, finding.found) == ("noted", "soft", "744 > 180")


def test_a_tie_is_a_tie() -> None:
    done = run({"PL3.3.2": "100", "PL3.3.2.1": "11", "PL3.3.2.2": "1"})
    assert by_rule(done)["PL3.3.2-ratio"] == ("ambiguous", "100 ≠ 1/11")
    assert sorted(shown(done, "PL3.3.2-ratio")) == [
        [("PL3.3.2", "100", "9,09")],
        [("PL3.3.2.1", "11", "1")],
        [("PL3.3.2.2", "1", "11")],
    ]


def test_a_total_of_zero_is_corrected_by_its_part_and_another_appendix() -> None:
    units = {"PL7.2": "1", "PL7.2.1": "0", "PL7.2.2": "0", "PL7.2.3": "0", "PL7.2.4": "0"}
    done = run({**units, "PL7.2.5": "1", "PL5.1.5": "1", "PL5.1.5.2": "1"})
    assert by_rule(done) == {
        "PL7.2.1-sum": ("corrected", "0 ≠ 0 + 0 + 0 + 1"),
        "X-service-units": ("corrected", "1 ≠ 0"),
    }
    (cell,) = [c for c in done.cells if c.status == "corrected"]
    assert (cell.id, cell.reported, cell.reconciled) == ("PL7.2.1", "0", "1")


def test_dossiers_online_without_a_procedure_that_had_any() -> None:
    done = run({"PL8.6.1.3": "0", "PL8.6.2.3": "0", "PL8.6.4.2": "180", "PL8.6.4.1": "180"})
    assert by_rule(done) == {"PL8.6.4.2-procedures": ("noted", "180 > 0 while 0 + 0 = 0")}


@pytest.mark.parametrize(
    "printed",
    [
        {"PL8.6.3": "91,34", "PL8.6.3.1": "127", "PL8.6.3.2": "116"},
        {"PL8.6.3": "91,33", "PL8.6.3.1": "127", "PL8.6.3.2": "116"},
        {"PL2.5.1": "312", "PL2.5.2": "270", "PL2.5.3": "12", "PL2.5.4": "0"},
        {"PL2.3.3": "0", "PL2.3.3.1": "0", "PL2.3.3.2": "0"},
        {"PL2.3.3": "100", "PL2.3.3.1": "0", "PL2.3.3.2": "0"},
        {"PL2.3.3": "", "PL2.3.3.1": "0", "PL2.3.3.2": "0"},
        {"PL4.1.4": "127", "PL4.1.4.1": "127", "PL4.1.4.2": "", "PL4.1.4.3": ""},
        {"PL6.4": "5", "PL6.4.1": "0", "PL6.4.2": "1", "PL6.4.3": "1", "PL6.4.4": "0"},
        {"PL5.1.5": "3", "PL5.1.5.1": "1", "PL5.1.5.2": "2", "PL5.1.5.4": "10"},
        {"PL8.6.1.2": "127", "PL8.6.2.2": "51", "PL8.6.3.1": "127"},
        {"PL8.6.1.2": "127", "PL8.6.2.2": "51", "PL8.6.3.1": "178"},
        {"PL3.3": "40", "PL3.3.1": "51"},
    ],
)
def test_what_holds_is_silent(printed: dict[str, str]) -> None:
    done = run(printed)
    assert done.findings == ()
    assert done.cells == ()


def test_a_cut_is_checked_against_the_base_in_its_note() -> None:
    given = figures({"PL5.2.1": "44", "PL5.2.2": "44", "PL5.2.5": "13,7%"})
    rate = given["PL5.2.5"]
    given["PL5.2.5"] = Figure(rate.id, rate.number, "%", "51 biên chế")
    assert reconcile(given, all_rules()).findings == ()


def test_a_blank_rate_is_derived_and_marked() -> None:
    done = run({"PL2.2": "", "PL2.2.1": "21", "PL2.2.2": "5"})
    (derived,) = done.derived
    assert (derived.cell.code, derived.value, derived.rule) == ("PL2.2", "23,81", "PL2.2-ratio")
    assert done.findings == ()


def test_every_rule_has_a_result_with_its_reason() -> None:
    done = run({"PL4.3.1": "", "PL4.3.1.1": "744", "PL4.3.1.2": "82"})
    found = {r.rule.id: (r.outcome, r.reason) for r in done.results}
    assert found["PL4.3.1-ratio"] == (Outcome.NOT_APPLICABLE, "PL4.3.1 is blank")
    assert found["PL4.3.1-part"][0] is Outcome.PASS
    assert "PL2.2-ratio" not in found


def test_thousands_points_are_a_reading_and_not_a_verdict() -> None:
    given = figures({"t": "7.920", "a": "4", "b": "3,92"})
    misread = Number("7.920", "number", Decimal(7920), alternatives=(Decimal("7.920"),))
    given["t"] = Figure("t", misread)
    done = reconcile(given, rules('sum: {total: "t", parts: ["a", "b"]}'))
    (finding,) = done.findings
    assert finding.hypotheses[0].name == "thousands point misread"


def test_an_entangled_component_says_so() -> None:
    entries = [f'sum: {{total: "t{i}", parts: ["a", "b", "c{i}"]}}' for i in range(8)]
    printed = {"a": "10", "b": "20", **{f"c{i}": str(7 * i) for i in range(8)}}
    printed |= {f"t{i}": str(1000 + 91 * i * i) for i in range(8)}
    options = Options(limits=Limits(expansions=5))
    done = reconcile(figures(printed), rules(*entries), options)
    assert {f.status for f in done.findings} == {"too_entangled"}
    assert done.cells == ()


def test_contradictory_identities_give_a_finding_without_a_hypothesis() -> None:
    made = rules('range: {cell: "a", max: 4}', 'range: {cell: "a", min: 6}')
    done = reconcile(figures({"a": "5"}), made)
    assert [f.hypotheses for f in done.findings] == [(), ()]
    assert {f.status for f in done.findings} == {"ambiguous"}


def test_no_figures_no_rules() -> None:
    assert reconcile({}, all_rules()).results == ()
    assert reconcile(figures({"a": "5"}), []).findings == ()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_a_consistent_report_yields_no_finding(seed: int) -> None:
    done = reconcile(report(seed, errors=0).figures(), all_rules())
    assert done.findings == ()
    assert all(r.outcome is not Outcome.FAIL for r in done.results)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_the_best_hypothesis_makes_its_rule_pass(seed: int) -> None:
    printed = report(seed)
    given_figures = printed.figures()
    done = reconcile(given_figures, all_rules())
    for finding in done.findings:
        for hypothesis in finding.hypotheses:
            if not hypothesis.changes:
                continue
            texts = {c.cell.code or "": c.after for c in hypothesis.changes}
            mended = {**printed.printed, **texts}
            changed = type(printed)(mended, printed.true).figures()
            rule = next(r for r in all_rules() if r.id == finding.rule)
            (result,) = reconcile(changed, [rule]).results
            assert result.outcome is Outcome.PASS, (finding, hypothesis)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_order_of_rules_does_not_matter(seed: int, rng: random.Random) -> None:
    given_figures = report(seed).figures()
    shuffled = list(all_rules())
    rng.shuffle(shuffled)
    one, two = (reconcile(given_figures, r) for r in (all_rules(), shuffled))
    assert sorted(by_rule(one).items()) == sorted(by_rule(two).items())
    assert {(c.id, c.status) for c in one.cells} == {(c.id, c.status) for c in two.cells}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_reported_texts_stay_as_printed(seed: int) -> None:
    printed = report(seed)
    done = reconcile(printed.figures(), all_rules())
    assert all(c.reported == printed.printed[c.id] for c in done.cells)


def test_figures_come_first_and_that_the_rule_does_not_apply_last() -> None:
    printed = {"PL4.3.1": "92,32", "PL4.3.1.1": "1341", "PL4.3.1.2": "1238"}
    printed |= {"PL8.6.4": "100", "PL8.6.4.1": "268", "PL8.6.4.2": "268"}
    done = run(printed, DOSSIERS)
    (finding,) = done.findings
    assert (finding.rule, finding.status) == ("X-resolved-received", "noted")
    *cells, last = finding.hypotheses
    # more figures would have to be wrong together on the other side
    assert [c.cell.code for c in cells[0].changes] == ["PL8.6.4.1"]
    assert (last.name, last.changes) == ("rule does not apply", ())
    assert last.confidence > 0.9
    assert sum(h.confidence for h in cells) < 0.1


def test_a_count_is_no_decimal_number_misread() -> None:
    printed = {"PL4.3.2": "0", "PL4.3.2.1": "3.833", "PL4.3.2.2": "3.319"}
    given = figures(printed, {"PL4.3.2": "%"})
    misread = Number("3.319", "number", Decimal(3319), alternatives=(Decimal("3.319"),))
    given["PL4.3.2.2"] = Figure("PL4.3.2.2", misread)
    (finding,) = reconcile(given, all_rules()).findings
    first = finding.hypotheses[0]
    assert [(c.cell.code, c.before, c.after) for c in first.changes] == [("PL4.3.2", "0", "86,59")]
    assert all(c.after != "3,319" for h in finding.hypotheses for c in h.changes)

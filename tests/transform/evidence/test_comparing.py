"""Documents held against each other, each comparison with its witness."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
import yaml

from contracts.comparisons import Comparison, comparisons
from transform.evidence.comparing import compare, reporting_year
from transform.evidence.reports import Departments, Plan, Printed, Report, World
from transform.letter import LetterDocument, LetterFinding, Sender, compose
from transform.vietnamese.numbers import parse_number

FILE = resources.files("contracts") / "witnesses" / "comparisons" / "documents.yaml"
WITNESSES = {
    entry["comparison"]: entry for entry in yaml.safe_load(FILE.read_text(encoding="utf-8"))
}


def report(key: int, given: Mapping[str, Any]) -> Report:
    """Return a report from its witness."""
    figures = {}
    for number, (name, printed) in enumerate(given["figures"].items(), start=1):
        code, _, basis = name.partition("/")
        value = parse_number(printed).value
        assert value is not None
        figures[code, basis or "period"] = Printed(key * 100 + number, value, printed, code)
    year = reporting_year(given["to"])
    return Report(key, f"report {key}", given["kind"], year, given["from"], given["to"], figures)


def world(given: Mapping[str, Any]) -> World:
    """Return the documents of a witness."""
    now = report(1, given["now"])
    earlier = tuple(report(k, one) for k, one in enumerate(given.get("earlier", ()), start=2))
    parts = given.get("departments")
    departments = None
    if parts:
        sums = {code: Decimal(sum(values)) for code, values in parts.items()}
        departments = Departments(sums, {code: len(values) for code, values in parts.items()})
    plans = (Plan(9, "plan", 2024, given["plan"]),) if "plan" in given else ()
    within = tuple(one for one in earlier if now.holds(one))
    return World(now, earlier, within, plans, departments)


@pytest.mark.parametrize("rule", comparisons(), ids=lambda rule: rule.id)
def test_every_comparison_has_a_passing_and_a_failing_witness(rule: Comparison) -> None:
    example = WITNESSES[rule.id]
    assert compare(world(example["passes"]), [rule]) == []
    (found,) = compare(world(example["fails"]), [rule])
    assert found.rule.startswith(rule.id)
    assert found.level == rule.level
    assert found.cells


# what the letter to the office says of the failing example
TOLD = {
    "D-stale-copy": "9/9 số liệu trong kỳ trùng với số liệu của report 2.",
    "D-falls-within-year": "(744) thấp hơn số liệu tại report 2 (745)",
    "D-running-total-falls": "(10) thấp hơn số đã báo cáo tại report 2 (12)",
    "D-cumulative-falls": "(600) thấp hơn số đã báo cáo tại report 2 (744)",
    "D-previous-column": "in là 774, trong khi report 2 báo cáo 744",
    "D-carried-over": "in là 14, trong khi số hồ sơ đang giải quyết cuối kỳ trước tại report 2",
    "D-plan-tasks": "in là 42, trong khi plan có 40 nhiệm vụ",
    "D-departments": "là 1.100, nhỏ hơn tổng số liệu do 2 cơ quan thuộc tỉnh đã báo cáo (1.150)",
    "D-unit": "(61) chênh lệch khoảng một nghìn hoặc một triệu lần so với report 2 (60.400)",
    "H-unusual": "(8.100) khác xa 4 báo cáo trước (từ 702 đến 768)",
}


@pytest.mark.parametrize("rule", comparisons(), ids=lambda rule: rule.id)
def test_the_letter_says_what_does_not_agree(rule: Comparison) -> None:
    (found,) = compare(world(WITNESSES[rule.id]["fails"]), [rule])
    told = LetterFinding("x", found.kind, found.found, (), ())
    document = LetterDocument(None, None, None, "a.pdf", (told,))
    assert TOLD[rule.id] in compose("Sở Y tế", None, [document], Sender()).tables[0].rows[0][3]


def test_no_witness_without_its_comparison() -> None:
    assert set(WITNESSES) == {rule.id for rule in comparisons()}


def test_what_holds_is_silent_for_all_comparisons_together() -> None:
    for name, example in WITNESSES.items():
        assert compare(world(example["passes"])) == [], name


def test_a_lost_digit_is_named_before_the_period() -> None:
    now = {"kind": "half_year", "from": dt.date(2023, 12, 15), "to": dt.date(2024, 6, 14)}
    before = {"kind": "quarter", "from": dt.date(2023, 12, 15), "to": dt.date(2024, 3, 14)}
    given = {
        "now": {**now, "figures": {"PL4.3.1.1": "74"}},
        "earlier": [{**before, "figures": {"PL4.3.1.1": "744"}}],
    }
    (found,) = compare(world(given))
    assert found.hypotheses[0][0] == "dropped digit"


def test_quarters_are_not_parts_of_each_other() -> None:
    second = {"kind": "quarter", "from": dt.date(2024, 3, 15), "to": dt.date(2024, 6, 14)}
    first = {"kind": "quarter", "from": dt.date(2023, 12, 15), "to": dt.date(2024, 3, 14)}
    given = {
        "now": {**second, "figures": {"PL4.3.1.1": "600"}},
        "earlier": [{**first, "figures": {"PL4.3.1.1": "744"}}],
    }
    assert compare(world(given)) == []


def test_two_plans_of_a_year_tell_nothing() -> None:
    given = WITNESSES["D-plan-tasks"]["fails"]
    one = world(given)
    twice = World(one.now, plans=(*one.plans, Plan(10, "another", 2024, 41)))
    assert compare(twice) == []


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (dt.date(2024, 12, 14), 2024),
        (dt.date(2024, 12, 15), 2025),
        (dt.date(2024, 1, 1), 2024),
    ],
)
def test_the_reporting_year_begins_in_december(day: dt.date, year: int) -> None:
    assert reporting_year(day) == year

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
import yaml

from contracts.catalogue import indicators
from contracts.relations import Linear, Ratio, Rule, RuleError, RuleFile, cells_of
from contracts.rule_lint import lint
from contracts.rules import all_rules, load_rules, parse_rules, rule_files, rules_version
from tests.transform.reconcile.builders import figures
from transform.reconcile.constraint import Outcome
from transform.reconcile.engine import reconcile

WITNESSES = resources.files("contracts") / "witnesses" / "rules"
PAIRS = [(file, rule) for file in rule_files() for rule in file.rules]


def witnesses(file: RuleFile) -> dict[str, Mapping[str, Any]]:
    text = (WITNESSES / file.name).read_text(encoding="utf-8")
    found = yaml.safe_load(text)["witnesses"]
    by_rule = {entry["rule"]: entry for entry in found}
    assert len(by_rule) == len(found)
    return by_rule


def absolute(printed: Mapping[str, str], file: RuleFile) -> dict[str, str]:
    prefix = f"PL{file.form.rsplit('-', 1)[1]}." if file.form else ""
    return {f"{prefix}{key}": value for key, value in printed.items()}


def outcome(rule: Rule, file: RuleFile, example: Mapping[str, Any], which: str) -> Outcome:
    given = figures(absolute(example[which], file), notes=absolute(example.get("notes", {}), file))
    return reconcile(given, [rule]).results[0].outcome


@pytest.mark.parametrize(("file", "rule"), PAIRS, ids=[rule.id for _, rule in PAIRS])
def test_every_rule_has_a_passing_and_a_failing_witness(file: RuleFile, rule: Rule) -> None:
    example = witnesses(file)[rule.id]
    assert outcome(rule, file, example, "passes") is Outcome.PASS
    assert outcome(rule, file, example, "fails") is Outcome.FAIL


def test_no_witness_without_its_rule() -> None:
    assert {path.name for path in WITNESSES.iterdir()} == {file.name for file in rule_files()}
    for file in rule_files():
        assert set(witnesses(file)) == {rule.id for rule in file.rules}


def test_the_shipped_rules_have_no_lint() -> None:
    assert lint(rule_files(), indicators()) == ()


def test_every_rate_with_both_parts_on_the_form_has_its_ratio() -> None:
    ratios = {r.relation for r in all_rules() if isinstance(r.relation, Ratio)}
    pairs = {(r.rate, r.part, r.whole) for r in ratios}
    for item in indicators():
        if item.numerator_code and item.denominator_code:
            assert (item.code, item.numerator_code, item.denominator_code) in pairs


@pytest.mark.parametrize(
    ("total", "absent"),
    [("PL5.1.5", "PL5.1.5.4"), ("PL6.1", "PL6.1.3"), ("PL7.2.1", "PL7.2.6")],
)
def test_sums_leave_out_what_is_no_part(total: str, absent: str) -> None:
    sums = [
        cells_of(rule.relation)
        for rule in all_rules()
        if isinstance(rule.relation, Linear) and rule.relation.shape == "sum"
    ]
    (cells,) = [cells for cells in sums if cells[0] == total]
    assert absent not in cells


@pytest.mark.parametrize("bound", ["PL2.5-parts", "PL2.6-parts", "PL6.4-parts"])
def test_parts_without_a_row_for_the_rest_are_bounds(bound: str) -> None:
    (rule,) = [rule for rule in all_rules() if rule.id == bound]
    assert isinstance(rule.relation, Linear)
    assert rule.relation.op == "<="


def test_references_are_relative_to_the_form_or_absolute() -> None:
    text = (
        "form: cchc/phu-luc-4\nrules:\n"
        '  - {id: a, le: ["3.1.2", "PL8.6.4.1"], strength: soft, p: 0.7, why: scope}\n'
    )
    (rule,) = parse_rules(text, "x.yaml").rules
    assert cells_of(rule.relation) == ("PL4.3.1.2", "PL8.6.4.1")
    assert rule.p == Decimal("0.7")


def test_without_a_form_ids_are_used_as_written() -> None:
    (rule,) = parse_rules('rules:\n  - {id: a, equal: ["x", ["y", "3.1"]]}\n', "x.yaml").rules
    assert cells_of(rule.relation) == ("x", "y", "3.1")


def test_a_rule_is_in_force_from_its_first_to_its_last_day() -> None:
    text = 'valid: {from: 2022-01-01, to: 2025-06-30}\nrules:\n  - {id: a, le: ["x", "y"]}\n'
    (rule,) = parse_rules(text, "x.yaml").rules
    days = [dt.date(2021, 12, 31), dt.date(2022, 1, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1)]
    assert [rule.in_force(day) for day in days] == [False, True, True, False]
    assert rule.in_force(None)


def test_linear_is_the_general_form() -> None:
    text = 'rules:\n  - {id: a, linear: {terms: {"x": 1, "y": -2}, op: "<=", rhs: 3}}\n'
    (rule,) = parse_rules(text, "x.yaml").rules
    relation = Linear((("x", Decimal(1)), ("y", Decimal(-2))), "<=", Decimal(3))
    assert rule.relation == relation


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{id: a}", "one relation"),
        ('{id: a, le: ["x", "y"], equal: ["x", "y"]}', "one relation"),
        ('{id: a, le: ["x", "y"], le: ["y", "z"]}', "le stands twice"),
        ('{id: a, le: ["x"]}', "two sides"),
        ('{id: a, le: ["x", "x"]}', "stands twice"),
        ('{id: a, le: ["x", 3.10]}', "quoted"),
        ('{id: a, ratio: {rate: "r", part: "p"}}', "missing whole"),
        ('{id: a, ratio: {rate: "r", part: "p", whole: "p"}}', "stands twice"),
        ('{id: a, ratio: {rate: "r", part: "p", whole: "w"}, zero_over_zero: [5]}', "none of"),
        ('{id: a, sum: {total: "t", parts: []}}', "empty"),
        ('{id: a, sum: {total: "t", parts: ["p"]}, blank_is: nil}', "blank_is"),
        ('{id: a, range: {cell: "c"}}', "min or max"),
        ('{id: a, range: {cell: "c", min: 5, max: 1}}', "above"),
        ('{id: a, range: {cell: "c", min: five}}', "no number"),
        ('{id: a, linear: {terms: {"x": 0}, op: "=="}}', "coefficient"),
        ('{id: a, linear: {terms: {"x": 1}, op: ">"}}', "op"),
        ('{id: a, le: ["x", "y"], strength: hard}', "strength"),
        ('{id: a, le: ["x", "y"], strength: soft}', "how often it holds"),
        ('{id: a, le: ["x", "y"], strength: soft, p: 1.2, why: w}', "between 0 and 1"),
        ('{id: a, le: ["x", "y"], strength: soft, p: 0.5}', "why"),
        ('{id: a, le: ["x", "y"], p: 0.5}', "identity has no p"),
        ('{id: a, le: ["x", "y"], color: red}', "unknown color"),
        ('{id: a, le: ["x", "y"], valid: {from: soon}}', "dates"),
    ],
)
def test_a_bad_rule_is_refused_with_file_line_and_id(entry: str, complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint) as caught:
        parse_rules(f"version: 2\nrules:\n  - {entry}\n", "form.yaml")
    assert "form.yaml, line 3, rule a" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "no list of rules"),
        ("rules: 3", "no list of rules"),
        ("rules: [", "form.yaml"),
        ("rulez: []", "no list of rules"),
        ("rules: []\ncolour: red", "unknown colour"),
        ('rules:\n  - {id: a, le: ["x", "y"]}\n  - {id: a, le: ["y", "z"]}\n', "line 3, rule a"),
    ],
)
def test_a_bad_file_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        parse_rules(text, "form.yaml")


def test_a_file_is_read_from_disk(tmp_path: Any) -> None:
    path = tmp_path / "own.yaml"
    path.write_text('rules:\n  - {id: a, le: ["x", "y"]}\n', encoding="utf-8")
    assert load_rules(path).name == "own.yaml"


def test_soft_rules_say_why_and_how_sure() -> None:
    for rule in all_rules():
        assert (rule.strength == "soft") == (rule.p < 1)
        assert rule.strength == "identity" or len(rule.why) > 20
        assert not rule.evidence or rule.strength == "soft"


def test_the_version_names_every_file() -> None:
    assert all(file.name.removesuffix(".yaml") in rules_version() for file in rule_files())


def test_what_is_no_yaml_is_said_in_one_line() -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules("rules:\n  - {id: a, le: [x, y\n  - b", "form.yaml")
    assert str(caught.value).startswith("form.yaml, line 2: this is no YAML: ")
    assert "\n" not in str(caught.value)


def test_references_are_in_one_form_of_unicode() -> None:
    text = unicodedata.normalize("NFD", "rules:\n  - {id: a, le: [Sở Y tế, Tổng]}")
    (rule,) = parse_rules(text, "form.yaml").rules
    assert cells_of(rule.relation) == ("Sở Y tế", "Tổng")

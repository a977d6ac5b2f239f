from __future__ import annotations

import pytest

from contracts.rules import parse_rules
from transform.rule_examples import example_issues

RULES = parse_rules(
    'form: cchc/phu-luc-4\nrules:\n  - {id: part, le: ["3.1.2", "3.1.1"]}\n', "r.yaml"
)
GOOD = """witnesses:
  - rule: part
    passes: {"3.1.2": "9", "3.1.1": "10"}
    fails: {"3.1.2": "11", "3.1.1": "10"}
"""


def said(text: str) -> list[tuple[str, str]]:
    return [(issue.subject, issue.message) for issue in example_issues(RULES, text)]


def test_examples_that_do_what_they_should() -> None:
    assert said(GOOD) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("witnesses: []", [("part", "no example that passes and none that fails")]),
        (GOOD.replace('"9"', '"12"'), [("part", "the example that passes breaks the rule")]),
        (GOOD.replace('"11"', '"1"'), [("part", "the example that fails satisfies the rule")]),
        (
            GOOD.replace('"3.1.2": "11", ', ""),
            [("part", "the example that fails does not reach the rule")],
        ),
        ("witnesses: [{rule: part, passes: {}}]", 2),
        (GOOD + "  - {rule: other}\n", [("other", "an example of a rule that is not there")]),
        ("witnesses: {}", [("", "its examples cannot be read: there is no list called witnesses")]),
        ("a: [", 1),
    ],
)
def test_what_is_wrong_with_examples(text: str, expected: list[tuple[str, str]] | int) -> None:
    found = said(text)
    assert len(found) == expected if isinstance(expected, int) else found == expected


def test_a_note_belongs_to_its_figure() -> None:
    rules = parse_rules(
        'form: cchc/phu-luc-5\nrules:\n  - {id: cut, reduction: {rate: "2.5", present: ["2.4"]}}\n',
        "r.yaml",
    )
    text = """witnesses:
  - rule: cut
    passes: {"2.5": "13,7", "2.4": "44"}
    fails: {"2.5": "25", "2.4": "44"}
    notes: {"2.5": "51 biên chế"}
"""
    assert list(example_issues(rules, text)) == []

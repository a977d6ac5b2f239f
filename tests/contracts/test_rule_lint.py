from __future__ import annotations

import pytest

from contracts.catalogue import indicators
from contracts.rule_lint import lint
from contracts.rules import parse_rules


def complaints(*texts: str, catalogue: bool = False) -> list[tuple[str, str]]:
    files = [parse_rules(text, f"f{i}.yaml") for i, text in enumerate(texts)]
    found = lint(files, indicators() if catalogue else None)
    return [(issue.subject, issue.message) for issue in found]


def rules(*entries: str) -> str:
    return "rules:\n" + "".join(f"  - {{id: r{i}, {e}}}\n" for i, e in enumerate(entries))


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (('le: ["a", "b"]', 'le: ["a", "b"]'), "says the same as r0"),
        (('equal: ["a", "b"]', 'equal: ["b", "a"]'), "says the same as r0"),
        (('sum: {total: "t", parts: ["a", "b"]}', 'equal: ["t", ["b", "a"]]'), "says the same"),
        (('range: {cell: "a", min: 5}', 'range: {cell: "a", max: 4}'), "no value of a"),
        (
            (
                'linear: {terms: {"a": 1, "b": 1}, op: "==", rhs: 5}',
                'linear: {terms: {"b": 1, "a": 1}, op: "==", rhs: 6}',
            ),
            "contradicts r0",
        ),
    ],
)
def test_rules_that_repeat_or_contradict(entries: tuple[str, ...], message: str) -> None:
    ((subject, found),) = complaints(rules(*entries))
    assert subject == "r1"
    assert message in found


def test_rules_that_only_look_alike_pass() -> None:
    assert complaints(rules('le: ["a", "b"]', 'le: ["b", "a"]', 'equal: ["a", "c"]')) == []


def test_one_id_in_two_files() -> None:
    found = complaints(rules('le: ["a", "b"]'), rules('le: ["c", "d"]'))
    assert found == [("r0", "the id stands in f0.yaml too")]


def test_figures_that_the_catalogue_does_not_know() -> None:
    text = 'form: cchc/phu-luc-4\nrules:\n  - {id: r0, le: ["3.1.2", "3.1.9"]}\n'
    assert ("r0", "unknown figure PL4.3.1.9") in complaints(text, catalogue=True)


def test_a_rate_needs_a_ratio_or_a_reason() -> None:
    bare = complaints("rules: []", catalogue=True)
    assert ("PL8.3", "a rate without a ratio and without a reason why") in bare
    excused = "form: cchc/phu-luc-8\nrules: []\nwithout_ratio: [{row: '3', why: none printed}]"
    assert "PL8.3" not in dict(complaints(excused, catalogue=True))


def test_a_needless_excuse() -> None:
    text = (
        "form: cchc/phu-luc-4\nwithout_ratio: [{row: '3.1', why: none}]\nrules:\n"
        '  - {id: r0, ratio: {rate: "3.1", part: "3.1.2", whole: "3.1.1"}}\n'
    )
    assert ("PL4.3.1", "excused from a ratio that it has") in complaints(text, catalogue=True)

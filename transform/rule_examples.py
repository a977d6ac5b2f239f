"""Whether each rule of a file has an example that satisfies it and one that breaks it.

```yaml
form: cchc/phu-luc-4
witnesses:
  - rule: PL4.3.1-ratio
    passes: {"3.1": "75,32", "3.1.2": "235", "3.1.1": "312"}
    fails: {"3.1": "75,32", "3.1.2": "78", "3.1.1": "312"}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from contracts.relations import Rule, RuleFile
from contracts.rule_lint import LintIssue
from contracts.rules import figure_id
from contracts.yaml_text import load_yaml
from transform.reconcile.constraint import Outcome
from transform.reconcile.engine import reconcile
from transform.reconcile.figures import Figure
from transform.vietnamese.numbers import parse_number

_EXPECTED = {"passes": Outcome.PASS, "fails": Outcome.FAIL}
_SAID = {
    Outcome.PASS: "satisfies the rule",
    Outcome.FAIL: "breaks the rule",
    Outcome.NOT_APPLICABLE: "does not reach the rule",
}


def example_issues(file: RuleFile, text: str) -> Iterator[LintIssue]:
    """Yield what is wrong with the examples in `text` for the rules of `file`."""
    try:
        entries = _entries(text)
    except ValueError as error:
        yield LintIssue(file.name, "", f"its examples cannot be read: {error}")
        return
    rules = {rule.id: rule for rule in file.rules}
    for id_ in entries:
        if id_ not in rules:
            yield LintIssue(file.name, id_, "an example of a rule that is not there")
    for id_, rule in rules.items():
        example = entries.get(id_)
        if example is None:
            yield LintIssue(file.name, id_, "no example that passes and none that fails")
        else:
            yield from _faults(file, rule, example)


def _entries(text: str) -> dict[str, Mapping[str, Any]]:
    try:
        data = load_yaml(text)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    listed = data.get("witnesses") if isinstance(data, dict) else None
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        raise ValueError("there is no list called witnesses")
    return {str(item.get("rule")): item for item in listed}


def _faults(file: RuleFile, rule: Rule, example: Mapping[str, Any]) -> Iterator[LintIssue]:
    notes = example.get("notes") or {}
    for name, expected in _EXPECTED.items():
        printed = example.get(name)
        if not isinstance(printed, dict) or not isinstance(notes, dict):
            yield LintIssue(file.name, rule.id, f"no example that {name}")
            continue
        results = reconcile(_figures(file, printed, notes), [rule]).results
        found = results[0].outcome if results else Outcome.NOT_APPLICABLE
        if found is not expected:
            yield LintIssue(file.name, rule.id, f"the example that {name} {_SAID[found]}")


def _figures(
    file: RuleFile, printed: Mapping[Any, Any], notes: Mapping[Any, Any]
) -> dict[str, Figure]:
    named = {_id(file, row): str(note) for row, note in notes.items()}
    made = {}
    for row, text in printed.items():
        id_ = _id(file, row)
        made[id_] = Figure(id_, parse_number(str(text)), None, named.get(id_))
    return made


def _id(file: RuleFile, row: object) -> str:
    return figure_id(file.form or "", str(row))

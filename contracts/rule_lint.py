"""What is wrong with rule files that are well formed: doubles, gaps and contradictions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from contracts.catalogue import Indicator
from contracts.relations import Linear, Ratio, Reduction, Rule, RuleFile, cells_of
from contracts.rule_system import contradictions


@dataclass(frozen=True, slots=True)
class LintIssue:
    """One fault: the file, the rule or figure it is about, and what is wrong."""

    file: str
    subject: str
    message: str


def lint(
    files: Sequence[RuleFile],
    catalogue: Sequence[Indicator] | None = None,
    forms: Collection[str] | None = None,
) -> tuple[LintIssue, ...]:
    """Return the faults of `files`; figures are checked when a catalogue is given.

    Rates must have their ratio in all forms of the catalogue, or in `forms` only.
    """
    issues = [*_repeated_ids(files), *_repeated_relations(files)]
    for file in files:
        issues.extend(_contradictions(file))
    if catalogue is not None:
        codes = {item.code for item in catalogue}
        for file in files:
            issues.extend(_unknown_cells(file, codes))
        rated = [item for item in catalogue if forms is None or item.form in forms]
        issues.extend(_rates_without_ratio(files, rated))
    return tuple(issues)


def _unknown_cells(file: RuleFile, codes: Collection[str]) -> Iterable[LintIssue]:
    for rule in file.rules:
        for cell in cells_of(rule.relation):
            if cell not in codes:
                yield LintIssue(file.name, rule.id, f"unknown figure {cell}")
    for cell, _ in file.without_ratio:
        if cell not in codes:
            yield LintIssue(file.name, cell, "without_ratio names an unknown figure")


def _repeated_ids(files: Iterable[RuleFile]) -> Iterable[LintIssue]:
    first: dict[str, str] = {}
    for file in files:
        for rule in file.rules:
            if rule.id in first:
                yield LintIssue(file.name, rule.id, f"the id stands in {first[rule.id]} too")
            first.setdefault(rule.id, file.name)


def _repeated_relations(files: Iterable[RuleFile]) -> Iterable[LintIssue]:
    first: dict[object, str] = {}
    for file in files:
        for rule in file.rules:
            key = _canonical(rule)
            if key in first:
                yield LintIssue(file.name, rule.id, f"says the same as {first[key]}")
            first.setdefault(key, rule.id)


def _canonical(rule: Rule) -> object:
    """Return a key that is equal for two ways of writing one relation."""
    period = (rule.valid_from, rule.valid_to)
    relation = rule.relation
    if not isinstance(relation, Linear):
        return relation, period
    sign = 1
    if relation.op == "==":
        sign = 1 if min(relation.terms)[1] > 0 else -1
    terms = frozenset((cell, sign * weight) for cell, weight in relation.terms)
    return terms, relation.op, sign * relation.rhs, period


def _contradictions(file: RuleFile) -> Iterable[LintIssue]:
    """Yield the identities that leave no value for some figure."""
    for clash in contradictions(file.rules):
        yield LintIssue(file.name, clash.rule, clash.message)


def _rates_without_ratio(
    files: Sequence[RuleFile], catalogue: Iterable[Indicator]
) -> Iterable[LintIssue]:
    """Yield rates that no ratio explains and no file excuses, and needless excuses."""
    relations = [rule.relation for file in files for rule in file.rules]
    ratios = {r.rate for r in relations if isinstance(r, Ratio)}
    cuts = {r.rate for r in relations if isinstance(r, Reduction)}
    excused = {cell: file.name for file in files for cell, _ in file.without_ratio}
    for item in catalogue:
        if item.kind == "ratio" and item.code not in ratios | set(excused) | cuts:
            yield LintIssue("", item.code, "a rate without a ratio and without a reason why")
    for cell, name in excused.items():
        if cell in ratios:
            yield LintIssue(name, cell, "excused from a ratio that it has")

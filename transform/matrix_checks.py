"""The contradictions of a matrix: its rules through the reconciler, and unreadable figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from contracts.layouts import Identity, Layout
from contracts.relations import Linear
from transform.checks.numbers import unreadable
from transform.finding import Change, Derived, Finding, Hypothesis
from transform.matrix_rates import Share, fits
from transform.matrix_rules import (
    MatrixRule,
    cell_of,
    matrix_figures,
    matrix_rules,
    narrowed,
    why_of,
)
from transform.reading import LogicalTable
from transform.reconcile.engine import Options, reconcile
from transform.reconcile.figures import Figure
from transform.reconcile.likelihood import Noise
from transform.vietnamese.numbers import format_number

# what was received is often resolved: a figure beside its equal is no sign of a copy
_OPTIONS = Options(noise=Noise(neighbour=0.002))
# the counts of a row add up, or they would be in doubt: that leaves the rate
_OF_RATE = 0.9
# longer sums are said by their value
_MOST_PRINTED = 12


def check_matrices(
    tables: Iterable[LogicalTable], layouts: Sequence[Layout]
) -> tuple[list[Finding], list[Derived]]:
    """Return what contradicts itself in the matrices that are not on hold, and what can be
    derived for their blanks."""
    by_id = {layout.id: layout.identities for layout in layouts}
    findings: list[Finding] = []
    derived: list[Derived] = []
    for table in tables:
        if table.kind == "matrix" and table.held is None:
            more, blanks = check_matrix(table, by_id.get(table.layout or "", ()))
            findings += more
            derived += blanks
    return findings, derived


def check_matrix(
    table: LogicalTable, identities: Sequence[Identity]
) -> tuple[list[Finding], list[Derived]]:
    """Return the findings and derived blanks of one matrix."""
    found = matrix_rules(table, identities)
    figures = matrix_figures(table)
    rules, alone = narrowed(found.rules, figures)
    result = reconcile(figures, [item.rule for item in rules], _OPTIONS)
    whole = {item.rule.id: item for item in found.rules}
    findings = [_explained(finding, whole, figures) for finding in result.findings]
    findings += [_wide_sum(table, item, figures) for item in alone]
    findings += _summed_rates(table, found.shares, findings)
    findings += _doubtful_totals(table, found.doubtful, found.rules)
    findings += _unreadable(table)
    return findings, list(result.derived)


def _explained(
    finding: Finding, rules: Mapping[str, MatrixRule], figures: Mapping[str, Figure]
) -> Finding:
    """Return a finding with its kind, and the reason of its rule in front of the advice."""
    item = rules[finding.rule]
    if item.family == "formula" and finding.kind == "sum":
        finding = replace(finding, kind="formula")
    why = f"{item.rule.why}; " if item.rule.why else ""
    text = _sum_text(item, figures) or finding.found
    return replace(finding, advice=why + finding.advice, found=text)


def _sum_text(item: MatrixRule, figures: Mapping[str, Figure]) -> str | None:
    """Return a broken sum of many cells in words; None where the cells can be printed."""
    relation = item.rule.relation
    if not isinstance(relation, Linear) or len(relation.terms) <= _MOST_PRINTED:
        return None
    (total, _), *parts = relation.terms
    added = sum((figures[name].number.value or Decimal(0)) * -weight for name, weight in parts)
    return f"{figures[total].printed} ≠ {added:f}, the sum of {len(parts)} cells"


def _wide_sum(table: LogicalTable, item: MatrixRule, figures: Mapping[str, Figure]) -> Finding:
    """Return a broken sum of many cells, none of which anything else puts in doubt."""
    total = item.rows[0]
    column = next(c for c in range(len(table.columns)) if f".c{c + 1}-" in item.rule.id)
    return Finding(
        rule=item.rule.id,
        kind="sum",
        strength="identity",
        where=(cell_of(table, total, column),),
        status="ambiguous",
        found=_sum_text(item, figures) or "",
        advice="any of the cells may be wrong; compare the column with the source page",
        severity=3,
    )


def _summed_rates(
    table: LogicalTable, shares: Iterable[Share], found: Sequence[Finding]
) -> list[Finding]:
    """Return the rates that are not the share of sums which the other rows print.

    Where a count of the row is in doubt already, the rate follows from what is said of it.
    """
    doubted = {cell for finding in found for cell in finding.where}
    return [
        finding
        for share in shares
        if not share.is_plain
        for row in share.rows
        if (finding := _summed_rate(table, share, row)) and doubted.isdisjoint(finding.where)
    ]


def _summed_rate(table: LogicalTable, share: Share, row: int) -> Finding | None:
    values = table.rows[row].values
    rate, counted = values[share.rate], share.counted(values)
    if rate is None or counted is None or not counted[1] or fits(rate, *counted):
        return None
    part, whole = counted
    where = tuple(cell_of(table, row, column) for column in share.columns)
    rates = share.rates(values, rate.decimals)
    changes = [Change(where[0], rate.printed, format_number(right)) for right in rates]
    return Finding(
        rule=f"M{table.index}.r{row + 1}.c{share.rate + 1}-ratio",
        kind="ratio",
        strength="identity",
        where=where,
        status="proposed" if len(changes) == 1 else "ambiguous",
        found=f"{rate.printed} ≠ {part:f}/{whole:f}",
        advice=f"{why_of(table, share)}; compare these cells with the source page",
        hypotheses=tuple(
            Hypothesis("unrelated value", (change,), _OF_RATE / len(changes)) for change in changes
        ),
        severity=3,
    )


def _doubtful_totals(
    table: LogicalTable, doubtful: Sequence[MatrixRule], kept: Sequence[MatrixRule]
) -> list[Finding]:
    """Return one note for each row that equals no sum of rows it could be the sum of."""
    summed = {item.rows[0] for item in kept if item.family == "rows"}
    findings = []
    for row, group in groupby(doubtful, key=lambda item: item.rows[0]):
        rules = list(group)
        if row in summed or table.rows[row].kind != "total":
            continue
        where = tuple(
            cell_of(table, row, c) for c, n in enumerate(table.rows[row].values) if n is not None
        )
        findings.append(
            Finding(
                rule=f"M{table.index}.r{row + 1}-total",
                kind="sum",
                strength="soft",
                where=where,
                status="noted",
                found=f"“{table.rows[row].label}” is the sum of no rows in most of its columns",
                advice=f"{len(rules)} sums were tried; rows may be missing, or the total is "
                "of something else",
                severity=2,
            )
        )
    return findings


def _unreadable(table: LogicalTable) -> list[Finding]:
    """Return the cells under measures that are neither number nor blank ("12a")."""
    return [
        unreadable(f"M{table.index}.r{r + 1}.c{c + 1}-unreadable", cell_of(table, r, c), number)
        for r, row in enumerate(table.rows)
        for c, number in enumerate(row.values)
        if number is not None and number.kind == "unreadable"
    ]

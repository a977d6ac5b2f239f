"""The reconciler: figures and rules in; results, findings, decisions and derivations out.

The method is error localisation by minimal change (Fellegi and Holt 1976) with two turns:
a printed figure is the interval of its printed decimals, and explanations are weighed by
how likely each printed text is under it, so that a tie is reported as a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from contracts.relations import Rule, kind_of
from transform.finding import Derived, Finding, FindingKind
from transform.reconcile.decide import (
    CellDecision,
    Thresholds,
    Weighted,
    decide_cells,
    decide_rule,
    hypotheses,
    posterior,
    readings,
)
from transform.reconcile.derive import derive
from transform.reconcile.evaluate import (
    MONEY,
    Network,
    RuleResult,
    build_network,
    evaluate,
    rate_ids,
    violated,
)
from transform.reconcile.evidence import with_evidence
from transform.reconcile.explain import Explainer, styles_of
from transform.reconcile.figures import Figure, make_board
from transform.reconcile.likelihood import Noise
from transform.reconcile.prior import Shares, make_prior
from transform.reconcile.search import Limits, Search, components

ADVICE = "compare these cells with the source page and ask the issuing body"


@dataclass(frozen=True, slots=True)
class Options:
    """The engine's judgement: noise model, search limits and decision thresholds."""

    noise: Noise = field(default_factory=Noise)
    shares: Shares = field(default_factory=Shares)
    limits: Limits = field(default_factory=Limits)
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything said about one report.

    `results` has one entry a rule; `findings` one a broken rule that is more than evidence;
    `cells` one a figure in doubt; `derived` the blanks that other figures determine; `best`
    the cells most likely to be wrong, by group of broken rules.
    """

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    cells: tuple[CellDecision, ...]
    derived: tuple[Derived, ...]
    best: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A group of broken rules with its explanations."""

    broken: frozenset[int]
    weighted: tuple[Weighted, ...]
    capped: bool


def reconcile(
    figures: Mapping[str, Figure],
    rules: Sequence[Rule],
    options: Options | None = None,
    evidence: Mapping[str, Sequence[Figure]] | None = None,
) -> Reconciliation:
    """Return what `rules` say about `figures`, and what would make the broken ones right.

    `evidence` holds the same figures printed elsewhere, by the id they repeat.
    """
    chosen = options or Options()
    if evidence:
        figures, rules = with_evidence(figures, rules, evidence)
    board = make_board(figures, rate_ids(rules), MONEY)
    network = build_network(board, figures, rules)
    broken = violated(network)
    solved = _solve(network, broken, chosen)
    findings = [_findings(component, network, figures, chosen) for component in solved]
    cells = [
        decide_cells(component.weighted, network, figures, chosen.thresholds)
        for component in solved
        if not component.capped
    ]
    return Reconciliation(
        results=evaluate(network),
        findings=tuple(finding for group in findings for finding in group),
        cells=tuple(cell for group in cells for cell in group),
        derived=derive(network, figures, broken),
        best=tuple(_likeliest(component) for component in solved),
    )


def _likeliest(component: Component) -> frozenset[str]:
    """Return the cells most likely to be wrong together, whatever their true values."""
    chances: dict[frozenset[str], float] = {}
    for item in component.weighted:
        cells = frozenset(c.cell for c in item.explanation.changes)
        chances[cells] = chances.get(cells, 0.0) + item.probability
    return max(chances, key=lambda cells: chances[cells], default=frozenset())


def _solve(network: Network, broken: frozenset[int], options: Options) -> list[Component]:
    """Return the components solved; two whose best explanations meet are solved as one."""
    if not broken:
        return []
    prior = make_prior(network, options.shares)
    explainer = Explainer(network, options.noise, styles_of(network, options.noise.cut_off))
    search = Search(explainer, prior, options.limits)
    groups = [g for g in components(network, broken) if _is_contradiction(g, network)]
    solved = [_component(search, group, options) for group in groups]
    while (pair := _meeting(solved, network)) is not None:
        first, second = pair
        merged = _component(search, solved[first].broken | solved[second].broken, options)
        solved = [c for i, c in enumerate(solved) if i not in pair]
        solved.insert(first, merged)
    return solved


def _is_contradiction(group: frozenset[int], network: Network) -> bool:
    """Tell whether a rule that is more than evidence is broken."""
    return any(not network.constraints[i].rule.evidence for i in group)


def _component(search: Search, broken: frozenset[int], options: Options) -> Component:
    outcome = search.run(broken)
    weighted = posterior(outcome.explanations, options.noise.unexplained)
    return Component(broken, weighted, outcome.capped)


def _meeting(solved: Sequence[Component], network: Network) -> tuple[int, int] | None:
    """Return two components where the best explanation of one changes the other's cells."""
    if len(solved) < 2:
        return None
    own = [{c for i in s.broken for c in network.constraints[i].cells} for s in solved]
    for first, component in enumerate(solved):
        if not component.weighted:
            continue
        changed = {c.cell for c in component.weighted[0].explanation.changes}
        for second, cells in enumerate(own):
            if second != first and not changed.isdisjoint(cells):
                return min(first, second), max(first, second)
    return None


def _findings(
    component: Component, network: Network, figures: Mapping[str, Figure], options: Options
) -> list[Finding]:
    found = []
    for index in sorted(component.broken):
        constraint = network.constraints[index]
        if constraint.rule.evidence:
            continue
        ranked = readings(component.weighted, constraint.cells, index)
        found.append(
            Finding(
                rule=constraint.rule.id,
                kind=cast(FindingKind, kind_of(constraint.rule.relation)),
                strength=constraint.rule.strength,
                where=tuple(figures[c].ref for c in constraint.cells if c in figures),
                status=decide_rule(ranked, component.capped, options.thresholds),
                found=constraint.text(network.board),
                advice=ADVICE,
                hypotheses=hypotheses(ranked, network, figures),
                severity=3 if constraint.rule.strength == "identity" else 2,
            )
        )
    return found

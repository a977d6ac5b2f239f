"""The reconciler: figures and rules in; results, findings, decisions and derivations out.

The method is error localisation by minimal change (Fellegi and Holt 1976) with two turns:
a printed figure is the interval of its printed decimals, and explanations are weighed by
how likely each printed text is under it, so that a tie is reported as a tie.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from contracts.relations import Rule, kind_of
from transform.finding import Derived, Finding, FindingKind
from transform.reconcile.decide import (
    CellDecision,
    Thresholds,
    Weighted,
    by_probability,
    decide_cells,
    decide_rule,
    hypotheses,
    joint_cost,
    posterior,
    readings,
    surest,
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
from transform.reconcile.explain import Explainer
from transform.reconcile.figures import Figure, make_board
from transform.reconcile.likelihood import Noise
from transform.reconcile.operation import Finder
from transform.reconcile.prior import Shares, Size, make_prior
from transform.reconcile.search import Explanation, Limits, Search, components
from transform.reconcile.styles import styles_of

# the cost up to which one slip explains enough; the share from which a slip of many cells
# is an answer where the search gave up
ONE_SLIP, KNOWN = 12.0, 0.8
# how likely it is that a rule does not apply where its figures are asked for once more
ASIDE, NAMED = 0.5, 2
ADVICE = "compare these cells with the source page and ask the issuing body"


@dataclass(frozen=True, slots=True)
class Options:
    """The engine's judgement: noise model, search limits and decision thresholds.

    `sizes` tells of some figures how large they are in other reports.
    """

    noise: Noise = field(default_factory=Noise)
    shares: Shares = field(default_factory=Shares)
    limits: Limits = field(default_factory=Limits)
    thresholds: Thresholds = field(default_factory=Thresholds)
    sizes: Mapping[str, Size] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Everything said about one report.

    `results` has one entry a rule; `findings` one a broken rule that is more than evidence;
    `cells` one a figure in doubt; `derived` the blanks that other figures determine; `best`
    the figures suspected, by group of broken rules; `likeliest` the figures that the
    likeliest explanation of each group changes, which together break no rule.
    """

    results: tuple[RuleResult, ...]
    findings: tuple[Finding, ...]
    cells: tuple[CellDecision, ...]
    derived: tuple[Derived, ...]
    best: tuple[frozenset[str], ...] = ()
    likeliest: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Component:
    """A group of broken rules with its explanations; `cost` is that of all of them together."""

    broken: frozenset[int]
    weighted: tuple[Weighted, ...]
    capped: bool
    cost: float = math.inf


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
    solved = _solve(network, broken, figures, chosen)
    findings = [_findings(component, network, figures, chosen) for component in solved]
    cells = [
        decide_cells(component.weighted, network, figures, chosen.thresholds)
        for component in solved
        if not component.capped
    ]
    return Reconciliation(
        results=evaluate(network),
        findings=tuple(finding for group in findings for finding in group),
        cells=surest(cell for group in cells for cell in group),
        derived=derive(network, figures, broken),
        best=tuple(_suspects(c, chosen.thresholds) for c in solved),
        likeliest=tuple(
            frozenset(change.cell for change in component.weighted[0].explanation.changes)
            for component in solved
            if component.weighted
        ),
    )


def _suspects(component: Component, thresholds: Thresholds) -> frozenset[str]:
    """Return the suspects: the cells that are as likely wrong as not, else the likeliest one."""
    chances: dict[str, float] = {}
    for item in component.weighted:
        for cell in {c.cell for c in item.explanation.changes}:
            chances[cell] = chances.get(cell, 0.0) + item.probability
    suspects = frozenset(c for c, chance in chances.items() if chance >= thresholds.suspect)
    if suspects:
        return suspects
    first = max(chances, key=lambda cell: chances[cell], default="")
    return frozenset((first,) if chances.get(first, 0.0) >= thresholds.first else ())


def _solve(
    network: Network,
    broken: frozenset[int],
    figures: Mapping[str, Figure],
    options: Options,
) -> list[Component]:
    """Return the components solved; two whose best explanations meet are solved as one."""
    if not broken:
        return []
    prior = make_prior(network, options.shares, options.sizes)
    explainer = Explainer(network, options.noise, styles_of(network, options.noise.cut_off))
    search = Search(explainer, prior, options.limits)
    groups = [g for g in components(network, broken) if _is_contradiction(g, network)]
    solved = [_component(search, group, options) for group in groups]
    while (pair := _meeting(solved, network)) is not None:
        first, second = pair
        merged = _component(search, solved[first].broken | solved[second].broken, options)
        solved = [c for i, c in enumerate(solved) if i not in pair]
        solved.insert(first, merged)
    finder = Finder(network, prior, figures)
    return _with_operation(solved, finder, options.noise.unexplained)


def _is_contradiction(group: frozenset[int], network: Network) -> bool:
    """Tell whether a rule that is more than evidence is broken."""
    return any(not network.constraints[i].rule.evidence for i in group)


def _component(search: Search, broken: frozenset[int], options: Options) -> Component:
    outcome = search.run(broken)
    unexplained = 1 - (1 - options.noise.unexplained) * (1 - outcome.left)
    explanations = outcome.explanations
    weighted = posterior(explanations, unexplained)
    if not outcome.capped and _unshown(weighted, search.network):
        # people ask for the figures all the same, however unlikely they are to be wrong
        known = {(e.changes, e.dropped) for e in explanations}
        kept = search.run(broken, keep=True).explanations
        explanations += tuple(e for e in kept if (e.changes, e.dropped) not in known)
        weighted = posterior(explanations, unexplained)
    return Component(broken, weighted, outcome.capped, joint_cost(explanations))


def _unshown(weighted: Sequence[Weighted], network: Network) -> bool:
    """Tell whether a soft rule most likely does not apply, and few of its figures are named."""
    aside: dict[int, float] = {}
    for item in weighted:
        for rule in item.explanation.dropped:
            aside[rule] = aside.get(rule, 0.0) + item.probability
    return any(
        share >= ASIDE and len(_named(rule, weighted, network)) < NAMED
        for rule, share in aside.items()
    )


def _named(rule: int, weighted: Sequence[Weighted], network: Network) -> set[str]:
    """Return the cells of a rule that some explanation changes which lets it stand."""
    standing = (w.explanation for w in weighted if rule not in w.explanation.dropped)
    changed = {change.cell for explanation in standing for change in explanation.changes}
    return changed.intersection(network.constraints[rule].cells)


def _with_operation(
    solved: Sequence[Component], finder: Finder, unexplained: float
) -> list[Component]:
    """Return the components with the slip of many cells weighed in that explains them best."""
    if sum(c.cost for c in solved) < ONE_SLIP:
        return list(solved)
    operation = finder.best([c.broken for c in solved])
    if operation is None:
        return list(solved)
    touched = [c for c in solved if c.broken <= operation.mended]
    apart = sum(component.cost for component in touched)
    share = (1 - unexplained) / (1 + math.exp(min(operation.cost - apart, 50.0)))
    explanation = Explanation(operation.changes, operation.dropped, operation.cost)
    whole = Weighted(explanation, share)
    return [
        replace(
            c,
            weighted=by_probability([*(w.scaled(1 - share) for w in c.weighted), whole]),
            capped=c.capped and share < KNOWN,
        )
        if c in touched
        else c
        for c in solved
    ]


def _meeting(solved: Sequence[Component], network: Network) -> tuple[int, int] | None:
    """Return two components where the best explanation of one changes the other's cells."""
    if len(solved) < 2:
        return None
    owner = {
        cell: number
        for number, component in enumerate(solved)
        for index in component.broken
        for cell in network.constraints[index].cells
    }
    for first, component in enumerate(solved):
        best = component.weighted[0].explanation.changes if component.weighted else ()
        for change in best:
            second = owner.get(change.cell, first)
            if second != first:
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

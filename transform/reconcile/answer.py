"""The answer to each figure and each rule of a group, at a chosen threshold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from contracts.relations import Rule, cells_of
from transform.finding import Finding
from transform.reconcile.constraint import Outcome
from transform.reconcile.decide import Alternative, CellDecision
from transform.reconcile.engine import Reconciliation
from transform.reconcile.evaluate import RuleResult
from transform.reconcile.figures import Figure
from transform.vietnamese.numbers import parse_number

FigureStatus = Literal[
    "ok",
    "corrected",
    "proposed",
    "ambiguous",
    "too_entangled",
    "derived",
    "unchecked",
    "unreadable",
    "blank",
]
PROPOSED = 0.8
# the name of a rate whose digits were cut off: a note, no error
TRUNCATED = "truncated rate"
# share of figures that are right among those whose rules all hold; see tests/benchmarks
VOUCHED = 0.997


@dataclass(frozen=True, slots=True)
class FigureAnswer:
    """What is said of one figure.

    `reconciled` is the figure as it should read: as reported where nothing speaks against
    it, changed where that is sure enough, None where it is left open. `confidence` is the
    probability of `reconciled`, or of the first alternative where it is left open; `wrong`
    that of the reported figure being wrong. `suspect` marks the figures that are most
    likely wrong together, whether or not that is sure.
    """

    id: str
    reported: str
    reconciled: str | None
    value: Decimal | None
    status: FigureStatus
    confidence: float | None
    wrong: float
    suspect: bool
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What is said of one rule; `finding` explains a broken one, `note` is no error."""

    rule: Rule
    outcome: Outcome
    reason: str
    finding: Finding | None = None
    note: str = ""


def figure_answers(
    figures: Mapping[str, Figure], done: Reconciliation, threshold: float
) -> tuple[FigureAnswer, ...]:
    """Return the answers to `figures`, in their order.

    A change counts as sure from `threshold`; from 0 every suspect is changed.
    """
    decisions = {decision.id: decision for decision in done.cells}
    suspects = {cell for group in done.best for cell in group}
    unsolved, shown = _unsolved(done), _shown(done)
    judged = {c for r in done.results if _applies(r) for c in cells_of(r.rule.relation)}
    derived = {str(d.cell.code or d.cell.row): d.value for d in done.derived}
    answers = []
    for id_, figure in figures.items():
        decision = decisions.get(id_)
        if decision is not None:
            tied = id_ in shown and threshold > PROPOSED
            answers.append(_doubted(figure, decision, id_ in suspects, tied, threshold))
        elif id_ in derived:
            answers.append(_derived(figure, derived[id_]))
        else:
            plain = _plain(figure, id_ in judged)
            answers.append(_undoubted(figure, unsolved.get(id_, plain)))
    return tuple(answers)


def _unsolved(done: Reconciliation) -> dict[str, FigureStatus]:
    """Return the figures of broken rules that no explanation was found for."""
    found: dict[str, FigureStatus] = {}
    for finding in done.findings:
        entangled = finding.status == "too_entangled"
        if finding.hypotheses and not entangled:
            continue
        status: FigureStatus = "too_entangled" if entangled else "ambiguous"
        found |= {str(ref.code or ref.row): status for ref in finding.where}
    return found


def _shown(done: Reconciliation) -> frozenset[str]:
    """Return the figures among the hypotheses of what stays ambiguous."""
    return frozenset(
        str(change.cell.code or change.cell.row)
        for finding in done.findings
        if finding.status == "ambiguous"
        for hypothesis in finding.hypotheses
        for change in hypothesis.changes
    )


def _applies(result: RuleResult) -> bool:
    return result.outcome is not Outcome.NOT_APPLICABLE


def _plain(figure: Figure, judged: bool) -> FigureStatus:
    if figure.number.kind == "unreadable":
        return "unreadable"
    if figure.number.value is None:
        return "blank"
    return "ok" if judged else "unchecked"


def _derived(figure: Figure, text: str) -> FigureAnswer:
    """Return a blank with the one value that the other figures leave it."""
    value = parse_number(text, unit=figure.unit).value
    return FigureAnswer(figure.id, figure.printed, text, value, "derived", None, 0.0, False)


def _undoubted(figure: Figure, status: FigureStatus) -> FigureAnswer:
    kept = status in ("ok", "unchecked", "blank")
    return FigureAnswer(
        id=figure.id,
        reported=figure.printed,
        reconciled=figure.printed if kept else None,
        value=figure.number.value if kept else None,
        status=status,
        confidence=VOUCHED if status == "ok" else None,
        wrong=1 - VOUCHED if status == "ok" else 0.0,
        suspect=False,
    )


def _doubted(
    figure: Figure, decision: CellDecision, suspect: bool, tied: bool, threshold: float
) -> FigureAnswer:
    first = decision.alternatives[0]
    sure = first.probability
    right = 0.0 if tied else 1 - decision.confidence
    status = _status(sure, right, suspect, threshold)
    kept, changed = status == "ok", status == "corrected"
    return FigureAnswer(
        id=figure.id,
        reported=figure.printed,
        reconciled=figure.printed if kept else first.text if changed else None,
        value=figure.number.value if kept else first.value if changed else None,
        status=status,
        confidence=1 - decision.confidence if kept else sure,
        wrong=decision.confidence,
        suspect=suspect,
        alternatives=decision.alternatives,
    )


def _status(sure: float, right: float, suspect: bool, threshold: float) -> FigureStatus:
    if suspect and sure >= threshold:
        return "corrected"
    if not suspect and right >= threshold:
        return "ok"
    return "proposed" if suspect and sure >= min(PROPOSED, threshold) else "ambiguous"


def rule_answers(rules: Sequence[Rule], done: Reconciliation) -> tuple[RuleAnswer, ...]:
    """Return the answers to `rules` in their order, then to the repetitions found."""
    results = {result.rule.id: result for result in done.results}
    findings = {finding.rule: finding for finding in done.findings}
    answers = []
    for rule in rules:
        result = results.pop(rule.id, None)
        if result is None:
            absent = ", ".join(cells_of(rule.relation))
            answers.append(RuleAnswer(rule, Outcome.NOT_APPLICABLE, f"absent: {absent}"))
        else:
            answers.append(_answer(result, findings.get(rule.id)))
    answers += [_answer(r, findings.get(r.rule.id)) for r in results.values()]
    return tuple(answers)


def _answer(result: RuleResult, finding: Finding | None) -> RuleAnswer:
    reason = result.reason
    if finding is not None:
        reason = finding.found
        if finding.status == "too_entangled":
            reason += "; too entangled with other broken rules to say more"
        elif not finding.hypotheses:
            reason += "; no values were found that make it hold with the other rules"
    note = TRUNCATED if result.cut_off else ""
    return RuleAnswer(result.rule, result.outcome, reason, finding, note)

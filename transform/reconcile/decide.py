"""From explanations to a decision: posterior, thresholds, three ranked alternatives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from transform.finding import Change as PrintedChange
from transform.finding import Hypothesis, Status
from transform.reconcile.evaluate import Network
from transform.reconcile.explain import Change
from transform.reconcile.figures import Figure
from transform.reconcile.likelihood import true_text
from transform.reconcile.search import Explanation

DOES_NOT_APPLY = "rule does not apply"
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The confidence from which a value is corrected, and from which it is proposed."""

    corrected: float = 0.95
    proposed: float = 0.80


@dataclass(frozen=True, slots=True)
class Weighted:
    """An explanation with its posterior probability."""

    explanation: Explanation
    probability: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """A value a cell may have had, as it would be printed."""

    text: str
    value: Decimal
    probability: float
    name: str


@dataclass(frozen=True, slots=True)
class CellDecision:
    """What is decided about one figure; the reported text is never replaced."""

    id: str
    reported: str
    reconciled: str | None
    status: Status
    confidence: float
    alternatives: tuple[Alternative, ...]


def posterior(explanations: Sequence[Explanation]) -> tuple[Weighted, ...]:
    """Return the explanations with probabilities that add up to 1, likeliest first."""
    if not explanations:
        return ()
    least = min(e.cost for e in explanations)
    weights = [math.exp(least - e.cost) for e in explanations]
    total = sum(weights)
    ranked = sorted(
        (Weighted(e, w / total) for e, w in zip(explanations, weights, strict=True)),
        key=lambda w: -w.probability,
    )
    return tuple(ranked)


def status_of(confidence: float, thresholds: Thresholds) -> Status:
    """Return the status that a confidence earns."""
    if confidence >= thresholds.corrected:
        return "corrected"
    return "proposed" if confidence >= thresholds.proposed else "ambiguous"


@dataclass(frozen=True, slots=True)
class Reading:
    """Explanations alike on the cells of one rule: their changes and joint probability."""

    changes: tuple[Change, ...]
    probability: float

    @property
    def certainty(self) -> float:
        """The probability that the values named are the true ones."""
        return self.probability / math.prod(c.width for c in self.changes)


Key = tuple[tuple[str, Decimal, tuple[tuple[str, Decimal], ...]], ...]


def readings(
    weighted: Iterable[Weighted], cells: Iterable[str], rule: int | None = None
) -> tuple[Reading, ...]:
    """Return what the explanations say about `cells`, likeliest first.

    Explanations that set aside the rule numbered `rule` say nothing about its cells.
    """
    wanted = frozenset(cells)
    grouped: dict[Key, tuple[tuple[Change, ...], float]] = {}
    for item in weighted:
        aside = rule in item.explanation.dropped
        touched = (c for c in item.explanation.changes if c.cell in wanted and not aside)
        changes = tuple(sorted(touched, key=_by_cell))
        key = tuple((c.cell, c.value, c.reading) for c in changes)
        first, probability = grouped.get(key, (changes, 0.0))
        grouped[key] = (first, probability + item.probability)
    made = (Reading(changes, p) for changes, p in grouped.values())
    return tuple(sorted(made, key=lambda r: -r.certainty))


def _by_cell(change: Change) -> str:
    return change.cell


def _shown(ranked: Sequence[Reading]) -> Sequence[Reading]:
    """Return three readings: the likeliest, with a tie of values thinned to its first."""
    return ranked[:SHOWN]


def hypotheses(
    ranked: Sequence[Reading], network: Network, figures: Mapping[str, Figure]
) -> tuple[Hypothesis, ...]:
    """Return the readings as hypotheses a person can check, at most three."""
    return tuple(
        Hypothesis(
            name=reading.changes[0].name if reading.changes else DOES_NOT_APPLY,
            changes=tuple(
                printed
                for change in reading.changes
                for printed in _printed(change, network, figures)
            ),
            confidence=round(reading.certainty, 4),
        )
        for reading in _shown(ranked)
    )


def _printed(
    change: Change, network: Network, figures: Mapping[str, Figure]
) -> tuple[PrintedChange, ...]:
    """Return `change`, or the other reading it stands for, as it would be printed."""
    pairs = change.reading or ((change.cell, change.value),)
    return tuple(
        PrintedChange(
            figures[cell].ref, figures[cell].printed, true_text(network.board.cells[cell], value)
        )
        for cell, value in pairs
        if network.board.value(cell) != value
    )


def decide_rule(ranked: Sequence[Reading], capped: bool, thresholds: Thresholds) -> Status:
    """Return the status of a broken rule from the readings of its cells."""
    if capped:
        return "too_entangled"
    if not ranked:
        return "ambiguous"
    best = ranked[0]
    if best.changes:
        return status_of(best.certainty, thresholds)
    return "noted" if best.probability >= thresholds.proposed else "ambiguous"


def decide_cells(
    weighted: Sequence[Weighted],
    network: Network,
    figures: Mapping[str, Figure],
    thresholds: Thresholds,
) -> tuple[CellDecision, ...]:
    """Return a decision for every cell that some explanation changes, surest first."""
    touched = sorted({c.cell for w in weighted for c in w.explanation.changes})
    decisions = (_decide_cell(cell, weighted, network, figures, thresholds) for cell in touched)
    return tuple(sorted(decisions, key=lambda d: -d.confidence))


def _decide_cell(
    cell: str,
    weighted: Sequence[Weighted],
    network: Network,
    figures: Mapping[str, Figure],
    thresholds: Thresholds,
) -> CellDecision:
    ranked = [r for r in readings(weighted, (cell,)) if r.changes]
    wrong = sum(r.probability for r in ranked)
    board_cell = network.board.cells[cell]
    alternatives = tuple(
        Alternative(
            true_text(board_cell, r.changes[0].value),
            r.changes[0].value,
            r.certainty,
            r.changes[0].name,
        )
        for r in ranked[:SHOWN]
    )
    status = status_of(alternatives[0].probability, thresholds)
    return CellDecision(
        id=cell,
        reported=figures[cell].printed,
        reconciled=alternatives[0].text if status == "corrected" else None,
        status=status,
        confidence=wrong,
        alternatives=alternatives,
    )

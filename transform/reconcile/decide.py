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
# cells so many times likelier than others are no better suspects: the rule's order counts
TIED = 1.3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The confidence from which a value is corrected, and from which it is proposed.

    `suspect` is the probability of being wrong from which a figure is a suspect: below one
    half, as one missed is as bad as one named in vain; `first` that of the likeliest figure
    where none is so sure.
    """

    corrected: float = 0.95
    proposed: float = 0.80
    suspect: float = 0.45
    first: float = 0.36


@dataclass(frozen=True, slots=True)
class Weighted:
    """An explanation with its posterior probability."""

    explanation: Explanation
    probability: float

    def scaled(self, factor: float) -> Weighted:
        """Return the same explanation, likelier or less so by `factor`."""
        return Weighted(self.explanation, self.probability * factor)


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


def posterior(
    explanations: Sequence[Explanation], unexplained: float = 0.0
) -> tuple[Weighted, ...]:
    """Return the explanations with their probabilities, likeliest first.

    They add up to 1 less `unexplained`, the share of cases where none of them is right.
    """
    if not explanations:
        return ()
    least = min(e.cost for e in explanations)
    weights = [math.exp(least - e.cost) for e in explanations]
    total = sum(weights)
    return by_probability(
        Weighted(e, (1 - unexplained) * w / total)
        for e, w in zip(explanations, weights, strict=True)
    )


def by_probability(weighted: Iterable[Weighted]) -> tuple[Weighted, ...]:
    """Return explanations, likeliest first."""
    return tuple(sorted(weighted, key=lambda w: -w.probability))


def joint_cost(explanations: Sequence[Explanation]) -> float:
    """Return the cost of one of `explanations` being right, infinite where there is none."""
    least = min((e.cost for e in explanations), default=math.inf)
    if math.isinf(least):
        return least
    return least - math.log(sum(math.exp(least - e.cost) for e in explanations))


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

    @property
    def cells(self) -> frozenset[str]:
        """The cells shown as changed."""
        return frozenset(cell for cell, _ in _values(self))


Key = tuple[tuple[str, Decimal, tuple[tuple[str, Decimal], ...]], ...]


def readings(
    weighted: Iterable[Weighted], cells: Sequence[str], rule: int | None = None
) -> tuple[Reading, ...]:
    """Return what the explanations say about `cells`, likeliest first, ties in their order.

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
    order = {cell: i for i, cell in enumerate(cells)}
    return _cells_first([Reading(changes, p) for changes, p in grouped.values()], order)


def _cells_first(made: Sequence[Reading], order: Mapping[str, int]) -> tuple[Reading, ...]:
    """Return the best reading of each set of cells, the likeliest set first, then the rest.

    People look at cells: three values of one cell would hide the other two suspects, and a
    cell that many values would mend is suspected for all of them together.
    """
    sets: dict[frozenset[str], list[Reading]] = {}
    for reading in sorted(made, key=lambda r: -r.certainty):
        sets.setdefault(reading.cells, []).append(reading)
    groups = _ranked(list(sets.values()), order)
    rest = sorted((r for group in groups for r in group[1:]), key=lambda r: -r.certainty)
    return (*(group[0] for group in groups), *rest)


def _ranked(groups: list[list[Reading]], order: Mapping[str, int]) -> list[list[Reading]]:
    """Return groups by probability; in `order` where one is hardly likelier than the next."""
    left = [(sum(r.probability for r in group), group) for group in groups]
    ranked: list[list[Reading]] = []
    while left:
        best = max(share for share, _ in left)
        tied = (pair for pair in left if pair[0] * TIED >= best)
        chosen = min(tied, key=lambda pair: _position(pair[1][0], order))
        left.remove(chosen)
        ranked.append(chosen[1])
    return ranked


def _position(reading: Reading, order: Mapping[str, int]) -> tuple[int, int]:
    """Return the rank among ties: fewer cells first, then the order of the rule."""
    changed = [order[c.cell] for c in reading.changes]
    return len(changed), min(changed, default=len(order))


def _by_cell(change: Change) -> str:
    return change.cell


def hypotheses(
    ranked: Sequence[Reading], network: Network, figures: Mapping[str, Figure]
) -> tuple[Hypothesis, ...]:
    """Return the likeliest readings as hypotheses a person can check, at most three.

    That the rule does not apply stands last, beside them: whoever looks a contradiction up
    asks first which figure would be wrong, and the confidences tell how likely that is.
    """
    cells = [reading for reading in ranked if reading.changes][:SHOWN]
    aside = [reading for reading in ranked if not reading.changes]
    return tuple(
        Hypothesis(
            name=reading.changes[0].name if reading.changes else DOES_NOT_APPLY,
            changes=tuple(
                _printed(cell, value, network, figures) for cell, value in _values(reading)
            ),
            confidence=round(reading.certainty, 4),
        )
        for reading in (*cells, *aside)
    )


def _values(reading: Reading) -> list[tuple[str, Decimal]]:
    """Return the cells to change; a rate right on another base names that base instead."""
    changed = {change.cell for change in reading.changes}
    pairs: list[tuple[str, Decimal]] = []
    for change in reading.changes:
        based = change.reading and changed.isdisjoint(cell for cell, _ in change.reading)
        pairs.extend(change.reading if based else ((change.cell, change.value),))
    return pairs


def _printed(
    cell: str, value: Decimal, network: Network, figures: Mapping[str, Figure]
) -> PrintedChange:
    figure = figures[cell]
    return PrintedChange(figure.ref, figure.printed, true_text(network.board.cells[cell], value))


def decide_rule(ranked: Sequence[Reading], capped: bool, thresholds: Thresholds) -> Status:
    """Return the status of a broken rule from the readings of its cells."""
    if capped:
        return "too_entangled"
    if not ranked:
        return "ambiguous"
    best = max(ranked, key=lambda reading: reading.certainty)
    if best.changes:
        return status_of(best.certainty, thresholds)
    return "noted" if best.probability >= thresholds.proposed else "ambiguous"


def _by_value(ranked: Iterable[Reading]) -> list[Reading]:
    """Return readings of one cell with those of one value taken together."""
    values: dict[Decimal, Reading] = {}
    for reading in ranked:
        value = reading.changes[0].value
        known = values.get(value)
        more = 0.0 if known is None else known.probability
        values[value] = Reading((known or reading).changes, reading.probability + more)
    return sorted(values.values(), key=lambda r: -r.certainty)


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
    ranked = _by_value([r for r in readings(weighted, (cell,)) if r.changes])
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


def surest(decisions: Iterable[CellDecision]) -> tuple[CellDecision, ...]:
    """Return one decision for each figure: that which doubts it most, where there are several."""
    found: dict[str, CellDecision] = {}
    for decision in decisions:
        known = found.get(decision.id)
        if known is None or known.confidence < decision.confidence:
            found[decision.id] = decision
    return tuple(found.values())

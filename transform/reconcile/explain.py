"""Single steps of an explanation: one slip, the cells it changes, and what it costs.

The candidate values of a cell are the ones its broken rules imply; the text model says how
likely each is. Costs are negative logarithms of odds, so that they add up along a path.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Cell, Lookup
from transform.reconcile.interval import ZERO, Span, Style, places_of, quantize
from transform.reconcile.likelihood import Noise, TextModel, text_model
from transform.reconcile.ratio import RatioConstraint

# a span of at most so many values is listed wholly
LISTED = 12


@dataclass(frozen=True, slots=True)
class Change:
    """A cell's true value under an explanation; `width` values would do as well.

    `reading` gives other figures on which the printed text would be right.
    """

    cell: str
    value: Decimal
    name: str
    width: int = 1
    reading: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One slip: the changes that undo it and its cost."""

    changes: tuple[Change, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that satisfies a broken rule; `penalty` for unusual ways of fitting."""

    value: Decimal
    penalty: float = 0.0
    width: int = 1


@dataclass(frozen=True, slots=True)
class Styles:
    """How likely it is that this report cuts digits off instead of rounding."""

    cut: float

    def cost(self, style: Style) -> float:
        """Return the cost of a value that only one style of printing reaches."""
        if style == "any":
            return 0.0
        return -math.log(self.cut if style == "cut" else 1 - self.cut)


def styles_of(network: Network, share: float) -> Styles:
    """Return the style that the ratios which hold show; `share` of reports cut digits off."""
    ratios = (c for c in network.constraints if isinstance(c, RatioConstraint))
    look = network.board.value
    seen = [c.style(look) for c in ratios if not c.fails(look)]
    # a slip now and then shows the other style
    odds = share / (1 - share) * 30.0 ** (seen.count("cut") - seen.count("rounded"))
    return Styles(min(max(odds / (1 + odds), 0.005), 0.995))


@dataclass(slots=True)
class Explainer:
    """Makes steps on one network; remembers the text model of each cell it met."""

    network: Network
    noise: Noise
    styles: Styles
    _models: dict[str, TextModel] = field(default_factory=dict)

    @property
    def least_cost(self) -> float:
        """The cost that no change can undercut."""
        return min(self._prior(), -math.log(self.noise.exchanged))

    def _prior(self) -> float:
        return -math.log(self.noise.wrong / (1 - self.noise.wrong))

    def model(self, cell: Cell) -> TextModel:
        """Return the text model of `cell`."""
        known = self._models.get(cell.id)
        if known is None:
            rules = (self.network.constraints[i] for i in self.network.by_cell[cell.id])
            partners = {name for rule in rules for name in rule.cells}
            known = text_model(self.network.board, cell, partners, self.noise)
            self._models[cell.id] = known
        return known

    def steps(self, cell_id: str, broken: Iterable[Constraint], look: Lookup) -> list[Step]:
        """Return the changes of one cell that satisfy at least one of its broken rules."""
        cell = self.network.board.cells.get(cell_id)
        if cell is None or cell.kind == "unreadable":
            return []
        model = self.model(cell)
        best: dict[Decimal, Step] = {}
        for rule in broken:
            found = self._candidates(cell, model, rule.solve(cell_id, look))
            steps = [self._step(cell, model, candidate) for candidate in found]
            if cell_id == rule.cells[0] and isinstance(rule, RatioConstraint):
                steps = _one_rate(steps)
            for step in steps:
                value = step.changes[0].value
                if value not in best or _rank(step) < _rank(best[value]):
                    best[value] = step
        return list(best.values())

    def _step(self, cell: Cell, model: TextModel, candidate: Candidate) -> Step:
        likelihood, name = model.likelihood(candidate.value)
        cost = self._prior() - math.log(likelihood) + candidate.penalty
        cost -= math.log(candidate.width)
        change = Change(cell.id, candidate.value, name, candidate.width)
        return Step((change,), cost)

    def _candidates(
        self, cell: Cell, model: TextModel, spans: Sequence[Span]
    ) -> Iterator[Candidate]:
        for span in spans:
            penalty = self.styles.cost(span.style)
            for value, width in _values(cell, model, span):
                if value >= 0 and value != cell.value:
                    yield Candidate(value, penalty, width)

    def joint_steps(self, rule: Constraint, look: Lookup) -> list[Step]:
        """Return slips that touch several cells of `rule` at once."""
        steps = list(self._exchanges(rule, look))
        if isinstance(rule, RatioConstraint):
            steps.extend(self._other_populations(rule, look))
        return steps

    def _exchanges(self, rule: Constraint, look: Lookup) -> Iterator[Step]:
        """Yield the exchange of two counts of a rule that makes it hold."""
        board = self.network.board
        known = [c for c in rule.cells if board.value(c) is not None and not board.cells[c].rate]
        for i, first in enumerate(known):
            for second in known[i + 1 :]:
                one, two = look(first), look(second)
                if one is None or two is None or one == two:
                    continue
                swapped = {first: two, second: one}
                if not rule.fails(_over(look, swapped)):
                    changes = tuple(Change(c, v, "cells exchanged") for c, v in swapped.items())
                    yield Step(changes, -math.log(self.noise.exchanged))

    def _other_populations(self, rule: RatioConstraint, look: Lookup) -> Iterator[Step]:
        """Yield readings of the rate on another printed whole of the same unit."""
        rate, part, whole = rule.cells
        right = rule.solve(rate, look)
        bases = self._bases(rule) - {look(whole)}
        if not bases or look(rate) is None or not right:
            return
        for base in sorted(b for b in bases if b is not None):
            for value, share in self._numerators(rule, look, base):
                # one slip: the base taken, and the rate it happens to give
                cost = self._prior() - math.log(share / len(bases))
                pairs = ((whole, base), (part, value))
                reading = tuple((cell, v) for cell, v in pairs if v != look(cell))
                change = Change(rate, right[-1].low or ZERO, "other denominator", 1, reading)
                yield Step((change,), cost)

    def _bases(self, rule: RatioConstraint) -> set[Decimal | None]:
        """Return the counts elsewhere in the unit of the whole."""
        board, whole = self.network.board, rule.cells[2]
        unit = board.cells[whole].unit if whole in board.cells else ""
        alike = (c for c in board.cells.values() if c.unit == unit and not c.rate)
        return {c.value for c in alike if c.id not in rule.cells and (c.value or 0) > 1}

    def _numerators(
        self, rule: RatioConstraint, look: Lookup, base: Decimal
    ) -> Iterator[tuple[Decimal, float]]:
        """Yield the numerators with which `base` gives the rate, and how likely that is."""
        _, part, whole = rule.cells
        own = look(part)
        for span in rule.solve(part, _over(look, {whole: base})):
            if span.style == "cut" or span.low is None or span.low != span.high or span.low > base:
                continue
            same = span.low == own
            chance = 1.0 if same else 1 / (float(base) + 1)
            yield (
                span.low,
                chance * (self.noise.other_base if same else self.noise.other_population),
            )


def _over(look: Lookup, values: dict[str, Decimal]) -> Lookup:
    def changed(cell: str) -> Decimal | None:
        return values[cell] if cell in values else look(cell)

    return changed


def _one_rate(steps: list[Step]) -> list[Step]:
    """Return one step for one true rate that could be printed with several decimals.

    Two decimals are usual; fewer or more have to be markedly likelier as a slip.
    """
    if len(steps) < 2 or _spread(steps) > 1:
        return steps
    least = min(step.cost for step in steps)
    likely = [step for step in steps if step.cost <= least + 1]
    return [min(likely, key=lambda step: abs(places_of(step.changes[0].value) - 2))]


def _spread(steps: Iterable[Step]) -> Decimal:
    values = [step.changes[0].value for step in steps]
    return max(values) - min(values)


def _rank(step: Step) -> tuple[int, float]:
    """Order steps to the same value: one that means just this value comes first."""
    return step.changes[0].width, step.cost


def _values(cell: Cell, model: TextModel, span: Span) -> Iterator[tuple[Decimal, int]]:
    """Yield the values of `span` worth trying, each with how many it stands for."""
    if span.low is not None and span.low == span.high:
        # a rate may be implied with more decimals than are printed
        value = span.low
        if cell.rate or value == quantize(value, cell.grid):
            yield value, 1
        return
    yield from ((value, 1) for value in cell.readings if span.contains(value))
    low, high = _on_grid(cell, span)
    if low is not None and high is not None:
        step = Decimal(1).scaleb(-cell.grid)
        count = int((high - low) / step) + 1
        if count <= LISTED:
            yield from ((low + i * step, 1) for i in range(count))
            return
        # off centre, where neither the text nor the rules make a value special
        yield quantize(low + (high - low) * Decimal("0.37"), cell.grid), count
    inside, unit = Span(low, high), Decimal(1).scaleb(-cell.grid)
    yield from ((v, 1) for v in model.readings if inside.contains(v) and v == v // unit * unit)
    # an open span stands for many values; its end is the one nearest to what is printed
    if low is None or high is None:
        end = high if low is None else low
        if end is not None:
            yield end, 1 if end in model.readings else 4


def _on_grid(cell: Cell, span: Span) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of `span` moved inwards to what `cell` can print, never below 0."""
    unit = Decimal(1).scaleb(-cell.grid)
    low = None if span.low is None else span.low.quantize(unit, rounding=ROUND_CEILING)
    high = None if span.high is None else span.high.quantize(unit, rounding=ROUND_FLOOR)
    return (ZERO if low is None and high is not None and high <= LISTED else low), high

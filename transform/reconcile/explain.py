"""Single steps of an explanation: one slip, the cells it changes, and what it costs.

The candidate values of a cell are the ones its broken rules imply; the text model says how
likely each is. Costs are negative logarithms of odds, so that they add up along a path.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Cell, Lookup
from transform.reconcile.interval import ZERO, Span, Style, places_of, quantize
from transform.reconcile.likelihood import Noise, TextModel, text_model
from transform.reconcile.pairs import LIKELY, Slip, slip_pairs
from transform.reconcile.ratio import RatioConstraint

# a span of at most so many values is listed wholly
LISTED = 12
# so many rates, and so many of them alike, tell how many decimals the report prints; what
# another number of them costs
TELLING, ALIKE = 3, 0.75
ODD_LENGTH = 2.0
# what the figures themselves may gain in likelihood from a change, in general
GAIN = 1.5
# so many pairs of slips in one rule are followed
PAIRS = 12


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
    """How likely it is that this report cuts digits off, and how many decimals it prints.

    `decimals` is None where too few rates tell.
    """

    cut: float
    decimals: int | None = None

    @property
    def usual(self) -> int:
        """How many decimals to print where nothing speaks for another number."""
        return 2 if self.decimals is None else self.decimals

    def length(self, value: Decimal, cell: Cell) -> float:
        """Return the cost of a rate with as many decimals as `value`."""
        places = places_of(value)
        if self.decimals is None:
            return 0.0 if places in (1, 2, cell.decimals) else ODD_LENGTH
        return 0.0 if places == self.decimals else ODD_LENGTH

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
    return Styles(min(max(odds / (1 + odds), 0.005), 0.995), _usual_decimals(network))


def _usual_decimals(network: Network) -> int | None:
    """Return how many decimals most rates have that hold and need any."""
    look = network.board.value
    ratios = [c for c in network.constraints if isinstance(c, RatioConstraint)]
    lengths = Counter(c.decimals for c in ratios if c.needs_decimals(look) and not c.fails(look))
    if lengths.total() < TELLING:
        return None
    places, count = lengths.most_common(1)[0]
    return places if count >= ALIKE * lengths.total() else None


@dataclass(slots=True)
class Explainer:
    """Makes steps on one network; remembers the text model of each cell it met."""

    network: Network
    noise: Noise
    styles: Styles
    _models: dict[str, TextModel] = field(default_factory=dict)
    _cheapest: dict[str, float] = field(default_factory=dict)
    _wholes: frozenset[str] | None = None
    _others: dict[tuple[str, tuple[Decimal | None, ...]], list[Step]] = field(default_factory=dict)

    def cheapest(self, rule: Constraint) -> float:
        """Return what the likeliest slip in a figure of `rule` costs at least."""
        known = self._cheapest.get(rule.rule.id)
        if known is None:
            cells = self.network.board.cells
            found = [cells[c] for c in rule.cells if c in cells]
            costs = [self._prior(cell) - math.log(self.model(cell).most) for cell in found]
            least = min(costs, default=0.0) - GAIN
            known = max(min(least, -math.log(self.noise.exchanged)), 0.0)
            self._cheapest[rule.rule.id] = known
        return known

    def _prior(self, cell: Cell | None = None) -> float:
        """Return the cost of a cell being wrong; a text that nobody would print is cheap."""
        odds = self.noise.wrong / (1 - self.noise.wrong)
        return -math.log(odds * self.noise.odd if cell is not None and cell.odd else odds)

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
            special = {ZERO, *(look(name) for name in rule.cells if name != cell_id)}
            found = self._candidates(cell, model, rule.solve(cell_id, look), special)
            steps = [self._step(cell, model, candidate) for candidate in found]
            if cell_id == rule.cells[0] and isinstance(rule, RatioConstraint):
                steps = _one_rate(
                    steps, 2 if self.styles.decimals is None else self.styles.decimals
                )
            for step in steps:
                value = step.changes[0].value
                if value not in best or _rank(step) < _rank(best[value]):
                    best[value] = step
        return list(best.values())

    def _step(self, cell: Cell, model: TextModel, candidate: Candidate) -> Step:
        likelihood, name = model.likelihood(candidate.value)
        cost = self._prior(cell) - math.log(likelihood) + candidate.penalty
        cost -= math.log(candidate.width)
        change = Change(cell.id, candidate.value, name, candidate.width)
        return Step((change,), cost)

    def _candidates(
        self, cell: Cell, model: TextModel, spans: Sequence[Span], special: Set[Decimal | None]
    ) -> Iterator[Candidate]:
        for span in spans:
            penalty = self.styles.cost(span.style)
            for value, width in _values(cell, model, span, special):
                if value >= 0 and value != cell.value:
                    odd = self.styles.length(value, cell) if cell.rate else 0.0
                    yield Candidate(value, penalty + odd, width)

    def joint_steps(self, rule: Constraint, look: Lookup) -> list[Step]:
        """Return slips that touch several cells of `rule` at once."""
        steps = list(self._exchanges(rule, look))
        if isinstance(rule, RatioConstraint):
            key = rule.rule.id, tuple(look(cell) for cell in rule.cells)
            if key not in self._others:
                self._others[key] = list(self._other_populations(rule, look))
            steps.extend(self._others[key])
        return steps

    def double_steps(self, rule: Constraint, look: Lookup) -> list[Step]:
        """Return the likeliest pairs of slips that together make `rule` hold."""
        steps = (self._pair(pair) for pair in slip_pairs(rule, look, self._slips))
        return heapq.nsmallest(PAIRS, steps, key=lambda step: step.cost)

    def _pair(self, pair: tuple[Slip, Slip]) -> Step:
        changes = tuple(Change(slip.cell, slip.value, slip.name) for slip in pair)
        cells = self.network.board.cells
        cost = sum(self._prior(cells[slip.cell]) - math.log(slip.likelihood) for slip in pair)
        return Step(changes, cost)

    def _slips(self, cell_id: str) -> list[Slip]:
        cell = self.network.board.cells.get(cell_id)
        if cell is None or cell.value is None:
            return []
        unit = Decimal(1).scaleb(-max(cell.grid, 2 if cell.rate else 0))
        return [
            Slip(cell_id, value, share, name)
            for value, (share, name) in self.model(cell).readings.items()
            if share >= LIKELY and value == value // unit * unit
        ]

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
        """Return the counts elsewhere in the unit of the whole, wholes where it has none."""
        board, whole = self.network.board, rule.cells[2]
        unit = board.cells[whole].unit if whole in board.cells else ""
        names: Iterable[str] = board.cells if unit else self._all_wholes()
        alike = (board.cells[name] for name in names if name in board.cells)
        return {
            c.value
            for c in alike
            if c.unit == unit and not c.rate and c.id not in rule.cells and (c.value or 0) > 1
        }

    def _all_wholes(self) -> frozenset[str]:
        if self._wholes is None:
            ratios = (c for c in self.network.constraints if isinstance(c, RatioConstraint))
            self._wholes = frozenset(ratio.cells[2] for ratio in ratios)
        return self._wholes

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


def _one_rate(steps: list[Step], usual: int) -> list[Step]:
    """Return one step for one true rate that could be printed with several decimals.

    Fewer or more than the usual have to be markedly likelier as a slip.
    """
    if len(steps) < 2 or _spread(steps) > 1:
        return steps
    least = min(step.cost for step in steps)
    likely = [step for step in steps if step.cost <= least + 1]
    return [min(likely, key=lambda step: abs(places_of(step.changes[0].value) - usual))]


def _spread(steps: Iterable[Step]) -> Decimal:
    values = [step.changes[0].value for step in steps]
    return max(values) - min(values)


def _rank(step: Step) -> tuple[int, float]:
    """Order steps to the same value: one that means just this value comes first."""
    return step.changes[0].width, step.cost


def _values(
    cell: Cell, model: TextModel, span: Span, special: Set[Decimal | None]
) -> Iterator[tuple[Decimal, int]]:
    """Yield the values of `span` worth trying, each with how many it stands for.

    `special` are values that the figures make likely: none of a whole, or all of it.
    """
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
    if not cell.rate:
        yield from ((v, 1) for v in special if v is not None and inside.contains(v))
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

"""Single steps of an explanation: one slip, the cells it changes, and what it costs.

The candidate values of a cell are the ones its broken rules imply; the text model says how
likely each is. Costs are negative logarithms of odds, so that they add up along a path.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Cell, Lookup
from transform.reconcile.interval import ZERO, Span, places_of, quantize
from transform.reconcile.likelihood import MOST, Noise, TextModel, text_model
from transform.reconcile.linear import LinearConstraint, Totals
from transform.reconcile.pairs import LIKELY, Slip, slip_pairs
from transform.reconcile.ratio import RatioConstraint
from transform.reconcile.styles import Styles

# a span of at most so many values is listed wholly
LISTED = 12
# what the figures themselves may gain in likelihood from a change, in general
GAIN = 1.5
# so many pairs of slips in one rule are followed
PAIRS = 12
# of rules with more figures, and figures with more rules, only so many are looked at closely
WIDE, SOURCES, EXCHANGED = 60, 12, 12
# how many values a figure of which only is known that it is not 0 stands for
SOME = 4


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
            known = max(min(self._least(rule) - GAIN, -math.log(self.noise.exchanged)), 0.0)
            self._cheapest[rule.rule.id] = known
        return known

    def _least(self, rule: Constraint) -> float:
        """Return the cost of the likeliest slip in a figure of `rule`, or less."""
        cells = self.network.board.cells
        found = [cells[c] for c in rule.cells if c in cells]
        if len(found) > WIDE:
            return min(self._prior(cell) for cell in found) - math.log(MOST)
        costs = (self._prior(cell) - math.log(self.model(cell).most) for cell in found)
        return min(costs, default=0.0)

    def _prior(self, cell: Cell | None = None) -> float:
        """Return the cost of a cell being wrong; a text that nobody would print is cheap."""
        cost = -math.log(self.noise.wrong / (1 - self.noise.wrong))
        if cell is None:
            return cost
        return cost - math.log(self.noise.odd) * cell.odd - self.styles.oddity(cell)

    def model(self, cell: Cell) -> TextModel:
        """Return the text model of `cell`."""
        known = self._models.get(cell.id)
        if known is None:
            rules = (self.network.constraints[i] for i in self.network.by_cell[cell.id][:WIDE])
            partners, rests = set[str](), set[Decimal]()
            for rule in rules:
                partners.update(rule.cells[:WIDE])
                if isinstance(rule, RatioConstraint):
                    rests.update(rule.rest(cell.id, self.network.board.value))
            known = text_model(self.network.board, cell, partners, self.noise, rests)
            self._models[cell.id] = known
        return known

    def steps(
        self,
        cell_id: str,
        broken: Iterable[Constraint],
        look: Lookup,
        totals: dict[str, Totals] | None = None,
    ) -> list[Step]:
        """Return the changes of one cell that satisfy at least one of its broken rules.

        `totals` remembers what the figures of each sum add up to under `look`.
        """
        totals = {} if totals is None else totals
        cell = self.network.board.cells.get(cell_id)
        if cell is None or cell.kind == "unreadable":
            return []
        model = self.model(cell)
        best: dict[Decimal, Step] = {}
        fits: Counter[Decimal] = Counter()
        rules = list(itertools.islice(broken, SOURCES))
        for rule in rules:
            special = {ZERO, *(look(name) for name in rule.cells[:WIDE] if name != cell_id)}
            spans = _solved(rule, cell_id, look, totals)
            found = self._candidates(cell, model, spans, special)
            steps = [self._step(cell, model, candidate) for candidate in found]
            if cell_id == rule.cells[0] and isinstance(rule, RatioConstraint):
                steps = _one_rate(steps, self.styles.usual)
            for step in steps:
                value = step.changes[0].value
                fits[value] += 1
                if value not in best or _rank(step) < _rank(best[value]):
                    best[value] = step
        # where many rules are broken, a value that mends but a few of them explains little
        wanted = len(rules) // 2 if len(rules) == SOURCES else 0
        return [step for value, step in best.items() if fits[value] > wanted]

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
        """Yield the exchanges of a count of `rule` with one near it that make the rule hold."""
        board = self.network.board
        totals: dict[str, Totals] = {}
        done: set[frozenset[str]] = set()
        for first in rule.cells:
            one = look(first)
            if one is None or board.cells[first].rate:
                continue
            spans = _solved(rule, first, look, totals)
            for second in self._near(rule, first):
                two, pair = look(second), frozenset((first, second))
                if two is None or one == two or pair in done:
                    continue
                inside = second in rule.cells
                if not inside and not any(span.contains(two) for span in spans):
                    continue
                swapped = {first: two, second: one}
                if inside and rule.fails(_over(look, swapped)):
                    continue
                done.add(pair)
                changes = tuple(Change(c, v, "cells exchanged") for c, v in swapped.items())
                yield Step(changes, -math.log(self.noise.exchanged))

    def _near(self, rule: Constraint, cell: str) -> list[str]:
        """Return the counts `cell` may have changed places with: next to it, or in its rules."""
        board = self.network.board
        rules = (self.network.constraints[i] for i in self.network.by_cell[cell][:EXCHANGED])
        inside = [c for one in (rule, *rules) if len(one.cells) <= EXCHANGED for c in one.cells]
        inside += rule.cells[:1]
        rank = board.position[cell]
        beside = board.order[max(rank - 1, 0) : rank + 2]
        near = dict.fromkeys((*inside, *(c for c in beside if c in self.network.by_cell)))
        return [c for c in near if c != cell and c in board.cells and not board.cells[c].rate]

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


def _solved(rule: Constraint, cell: str, look: Lookup, totals: dict[str, Totals]) -> Sequence[Span]:
    """Return the values of `cell` that satisfy `rule`; a sum is added up once for all cells."""
    if not isinstance(rule, LinearConstraint):
        return rule.solve(cell, look)
    known = totals.get(rule.rule.id)
    if known is None:
        known = totals[rule.rule.id] = rule.totals(look)
    return rule.solve(cell, look, known)


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
        # a rate or an amount may be implied with more decimals than are printed
        value = span.low
        if cell.rate or cell.ulp or value == quantize(value, cell.grid):
            yield value, 1
        return
    # what is counted has no decimals, unless the other figures leave it some
    finer = cell.rate or not all(e is None or e == quantize(e, 0) for e in (span.low, span.high))
    readings = (value for value in cell.readings if span.contains(value))
    yield from ((v, 1) for v in readings if finer or v == quantize(v, cell.grid))
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
    # behind a nought any number may stand, so none is likelier than the next
    slips = model.readings if cell.value else ()
    yield from ((v, 1) for v in slips if inside.contains(v) and v == v // unit * unit)
    if low is None or high is None:
        end, way = (high, -1) if low is None else (low, 1)
        if end is not None:
            yield from _stretches(end, way * unit, model)


def _stretches(end: Decimal, step: Decimal, model: TextModel) -> Iterator[tuple[Decimal, int]]:
    """Yield the end of an open span, then one value for each stretch further away.

    Stretches get longer, as what lies far off is much alike.
    """
    if end == step:
        # some figure or other: how large it is nobody can tell
        yield end, 1 if end in model.readings else SOME
        return
    yield end, 1
    near, far = 1, int(abs(end / step))
    far = far if step < 0 else 8 * far + 100
    while near <= far:
        length = min(5 * near, far - near + 1)
        value = end + step * (near + length // 3)
        # not just where a slip would lead
        if value in model.readings and length > 1:
            value += step
        if value not in model.readings:
            yield value, length
        near += length


def _on_grid(cell: Cell, span: Span) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of `span` moved inwards to what `cell` can print, never below 0."""
    unit = Decimal(1).scaleb(-cell.grid)
    low = None if span.low is None else span.low.quantize(unit, rounding=ROUND_CEILING)
    high = None if span.high is None else span.high.quantize(unit, rounding=ROUND_FLOOR)
    return (ZERO if low is None and high is not None and high <= LISTED else low), high

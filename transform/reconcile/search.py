"""Best-first search over explanations of one component of broken rules.

A state is a set of changed cells and of soft rules set aside; it is complete when no rule
is broken. The broken rule with the fewest untouched cells is resolved next. The search
ends when everything left is much dearer than the best explanation, or at its cap.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal

from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.explain import SOURCES, Change, Explainer, Step
from transform.reconcile.figures import Lookup
from transform.reconcile.linear import LinearConstraint, Totals
from transform.reconcile.prior import RARE, Prior, Shares


@dataclass(frozen=True, slots=True)
class Limits:
    """When to stop: states expanded, cells changed, and how much dearer still counts.

    `wide` is the margin until `wanted` explanations are found, so that people see more than
    the best. A broken rule with more than `cells` figures is not searched at all. Where the
    cheapest change costs more than `dear`, two slips in one rule are looked for as well.
    `work` is how many figures may be looked at, so that large groups end in seconds.
    """

    expansions: int = 250
    work: int = 1_000_000
    cells: int = 400
    changes: int = 5
    margin: float = 9.0
    wide: float = 14.0
    wanted: int = 3
    dear: float = 9.5


@dataclass(frozen=True, slots=True)
class Explanation:
    """Changes and soft rules set aside that together leave no rule broken."""

    changes: tuple[Change, ...]
    dropped: frozenset[int]
    cost: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The explanations found, cheapest first; `capped` when the search was cut short.

    `left` is the greatest share of all explanations that those not reached can have.
    """

    explanations: tuple[Explanation, ...]
    capped: bool
    left: float = 0.0


# the share that explanations not reached may have for the others to be believed
LEFT = 0.3
# a bound looks at no more broken rules than these
BOUNDED = 24
# a search in which no rule may be set aside takes a part of the steps of another
KEEPING = 5
# looking at a rule costs as much as looking at so many figures
WORK = 3
# figures that two scopes give: how many are alike in size, and what alike means
ALIKE, SIMILAR = 0.6, 1.6

Key = tuple[frozenset[tuple[str, Decimal, tuple[tuple[str, Decimal], ...]]], frozenset[int]]


@dataclass(frozen=True, slots=True)
class State:
    """A point of the search; `broken` are the numbers of the rules still broken."""

    changes: tuple[Change, ...]
    dropped: frozenset[int]
    broken: frozenset[int]
    cost: float

    @property
    def key(self) -> Key:
        """Equal for states reached by the same steps in another order."""
        return frozenset((c.cell, c.value, c.reading) for c in self.changes), self.dropped


def _with(values: Mapping[str, Decimal | None], changes: Iterable[Change]) -> Lookup:
    """Return a lookup of `values` with `changes` made; a plain dict, as it is called most."""
    changed = dict(values)
    changed.update((change.cell, change.value) for change in changes)
    return changed.get


def drop_cost(p: Decimal) -> float:
    """Return the cost of saying that a rule which holds with probability `p` does not."""
    return math.log(float(p) / (1 - float(p)))


def setting_aside(constraint: Constraint, look: Lookup, shares: Shares) -> float:
    """Return the cost of setting a soft rule aside for the figures that `look` gives.

    Where the rule would have determined a figure, that figure is now one of many that it
    might have been, most likely one of the size that the rule asks for.
    """
    cost = drop_cost(constraint.rule.p)
    if isinstance(constraint, LinearConstraint) and constraint.linear.op == "==":
        cost -= math.log(_chance(constraint, look, shares))
    return cost


def _chance(constraint: LinearConstraint, look: Lookup, shares: Shares) -> float:
    """Return how likely the first figure is just this one when nothing ties it to the rest."""
    size = abs(float(look(constraint.cells[0]) or 0)) + 1
    other = math.exp(shares.log_count(size - 1))
    spans = constraint.solve(constraint.cells[0], look)
    implied = float(spans[0].low or 0) + 1 if spans else 1.0
    alike = ALIKE / (0.6 * size) if 1 / SIMILAR < implied / size < SIMILAR else 0.0
    return alike + (1 - ALIKE) * max(other, RARE)


class Search:
    """One search on one network; `run` may be called for several components."""

    def __init__(self, explainer: Explainer, prior: Prior, limits: Limits) -> None:
        self.explainer = explainer
        self.prior = prior
        self.network = explainer.network
        self.limits = limits
        self._order = itertools.count()
        self._work, self._keep = 0, False
        self._asides: dict[int, float] = {}
        cells = self.network.board.cells
        self._printed = {id_: cell.value for id_, cell in cells.items()}
        self._confirmed = frozenset(id_ for id_, cell in cells.items() if cell.confirmed)

    def run(self, broken: frozenset[int], *, keep: bool = False) -> Outcome:
        """Return the explanations of the rules numbered in `broken`.

        With `keep` no soft rule is set aside: some figure is taken to be wrong.
        """
        if any(len(self.network.constraints[i].cells) > self.limits.cells for i in broken):
            return Outcome((), True)
        start = State((), frozenset(), broken, 0.0)
        heap = [(self._bound(start), next(self._order), start)]
        seen = {start.key}
        found: list[Explanation] = []
        limit, expanded, deepest = math.inf, 0, False
        self._work, self._keep = 0, keep
        most = self.limits.expansions // (KEEPING if keep else 1)
        while heap and heap[0][0] <= limit:
            bound, _, state = heapq.heappop(heap)
            if not state.broken:
                found.append(Explanation(state.changes, state.dropped, state.cost))
                limit = found[0].cost + self._margin(len(found))
                continue
            if expanded >= most or self._work >= self.limits.work:
                return _cut_short(found, [bound, *(other for other, _, _ in heap)])
            expanded += 1
            deepest = deepest or len(state.changes) >= self.limits.changes
            self._push(heap, seen, state, limit)
        return Outcome(tuple(found), deepest and not found)

    def _aside(self, index: int) -> float:
        """Return what setting a rule aside costs for the figures as printed."""
        if self._keep:
            return math.inf
        known = self._asides.get(index)
        if known is None:
            rule = self.network.constraints[index]
            soft = rule.rule.strength == "soft"
            look, shares = self.network.board.value, self.prior.shares
            known = setting_aside(rule, look, shares) if soft else math.inf
            self._asides[index] = known
        return known

    def _margin(self, found: int) -> float:
        return self.limits.margin if found >= self.limits.wanted else self.limits.wide

    def _push(
        self,
        heap: list[tuple[float, int, State]],
        seen: set[Key],
        state: State,
        limit: float,
    ) -> None:
        for following in self._following(state):
            bound = self._bound(following)
            if bound > limit or following.key in seen:
                continue
            seen.add(following.key)
            heapq.heappush(heap, (bound, next(self._order), following))

    def _bound(self, state: State) -> float:
        """Return a cost that no completion of `state` can undercut."""
        if not state.broken:
            return state.cost
        drops, change = 0.0, 0.0
        # some of the broken rules bound the cost as well as all
        for index in itertools.islice(state.broken, BOUNDED):
            drops += self._aside(index)
            change = max(change, self.explainer.cheapest(self.network.constraints[index]))
        # a change mends any number of rules, dropping needs one drop each
        return state.cost + max(min(change, drops), 0.0)

    def _following(self, state: State) -> Iterator[State]:
        touched = {change.cell for change in state.changes} | self._confirmed
        index = min(state.broken, key=lambda i: self._rank(i, touched))
        constraints = self.network.constraints
        rule = constraints[index]
        if rule.rule.strength == "soft" and not self._keep:
            yield self._dropped(state, index)
        if len(state.changes) >= self.limits.changes:
            return
        look = _with(self._printed, state.changes)
        least, totals = math.inf, dict[str, Totals]()
        for cell in rule.cells:
            if cell not in touched:
                broken = [constraints[i] for i in self.network.by_cell[cell] if i in state.broken]
                self._work += sum(WORK + len(c.cells) for c in broken[:SOURCES])
                for step in self.explainer.steps(cell, broken, look, totals):
                    following = self._changed(state, step, look)
                    least = min(least, self._bound(following))
                    yield following
        steps = self.explainer.joint_steps(rule, look)
        if not state.changes and least > self.limits.dear:
            steps += self.explainer.double_steps(rule, look)
        for step in steps:
            if not any(change.cell in touched for change in step.changes):
                yield self._changed(state, step, look)

    def _rank(self, index: int, touched: Set[str]) -> tuple[bool, int, str]:
        rule = self.network.constraints[index]
        free = len(rule.cells) - sum(cell in rule.cells for cell in touched)
        return rule.rule.strength == "soft", free, rule.rule.id

    def _dropped(self, state: State, index: int) -> State:
        cost = state.cost + self._aside(index)
        return State(state.changes, state.dropped | {index}, state.broken - {index}, cost)

    def _changed(self, state: State, step: Step, before: Lookup) -> State:
        changes = (*state.changes, *step.changes)
        look = _with(self._printed, changes)
        gain = self.prior.gain((c.cell for c in step.changes), before, look)
        rules = {i for c in step.changes for i in self.network.by_cell[c.cell]}
        self._work += sum(WORK + len(self.network.constraints[i].cells) for i in rules)
        self._work += len(state.broken) // WORK
        failing = {
            i for i in rules if i not in state.dropped and self.network.constraints[i].fails(look)
        }
        broken = (state.broken - rules) | failing
        return State(changes, state.dropped, broken, state.cost + step.cost - gain)


def _cut_short(found: Sequence[Explanation], bounds: Iterable[float]) -> Outcome:
    """Return what was found before the cap; `bounds` are the least costs of what was not."""
    if not found:
        return Outcome((), True)
    least = found[0].cost
    known = sum(math.exp(least - explanation.cost) for explanation in found)
    missed = sum(math.exp(least - bound) for bound in bounds)
    left = missed / (known + missed)
    return Outcome(tuple(found), left > LEFT, left)


def components(network: Network, broken: frozenset[int]) -> list[frozenset[int]]:
    """Return the broken rules grouped by the cells they share."""
    left, groups = set(broken), []
    while left:
        group = {left.pop()}
        frontier = set(group)
        while frontier:
            cells = {c for i in frontier for c in network.constraints[i].cells}
            frontier = {i for c in cells for i in network.by_cell[c]} & left
            left -= frontier
            group |= frontier
        groups.append(frozenset(group))
    return sorted(groups, key=min)

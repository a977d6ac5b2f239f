"""How likely true figures are before anything is printed, as far as the rules tell.

Counts of unknown size are about as large, and as often 0, as the others of the report; a
part of a known whole is often all of it, rarely none, else anywhere between; a bounded sum
often comes near its bound. Only differences between explanations matter, so terms are never
normalised further than that.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from transform.reconcile.bounds import BetweenConstraint
from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Lookup
from transform.reconcile.linear import LinearConstraint
from transform.reconcile.ratio import RatioConstraint

# how often a figure is of another size than in other reports
STRANGE = 0.1
# the probability left for what a rule forbids or a prior never expects
RARE = 1e-6
# so many terms count in full
TOGETHER = 8
# the counts of a report weigh against so many of reports in general, in how often they are
# 0 and in how large they are; how wide the bell of sizes is made, and what is left outside
OFTEN, LARGE, WIDTH, OUTSIDE = 8, 3, 2.0, 0.05
# the spread that counts of a report have at least; the part of the power law that 1 has
LEAST_SPREAD, OF_ONE = 0.7, 5.0
# sums of so many figures at most, the total with them, are looked at as wholes
FEW = 6
# how often a lone rate is 100 and 0, and how fast lower ones get rarer
WHOLE, NONE, FALL = 0.4, 0.05, 30.0


@dataclass(frozen=True, slots=True)
class Size:
    """How large one figure is in reports of the kind: how often 0, else a bell of logarithms."""

    nothing: float
    middle: float
    spread: float

    def chance(self, value: float) -> float:
        """Return how likely a count is `value`."""
        if value <= 0:
            return self.nothing if value == 0 else 0.0
        distance = (math.log(value) - self.middle) / self.spread
        bell = math.exp(-(distance**2) / 2) / (self.spread * math.sqrt(2 * math.pi))
        return (1 - self.nothing) * bell / value


@dataclass(frozen=True, slots=True)
class Shares:
    """How often a part is its whole or nothing, and a bounded sum its bound.

    `scale` is the power with which large counts are rarer than small ones, `nothing` how
    often a count is 0; `middle` and `spread` say how large the others are, as logarithms;
    `one_has_all` is how often one part of a sum is the total and the others are nothing.
    """

    all_of_it: float = 0.25
    none_of_it: float = 0.08
    at_bound: float = 0.06
    scale: float = 0.6
    nothing: float = 0.12
    one_has_all: float = 0.1
    middle: float = 3.5
    spread: float = 2.0

    def log_count(self, value: float) -> float:
        """Return the logarithm of how likely a count that nothing bounds is `value`."""
        if value <= 0:
            return math.log(self.nothing if value == 0 else RARE)
        distance = (math.log(value) - self.middle) / (WIDTH * self.spread)
        bell = math.exp(-(distance**2) / 2) + OUTSIDE
        return math.log((1 - self.nothing) / OF_ONE * bell) - self.scale * math.log(value + 1)

    def log_size(self, value: float, size: Size) -> float:
        """Return the same for a count whose `size` in other reports is known."""
        other = STRANGE * math.exp(self.log_count(value))
        return math.log((1 - STRANGE) * size.chance(value) + other)

    def seen(self, counts: Iterable[float]) -> Shares:
        """Return the shares adapted to the lone `counts` of one report."""
        known = list(counts)
        nothing = (known.count(0) + OFTEN * self.nothing) / (len(known) + OFTEN)
        sizes = sorted(math.log(value) for value in known if value > 0)
        if not sizes:
            return replace(self, nothing=nothing)
        share = len(sizes) / (len(sizes) + LARGE)
        middle = sizes[len(sizes) // 2]
        # 1.48 times the middle distance is what the spread of a bell would be
        away = 1.48 * sorted(abs(size - middle) for size in sizes)[len(sizes) // 2]
        return replace(
            self,
            nothing=nothing,
            middle=share * middle + (1 - share) * self.middle,
            spread=max(share * away + (1 - share) * self.spread, LEAST_SPREAD),
        )


@dataclass(frozen=True, slots=True)
class Term:
    """One factor of the prior: a lone count, or left cells bounded by right cells.

    A `loose` bound may be passed; what that costs is the price of setting its rule aside.
    A `rate` is a lone percentage: often 100, else rather high than low. The `parts` of a sum
    are counts of their own, yet often one of them has all.
    """

    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    share: bool = False
    loose: bool = False
    rate: bool = False
    parts: bool = False
    size: Size | None = None

    def log(self, look: Lookup, shares: Shares) -> float:
        """Return the logarithm of the factor; 0 where a figure is not known."""
        if self.parts:
            return self._dealt(look, shares)
        small = _total(self.left, look)
        if small is None:
            return 0.0
        if self.rate:
            return _log_rate(small)
        if not self.right:
            return shares.log_size(small, self.size) if self.size else shares.log_count(small)
        large = _total(self.right, look)
        if large is None:
            return shares.log_count(small)
        return math.log(max(self._bounded(small, large, shares), RARE))

    def _dealt(self, look: Lookup, shares: Shares) -> float:
        """Return by how much likelier it is than by chance that one part has all, as a log."""
        share = shares.one_has_all
        if sum(bool(look(cell)) for cell in self.left) != 1:
            return math.log(1 - share)
        chance = len(self.left) * shares.nothing ** (len(self.left) - 1)
        return math.log(1 - share + share / max(chance, RARE))

    def _bounded(self, small: float, large: float, shares: Shares) -> float:
        if small > large or small < 0:
            return 1 / (12 * (abs(small) + 1)) if self.loose else RARE
        if not self.share:
            near = 0.4 / ((large - small + 1) * math.log(large + 3))
            return shares.at_bound * (small == large) + 0.5 / (large + 1) + near
        spread = (1 - shares.all_of_it - shares.none_of_it) / (large + 1)
        return shares.all_of_it * (small == large) + shares.none_of_it * (small == 0) + spread


def _log_rate(value: float) -> float:
    """Return the logarithm of how likely a lone rate is `value`, to one decimal."""
    if not 0 <= value <= 100:
        return math.log(RARE)
    spike = {100.0: WHOLE, 0.0: NONE}.get(value, 0.0)
    below = (1 - WHOLE - NONE) * math.exp((value - 100) / FALL) / FALL / 10
    return math.log(spike + below)


def _total(cells: Iterable[str], look: Lookup) -> float | None:
    values = [look(cell) for cell in cells]
    known = [float(value) for value in values if value is not None]
    return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Prior:
    """The terms of one network, by cell."""

    by_cell: Mapping[str, tuple[Term, ...]]
    shares: Shares

    def gain(self, cells: Iterable[str], before: Lookup, after: Lookup) -> float:
        """Return how much likelier the figures after are than those before, as a log."""
        terms = {term for cell in cells for term in self.by_cell.get(cell, ())}
        gain = sum(t.log(after, self.shares) - t.log(before, self.shares) for t in terms)
        # parts of one whole are alike, so that many of them tell little more than some
        return gain * min(len(terms), TOGETHER) / max(len(terms), 1)


def _bounded_terms(constraints: Iterable[Constraint]) -> list[Term]:
    """Return ratios and, where no ratio joins the same cells, inequalities."""
    terms: dict[frozenset[str], Term] = {}
    for constraint in constraints:
        if isinstance(constraint, RatioConstraint):
            part, whole = constraint.cells[1:]
            terms[frozenset((part, whole))] = Term((part,), (whole,), share=True)
    for constraint in constraints:
        key = frozenset(constraint.cells)
        if isinstance(constraint, LinearConstraint) and key not in terms:
            term = _inequality(constraint)
            if term is not None:
                terms[key] = term
    return list(terms.values())


def _inequality(constraint: LinearConstraint) -> Term | None:
    linear = constraint.linear
    plain = linear.op == "<=" and linear.rhs == 0
    if not plain or constraint.rule.p < Decimal("0.85"):
        return None
    left = tuple(c for c, weight in linear.terms if weight > 0)
    right = tuple(c for c, weight in linear.terms if weight < 0)
    loose = constraint.rule.strength == "soft"
    return Term(left, right, loose=loose) if left and right else None


def _determined(constraints: Iterable[Constraint]) -> set[str]:
    """Return the cells that other cells fix: totals of sums, and rates."""
    fixed = set()
    for constraint in constraints:
        shape = constraint.linear.shape if isinstance(constraint, LinearConstraint) else ""
        if shape in ("sum", "equal"):
            fixed.add(constraint.cells[0])
        if isinstance(constraint, RatioConstraint):
            fixed.add(constraint.cells[0])
    return fixed


def _sums(network: Network) -> list[Term]:
    """Return the sums of few counts."""
    return [
        Term(c.cells[1:], parts=True)
        for c in network.constraints
        if isinstance(c, LinearConstraint)
        and c.linear.shape == "sum"
        and not c.slack
        and len(c.cells) <= FEW
    ]


def _one_has_all(sums: Sequence[Term], network: Network, shares: Shares) -> float:
    """Return how often one part has all in this report."""
    look = network.board.value
    filled = [sum(bool(look(cell)) for cell in term.left) for term in sums]
    known = [count for count in filled if count]
    return (known.count(1) + OFTEN * shares.one_has_all) / (len(known) + OFTEN)


def make_prior(network: Network, shares: Shares, sizes: Mapping[str, Size] | None = None) -> Prior:
    """Return the prior of the figures that the constraints of `network` join.

    `sizes` tells of some figures how large they are in other reports.
    """
    sizes = sizes or {}
    bounded = _bounded_terms(network.constraints)
    placed = {cell for term in bounded if len(term.left) == 1 for cell in term.left}
    skip = placed | _determined(network.constraints)
    lone = [
        Term((cell,), size=sizes.get(cell))
        for cell in network.by_cell
        if cell not in skip and cell in network.board.cells and not network.board.cells[cell].rate
    ]
    means = (c for c in network.constraints if isinstance(c, BetweenConstraint))
    rates = dict.fromkeys(cell for mean in means for cell in mean.cells if cell not in skip)
    sums = _sums(network)
    by_cell: dict[str, list[Term]] = {}
    for term in (*bounded, *lone, *sums, *(Term((cell,), rate=True) for cell in rates)):
        for cell in (*term.left, *term.right):
            by_cell.setdefault(cell, []).append(term)
    values = (network.board.value(term.left[0]) for term in lone)
    adapted = shares.seen(float(value) for value in values if value is not None)
    adapted = replace(adapted, one_has_all=_one_has_all(sums, network, shares))
    return Prior({cell: tuple(terms) for cell, terms in by_cell.items()}, adapted)

"""Which identities can never hold together with those written before them.

Two exact checks: the bounds that rules set on one weighted sum of figures must leave a
value, and the equalities must have a solution (elimination over fractions).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from contracts.relations import Linear, Range, Rule

# so many products in all are worth the check for contradictions
ELIMINATED = 300_000

Row = dict[str, Fraction]
Direction = tuple[tuple[str, Fraction], ...]
Bound = tuple[Fraction, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A rule that cannot hold, and the earlier rule it clashes with where that is one."""

    rule: str
    message: str


def contradictions(rules: Iterable[Rule]) -> tuple[Contradiction, ...]:
    """Return the identities that leave no solution; the rest of `rules` has one."""
    rules = tuple(rules)
    # equalities to zero alone always have a solution: nothing but zeros
    system = _System(budget=ELIMINATED if any(map(_is_offset, rules)) else 0)
    found = []
    for rule in rules:
        if rule.strength == "identity" and not rule.evidence:
            message = system.add(rule)
            if message is not None:
                found.append(Contradiction(rule.id, message))
    return tuple(found)


def _is_offset(rule: Rule) -> bool:
    relation = rule.relation
    return isinstance(relation, Linear) and relation.op == "==" and relation.rhs != 0


@dataclass(slots=True)
class _System:
    """The identities accepted so far: bounds by direction and rows in echelon form.

    `budget` is how many more products elimination may take; beyond it nothing is refused.
    """

    budget: int

    lows: dict[Direction, Bound] = field(default_factory=dict)
    highs: dict[Direction, Bound] = field(default_factory=dict)
    rows: dict[str, tuple[Row, Fraction]] = field(default_factory=dict)

    def add(self, rule: Rule) -> str | None:
        """Accept `rule`, or return why it cannot hold."""
        bounds = _bounds(rule)
        if bounds is None:
            return None
        direction, low, high = bounds
        clash = self._clash(direction, low, high)
        if clash is not None:
            return clash
        if (
            self.budget > 0
            and isinstance(rule.relation, Linear)
            and low is not None
            and low == high
        ):
            left, rest = self._reduced(dict(direction), low)
            if not left and rest != 0:
                return "contradicts the equalities before it"
            if left and self.budget > 0:
                self.rows[next(iter(left))] = left, rest
        if low is not None and (direction not in self.lows or self.lows[direction][0] < low):
            self.lows[direction] = low, rule.id
        if high is not None and (direction not in self.highs or self.highs[direction][0] > high):
            self.highs[direction] = high, rule.id
        return None

    def _clash(self, key: Direction, low: Fraction | None, high: Fraction | None) -> str | None:
        below, above = self.lows.get(key), self.highs.get(key)
        other = None
        if low is not None and above is not None and low > above[0]:
            other = above[1]
        elif high is not None and below is not None and high < below[0]:
            other = below[1]
        if other is None:
            return None
        if len(key) == 1:
            return f"no value of {key[0][0]} satisfies all its ranges; it contradicts {other}"
        return f"contradicts {other}"

    def _reduced(self, row: Row, rest: Fraction) -> tuple[Row, Fraction]:
        """Return the row with every pivot eliminated."""
        pending = [cell for cell in row if cell in self.rows]
        while pending and self.budget > 0:
            cell = pending.pop()
            factor = row.get(cell, Fraction(0))
            if not factor:
                continue
            other, value = self.rows[cell]
            factor /= other[cell]
            self.budget -= len(other)
            for name, weight in other.items():
                row[name] = row.get(name, Fraction(0)) - factor * weight
                if name in self.rows and name != cell and row[name]:
                    pending.append(name)
            rest -= factor * value
        return {cell: weight for cell, weight in row.items() if weight}, rest


def _bounds(rule: Rule) -> tuple[Direction, Fraction | None, Fraction | None] | None:
    """Return the weighted sum a rule bounds, scaled so that its first weight is 1."""
    match rule.relation:
        case Range(cell, low, high):
            ends = (
                None if low is None else Fraction(low),
                None if high is None else Fraction(high),
            )
            return ((cell, Fraction(1)),), *ends
        case Linear(terms=terms, op=op, rhs=rhs):
            ordered = sorted((cell, Fraction(weight)) for cell, weight in terms)
            scale = ordered[0][1]
            end = Fraction(rhs) / scale
            direction = tuple((cell, weight / scale) for cell, weight in ordered)
            if op == "==":
                return direction, end, end
            return (direction, None, end) if scale > 0 else (direction, end, None)
        case _:
            return None

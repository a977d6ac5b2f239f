"""Which linear rules follow from others, and which sets of them no figures can satisfy.

By Farkas' lemma a·x <= b follows from A x <= c exactly when some y >= 0 has yA = a and
yc <= b, and the system has no solution exactly when some y >= 0 has yA = 0 and yc < 0; the
rules with y > 0 are the reason. Both are small linear programmes, solved exactly by the
simplex method with Bland's rule, which cannot cycle.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from contracts.relations import Linear, Range, Rule, cells_of

_ZERO, _ONE = Fraction(0), Fraction(1)
# above this a component is not examined: exact pivots would take minutes
MOST = 250
Row = list[Fraction]


@dataclass(frozen=True, slots=True)
class Inequality:
    """The sum of weight x figure is at most `bound`; `rule` says so."""

    rule: str
    weights: Mapping[str, Fraction]
    bound: Fraction


@dataclass(frozen=True, slots=True)
class Consequence:
    """A rule that follows from, or cannot hold with, other rules."""

    rule: str
    others: tuple[str, ...]


def implied(rules: Sequence[Rule]) -> tuple[Consequence, ...]:
    """Return the linear rules that identities before or after them imply.

    Of several that follow from each other the last written is named.
    """
    found: list[Consequence] = []
    for group in _examined(rules):
        kept = list(group)
        for rule in reversed(group):
            others = [o for o in kept if o is not rule and _is_hard(o) and _covers(o, rule)]
            reasons = _reasons(rule, others)
            if reasons:
                kept.remove(rule)
                found.append(Consequence(rule.id, reasons))
    order = {rule.id: number for number, rule in enumerate(rules)}
    return tuple(sorted(found, key=lambda c: order[c.rule]))


def impossible(rules: Sequence[Rule]) -> tuple[Consequence, ...]:
    """Return, for each group of identities without a solution, a set that clashes.

    The last written of them is named as the rule that cannot hold.
    """
    found = []
    for group in _examined(rules):
        system = [i for rule in group if _is_hard(rule) for i in _inequalities(rule)]
        clash = _clash(system)
        if clash:
            order = [rule.id for rule in group if rule.id in clash]
            found.append(Consequence(order[-1], tuple(order[:-1])))
    return tuple(found)


def _examined(rules: Sequence[Rule]) -> list[list[Rule]]:
    return [group for group in components(rules) if len(group) <= MOST]


def unexamined(rules: Sequence[Rule]) -> int:
    """Return how many rules hang together too much to be examined."""
    return sum(len(group) for group in components(rules) if len(group) > MOST)


def _is_hard(rule: Rule) -> bool:
    return rule.strength == "identity" and not rule.evidence


def _covers(other: Rule, rule: Rule) -> bool:
    """Tell whether `other` holds on every day on which `rule` does."""
    starts = other.valid_from is None or (
        rule.valid_from is not None and other.valid_from <= rule.valid_from
    )
    ends = other.valid_to is None or (rule.valid_to is not None and other.valid_to >= rule.valid_to)
    return starts and ends


def _reasons(rule: Rule, others: Sequence[Rule]) -> tuple[str, ...]:
    """Return the rules that imply `rule`, or nothing where it says more than they do."""
    system = [i for other in others for i in _inequalities(other)]
    needed: set[str] = set()
    for wanted in _inequalities(rule):
        found = _combination(system, wanted)
        if found is None:
            return ()
        needed |= found
    return tuple(other.id for other in others if other.id in needed)


def components(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the linear rules in groups that share figures."""
    groups: list[tuple[set[str], list[Rule]]] = []
    for rule in rules:
        if not isinstance(rule.relation, Linear | Range):
            continue
        cells, members = set(cells_of(rule.relation)), [rule]
        for group in [g for g in groups if g[0] & cells]:
            groups.remove(group)
            cells |= group[0]
            members = group[1] + members
        groups.append((cells, members))
    order = {rule.id: number for number, rule in enumerate(rules)}
    return [sorted(members, key=lambda rule: order[rule.id]) for _, members in groups]


def _inequalities(rule: Rule) -> Iterable[Inequality]:
    match rule.relation:
        case Range(cell, low, high):
            if high is not None:
                yield Inequality(rule.id, {cell: _ONE}, Fraction(high))
            if low is not None:
                yield Inequality(rule.id, {cell: -_ONE}, -Fraction(low))
        case Linear(terms=terms, op=op, rhs=rhs):
            weights = {cell: Fraction(weight) for cell, weight in terms}
            yield Inequality(rule.id, weights, Fraction(rhs))
            if op == "==":
                turned = {cell: -weight for cell, weight in weights.items()}
                yield Inequality(rule.id, turned, -Fraction(rhs))


def _combination(system: Sequence[Inequality], wanted: Inequality) -> set[str] | None:
    """Return the rules whose sum with weights y >= 0 says at least what is wanted."""
    cells = sorted({c for i in system for c in i.weights} | set(wanted.weights))
    rows = [[i.weights.get(cell, _ZERO) for i in system] for cell in cells]
    target = [wanted.weights.get(cell, _ZERO) for cell in cells]
    solved = minimise(rows, target, [i.bound for i in system])
    if solved is None or sum(_cost(system, solved), _ZERO) > wanted.bound:
        return None
    return {i.rule for i, y in zip(system, solved, strict=True) if y}


def _cost(system: Sequence[Inequality], weights: Sequence[Fraction]) -> Iterable[Fraction]:
    return (i.bound * y for i, y in zip(system, weights, strict=True))


def _clash(system: Sequence[Inequality]) -> set[str]:
    cells = sorted({c for i in system for c in i.weights})
    rows = [[i.weights.get(cell, _ZERO) for i in system] for cell in cells]
    # weights are only known up to a factor, so let them sum to 1
    rows.append([_ONE] * len(system))
    target = [_ZERO] * len(cells) + [_ONE]
    solved = minimise(rows, target, [i.bound for i in system])
    if solved is None or sum(_cost(system, solved), _ZERO) >= 0:
        return set()
    return {i.rule for i, y in zip(system, solved, strict=True) if y}


def minimise(rows: Sequence[Row], target: Row, costs: Row) -> Row | None:
    """Return y >= 0 with rows·y = target and the least costs·y, or None where there is none.

    Where the costs have no least value, the y of the last step is returned.
    """
    if not costs:
        return [] if not any(target) else None
    table = _Table.of(rows, target)
    table.pivot_to_optimum([_ZERO] * len(costs) + [_ONE] * len(rows), len(costs) + len(rows))
    if any(table.value(i) for i in range(len(costs), len(costs) + len(rows))):
        return None
    table.drive_out(len(costs))
    table.pivot_to_optimum([*costs, *[_ZERO] * len(rows)], len(costs))
    return [table.value(i) for i in range(len(costs))]


@dataclass(slots=True)
class _Table:
    """A simplex table: rows with the right side last, and which column each row solves."""

    rows: list[Row]
    basis: list[int]

    @classmethod
    def of(cls, rows: Sequence[Row], target: Row) -> _Table:
        """Return the table with one artificial column a row, all right sides at least 0."""
        width = len(rows[0]) if rows else 0
        made = []
        for number, (row, right) in enumerate(zip(rows, target, strict=True)):
            sign = -_ONE if right < 0 else _ONE
            unit = [_ONE if i == number else _ZERO for i in range(len(rows))]
            made.append([*(sign * value for value in row), *unit, sign * right])
        return cls(made, list(range(width, width + len(rows))))

    def value(self, column: int) -> Fraction:
        """Return the value of a variable in the present solution."""
        return self.rows[self.basis.index(column)][-1] if column in self.basis else _ZERO

    def pivot_to_optimum(self, costs: Row, usable: int) -> None:
        """Pivot until no column below `usable` lowers the costs, by Bland's rule."""
        while True:
            entering = next((c for c in range(usable) if self._gain(costs, c) < 0), None)
            if entering is None:
                return
            leaving = self._leaving(entering)
            if leaving is None:
                return
            self._pivot(leaving, entering)

    def drive_out(self, usable: int) -> None:
        """Solve the rows of artificial columns, all 0 by now, for usable ones where that can be.

        Otherwise an artificial column could grow again.
        """
        for number, column in enumerate(self.basis):
            if column >= usable:
                row = self.rows[number]
                entering = next((c for c in range(usable) if row[c]), None)
                if entering is not None:
                    self._pivot(number, entering)

    def _gain(self, costs: Row, column: int) -> Fraction:
        if column in self.basis:
            return _ZERO
        spent = (costs[b] * r[column] for b, r in zip(self.basis, self.rows, strict=True))
        return costs[column] - sum(spent, _ZERO)

    def _leaving(self, column: int) -> int | None:
        ratios = [
            (row[-1] / row[column], self.basis[number], number)
            for number, row in enumerate(self.rows)
            if row[column] > 0
        ]
        return min(ratios)[2] if ratios else None

    def _pivot(self, number: int, column: int) -> None:
        pivot = self.rows[number][column]
        row = [value / pivot for value in self.rows[number]]
        self.rows[number] = row
        for other, values in enumerate(self.rows):
            factor = values[column]
            if other != number and factor:
                self.rows[other] = [v - factor * r for v, r in zip(values, row, strict=True)]
        self.basis[number] = column

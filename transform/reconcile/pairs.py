"""Two slips in one sum: values that are each a likely misprint and together make it hold.

Solving for one cell cannot find these, as the rule stays broken when either is mended. Only
values that a known slip leads to are paired, so that a fit by chance stays rare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from transform.reconcile.constraint import Constraint
from transform.reconcile.figures import Lookup
from transform.reconcile.interval import ZERO
from transform.reconcile.linear import LinearConstraint

# slips rarer than this are not paired, nor are rules with more figures
LIKELY = 0.004
CELLS = 8


@dataclass(frozen=True, slots=True)
class Slip:
    """A true value of a cell from which a known slip leads to what is printed."""

    cell: str
    value: Decimal
    likelihood: float
    name: str


Slips = Callable[[str], Sequence[Slip]]


def slip_pairs(rule: Constraint, look: Lookup, slips: Slips) -> Iterator[tuple[Slip, Slip]]:
    """Yield the pairs of slips on two figures of a sum that make it hold together."""
    if not isinstance(rule, LinearConstraint) or rule.linear.op != "==" or rule.slack:
        return
    terms = [(cell, weight) for cell, weight in rule.linear.terms if look(cell) is not None]
    if len(terms) > CELLS or any(look(c) is None and c not in rule.zeros for c in rule.cells):
        return
    missing = rule.linear.rhs - sum((w * (look(c) or ZERO) for c, w in terms), ZERO)
    moves = [_moves(cell, weight, look, slips) for cell, weight in terms]
    for first, second in combinations(moves, 2):
        for move, slip in first.items():
            other = second.get(missing - move)
            if other is not None:
                yield slip, other


def _moves(cell: str, weight: Decimal, look: Lookup, slips: Slips) -> dict[Decimal, Slip]:
    """Return by how much each slip of `cell` moves the sum."""
    printed = look(cell) or ZERO
    return {weight * (slip.value - printed): slip for slip in slips(cell)}

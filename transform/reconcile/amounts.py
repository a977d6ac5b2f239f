"""Whether a report adds its amounts up as they are printed, or rounds each for itself.

Sums of rounded amounts may miss by what rounding takes and gives. Yet most tables are added
up from what they print, and then a sum that misses by one is a misprint. The report tells:
many sums that all hold exactly are no chance.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from transform.reconcile.constraint import Constraint
from transform.reconcile.figures import Lookup
from transform.reconcile.interval import ZERO
from transform.reconcile.linear import LinearConstraint

# how many reports add up what they print, how often their sums miss all the same because a
# figure is wrong, and from which probability on sums are asked to be exact
EXACT, SLIPS, STRICT = 0.6, 0.01, 0.9
# the probability is kept off 0 and 1
LEAST = 0.02


def with_exact_sums(
    constraints: Sequence[Constraint], look: Lookup
) -> tuple[tuple[Constraint, ...], float]:
    """Return `constraints`, and how likely it is that amounts add up as they are printed.

    Where that is as good as sure, nothing is allowed for rounding.
    """
    exact = _exactness(constraints, look)
    if exact < STRICT:
        return tuple(constraints), exact
    strict = (
        replace(c, slack=ZERO) if isinstance(c, LinearConstraint) and c.slack else c
        for c in constraints
    )
    return tuple(strict), exact


def _exactness(constraints: Sequence[Constraint], look: Lookup) -> float:
    odds = math.log(EXACT / (1 - EXACT))
    for constraint in constraints:
        if not isinstance(constraint, LinearConstraint) or not constraint.slack:
            continue
        rounded = constraint.rounded(look)
        if constraint.linear.op != "==" or rounded <= 2 or constraint.fails(look):
            continue
        chance = _chance(rounded)
        if constraint.is_exact(look):
            odds += math.log((1 - SLIPS) / chance)
        else:
            odds += math.log(SLIPS / (1 - chance))
    share = 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))
    return min(max(share, LEAST), 1 - LEAST)


def _chance(rounded: int) -> float:
    """Return how often so many figures, each rounded for itself, add up all the same."""
    # the errors of all but one are about normal, and cancel out within half a unit
    return math.erf(0.5 / math.sqrt((rounded - 1) / 6))

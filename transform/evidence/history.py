"""How far a figure lies from its own history: a score, never an error.

The robust score of Iglewicz and Hoaglin (1993): the distance from the median in units of
the median absolute deviation, here of logarithms, since counts vary by factors.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable
from decimal import Decimal

# makes the median absolute deviation that of a normal distribution
_NORMAL = 1.4826
# no history is taken to be steadier than this, and a small count varies by chance
_STEADY = 0.12


def unusual(value: Decimal, history: Iterable[Decimal]) -> float:
    """Return the robust score of `value` among `history`; 0 where it lies inside."""
    known = [float(item) for item in history]
    if min(known) <= float(value) <= max(known):
        return 0.0
    logs = [math.log1p(max(item, 0.0)) for item in known]
    middle = statistics.median(logs)
    spread = _NORMAL * statistics.median(abs(item - middle) for item in logs)
    # a count of n varies by about its root
    chance = 1 / math.sqrt(math.expm1(middle) + 1)
    return abs(math.log1p(max(float(value), 0.0)) - middle) / max(spread, _STEADY, chance)

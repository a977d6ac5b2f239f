"""How one report prints its rates: cut off or rounded, and with how many decimals."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Cell
from transform.reconcile.interval import Style, places_of
from transform.reconcile.ratio import RatioConstraint

# so many rates, and so many of them alike, tell how many decimals the report prints; what
# another number of them costs
TELLING, ALIKE = 3, 0.75
ODD_LENGTH = 2.0


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

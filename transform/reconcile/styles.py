"""How one report prints: rates cut off or rounded, their decimals, amounts that add up."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from transform.reconcile.amounts import EXACT
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Cell
from transform.reconcile.interval import Style, places_of
from transform.reconcile.ratio import RatioConstraint

# so many rates, and so many of them alike, tell how many decimals the report prints; what
# another number of them costs
TELLING, ALIKE = 3, 0.75
ODD_LENGTH, USUAL = 2.0, 2


@dataclass(frozen=True, slots=True)
class Styles:
    """How likely it is that this report cuts digits off, and how many decimals it prints.

    `decimals` is None where too few rates tell; `exact` is how likely amounts add up as they
    are printed, and `usual` how many decimals to print where nothing speaks for another
    number.
    """

    cut: float
    decimals: int | None = None
    exact: float = EXACT
    usual: int = USUAL

    def oddity(self, cell: Cell) -> float:
        """Return by how much likelier `cell` is wrong for more decimals than the others have."""
        longer = self.decimals is not None and cell.rate and cell.decimals > self.decimals
        return ODD_LENGTH if longer else 0.0

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
        if style == "apart":
            return -math.log(1 - self.exact)
        return -math.log(self.cut if style == "cut" else 1 - self.cut)


def styles_of(network: Network, share: float) -> Styles:
    """Return the style that the ratios which hold show; `share` of reports cut digits off."""
    ratios = (c for c in network.constraints if isinstance(c, RatioConstraint))
    look = network.board.value
    seen = [c.style(look) for c in ratios if not c.fails(look)]
    # a slip now and then shows the other style
    odds = share / (1 - share) * 30.0 ** (seen.count("cut") - seen.count("rounded"))
    cut = min(max(odds / (1 + odds), 0.005), 0.995)
    lengths = _lengths(network)
    usual = max(lengths, key=lambda places: lengths[places] + (places == USUAL), default=USUAL)
    return Styles(cut, _decimals(lengths), network.exact, usual)


def _lengths(network: Network) -> Counter[int]:
    """Return how many of the rates that hold and need decimals have how many."""
    look = network.board.value
    ratios = [c for c in network.constraints if isinstance(c, RatioConstraint)]
    return Counter(c.decimals for c in ratios if c.needs_decimals(look) and not c.fails(look))


def _decimals(lengths: Counter[int]) -> int | None:
    """Return how many decimals as good as all of many rates have."""
    if lengths.total() < TELLING:
        return None
    places, count = lengths.most_common(1)[0]
    return places if count >= ALIKE * lengths.total() else None

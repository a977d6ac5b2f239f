"""Printed precision: which exact values a printed number stands for.

A rate printed "95,56" stands for 95,555 <= x < 95,565 when rounded half up, and for
95,56 <= x < 95,57 when digits were cut off. Both are legal; cutting off is a matter of
style. A count is a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Style = Literal["any", "rounded", "cut", "apart"]

ZERO = Decimal(0)
ONE = Decimal(1)
HALF = Decimal("0.5")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Span:
    """Values from `low` to `high`, both included; None is open.

    `style` tells whether only rounding or only cutting digits off reaches this span, or
    only amounts that were rounded each for itself.
    """

    low: Decimal | None
    high: Decimal | None
    style: Style = "any"

    def contains(self, value: Decimal) -> bool:
        """Tell whether `value` lies in the span."""
        above = self.low is None or self.low <= value
        return above and (self.high is None or value <= self.high)


def floor_div(a: Decimal, b: Decimal) -> Decimal:
    """Return the greatest integer q with q*b <= a, for a >= 0 and b > 0."""
    return a // b


def ceil_div(a: Decimal, b: Decimal) -> Decimal:
    """Return the least integer q with q*b >= a, for a >= 0 and b > 0."""
    quotient = a // b
    return quotient if quotient * b >= a else quotient + 1


def strict_floor_div(a: Decimal, b: Decimal) -> Decimal:
    """Return the greatest integer q with q*b < a, for a > 0 and b > 0."""
    return ceil_div(a, b) - 1


def round_half_up(a: Decimal, b: Decimal, decimals: int) -> Decimal:
    """Return a / b rounded half up to `decimals` digits, exactly, for a >= 0 and b > 0."""
    unit = ONE.scaleb(decimals)
    return ((2 * a * unit + b) // (2 * b)).scaleb(-decimals)


def round_down(a: Decimal, b: Decimal, decimals: int) -> Decimal:
    """Return a / b with the digits after `decimals` cut off, for a >= 0 and b > 0."""
    return (a * ONE.scaleb(decimals) // b).scaleb(-decimals)


def is_share(
    rate: Decimal,
    part: Decimal,
    whole: Decimal,
    *,
    below: Decimal,
    above: Decimal,
    scale: Decimal = HUNDRED,
) -> bool:
    """Tell whether scale x part / whole lies in [rate - below, rate + above), for whole > 0."""
    return (rate - below) * whole <= scale * part < (rate + above) * whole


def places_of(value: Decimal) -> int:
    """Return how many decimals `value` is written with."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def quantize(value: Decimal, decimals: int) -> Decimal:
    """Return `value` rounded half up to `decimals` digits."""
    return value.quantize(ONE.scaleb(-decimals), rounding=ROUND_HALF_UP)

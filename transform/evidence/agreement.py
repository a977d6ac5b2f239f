"""Whether a part, a whole and a rate agree as exactly as they are printed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction as Exact
from typing import Literal

from transform.reconcile.interval import round_half_up
from transform.statement import Quantity

Agreement = Literal["fits", "cut", "broken", "open"]

# "gần 97%" lies not far below, "khoảng 75%" not far from what is printed
NOT_FAR = Decimal(5)
ABOUT = Decimal(1)


def agreement(part: Quantity, whole: Quantity, rate: Quantity) -> Agreement:
    """Return whether part / whole is the rate: rounded half up, digits cut off, or not.

    Bounds are kept: "gần 97%" fits from a little below, "hơn 95%" from above. Counts that
    are approximate themselves leave it open.
    """
    if part.bound != "=" or whole.bound != "=" or not whole.value:
        return "open"
    low, high = _share(part, whole)
    if rate.bound == "=":
        return _exact(low, high, rate)
    near = max(ABOUT, rate.ulp)
    value = Exact(rate.value)
    if rate.bound == "<":
        return "fits" if low <= value and high >= value - Exact(NOT_FAR) else "broken"
    if rate.bound == ">":
        return "fits" if high >= value else "broken"
    return "fits" if low <= value + Exact(near) and high >= value - Exact(near) else "broken"


def _share(part: Quantity, whole: Quantity) -> tuple[Exact, Exact]:
    """Return the least and the greatest share in per cent that the printed counts allow."""
    half = Exact(1, 2)
    least = (Exact(part.value) - half * Exact(part.ulp)) / (
        Exact(whole.value) + half * Exact(whole.ulp)
    )
    most = (Exact(part.value) + half * Exact(part.ulp)) / (
        Exact(whole.value) - half * Exact(whole.ulp)
    )
    return 100 * least, 100 * most


def _exact(low: Exact, high: Exact, rate: Quantity) -> Agreement:
    value, ulp = Exact(rate.value), Exact(rate.ulp)
    point = low == high
    below, above = value - ulp / 2, value + ulp / 2
    if high >= below and (low < above if point else low <= above):
        return "fits"
    return "cut" if high >= value and low < value + ulp else "broken"


def as_rate(part: Quantity, whole: Quantity, decimals: int) -> Decimal:
    """Return part / whole in per cent, rounded half up."""
    return round_half_up(100 * part.value, whole.value, decimals)

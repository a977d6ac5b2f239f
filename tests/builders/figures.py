"""Figures for the statistical form that agree with each other.

Counts are drawn first, sums and rates follow from them, rates rounded half up. A department
leaves blank what only a province reports.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from contracts.catalogue import Indicator, indicators

Figures = dict[str, Decimal]
_SUMS = {
    "PL3.1": ("PL3.1.1", "PL3.1.2", "PL3.1.3"),
    "PL4.1.4": ("PL4.1.4.1", "PL4.1.4.2", "PL4.1.4.3"),
    "PL5.1.5": ("PL5.1.5.1", "PL5.1.5.2", "PL5.1.5.3"),
    "PL6.1": ("PL6.1.1", "PL6.1.2"),
    "PL6.4": ("PL6.4.1", "PL6.4.2", "PL6.4.3", "PL6.4.4"),
    "PL7.2.4": ("PL7.2.4.1", "PL7.2.4.2", "PL7.2.4.3"),
    "PL8.6.3.1": ("PL8.6.1.2", "PL8.6.2.2"),
}
_FREE_RATES = [
    "PL5.1.1",
    "PL5.1.2",
    "PL8.3",
    "PL8.5.1.1",
    "PL8.5.1.2",
    "PL8.5.1.3",
    "PL8.5.3.1",
    "PL8.5.3.2",
    "PL8.5.3.3",
]
_CUTS_SINCE_2015 = ("PL5.1.5.4", "PL5.2.5", "PL5.3.4")
_FLAGS = {"PL2.7": 1, "PL2.7.2": 2, "PL2.8": 1, "PL8.1": 1, "PL8.2": 2, "PL8.4": 2}


def rate(part: Decimal, whole: Decimal, places: int = 12) -> Decimal:
    """Return part of whole in per cent; a rate of nothing is 0.

    Printing rounds it, once: a rate rounded twice would contradict its parts.
    """
    if not whole:
        return Decimal(0)
    return (part * 100 / whole).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def draw(rng: Random, level: str) -> Figures:
    """Return one figure for every row of the form; `level` is department, district, province."""
    scale = {"department": 1, "district": 4, "province": 30}[level]
    figures: Figures = {}
    figures |= _leadership(rng, scale)
    figures |= _documents(rng, scale)
    figures |= _procedures(rng, scale)
    figures |= _apparatus(rng, scale)
    figures |= _finance(rng, scale, figures)
    figures |= _online(rng, scale, figures)
    figures |= {code: Decimal(rng.randint(0, top)) for code, top in _FLAGS.items()}
    figures["PL2.7.1"] = _count(rng, 40, 400) if figures["PL2.7"] else Decimal(0)
    figures |= {code: _free_rate(rng) for code in _FREE_RATES}
    figures |= {code: Decimal(rng.randint(20, 190)) / 10 for code in _CUTS_SINCE_2015}
    if level != "province":
        figures = {code: value for code, value in figures.items() if not _is_provincial(code)}
    return derive(figures)


def derive(figures: Figures) -> Figures:
    """Return the figures with every sum and every rate that has both parts worked out."""
    derived = dict(figures)
    for total, parts in _SUMS.items():
        if any(part in derived for part in parts):
            derived[total] = sum((derived.get(part, Decimal(0)) for part in parts), Decimal(0))
    for indicator in indicators():
        part, whole = indicator.numerator_code, indicator.denominator_code
        if part and whole and part in derived and whole in derived:
            derived[indicator.code] = rate(derived[part], derived[whole])
    if "PL5.1.5" in derived:
        derived["PL7.2.1"] = derived["PL5.1.5"]
    return derived


def accumulate(rng: Random, figures: Figures, level: str) -> Figures:
    """Return the figures from the start of the year: never below those of the period."""
    earlier = draw(rng, level)
    total = dict(figures)
    for indicator in indicators():
        if _adds_up(indicator) and indicator.code in figures:
            total[indicator.code] += earlier.get(indicator.code, Decimal(0))
    for capped, limit in (("PL8.6.1.3", "PL8.6.1.2"), ("PL8.6.2.3", "PL8.6.2.2")):
        total[capped] = min(total[capped], total[limit])
    if not figures["PL2.7"]:
        total["PL2.7.1"] = Decimal(0)
    if total.get("PL2.4.1"):
        total["PL2.4.2"] = Decimal(100)
    return derive(total)


def _adds_up(indicator: Indicator) -> bool:
    return indicator.basis == "period" and indicator.kind == "count"


def _is_provincial(code: str) -> bool:
    return any(i.code == code and i.scope == "province" for i in indicators())


def _count(rng: Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randint(low, high))


def _part(rng: Random, whole: Decimal, share: float = 0.6) -> Decimal:
    return Decimal(rng.randint(int(int(whole) * share), int(whole)))


def _free_rate(rng: Random) -> Decimal:
    if rng.random() < 0.5:
        return Decimal(rng.choice((0, 100, 100, 75, 50)))
    return Decimal(rng.randint(101, 9990)) / 100


def _leadership(rng: Random, scale: int) -> Figures:
    planned, found, given = _count(rng, 18, 60), _count(rng, 0, 9), _count(rng, 60, 400)
    on_time = _part(rng, given, 0.7)
    late = _count(rng, 0, int(given - on_time))
    bodies = _count(rng, 0, 3)
    return {
        "PL2.1": _count(rng, 4, 30),
        "PL2.2.1": planned,
        "PL2.2.2": _part(rng, planned, 0.2),
        "PL2.3.1": _count(rng, 1, 12),
        "PL2.3.2": _count(rng, 0, 6),
        "PL2.3.3.1": found,
        "PL2.3.3.2": _part(rng, found),
        "PL2.4.1": bodies,
        "PL2.4.2": Decimal(100 if bodies else 0),
        "PL2.5.1": given,
        "PL2.5.2": on_time,
        "PL2.5.3": late,
        "PL2.5.4": _count(rng, 0, int(given - on_time - late)),
        "PL2.6.1": _count(rng, 9, 20) * (1 if scale > 1 else 0),
        "PL2.6.2": _count(rng, 5, 9) * (1 if scale > 1 else 0),
        "PL2.6.3": Decimal(0),
        "PL2.6.4": Decimal(0),
    }


def _documents(rng: Random, scale: int) -> Figures:
    checked, reviewed = _count(rng, 10, 30 + scale), _count(rng, 20, 60 + scale * 5)
    to_fix, to_amend = _count(rng, 0, 7), _count(rng, 3, 15)
    return {
        "PL3.1.1": _count(rng, 2, 25),
        "PL3.1.2": _count(rng, 0, 20),
        "PL3.1.3": _count(rng, 0, 40),
        "PL3.2.1": checked,
        "PL3.2.2.1": to_fix,
        "PL3.2.2.2": _part(rng, to_fix),
        "PL3.3.1": reviewed,
        "PL3.3.2.1": to_amend,
        "PL3.3.2.2": _part(rng, to_amend, 0.1),
    }


def _procedures(rng: Random, scale: int) -> Figures:
    found = {
        "PL4.1.1": _count(rng, 0, 12),
        "PL4.1.2": _count(rng, 0, 30),
        "PL4.1.3": _count(rng, 0, 25),
        "PL4.1.4.1": _count(rng, 90, 140 + scale * 40),
        "PL4.1.4.2": _count(rng, 150, 300),
        "PL4.1.4.3": _count(rng, 80, 140),
        "PL4.2.1": _count(rng, 1, 12),
        "PL4.2.2": _count(rng, 5, 40),
        "PL4.2.3": _count(rng, 20, 90),
        "PL4.3.4.1": _count(rng, 0, 20),
    }
    found["PL4.3.4.2"] = _part(rng, found["PL4.3.4.1"])
    for block in ("PL4.3.1", "PL4.3.2", "PL4.3.3"):
        found[f"{block}.1"] = _count(rng, 300, 1500 * scale)
        found[f"{block}.2"] = _part(rng, found[f"{block}.1"], 0.85)
    return found


def _apparatus(rng: Random, scale: int) -> Figures:
    posts, staff = _count(rng, 35, 90 * scale), _count(rng, 12, 150 * scale)
    return {
        "PL5.1.3": _count(rng, 1, 6),
        "PL5.1.4": _count(rng, 3, 30),
        "PL5.1.5.1": _count(rng, 2, 9),
        "PL5.1.5.2": _count(rng, 1, 4 * scale),
        "PL5.1.5.3": _count(rng, 10, 300),
        "PL5.2.1": posts,
        "PL5.2.2": _part(rng, posts, 0.9),
        "PL5.2.3": _count(rng, 0, 9),
        "PL5.2.4": _count(rng, 0, 3),
        "PL5.3.1": staff,
        "PL5.3.2": _part(rng, staff, 0.85),
        "PL5.3.3": _count(rng, 0, 4),
        "PL6.1.1": _count(rng, 1, 20),
        "PL6.1.2": Decimal(1),
        "PL6.1.3": Decimal(0),
        **{f"PL6.2.{n}": _count(rng, 0, 9) for n in range(1, 6)},
        "PL6.3": _count(rng, 0, 3),
        **{f"PL6.4.{n}": _count(rng, 0, 2) for n in range(1, 5)},
    }


def _finance(rng: Random, scale: int, so_far: Figures) -> Figures:
    plan = Decimal(rng.randint(900, 60_000 * scale))
    # a department has only the units of PL5.1.5.2, a province all three kinds
    kinds = ("PL5.1.5.2",) if scale < 30 else ("PL5.1.5.1", "PL5.1.5.2", "PL5.1.5.3")
    units = int(sum((so_far[kind] for kind in kinds), Decimal(0)))
    split = [0] * 6
    for _ in range(units):
        split[rng.randrange(6)] += 1
    own, running, high, middle, low, funded = (Decimal(n) for n in split)
    return {
        "PL7.1.1": plan,
        "PL7.1.2": _part(rng, plan, 0.1),
        "PL7.2.2": own,
        "PL7.2.3": running,
        "PL7.2.4.1": high,
        "PL7.2.4.2": middle,
        "PL7.2.4.3": low,
        "PL7.2.5": funded,
        "PL7.2.6": Decimal(0),
    }


def _online(rng: Random, scale: int, so_far: Figures) -> Figures:
    third, fourth = _count(rng, 20, 45), _count(rng, 15, 40)
    offered, offered_fully = _part(rng, third, 0.8), _part(rng, fourth, 0.8)
    received = sum((so_far[f"PL4.3.{n}.1"] for n in (1, 2, 3)), _count(rng, 5, 90 * scale))
    paid, share = _count(rng, 12, 40), _free_rate(rng)
    return {
        "PL8.6.1.1": third,
        "PL8.6.1.2": offered,
        "PL8.6.1.3": _part(rng, offered, 0.3),
        "PL8.6.2.1": fourth,
        "PL8.6.2.2": offered_fully,
        "PL8.6.2.3": _part(rng, offered_fully, 0.3),
        "PL8.6.3.2": _part(rng, offered + offered_fully, 0.7),
        "PL8.6.4.1": received,
        "PL8.6.4.2": _part(rng, received, 0.3),
        "PL8.6.5.1": paid,
        "PL8.6.5.2": _part(rng, paid, 0.7),
        **dict.fromkeys(("PL8.5.2", "PL8.5.2.1", "PL8.5.2.2", "PL8.5.2.3"), share),
    }

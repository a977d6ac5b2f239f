"""Synthetic reports on the shipped rules: consistent figures, benign style, known errors.

The errors are made the way offices make them (see `ERRORS`) and know nothing of the
engine's likelihoods. Everything follows from the seed.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from contracts.catalogue import indicators
from contracts.relations import Ratio
from contracts.rules import all_rules
from transform.reading import Number
from transform.reconcile.figures import Figure

Values = dict[str, str]
Part = Callable[[random.Random, int], int]

UNITS = {item.code: item.unit for item in indicators()}
RATIOS = tuple(r.relation for r in all_rules() if isinstance(r.relation, Ratio))


@dataclass(frozen=True)
class Report:
    """A report as printed, as it should have been, and the cells that are wrong."""

    printed: Mapping[str, str]
    true: Mapping[str, str]
    wrong: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=lambda: UNITS)

    def number(self, cell: str, text: str) -> Number:
        """Return the number that `text` is in `cell`."""
        del cell
        return number(text)

    def figures(self) -> dict[str, Figure]:
        """Return the printed figures as the engine takes them."""
        return {
            code: Figure(code, number(text), self.units.get(code))
            for code, text in self.printed.items()
        }


def number(text: str) -> Number:
    """Return a printed figure (digits with a decimal comma) as a Number."""
    if not text:
        return Number("", "blank")
    whole, _, decimals = text.partition(",")
    value = Decimal(f"{whole}.{decimals}" if decimals else whole)
    return Number(text, "zero" if value == 0 else "number", value, len(decimals))


def _rate(part: int, whole: int, rng: random.Random, cut: bool) -> str:
    if whole == 0:
        return rng.choice(["0", "100", ""])
    exact = Decimal(100 * part) / Decimal(whole)
    places = rng.choice([2, 2, 2, 2, 1, 0]) if exact != int(exact) else 0
    mode = ROUND_DOWN if cut else ROUND_HALF_UP
    text = str(exact.quantize(Decimal(1).scaleb(-places), rounding=mode)).replace(".", ",")
    return text.rstrip("0").rstrip(",") if "," in text else text


def _size(rng: random.Random, low: int, high: int) -> int:
    """Return a count whose logarithm is uniform."""
    return round(low * math.pow(high / low, rng.random()))


def _part(rng: random.Random, whole: int) -> int:
    share = rng.choice([1.0, 1.0, rng.betavariate(9, 1), rng.random(), 0.0])
    return min(whole, round(whole * share))


def _usual_part(rng: random.Random, whole: int) -> int:
    kind = rng.random()
    if kind < 0.2:
        return whole
    return 0 if kind < 0.25 else min(whole, round(whole * rng.betavariate(6, 1)))


def consistent(rng: random.Random, part: Part = _part) -> Values:
    """Return the figures of a report in which every rule holds; `part` deals out parts."""
    cut = rng.random() < 0.1
    out: Values = {}
    _steering(out, rng, part)
    _documents(out, rng, part)
    stock = _procedures(out, rng, part)
    units = _apparatus(out, rng)
    _finance(out, rng, part, units)
    _online(out, rng, part, stock)
    for ratio in RATIOS:
        some, whole = out[ratio.part], out[ratio.whole]
        out[ratio.rate] = _rate(int(some or 0), int(whole or 0), rng, cut)
    ordered = [item.code for item in indicators() if item.code in out]
    return {code: out[code] for code in ordered}


def _pair(
    out: Values, rng: random.Random, part: Part, cells: tuple[str, str], low: int, high: int
) -> int:
    total = 0 if rng.random() < 0.12 else _size(rng, low, high)
    out[cells[1]], out[cells[0]] = str(total), str(part(rng, total))
    return total


def _split(rng: random.Random, total: int, count: int) -> list[int]:
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [b - a for a, b in zip([0, *cuts], [*cuts, total], strict=True)]


def _blank_zeros(rng: random.Random, values: list[int]) -> list[str]:
    return ["" if v == 0 and rng.random() < 0.6 else str(v) for v in values]


def _sum(out: Values, rng: random.Random, total: str, parts: list[str], value: int) -> None:
    shares = (
        _split(rng, value, len(parts)) if rng.random() < 0.6 else [value] + [0] * (len(parts) - 1)
    )
    out[total] = str(value)
    out.update(zip(parts, _blank_zeros(rng, shares), strict=True))


def _steering(out: Values, rng: random.Random, part: Part) -> None:
    out["PL2.1"] = str(_size(rng, 1, 60))
    _pair(out, rng, part, ("PL2.2.2", "PL2.2.1"), 8, 120)
    _pair(out, rng, part, ("PL2.3.3.2", "PL2.3.3.1"), 1, 40)
    for group in ("PL2.5", "PL2.6"):
        total = _size(rng, 2, 900)
        running = round(total * rng.random() * 0.3)
        parts = _split(rng, total - running, 3)
        out[f"{group}.1"] = str(total)
        for i, value in enumerate(parts):
            out[f"{group}.{i + 2}"] = str(value)
    out["PL2.8"] = rng.choice(["0", "1"])


def _documents(out: Values, rng: random.Random, part: Part) -> None:
    _sum(out, rng, "PL3.1", ["PL3.1.1", "PL3.1.2", "PL3.1.3"], _size(rng, 1, 300))
    for checked, whole, handled in (
        ("PL3.2.1", "PL3.2.2.1", "PL3.2.2.2"),
        ("PL3.3.1", "PL3.3.2.1", "PL3.3.2.2"),
    ):
        total = _size(rng, 4, 400)
        out[checked] = str(total)
        _pair(out, rng, part, (handled, whole), 1, total)
    if rng.random() < 0.5:
        out["PL3.3"] = out["PL3.3.1"]


def _procedures(out: Values, rng: random.Random, part: Part) -> int:
    stock = _size(rng, 60, 2200)
    _sum(out, rng, "PL4.1.4", ["PL4.1.4.1", "PL4.1.4.2", "PL4.1.4.3"], stock)
    for code in ("PL4.2.1", "PL4.2.2", "PL4.2.3"):
        out[code] = str(rng.randint(0, stock))
    out["PL4.1.2"], out["PL4.1.3"] = str(_size(rng, 1, 40)), str(_size(rng, 1, 30))
    for group in ("1", "2", "3"):
        _pair(out, rng, part, (f"PL4.3.{group}.2", f"PL4.3.{group}.1"), 20, 90000)
    _pair(out, rng, part, ("PL4.3.4.2", "PL4.3.4.1"), 1, 60)
    return stock


def _apparatus(out: Values, rng: random.Random) -> int:
    units = _size(rng, 1, 700)
    _sum(out, rng, "PL5.1.5", ["PL5.1.5.1", "PL5.1.5.2", "PL5.1.5.3"], units)
    allotted = _size(rng, 20, 3000)
    out["PL5.2.1"] = str(allotted)
    out["PL5.2.2"] = str(allotted - round(allotted * rng.random() * 0.1))
    out["PL5.2.3"] = str(_size(rng, 1, 60))
    positions = [_size(rng, 1, 60), rng.randint(0, units)]
    out["PL6.1"] = str(sum(positions))
    out["PL6.1.1"], out["PL6.1.2"] = (str(v) for v in positions)
    disciplined = [rng.choice([0, 0, 1, 2, 5]) for _ in range(4)]
    out["PL6.4"] = str(sum(disciplined) + rng.choice([0, 0, 1, 3]))
    for i, value in enumerate(disciplined, start=1):
        out[f"PL6.4.{i}"] = str(value)
    return units


def _finance(out: Values, rng: random.Random, part: Part, units: int) -> None:
    plan = _size(rng, 500, 900000)
    out["PL7.1.1"], out["PL7.1.2"] = str(plan), str(part(rng, plan))
    groups = _split(rng, units, 4)
    out["PL7.2.1"] = str(units)
    for code, value in zip(("2.2", "2.3", "2.4", "2.5"), groups, strict=True):
        out[f"PL7.{code}"] = str(value)
    third = _split(rng, groups[2], 3)
    for i, value in enumerate(third, start=1):
        out[f"PL7.2.4.{i}"] = str(value)


def _online(out: Values, rng: random.Random, part: Part, stock: int) -> None:
    offered = []
    for level in ("1", "2"):
        eligible = rng.randint(1, stock)
        running = part(rng, eligible)
        used = rng.randint(1, running) if running else 0
        out[f"PL8.6.{level}.1"] = str(eligible)
        out[f"PL8.6.{level}.2"], out[f"PL8.6.{level}.3"] = str(running), str(used)
        offered.append(running)
    union = rng.choice([sum(offered), max(offered), rng.randint(max(offered), sum(offered))])
    union = min(union, stock)
    out["PL8.6.3.1"], out["PL8.6.3.2"] = str(union), str(part(rng, union))
    resolved = int(out["PL4.3.1.1"])
    received = resolved + _size(rng, 1, 3000)
    online = 0 if not sum(offered) else part(rng, received)
    out["PL8.6.4.1"], out["PL8.6.4.2"] = str(received), str(online)
    if online == 0 and rng.random() < 0.5:
        out["PL8.6.1.3"] = out["PL8.6.2.3"] = "0"
    fees = rng.randint(1, stock)
    out["PL8.6.5.1"], out["PL8.6.5.2"] = str(fees), str(part(rng, fees))


# --- errors ------------------------------------------------------------------------------

Error = Callable[[str, str, Values, random.Random], str | None]


def _drop(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    if len(text) < 2:
        return None
    i = rng.randrange(len(text))
    return text[:i] + text[i + 1 :]


def _double(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    i = rng.randrange(len(text))
    return None if text[i] == "," else text[:i] + text[i] + text[i:]


def _swap(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    if len(text) < 2:
        return None
    i = rng.randrange(len(text) - 1)
    return text[:i] + text[i + 1] + text[i] + text[i + 2 :]


def _substitute(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    i = rng.randrange(len(text))
    if text[i] == ",":
        return None
    return text[:i] + rng.choice("0123456789") + text[i + 1 :]


def _shift(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del all_
    if "," in text:
        return text.replace(",", "")
    return text + rng.choice(["0", "00"]) if "%" not in UNITS.get(code, "") else None


def _neighbour(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del text
    order = list(all_)
    i = order.index(code)
    near = [all_[c] for c in order[max(i - 1, 0) : i + 2] if c != code and all_[c]]
    return rng.choice(near) if near else None


def _off_by_one(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    return None if "," in text else str(abs(int(text) + rng.choice([-1, 1])))


def _stale(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del code, all_
    value = Decimal(text.replace(",", ".")) * Decimal(str(round(rng.uniform(0.6, 1.3), 3)))
    places = len(text.partition(",")[2])
    return str(value.quantize(Decimal(1).scaleb(-places))).replace(".", ",")


def _complement(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del rng, all_
    if "%" not in UNITS.get(code, ""):
        return None
    return str(100 - Decimal(text.replace(",", "."))).replace(".", ",")


def _count_in_rate(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del text, rng
    ratio = next((r for r in RATIOS if r.rate == code), None)
    return all_[ratio.part] if ratio is not None else None


def _zero(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del text, code, all_, rng
    return "0"


def _random(text: str, code: str, all_: Values, rng: random.Random) -> str | None:
    del all_
    if "%" in UNITS.get(code, ""):
        return f"{rng.randint(0, 99)},{rng.randint(1, 99):02d}"
    return str(_size(rng, 1, max(50, 3 * int(text.partition(",")[0]))))


ERRORS: tuple[tuple[str, float, Error], ...] = (
    ("dropped digit", 3, _drop),
    ("doubled digit", 1.5, _double),
    ("swapped digits", 3, _swap),
    ("replaced digit", 4, _substitute),
    ("shift", 1.5, _shift),
    ("neighbour", 2, _neighbour),
    ("off by one", 1.5, _off_by_one),
    ("stale", 1.5, _stale),
    ("complement", 1, _complement),
    ("count in rate", 1, _count_in_rate),
    ("zero", 0.7, _zero),
    ("random", 3, _random),
)


def _as_number(text: str) -> Decimal | None:
    bare = text.replace(",", ".")
    if not bare or bare[0] == "." or bare[-1] == "." or (len(bare) > 1 and bare[:2] == "00"):
        return None
    return Decimal(bare)


def spoil(values: Values, rng: random.Random, count: int) -> Report:
    """Return `values` with `count` cells gone wrong."""
    printed = dict(values)
    kinds: dict[str, str] = {}
    names = [name for name, _, _ in ERRORS]
    weights = [weight for _, weight, _ in ERRORS]
    makers = {name: make for name, _, make in ERRORS}
    candidates = [code for code, text in values.items() if text]
    while len(kinds) < count:
        code = rng.choice(candidates)
        name = rng.choices(names, weights)[0]
        made = makers[name](values[code], code, values, rng)
        wrong = None if made is None else _as_number(made)
        if code in kinds or wrong is None or wrong == _as_number(values[code]):
            continue
        printed[code], kinds[code] = str(made), name
    return Report(printed, dict(values), frozenset(kinds), kinds)


def report(seed: int, errors: int | None = None, *, usual: bool = False) -> Report:
    """Return the report of `seed`; without `errors`, one to three cells are wrong.

    Half of the rates are 100 or 0 %, `usual`ly one in four.
    """
    rng = random.Random(seed)
    values = consistent(rng, _usual_part if usual else _part)
    return spoil(values, rng, rng.randint(1, 3) if errors is None else errors)

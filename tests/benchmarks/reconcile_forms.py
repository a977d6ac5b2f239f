"""Invented forms and reports on them: other figures, rules and errors than synthetic.py.

A form has 108 cells and 62 rules: ratios with their bounds, sums, sums of sums, totals
repeated in another table, subsets, and relations that hold most of the time. Figures are
of the size that offices print, a third of the reports cut digits off or strip zeros, and
some cells are blank. Nothing here follows the engine's likelihoods.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from contracts.relations import Rule
from contracts.rules import parse_rules
from tests.benchmarks.synthetic import Report

FORMS = 12
RATIOS, SUMS, NESTED, LINKED, SUBSETS, LOOSE, ALONE = 13, 8, 2, 8, 5, 2, 4
EQUAL_P, LOOSE_P = 0.9, 0.85
# figures of one table that another one prints again; the last three only as a rule
AGAIN = ("n0", "n1", "8p", "9w", "10p", "11w", "n0.a", "12w", "n1.b")
SURE = 6


@dataclass(frozen=True)
class Form:
    """The rules of one form, its cells in printed order, and how many parts each sum has."""

    rules: tuple[Rule, ...]
    order: tuple[str, ...]
    parts: tuple[int, ...]

    @property
    def units(self) -> dict[str, str]:
        """The units that the form prints; every rate and no count has one."""
        return {cell: "%" for cell in self.order if cell.endswith("r")}


def _entry(kind: str, body: str, number: int, soft: float | None = None) -> str:
    more = f', strength: soft, p: {soft}, why: "the scope may differ"' if soft else ""
    return f"  - {{id: {kind}{number}, {body}{more}}}"


def rules_text(parts: tuple[int, ...]) -> str:
    """Return the rule file of a form whose sums have so many parts each."""
    made = []
    for i in range(RATIOS):
        made.append(_entry("ratio", f'ratio: {{rate: "{i}r", part: "{i}p", whole: "{i}w"}}', i))
        made.append(_entry("part", f'le: ["{i}p", "{i}w"]', i))
    for i, count in enumerate(parts):
        cells = ", ".join(f'"s{i}.{k}"' for k in range(count))
        made.append(_entry("sum", f'sum: {{total: "s{i}", parts: [{cells}]}}, blank_is: zero', i))
    for i in range(NESTED):
        for total, cells in ((f"n{i}", "abc"), (f"n{i}.c", "xyz")):
            inside = ", ".join(f'"n{i}.{k}"' for k in cells)
            body = f'sum: {{total: "{total}", parts: [{inside}]}}'
            made.append(_entry("inner" if "c" in total else "outer", body, i))
    made += [_entry("link", f'equal: ["{i}w", "s{i}"]', i) for i in range(LINKED)]
    for i, cell in enumerate(AGAIN):
        made.append(_entry("again", f'equal: ["{cell}", "e{i}"]', i, EQUAL_P * (i >= SURE)))
    made += [_entry("subset", f'le: ["l{i}.1", "l{i}.2"]', i) for i in range(SUBSETS)]
    made += [_entry("loose", f'le: ["{i + 8}w", "{i + 10}w"]', i, LOOSE_P) for i in range(LOOSE)]
    return "rules:\n" + "\n".join(made) + "\n"


@cache
def form(number: int) -> Form:
    """Return the form of that number; all are alike in size and differ in shape."""
    rng = random.Random(number)
    parts = tuple(rng.choice((2, 3, 4)) for _ in range(SUMS - 1))
    rules = parse_rules(rules_text((*parts, 3)), "form.yaml").rules
    blocks = [[f"{i}{c}" for c in rng.choice(("rwp", "wpr"))] for i in range(RATIOS)]
    blocks += [[f"s{i}", *(f"s{i}.{k}" for k in range(n))] for i, n in enumerate((*parts, 3))]
    blocks += [[f"n{i}", *(f"n{i}.{k}" for k in "abcxyz")] for i in range(NESTED)]
    blocks += [[f"e{i}"] for i in range(len(AGAIN))]
    blocks += [[f"l{i}.1", f"l{i}.2"] for i in range(SUBSETS)]
    blocks += [[f"f{i}"] for i in range(ALONE)]
    rng.shuffle(blocks)
    return Form(rules, tuple(cell for block in blocks for cell in block), (*parts, 3))


def _count(rng: random.Random) -> int:
    if rng.random() < 0.04:
        return 0
    return min(5000, round(rng.lognormvariate(4.0, 1.5)))


def _share(rng: random.Random) -> float:
    kind = rng.random()
    if kind < 0.70:
        return rng.uniform(0.6, 1.0)
    if kind < 0.82:
        return 1.0
    return 0.0 if kind < 0.86 else rng.random()


def _spread(rng: random.Random, total: int, count: int) -> list[int]:
    weights = [rng.expovariate(1.0) for _ in range(count)]
    shares = [int(total * w / sum(weights)) for w in weights]
    shares[rng.randrange(count)] += total - sum(shares)
    return shares


@dataclass(frozen=True)
class Style:
    """How one report prints rates: decimals, digits cut off, trailing zeros stripped."""

    decimals: int
    cut: bool
    strip: bool

    def rate(self, part: int, whole: int, rng: random.Random) -> str:
        """Return the rate of `part` in `whole` as this report prints it."""
        if whole == 0:
            return rng.choice(["0", "100", ""])
        mode = ROUND_DOWN if self.cut else ROUND_HALF_UP
        unit = Decimal(1).scaleb(-self.decimals)
        exact = Decimal(100 * part) / Decimal(whole)
        text = str(exact.quantize(unit, rounding=mode)).replace(".", ",")
        return text.rstrip("0").rstrip(",") if self.strip and "," in text else text


def _style(rng: random.Random) -> Style:
    odd = rng.random() < 1 / 3
    cut = odd and rng.random() < 0.5
    return Style(rng.choice([0, 1, 1, 2, 2, 2]), cut, odd and not cut)


def _consistent(made: Form, rng: random.Random) -> dict[str, str]:
    style, values = _style(rng), dict[str, int]()
    for i, count in enumerate(made.parts):
        total = _count(rng)
        values[f"s{i}"] = total
        values |= {f"s{i}.{k}": v for k, v in enumerate(_spread(rng, total, count))}
    for i in range(NESTED):
        total = _count(rng)
        outer = _spread(rng, total, 3)
        values |= {f"n{i}": total} | {f"n{i}.{k}": v for k, v in zip("abc", outer, strict=True)}
        inner = _spread(rng, outer[2], 3)
        values |= {f"n{i}.{k}": v for k, v in zip("xyz", inner, strict=True)}
    _counts(values, rng)
    rates = {f"{i}r": style.rate(values[f"{i}p"], values[f"{i}w"], rng) for i in range(RATIOS)}
    texts = {cell: str(value) for cell, value in values.items()} | rates
    blank = [c for c in texts if c[0] == "s" and "." in c and texts[c] == "0"]
    for cell in blank:
        texts[cell] = rng.choice(["", "0"])
    for cell in rng.sample(made.order, 2):
        texts[cell] = texts[cell] if cell[0] == "s" else ""
    return {cell: texts[cell] for cell in made.order}


def _counts(values: dict[str, int], rng: random.Random) -> None:
    """Add the wholes and parts of ratios, what is repeated, subsets and lone figures."""
    for i in range(RATIOS):
        values[f"{i}w"] = values[f"s{i}"] if i < LINKED else _count(rng)
    for i in range(LOOSE):
        low, high = f"{i + 8}w", f"{i + 10}w"
        if rng.random() < LOOSE_P and values[low] > values[high]:
            values[low], values[high] = values[high], values[low]
    for i in range(RATIOS):
        values[f"{i}p"] = round(values[f"{i}w"] * _share(rng))
    for i, cell in enumerate(AGAIN):
        differs = i >= SURE and rng.random() > EQUAL_P
        values[f"e{i}"] = _count(rng) if differs else values[cell]
    for i in range(SUBSETS):
        values[f"l{i}.2"] = _count(rng)
        values[f"l{i}.1"] = round(values[f"l{i}.2"] * rng.random())
    values |= {f"f{i}": _count(rng) for i in range(ALONE)}


# --- errors ------------------------------------------------------------------------------

Error = Callable[[str, Mapping[str, str], random.Random], str | None]


def _drop(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    text = all_[cell]
    i = rng.randrange(len(text))
    return text[:i] + text[i + 1 :] if text[i] != "," else None


def _swap(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    digits = [i for i, char in enumerate(all_[cell]) if char != ","]
    if len(digits) < 2:
        return None
    k, chars = rng.randrange(len(digits) - 1), list(all_[cell])
    first, second = digits[k], digits[k + 1]
    chars[first], chars[second] = chars[second], chars[first]
    return "".join(chars)


def _substitute(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    text = all_[cell]
    i = rng.randrange(len(text))
    near = {"1": "7", "7": "14", "3": "8", "8": "39", "5": "6", "6": "58", "0": "9", "9": "06"}
    digit = rng.choice(near.get(text[i], "2") if rng.random() < 0.4 else "0123456789")
    return text[:i] + digit + text[i + 1 :] if text[i] != "," else None


def _duplicate(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    text = all_[cell]
    i = rng.randrange(len(text))
    return text[:i] + text[i] + text[i:] if text[i] != "," else None


def _power(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    value = Decimal(all_[cell].replace(",", ".")).scaleb(rng.choice([-1, 1, 2]))
    if not cell.endswith("r") and value != int(value):
        return None
    return f"{value.normalize():f}".replace(".", ",")


def _thousands(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    del rng
    text = all_[cell]
    if cell.endswith("r") or len(text) < 4:
        return None
    return f"{text[:-3]},{text[-3:]}"


def _neighbour(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    order = list(all_)
    return all_[order[(order.index(cell) + rng.choice([-1, 1])) % len(order)]]


def _count_in_rate(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    return all_[cell[:-1] + rng.choice("pw")] if cell.endswith("r") else None


def _one_off(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    return None if cell.endswith("r") else str(abs(int(all_[cell]) + rng.choice([-1, 1])))


def _last_period(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    text = all_[cell]
    value = Decimal(text.replace(",", ".")) * Decimal(str(round(rng.gauss(0.95, 0.15), 4)))
    unit = Decimal(1).scaleb(-len(text.partition(",")[2]))
    return str(abs(value).quantize(unit)).replace(".", ",")


def _complement(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    del rng
    if not cell.endswith("r"):
        return None
    return str(100 - Decimal(all_[cell].replace(",", "."))).replace(".", ",")


def _other_base(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    part, whole = all_.get(f"{cell[:-1]}p", ""), all_.get(f"{rng.randrange(RATIOS)}w", "")
    if not cell.endswith("r") or not part or not whole or int(whole) < max(int(part), 1):
        return None
    decimals = len(all_[cell].partition(",")[2])
    return Style(decimals, cut=False, strip=False).rate(int(part), int(whole), rng)


def _unrelated(cell: str, all_: Mapping[str, str], rng: random.Random) -> str | None:
    del all_
    if cell.endswith("r"):
        return str(round(rng.uniform(0, 100), rng.choice([0, 1, 2]))).replace(".", ",")
    return str(_count(rng))


ERRORS: tuple[tuple[str, float, Error], ...] = (
    ("dropped digit", 2, _drop),
    ("swapped digits", 2, _swap),
    ("replaced digit", 3, _substitute),
    ("doubled digit", 1.5, _duplicate),
    ("shift", 1.5, _power),
    ("thousands", 1, _thousands),
    ("neighbour", 1.5, _neighbour),
    ("count in rate", 1, _count_in_rate),
    ("off by one", 1, _one_off),
    ("stale", 1.5, _last_period),
    ("complement", 1, _complement),
    ("other base", 1, _other_base),
    ("random", 2, _unrelated),
)


def _legible(text: str | None) -> Decimal | None:
    """Return the value of a text that somebody could print, None for anything else."""
    whole, comma, decimals = (text or "").partition(",")
    if not whole or (comma and not decimals) or (len(whole) > 1 and whole[0] == "0"):
        return None
    return Decimal(f"{whole}.{decimals or 0}")


def _spoil(
    values: Mapping[str, str], rng: random.Random, count: int
) -> tuple[dict[str, str], dict[str, str]]:
    printed, kinds = dict(values), dict[str, str]()
    filled = [cell for cell, text in values.items() if text]
    weights = [weight for _, weight, _ in ERRORS]
    while len(kinds) < count:
        cell = rng.choice([c for c in filled if c not in kinds])
        # the cell is settled first, so that no kind of cell is wrong more often
        for _ in range(60):
            name, _, make = rng.choices(ERRORS, weights)[0]
            text = make(cell, values, rng)
            wrong = _legible(text)
            if wrong is not None and wrong != _legible(values[cell]):
                printed[cell], kinds[cell] = str(text), name
                break
    return printed, kinds


def invented_report(
    seed: int, errors: int | None = None, repeats: int = 0
) -> tuple[Form, Report, dict[str, str]]:
    """Return form, report and what is repeated elsewhere: texts by the id they repeat.

    Without `errors`, one to three cells are wrong. Three in a hundred repetitions differ
    from the true figure.
    """
    rng = random.Random(seed)
    made = form(seed % FORMS)
    values = _consistent(made, rng)
    wanted = rng.randint(1, 3) if errors is None else errors
    printed, kinds = _spoil(values, rng, wanted)
    ruled = [cell for cell in made.order if values[cell] and cell[0] != "f"]
    again = {cell: values[cell] for cell in rng.sample(ruled, min(repeats, len(ruled)))}
    for cell in again:
        if rng.random() < 0.03:
            again[cell] = _unrelated(cell, values, rng) or again[cell]
    return made, Report(printed, values, frozenset(kinds), kinds, made.units), again

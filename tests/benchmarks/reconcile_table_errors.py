"""The slips in reports of tables: what offices write instead of the right figure.

Nothing here follows the engine's likelihoods.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from contracts.relations import Rule, cells_of
from contracts.rules import parse_rules
from tests.benchmarks.reconcile_tables import (
    Draft,
    Hand,
    TableReport,
    draft_of,
    hand_of,
    size_of,
    texts_of,
)
from transform.vietnamese.numbers import parse_number


@dataclass(frozen=True)
class Site:
    """A cell about to go wrong, in its report."""

    cell: str
    text: str
    draft: Draft
    hand: Hand
    texts: Mapping[str, str]
    rng: random.Random

    @property
    def digits(self) -> list[int]:
        """The places of digits in the text."""
        return [i for i, char in enumerate(self.text) if char.isdigit()]

    def again(self, value: int) -> str:
        """Return a count or an amount in this hand."""
        return self.hand.money(value) if self.cell in self.draft.money else self.hand.count(value)


Error = Callable[[Site], str | None]


def _regrouped(site: Site, digits: str) -> str:
    """Return the digits of a count with points where this hand sets them."""
    return site.hand.count(int(digits)) if digits.isdigit() and site.hand.points else digits


def _drop(site: Site) -> str | None:
    bare = site.text.replace(".", "")
    i = site.rng.randrange(len(bare))
    return _regrouped(site, bare[:i] + bare[i + 1 :]) if len(site.digits) > 1 else None


def _retyped(site: Site) -> str | None:
    i = site.rng.choice(site.digits)
    return site.text[:i] + site.rng.choice("0123456789") + site.text[i + 1 :]


def _twice(site: Site) -> str | None:
    bare = site.text.replace(".", "")
    i = site.rng.choice([i for i, char in enumerate(bare) if char.isdigit()])
    return _regrouped(site, bare[:i] + bare[i] + bare[i:])


def _transposed(site: Site) -> str | None:
    pairs = list(pairwise(site.digits))
    if not pairs:
        return None
    chars, (i, k) = list(site.text), site.rng.choice(pairs)
    chars[i], chars[k] = chars[k], chars[i]
    return "".join(chars)


def _power(site: Site) -> str | None:
    if site.cell in site.draft.rates or site.cell in site.draft.money:
        mark = "%" if site.text.endswith("%") else ""
        value = Decimal(site.text.rstrip("%").replace(".", "").replace(",", "."))
        moved = value.scaleb(site.rng.choice((-1, 1, 2)))
        return f"{moved.normalize():f}".replace(".", ",") + mark
    return site.again(site.draft.values[site.cell] * site.rng.choice((10, 100)))


def _point(site: Site) -> str | None:
    """A point of thousands that was taken for a comma, or lost its place."""
    if "." not in site.text:
        return None
    head, _, tail = site.text.rpartition(".")
    return site.rng.choice((f"{head},{tail}", f"{head},{tail[:-1]}", f"{head}{tail[:2]}"))


def _beside(site: Site) -> str | None:
    rows = site.draft.rows
    r = next(i for i, row in enumerate(rows) if site.cell in row)
    c = rows[r].index(site.cell)
    around = [(r, c - 1), (r, c + 1), (r - 1, c), (r + 1, c)]
    near = [rows[i][k] for i, k in around if 0 <= i < len(rows) and 0 <= k < len(rows[i])]
    return site.texts[site.rng.choice(near)] or None if near else None


def _one_off(site: Site) -> str | None:
    if site.cell in site.draft.rates:
        return None
    return site.again(abs(site.draft.values[site.cell] + site.rng.choice((-1, 1))))


def _stale(site: Site) -> str | None:
    factor = site.rng.choice((0.25, 0.5, 0.75, 1.0)) * site.rng.uniform(0.85, 1.15)
    if site.cell in site.draft.rates:
        value = float(site.text.rstrip("%").replace(",", ".")) - site.rng.expovariate(0.15)
        places = len(site.text.rstrip("%").partition(",")[2])
        return None if value < 0 else f"{value:.{places}f}".replace(".", ",")
    return site.again(round(site.draft.values[site.cell] * factor))


def _rest(site: Site) -> str | None:
    """The rest of the whole in place of the part, or of a hundred in place of the rate."""
    rates, values = site.draft.rates, site.draft.values
    if site.cell in rates:
        part, whole = (values[c] for c in rates[site.cell])
        return site.hand.rate(whole - part, whole, "0") if part <= whole else None
    wholes = [w for p, w in rates.values() if p == site.cell]
    rest = values[wholes[0]] - values[site.cell] if wholes else -1
    return site.again(rest) if rest >= 0 else None


def _other_whole(site: Site) -> str | None:
    if site.cell not in site.draft.rates:
        return None
    part = site.draft.values[site.draft.rates[site.cell][0]]
    other = site.draft.values[site.rng.choice(list(site.draft.rates.values()))[1]]
    return site.hand.rate(part, other, "0") if other >= max(part, 1) else None


def _count_for_rate(site: Site) -> str | None:
    if site.cell not in site.draft.rates:
        return None
    return site.texts[site.rng.choice(site.draft.rates[site.cell])] or None


def _anything(site: Site) -> str | None:
    if site.cell in site.draft.rates:
        return site.hand.rate(site.rng.randint(0, 999), 999, "0")
    return site.again(size_of(site.rng, site.rng.choice((20, 300, 3000))))


ERRORS: tuple[tuple[str, float, Error], ...] = (
    ("dropped digit", 12, _drop),
    ("replaced digit", 14, _retyped),
    ("doubled digit", 6, _twice),
    ("transposed", 12, _transposed),
    ("power", 8, _power),
    ("point", 6, _point),
    ("neighbour", 10, _beside),
    ("off by one", 6, _one_off),
    ("stale", 8, _stale),
    ("complement", 5, _rest),
    ("other whole", 4, _other_whole),
    ("count for rate", 4, _count_for_rate),
    ("unrelated", 8, _anything),
)


def _spoilt(site: Site, units: Mapping[str, str]) -> tuple[str, str] | None:
    """Return (text, kind) of one error in the cell; None where it comes to nothing."""
    name, _, make = site.rng.choices(ERRORS, [weight for _, weight, _ in ERRORS])[0]
    text = make(site)
    if not text:
        return None
    wrong = parse_number(text, unit=units.get(site.cell))
    right = parse_number(site.text, unit=units.get(site.cell))
    return None if wrong.value is None or wrong.value == right.value else (text, name)


def _sites(
    draft: Draft, texts: Mapping[str, str], count: int, rules: tuple[Rule, ...]
) -> list[str]:
    """Return the cells to spoil; one time in five the second stands in a rule of the first."""
    rng, filled = draft.rng, [cell for cell, text in texts.items() if text]
    chosen = rng.sample(filled, count)
    if count > 1 and rng.random() < 0.2:
        near = {c for r in rules if chosen[0] in cells_of(r.relation) for c in cells_of(r.relation)}
        near &= set(filled) - {chosen[0]}
        if near:
            chosen[1] = rng.choice(sorted(near))
    return list(dict.fromkeys(chosen))


def table_report(seed: int, errors: int | None = None) -> tuple[tuple[Rule, ...], TableReport]:
    """Return the rules and the report of `seed`; without `errors` one to three cells are wrong."""
    draft = draft_of(seed)
    rng, hand = draft.rng, hand_of(draft.rng)
    rules = parse_rules("rules:\n" + "\n".join(draft.rules) + "\n", "tables.yaml").rules
    texts = texts_of(draft, hand)
    units = dict.fromkeys(draft.rates, "%") | dict.fromkeys(draft.money, "triệu đồng")
    printed, kinds = dict(texts), dict[str, str]()
    wanted = rng.choice((1, 1, 2, 3)) if errors is None else errors
    for cell in _sites(draft, texts, wanted, rules):
        site = Site(cell, texts[cell], draft, hand, texts, rng)
        made = next((m for _ in range(60) if (m := _spoilt(site, units))), None)
        if made:
            printed[cell], kinds[cell] = made
    return rules, TableReport(printed, texts, frozenset(kinds), kinds, units)

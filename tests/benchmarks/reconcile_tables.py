"""Reports of tables: a matrix with totals, a tree of sums, shares of one whole.

A third kind of report, made apart from synthetic.py and reconcile_forms.py: bodies by what
they received, resolved and left open, with group totals, a grand total and a balance; a
tree of staff two levels deep; several parts of one whole, each with its share; money that
is printed rounded; and relations between tables that hold only most of the time. Figures
are texts as offices write them ("7.920", "05", "95,56%") and are read as a sheet is.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tests.benchmarks.synthetic import Report
from transform.reading import Number
from transform.reconcile.figures import Figure
from transform.vietnamese.numbers import parse_number

COLUMNS = ("got", "online", "direct", "carried", "done", "early", "ontime", "late", "open",
           "open_ok", "open_late")  # fmt: skip
ROW_SUMS = (("got", ("online", "direct", "carried")), ("done", ("early", "ontime", "late")),
            ("open", ("open_ok", "open_late")), ("got", ("done", "open")))  # fmt: skip
SOFT = 0.88


@dataclass(frozen=True)
class TableReport(Report):
    """A report whose figures are read from the texts that offices write."""

    def number(self, cell: str, text: str) -> Number:
        """Return the number that `text` is in `cell`."""
        return parse_number(text, unit=self.units.get(cell))

    def figures(self) -> dict[str, Figure]:
        """Return the printed figures as the engine takes them."""
        return {
            cell: Figure(cell, self.number(cell, text), self.units.get(cell))
            for cell, text in self.printed.items()
        }


@dataclass
class Draft:
    """A report in the making: exact values, rates by (part, whole), rules as text."""

    rng: random.Random
    values: dict[str, int] = field(default_factory=dict)
    rates: dict[str, tuple[str, str]] = field(default_factory=dict)
    money: set[str] = field(default_factory=set)
    rules: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    def rule(self, body: str, soft: float | None = None) -> None:
        """Add a rule."""
        more = f', strength: soft, p: {soft}, why: "another scope"' if soft else ""
        self.rules.append(f"  - {{id: R{len(self.rules)}, {body}{more}}}")

    def sum(self, total: str, parts: list[str]) -> None:
        """Add a sum; blanks among its parts are zero."""
        cells = ", ".join(f'"{part}"' for part in parts)
        self.rule(f'sum: {{total: "{total}", parts: [{cells}]}}, blank_is: zero')

    def ratio(self, rate: str, part: str, whole: str, *, capped: bool = True) -> None:
        """Add a rate and its rules."""
        self.rates[rate] = part, whole
        self.rule(f'ratio: {{rate: "{rate}", part: "{part}", whole: "{whole}"}}')
        if capped:
            self.rule(f'le: ["{part}", "{whole}"]')


def size_of(rng: random.Random, middle: float = 150) -> int:
    return 0 if rng.random() < 0.07 else round(rng.gammavariate(0.55, middle / 0.55))


def _cut(rng: random.Random, total: int, weights: tuple[float, ...]) -> list[int]:
    """Return `total` dealt out, unit by unit where it is small, else by noisy shares."""
    noisy = [w * rng.gammavariate(2, 0.5) for w in weights]
    parts = [int(total * w / sum(noisy)) for w in noisy]
    parts[rng.randrange(len(parts))] += total - sum(parts)
    return parts


def _matrix(draft: Draft) -> None:
    rng = draft.rng
    groups = [rng.randint(2, 4) for _ in range(rng.choice((1, 2, 2)))]
    middle = rng.choice((20, 150, 3000))
    with_rate = rng.random() < 0.5
    total: dict[str, int] = dict.fromkeys(COLUMNS, 0)
    heads = []
    for g, count in enumerate(groups):
        sums, rows = dict.fromkeys(COLUMNS, 0), [f"m{g}.{k}" for k in range(count)]
        at = len(draft.rows)
        for row in rows:
            _body(draft, row, size_of(rng, middle))
            for column in COLUMNS:
                sums[column] += draft.values[f"{row}.{column}"]
        head = f"m{g}" if len(groups) > 1 else "m"
        if len(groups) > 1:
            draft.rows.insert(at, [f"{head}.{c}" for c in COLUMNS])
            draft.values |= {f"{head}.{c}": v for c, v in sums.items()}
            heads.append(head)
        total = {c: total[c] + sums[c] for c in COLUMNS}
        for c in COLUMNS:
            draft.sum(f"{head}.{c}", [f"{row}.{c}" for row in rows])
    draft.values |= {f"m.{c}": v for c, v in total.items()}
    draft.rows.append([f"m.{c}" for c in COLUMNS])
    if heads:
        for c in COLUMNS:
            draft.sum(f"m.{c}", [f"{head}.{c}" for head in heads])
    for cells in draft.rows:
        name = cells[0].removesuffix(".got")
        for whole, parts in ROW_SUMS:
            draft.sum(f"{name}.{whole}", [f"{name}.{part}" for part in parts])
        if with_rate:
            cells.append(f"{name}.rate")
            draft.ratio(f"{name}.rate", f"{name}.ontime", f"{name}.done", capped=False)


def _body(draft: Draft, row: str, got: int) -> None:
    rng = draft.rng
    online, direct, carried = _cut(rng, got, (5, 3, 1))
    done = round(got * rng.choice((1.0, rng.uniform(0.8, 1), rng.uniform(0.3, 1))))
    punctual = rng.random() < 0.55
    early, ontime, late = _cut(rng, done, (3, 5, 0 if punctual else 0.4))
    okay, overdue = _cut(rng, got - done, (4, 0 if punctual else 1))
    cells = (got, online, direct, carried, done, early, ontime, late, got - done, okay, overdue)
    draft.values |= {f"{row}.{c}": v for c, v in zip(COLUMNS, cells, strict=True)}
    draft.rows.append([f"{row}.{c}" for c in COLUMNS])


def _tree(draft: Draft) -> None:
    """Staff: a total, its branches, and the leaves of most branches."""
    rng, total = draft.rng, 0
    branches = [f"t.{i}" for i in range(rng.randint(2, 4))]
    lines = []
    for branch in branches:
        leaves = [f"{branch}.{k}" for k in range(rng.choice((0, 2, 3)))]
        draft.values |= {leaf: size_of(rng, 30) for leaf in leaves}
        draft.values[branch] = sum(draft.values[x] for x in leaves) if leaves else size_of(rng, 50)
        if leaves:
            draft.sum(branch, leaves)
        lines += [[branch], *([leaf] for leaf in leaves)]
        total += draft.values[branch]
    draft.values["t"] = total
    draft.sum("t", branches)
    draft.rows += [["t"], *lines]


def _shares(draft: Draft) -> None:
    """Parts of one whole, each with its share; the whole once more in another table."""
    rng = draft.rng
    whole = size_of(rng, 400) + 1
    draft.values["w"] = whole
    draft.rows.append(["w"])
    for i in range(rng.randint(2, 4)):
        share = rng.choice((1.0, 0.0, rng.random(), rng.betavariate(6, 1), rng.betavariate(6, 1)))
        draft.values[f"w.{i}"] = round(whole * share)
        draft.ratio(f"w.{i}.rate", f"w.{i}", "w")
        draft.rows.append([f"w.{i}", f"w.{i}.rate"])
    holds = rng.random() < SOFT
    draft.values["again"] = whole if holds else size_of(rng, 400) + 1
    draft.rule('equal: ["w", "again"]', SOFT)
    draft.rows.append(["again"])
    least = max(v for k, v in draft.values.items() if k.startswith("w.") and "rate" not in k)
    holds = rng.random() < SOFT
    draft.values["more"] = round(least * (rng.uniform(1, 2.5) if holds else rng.random()))
    draft.rule('le: ["w.0", "more"]', SOFT)
    draft.rows.append(["more"])


def _money(draft: Draft) -> None:
    """Plan and payment in million đồng with one decimal; values are in hundred thousands."""
    rng = draft.rng
    for i in range(rng.randint(1, 2)):
        lines = [f"b{i}.{k}" for k in range(3)]
        plan = {line: size_of(rng, 9000) for line in lines}
        paid = {f"{line}.paid": round(v * rng.uniform(0.4, 1.1)) for line, v in plan.items()}
        draft.values |= plan | paid
        draft.values[f"b{i}"] = sum(plan.values())
        draft.values[f"b{i}.paid"] = sum(paid.values())
        draft.sum(f"b{i}", lines)
        draft.sum(f"b{i}.paid", [f"{line}.paid" for line in lines])
        draft.money |= {*plan, *paid, f"b{i}", f"b{i}.paid"}
        for line in (f"b{i}", *lines):
            draft.ratio(f"{line}.rate", f"{line}.paid", line, capped=False)
            draft.rows.append([line, f"{line}.paid", f"{line}.rate"])


def draft_of(seed: int) -> Draft:
    """Return the exact figures and rules of the report of `seed`."""
    draft = Draft(random.Random(seed))
    _matrix(draft)
    for make in draft.rng.sample((_tree, _shares, _money), draft.rng.choice((1, 2, 3))):
        make(draft)
    return draft


# --- print -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hand:
    """How one office writes: thousands points, padding, decimals, cut off, marks, blanks."""

    points: bool
    padded: bool
    places: int
    cut: bool
    strip: bool
    percent: bool
    blanks: bool

    def count(self, value: int) -> str:
        """Return a count."""
        if self.padded and 0 < value < 10:
            return f"0{value}"
        return f"{value:,}".replace(",", ".") if self.points else str(value)

    def money(self, value: int) -> str:
        """Return an amount of hundred thousands as millions."""
        whole, rest = divmod(value, 10)
        text = self.count(whole).lstrip("0") or "0"
        return text if self.strip and not rest else f"{text},{rest}"

    def rate(self, part: int, whole: int, zero: str) -> str:
        """Return a rate; `zero` where there is nothing to take it of."""
        if not whole:
            return zero
        exact = Decimal(100 * part) / whole
        mode = ROUND_DOWN if self.cut else ROUND_HALF_UP
        text = str(exact.quantize(Decimal(1).scaleb(-self.places), rounding=mode))
        if "." in text and (self.strip or exact == 100):
            text = text.rstrip("0").rstrip(".")
        return text.replace(".", ",") + ("%" if self.percent else "")


def hand_of(rng: random.Random) -> Hand:
    return Hand(
        points=rng.random() < 0.5,
        padded=rng.random() < 0.3,
        places=rng.choice((0, 1, 2, 2, 2)),
        cut=rng.random() < 0.12,
        strip=rng.random() < 0.4,
        percent=rng.random() < 0.3,
        blanks=rng.random() < 0.4,
    )


def texts_of(draft: Draft, hand: Hand) -> dict[str, str]:
    rng, zero = draft.rng, draft.rng.choice(("0", "100", ""))
    found: dict[str, str] = {}
    for cell in (cell for row in draft.rows for cell in row):
        if cell in draft.rates:
            part, whole = (draft.values[c] for c in draft.rates[cell])
            found[cell] = hand.rate(part, whole, zero)
        elif cell in draft.money:
            found[cell] = hand.money(draft.values[cell])
        else:
            value = draft.values[cell]
            blank = hand.blanks and value == 0 and "." in cell and rng.random() < 0.8
            found[cell] = "" if blank else hand.count(value)
    return found

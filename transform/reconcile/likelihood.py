"""How likely a printed text is, given what it should have been.

A mixture over ways in which figures go wrong on their way into a report: a digit dropped,
doubled, inserted, replaced or swapped with its neighbour, the decimal comma moved, a
thousands point misread, off by one, the complement, last period's figure, a neighbour's
figure, nothing filled in, or an unrelated number. Weights are the share of each way among
wrong figures; they are judgement, and the calibration is measured in tests/benchmarks/.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from transform.reconcile.figures import Board, Cell
from transform.reconcile.interval import ZERO, places_of, quantize
from transform.vietnamese.numbers import format_number

Reading = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Noise:
    """The probabilities of the model.

    `wrong` is the share of figures that are wrong, `cut_off` that of reports which cut
    digits off instead of rounding, `unexplained` that of contradictions whose true
    explanation the search does not hold. `odd` is how much likelier a figure is wrong that
    is written as nobody writes figures.
    """

    wrong: float = 0.018
    dropped: float = 0.11
    doubled: float = 0.06
    inserted: float = 0.03
    replaced: float = 0.16
    swapped: float = 0.11
    shifted: float = 0.09
    thousands: float = 0.04
    off_by_one: float = 0.04
    complement: float = 0.03
    previous: float = 0.04
    similar: float = 0.06
    neighbour: float = 0.08
    count_as_rate: float = 0.06
    other_base: float = 0.03
    other_population: float = 0.0025
    zeroed: float = 0.04
    unrelated: float = 0.15
    blank: float = 0.025
    exchanged: float = 0.0004
    cut_off: float = 0.06
    unexplained: float = 0.008
    odd: float = 20.0


# the share of similar figures that are very near, and the greatest likelihood of any text
NEAR, MOST = 0.6, 0.9
# by which power of ten the true figure is larger: what is counted is rarely divided
SHIFTS = {True: {-2: 0.25, -1: 0.25, 1: 0.25, 2: 0.25}, False: {-2: 0.35, -1: 0.4, 1: 0.2, 2: 0.1}}
# how likely a point or comma before three digits is meant the other way, in rates and elsewhere
READ, GROUP = {True: 0.5, False: 0.2}, 3
# so many texts are remembered with what may have led to them
KEPT = 4096
_SELDOM = {"dropped": 0.01, "replaced": 0.02}
# how likely a figure is taken from the cells before and after, and from one in the same rule
BESIDE = {-2: 0.4, -1: 2.0, 1: 2.0, 2: 0.4}
PARTNER = 0.5
COPIED = "neighbour's value"
# how likely a sign is where a figure has one that should have none
SIGN = 0.3


@lru_cache(maxsize=256)
def possible(noise: Noise, rate: bool, digits: int) -> float:
    """Return the share of the ways in which a figure of so many digits can go wrong.

    A count has no complement, a single digit none to be swapped: what goes wrong with these
    goes wrong in the other ways.
    """
    never = 0.0
    if digits < 2:
        never += noise.dropped + noise.swapped
    if rate or digits < 4:
        never += noise.thousands
    if rate:
        never += noise.off_by_one
    else:
        never += noise.complement + noise.count_as_rate + noise.other_base
    return 1 - never


# digits that look alike in print or lie beside each other, as unordered pairs
_ALIKE = frozenset(
    frozenset(pair) for pair in ("17", "38", "56", "08", "06", "69", "89", "35", "58", "27", "49")
)


@dataclass(frozen=True, slots=True)
class TextModel:
    """The likely true values behind one printed cell, and the floor for all others."""

    readings: Mapping[Decimal, Reading]
    floor: float
    floor_name: str
    cell: Cell
    noise: Noise
    blank_name: str = field(default="left blank")

    @property
    def most(self) -> float:
        """The greatest likelihood that any true value can have, or a little more."""
        if self.cell.value is None:
            return self.noise.blank
        special = max((share for share, _ in self.readings.values()), default=0.0)
        return special + self.floor + self.noise.similar

    def likelihood(self, true: Decimal) -> Reading:
        """Return P(printed text | `true`) and the likeliest way it came about."""
        if self.cell.value is None:
            return self.noise.blank, self.blank_name
        special, name = self.readings.get(true) or self._moved(true)
        near = self._similar(true)
        if near > max(special, self.floor) and not special:
            name = "similar value"
        elif special < self.floor:
            name = self.floor_name
        return min((special + self.floor + near) / self._possible(true), MOST), name

    def _moved(self, true: Decimal) -> Reading:
        """Return how likely the comma was moved and the decimals too many left off."""
        if self.cell.rate and places_of(true) and self.cell.value:
            for power in (1, 2):
                moved = true.scaleb(-power)
                if moved != self.cell.value == quantize(moved, self.cell.decimals):
                    return self.noise.shifted * SHIFTS[True][power], "comma moved"
        return 0.0, self.floor_name

    def _possible(self, true: Decimal) -> float:
        """Return the share of the ways that can befall a figure like `true` at all."""
        if not self.cell.value:
            return 1.0
        digits = max(true.adjusted(), 0) + 1 + self.cell.grid
        return possible(self.noise, self.cell.rate, min(digits, 4))

    def _similar(self, true: Decimal) -> float:
        """Return the share of texts that print a number of the same size."""
        value = self.cell.value
        if value is None or true <= 0 or value <= 0:
            return 0.0
        size = float(true)
        change = float(value) / size - 1
        if not -0.5 < change < 1:
            return 0.0
        share = NEAR / 0.4 if -0.2 <= change <= 0.2 else 0.0
        share += (1 - NEAR) / 1.5
        return self.noise.similar * min(share / (size * 10.0**self.cell.decimals), 0.4)


def _add(table: dict[Decimal, Reading], value: Decimal | None, p: float, name: str) -> None:
    if value is None or value < 0:
        return
    known, known_name = table.get(value, (0.0, name))
    best = name if known == 0.0 or p > known else known_name
    table[value] = (known + p, best)


def _number(digits: str) -> Decimal | None:
    """Return the value of digits with a comma; None for what nobody would print."""
    whole = digits.partition(",")[0]
    if not whole or (len(whole) > 1 and whole[0] == "0") or digits.endswith(","):
        return None
    try:
        return Decimal(digits.replace(",", "."))
    except InvalidOperation:
        return None


def _inserted(digits: str) -> Iterable[tuple[str, str]]:
    """Yield (true, digit): texts from which one digit was dropped to give `digits`."""
    for position in range(len(digits) + 1):
        for digit in "0123456789":
            yield digits[:position] + digit + digits[position:], digit


def _edits(table: dict[Decimal, Reading], digits: str, noise: Noise) -> None:
    """Add the texts one slip away from `digits`."""
    size = len(digits.replace(",", ""))
    for text, _ in _inserted(digits):
        _add(table, _number(text), noise.dropped / (size + 1), "dropped digit")
    for i, char in enumerate(digits):
        if char == ",":
            continue
        _removed(table, digits, i, noise)
        _replaced(table, digits, i, noise)
        _swapped(table, digits, i, noise)


def _removed(table: dict[Decimal, Reading], digits: str, i: int, noise: Noise) -> None:
    text, size = digits[:i] + digits[i + 1 :], len(digits.replace(",", ""))
    if i + 1 < len(digits) and digits[i] == digits[i + 1]:
        _add(table, _number(text), noise.doubled / max(size - 1, 1), "doubled digit")
    else:
        _add(table, _number(text), noise.inserted / (10 * size), "inserted digit")


def _replaced(table: dict[Decimal, Reading], digits: str, i: int, noise: Noise) -> None:
    size = len(digits.replace(",", ""))
    for digit in "0123456789":
        if digit == digits[i]:
            continue
        alike = frozenset((digit, digits[i])) in _ALIKE
        share = noise.replaced / size * (0.2 if alike else 0.06)
        _add(table, _number(digits[:i] + digit + digits[i + 1 :]), share, "replaced digit")


def _swapped(table: dict[Decimal, Reading], digits: str, i: int, noise: Noise) -> None:
    following = i + 1 if digits[i + 1 : i + 2] != "," else i + 2
    if following >= len(digits) or digits[i] == digits[following]:
        return
    chars = list(digits)
    chars[i], chars[following] = chars[following], chars[i]
    size = len(digits.replace(",", ""))
    _add(table, _number("".join(chars)), noise.swapped / max(size - 1, 1), "swapped digits")


def _by_value(
    table: dict[Decimal, Reading],
    value: Decimal,
    rate: bool,
    readings: Iterable[Decimal],
    noise: Noise,
) -> None:
    """Add the true values that arithmetic, not spelling, leads from."""
    if value:
        for power, share in SHIFTS[rate].items():
            _add(table, value.scaleb(power), noise.shifted * share, "comma moved")
    for power in (-3, 3):
        _add(table, value.scaleb(power), noise.thousands / 2, "thousands point misread")
    if value < 0:
        _add(table, -value, SIGN, "sign reversed")
    for reading in readings:
        _add(table, reading, READ[rate], "thousands point misread")
    if not rate and places_of(value) == GROUP:
        _add(table, value.scaleb(GROUP), READ[rate], "thousands point misread")
    if rate:
        _add(table, 100 - value, noise.complement, "complement")
    else:
        _add(table, value + 1, noise.off_by_one / 2, "off by one")
        _add(table, value - 1, noise.off_by_one / 2, "off by one")


def _unrelated(cell: Cell, value: Decimal) -> float:
    """Return how likely an unrelated number is to be just this one."""
    if cell.rate:
        if value in (ZERO, Decimal(100)):
            return 0.06
        return 0.88 / 10.0 ** (cell.decimals + 2)
    if value == 0:
        return 0.12
    return 0.88 / ((abs(float(value)) * 10.0**cell.decimals + 1) * math.log(1e5))


def _neighbours(board: Board, cell: Cell, partners: Iterable[str]) -> dict[str, float]:
    """Return how likely each other figure is copied: the next ones more than the rest."""
    rank = board.position.get(cell.id)
    near = dict.fromkeys(partners, PARTNER)
    if rank is not None:
        for distance, weight in BESIDE.items():
            if 0 <= rank + distance < len(board.order):
                name = board.order[rank + distance]
                near[name] = near.get(name, 0.0) + weight
    known = {n: w for n, w in near.items() if n != cell.id and board.value(n) is not None}
    # a rate may take a count's place, hardly the other way round
    if not (cell.rate or cell.decimals > cell.grid):
        known = {n: w for n, w in known.items() if not board.cells[n].rate}
    total = sum(known.values())
    return {n: w / total for n, w in known.items()}


def text_model(
    board: Board, cell: Cell, partners: Iterable[str], noise: Noise, rests: Iterable[Decimal] = ()
) -> TextModel:
    """Return the model of one cell; `partners` are the cells it shares a rule with.

    `rests` are what is left of the wholes that the cell is a part of.
    """
    value = cell.value
    if value is None:
        return TextModel({}, noise.blank, "left blank", cell, noise)
    table = _table(cell.digits, value, cell.rate, cell.readings, noise)
    rests = [rest for rest in rests if rest != value]
    if rests:
        table = dict(table)
        for rest in rests:
            _add(table, rest, noise.complement / 2 / len(rests), "complement")
    floors = _floors(board, cell, value, partners, noise)
    name = max(floors, key=lambda key: floors[key])
    return TextModel(table, sum(floors.values()), name, cell, noise)


@lru_cache(maxsize=KEPT)
def _table(
    digits: str, value: Decimal, rate: bool, readings: tuple[Decimal, ...], noise: Noise
) -> Mapping[Decimal, Reading]:
    """Return the true values from which a known slip leads to `digits`; not to be changed."""
    table: dict[Decimal, Reading] = {}
    # a nought is often filled in, seldom mistyped
    _edits(table, digits, noise if value else replace(noise, **_SELDOM))
    _by_value(table, value, rate, readings, noise)
    table.pop(value, None)
    return table


def _floors(
    board: Board, cell: Cell, value: Decimal, partners: Iterable[str], noise: Noise
) -> dict[str, float]:
    """Return the ways whose outcome does not depend on the true value."""
    floors = {"unrelated value": noise.unrelated * _unrelated(cell, value)}
    near = _neighbours(board, cell, partners)
    same = [n for n in near if board.value(n) == value]
    if same and value != 0:
        whole = cell.rate and cell.decimals == 0
        counts = whole and any(not board.cells[n].rate for n in same)
        name = "count in a rate cell" if counts else COPIED
        share = noise.count_as_rate + noise.neighbour if counts else noise.neighbour
        floors[name] = share * sum(near[n] for n in same)
    if value == 0:
        floors["left at zero"] = noise.zeroed
    if cell.previous is not None and cell.previous == value:
        floors["previous period's value"] = noise.previous
    return floors


def true_text(cell: Cell, value: Decimal) -> str:
    """Return `value` as it would be printed in `cell`."""
    text = _text(cell, value)
    return text.replace(",", ".") if cell.point and cell.rate else text


def _text(cell: Cell, value: Decimal) -> str:
    exact = places_of(value.normalize())
    if not cell.rate:
        return format_number(value, max(cell.grid, exact), grouped="." in cell.printed)
    if value == int(value):
        return format_number(value, 0)
    # trailing zeros only where the report prints as many decimals
    return format_number(value, places_of(value) if places_of(value) <= cell.decimals else exact)

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
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from transform.reconcile.figures import Board, Cell, digits_of
from transform.reconcile.interval import ZERO, places_of

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
    zeroed: float = 0.025
    unrelated: float = 0.15
    blank: float = 0.025
    exchanged: float = 0.0004
    cut_off: float = 0.06
    unexplained: float = 0.008
    odd: float = 20.0


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
        special, name = self.readings.get(true, (0.0, self.floor_name))
        near = self._similar(true)
        if near > max(special, self.floor) and not special:
            name = "similar value"
        elif special < self.floor:
            name = self.floor_name
        return special + self.floor + near, name

    def _similar(self, true: Decimal) -> float:
        """Return the share of texts that print a number of the same size."""
        value = self.cell.value
        if value is None or true <= 0 or value <= 0 or not 2 * true < 3 * value < 9 * true / 2:
            return 0.0
        places = float(true) * 0.83 * 10.0**self.cell.decimals
        return self.noise.similar / (places + 1)


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


def _by_value(table: dict[Decimal, Reading], cell: Cell, value: Decimal, noise: Noise) -> None:
    """Add the true values that arithmetic, not spelling, leads from."""
    for power in (-2, -1, 1, 2):
        _add(table, value.scaleb(power), noise.shifted / 4, "comma moved")
    for power in (-3, 3):
        _add(table, value.scaleb(power), noise.thousands / 2, "thousands point misread")
    for reading in cell.readings:
        _add(table, reading, 0.5, "thousands point misread")
    if cell.rate:
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


def _neighbours(board: Board, cell: Cell, partners: Iterable[str]) -> set[str]:
    rank = board.position.get(cell.id)
    near = set(partners)
    if rank is not None:
        near.update(board.order[max(rank - 2, 0) : rank + 3])
    known = {n for n in near if n != cell.id and board.value(n) is not None}
    # a rate may take a count's place, hardly the other way round
    odd = cell.rate or cell.decimals > cell.grid
    return known if odd else {n for n in known if not board.cells[n].rate}


def text_model(board: Board, cell: Cell, partners: Iterable[str], noise: Noise) -> TextModel:
    """Return the model of one cell; `partners` are the cells it shares a rule with."""
    value = cell.value
    if value is None:
        return TextModel({}, noise.blank, "left blank", cell, noise)
    table: dict[Decimal, Reading] = {}
    if value != 0:
        _edits(table, cell.digits, noise)
    _by_value(table, cell, value, noise)
    table.pop(value, None)
    floors = _floors(board, cell, value, partners, noise)
    name = max(floors, key=lambda key: floors[key])
    return TextModel(table, sum(floors.values()), name, cell, noise)


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
        name = "count in a rate cell" if counts else "neighbour's value"
        share = noise.count_as_rate if counts else noise.neighbour
        floors[name] = share * len(same) / len(near)
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
        text = digits_of(value, max(cell.grid, exact))
        return _with_points(text) if "." in cell.printed else text
    if value == int(value):
        return digits_of(value, 0)
    # trailing zeros only where the report prints as many decimals
    return digits_of(value, places_of(value) if places_of(value) <= cell.decimals else exact)


def _with_points(text: str) -> str:
    whole, comma, rest = text.partition(",")
    return f"{int(whole):,}".replace(",", ".") + comma + rest

"""The figures as the engine sees them: exact values, how precisely they are printed.

A `Figure` is what a caller hands over; a `Cell` is what the constraints calculate with; a
`Board` is all cells of one report with the order in which they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from transform.finding import CellRef
from transform.reading import Number, NumberKind
from transform.vietnamese.numbers import format_number

# decimals in a smaller share of the figures without a unit are misprints of counts
USUAL = 0.2

_PLAIN = re.compile(r"^[0-9]+(,[0-9]+)?$")

# figures beyond this many digits before or after the comma are none that an office counts
DIGITS, DECIMALS = 15, 9

Lookup = Callable[[str], Decimal | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: its id in the rules, the number, its unit, note and cell.

    `previous` is the same figure in the report before this one, where it is known.
    """

    id: str
    number: Number
    unit: str | None = None
    note: str | None = None
    cell: CellRef | None = None
    previous: Number | None = None

    @property
    def printed(self) -> str:
        """The text as printed."""
        return self.number.printed

    @property
    def ref(self) -> CellRef:
        """The cell as a person would name it; made from the id when none was given."""
        return self.cell or CellRef(appendix=None, row=self.id, column=None, code=self.id)


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure prepared for calculation.

    `value` is None where nothing can be calculated; `ulp` is the weight of the last printed
    digit of a rounded figure and 0 for a count, which is a point. `digits` is the printed
    text without thousands points and units, a comma before the decimals. `grid` is how many
    decimals a true value may have: none for a count, even where a rate stands in its place.
    `point` tells that the report sets decimals off by a point, `confirmed` that a person has
    said what the figure is.
    """

    id: str
    kind: NumberKind
    value: Decimal | None
    ulp: Decimal
    decimals: int
    grid: int
    rate: bool
    digits: str
    printed: str
    unit: str
    readings: tuple[Decimal, ...] = ()
    previous: Decimal | None = None
    point: bool = False
    confirmed: bool = False

    @property
    def odd(self) -> bool:
        """Tell whether nobody writes so: "048" but "05", or decimals of what is counted."""
        whole, comma, _ = self.digits.partition(",")
        if self.decimals > self.grid:
            return True
        return whole.startswith("0") and (len(whole) > 2 or (len(whole) == 2 and bool(comma)))


@dataclass(frozen=True, slots=True)
class Board:
    """All cells by id, in printed order; `position` is the rank of a cell in that order."""

    cells: Mapping[str, Cell]
    position: Mapping[str, int]
    order: tuple[str, ...]

    def value(self, cell: str) -> Decimal | None:
        """Return the value printed in `cell`, or None for blank and unknown cells."""
        found = self.cells.get(cell)
        return None if found is None else found.value

    def is_confirmed(self, cell: str) -> bool:
        """Tell whether a person has said what `cell` is."""
        found = self.cells.get(cell)
        return found is not None and found.confirmed

    def ulp(self, cell: str) -> Decimal:
        """Return the weight of the last printed digit of `cell`, 0 for counts."""
        found = self.cells.get(cell)
        return Decimal(0) if found is None else found.ulp


def _digits(printed: str, value: Decimal, decimals: int) -> str:
    """Return the digits as printed, leading zeros kept, when they read as `value`."""
    text = printed.strip().rstrip("%").strip()
    same = _PLAIN.match(text) and Decimal(text.replace(",", ".")) == value
    return text if same else format_number(value, decimals)


def _is_rounded(figure: Figure, is_rate: bool, money: Iterable[str], amounts: bool) -> bool:
    """Tell whether a figure is rounded in print: rates, money, `amounts` of no known unit."""
    unit = (figure.unit or "").casefold()
    amount = amounts and figure.number.decimals > 0 and not unit
    return is_rate or amount or any(word in unit for word in money)


def is_calculable(number: Number) -> bool:
    """Tell whether `number` is of a size that exact arithmetic is done with."""
    value = number.value
    return value is None or (value.adjusted() < DIGITS and number.decimals <= DECIMALS)


def make_cell(figure: Figure, is_rate: bool, money: Iterable[str], amounts: bool = True) -> Cell:
    """Return `figure` ready for calculation; `money` holds unit words of rounded amounts.

    `amounts` tells that decimals without a unit are rounded amounts and no counts misprinted.
    """
    number = figure.number
    if not is_calculable(number):
        number = replace(number, kind="unreadable")
    value = number.value if number.kind in ("number", "zero") else None
    rounded = _is_rounded(figure, is_rate, money, amounts)
    return Cell(
        id=figure.id,
        kind=number.kind,
        value=value,
        ulp=Decimal(1).scaleb(-number.decimals) if rounded else Decimal(0),
        decimals=number.decimals,
        grid=number.decimals if rounded else 0,
        rate=is_rate,
        digits="" if value is None else _digits(number.printed, value, number.decimals),
        printed=number.printed.strip(),
        unit=(figure.unit or "").casefold(),
        readings=number.alternatives,
        previous=None if figure.previous is None else figure.previous.value,
        confirmed=number.confirmed,
    )


def make_board(figures: Mapping[str, Figure], rates: Iterable[str], money: Iterable[str]) -> Board:
    """Return the board of `figures`; `rates` are ids that a rule uses as a rate."""
    rate_ids, words = frozenset(rates), tuple(money)
    order = tuple(figures)
    point = _has_points(figures.values())
    amounts = _are_amounts(f for f in figures.values() if f.id not in rate_ids)
    cells = {}
    for id_, figure in figures.items():
        cell = make_cell(figure, id_ in rate_ids or _percent(figure), words, amounts)
        cells[id_] = replace(cell, point=True) if point else cell
    return Board(cells, {id_: i for i, id_ in enumerate(order)}, order)


def _are_amounts(figures: Iterable[Figure]) -> bool:
    """Tell whether decimals are usual among figures without a unit."""
    bare = [f for f in figures if not f.unit and not f.number.percent and f.number.value]
    return sum(f.number.decimals > 0 for f in bare) > USUAL * len(bare)


def _has_points(figures: Iterable[Figure]) -> bool:
    """Tell whether decimals are set off by points, and never by commas."""
    decimal = [f.printed for f in figures if f.number.decimals > 0]
    return bool(decimal) and not any("," in text for text in decimal)


def _percent(figure: Figure) -> bool:
    return figure.number.percent or "%" in (figure.unit or "")

"""The smaller rules: ranges, averages, what implies what, and cuts against a base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from contracts.relations import Between, Positive, Range, Reduction, Rule
from transform.reconcile.constraint import (
    FAILED,
    PASSED,
    Judgement,
    blank_reason,
    not_applicable,
)
from transform.reconcile.figures import Board, Lookup
from transform.reconcile.interval import HALF, ZERO, Span, round_half_up

_COUNT = re.compile(r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+)(?![\d,/%]|\.\d|\s*%)")


def _first_blank(cells: tuple[str, ...], look: Lookup, board: Board) -> Judgement | None:
    gaps = tuple(cell for cell in cells if look(cell) is None)
    return not_applicable(blank_reason(gaps, board)) if gaps else None


@dataclass(frozen=True, slots=True)
class RangeConstraint:
    """A figure between two bounds."""

    rule: Rule
    cells: tuple[str, ...]
    span: Span
    board: Board

    def fails(self, look: Lookup) -> bool:
        """Tell whether the figure is out of range."""
        value = look(self.cells[0])
        return value is not None and not self.span.contains(value)

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; not applicable to a blank."""
        blank = _first_blank(self.cells, look, self.board)
        return blank or (FAILED if self.fails(look) else PASSED)

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:  # noqa: ARG002
        """Return the range."""
        return (self.span,)

    def text(self, board: Board) -> str:
        """Return the figure and the bound it breaks."""
        cell = board.cells[self.cells[0]]
        low, high, value = self.span.low, self.span.high, cell.value
        if low is not None and value is not None and value < low:
            return f"{cell.printed} < {low}"
        return f"{cell.printed} > {high}"


@dataclass(frozen=True, slots=True)
class PositiveConstraint:
    """Where the first figure is above zero, another one is too."""

    rule: Rule
    cells: tuple[str, ...]
    board: Board

    def fails(self, look: Lookup) -> bool:
        """Tell whether the cause is above zero and every effect is printed as zero."""
        cause = look(self.cells[0])
        return cause is not None and cause > 0 and all(look(cell) == 0 for cell in self.cells[1:])

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; not applicable when blanks hide the effects."""
        if self.fails(look):
            return FAILED
        if any((look(cell) or 0) > 0 for cell in self.cells[1:]):
            return PASSED
        return _first_blank(self.cells, look, self.board) or PASSED

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:
        """Return 0 for the cause, 1 or more for an effect."""
        cause = look(self.cells[0])
        if cell == self.cells[0]:
            return (Span(ZERO, ZERO),)
        return (Span(Decimal(1), None),) if cause is not None else ()

    def text(self, board: Board) -> str:
        """Return the cause beside its effects of zero."""
        cause, *effects = (board.cells[cell].printed for cell in self.cells)
        return f"{cause} > 0 while {' + '.join(effects)} = 0"


@dataclass(frozen=True, slots=True)
class BetweenConstraint:
    """An average lies between the least and the greatest of its parts."""

    rule: Rule
    cells: tuple[str, ...]
    board: Board
    slack: Decimal

    def _span(self, look: Lookup) -> Span | None:
        parts = [look(cell) for cell in self.cells[1:]]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return Span(min(known) - self.slack, max(known) + self.slack)

    def fails(self, look: Lookup) -> bool:
        """Tell whether the average lies outside its parts."""
        value, span = look(self.cells[0]), self._span(look)
        return value is not None and span is not None and not span.contains(value)

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; not applicable where a part is blank."""
        blank = _first_blank(self.cells, look, self.board)
        return blank or (FAILED if self.fails(look) else PASSED)

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:
        """Return the span left for `cell`."""
        if cell == self.cells[0]:
            span = self._span(look)
            return () if span is None else (span,)
        average = look(self.cells[0])
        rest = [look(name) for name in self.cells[1:] if name != cell]
        if average is None:
            return ()
        below = any(part is not None and part <= average for part in rest)
        return (Span(average, None),) if below else (Span(None, average),)

    def text(self, board: Board) -> str:
        """Return the average and its parts."""
        average, *parts = (board.cells[cell].printed for cell in self.cells)
        return f"{average} is not between {', '.join(parts)}"


@dataclass(frozen=True, slots=True)
class ReductionConstraint:
    """A cut against a base that only the note of the rate gives."""

    rule: Rule
    cells: tuple[str, ...]
    board: Board
    bases: tuple[Decimal, ...]
    ulp: Decimal

    def _fits(self, rate: Decimal, present: Decimal) -> bool:
        bases = [base for base in self.bases if base > 0]
        shares = [(100 * (base - present), base) for base in bases]
        low = rate - self.ulp * HALF
        return any(low * base <= s < (rate + self.ulp) * base for s, base in shares)

    def fails(self, look: Lookup) -> bool:
        """Tell whether no printed number of today fits the base in the note."""
        rate = look(self.cells[0])
        present = [v for v in (look(cell) for cell in self.cells[1:]) if v is not None]
        if rate is None or rate == 0 or not present:
            return False
        larger = [base for base in self.bases if base >= max(present)]
        return bool(larger) and not any(self._fits(rate, value) for value in present)

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; not applicable where the note gives no base."""
        if not self.bases:
            return not_applicable("no base in the note")
        rate = look(self.cells[0])
        if rate is None or rate == 0:
            return not_applicable(blank_reason(self.cells[:1], self.board) or "no cut")
        if all(look(cell) is None for cell in self.cells[1:]):
            return not_applicable(blank_reason(self.cells, self.board))
        return FAILED if self.fails(look) else PASSED

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:
        """Return the rates that base and present figures give; nothing for other cells."""
        if cell != self.cells[0]:
            return ()
        present = [v for v in (look(name) for name in self.cells[1:]) if v is not None]
        decimals = max(self.board.cells[cell].decimals, 1)
        values = {
            round_half_up(100 * (base - value), base, decimals)
            for base in self.bases
            for value in present
            if base >= value and base > 0
        }
        return tuple(Span(value, value) for value in sorted(values))

    def text(self, board: Board) -> str:
        """Return the rate beside the cut that the note implies."""
        rate = board.cells[self.cells[0]].printed
        present = next(b.printed for c in self.cells[1:] if (b := board.cells.get(c)))
        return f"{rate} ≠ ({self.bases[0]} - {present})/{self.bases[0]}"


def counts_in(note: str | None) -> tuple[Decimal, ...]:
    """Return the whole numbers printed in a note; rates, dates and fractions are left out."""
    found = _COUNT.findall(note or "")
    return tuple(Decimal(text.replace(".", "")) for text in found)


def compile_range(rule: Rule, relation: Range, board: Board) -> RangeConstraint:
    """Return a range made ready for `board`."""
    return RangeConstraint(rule, (relation.cell,), Span(relation.low, relation.high), board)


def compile_positive(rule: Rule, relation: Positive, board: Board) -> PositiveConstraint:
    """Return an implication made ready for `board`."""
    return PositiveConstraint(rule, (relation.cause, *relation.effects), board)


def compile_between(rule: Rule, relation: Between, board: Board) -> BetweenConstraint:
    """Return an average made ready for `board`."""
    cells = (relation.cell, *relation.parts)
    return BetweenConstraint(rule, cells, board, max(board.ulp(cell) for cell in cells))


def compile_reduction(
    rule: Rule, relation: Reduction, board: Board, note: str | None
) -> ReductionConstraint:
    """Return a cut made ready for `board`; the base is read from `note`."""
    rate = board.cells.get(relation.rate)
    ulp = Decimal(1) if rate is None else Decimal(1).scaleb(-rate.decimals)
    bases = tuple(base for base in counts_in(note) if not 1900 <= base <= 2100)
    return ReductionConstraint(rule, (relation.rate, *relation.present), board, bases, ulp)

"""Sums, bounds and equalities: a weighted sum of figures compared with a number.

A blank is zero where the rule says so; elsewhere it is any value from 0 up, so that known
parts above their total are a contradiction even beside blanks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from contracts.relations import Linear, Rule
from transform.reconcile.constraint import (
    FAILED,
    PASSED,
    Judgement,
    blank_reason,
    not_applicable,
)
from transform.reconcile.figures import Board, Lookup
from transform.reconcile.interval import HALF, ZERO, Span

# a text names all figures of sums up to this long
LONG = 40

Bounds = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Totals:
    """The weighted sum of what is known, and the blanks that may add or take away more."""

    known: Decimal
    adding: int
    taking: int


@dataclass(frozen=True, slots=True)
class LinearConstraint:
    """A linear rule on a board; `slack` is what the rounding of its figures allows."""

    rule: Rule
    cells: tuple[str, ...]
    linear: Linear
    board: Board
    slack: Decimal
    zeros: frozenset[str]
    weights: Mapping[str, Decimal]

    def _applies(self, look: Lookup) -> bool:
        """Tell whether enough is printed: the total of a sum and one of its parts."""
        if self.linear.shape == "sum" and look(self.cells[0]) is None:
            return False
        parts = self.cells[1:] if self.linear.shape == "sum" else self.cells
        return any(look(cell) is not None for cell in parts)

    def totals(self, look: Lookup) -> Totals:
        """Return what the figures add up to; may be handed to `solve` for each of them."""
        known, adding, taking = ZERO, 0, 0
        for cell, coefficient in self.linear.terms:
            value = look(cell)
            if value is not None:
                known += coefficient * value
            elif cell not in self.zeros:
                adding += coefficient > 0
                taking += coefficient < 0
        return Totals(known, adding, taking)

    def fails(self, look: Lookup) -> bool:
        """Tell whether the comparison is broken whatever the blanks hold."""
        if not self._applies(look):
            return False
        found = self.totals(look)
        if not found.taking and found.known > self.linear.rhs + self.slack:
            return True
        short = not found.adding and found.known < self.linear.rhs - self.slack
        return self.linear.op == "==" and short

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer; not applicable where blanks leave it open."""
        if self.fails(look):
            return FAILED
        gaps = [c for c in self.cells if look(c) is None]
        if not self._applies(look) or any(cell not in self.zeros for cell in gaps):
            return not_applicable(blank_reason(tuple(gaps), self.board))
        return PASSED

    def solve(self, cell: str, look: Lookup, totals: Totals | None = None) -> tuple[Span, ...]:
        """Return the span of `cell` that the other figures leave.

        Of rounded amounts it is the value that adds up, then those near it.
        """
        coefficient = self.weights[cell]
        low, high = self._rest(cell, coefficient, look, totals or self.totals(look))
        upper = None if low is None else self.linear.rhs + self.slack - low
        lower = None
        if self.linear.op == "==" and high is not None:
            lower = self.linear.rhs - self.slack - high
        if coefficient < 0:
            lower, upper = upper, lower
        ends = [None if end is None else end / coefficient + ZERO for end in (lower, upper)]
        if self.slack and low is not None and low == high:
            exact = (self.linear.rhs - low) / coefficient + ZERO
            if self.linear.op == "==":
                return Span(exact, exact), Span(ends[0], ends[1], "apart")
        return (Span(ends[0], ends[1]),)

    def rounded(self, look: Lookup) -> int:
        """Return how many figures that are not 0 may have been rounded before they were added."""
        ulps = (self.board.ulp(cell) for cell in self.cells if look(cell))
        return sum(ulp > 0 for ulp in ulps)

    def is_exact(self, look: Lookup) -> bool:
        """Tell whether the figures add up as they are printed."""
        return self.totals(look).known == self.linear.rhs

    def _rest(self, cell: str, coefficient: Decimal, look: Lookup, found: Totals) -> Bounds:
        """Return the least and greatest sum of the other figures; None where it is open."""
        own, known = look(cell), found.known
        adding, taking = found.adding, found.taking
        if own is not None:
            known -= coefficient * own
        elif cell not in self.zeros:
            adding -= coefficient > 0
            taking -= coefficient < 0
        return None if taking else known, None if adding else known

    def text(self, board: Board) -> str:
        """Return the broken comparison with its figures as printed."""
        sign = "≠" if self.linear.op == "==" else ">"
        if self.linear.shape == "linear":
            return self._formula(board)
        left = [c for c, weight in self.linear.terms if weight > 0]
        right = [c for c, weight in self.linear.terms if weight < 0]
        return f"{_plus(left, board)} {sign} {_plus(right, board)}"

    def _formula(self, board: Board) -> str:
        sign = "≠" if self.linear.op == "==" else ">"
        terms = []
        for cell, weight in self.linear.terms:
            size = "" if abs(weight) == 1 else f"{abs(weight)}x"
            terms.append(f"{'-' if weight < 0 else '+'} {size}{_printed(cell, board)}")
        return f"{' '.join(terms).removeprefix('+ ')} {sign} {self.linear.rhs}"


def _printed(cell: str, board: Board) -> str:
    found = board.cells.get(cell)
    return (found.printed if found is not None else "") or "(blank)"


def _plus(cells: list[str], board: Board) -> str:
    known = [c for c in cells if board.value(c) is not None] or cells
    if len(known) <= LONG:
        return " + ".join(_printed(cell, board) for cell in known)
    shown = [_printed(cell, board) for cell in (*known[:3], known[-1])]
    total = sum((board.value(cell) or ZERO for cell in known), ZERO)
    return f"{' + '.join(shown[:3])} + … + {shown[3]} ({len(known)} figures: {total})"


def compile_linear(rule: Rule, linear: Linear, board: Board) -> LinearConstraint:
    """Return `linear` made ready for `board`."""
    ulps = [abs(weight) * board.ulp(cell) for cell, weight in linear.terms]
    printed_gaps = {
        cell
        for cell, _ in linear.terms
        if cell in board.cells and board.cells[cell].kind in ("blank", "dash")
    }
    return LinearConstraint(
        rule=rule,
        cells=tuple(cell for cell, _ in linear.terms),
        linear=linear,
        board=board,
        slack=sum(ulps, ZERO) * HALF,
        zeros=frozenset(printed_gaps if linear.blank_is == "zero" else ()),
        weights=dict(linear.terms),
    )

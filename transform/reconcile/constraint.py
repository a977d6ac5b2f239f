"""What every compiled rule can do: judge the figures, and solve for one of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from contracts.relations import Rule
from transform.reconcile.figures import Board, Lookup
from transform.reconcile.interval import Span


class Outcome(Enum):
    """The three answers of a rule."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Judgement:
    """An answer with its reason; `cut_off` when a rate fits only as digits cut off."""

    outcome: Outcome
    reason: str = ""
    cut_off: bool = False


class Constraint(Protocol):
    """A rule made ready for one board."""

    @property
    def rule(self) -> Rule:
        """The rule this was made from."""

    @property
    def cells(self) -> tuple[str, ...]:
        """The ids of the figures joined."""

    def judge(self, look: Lookup) -> Judgement:
        """Return the answer for the figures that `look` gives."""

    def fails(self, look: Lookup) -> bool:
        """Tell whether the rule is broken; the fast form of `judge`."""

    def solve(self, cell: str, look: Lookup) -> tuple[Span, ...]:
        """Return the values of `cell` that satisfy the rule, the other figures standing."""

    def text(self, board: Board) -> str:
        """Return the contradiction in one line, figures as printed ("95,56 ≠ 82/744")."""


PASSED = Judgement(Outcome.PASS)
FAILED = Judgement(Outcome.FAIL)
CUT_OFF = Judgement(Outcome.PASS, "fits with digits cut off, not rounded", cut_off=True)


def not_applicable(reason: str) -> Judgement:
    """Return the answer that the rule says nothing here, and why."""
    return Judgement(Outcome.NOT_APPLICABLE, reason)


def blank_reason(cells: tuple[str, ...], board: Board) -> str:
    """Return which of `cells` hold no number, and of which kind each gap is."""
    gaps = []
    for cell in cells:
        found = board.cells.get(cell)
        if found is None:
            gaps.append(f"{cell} is absent")
        elif found.value is None:
            gaps.append(f"{cell} is {found.kind.replace('_', ' ')}")
    return "; ".join(gaps)

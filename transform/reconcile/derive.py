"""Blanks that the other figures determine, marked with the rule that determines them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from contracts.relations import Linear
from transform.finding import Derived
from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.figures import Figure
from transform.reconcile.interval import Span, quantize, round_half_up
from transform.reconcile.likelihood import true_text
from transform.reconcile.linear import LinearConstraint
from transform.reconcile.ratio import RatioConstraint

DERIVED_DECIMALS = 2


def derive(
    network: Network, figures: Mapping[str, Figure], broken: frozenset[int]
) -> tuple[Derived, ...]:
    """Return the blanks of rules that exactly one blank leaves open and one value closes.

    Nothing is derived from cells that a broken rule puts in doubt.
    """
    doubted = {c for i in broken for c in network.constraints[i].cells}
    found: dict[str, Derived] = {}
    for constraint in network.constraints:
        cell = _only_blank(constraint, network)
        if cell is None or cell in found or not doubted.isdisjoint(constraint.cells):
            continue
        value = _value(constraint, cell, network)
        if value is not None:
            text = true_text(network.board.cells[cell], value)
            found[cell] = Derived(figures[cell].ref, text, constraint.rule.id)
    return tuple(found.values())


def _only_blank(constraint: Constraint, network: Network) -> str | None:
    """Return the one blank cell of an identity; None if there are more, or none."""
    if constraint.rule.strength != "identity":
        return None
    board = network.board
    if isinstance(constraint, LinearConstraint) and constraint.zeros:
        # parts out of scope are left blank; only the total can be derived
        total = constraint.cells[0]
        return total if total in constraint.zeros else None
    blanks = [cell for cell in constraint.cells if board.value(cell) is None]
    if len(blanks) != 1 or blanks[0] not in board.cells:
        return None
    return blanks[0] if board.cells[blanks[0]].kind == "blank" else None


def _value(constraint: Constraint, cell: str, network: Network) -> Decimal | None:
    if isinstance(constraint, RatioConstraint):
        return _of_ratio(constraint, cell, network)
    if isinstance(constraint, LinearConstraint):
        return _of_sum(constraint, cell, network)
    return None


def _of_ratio(constraint: RatioConstraint, cell: str, network: Network) -> Decimal | None:
    rate, part, whole = (network.board.value(name) for name in constraint.cells)
    if cell == constraint.ratio.rate:
        if part is None or not whole or part > whole:
            return None
        return round_half_up(constraint.ratio.scale * part, whole, DERIVED_DECIMALS)
    spans = [s for s in constraint.solve(cell, network.board.value) if s.style != "cut"]
    return _single(spans) if rate else None


def _of_sum(constraint: LinearConstraint, cell: str, network: Network) -> Decimal | None:
    linear = constraint.linear
    if not isinstance(linear, Linear) or linear.op != "==":
        return None
    known = [network.board.value(name) for name in constraint.cells if name != cell]
    # a row of blanks and zeros is not in use
    if not any(known) or constraint.slack:
        return None
    value = _single(constraint.solve(cell, network.board.value))
    return value if value is not None and value >= 0 else None


def _single(spans: list[Span] | tuple[Span, ...]) -> Decimal | None:
    if len(spans) != 1 or spans[0].low is None or spans[0].low != spans[0].high:
        return None
    value = spans[0].low
    return value if value == quantize(value, 0) else None

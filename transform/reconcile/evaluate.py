"""Rules made ready for one report, and their three-valued results."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from contracts.relations import (
    Between,
    Linear,
    Positive,
    Range,
    Ratio,
    Reduction,
    Rule,
    cells_of,
)
from transform.reconcile.amounts import EXACT, with_exact_sums
from transform.reconcile.bounds import (
    compile_between,
    compile_positive,
    compile_range,
    compile_reduction,
)
from transform.reconcile.constraint import Constraint, Outcome
from transform.reconcile.figures import Board, Figure
from transform.reconcile.linear import compile_linear
from transform.reconcile.ratio import compile_ratio

# unit words of amounts that are printed rounded
MONEY = ("triệu", "tỷ", "tỉ", "nghìn đồng", "ngàn đồng")


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule says about one report."""

    rule: Rule
    outcome: Outcome
    reason: str = ""
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """All constraints on a board, and for each cell the numbers of its constraints.

    `exact` is how likely it is that amounts add up as they are printed.
    """

    board: Board
    constraints: tuple[Constraint, ...]
    by_cell: Mapping[str, tuple[int, ...]]
    notes: Mapping[str, str | None] = field(default_factory=dict)
    exact: float = EXACT


def rate_ids(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the figures that some rule uses as a rate."""
    return frozenset(
        rule.relation.rate for rule in rules if isinstance(rule.relation, Ratio | Reduction)
    )


def compile_rule(rule: Rule, board: Board, notes: Mapping[str, str | None]) -> Constraint:
    """Return `rule` as a constraint on `board`."""
    match rule.relation:
        case Ratio() as ratio:
            return compile_ratio(rule, ratio, board)
        case Linear() as linear:
            return compile_linear(rule, linear, board)
        case Range() as bounds:
            return compile_range(rule, bounds, board)
        case Positive() as positive:
            return compile_positive(rule, positive, board)
        case Between() as between:
            return compile_between(rule, between, board)
        case Reduction() as reduction:
            return compile_reduction(rule, reduction, board, notes.get(reduction.rate))


def build_network(board: Board, figures: Mapping[str, Figure], rules: Sequence[Rule]) -> Network:
    """Return the constraints of the rules that name at least one printed figure."""
    present = [r for r in rules if any(c in board.cells for c in cells_of(r.relation))]
    notes = {id_: figure.note for id_, figure in figures.items()}
    compiled = [compile_rule(rule, board, notes) for rule in present]
    constraints, exact = with_exact_sums(compiled, board.value)
    by_cell: dict[str, list[int]] = {}
    for index, constraint in enumerate(constraints):
        for cell in constraint.cells:
            by_cell.setdefault(cell, []).append(index)
    return Network(board, constraints, {c: tuple(i) for c, i in by_cell.items()}, notes, exact)


def evaluate(network: Network) -> tuple[RuleResult, ...]:
    """Return the result of every constraint, in the order of the rules."""
    look = network.board.value
    judged = ((c.rule, c.judge(look)) for c in network.constraints)
    return tuple(RuleResult(rule, j.outcome, j.reason, j.cut_off) for rule, j in judged)


def violated(network: Network) -> frozenset[int]:
    """Return the numbers of the constraints that the printed figures break."""
    look = network.board.value
    return frozenset(i for i, c in enumerate(network.constraints) if c.fails(look))

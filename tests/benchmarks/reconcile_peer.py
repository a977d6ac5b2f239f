"""The plain peer: Fellegi and Holt's fewest changes as a mixed integer program.

Per component of rules that share cells, one binary for each cell says that it changes; the
number of changes is least. Rules that hold only most of the time are left out, as the
paradigm knows none. The big M is that of the component: a fixed one hides small errors.
A ratio is linear while its rate stands, and says nothing once the rate changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from contracts.relations import Linear, Range, Ratio, Relation, Rule
from transform.reconcile.evaluate import MONEY, Network, build_network, rate_ids, violated
from transform.reconcile.figures import Figure, make_board

SECONDS = 5.0
# what rounding in the solver may add to a difference of whole numbers
TOLERANCE = 1e-6


@dataclass
class Program:
    """Rows `low <= a x <= high` over values, then one binary for each cell."""

    cells: Sequence[str]
    big: float
    rows: list[dict[int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, row: Mapping[int, float], low: float, high: float) -> None:
        """Add one row."""
        self.rows.append(dict(row))
        self.low.append(low)
        self.high.append(high)

    def value(self, cell: str) -> int:
        """Return the column of the value of `cell`."""
        return self.cells.index(cell)

    def changes(self, cell: str) -> int:
        """Return the column that is 1 where `cell` changes."""
        return len(self.cells) + self.value(cell)


def fewest_changes(figures: Mapping[str, Figure], rules: Sequence[Rule]) -> dict[str, float]:
    """Return the cells that change and their new values; a changed rate has none of its own."""
    hard = [r for r in rules if r.strength == "identity" and not r.evidence]
    network = build_network(make_board(figures, rate_ids(rules), MONEY), figures, hard)
    changed: dict[str, float] = {}
    for indices in _groups(network):
        changed.update(_solve(network, indices))
    return changed


def _groups(network: Network) -> Iterator[list[int]]:
    """Yield the rules, broken or not, that are joined by cells to a broken one."""
    left = set(violated(network))
    while left:
        group: set[int] = set()
        frontier = {left.pop()}
        while frontier:
            group |= frontier
            cells = {c for i in frontier for c in network.constraints[i].cells}
            frontier = {i for c in cells for i in network.by_cell[c]} - group
        left -= group
        yield sorted(group)


def _solve(network: Network, indices: Sequence[int]) -> dict[str, float]:
    rules = [network.constraints[i] for i in indices]
    cells = sorted({c for rule in rules for c in rule.cells})
    printed = {c: network.board.value(c) for c in cells}
    big = 20 * max(float(v or 0) for v in printed.values()) + 200
    program = Program(cells, big)
    zeros = {c for r in rules for c in getattr(r, "zeros", ())}
    for cell, value in printed.items():
        if value is not None or cell in zeros:
            row = {program.value(cell): 1.0, program.changes(cell): -big}
            program.add(row, -np.inf, float(value or 0))
            program.add({**row, program.changes(cell): big}, float(value or 0), np.inf)
    for rule in rules:
        slack = float(getattr(rule, "slack", 0)) + TOLERANCE
        _add(program, rule.rule.relation, network, slack)
    return _answer(program, network)


def _add(program: Program, relation: Relation, network: Network, slack: float) -> None:
    match relation:
        case Linear(terms=terms, op=op, rhs=rhs):
            row = {program.value(c): float(weight) for c, weight in terms}
            least = float(rhs) - slack if op == "==" else -np.inf
            program.add(row, least, float(rhs) + slack)
        case Range(cell, low, high):
            ends = -np.inf if low is None else float(low), np.inf if high is None else float(high)
            program.add({program.value(cell): 1.0}, *ends)
        case Ratio(rate, part, whole):
            _add_ratio(program, network, (rate, part, whole))
        case _:
            pass


def _add_ratio(program: Program, network: Network, cells: tuple[str, str, str]) -> None:
    rate, part, whole = cells
    printed = network.board.value(rate)
    if printed is None:
        return
    ulp = float(network.board.ulp(rate))
    free = 200 * program.big
    part_, whole_, loose = program.value(part), program.value(whole), program.changes(rate)
    least, most = float(printed) - ulp / 2, float(printed) + ulp
    program.add({part_: 100.0, whole_: -least, loose: free}, -TOLERANCE, np.inf)
    program.add({part_: 100.0, whole_: -most, loose: -free}, -np.inf, TOLERANCE)


def _answer(program: Program, network: Network) -> dict[str, float]:
    count = len(program.cells)
    matrix = np.zeros((len(program.rows), 2 * count))
    for index, row in enumerate(program.rows):
        for column, weight in row.items():
            matrix[index, column] = weight
    counts = [int(not network.board.cells[c].rate) if c in network.board.cells else 1
              for c in program.cells]  # fmt: skip
    result = milp(
        np.array([0.0] * count + [1.0] * count),
        integrality=np.array(counts + [1] * count),
        bounds=Bounds(np.zeros(2 * count), np.array([program.big] * count + [1.0] * count)),
        constraints=LinearConstraint(matrix, np.array(program.low), np.array(program.high)),
        options={"time_limit": SECONDS},
    )
    if result.x is None:
        return {}
    return {
        cell: float(result.x[i])
        for i, cell in enumerate(program.cells)
        if result.x[count + i] > 0.5 and network.board.value(cell) is not None
    }

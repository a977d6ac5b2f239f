"""One slip that puts many cells wrong: a shifted row, a wrong unit, exchanged columns.

Each is tried on runs of rows that reach into all broken rules of a group, and counts only
if it mends them all and breaks no identity. It then competes with what the cells explain
one by one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise

from transform.reconcile.constraint import Constraint
from transform.reconcile.evaluate import Network
from transform.reconcile.explain import Change
from transform.reconcile.figures import Figure, Lookup
from transform.reconcile.interval import ZERO, places_of
from transform.reconcile.prior import Prior
from transform.reconcile.search import drop_cost
from transform.reconcile.sheet import Table, tables_of
from transform.vietnamese.text import fold

# how often a report has such a slip at all; runs reach so far beyond what is broken; figures
# that a run has at least; broken rules from which it is looked for
SHARE, REACH, LEAST, BROKEN = 0.004, 10, 3, 3
# figures that differ at least, and what each of them costs: short runs are likelier
TOLD, EACH = 2, 0.2
MOST_RULES, MOST_COLUMNS = 400, 30
UNITS = (Decimal(1000), Decimal("0.001"), Decimal(1_000_000), Decimal("0.000001"))
# what a figure costs that was lost at the end of a run and follows from the rules alone
LOST = 4.0
_CUMULATIVE = tuple(map(fold, ("cumulative", "ytd", "lũy kế", "cộng dồn", "từ đầu năm")))

# what a figure costs that would have more decimals in its right unit than it is printed with
FINER = 1.0
WRONG_UNIT, SHIFTED = "wrong unit", "shifted row"
# a run is displaced by a row, or in a unit so many times as large
Move = int | Decimal
MOVES: tuple[Move, ...] = (1, -1, *UNITS)
# a run is not longer than this before it reaches further than it must
LONG = 40

Values = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Operation:
    """Changes that one slip explains, the broken rules they mend, and their cost."""

    changes: tuple[Change, ...]
    mended: frozenset[int]
    dropped: frozenset[int]
    cost: float


@dataclass(slots=True)
class Finder:
    """Looks for operations on one network."""

    network: Network
    prior: Prior
    figures: Mapping[str, Figure]
    _tables: tuple[Table, ...] | None = field(default=None)

    def best(self, groups: Sequence[frozenset[int]]) -> Operation | None:
        """Return the likeliest operation that mends one or more of `groups` wholly."""
        broken = sum(len(group) for group in groups)
        if not BROKEN <= broken <= MOST_RULES:
            return None
        if self._tables is None:
            self._tables = tables_of(self.figures)
        found = [
            operation
            for table in self._tables
            for reached in self._reached(table, groups)
            for operation in self._on(table, reached)
        ]
        return min(found, key=lambda operation: operation.cost, default=None)

    def _reached(self, table: Table, groups: Sequence[frozenset[int]]) -> Iterator[frozenset[int]]:
        """Yield the broken rules to mend together: all that lie in the table, or one group."""
        cells = {cell for column in table.columns.values() for cell in column}
        inside = [g for g in groups if all(self._meets(i, cells) for i in g)]
        joint = frozenset(i for group in inside for i in group)
        tried = dict.fromkeys((joint, *inside))
        yield from (group for group in tried if len(group) >= BROKEN)

    def _meets(self, rule: int, cells: set[str]) -> bool:
        return not cells.isdisjoint(self.network.constraints[rule].cells)

    def _on(self, table: Table, mended: frozenset[int]) -> Iterator[Operation]:
        columns = {
            name: cells
            for name, cells in list(table.columns.items())[:MOST_COLUMNS]
            if all(self._meets(i, set(cells)) for i in mended)
        }
        bands: list[tuple[tuple[str, ...], ...]] = [(cells,) for cells in columns.values()]
        if len(table.columns) > 1:
            bands.append(tuple(table.columns.values()))
        for band in bands:
            places = {cell: (column, i) for column in band for i, cell in enumerate(column)}
            rules = [self.network.constraints[i] for i in sorted(mended)]
            for start, end in self._runs(band, mended):
                hopeful = self._hopeful(places, rules, start, end)
                look = self.network.board.value
                for name, values, lost in _moved(band, (start, end), look, hopeful):
                    operation = self._tried(name, values, mended, len(band[0]), lost)
                    if operation is not None:
                        yield operation
        yield from self._exchanged(table, mended)

    def _hopeful(
        self,
        places: Mapping[str, tuple[Sequence[str], int]],
        rules: Sequence[Constraint],
        start: int,
        end: int,
    ) -> Iterator[Move]:
        """Yield the moves that mend the first of `rules`, as far as nothing was lost."""
        ends = {
            cell
            for rule in rules
            for cell in rule.cells
            if places.get(cell, ((), -1))[1] in (start, end)
        }
        for move in MOVES:
            look = _lookup(places, (start, end), move, self.network.board.value)
            told = (r for r in rules if isinstance(move, Decimal) or ends.isdisjoint(r.cells))
            if not any(rule.fails(look) for rule in told):
                yield move

    def _exchanged(self, table: Table, mended: frozenset[int]) -> Iterator[Operation]:
        look = self.network.board.value
        for (one, first), (two, second) in combinations(
            list(table.columns.items())[:MOST_COLUMNS], 2
        ):
            band = (first, second)
            if not all(self._meets(i, {*first, *second}) for i in mended):
                continue
            name = _exchange_name(one, two)
            for start, end in self._runs(band, mended):
                pairs = zip(first[start : end + 1], second[start : end + 1], strict=True)
                values: dict[str, Decimal | None] = {}
                for a, b in pairs:
                    values |= {a: look(b), b: look(a)}
                operation = self._tried(name, values, mended, len(first) * len(table.columns))
                if operation is not None:
                    yield operation

    def _runs(
        self, band: Sequence[Sequence[str]], mended: Iterable[int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the runs of rows, ends included, that reach into every rule of `mended`."""
        rows = {cell: i for column in band for i, cell in enumerate(column)}
        reached = [
            [rows[c] for c in self.network.constraints[i].cells if c in rows] for i in mended
        ]
        if not all(reached):
            return
        last, first = min(map(max, reached)), max(map(min, reached))
        if first - last > LONG:
            return
        for start in range(last, max(last - REACH, -1), -1):
            for end in range(max(first, start), min(first + REACH, len(band[0]))):
                yield start, end

    def _tried(
        self,
        name: str,
        values: Values,
        mended: frozenset[int],
        places: int,
        lost: Iterable[str] = (),
    ) -> Operation | None:
        """Return the operation that gives `values`, if it mends what it should.

        `lost` are the figures written over, which follow from the rules at best.
        """
        board = self.network.board
        # a blank that moved leaves nothing to count
        changed = {c: v or ZERO for c, v in values.items() if v != board.value(c)}
        if any(board.is_confirmed(cell) for cell in (*changed, *lost)):
            return None
        told = sum(value != (board.value(cell) or ZERO) for cell, value in changed.items())
        if len(values) < LEAST or told < TOLD:
            return None
        solved = self._solved(changed, lost)
        changed |= solved
        look = _over(board.value, changed)
        if any(self.network.constraints[i].fails(look) for i in mended):
            return None
        failing = self._failing(changed, look)
        if any(self.network.constraints[i].rule.strength == "identity" for i in failing):
            return None
        cost = -math.log(SHARE) + math.log(places * REACH)
        cost += sum(drop_cost(self.network.constraints[i].rule.p) for i in failing)
        cost += LOST * len(solved)
        if name == WRONG_UNIT:
            cost += FINER * sum(places_of(v) > board.cells[c].decimals for c, v in changed.items())
        else:
            cost -= min(self.prior.gain(changed, board.value, look), 0.0)
        cost += EACH * told
        changes = tuple(Change(cell, value, name) for cell, value in changed.items())
        return Operation(changes, mended, failing, cost)

    def _solved(self, changed: Mapping[str, Decimal], lost: Iterable[str]) -> dict[str, Decimal]:
        """Return the lost figures that the first broken rule of each determines."""
        found: dict[str, Decimal] = {}
        for cell in lost:
            look = _over(self.network.board.value, {**changed, **found})
            rules = [self.network.constraints[i] for i in self.network.by_cell.get(cell, ())]
            broken = next((rule for rule in rules if rule.fails(look)), None)
            spans = () if broken is None else broken.solve(cell, look)
            if spans and spans[0].low is not None and spans[0].low == spans[0].high:
                found[cell] = spans[0].low
        return {cell: value for cell, value in found.items() if value >= 0}

    def _failing(self, changed: Iterable[str], look: Lookup) -> frozenset[int]:
        """Return the rules of the changed cells that are broken after the change."""
        rules = {i for cell in changed for i in self.network.by_cell.get(cell, ())}
        return frozenset(i for i in rules if self.network.constraints[i].fails(look))


def _over(look: Lookup, values: Mapping[str, Decimal]) -> Lookup:
    def changed(cell: str) -> Decimal | None:
        return values[cell] if cell in values else look(cell)

    return changed


def _moved(
    band: Sequence[Sequence[str]],
    rows: tuple[int, int],
    look: Lookup,
    moves: Iterable[Move],
) -> Iterator[tuple[str, Values, list[str]]]:
    """Yield (name, true values, figures lost) of a run that is displaced or in another unit."""
    start, end = rows
    runs = [column[start : end + 1] for column in band]
    for move in moves:
        if move == 1:
            down = {cell: look(following) for run in runs for cell, following in pairwise(run)}
            yield SHIFTED, down, [run[-1] for run in runs]
        elif move == -1:
            up = {cell: look(before) for run in runs for before, cell in pairwise(run)}
            yield SHIFTED, up, [run[0] for run in runs]
        elif isinstance(move, Decimal):
            cells = {c: v * move for run in runs for c in run if (v := look(c))}
            yield WRONG_UNIT, {c: _plain(v) for c, v in cells.items()}, []


def _lookup(
    places: Mapping[str, tuple[Sequence[str], int]], rows: tuple[int, int], move: Move, look: Lookup
) -> Lookup:
    """Return a lookup of the figures as they were before `move` befell those `rows`."""
    start, end = rows

    def moved(cell: str) -> Decimal | None:
        column, i = places.get(cell, ((), -1))
        if not start <= i <= end:
            return look(cell)
        if isinstance(move, Decimal):
            value = look(cell)
            return None if value is None else value * move
        return (look(column[i + move]) or ZERO) if start <= i + move <= end else look(cell)

    return moved


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _exchange_name(one: str, two: str) -> str:
    cumulative = any(word in fold(name) for name in (one, two) for word in _CUMULATIVE)
    return "cumulative and period exchanged" if cumulative else "columns exchanged"

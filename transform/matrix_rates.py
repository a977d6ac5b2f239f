"""Rates in the rows of a matrix: of which columns each is the share, as its rows tell.

“On-time rate” has at least five definitions in the wild and few forms print theirs, so the
columns themselves are tried: what most rows confirm to the printed decimal is what is meant.
A definition that the rows do not confirm gives no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations

from transform.measures import is_mean, is_measure, is_rate
from transform.reading import LogicalTable, Number
from transform.reconcile.interval import HALF, HUNDRED, is_share, round_half_up

# the part of a measure that has no other
_TOTAL = "total"
# rows whose rate lies between 0 and 100 and fits: of two columns, of two that the headings
# name, and of sums, of which there are more to try
_LEAST, _LEAST_NAMED, _LEAST_SUMMED = 2, 1, 3
# rows that fit for one that does not
_SHARE, _SHARE_SUMMED = 2, 4
# rows that are looked at to tell what a rate is of, and broken ones after which none are
_ROWS, _MISSES = 200, 3
# tables of more counts than these are not searched for sums
_MOST_COUNTS = 12


@dataclass(frozen=True, slots=True)
class Share:
    """A column of rates, the columns it is the share of, and the rows where that is said.

    Several `parts` are added up, as are several `wholes`; parts that are the `rest` are taken
    from the whole. `rivals` are definitions that the rows confirm no less.
    """

    rate: int
    parts: tuple[int, ...]
    wholes: tuple[int, ...]
    rows: tuple[int, ...]
    rest: bool = False
    rivals: tuple[Share, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Tell whether the rate is of two columns as they are printed."""
        return len(self.parts) == len(self.wholes) == 1 and not self.rest

    @property
    def columns(self) -> tuple[int, ...]:
        """The columns that a rate of this kind joins, the rate's first."""
        return tuple(dict.fromkeys((self.rate, *self.parts, *self.wholes)))

    def counted(self, values: Sequence[Number | None]) -> tuple[Decimal, Decimal] | None:
        """Return part and whole in a row of figures; None where one is not printed."""
        part, whole = _added(values, self.parts), _added(values, self.wholes)
        if part is None or whole is None:
            return None
        return (whole - part if self.rest else part), whole

    def rates(self, values: Sequence[Number | None], decimals: int) -> tuple[Decimal, ...]:
        """Return the rates that it and its rivals make of a row of figures, its own first."""
        made: dict[Decimal, None] = {}
        for share in (self, *self.rivals):
            counted = share.counted(values)
            if counted is not None and counted[1] > 0 <= counted[0]:
                made.setdefault(round_half_up(HUNDRED * counted[0], counted[1], decimals))
        return tuple(made)


def _added(values: Sequence[Number | None], columns: Iterable[int]) -> Decimal | None:
    found = [_value(values[column]) for column in columns]
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None


@dataclass(frozen=True, slots=True)
class _Support:
    """How many rows confirm a definition and fit it, and which break it."""

    share: Share
    named: bool
    confirm: int
    fit: int
    broken: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        if self.share.is_plain:
            least, share = _LEAST_NAMED if self.named else _LEAST, _SHARE
        else:
            least, share = _LEAST_SUMMED, _SHARE_SUMMED
        return self.confirm >= least and self.fit >= share * len(self.broken)

    @property
    def rank(self) -> tuple[int, int]:
        # a wrong count may speak for another definition; the headings outweigh one row
        return (max(0, len(self.broken) - self.named), -self.confirm - self.named)

    @property
    def preference(self) -> tuple[bool, bool]:
        return (not self.named, not self.share.is_plain)


def shares(
    table: LogicalTable, sums: Collection[tuple[int, frozenset[int]]] = ()
) -> Iterator[Share]:
    """Yield what the columns of rates in a matrix are the share of, where its rows tell.

    `sums` are the columns known to be the sum of others: those are meant, not their parts.
    """
    added = {parts for _, parts in sums}
    printed = {formula.total for formula in table.formulas}
    counts = [i for i, column in enumerate(table.columns) if _is_count(column.role)]
    for index, column in enumerate(table.columns):
        if _is_share(column.role) and index not in printed:
            rows = tuple(_rows(table, index))
            tried = _tried(index, counts, rows)
            found = _best(table, (s for s in tried if frozenset(s.wholes) not in added))
            if found is not None:
                yield found


def _is_count(role: str | None) -> bool:
    return is_measure(role) and not (is_rate(role) or is_mean(role))


def _is_share(role: str | None) -> bool:
    return is_rate(role) and "compared" not in _words(role)


def _words(role: str | None) -> list[str]:
    return (role or "").split("~")[0].split(".")


def _tried(rate: int, counts: Sequence[int], rows: tuple[int, ...]) -> Iterator[Share]:
    """Yield what a rate may be of: a column in another, or in or of sums with a third."""
    for part, whole in permutations(counts, 2):
        yield Share(rate, (part,), (whole,), rows)
    if len(counts) > _MOST_COUNTS:
        return
    for part, other in permutations(counts, 2):
        yield Share(rate, (part,), (part, other), rows)
        yield Share(rate, (part,), (other,), rows, rest=True)
    for parts in combinations(counts, 2):
        for other in counts:
            if other not in parts:
                yield Share(rate, parts, (other,), rows)
                yield Share(rate, parts, (*parts, other), rows)


def _best(table: LogicalTable, tried: Iterable[Share]) -> Share | None:
    """Return the share that the fewest rows break, of those that enough rows confirm.

    Of several alike the one that the headings name, or the plainest, is meant; None where the
    others would find other rows wrong.
    """
    enough = [support for share in tried if (support := _support(table, share)).is_enough]
    least = min((support.rank for support in enough), default=None)
    alike = sorted((s for s in enough if s.rank == least), key=lambda s: s.preference)
    if not alike:
        return None
    rivals = [s for s in alike if s.preference == alike[0].preference]
    if len({s.broken for s in rivals}) > 1:
        return None
    return replace(alike[0].share, rivals=tuple(s.share for s in rivals[1:]))


def _rows(table: LogicalTable, column: int) -> list[int]:
    """Return the rows that print a rate; not a total that prints the mean of those above it."""
    found = [i for i, row in enumerate(table.rows) if _value(row.values[column]) is not None]
    return [i for i in found if table.rows[i].kind != "total" or not _is_mean(table, i, column)]


def _is_mean(table: LogicalTable, total: int, column: int) -> bool:
    number = table.rows[total].values[column]
    above = [_value(row.values[column]) for row in table.rows if row.kind != "total"]
    values = [value for value in above if value is not None]
    if number is None or number.value is None or len(set(values)) < 2:
        return False
    return abs(sum(values, Decimal(0)) / len(values) - number.value) <= Decimal(1).scaleb(
        -number.decimals
    )


def _support(table: LogicalTable, share: Share) -> _Support:
    confirm = fit = 0
    broken: list[int] = []
    for row in share.rows[:_ROWS]:
        values = table.rows[row].values
        rate, counted = values[share.rate], share.counted(values)
        if rate is None or counted is None:
            continue
        if not fits(rate, *counted):
            broken.append(row)
        elif counted[1]:
            fit += 1
            confirm += 0 < counted[0] != counted[1]
        if len(broken) > max(_MISSES, fit):
            break
    return _Support(share, _is_named(table, share), confirm, fit, tuple(broken))


def _value(number: Number | None) -> Decimal | None:
    return None if number is None else number.value


def fits(rate: Number, part: Decimal, whole: Decimal) -> bool:
    """Tell whether a rate is 100 x part / whole, rounded or cut off where it is printed.

    Nothing of nothing is printed as 0 or as 100.
    """
    if rate.value is None:
        return False
    if not whole:
        return not part and rate.value in (0, HUNDRED)
    ulp = Decimal(1).scaleb(-rate.decimals)
    return is_share(rate.value, part, whole, below=ulp * HALF, above=ulp)


def _is_named(table: LogicalTable, share: Share) -> bool:
    """Tell whether the headings say that a rate is of this pair: all three of one subject,
    the part that the rate names, or the total."""
    if not share.is_plain:
        return False
    rate, part, whole = (_words(table.columns[i].role) for i in share.columns)
    if not rate[0] == part[0] == whole[0]:
        return False
    return part[1] == rate[1] or whole[1] == _TOTAL

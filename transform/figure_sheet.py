"""Figures from a sheet (CSV): one row a figure, any number of independent groups.

Columns: `id`, or `form`, `row` and `column`; `printed`; and where wanted `unit`,
`decimals`, `group` and `evidence` (1 for a figure that is repeated elsewhere). What is
wrong with a row is a `Fault` of its group, and the rest of the group is still used.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from contracts.rules import figure_id
from transform.finding import CellRef
from transform.reading import Number
from transform.reconcile.figures import Figure, is_calculable
from transform.vietnamese.numbers import parse_number

_KNOWN = ("id", "form", "row", "column", "printed", "unit", "decimals", "group", "evidence")
_YES = frozenset({"1", "true", "yes", "x", "có"})
_NO = frozenset({"", "0", "false", "no", "không"})


class SheetError(ValueError):
    """A sheet cannot be used at all; the message names the line."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row: its line, the figure or group, and what to do."""

    line: int
    subject: str
    message: str


@dataclass(slots=True)
class Group:
    """The figures of one independent report, and the same figures printed elsewhere."""

    name: str
    line: int
    figures: dict[str, Figure] = field(default_factory=dict)
    repeats: dict[str, list[Figure]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a first look tells: the groups, the ids, and whether each group is together."""

    groups: int
    ids: frozenset[str]
    together: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """A row by heading; `misfit` says why its cells do not stand under the headings."""

    line: int
    cells: dict[str, str]
    misfit: str = ""

    def __getitem__(self, name: str) -> str:
        return unicodedata.normalize("NFC", self.cells.get(name, "")).strip()


def survey(lines: Iterable[str], known: Collection[str]) -> Survey:
    """Return what `lines` hold without keeping them; `known` are the ids that rules name."""
    ids: set[str] = set()
    seen: set[str] = set()
    last, together = None, True
    for row in _rows(lines):
        if row.misfit:
            continue
        ids.add(_id(row, known))
        group = row["group"]
        if group != last and group in seen:
            together = False
        seen.add(group)
        last = group
    return Survey(len(seen), frozenset(ids), together)


def groups(
    lines: Iterable[str],
    known: Collection[str],
    rates: Collection[str],
    *,
    together: bool = True,
    wanted: Callable[[str], bool] | None = None,
) -> Iterator[Group]:
    """Yield the groups of `lines`, one at a time where their rows stand `together`.

    `known` are the ids that rules name, `rates` those that stand for percentages; `wanted`
    tells by its name whether a group is yielded at all.
    """
    open_groups: dict[str, Group] = {}
    misfits: list[Fault] = []
    for row in _rows(lines):
        if row.misfit:
            misfits.append(Fault(row.line, row["id"] or "?", row.misfit))
            continue
        name = row["group"]
        if wanted is not None and not wanted(name):
            continue
        if together and open_groups and name not in open_groups:
            yield from map(_closed, open_groups.values())
            open_groups = {}
        group = open_groups.setdefault(name, Group(name, row.line))
        _add(group, row, _id(row, known), rates)
        group.faults += misfits
        misfits = []
    if misfits:
        # told with the last group, or with none where there is no other row
        last = next(reversed(open_groups), "")
        open_groups.setdefault(last, Group(last, misfits[0].line)).faults.extend(misfits)
    yield from map(_closed, open_groups.values())


def _rows(lines: Iterable[str]) -> Iterator[_Row]:
    """Yield the rows under the heading; raise SheetError where there is no usable one."""
    source = iter(lines)
    heading = next(source, "").lstrip("\ufeff")
    delimiter = max(",;\t", key=heading.count)
    names = [n.strip().strip('"').casefold() for n in heading.strip().split(delimiter)]
    _check_heading(names)
    reader = csv.reader(source, delimiter=delimiter)
    start = 2
    for cells in reader:
        line, start = start, reader.line_num + 2
        if any(cell.strip() for cell in cells):
            misfit = _misfit(cells, names, delimiter)
            yield _Row(line, dict(zip(names, cells, strict=False)), misfit)


def _misfit(cells: list[str], names: list[str], delimiter: str) -> str:
    """Return why a row cannot stand under the headings; nothing where it can."""
    if any(cell.strip() for cell in cells[len(names) :]):
        return (
            f"the row has {len(cells)} cells under {len(names)} headings; a text with "
            f"{delimiter!r} in it needs quotes; this row is left out"
        )
    if len(cells) <= names.index("printed"):
        return "the row ends before the column printed; this row is left out"
    return ""


def _check_heading(names: list[str]) -> None:
    missing = [] if "printed" in names else ["printed"]
    if "id" not in names and "row" not in names:
        missing.append("id (or form, row, column)")
    if missing:
        raise SheetError(f"line 1: no column {' and no column '.join(missing)}")
    twice = sorted({n for n in names if n in _KNOWN and names.count(n) > 1})
    if twice:
        raise SheetError(f"line 1: column {', '.join(twice)} stands twice")


def _id(row: _Row, known: Collection[str]) -> str:
    """Return the id of a row: its own, else the form, row and column as rules name them."""
    if row["id"]:
        return row["id"]
    form, number, column = row["form"], row["row"], row["column"]
    code = figure_id(form, number) if form else number
    whole = "/".join(part for part in (form, number, column) if part)
    tried = [f"{code}/{column}", code] if column else [code]
    tried += [whole, f"{number}/{column}", number]
    return next((name for name in tried if name in known), tried[0])


def _add(group: Group, row: _Row, id_: str, rates: Collection[str]) -> None:
    def fault(message: str) -> None:
        group.faults.append(Fault(row.line, id_ or "?", message))

    if not id_:
        fault("the row names no figure; fill in id")
        return
    if row["evidence"].casefold() not in _YES | _NO:
        fault(f"evidence is {row['evidence']!r}; 1 or nothing was expected")
    number = _number(row, id_ in rates)
    if number.kind == "unreadable":
        fault(f"{row['printed']!r} is no number; the figure is left out of every rule")
    elif not is_calculable(number):
        number = replace(number, kind="unreadable")
        fault(f"{row['printed']!r} is too long a number; the figure is left out of every rule")
    if row["decimals"] and not row["decimals"].isdigit():
        fault(f"decimals is {row['decimals']!r}; a whole number was expected")
    cell = CellRef(row["form"] or None, row["row"] or id_, row["column"] or None, id_)
    figure = Figure(id_, number, row["unit"] or None, None, cell)
    if row["evidence"].casefold() in _YES:
        group.repeats.setdefault(id_, []).append(figure)
    elif id_ in group.figures:
        fault(f"the id stands on line {group.lines[id_]} already; this row is left out")
    else:
        group.figures[id_] = figure
        group.lines[id_] = row.line


def _number(row: _Row, rate: bool) -> Number:
    number = parse_number(row["printed"], unit=row["unit"] or ("%" if rate else None))
    if not row["decimals"].isdigit() or number.value is None:
        return number
    return _with_decimals(number, int(row["decimals"]))


def _with_decimals(number: Number, decimals: int) -> Number:
    """Return the reading of `number` that has so many decimals, or zeros left off."""
    for value in (number.value, *number.alternatives):
        exponent = Decimal(value or 0).as_tuple().exponent
        if isinstance(exponent, int) and -exponent == decimals:
            return replace(number, value=value, decimals=decimals, alternatives=())
    return replace(number, decimals=max(number.decimals, decimals))


def _closed(group: Group) -> Group:
    """Return a group in which what is only repeated elsewhere stands as a figure."""
    for id_, repeats in group.repeats.items():
        if id_ not in group.figures:
            group.figures[id_] = repeats.pop(0)
    return group

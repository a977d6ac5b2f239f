"""What a person's choice on a finding means for each figure it touches.

A person chooses one of the explanations, gives a value, or keeps what is printed. The
outcome is one choice a figure, or a ChoiceError that says what to type instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from contracts.schema.types import is_exact
from transform.reconcile.decide import DOES_NOT_APPLY
from transform.vietnamese.numbers import parse_number
from transform.vietnamese.text import fold

_BLANK = {"blank", "trống", "-", ""}


class ChoiceError(ValueError):
    """The choice does not fit the finding; the message says what would."""


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell of a finding that holds a figure, as it is in the warehouse."""

    figure_key: int
    text: str
    row: str | None
    column: str | None
    code: str | None
    printed: str
    value: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """An explanation of a finding: by figure, what each would read."""

    rank: int
    name: str
    changes: tuple[tuple[int | None, str, str], ...]
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that a person may decide; cells without a figure are left out."""

    code: str
    rule: str
    status: str
    cells: tuple[FoundCell, ...]
    explanations: tuple[Explanation, ...]
    found: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asks for: exactly one of `choose`, `value` and `keep`."""

    choose: int | None = None
    value: str | None = None
    keep: bool = False
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What one figure should read; `value` is None where no such figure belongs there."""

    cell: FoundCell
    printed: str
    value: Decimal | None
    rank: int | None = None
    name: str | None = None


def choices(finding: OpenFinding, wish: Wish) -> tuple[Choice, ...]:
    """Return one choice for each figure that `wish` decides; raises ChoiceError."""
    if not finding.cells:
        raise ChoiceError(f"finding {finding.code} touches no figure, so there is none to decide")
    if wish.choose is not None:
        return _chosen(finding, wish.choose)
    if wish.keep:
        cells = [_named(finding, wish.cell)] if wish.cell else finding.cells
        return tuple(_kept(cell) for cell in cells)
    return (_given(finding, wish.value or "", wish.cell),)


def _kept(cell: FoundCell) -> Choice:
    return Choice(cell, cell.printed, cell.value)


def _chosen(finding: OpenFinding, rank: int) -> tuple[Choice, ...]:
    found = next((e for e in finding.explanations if e.rank == rank), None)
    if found is None:
        raise ChoiceError(_no_such(finding, rank))
    if not found.changes and found.name != DOES_NOT_APPLY:
        raise ChoiceError(_no_value(rank))
    if not found.changes:  # so all its figures stand
        return tuple(Choice(c, c.printed, c.value, found.rank, found.name) for c in finding.cells)
    cells = {cell.figure_key: cell for cell in finding.cells}
    out = {}
    for key, _, after in found.changes:
        cell = cells.get(key or 0)
        if cell is None:
            raise ChoiceError(_no_value(rank))
        number = parse_number(after, unit=cell.unit)
        value = number.value if number.value is not None and is_exact(number.value) else None
        # another unit, such as a count in a rate cell: the cell holds no such rate at all
        text = after if value is not None else f"{cell.printed} {after}".strip()
        out[cell.figure_key] = Choice(cell, text, value, found.rank, found.name)
    return tuple(out.values())


def _no_value(rank: int) -> str:
    return f"explanation {rank} gives no figure; give one with --value, or --keep what is printed"


def _no_such(finding: OpenFinding, rank: int) -> str:
    if not finding.explanations:
        return f"finding {finding.code} has no explanation to choose; use --value or --keep"
    shown = "; ".join(f"{e.rank}: {_in_words(e)}" for e in finding.explanations)
    return f"finding {finding.code} has no explanation {rank}. It has {shown}"


def _in_words(explanation: Explanation) -> str:
    changes = ", ".join(f"{before} → {after}" for _, before, after in explanation.changes)
    return f"{explanation.name} {changes}".strip()


def _given(finding: OpenFinding, text: str, named: str | None) -> Choice:
    cell = _named(finding, named) if named else _meant(finding, text)
    if fold(text) in _BLANK:
        return Choice(cell, "", None)
    number = parse_number(text, unit=cell.unit)
    if number.value is None:
        raise ChoiceError(f"“{text}” is no number; write it as it would be printed, or `blank`")
    if not is_exact(number.value):
        raise ChoiceError(f"“{text}” has more digits than the warehouse keeps exactly")
    return Choice(cell, text.strip(), number.value)


def _named(finding: OpenFinding, name: str) -> FoundCell:
    wanted = fold(name)
    distinct = _distinct(finding.cells)
    found = [c for c in distinct if wanted in _names(c)]
    if not found and name.isdigit() and 1 <= int(name) <= len(distinct):
        return distinct[int(name) - 1]
    if len(found) != 1:
        problem = "several cells" if found else "no cell"
        raise ChoiceError(f"{problem} of finding {finding.code} called “{name}”. {_list(finding)}")
    return found[0]


def _names(cell: FoundCell) -> set[str]:
    row = cell.row or ""
    named = {row, f"{row}/{cell.column or ''}", cell.code or "", cell.text}
    return {fold(name) for name in named if name}


def _meant(finding: OpenFinding, text: str) -> FoundCell:
    """Return the cell a bare value is for: that of the explanation that proposes it, else the
    only one that the explanations change."""
    cells = {cell.figure_key: cell for cell in finding.cells}
    if len(cells) == 1:
        return next(iter(cells.values()))
    proposed = {key for key, after in _proposals(finding) if fold(after) == fold(text)}
    changed = {key for key, _ in _proposals(finding)}
    sure = finding.explanations[:1] if finding.status in ("corrected", "proposed") else ()
    likeliest = {key for e in sure for key, _, _ in e.changes}
    for keys in (proposed, changed, likeliest):
        known = [cells[key] for key in keys if key in cells]
        if len(known) == 1:
            return known[0]
    raise ChoiceError(f"say which cell with --cell. {_list(finding)}")


def _proposals(finding: OpenFinding) -> Iterator[tuple[int | None, str]]:
    for explanation in finding.explanations:
        yield from ((key, after) for key, _, after in explanation.changes)


def _distinct(cells: Iterable[FoundCell]) -> list[FoundCell]:
    """Return the cells, each once: a rule may name a row's figure and its note."""
    return list({cell.figure_key: cell for cell in cells}.values())


def _list(finding: OpenFinding) -> str:
    distinct = enumerate(_distinct(finding.cells), start=1)
    shown = "; ".join(f"{no}: {c.text} (printed {c.printed or 'blank'})" for no, c in distinct)
    return f"The cells are {shown}"

"""Row numbers that stand twice or leave a gap.

Sections may restart the numbering or run on from the one before; a table may run on from
the table before it. What is flagged is a number that fits none of these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from transform.cells import cell_ref
from transform.finding import Change, Finding, Hypothesis
from transform.numbering import RowNumber, parse_row_number
from transform.reading import LogicalRow, LogicalTable


@dataclass(slots=True)
class Counter:
    """What was last printed in one scope and style, and all that was printed there."""

    last: int | None = None
    seen: set[int] = field(default_factory=set)


def numbering(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return the row numbers that repeat or skip, in the first and the second column."""
    found: list[Finding] = []
    for table in tables:
        found.extend(_column(table, "no", lambda row: row.no))
        found.extend(_column(table, "no2", lambda row: row.no2))
    return tuple(found)


def _column(
    table: LogicalTable, role: str, text_of: Callable[[LogicalRow], str | None]
) -> list[Finding]:
    scoped: dict[tuple[str, ...], Counter] = {}
    whole: dict[tuple[str, int], int] = {}
    found = []
    section = ""
    for row in table.rows:
        number = parse_row_number(text_of(row) or "")
        ordinal = None if number is None else number.ordinal
        if row.kind in ("section", "total") or number is None or ordinal is None:
            section = row.path if row.kind == "section" else section
            continue
        scope = _scope(number, section, row.parent or "")
        counter = scoped.setdefault(scope, Counter())
        style = (number.style, number.depth)
        fault = _fault(counter, whole.get(style), ordinal)
        if fault is not None:
            found.append(_finding(table, row, role, number, fault, counter.last or 0))
        counter.last = ordinal
        counter.seen.add(ordinal)
        whole[style] = ordinal
    return found


def _scope(number: RowNumber, section: str, parent: str) -> tuple[str, ...]:
    """Return what a number counts within: its prefix, or its parent for a plain number."""
    if number.depth > 1:
        return ("prefix", section, *number.parts[:-1])
    return ("parent", section, parent, number.style)


def _fault(counter: Counter, before: int | None, ordinal: int) -> str | None:
    """Return "twice" or "skipped" when `ordinal` neither follows on nor starts afresh."""
    last = counter.last
    if last is None:
        # a section starts at 1, runs on, or continues the table before
        return None
    if ordinal in counter.seen:
        return "twice" if ordinal == last or ordinal != 1 else None
    if ordinal > last + 1 and (before is None or ordinal != before + 1):
        return "skipped"
    return None


def _finding(
    table: LogicalTable, row: LogicalRow, role: str, number: RowNumber, fault: str, last: int
) -> Finding:
    cell = cell_ref(table, row, role)
    expected = ".".join((*number.parts[:-1], str(last + 1)))
    if fault == "twice":
        text = f"row number {number.text} stands twice"
    else:
        before = ".".join((*number.parts[:-1], str(last)))
        text = f"row number {number.text} follows {before}"
    return Finding(
        rule="row-numbering",
        kind="numbering",
        strength="soft",
        where=(cell,),
        status="noted",
        found=text,
        advice="a row may be missing, or the number is misprinted",
        hypotheses=(Hypothesis("misnumbered", (Change(cell, number.text, expected),), 0.6),),
        severity=1,
        holds=fault == "twice",
    )

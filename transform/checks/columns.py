"""Two cells of a row that changed places: action and deadline, or figure and unit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contracts.check_wording import check_wording
from transform.cells import cell_ref, cell_text, has_word, opens_with
from transform.deadlines import parse_deadline
from transform.finding import Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\s*%?")
_DATE = re.compile(r"\W*\d{1,2}\s*[/.-]\s*\d{1,4}|\W*\d{4}\b")


def swapped_columns(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return rows in which two cells read as if exchanged.

    In a plan the deadline reads as a result and the result as a time; in a statistical
    table a unit stands for the figure and a number for the unit.
    """
    return tuple(
        _finding(table, row, *pair)
        for table in tables
        for pair in (("deadline", "result"), ("value", "unit"))
        if table.column(pair[0]) is not None and table.column(pair[1]) is not None
        for row in table.rows
        if _exchanged(table, row, pair)
    )


def _exchanged(table: LogicalTable, row: LogicalRow, pair: tuple[str, str]) -> bool:
    first, second = (cell_text(table, row, role) for role in pair)
    if pair == ("deadline", "result"):
        return _swapped(first, second)
    return figure_in_unit(row, first, second)


def figure_in_unit(row: LogicalRow, value: str, unit: str) -> bool:
    """Tell whether the figure's cell holds words and the unit's cell just a number."""
    unread = row.value is not None and row.value.kind == "unreadable"
    return unread and not any(c.isdigit() for c in value) and _NUMBER.fullmatch(unit) is not None


def _swapped(deadline: str, result: str) -> bool:
    return bool(deadline and result) and _is_action(deadline) and _is_time(result)


def _is_time(text: str) -> bool:
    return _DATE.match(text) is not None or opens_with(text, check_wording().time_openings)


def _is_action(text: str) -> bool:
    """Tell whether a cell holds an action or product and no word of time at all."""
    words = check_wording()
    if _is_time(text) or has_word(text, words.time_words):
        return False
    return opens_with(text, words.action_openings) or parse_deadline(text).type == "misplaced"


def _finding(table: LogicalTable, row: LogicalRow, first: str, second: str) -> Finding:
    cells = cell_ref(table, row, first), cell_ref(table, row, second)
    texts = cell_text(table, row, first), cell_text(table, row, second)
    changes = (Change(cells[0], texts[0], texts[1]), Change(cells[1], texts[1], texts[0]))
    return Finding(
        rule=f"{row.code or 'plan'}-swapped-columns",
        kind="swapped_columns",
        strength="soft",
        where=cells,
        status="proposed",
        found=f"{cells[0].column}: “{texts[0]}”, {cells[1].column}: “{texts[1]}”",
        advice="the two cells read as if exchanged",
        hypotheses=(Hypothesis("cells exchanged", changes, 0.9),),
        severity=2,
    )

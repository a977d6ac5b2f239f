"""Two cells of a plan's row that changed places: an action under the deadline heading."""

from __future__ import annotations

import re
from collections.abc import Iterable

from contracts.check_wording import check_wording
from transform.checks.cells import cell_ref, cell_text, has_word, opens_with
from transform.finding import Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable

_DATE = re.compile(r"\W*\d{1,2}\s*[/.-]\s*\d{1,4}|\W*\d{4}\b")


def swapped_columns(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return rows whose deadline reads as a result while the result reads as a time."""
    return tuple(
        _finding(table, row)
        for table in tables
        if table.column("deadline") is not None and table.column("result") is not None
        for row in table.rows
        if _swapped(cell_text(table, row, "deadline"), cell_text(table, row, "result"))
    )


def _swapped(deadline: str, result: str) -> bool:
    return bool(deadline and result) and _is_action(deadline) and _is_time(result)


def _is_time(text: str) -> bool:
    return _DATE.match(text) is not None or opens_with(text, check_wording().time_openings)


def _is_action(text: str) -> bool:
    """Tell whether a cell holds an action or product and no word of time at all."""
    words = check_wording()
    if _is_time(text) or has_word(text, words.time_words):
        return False
    return opens_with(text, words.action_openings)


def _finding(table: LogicalTable, row: LogicalRow) -> Finding:
    due, result = cell_ref(table, row, "deadline"), cell_ref(table, row, "result")
    printed_due = cell_text(table, row, "deadline")
    printed_result = cell_text(table, row, "result")
    changes = (
        Change(due, printed_due, printed_result),
        Change(result, printed_result, printed_due),
    )
    return Finding(
        rule="plan-swapped-columns",
        kind="swapped_columns",
        strength="soft",
        where=(due, result),
        status="proposed",
        found=f"{due.column}: “{printed_due}”, {result.column}: “{printed_result}”",
        advice="the two cells read as if exchanged",
        hypotheses=(Hypothesis("cells exchanged", changes, 0.9),),
        severity=2,
    )

"""Headings that are spelt wrongly and read all the same."""

from __future__ import annotations

from collections.abc import Iterable

from transform.finding import CellRef, Change, Finding, Hypothesis
from transform.reading import Column, LogicalTable

_CONFIDENCE = 0.95


def misspelt_headings(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return the headings that were read as the known one they misspell, with that one."""
    return tuple(
        _finding(table, column, column.meant)
        for table in tables
        for column in table.columns
        if column.meant is not None
    )


def _finding(table: LogicalTable, column: Column, meant: str) -> Finding:
    cell = CellRef(table.appendix, None, column.name, place=table.place)
    printed = column.path[-1] if column.path else column.name
    return Finding(
        rule="misspelt-heading",
        kind="other",
        strength="soft",
        where=(cell,),
        status="proposed",
        found=f"the heading “{printed}” is read as “{meant}”",
        advice="correct the heading, or add its spelling to the layout if it is meant so",
        hypotheses=(Hypothesis("misspelt", (Change(cell, printed, meant),), _CONFIDENCE),),
        severity=1,
    )

"""Figures that cannot be read as numbers, and dates that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transform.cells import cell_ref
from transform.checks.columns import figure_in_unit
from transform.finding import CellRef, Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable, Number

_DIGITS = re.compile(r"\d[\d.,]*")


def unreadable_figures(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return the figures in value columns that are neither number nor blank ("12a")."""
    found = []
    for table in tables:
        for row in table.rows:
            for role, number in (("value", row.value), ("cumulative", row.cumulative)):
                if number is None or number.kind != "unreadable":
                    continue
                # a unit in the figure's place is reported as exchanged cells
                if not figure_in_unit(row, number.printed, row.unit or ""):
                    found.append(_figure(table, row, role, number))
    return tuple(found)


def _figure(table: LogicalTable, row: LogicalRow, role: str, number: Number) -> Finding:
    return unreadable(f"{row.code or row.no}-unreadable", cell_ref(table, row, role), number)


def unreadable(rule: str, cell: CellRef, number: Number) -> Finding:
    """Return the finding, by the name of `rule`, of a cell that is neither number nor blank."""
    digits = _DIGITS.findall(number.printed)
    readings = [Change(cell, number.printed, text.rstrip(".,")) for text in digits[:1]]
    return Finding(
        rule=rule,
        kind="other",
        strength="identity",
        where=(cell,),
        status="ambiguous",
        found=f"{number.printed!r} is no number",
        advice="read the figure on the page; nothing is loaded for it until then",
        hypotheses=tuple(Hypothesis("stray character", (change,), 0.6) for change in readings),
        severity=2,
        holds=True,
    )


def impossible_dates(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return the deadlines that name a day no calendar has (31/02/2024)."""
    return tuple(
        _date(table, row)
        for table in tables
        for row in table.rows
        if row.deadline is not None and row.deadline.invalid
    )


def _date(table: LogicalTable, row: LogicalRow) -> Finding:
    cell = cell_ref(table, row, "deadline")
    printed = row.deadline.invalid if row.deadline else ""
    return Finding(
        rule="deadline-calendar",
        kind="date_order",
        strength="identity",
        where=(cell,),
        status="ambiguous",
        found=f"{printed} is no date",
        advice="ask the issuing body which day is meant",
        severity=2,
        holds=True,
    )

"""A reading reconciled anew in the light of what people have decided about its figures.

What a person says of one figure speaks for or against every explanation that touches it, so
the rules are asked again with that figure given. What is printed stays as it was read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from contracts.layouts import Layout
from transform.finding import CellRef, Finding
from transform.identities import cell_identities
from transform.read import assess
from transform.reading import LogicalRow, LogicalTable, Number, Reading
from transform.ruling import Ruling
from transform.tidy.figures import PrintedFigure, figure_rows, printed_figures

_Key: TypeAlias = tuple[str, tuple[CellRef, ...], int]


def reconsidered(
    reading: Reading, rulings: Mapping[str, Ruling], layouts: Sequence[Layout] = ()
) -> Reading:
    """Return `reading` with the findings that are left when `rulings` hold.

    `rulings` are by the name of the cell (transform.identities); those made about something
    else than what is printed now are passed over. A finding that they answer stays, settled;
    one that only they give rise to is added.
    """
    given = _given(reading, rulings)
    if not given:
        return reading
    numbers = {(f.table.index, f.row_no, f.column): number for f, number in given}
    tables = tuple(_with(table, numbers) for table in reading.tables)
    findings, derived = assess(replace(reading, tables=tables), layouts)
    return replace(
        reading,
        findings=_joined(reading.findings, findings),
        derived=derived,
        decided=frozenset(figure.no for figure, _ in given),
    )


def _given(reading: Reading, rulings: Mapping[str, Ruling]) -> list[tuple[PrintedFigure, Number]]:
    """Return what people say of the figures of a reading, as far as it still is about them."""
    if not rulings:
        return []
    figures = printed_figures(reading)
    names = cell_identities(figure_rows(figures, {}, reading.source.sha256))
    return [
        (figure, rulings[name].number)
        for figure, name in zip(figures, names, strict=True)
        if name in rulings and rulings[name].stands(figure.number.printed, figure.number.value)
    ]


def _with(table: LogicalTable, numbers: Mapping[tuple[int, int, int], Number]) -> LogicalTable:
    """Return the table with the numbers given by table, row and column in their cells."""
    rows = list(table.rows)
    for (index, row_no, column), number in numbers.items():
        if index == table.index:
            role = table.columns[column].role or ""
            rows[row_no - 1] = _with_number(rows[row_no - 1], column, role, number)
    return replace(table, rows=tuple(rows))


def _with_number(row: LogicalRow, column: int, role: str, number: Number) -> LogicalRow:
    values = tuple(
        number if i == column and value is not None else value for i, value in enumerate(row.values)
    )
    return replace(
        row,
        values=values,
        value=number if role == "value" else row.value,
        cumulative=number if role == "cumulative" else row.cumulative,
    )


def _joined(printed: Sequence[Finding], left: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings on what is printed, those that decisions answer settled, and those
    that only the decisions give rise to."""
    remaining = dict(zip(_keys(left), left, strict=True))
    out = []
    for key, finding in zip(_keys(printed), printed, strict=True):
        now = remaining.pop(key, None)
        # what contradicts itself is what is printed, not what a person made of it
        out.append(
            replace(finding, settled=True) if now is None else replace(now, found=finding.found)
        )
    return (*out, *remaining.values())


def _keys(findings: Iterable[Finding]) -> list[_Key]:
    """Return what makes each finding the one it is: its rule and cells, and which such it is."""
    seen: Counter[tuple[str, tuple[CellRef, ...]]] = Counter()
    keys = []
    for finding in findings:
        seen[finding.rule, finding.where] += 1
        keys.append((finding.rule, finding.where, seen[finding.rule, finding.where]))
    return keys

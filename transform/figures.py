"""The figures of a document's indicator tables, as the reconciler takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from transform.finding import CellRef, Notice
from transform.reading import LogicalRow, LogicalTable, Number
from transform.reconcile.figures import Figure

Basis = Literal["value", "cumulative"]
BASES: tuple[Basis, ...] = ("value", "cumulative")


def figures_of(tables: Iterable[LogicalTable], basis: Basis) -> dict[str, Figure]:
    """Return the figures of one basis by indicator code, held tables left out.

    Where a code stands twice the first row counts; `repeated_codes` reports the other.
    """
    figures: dict[str, Figure] = {}
    for table, row, number in _printed(tables, basis):
        if row.code is not None and row.code not in figures:
            figures[row.code] = _figure(row.code, table, row, number, basis)
    return figures


def repeated_codes(tables: Iterable[LogicalTable]) -> list[Notice]:
    """Return a notice for each row whose indicator an earlier row already is."""
    first: dict[str, LogicalRow] = {}
    notices = []
    for table in tables:
        for row in table.rows:
            if row.code is None or table.held:
                continue
            before = first.setdefault(row.code, row)
            if before is not row:
                notices.append(
                    Notice(
                        "indicator_twice",
                        f"{table.appendix or 'Table'}, row {row.no}: “{row.label[:60]}” is "
                        f"{row.code}, which also stands at {before.place}; only the first "
                        "is reconciled and loaded. Correct one of the two rows.",
                        row.place,
                    )
                )
    return notices


def _printed(
    tables: Iterable[LogicalTable], basis: Basis
) -> Iterator[tuple[LogicalTable, LogicalRow, Number]]:
    for table in tables:
        if table.kind != "indicator" or table.held:
            continue
        for row in table.rows:
            number = row.value if basis == "value" else row.cumulative
            if number is not None:
                yield table, row, number


def _figure(
    code: str, table: LogicalTable, row: LogicalRow, number: Number, basis: Basis
) -> Figure:
    column = table.column(basis)
    heading = table.columns[column].name if column is not None else None
    cell = CellRef(table.appendix, row.no, heading, code, row.place_of(column))
    return Figure(code, number, row.unit, row.note, cell)

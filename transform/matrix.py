"""The figures of a matrix: a number for every cell under a measure, and its form's formulas."""

from __future__ import annotations

from dataclasses import replace

from transform.finding import Notice
from transform.formulas import read_formulas
from transform.measures import is_measure, is_rate
from transform.merged_down import with_whole_names
from transform.reading import LogicalRow, LogicalTable
from transform.stitch import Region
from transform.vietnamese.numbers import parse_number


def matrix_table(table: LogicalTable, region: Region) -> tuple[LogicalTable, list[Notice]]:
    """Return a table of kind matrix with its figures and formulas, and what is not understood.

    A column of a held table that no measure fits keeps its words and has no figures.
    """
    rates = [i for i, column in enumerate(table.columns) if is_rate(column.role)]
    printed = read_formulas(
        [row.texts for row in region.number_rows], [row.texts for row in region.heading], rates
    )
    table = with_whole_names(table)
    rows = tuple(_row(row, table, region.caption.unit) for row in table.rows)
    notices = [
        Notice(
            "formula_not_used",
            f"{table.appendix or 'Table'}: the formula “{text}” is not one that can be checked: "
            "a sum of columns, or one column by another. Its rows are not checked against it.",
            region.number_rows[0].place if region.number_rows else table.place,
        )
        for text in printed.unread
    ]
    return replace(table, rows=rows, formulas=printed.formulas), notices


def _row(row: LogicalRow, table: LogicalTable, table_unit: str | None) -> LogicalRow:
    unit = _cell(row, table, "unit") or table_unit
    values = tuple(
        parse_number(text, unit="%" if is_rate(column.role) else unit)
        if is_measure(column.role)
        else None
        for text, column in zip(row.cells, table.columns, strict=True)
    )
    return replace(row, unit=unit, values=values, note=_cell(row, table, "note"))


def _cell(row: LogicalRow, table: LogicalTable, role: str) -> str | None:
    column = table.column(role)
    return (row.cells[column] or None) if column is not None else None

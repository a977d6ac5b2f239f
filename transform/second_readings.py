"""The other readings of scanned figures, as further values that a figure may have.

Where the two readers of a scan disagree, what the second one saw is the likeliest thing
that was printed, should the first reading contradict other figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.document import Document, Place
from transform.reading import LogicalRow, LogicalTable, Number
from transform.vietnamese.numbers import parse_number

_Doubts = Mapping[Place, tuple[str, ...]]


def with_second_readings(
    tables: Iterable[LogicalTable], document: Document
) -> tuple[LogicalTable, ...]:
    """Return tables whose figures carry what the second reader of a scan read otherwise."""
    doubts = {
        cell.place: cell.alternatives
        for fragment in document.fragments()
        for row in fragment.rows
        for cell in row
        if cell.alternatives
    }
    return tuple(_doubted(table, doubts) if doubts else table for table in tables)


def _doubted(table: LogicalTable, doubts: _Doubts) -> LogicalTable:
    return replace(table, rows=tuple(_row(row, table, doubts) for row in table.rows))


def _row(row: LogicalRow, table: LogicalTable, doubts: _Doubts) -> LogicalRow:
    def other(number: Number | None, column: int | None) -> Number | None:
        if number is None or column is None:
            return number
        return _number(number, doubts.get(row.place_of(column), ()), row.unit)

    return replace(
        row,
        value=other(row.value, table.column("value")),
        cumulative=other(row.cumulative, table.column("cumulative")),
        values=tuple(other(number, column) for column, number in enumerate(row.values)),
    )


def _number(number: Number, texts: Iterable[str], unit: str | None) -> Number:
    values = (parse_number(text, unit=unit).value for text in texts)
    known = {number.value, *number.alternatives}
    more = tuple(dict.fromkeys(v for v in values if v is not None and v not in known))
    return replace(number, alternatives=(*number.alternatives, *more)) if more else number

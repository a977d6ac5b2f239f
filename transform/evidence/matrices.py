"""The totals of matrix tables, as figures that the text may repeat.

A total is known by its measure ("@resolved.total"). Where two tables of a document give one
measure differently, they count different things, and the text cannot be held against it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transform.finding import CellRef
from transform.measures import is_measure
from transform.reading import LogicalRow, LogicalTable, Number
from transform.reconcile.figures import Figure


def matrix_totals(tables: Iterable[LogicalTable]) -> dict[str, Figure]:
    """Return the figures of total rows by measure, those that tables agree on."""
    found: dict[str, Figure] = {}
    doubtful = set()
    for table in tables:
        for id_, figure in _totals(table):
            known = found.setdefault(id_, figure)
            if known.number.value != figure.number.value:
                doubtful.add(id_)
    return {id_: figure for id_, figure in found.items() if id_ not in doubtful}


def _totals(table: LogicalTable) -> Iterator[tuple[str, Figure]]:
    row = _total_row(table)
    if row is None:
        return
    for index, (column, number) in enumerate(zip(table.columns, row.values, strict=False)):
        if number is not None and _is_known(number) and is_measure(column.role):
            cell = CellRef(table.appendix, row.no, column.name, None, row.place_of(index))
            id_ = f"@{column.role}"
            yield id_, Figure(id_, number, row.unit, None, cell)


def _total_row(table: LogicalTable) -> LogicalRow | None:
    """Return the one row that adds up a matrix, or its only row."""
    if table.kind != "matrix" or table.held is not None:
        return None
    totals = [row for row in table.rows if row.kind == "total"]
    rows = totals or list(table.rows)
    return rows[0] if len(rows) == 1 else None


def _is_known(number: Number) -> bool:
    return number.value is not None and number.kind in ("number", "zero")

"""What a cell merged down over several rows says of each of them.

An agency printed once beside three fields, or a lead office beside four tasks, is meant in
every row it spans. The cells stay as printed; what they mean is kept beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from transform.reading import LogicalRow, LogicalTable


def filled_cells(
    texts: Sequence[Sequence[str]], covered: Sequence[Sequence[int]]
) -> list[dict[int, str]]:
    """Return for each row the text of the cells above that span its blank ones, by column."""
    found: list[dict[int, str]] = []
    for index, (row, over) in enumerate(zip(texts, covered, strict=True)):
        above = found[-1] if found else {}
        before = texts[index - 1] if index else ()
        spans = {c: above.get(c) or before[c] for c in over if before and not row[c]}
        found.append({column: text for column, text in spans.items() if text})
    return found


def meant_cell(row: LogicalRow, table: LogicalTable, role: str) -> str:
    """Return the text of a row in the column with `role`, from above where that spans it."""
    column = table.column(role)
    if column is None:
        return ""
    return row.cells[column] or dict(row.filled).get(column, "")


def with_whole_names(table: LogicalTable) -> LogicalTable:
    """Return a matrix in which every row that two columns name bears both names.

    Rows under a name printed once for several stand beside each other: the first of them is
    no sum of the rest.
    """
    label, detail = table.column("label"), table.column("sublabel")
    if label is None or detail is None:
        return table
    rows = list(table.rows)
    for block in _blocks(table, label, detail):
        first = rows[block[0]]
        name = first.cells[label]
        for index in block:
            row = rows[index]
            above = row.filled or (((label, name),) if row is not first else ())
            rows[index] = replace(
                row,
                kind="item" if len(block) > 1 else row.kind,
                parent=first.parent,
                level=first.level,
                label=f"{name} / {row.cells[detail]}",
                filled=above,
            )
    return replace(table, rows=tuple(rows))


def _blocks(table: LogicalTable, label: int, detail: int) -> Iterator[range]:
    """Yield the runs of rows of which only the first prints the name they share."""
    rows = table.rows
    named = [i for i, row in enumerate(rows) if row.cells[label] or not row.cells[detail]]
    for start, end in pairwise([*named, len(rows)]):
        first = rows[start]
        parts = all(row.no is None and row.kind == "item" for row in rows[start + 1 : end])
        if first.cells[label] and first.cells[detail] and parts:
            yield range(start, end)

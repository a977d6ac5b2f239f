"""Where figures stand: the columns of a table, as far as cells or ids tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from transform.reconcile.figures import Figure

# "m1.got", "4.2/luỹ kế" and "r5c7" name a row and a column; "4.1.2" is a row alone
_PARTS = re.compile(r"^(?P<row>.+)[./:|](?P<column>[^./:|]*[^\W\d][^./:|]*)$")
_GRID = re.compile(r"^(?P<row>.*r\d+)[._]?(?P<column>c\d+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of one table by name; each lists the figures of its rows in printed order."""

    columns: Mapping[str, tuple[str, ...]]


def _place(figure: Figure) -> tuple[str, str, str]:
    """Return form, row and column of a figure."""
    ref = figure.cell
    if ref is not None and ref.column:
        return ref.appendix or "", ref.row or figure.id, ref.column
    match = _GRID.match(figure.id) or _PARTS.match(figure.id)
    if match is None:
        return (ref.appendix if ref is not None else None) or "", figure.id, ""
    return "", match["row"], match["column"]


def tables_of(figures: Mapping[str, Figure]) -> tuple[Table, ...]:
    """Return the tables that `figures` stand in, those of several columns by equal rows."""
    columns: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for id_, figure in figures.items():
        if "#" in id_:
            continue
        form, row, column = _place(figure)
        columns.setdefault((form, column), []).append((row, id_))
    alike: dict[tuple[str, tuple[str, ...]], dict[str, tuple[str, ...]]] = {}
    for (form, column), cells in columns.items():
        rows = tuple(row for row, _ in cells)
        alike.setdefault((form, rows), {})[column] = tuple(id_ for _, id_ in cells)
    return tuple(Table(found) for (_, rows), found in alike.items() if len(rows) > 1)

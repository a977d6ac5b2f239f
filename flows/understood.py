"""What each cell of a document was understood to be: the colour and label of its picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extract.document import Place
from transform.reading import LogicalRow, LogicalTable, Reading

COLOURS = {"section": "#7b3fa0", "group": "#1f6fb2", "item": "#2e8b57", "total": "#b8860b"}
HELD, HEAD = "#c0392b", "#8a8f98"

# colour, label and whether it opens its row, by the place of the cell
Understood = Mapping[Place, tuple[str, str, bool]]


def understood(reading: Reading) -> Understood:
    """Return the colour and the label of every cell that belongs to a row.

    The colour is that of the row's kind: section violet, group blue, item green, total gold;
    red where the table is on hold. The label is the path of the row in its first cell, the
    number of the column in the others.
    """
    found: dict[Place, tuple[str, str, bool]] = {}
    for table in reading.tables:
        for row in table.rows:
            for place, label, opens in _labels(row):
                found.setdefault(place, (_colour(table, row), label, opens))
    return found


def _colour(table: LogicalTable, row: LogicalRow) -> str:
    return HELD if table.held else COLOURS[row.kind]


def _labels(row: LogicalRow) -> Iterator[tuple[Place, str, bool]]:
    for number, place in enumerate(row.cell_places):
        yield place, row.path if number == 0 else str(number + 1), number == 0
    for place in row.places:
        yield place, row.path, True

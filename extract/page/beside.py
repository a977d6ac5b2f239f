"""Lines above tables that stand side by side: each belongs to the table below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.document import TableFragment
from extract.page.flow import Piece, Row
from extract.page.page import Box, PageData

_MARGIN = 12.0
# how far the next line above may be, in heights of a line
_STEP = 2.5


def captions_beside(
    page: PageData, rows: Sequence[Row], tables: Sequence[TableFragment]
) -> tuple[list[Row], dict[int, list[Row]]]:
    """Return the lines without those over tables side by side, and these by table.

    The lines of a table have its index. Nothing changes where no line stands over two tables.
    """
    boxes = [table.place.box for table in tables]
    if page.turn or len(tables) < 2 or not all(boxes):
        return list(rows), {}
    sides = [box for box in boxes if box]
    rest = list(rows)
    found: dict[int, list[Row]] = {}
    for first, second in _pairs(sides):
        pair = {index: sides[index] for index in (first, second)}
        for row in _above(rest, pair):
            rest.remove(row)
            for piece in row:
                found.setdefault(_over(piece, pair), []).append((piece,))
    return rest, {index: sorted(own, key=_top) for index, own in found.items()}


def _pairs(boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Yield tables that stand side by side."""
    for index, one in enumerate(boxes):
        for other in range(index + 1, len(boxes)):
            two = boxes[other]
            apart = one[2] <= two[0] or two[2] <= one[0]
            shared = min(one[3], two[3]) - max(one[1], two[1])
            if apart and shared > 0.5 * min(one[3] - one[1], two[3] - two[1]):
                yield index, other


def _above(rows: Sequence[Row], pair: dict[int, Box]) -> list[Row]:
    """Return the lines over a pair of tables, up to the last one that stands over both."""
    edge = min(box[1] for box in pair.values())
    taken: list[Row] = []
    kept = 0
    for row in sorted((r for r in rows if _top(r) < edge), key=_top, reverse=True):
        height = max(piece.height for piece in row)
        owners = {_over(piece, pair) for piece in row}
        if -1 in owners or edge - max(piece.box[3] for piece in row) > _STEP * height:
            break
        taken.append(row)
        edge = _top(row)
        if len(owners) > 1:
            kept = len(taken)
    return taken[:kept]


def _over(piece: Piece, pair: dict[int, Box]) -> int:
    """Return the table that a text stands over, -1 for none."""
    x0, _, x1, _ = piece.box
    for index, box in pair.items():
        if box[0] - _MARGIN <= x0 and x1 <= box[2] + _MARGIN:
            return index
    return -1


def _top(row: Row) -> float:
    return min(piece.box[1] for piece in row)

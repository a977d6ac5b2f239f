"""Columns of text that no rule parts: gutters that stay open from line to line.

A line with three or more pieces, a heading, is the anchor; lines below belong to the table
as long as each piece stays in one column, or the whole line runs across as a section row.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from extract.pdf.flow import Piece, Row
from extract.pdf.words import Words

_FEWEST_PIECES = 3
_FEWEST_LINES = 3
_NARROWEST_GUTTER = 3.0
# in parts of the line height
_WIDEST_STEP = 3.2
_MOST_ACROSS = 2
_CLEAR_GAP = 0.4


@dataclass(slots=True)
class Columns:
    """Lines `start` to `end` (excluded) stand in columns parted at `gutters`.

    `across` are the lines among them that run over the gutters; `rows` has the lines by
    number, their pieces parted at the gutters.
    """

    start: int
    end: int
    gutters: list[tuple[float, float]]
    across: set[int]
    rows: dict[int, Row]

    def bounds(self) -> list[float]:
        """Return the sides of the columns, from the left side of the first one."""
        boxes = [piece.box for row in self.rows.values() for piece in row]
        inner = [round((low + high) / 2, 2) for low, high in self.gutters]
        left = round(min(box[0] for box in boxes) - 1, 2)
        return [left, *inner, round(max(box[2] for box in boxes) + 1, 2)]


def find_columns(
    words: Words, rows: Sequence[Row], start: int, known: Sequence[tuple[float, float]] = ()
) -> Columns | None:
    """Return the table without rules whose anchor is line `start`.

    `known` are the gutters of a table that the page before left open, or upright rules;
    with them no heading is needed.
    """
    anchor = rows[start]
    gutters = list(known) or [(one.box[2], two.box[0]) for one, two in itertools.pairwise(anchor)]
    if len(gutters) + 1 < _FEWEST_PIECES:
        return None
    found = Columns(start, start, gutters, set(), {})
    _extend_down(words, found, rows)
    if not known:
        _extend_up(found, rows)
    full = sum(len(row) >= 2 for row in found.rows.values())
    return found if full >= (1 if known else _FEWEST_LINES) else None


def _extend_down(words: Words, found: Columns, rows: Sequence[Row]) -> None:
    pending: list[int] = []
    for index in range(found.start, len(rows)):
        if index > found.start and _step(rows, index) > _WIDEST_STEP:
            break
        row = _parted(words, rows[index], found.gutters)
        narrowed = _narrowed(found.gutters, row)
        if narrowed is None:
            pending.append(index)
            if len(rows[index]) > 2 or len(pending) > _MOST_ACROSS:
                break
            continue
        found.gutters = narrowed
        found.across |= set(pending)
        found.rows |= {number: rows[number] for number in pending} | {index: row}
        pending = []
        found.end = index + 1


def _extend_up(found: Columns, rows: Sequence[Row]) -> None:
    """Take the upper lines of a heading whose cells have several lines."""
    while found.start > 0 and len(rows[found.start - 1]) >= 2:
        narrowed = _narrowed(found.gutters, rows[found.start - 1])
        if narrowed is None or _step(rows, found.start) > _WIDEST_STEP / 2:
            return
        found.gutters = narrowed
        found.start -= 1
        found.rows[found.start] = rows[found.start]


def _parted(words: Words, row: Row, gutters: Sequence[tuple[float, float]]) -> Row:
    """Return a line with pieces that run over a gutter parted there, where they have a gap.

    Texts that fill their columns stand closer together than the pieces of a line do.
    """
    pieces: list[Piece] = []
    for piece in row:
        part: list[int] = []
        for run in piece.runs:
            if part and _is_cut(words.boxes[part[-1]], words.boxes[run], gutters):
                pieces.append(Piece(tuple(part), words.box(part)))
                part = []
            part.append(run)
        pieces.append(Piece(tuple(part), words.box(part)))
    return tuple(pieces)


def _is_cut(
    one: Sequence[float], two: Sequence[float], gutters: Sequence[tuple[float, float]]
) -> bool:
    gap = two[0] - one[2]
    if gap < _CLEAR_GAP * max(one[3] - one[1], two[3] - two[1]):
        return False
    return any(one[2] <= high and two[0] >= low for low, high in gutters)


def _step(rows: Sequence[Row], index: int) -> float:
    """Return the distance of a line from the one above, in heights of a line."""
    below, above = rows[index][0], rows[index - 1][0]
    return (below.box[3] - above.box[3]) / max(below.height, above.height, 1.0)


def _narrowed(gutters: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]] | None:
    """Return the gutters that a line leaves open, or None when it closes one."""
    result = []
    for low, high in gutters:
        for piece in row:
            x0, _, x1, _ = piece.box
            if x1 <= low or x0 >= high:
                continue
            if x0 < low + _NARROWEST_GUTTER and x1 > high - _NARROWEST_GUTTER:
                return None
            if x0 - low > high - x1:
                high = min(high, x0)
            else:
                low = max(low, x1)
        if high - low < _NARROWEST_GUTTER:
            return None
        result.append((low, high))
    return result


def fits(row: Row, gutters: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line keeps to the columns between `gutters`, in two of them at least."""
    return len(row) >= 2 and _narrowed(gutters, row) is not None


def column_of(bounds: Sequence[float], x0: float, x1: float) -> int:
    """Return the column that holds the middle of what lies between `x0` and `x1`."""
    middle = (x0 + x1) / 2
    return max(0, sum(bound <= middle for bound in bounds[:-1]) - 1)

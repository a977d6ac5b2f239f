"""Text outside tables in the order of reading, one block a printed line.

Letterhead and signature stand in two columns without rules: where a gutter stays open over
several lines, the left column is read before the right one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extract.document import TextBlock
from extract.making import new_place, new_text
from extract.page.page import Box, PageData
from extract.page.words import Words

# in parts of the line height, then in points, then in parts of the page
_PIECE_GAP = 1.0
_COLUMN_GAP = 1.4
_GUTTER = 6.0
_NARROWEST_COLUMN = 40.0
_MIDDLE = (0.2, 0.8)


class Piece(NamedTuple):
    """Runs of one line that stand close together, and their box."""

    runs: tuple[int, ...]
    box: Box

    @property
    def height(self) -> float:
        """The height of the piece."""
        return self.box[3] - self.box[1]


Row = tuple[Piece, ...]


@dataclass(slots=True)
class _Zone:
    """Lines beside an open gutter."""

    left_edge: float
    right_edge: float
    left: list[Row]
    right: list[Row]

    @property
    def sound(self) -> bool:
        """Tell whether both columns have lines and a width of their own."""
        if len(self.left) < 2 or len(self.right) < 2:
            return False
        return all(
            max(row[-1].box[2] for row in side) - min(row[0].box[0] for row in side)
            > _NARROWEST_COLUMN
            for side in (self.left, self.right)
        )


def row_of(words: Words, runs: Sequence[int]) -> Row:
    """Return the pieces of one line, parted at gaps wider than the line is high."""
    if len(runs) == 1:
        return (Piece(tuple(runs), words.box(runs)),)
    pieces: list[list[int]] = [[runs[0]]]
    for before, run in itertools.pairwise(runs):
        one, two = words.boxes[before], words.boxes[run]
        if two[0] - one[2] > _PIECE_GAP * max(two[3] - two[1], one[3] - one[1]):
            pieces.append([])
        pieces[-1].append(run)
    return tuple(Piece(tuple(part), words.box(part)) for part in pieces)


def text_blocks(page: PageData, words: Words, rows: Sequence[Row]) -> list[TextBlock]:
    """Return one block a line, columns taken apart."""
    return [_block(page, words, row) for row in reading_order(rows, page.width)]


def reading_order(rows: Sequence[Row], width: float) -> Iterator[Row]:
    """Yield rows from the top, the lines of two columns one column after the other."""
    index = 0
    while index < len(rows):
        zone = _zone(rows, index, width)
        if zone is None or not zone.sound:
            yield rows[index]
            index += 1
            continue
        yield from zone.left
        yield from zone.right
        index += _size(zone, rows, index)


def _size(zone: _Zone, rows: Sequence[Row], start: int) -> int:
    pieces = sum(len(row) for row in (*zone.left, *zone.right))
    count = 0
    while pieces > 0:
        pieces -= len(rows[start + count])
        count += 1
    return count


def _zone(rows: Sequence[Row], start: int, width: float) -> _Zone | None:
    """Return the columns that begin at row `start`, as far as their gutter stays open."""
    gap = _widest_gap(rows[start], width) if len(rows[start]) > 1 else None
    if gap is None:
        return None
    zone = _Zone(gap[0], gap[1], [], [])
    for row in rows[start:]:
        if not _take(zone, row):
            break
    return zone


def _widest_gap(row: Row, width: float) -> tuple[float, float] | None:
    gaps = [
        (one.box[2], two.box[0])
        for one, two in itertools.pairwise(row)
        if two.box[0] - one.box[2] > _COLUMN_GAP * max(one.height, two.height)
        and _MIDDLE[0] * width < (one.box[2] + two.box[0]) / 2 < _MIDDLE[1] * width
    ]
    return max(gaps, key=lambda gap: gap[1] - gap[0], default=None)


def _take(zone: _Zone, row: Row) -> bool:
    """Put a row's pieces left and right of the gutter; False when one lies across it."""
    left_edge, right_edge = zone.left_edge, zone.right_edge
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in row:
        x0, _, x1, _ = piece.box
        if (x0 + x1) / 2 < (left_edge + right_edge) / 2:
            left_edge = max(left_edge, x1)
            left.append(piece)
        else:
            right_edge = min(right_edge, x0)
            right.append(piece)
    if right_edge - left_edge < _GUTTER:
        return False
    zone.left_edge, zone.right_edge = left_edge, right_edge
    if left:
        zone.left.append(tuple(left))
    if right:
        zone.right.append(tuple(right))
    return True


def _block(page: PageData, words: Words, row: Row) -> TextBlock:
    runs = row[0].runs if len(row) == 1 else tuple(run for piece in row for run in piece.runs)
    text, _ = words.line(runs)
    box = row[0].box if len(row) == 1 else words.box(runs)
    place = new_place(None, page.number, page.shown(box))
    return new_text(words.clean(text), place, words.is_bold(runs))

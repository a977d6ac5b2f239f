"""Lines of an area to its columns: which column, or columns, each piece belongs to."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.document import Cell
from extract.page.columns import COLUMN_NUMBER, Gutter, TextLine, bounds_of, column_of, crossed
from extract.page.flow import Row
from extract.page.looks import is_figure, without_leader
from extract.page.printed_rows import heading_lines
from extract.page.table_line import Part, TableLine
from extract.page.words import Words

_CENTRED = 3.0
_NEAR = 1.5
_LEFT_OVER = 8.0
_CELL_STEP = 1.6
# fewer headings than one for so many columns are not shared out; what a further column costs
_FEW_OF = 4
_PER_COLUMN = 0.5
# a heading inside the height of all: how far at least, off its middle at most, in so many columns
_INSIDE = 2.0
_MIDDLE = 0.2
_FEWEST_DEEP = 3
# the least step from a heading down to one below it, in heights of a line
_BESIDE = 1.2

# first column and number of columns
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a table: its pieces, the runs of each cell, and what it says of the rows."""

    pieces: Row
    runs: Mapping[Span, tuple[int, ...]]
    line: TableLine


def placed_lines(
    words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> list[Placed]:
    """Return the lines of a table with the columns of their pieces."""
    bounds = bounds_of(gutters)
    plain = [_placed(words, line, _columns(line, bounds), gutters) for line in lines]
    heading = heading_lines([line.line for line in plain])
    extents = _extents(lines[heading:], bounds)
    lower = _lower_parts(words, lines[:heading])
    heads = _first_lines(lower)
    deep = _deep_columns(words, lines[:heading], bounds)
    known: dict[tuple[int, int], Span] = {}
    # only the headings of the uppermost line leave no column out
    top = min((n for n in range(heading) for i, _ in enumerate(lines[n].pieces)
               if (n, i) not in lower), default=0)  # fmt: skip
    for number in range(heading - 1, -1, -1):
        line = lines[number]
        ends = [lower.get((number, index)) for index in range(len(line.pieces))]
        free = tuple(p for p, end in zip(line.pieces, ends, strict=True) if end is None)
        below = {
            column
            for place, (first, span) in known.items()
            if _is_below(lines[number], lines[heads.get(place, place[0])])
            for column in range(first, first + span)
            if column not in deep
        }
        free_line = line._replace(pieces=free)
        own = iter(_heading_spans(free_line, gutters, extents, below, number <= top))
        spans = [known[end] if end else next(own) for end in ends]
        known.update({(number, index): span for index, span in enumerate(spans)})
        plain[number] = _placed(words, line, spans, gutters, heading=True)
    return plain


def _deep_columns(
    words: Words, lines: Sequence[TextLine], bounds: Sequence[float]
) -> frozenset[int]:
    """Return the columns whose heading stands in the middle of the whole heading's height.

    It is one cell over all rows of the heading, and below none of the others.
    """
    extents: dict[int, Gutter] = {}
    for line in lines:
        if _numbers_columns(words, line):
            continue
        for piece in line.pieces:
            column = column_of(bounds, piece.box[0], piece.box[2])
            low, high = extents.get(column, (piece.box[1], piece.box[3]))
            extents[column] = (min(low, piece.box[1]), max(high, piece.box[3]))
    if len(extents) < _FEWEST_DEEP:
        return frozenset()
    top = min(low for low, _ in extents.values())
    bottom = max(high for _, high in extents.values())
    return frozenset(
        column
        for column, (low, high) in extents.items()
        if min(low - top, bottom - high) > _INSIDE
        and abs(low + high - top - bottom) < _MIDDLE * (bottom - top)
    )


def _is_below(upper: TextLine, lower: TextLine) -> bool:
    """Tell whether a line stands a whole line below another, not beside it in a higher cell."""
    return lower.base - upper.base > _BESIDE * upper.height


def _numbers_columns(words: Words, line: TextLine) -> bool:
    texts = [words.line(piece.runs)[0] for piece in line.pieces]
    return sum(bool(COLUMN_NUMBER.match(text)) for text in texts) > len(texts) / 2


def _first_lines(lower: Mapping[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Return the line in which the cells of pieces begin, for those that go on from above."""
    heads: dict[tuple[int, int], int] = {}
    for upper in sorted(lower):
        heads[lower[upper]] = heads.get(upper, upper[0])
    return heads


def _lower_parts(words: Words, lines: Sequence[TextLine]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for pieces of heading lines the piece below that goes on with their cell.

    It is printed next, one step further down, and set in the same way.
    """
    entries = sorted(
        (min(words.order.get(run, run) for run in piece.runs), number, index)
        for number, line in enumerate(lines)
        for index, piece in enumerate(line.pieces)
    )
    found = {}
    for (_, upper, i), (_, lower, j) in itertools.pairwise(entries):
        one, two = lines[upper].pieces[i].box, lines[lower].pieces[j].box
        step = two[3] - one[3]
        aligned = abs(one[0] + one[2] - two[0] - two[2]) < _CENTRED or abs(one[0] - two[0]) < 1
        if aligned and 0 < step < _CELL_STEP * lines[upper].height and lower > upper:
            found[upper, i] = (lower, j)
    return found


def _columns(line: TextLine, bounds: Sequence[float]) -> list[Span]:
    return [(column_of(bounds, piece.box[0], piece.box[2]), 1) for piece in line.pieces]


def _placed(
    words: Words,
    line: TextLine,
    spans: Sequence[Span],
    gutters: Sequence[Gutter],
    heading: bool = False,
) -> Placed:
    across = not heading and _runs_across(line, gutters, spans)
    if across:
        rest = len(gutters) + 1
        spans = [(0, 1), *((1, rest - 1) for _ in line.pieces[1:])]
        spans = spans if len(line.pieces) > 1 else [(0, rest)]
    runs: dict[Span, tuple[int, ...]] = {}
    for piece, (column, span) in zip(line.pieces, spans, strict=True):
        key = next((k for k in runs if k[0] == column), (column, span))
        runs[key] = (*runs.get(key, ()), *piece.runs)
    parts = {key[0]: _part(words, own, key[1]) for key, own in runs.items()}
    bold = all(words.is_bold(piece.runs) for piece in line.pieces)
    return Placed(line.pieces, runs, TableLine(line.base, line.height, parts, bold, across))


def _part(words: Words, runs: Sequence[int], span: int) -> Part:
    text = without_leader(words.line(runs)[0])
    box = words.box(runs)
    places = [words.order.get(run, run) for run in runs]
    return Part(text, box[0], box[2], min(places), is_figure(text), span > 1, box[3])


def _runs_across(line: TextLine, gutters: Sequence[Gutter], spans: Sequence[Span]) -> bool:
    """Tell whether a line is a section row: one text over gutters, or a number and one."""
    if not any(crossed(piece, gutters) for piece in line.pieces):
        return False
    if len(line.pieces) > 2 or any(span > 1 for _, span in spans):
        return False
    return len(line.pieces) == 1 or line.pieces[0].box[2] <= gutters[0][1]


def _extents(lines: Sequence[TextLine], bounds: Sequence[float]) -> dict[int, Gutter]:
    """Return the sides of what the body prints in each column."""
    extents: dict[int, Gutter] = {}
    for line in lines:
        for piece in line.pieces:
            x0, _, x1, _ = piece.box
            column = column_of(bounds, x0, x1)
            if bounds[column] > x0 or (column + 1 < len(bounds) and x1 > bounds[column + 1]):
                continue
            low, high = extents.get(column, (x0, x1))
            extents[column] = (min(low, x0), max(high, x1))
    return extents


def _heading_spans(
    line: TextLine,
    gutters: Sequence[Gutter],
    extents: Mapping[int, Gutter],
    below: set[int],
    top: bool,
) -> list[Span]:
    """Return the columns of each piece of a heading line, which may stand over several.

    `below` are the columns that have headings of their own further down; `top` tells that
    no other heading stands above them.
    """
    bounds = bounds_of(gutters)
    spans: list[Span] = []
    room = _Room((float("-inf"), float("inf")), gutters, extents, below)
    for number, piece in enumerate(line.pieces):
        before = line.pieces[number - 1].box[2] if number else float("-inf")
        after = line.pieces[number + 1].box[0] if number + 1 < len(line.pieces) else float("inf")
        over = crossed(piece, gutters)
        own = _own_column(piece.box, extents, bounds)
        first = over[0] if over else own
        last = over[-1] + 1 if over else own
        spans.append((first, last))
        if not below:
            room = _Room((before, after), gutters, extents, below)
            spans[-1] = _centred(piece.box, (first, last), room)
    if below:
        few = _FEW_OF * len(line.pieces) < len(below)
        spans = _shared_out(line, spans, room, 0.0 if few and not top else _LEFT_OVER)
    return [(first, last - first + 1) for first, last in spans]


def _shared_out(line: TextLine, owns: Sequence[Span], room: _Room, left_over: float) -> list[Span]:
    """Return first and last column of each piece above headings: all of those are shared out.

    Each piece takes neighbouring columns that it is centred over; a column left over costs.
    """
    # cost and spans so far, by the next free column
    states: dict[int, tuple[float, tuple[Span, ...]]] = {0: (0.0, ())}
    for piece, own in zip(line.pieces, owns, strict=True):
        middle = (piece.box[0] + piece.box[2]) / 2
        further: dict[int, tuple[float, tuple[Span, ...]]] = {}
        for free, (cost, spans) in states.items():
            for left, right in _choices(own, room):
                if left < free:
                    continue
                off = room.off_centre(middle, left, right)
                strict = room.off_middle(middle, left, right)
                new = cost + left_over * sum(c in room.below for c in range(free, left))
                new += (2 * _CENTRED if off is None else off) + 0.05 * strict
                new += 0.0 if left_over else _PER_COLUMN * (right - left)
                if right + 1 not in further or new < further[right + 1][0]:
                    further[right + 1] = (new, (*spans, (left, right)))
        states = further
    count = len(room.gutters) + 1
    ends = [
        (cost + left_over * sum(c in room.below for c in range(free, count)), spans)
        for free, (cost, spans) in states.items()
    ]
    return list(min(ends)[1]) if ends else list(owns)


def _choices(own: Span, room: _Room) -> list[Span]:
    """Return the columns that a piece may stand over: some around its own."""
    first, last = own
    if not room.below.issuperset(range(first, last + 1)):
        return [own]
    left = first
    while left - 1 in room.below:
        left -= 1
    right = last
    while right + 1 in room.below:
        right += 1
    return [(a, b) for a in range(left, first + 1) for b in range(last, right + 1)]


@dataclass(frozen=True, slots=True)
class _Room:
    """What stands around a heading: its neighbours, the columns, the headings below."""

    sides: Gutter
    gutters: Sequence[Gutter]
    extents: Mapping[int, Gutter]
    below: set[int]

    def off_centre(self, middle: float, left: int, right: int) -> float | None:
        """Return how far a middle is from any that cells over these columns can have."""
        if left not in self.extents or right not in self.extents:
            return None
        first, last = self.extents[left][0], self.extents[right][1]
        outer = self.gutters[left - 1][0] if left > 0 else first
        end = self.gutters[right][1] if right < len(self.gutters) else last
        low, high = (outer + last) / 2, (first + end) / 2
        return max(0.0, low - middle, middle - high)

    def off_middle(self, middle: float, left: int, right: int) -> float:
        """Return how far a middle is from that of what these columns print."""
        if left not in self.extents or right not in self.extents:
            return 0.0
        return abs(middle - (self.extents[left][0] + self.extents[right][1]) / 2)

    def free(self, left: int, right: int) -> bool:
        """Tell whether no neighbour stands over these columns."""
        one, two = self.extents[left], self.extents[right]
        return sum(one) / 2 > self.sides[0] and sum(two) / 2 < self.sides[1]


def _own_column(
    box: Sequence[float], extents: Mapping[int, Gutter], bounds: Sequence[float]
) -> int:
    """Return the column under most of a heading."""
    shared = {c: min(box[2], x1) - max(box[0], x0) for c, (x0, x1) in extents.items()}
    best = max(shared, key=lambda c: shared[c], default=-1)
    return best if best >= 0 and shared[best] > 0 else column_of(bounds, box[0], box[2])


def _centred(box: Sequence[float], own: Span, room: _Room) -> Span:
    """Return first and last column that a heading between two others is centred over.

    Only columns over which nothing else of the line stands are taken in.
    """
    first, last = own
    middle = (box[0] + box[2]) / 2
    error = room.off_centre(middle, first, last)
    if first == last:
        aligned = first in room.extents and _aligned(box, room.extents[first])
        if error is None or error <= _CENTRED or aligned:
            return own
    best = (-_NEAR if error is None else -error, own)
    for left in range(first, min(room.extents, default=first) - 1, -1):
        for right in range(last, max(room.extents, default=last) + 1):
            off = room.off_centre(middle, left, right)
            if off is not None and room.free(left, right):
                best = max(best, (-off - _NEAR, (left, right)))
    return best[1]


def _aligned(box: Sequence[float], extent: Gutter) -> bool:
    return abs(box[0] - extent[0]) <= _CENTRED or abs(box[2] - extent[1]) <= _CENTRED


def deepened(rows: Sequence[tuple[Cell, ...]], heading: int) -> list[tuple[Cell, ...]]:
    """Return rows with headings over as many of the first `heading` rows as they stand alone in.

    A heading of a column without upper or lower part belongs to all rows of the heading.
    """
    if heading < 2:
        return list(rows)
    made = [list(row) for row in rows[:heading]]
    places = [_starts(row) for row in made]
    for column in set.intersection(*(set(start) for start in places)):
        cells = [row[start[column]] for row, start in zip(made, places, strict=True)]
        printed = [n for n, cell in enumerate(cells) if cell.text]
        if len(printed) != 1 or any(cell.column_span > 1 for cell in cells):
            continue
        for number, (row, start) in enumerate(zip(made, places, strict=True)):
            row[start[column]] = _deep(cells, printed[0], number)
    return [*map(tuple, made), *rows[heading:]]


def _starts(row: Sequence[Cell]) -> dict[int, int]:
    """Return the index of the cell that begins in each column."""
    starts, column = {}, 0
    for index, cell in enumerate(row):
        starts[column] = index
        column += cell.column_span
    return starts


def _deep(cells: Sequence[Cell], printed: int, number: int) -> Cell:
    """Return the part in row `number` of one cell made of `cells`."""
    if number:
        return replace(cells[number], text="", covered=True)
    boxes = [cell.place.box for cell in cells if cell.place.box]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    own = cells[printed]
    return replace(own, row_span=len(cells), place=replace(own.place, box=box))

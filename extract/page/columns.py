"""Columns of text that no rule parts: gutters that stay open from line to line.

What a line leaves free is open; where nearly all lines of an area are open lies a gutter.
The first lines count less, because a heading may span columns.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extract.page.flow import Piece, Row
from extract.page.looks import has_digits, is_figure, is_section_number
from extract.page.words import Words

Gutter = tuple[float, float]

# in points, and in parts of the line height
_NARROWEST_GUTTER = 2.4
_CLEAR_GAP = 0.2
_OF_GUTTER = 0.5
_AT_EDGE = 0.5
_TOUCHING = 0.2
_NARROW_GAP = 0.3
_FEWEST_ENDS = 3
# how many first lines may be heading, what they count, and the share that may cross a gutter
HEADING = 3
_HEADING_WEIGHT = 0.33
_ALL_HEADING = 0.98
# the name of a section runs over the columns of the rows in it
_SECTION_WEIGHT = 0.2
COLUMN_NUMBER = re.compile(r"^[(\[]\d{1,2}[)\]]")
# a row of figures has so many, and so large a part of the most
_FEWEST_FIGURES = 4
_MOST_FIGURES = 0.6
_CROSSING = 0.08
_EDGE = 1.5
_FLUSH = 1.0


class TextLine(NamedTuple):
    """A printed line: its number on the page, its pieces, base line and height."""

    number: int
    pieces: Row
    base: float
    height: float


def text_line(number: int, pieces: Row) -> TextLine:
    """Return a line of text made of `pieces`."""
    return TextLine(
        number,
        pieces,
        max(piece.box[3] for piece in pieces),
        max(piece.height for piece in pieces) / 1.4,
    )


def gaps(line: TextLine) -> list[Gutter]:
    """Return the free intervals between the pieces of a line."""
    return [(one.box[2], two.box[0]) for one, two in itertools.pairwise(line.pieces)]


def gutters_of(words: Words, lines: Sequence[TextLine], heading: int = HEADING) -> list[Gutter]:
    """Return the gutters of an area, from the left; `heading` lines count less."""
    heights = sorted(line.height for line in lines)
    narrowest = max(_NARROWEST_GUTTER, 0.25 * heights[len(heights) // 2])
    heading = max(min(heading, len(lines) // 3), _above_figures(words, lines))
    light = min(_HEADING_WEIGHT, _ALL_HEADING / heading) if heading else 1.0
    weights = [
        light if n < heading else _SECTION_WEIGHT if _names_section(words, line) else 1.0
        for n, line in enumerate(lines)
    ]
    most = max(0.99, _CROSSING * len(lines))
    spans = [
        (x0, x1, weight)
        for line, weight in zip(lines, weights, strict=True)
        for x0, x1 in _printed(words, line)
    ]
    found = [
        gutter
        for gutter in sorted([*_open(spans, most), *_outer(spans, most)])
        if gutter[1] - gutter[0] >= narrowest
        and (_supported(gutter, lines) or _is_flush(words, gutter, lines))
    ]
    return list(_with_islands(found, lines, heading))


def _above_figures(words: Words, lines: Sequence[TextLine]) -> int:
    """Return how many lines stand above the first row of many figures, half of all at most."""
    counts = [
        sum(is_figure(words.line(piece.runs)[0]) for piece in line.pieces)
        for line in lines
        if len(line.pieces) >= _FEWEST_FIGURES
    ]
    most = max(counts, default=0)
    if most < _FEWEST_FIGURES:
        return 0
    for index, line in enumerate(lines[: len(lines) // 2]):
        texts = [words.line(piece.runs)[0] for piece in line.pieces]
        # a row that numbers the columns belongs to the heading
        figures = sum(is_figure(text) and not COLUMN_NUMBER.match(text) for text in texts)
        if figures >= _MOST_FIGURES * most:
            return index
    return 0


def _names_section(words: Words, line: TextLine) -> bool:
    """Tell whether a line is the number of a section and its name."""
    return len(line.pieces) == 2 and is_section_number(words.line(line.pieces[0].runs)[0])


def _printed(words: Words, line: TextLine) -> Iterator[Gutter]:
    """Yield the intervals that a line prints, word by word where the file does."""
    least = _TOUCHING * line.height
    for piece in line.pieces:
        start, end = piece.box[0], piece.box[2]
        if len(piece.runs) > 1:
            end = words.boxes[piece.runs[0]][2]
            for run in piece.runs[1:]:
                x0, _, x1, _ = words.boxes[run]
                if x0 - end > least:
                    yield start, end
                    start = x0
                end = max(end, x1)
        yield start, end


def _open(spans: Sequence[tuple[float, float, float]], most: float) -> Iterator[Gutter]:
    """Yield the intervals that spans of no more than a weight of `most` cover."""
    weight, start = 0.0, None
    for x, _, change in _edges(spans)[:-1]:
        before, weight = weight, weight + change
        if before > most >= weight:
            start = x
        elif before <= most < weight and start is not None:
            yield start, x
            start = None


def _edges(spans: Sequence[tuple[float, float, float]]) -> list[tuple[float, int, float]]:
    """Return where spans begin and end, ends first, and what changes there."""
    starts = ((x0, 1, weight) for x0, _, weight in spans)
    return sorted(itertools.chain(starts, ((x1, 0, -weight) for _, x1, weight in spans)))


def _outer(spans: Sequence[tuple[float, float, float]], most: float) -> Iterator[Gutter]:
    """Yield the gutters before an outermost column in which few lines print something."""
    weight, dense = 0.0, []
    for x, _, change in _edges(spans):
        if (weight > most) != (weight + change > most):
            dense.append(x)
        weight += change
    if not dense:
        return
    first, last = dense[0], dense[-1]
    before = [x1 for _, x1, _ in spans if x1 <= first]
    after = [x0 for x0, _, _ in spans if x0 >= last]
    if before:
        yield max(before), first
    if after:
        yield last, min(after)


def _supported(gutter: Gutter, lines: Sequence[TextLine]) -> bool:
    """Tell whether two lines or more print something on both sides of a gutter."""
    low, high = gutter
    count = 0
    for line in lines:
        for one, two in gaps(line):
            if one < high and two > low and two - one >= _NARROW_GAP * line.height:
                count += 1
                break
    return count >= min(2, len(lines))


def _is_flush(words: Words, gutter: Gutter, lines: Sequence[TextLine]) -> bool:
    """Tell whether figures end on one side of a gutter, and texts begin on the other.

    Set in the middle of their rows they may share no line.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    begin = sum(abs(piece.box[0] - gutter[1]) < _FLUSH for piece in pieces)
    if begin < _FEWEST_ENDS:
        return False
    ends = (p for p in pieces if abs(p.box[2] - gutter[0]) < _FLUSH)
    return sum(has_digits(words.line(piece.runs)[0]) for piece in ends) >= _FEWEST_ENDS


def _with_islands(
    gutters: Sequence[Gutter], lines: Sequence[TextLine], heading: int
) -> Iterator[Gutter]:
    """Yield gutters, parted where a piece stands alone in the middle of one."""
    for index, (low, high) in enumerate(gutters):
        start = low
        left = gutters[index - 1][1] if index else float("-inf")
        right = gutters[index + 1][0] if index + 1 < len(gutters) else float("inf")
        for x0, x1 in _islands((low, high), (left, right), lines, heading):
            if x0 - start >= _EDGE:
                yield start, x0
                start = x1
        if high - start >= _EDGE:
            yield start, high


def _islands(
    gutter: Gutter, columns: Gutter, lines: Sequence[TextLine], heading: int
) -> list[Gutter]:
    """Return the intervals inside a gutter that are columns with few texts.

    `columns` are the outer sides of the columns left and right of it. A heading there may
    belong to both: it is a column only where those have headings of their own.
    """
    low, high = gutter
    found: list[Gutter] = []
    for number, line in enumerate(lines):
        for piece in line.pieces:
            x0, _, x1, _ = piece.box
            if x0 < low + _EDGE or x1 > high - _EDGE:
                continue
            if number < heading and not _flanked(line, gutter, columns):
                continue
            found.append((x0, x1))
    return list(_united(found))


def _flanked(line: TextLine, gutter: Gutter, columns: Gutter) -> bool:
    left = any(columns[0] <= p.box[0] and p.box[2] <= gutter[0] + _EDGE for p in line.pieces)
    right = any(gutter[1] - _EDGE <= p.box[0] and p.box[2] <= columns[1] for p in line.pieces)
    return left and right and min(two - one for one, two in gaps(line)) > line.height


def _united(intervals: Iterable[Gutter]) -> Iterator[Gutter]:
    current: Gutter | None = None
    for x0, x1 in sorted(intervals):
        if current is None:
            current = (x0, x1)
        elif x0 <= current[1] + _NARROWEST_GUTTER:
            current = (current[0], max(current[1], x1))
        else:
            yield current
            current = (x0, x1)
    if current:
        yield current


def bounds_of(gutters: Sequence[Gutter]) -> list[float]:
    """Return the left sides of the columns, the first one open."""
    return [float("-inf"), *((low + high) / 2 for low, high in gutters)]


def column_of(bounds: Sequence[float], x0: float, x1: float) -> int:
    """Return the column that holds the middle of what lies between `x0` and `x1`."""
    middle = (x0 + x1) / 2
    return max(0, sum(bound <= middle for bound in bounds) - 1)


def crossed(piece: Piece, gutters: Sequence[Gutter]) -> list[int]:
    """Return the gutters that a piece lies across."""
    x0, _, x1, _ = piece.box
    return [i for i, (low, high) in enumerate(gutters) if x0 < low + _EDGE and x1 > high - _EDGE]


def parted(words: Words, line: TextLine, gutters: Sequence[Gutter]) -> TextLine:
    """Return a line with pieces that run over a gutter parted there, where they have a gap.

    Texts that fill their columns stand closer together than the pieces of a line do.
    """
    if not any(len(piece.runs) > 1 and crossed(piece, gutters) for piece in line.pieces):
        return line
    pieces: list[Piece] = []
    for piece in line.pieces:
        if _runs_through(words, piece, gutters):
            pieces.append(piece)
            continue
        part: list[int] = []
        for run in piece.runs:
            if part and _is_cut(words.boxes[part[-1]], words.boxes[run], gutters):
                pieces.append(Piece(tuple(part), words.box(part)))
                part = []
            part.append(run)
        pieces.append(Piece(tuple(part), words.box(part)))
    return line._replace(pieces=tuple(pieces))


def _runs_through(words: Words, piece: Piece, gutters: Sequence[Gutter]) -> bool:
    """Tell whether a text has letters in one of several gutters that it crosses.

    Then the gaps between its words that happen to lie in other gutters part no cells.
    """
    boxes = [words.boxes[run] for run in piece.runs]
    over = [gutters[index] for index in crossed(piece, gutters)]
    return len(over) > 1 and any(
        not any(_is_cut(one, two, [gutter]) for one, two in itertools.pairwise(boxes))
        for gutter in over
    )


def _is_cut(one: Sequence[float], two: Sequence[float], gutters: Sequence[Gutter]) -> bool:
    gap = two[0] - one[2]
    if gap < _CLEAR_GAP * max(one[3] - one[1], two[3] - two[1]):
        return False
    # words that reach into the gutter from both sides are one text
    return any(
        min(two[0], high) - max(one[2], low) >= _OF_GUTTER * (high - low)
        or (one[2] < high and abs(two[0] - high) < _AT_EDGE)
        or (two[0] > low and abs(one[2] - low) < _AT_EDGE)
        for low, high in gutters
    )

"""Gutters that part no columns: beside signs of figures, or inside what is one column."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.page.close_pieces import follows
from extract.page.columns import Gutter, TextLine, bounds_of, column_of
from extract.page.flow import Piece
from extract.page.looks import has_digits, is_sign
from extract.page.words import Words

# figures and texts that are two columns: how near to its side most of them stand, and so many
_ALIGNED = 1.0
_MOST_ALIGNED = 0.6
_FEWEST_ALIGNED = 3
# so many lines printed across a gutter close it, in a table of more than two columns
_FEWEST_ACROSS = 2
_FEWEST_GUTTERS = 2
# the widest space between words, in heights of a line
_WORD_SPACE = 0.45


def without_sign_columns(
    words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> list[Gutter]:
    """Return the gutters but those between figures and a column of their signs alone."""
    bounds = bounds_of(gutters)
    sides: dict[int, set[str]] = {}
    for line in lines:
        for piece in line.pieces:
            column = column_of(bounds, piece.box[0], piece.box[2])
            sides.setdefault(column, set()).add(is_sign(words.line(piece.runs)[0]))
    dropped = set()
    for column, kinds in sides.items():
        if kinds == {"before"} and column < len(gutters):
            dropped.add(column)
        elif kinds == {"after"} and column > 0:
            dropped.add(column - 1)
    return [gutter for index, gutter in enumerate(gutters) if index not in dropped]


def without_lonely_columns(
    words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> list[Gutter]:
    """Return the gutters but those between columns that never print on the same line.

    Those are one column, with texts centred, indented or set to either side; but not figures
    that end on one side of a gutter, and texts that begin on the other.
    """
    bounds = bounds_of(gutters)
    printed: list[set[int]] = [set() for _ in bounds]
    pieces: list[list[Piece]] = [[] for _ in bounds]
    for number, line in enumerate(lines):
        for piece in line.pieces:
            column = column_of(bounds, piece.box[0], piece.box[2])
            printed[column].add(number)
            pieces[column].append(piece)
    kept = set(range(len(gutters)))
    for gutter in sorted(kept, key=lambda index: gutters[index][1] - gutters[index][0]):
        left = max((index + 1 for index in kept if index < gutter), default=0)
        right = min((index for index in kept if index > gutter), default=len(gutters))
        one, two = printed[left : gutter + 1], printed[gutter + 1 : right + 1]
        if not set(itertools.chain(*one)).isdisjoint(itertools.chain(*two)):
            continue
        if not _figures_before_texts(words, gutters[gutter], *pieces[gutter : gutter + 2]):
            kept.remove(gutter)
    return [gutters[index] for index in sorted(kept)]


def _figures_before_texts(
    words: Words, gutter: Gutter, left: Sequence[Piece], right: Sequence[Piece]
) -> bool:
    """Tell whether most of one column are figures that end at its side, of the next texts."""
    figures = sum(
        abs(piece.box[2] - gutter[0]) < _ALIGNED and has_digits(words.line(piece.runs)[0])
        for piece in left
    )
    texts = sum(
        abs(piece.box[0] - gutter[1]) < _ALIGNED and not has_digits(words.line(piece.runs)[0])
        for piece in right
    )
    most = figures > _MOST_ALIGNED * len(left) and texts > _MOST_ALIGNED * len(right)
    return most and min(figures, texts) >= _FEWEST_ALIGNED


def without_stretched_columns(
    words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> list[Gutter]:
    """Return the gutters but those between words of one text, set far apart to fill its lines.

    In a file that prints cell by cell, a text that is printed on both sides of a gutter
    before its next line is one cell.
    """
    if len(gutters) < _FEWEST_GUTTERS:
        return list(gutters)
    bounds = bounds_of(gutters)
    entries = sorted(
        (min(words.order.get(run, run) for run in piece.runs), number, column)
        for number, line in enumerate(lines)
        for piece in line.pieces
        for column in (column_of(bounds, piece.box[0], piece.box[2]),)
    )
    last: dict[int, float] = {}
    for place, number, _ in entries:
        last[number] = place
    printed = {(number, column) for _, number, column in entries}
    across = [0] * len(gutters)
    apart = [0] * len(gutters)
    for (_, one, a), (_, two, b), (place, three, c) in zip(
        entries, entries[1:], entries[2:], strict=False
    ):
        # another cell of the row is printed later
        if a == c and b == a + 1 and one == two < three and last[one] > place:
            across[a] += 1
        if a == b and one < two and (one, a + 1) in printed:
            apart[a] += 1
    return [
        gutter
        for index, gutter in enumerate(gutters)
        if across[index] < _FEWEST_ACROSS
        or apart[index]
        # the first line names them apart
        or {(0, index), (0, index + 1)} <= printed
        or _has_figures(words, lines, bounds, index + 1)
    ]


def _has_figures(
    words: Words, lines: Sequence[TextLine], bounds: Sequence[float], column: int
) -> bool:
    own = [
        words.line(piece.runs)[0]
        for line in lines
        for piece in line.pieces
        if column_of(bounds, piece.box[0], piece.box[2]) == column
    ]
    return 2 * sum(map(has_digits, own)) > len(own)


def without_word_spaces(
    words: Words, lines: Sequence[TextLine], gutters: Sequence[Gutter]
) -> list[Gutter]:
    """Return the gutters but those that are only the space between two words of one text.

    A column that says the same on many lines has such spaces below each other.
    """
    ends = [high for _, high in gutters]
    starts = [low for low, _ in gutters]
    columns = zip([float("-inf"), *ends], [*starts[1:], float("inf")], strict=False)
    return [
        gutter
        for gutter, sides in zip(gutters, columns, strict=False)
        if not _is_word_space(words, lines, gutter, sides)
    ]


def _is_word_space(words: Words, lines: Sequence[TextLine], gutter: Gutter, sides: Gutter) -> bool:
    """Tell whether a gutter is no wider than a space wherever both columns beside it print.

    `sides` are the left side of the column before it, and the right side of the one behind.
    """
    low, high = gutter
    figures = count = 0
    for line in lines:
        runs = [run for piece in line.pieces for run in piece.runs]
        for one, two in itertools.pairwise(runs):
            end, start = words.boxes[one][2], words.boxes[two][0]
            if not (sides[0] < end <= high and low <= start < sides[1]):
                continue
            if start - end > _WORD_SPACE * line.height or not follows(words, one, two):
                return False
            count += 1
            figures += has_digits(words.texts[one])
        # a text that begins behind the gutter has nothing to be one with
        if low <= words.boxes[runs[0]][0] < high + _ALIGNED:
            return False
    return count > 0 and 3 * figures < count

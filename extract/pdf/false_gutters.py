"""Gutters that part no columns: beside signs of figures, and between parts of one column."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extract.pdf.columns import Gutter, TextLine, bounds_of, column_of
from extract.pdf.flow import Piece
from extract.pdf.looks import has_digits, is_sign
from extract.pdf.words import Words

# figures and texts that are two columns: how near to its side most of them stand, and so many
_ALIGNED = 1.0
_MOST_ALIGNED = 0.6
_FEWEST_ALIGNED = 3


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

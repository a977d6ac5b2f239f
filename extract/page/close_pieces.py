"""Lines of text taken apart where their words stand further apart than in running text.

Words that are set equally far apart, to fill their line, stay one text.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.page.columns import TextLine
from extract.page.flow import Piece
from extract.page.looks import has_digits
from extract.page.words import Words

# in heights of a line
_WORD_GAP = 0.45
_NARROW_GAP = 0.3
_CLEAR_GAP = 0.2
_TOUCHING = 0.2
# so many figures end where a column of them does
_FEWEST_ENDS = 3
# so many words are one text where all gaps are alike, and the widest in heights of a line
_FEWEST_STRETCHED = 8
_STRETCHED = 0.9
_ALL_APART = 0.8
# gaps that differ by less, in points or of the gap, are equal, and widths are not that differ by
# so many times as much; so many show justified lines, up to so many heights of a line wide
_EQUAL, _EQUAL_SHARE = 0.7, 0.08
_OTHER = 2.5
_FEWEST_EQUAL, _MANY_EQUAL = 2, 4
_WIDEST_EQUAL = 3.0


def figure_ends(words: Words, lines: Sequence[TextLine]) -> frozenset[int]:
    """Return where several figures end that stand close to the text behind them, in points.

    Words in running text end anywhere; a column of figures has one right side.
    """
    ends = Counter(
        round(words.boxes[one][2])
        for line in lines
        for piece in line.pieces
        for one, two in itertools.pairwise(piece.runs)
        if _narrow_gap(words, line, one, two) and has_digits(words.texts[one])
    )
    return frozenset(end for end, count in ends.items() if count >= _FEWEST_ENDS)


def _narrow_gap(words: Words, line: TextLine, one: int, two: int) -> bool:
    gap = words.boxes[two][0] - words.boxes[one][2]
    return _NARROW_GAP * line.height < gap <= _WORD_GAP * line.height


def close_pieces(words: Words, line: TextLine, ends: frozenset[int] = frozenset()) -> TextLine:
    """Return a line with its pieces parted at every gap that is wider than one of words.

    Behind a figure that ends at one of `ends` a narrower one is enough, and where something
    else is printed between the two. Words that are set equally far apart stay one text.
    """
    line = _closed_up(words, line)
    pieces: list[Piece] = []
    for piece in line.pieces:
        own = [list(part) for part in _close_parts(words, line, piece, ends)]
        pieces += [Piece(tuple(part), words.box(part)) for part in own] if len(own) > 1 else [piece]
    if len(pieces) == len(line.pieces) or _is_stretched(words, pieces, line.height):
        return line
    return line._replace(pieces=tuple(pieces))


def _close_parts(
    words: Words, line: TextLine, piece: Piece, ends: frozenset[int]
) -> Iterator[Sequence[int]]:
    stretched = _stretches(words, piece.runs, line.height)
    start = 0
    for index, (one, run) in enumerate(itertools.pairwise(piece.runs), start=1):
        if index in stretched:
            continue
        gap = words.boxes[run][0] - words.boxes[one][2]
        narrow = gap > _NARROW_GAP * line.height and round(words.boxes[one][2]) in ends
        jumps = gap > _CLEAR_GAP * line.height and not follows(words, one, run)
        if gap > _WORD_GAP * line.height or jumps or (narrow and has_digits(words.texts[one])):
            yield piece.runs[start:index]
            start = index
    yield piece.runs[start:]


def follows(words: Words, one: int, two: int) -> bool:
    """Tell whether two runs are printed one after the other."""
    return abs(words.order.get(two, two) - words.order.get(one, one)) <= 1


def _closed_up(words: Words, line: TextLine) -> TextLine:
    """Return a line with pieces joined that are words set equally far apart."""
    runs = [run for piece in line.pieces for run in piece.runs]
    if len(line.pieces) < 2 or len(runs) < _FEWEST_EQUAL + 1:
        return line
    stretched = _stretches(words, runs, line.height)
    if not stretched:
        return line
    parts: list[list[int]] = [[]]
    firsts = {piece.runs[0] for piece in line.pieces}
    for index, run in enumerate(runs):
        if run in firsts and index not in stretched and parts[-1]:
            parts.append([])
        parts[-1].append(run)
    return line._replace(pieces=tuple(Piece(tuple(part), words.box(part)) for part in parts))


def _stretches(words: Words, runs: Sequence[int], height: float) -> frozenset[int]:
    """Return the places of runs that stand as far from the one before as others side by side.

    Justified lines are set so. Figures may stand so in columns of one width.
    """
    boxes = [words.boxes[run] for run in runs]
    between = [two[0] - one[2] for one, two in itertools.pairwise(boxes)]
    # single letters make up words
    starts = [n for n, gap in enumerate(between, start=1) if gap > _TOUCHING * height]
    if len(starts) < _FEWEST_EQUAL:
        return frozenset()
    parts = list(itertools.pairwise([0, *starts, len(runs)]))
    gaps = [between[start - 1] for start in starts]
    found: set[int] = set()
    first = 0
    for end in range(1, len(gaps) + 1):
        off = max(_EQUAL, _EQUAL_SHARE * gaps[first])
        equal = end < len(gaps) and abs(gaps[end] - gaps[first]) < off
        if equal and follows(words, runs[starts[end] - 1], runs[starts[end]]):
            continue
        if end - first >= _FEWEST_EQUAL and _NARROW_GAP < gaps[first] / height < _WIDEST_EQUAL:
            own = parts[first : end + 1]
            widths = [boxes[b - 1][2] - boxes[a][0] for a, b in own]
            texts = [words.texts[run] for a, b in own for run in runs[a:b]]
            figures = sum(map(has_digits, texts))
            least = 1.0 if end - first >= _MANY_EQUAL else _OTHER * off
            apart = 3 * figures < len(own) and not any(" " in text for text in texts)
            if apart and _differ(widths, least):
                found.update(starts[first:end])
        first = end
    return frozenset(found)


def _differ(widths: Sequence[float], least: float) -> bool:
    """Tell whether three neighbours have three widths: in even columns they stand unevenly."""
    return any(
        min(abs(one - two), abs(two - three), abs(one - three)) > least
        for one, two, three in zip(widths, widths[1:], widths[2:], strict=False)
    )


def _is_stretched(words: Words, pieces: Sequence[Piece], height: float) -> bool:
    """Tell whether pieces are the words of one text, as wide apart as justified lines have them.

    In a line of a table the words of some cell stand closer together, or are figures.
    """
    if len(pieces) < _FEWEST_STRETCHED:
        return False
    count = sum(len(piece.runs) for piece in pieces)
    wide = max(two.box[0] - one.box[2] for one, two in itertools.pairwise(pieces))
    if wide > _STRETCHED * height or len(pieces) < _ALL_APART * count:
        return False
    return 3 * sum(has_digits(words.line(piece.runs)[0]) for piece in pieces) < len(pieces)

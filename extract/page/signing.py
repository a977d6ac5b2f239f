"""The block of names and signatures below a table: none of its lines is a row.

Its left half lists who gets the document, its right half says who signs; without rules the
two look like columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from contracts.table_wording import table_wording
from extract.page.columns import TextLine
from extract.page.looks import is_caption, names_table
from extract.page.words import Words

_RECIPIENTS = "nơi nhận"
_CLERKS = ("người ", "cán bộ tổng hợp", "xác nhận của", "(ký", "(đã ký")
# a line of the block is no wider than this part of the page's text, and has few pieces
_WIDE = 0.62
_MOST_PIECES = 3


def without_signing(words: Words, lines: Sequence[TextLine]) -> list[TextLine]:
    """Return the lines of a page without those of its signature blocks."""
    kept: list[TextLine] = []
    signing = False
    width = _width(lines) if lines else 0.0
    for line in lines:
        if signing:
            signing = _goes_on(words, line, width)
        signing = signing or _opens(words, line)
        if not signing:
            kept.append(line)
    return kept


def _width(lines: Sequence[TextLine]) -> float:
    pieces = [piece for line in lines for piece in line.pieces]
    return max(p.box[2] for p in pieces) - min(p.box[0] for p in pieces)


def _goes_on(words: Words, line: TextLine, width: float) -> bool:
    if len(line.pieces) > _MOST_PIECES:
        return False
    if any(piece.box[2] - piece.box[0] > _WIDE * width for piece in line.pieces):
        return False
    text = words.line(line.pieces[0].runs)[0]
    return not (is_caption(text) or names_table(text))


def _opens(words: Words, line: TextLine) -> bool:
    """Tell whether all that a line prints belongs to a signature block, and is set like it."""
    if len(line.pieces) > _MOST_PIECES:
        return False
    return opens_signing([words.line(piece.runs)[0] for piece in line.pieces])


def opens_signing(texts: Sequence[str]) -> bool:
    """Tell whether texts beside each other are the first line of a signature block."""
    folded = [text.casefold() for text in texts]
    if not all(text.startswith(table_wording().signature_openings) for text in folded):
        return False
    # an office in a cell may be named so too, but not in capitals
    return any(text.startswith(_RECIPIENTS) for text in folded) or all(
        text.isupper() or own.startswith(_CLERKS) for text, own in zip(texts, folded, strict=True)
    )

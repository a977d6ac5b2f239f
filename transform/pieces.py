"""Pieces of running text with their place: what citations and targets are read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from extract.document import Document, Place, TableFragment, TextBlock
from extract.making import maker
from transform.reading import LogicalTable
from transform.vietnamese.text import UPPER, collapse

Location = Literal["body", "appendix"]

_ENDS = re.compile(r"[.;:!?…][)\"”*]*\s*$")
_OPEN_END = re.compile(
    r"(?:,|-|/|\b(?:số|ngày|tháng|năm|của|và|theo|tại|các|về|đạt|trên))\s*$", re.I
)
_STARTS_ITEM = re.compile(r"^\s*(?:[-+•*–]\s|#|\(?[a-zđ]\)|\d+(?:\.\d+)*[.)]\s|[IVX]+[.)-])")
_FULL_LINE = 60
_GOES_ON = re.compile(rf"^\s*(?:(?![{UPPER}])[^\W_]|[(,;])")


@dataclass(frozen=True, slots=True)
class TextPiece:
    """One paragraph or one whole cell; `table`, `row` and `column` say which cell.

    A cell printed in halves over a page break must arrive joined.
    """

    text: str
    place: Place
    location: Location = "body"
    table: int | None = None
    row: str | None = None
    column: str | None = None


_new_piece = maker(TextPiece)


def body_pieces(document: Document) -> tuple[TextPiece, ...]:
    """Return the paragraphs outside tables, lines broken by the page width joined again."""
    pieces: list[TextPiece] = []
    above: TextBlock | None = None
    for block in document.blocks:
        if isinstance(block, TableFragment):
            above = None
            continue
        text = collapse(block.text)
        if above and _continues(pieces[-1].text, text, above, block):
            joined = f"{pieces[-1].text} {text}"
            pieces[-1] = replace(pieces[-1], text=joined)
        else:
            pieces.append(TextPiece(text, block.place))
        above = block
    return tuple(pieces)


def _continues(before: str, text: str, above: TextBlock, block: TextBlock) -> bool:
    """Tell whether `text` is the rest of the sentence that `before` leaves open."""
    if block.bold and not above.bold:
        return False
    if _ENDS.search(before) or _STARTS_ITEM.match(text):
        return False
    if _GOES_ON.match(text) or _OPEN_END.search(before):
        return True
    # only a page has lines: elsewhere a block is a whole paragraph, or half of one
    wrapped = block.place.page is not None and len(before) > _FULL_LINE
    return wrapped and not (before.isupper() or text.isupper())


def table_pieces(tables: Iterable[LogicalTable]) -> Iterator[TextPiece]:
    """Yield every printed cell of stitched tables, with its table, row path and column."""
    for table in tables:
        for row in table.rows:
            for column, text in zip(table.columns, row.cells, strict=False):
                if text.strip():
                    yield _new_piece(
                        collapse(text), row.place, "appendix", table.index, row.path, column.name
                    )

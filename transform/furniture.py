"""What stands around tables and is none of their data: letterheads, signatures, page heads.

Nothing here decides what a table says; it only tells which lines and rows to leave aside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from contracts.table_wording import table_wording
from extract.document import Block, Document, TableFragment, TextBlock
from transform.captions import appendix_label, is_page_furniture
from transform.grid import GridRow
from transform.numbering import parse_row_number, split_leading_number
from transform.vietnamese.text import fold

_DIGITS = re.compile(r"\d+")
_PLACE_DATE = re.compile(r"\bngày\b.*\btháng\b.*\bnăm\b")
_MAX_FRAME_WIDTH = 4
_MAX_LOOSE_WIDTH = 2
# a signature block has a title, an authority, a note on how to sign and a name
_MAX_SIGNATURE_ROWS = 8


def is_frame(fragment: TableFragment) -> bool:
    """Tell whether a fragment is a letterhead or a signature block laid out as a table."""
    if fragment.width > _MAX_FRAME_WIDTH or _has_row_numbers(fragment):
        return False
    rows = [[fold(cell.text) for cell in row if cell.text] for row in fragment.rows]
    openings = table_wording().frame_openings
    if any(text.startswith(openings) or _names_reporter(text) for row in rows for text in row):
        return True
    first = next((row for row in rows if row), [])
    return len(rows) <= _MAX_SIGNATURE_ROWS and bool(first) and all(map(_signs, first))


def form_head(fragment: TableFragment) -> list[TextBlock]:
    """Return the lines of a frame that announce a statistical form: its label, title, period.

    Without the label of a form the frame is a letterhead or a signature and announces none.
    """
    cells = [cell for row in fragment.rows for cell in row]
    lines = [
        TextBlock(text.strip(), cell.place)
        for cell in cells
        for text in cell.text.split("\n")
        if text.strip() and not _names_reporter(fold(text))
    ]
    reported = any(_names_reporter(fold(line)) for c in cells for line in c.text.split("\n"))
    return lines if reported and any(appendix_label(line.text) for line in lines) else []


def _names_reporter(text: str) -> bool:
    """Tell whether a folded line says who reports to whom, above a statistical form."""
    return text.lstrip("-–+ ").startswith(table_wording().form_openings)


def _has_row_numbers(fragment: TableFragment) -> bool:
    numbers = map(parse_row_number, (row[0].text for row in fragment.rows))
    # a party committee prints a star between its name and the number
    return any(number is not None and number.style != "bullet" for number in numbers)


def is_loose(rows: Sequence[GridRow], open_width: int | None) -> bool:
    """Tell whether rows without a heading are lines of text set apart by tabs.

    They have two columns at most, no row numbers, and no open table they could belong to.
    """
    if len(rows[0].texts) > _MAX_LOOSE_WIDTH or len(rows[0].texts) == open_width:
        return False
    return all(parse_row_number(row.texts[0]) is None for row in rows)


def without_signature(rows: Sequence[GridRow]) -> list[GridRow]:
    """Return the rows of a table without a signature block printed below them."""
    start = max(0, len(rows) - _MAX_SIGNATURE_ROWS)
    for index in range(start, len(rows)):
        if _opens_signature(rows[index]):
            return list(rows[:index])
    return list(rows)


def _opens_signature(row: GridRow) -> bool:
    printed = [row.texts[i] for i in row.printed]
    if len(printed) < 2 or parse_row_number(printed[0]) is not None:
        return False
    return all(_signs(fold(text)) for text in printed)


def _signs(text: str) -> bool:
    """Tell whether a folded cell belongs to a signature block by how it begins."""
    return text.startswith(table_wording().signature_openings) or bool(_PLACE_DATE.search(text))


def running_lines(document: Document) -> frozenset[str]:
    """Return the keys of lines that pages repeat between the fragments of tables.

    A line counts when it stands, but for its digits, in two gaps or more and neither
    labels an appendix nor bears a number: those announce tables, with all that stands below
    them. A sheet has no pages.
    """
    gaps: list[set[str]] = [set()]
    announced = False
    for block in document.blocks:
        if isinstance(block, TableFragment):
            gaps.append(set())
            announced = False
        elif block.place.sheet is None:
            announced = announced or _announces(block.text)
            if not announced:
                gaps[-1].add(line_key(block.text))
    inner = Counter(key for gap in gaps[1:-1] for key in gap)
    return frozenset(key for key, count in inner.items() if count > 1) | _page_heads(document)


def _page_heads(document: Document) -> frozenset[str]:
    """Return the keys of lines that stand alike at the top of two pages or more."""
    first: dict[int, Block] = {}
    for block in document.blocks:
        page = block.place.page
        if page is not None and block.place.box is not None:
            first.setdefault(page, block)
    heads = Counter(
        (line_key(block.text), *map(round, block.place.box[:2]))
        for block in first.values()
        if isinstance(block, TextBlock) and block.place.box and not _announces(block.text)
    )
    return frozenset(str(key) for (key, *_), count in heads.items() if count > 1)


def _announces(text: str) -> bool:
    number, _ = split_leading_number(text, bare_allowed=False)
    return number is not None or appendix_label(text) is not None


def line_key(text: str) -> str:
    """Return the key under which the running line of two pages is the same."""
    return _DIGITS.sub("#", fold(text))


def without_furniture(
    blocks: Sequence[TextBlock], running: frozenset[str]
) -> tuple[TextBlock, ...]:
    """Return the lines that are neither page numbers nor repeated on every page."""
    return tuple(
        block
        for block in blocks
        if not is_page_furniture(block.text) and line_key(block.text) not in running
    )

"""Fragments cut where a table begins inside them, and laid over a grid.

Converters may drop the blank line between two tables, lose or add blanks at the ends of
rows, and indent with tabs; what comes out are rows that are equally long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from contracts.layouts import Layout
from extract.document import TableFragment, TextBlock
from transform.captions import appendix_label
from transform.grid import (
    GridRow,
    grid_row,
    grid_rows,
    has_margin,
    printed_width,
    table_width,
    without_tab_runs,
)
from transform.headings import heading_height, is_heading_row
from transform.layout_match import is_number_heading
from transform.numbering import split_leading_number

_MAX_CAPTION_ROWS = 12


def pieces(
    fragment: TableFragment, layouts: Sequence[Layout]
) -> Iterator[tuple[list[TextBlock], TableFragment]]:
    """Cut a fragment where a heading stands inside it, and yield each with its caption.

    Converters may drop the blank line between two tables, and a sheet holds the lines
    above a table as rows of one cell.
    """
    width = fragment.width
    wide = [grid_row(cells, width) for cells in fragment.rows]
    cuts = [0, *_heading_starts(wide, layouts), len(wide)]
    for start, end in pairwise(cuts):
        first = start + _caption_height(wide[start:end], layouts)
        lines = [TextBlock(r.texts[r.printed[0]], r.place) for r in wide[start:first] if r.printed]
        if first < end:
            piece = fragment.rows[first:end]
            yield lines, TableFragment(rows=piece, place=piece[0][0].place)


def _heading_starts(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> list[int]:
    """Return where tables begin after the first, their captions included."""
    starts: list[int] = []
    start = 0
    for index in range(1, len(rows)):
        if not _is_plain_heading(rows[index], layouts):
            continue
        caption = _caption_start(rows, start, index)
        above = [row for row in rows[start:caption] if not row.blank]
        above = above[_caption_height(above, layouts) :]
        if all(len(set(row.texts) - {""}) == 1 for row in above):
            continue
        if len(above) > heading_height(above, layouts) and not _inside_heading(above, layouts):
            start = caption
            starts.append(start)
    return starts


def _caption_start(rows: Sequence[GridRow], start: int, heading: int) -> int:
    """Return where the caption above a heading begins: at its appendix label, or at a title
    with an Arabic number; other lines of one cell are section rows at a page's end."""
    first = heading
    while first > start + 1 and len(set(rows[first - 1].texts) - {""}) <= 1:
        first -= 1
    labels = (
        index
        for index in range(first, heading)
        if rows[index].printed and _opens_caption(rows[index].texts[rows[index].printed[0]])
    )
    return next(labels, heading)


def _opens_caption(text: str) -> bool:
    number, _ = split_leading_number(text, bare_allowed=False)
    arabic = number is not None and number.style == "arabic" and number.depth == 1
    return arabic or appendix_label(text) is not None


def _caption_height(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> int:
    """Return how many of the first rows are lines above a heading that follows them."""
    for index, row in enumerate(rows[:_MAX_CAPTION_ROWS]):
        if len(set(row.texts) - {""}) > 1:
            return index if index and is_heading_row(row, layouts) else 0
        if _is_rest(row):
            return 0
    return 0


def _is_rest(row: GridRow) -> bool:
    """Tell whether a row holds only the end of a cell that the page before cut off."""
    inside = bool(row.printed) and row.printed[0] > 0 and not row.merged
    return inside and row.texts[row.printed[0]][0].islower()


def _inside_heading(above: Sequence[GridRow], layouts: Sequence[Layout]) -> bool:
    """Tell whether nothing but heading rows stands above: the next is one more of them."""
    return all(is_heading_row(row, layouts) for row in above)


def _is_plain_heading(row: GridRow, layouts: Sequence[Layout]) -> bool:
    printed = [t for t in row.texts if t]
    short = len(printed) >= 3 and all(len(t) <= 60 for t in printed)
    return short and is_heading_row(row, layouts)


def laid(
    fragment: TableFragment, open_width: int | None, layouts: Sequence[Layout]
) -> tuple[GridRow, ...]:
    """Lay a fragment over its own grid, or over the open table's where it has no heading."""
    height = heading_height(grid_rows(fragment, fragment.width), layouts)
    if has_margin(fragment) and (
        is_number_heading(fragment.rows[0][1].text, layouts) or fragment.width - 1 == open_width
    ):
        fragment = replace(fragment, rows=tuple(row[1:] for row in fragment.rows))
    if height == 1:
        fragment = replace(fragment, rows=tuple(without_tab_runs(fragment.rows)))
    width = table_width(fragment.rows, height)
    # leaves of a heading on their own say nothing of the columns that have none
    leaves_only = bool(height) and not fragment.rows[0][0].text and fragment.width == open_width
    if open_width and (leaves_only or (not height and _fits(fragment, width, open_width))):
        width = open_width
    return grid_rows(fragment, width)


def _fits(fragment: TableFragment, width: int, open_width: int) -> bool:
    """Tell whether rows of `width` may be rows of the open table.

    They may have lost blanks at their ends, or have some too many.
    """
    if width > open_width:
        return open_width - 2 <= printed_width(fragment.rows) <= open_width
    if len(fragment.rows) <= 2:
        return width < open_width
    return open_width - 2 <= width < open_width and width > open_width / 2

"""Fragments of tables, page by page, to regions: one region is one table as meant.

A fragment continues the table before it when nothing announces a new table and it repeats
the heading, or has none and the same width. Fragments keep their own places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from contracts.layouts import Layout
from extract.document import Document, Place, TableFragment, TextBlock
from transform.captions import (
    Caption,
    announces_table,
    appendix_label,
    read_caption,
    repeats_caption,
)
from transform.furniture import (
    is_frame,
    is_loose,
    running_lines,
    without_furniture,
    without_signature,
)
from transform.grid import (
    GridRow,
    grid_row,
    grid_rows,
    has_margin,
    merged_row,
    table_width,
    without_tab_runs,
)
from transform.headings import (
    columns_of,
    echoes_heading,
    heading_height,
    is_heading_row,
    is_number_row,
)
from transform.layout_match import heading_key, is_number_heading
from transform.numbering import parse_row_number, split_leading_number
from transform.reading import Column

_MAX_CAPTION_ROWS = 12


@dataclass(slots=True)
class Region:
    """One table: caption, columns, and its data rows without headings and number rows.

    `inherited` tells that the columns come from the table before; `number_rows` holds the
    rows that number the columns, in which a form may print its formulas.
    """

    caption: Caption
    columns: tuple[Column, ...]
    heading: tuple[GridRow, ...]
    place: Place
    inherited: bool = False
    rows: list[GridRow] = field(default_factory=list)
    number_rows: list[GridRow] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)


def table_regions(document: Document, layouts: Sequence[Layout]) -> list[Region]:
    """Return the tables of a document, healed over page breaks, in reading order."""
    regions: list[Region] = []
    between: list[TextBlock] = []
    running = running_lines(document)
    for block in document.blocks:
        if isinstance(block, TextBlock):
            between.append(block)
            continue
        for lines, piece in _pieces(block, layouts):
            between += lines
            if is_frame(piece):
                between = []
                continue
            rows = _laid(piece, regions, layouts)
            open_width = regions[-1].width if regions else None
            if not rows or (is_loose(rows, open_width) and not heading_height(rows, layouts)):
                continue
            _take(regions, rows, without_furniture(between, running), layouts)
            between = []
    for region in regions:
        region.rows = without_signature(region.rows)
    return regions


def _pieces(
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
    """Return where the caption above a heading begins: at its appendix label, if it has one."""
    first = heading
    while first > start + 1 and len(set(rows[first - 1].texts) - {""}) <= 1:
        first -= 1
    labels = (
        index
        for index in range(first, heading)
        if rows[index].printed and appendix_label(rows[index].texts[rows[index].printed[0]])
    )
    return next(labels, heading)


def _caption_height(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> int:
    """Return how many of the first rows are lines above a heading that follows them."""
    for index, row in enumerate(rows[:_MAX_CAPTION_ROWS]):
        if len(set(row.texts) - {""}) > 1:
            return index if index and is_heading_row(row, layouts) else 0
    return 0


def _inside_heading(above: Sequence[GridRow], layouts: Sequence[Layout]) -> bool:
    """Tell whether nothing but heading rows stands above: the next is one more of them."""
    return all(is_heading_row(row, layouts) for row in above)


def _is_plain_heading(row: GridRow, layouts: Sequence[Layout]) -> bool:
    printed = [t for t in row.texts if t]
    short = len(printed) >= 3 and all(len(t) <= 60 for t in printed)
    return short and is_heading_row(row, layouts)


def _laid(
    fragment: TableFragment, regions: Sequence[Region], layouts: Sequence[Layout]
) -> tuple[GridRow, ...]:
    """Lay a fragment over its own grid, or over the open table's where it has no heading."""
    open_width = regions[-1].width if regions else None
    height = heading_height(grid_rows(fragment, fragment.width), layouts)
    if has_margin(fragment) and (height or fragment.width - 1 == open_width):
        fragment = replace(fragment, rows=tuple(row[1:] for row in fragment.rows))
    if height == 1:
        fragment = replace(fragment, rows=tuple(without_tab_runs(fragment.rows)))
    width = table_width(fragment.rows, height)
    if open_width and not height and _fits(fragment, width, open_width):
        width = open_width
    return grid_rows(fragment, width)


def _fits(fragment: TableFragment, width: int, open_width: int) -> bool:
    """Tell whether rows of `width` may be rows of the open table, blanks at their ends lost."""
    if len(fragment.rows) <= 2:
        return width < open_width
    return open_width - 2 <= width < open_width and width > open_width / 2


def _take(
    regions: list[Region],
    rows: tuple[GridRow, ...],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> None:
    current = regions[-1] if regions else None
    height = _height(current, rows, layouts)
    heading, data = rows[:height], rows[height:]
    section = _section_line(current, heading, data, between) if current else None
    if current and section:
        current.rows.append(merged_row(section.text, section.place, current.width, section.bold))
    elif current is None or not _continues(current, heading, data, between):
        current = _open(current, heading, rows, between, layouts)
        regions.append(current)
        if not heading and not current.inherited:
            data = rows[len(current.heading) :]
    _append(current, data)


def _height(current: Region | None, rows: Sequence[GridRow], layouts: Sequence[Layout]) -> int:
    """Return how many rows are heading; a repeated one is at most as high as the first."""
    height = heading_height(rows, layouts)
    if current is None or not current.heading:
        return height
    echo = 0
    while echo < len(rows) and echoes_heading(rows[echo], current.columns, current.heading):
        echo += 1
    # what follows the whole heading may be half a row, however much it looks like leaves
    return echo if echo >= min(height, len(current.heading)) else height


def _append(region: Region, data: Sequence[GridRow]) -> None:
    opens = bool(region.rows)
    for row in data:
        if is_number_row(row):
            region.number_rows.append(row)
        elif not echoes_heading(row, region.columns, region.heading):
            region.rows.append(replace(row, starts_page=opens))
            opens = False


def _section_line(
    current: Region,
    heading: Sequence[GridRow],
    data: Sequence[GridRow],
    between: Sequence[TextBlock],
) -> TextBlock | None:
    """Return the line between two fragments that is a section row of the open table.

    It is a single line before rows without a heading, and bears the Roman number or letter
    that comes next in the table, or the first where the table has no rows yet.
    """
    if heading or not data or len(between) != 1 or len(data[0].texts) != current.width:
        return None
    number, title = split_leading_number(between[0].text, bare_allowed=True)
    if number is None or number.style not in ("roman", "letter") or not title:
        return None
    before = [_section_number(row) for row in current.rows]
    ordinals = [o for o, style in (b for b in before if b) if style == number.style]
    expected = ordinals[-1] + 1 if ordinals else 1
    fits = number.ordinal == expected and (bool(ordinals) or not current.rows)
    return between[0] if fits else None


def _section_number(row: GridRow) -> tuple[int, str] | None:
    first = row.texts[row.printed[0]]
    number = parse_row_number(first) or split_leading_number(first, bare_allowed=True)[0]
    if number is None or number.ordinal is None:
        return None
    return number.ordinal, number.style


def _continues(
    current: Region,
    heading: Sequence[GridRow],
    data: Sequence[GridRow],
    between: Sequence[TextBlock],
) -> bool:
    if announces_table(between) and not repeats_caption(between, current.caption):
        return False
    if heading:
        return _same_heading(current, heading)
    return len(data[0].texts) == current.width if data else True


def _same_heading(current: Region, heading: Sequence[GridRow]) -> bool:
    if all(echoes_heading(row, current.columns, current.heading) for row in heading):
        return True
    names = [heading_key(c.name) for c in columns_of(heading)]
    known = [heading_key(c.name) for c in current.columns]
    if len(names) != len(known):
        return False
    return sum(a == b for a, b in zip(names, known, strict=True)) >= 0.8 * len(known)


def _open(
    before: Region | None,
    heading: tuple[GridRow, ...],
    rows: tuple[GridRow, ...],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> Region:
    caption = read_caption(between, before.caption if before else Caption())
    if heading:
        return Region(caption, columns_of(heading), heading, heading[0].place)
    width = len(rows[0].texts)
    data_first = _starts_with_data(rows, layouts)
    if before is not None and before.width == width and data_first:
        return Region(caption, before.columns, (), rows[0].place, inherited=True)
    if data_first:
        names = tuple(Column(f"Cột {index}") for index in range(1, width + 1))
        return Region(caption, names, (), rows[0].place)
    return Region(caption, columns_of(rows[:1]), rows[:1], rows[0].place)


def _starts_with_data(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> bool:
    """Tell whether the first row is data: it is numbered, merged, or has few cells."""
    first = rows[0]
    if first.merged or parse_row_number(first.texts[0]) is not None:
        return True
    if is_number_heading(first.texts[0], layouts):
        return False
    return len(first.printed) <= max(1, len(first.texts) // 2)

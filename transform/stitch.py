"""Fragments of tables, page by page, to regions: one region is one table as meant.

A fragment continues the table before it when nothing announces a new table and it repeats
the heading, or has none and the same width. Fragments keep their own places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from contracts.layouts import Layout
from extract.document import Document, Place, TableFragment, TextBlock
from transform.captions import Caption, announces_table, read_caption
from transform.grid import GridRow, grid_rows, usual_width
from transform.headings import (
    columns_of,
    heading_height,
    heading_key,
    is_heading_row,
    is_number_row,
)
from transform.numbering import parse_row_number
from transform.reading import Column
from transform.vietnamese.text import fold

_FRAME_WORDS = ("cộng hoà xã hội chủ nghĩa", "nơi nhận", "độc lập - tự do")


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


def is_frame(fragment: TableFragment) -> bool:
    """Tell whether a fragment is a letterhead or signature laid out as a table."""
    texts = [fold(cell.text) for row in fragment.rows for cell in row]
    return fragment.width <= 4 and any(word in text for text in texts for word in _FRAME_WORDS)


def table_regions(document: Document, layouts: Sequence[Layout]) -> list[Region]:
    """Return the tables of a document, healed over page breaks, in reading order."""
    regions: list[Region] = []
    between: list[TextBlock] = []
    for block in document.blocks:
        if isinstance(block, TextBlock):
            between.append(block)
            continue
        if is_frame(block):
            between.clear()
            continue
        for rows in _split_at_headings(_rows_of(block, regions), layouts):
            _take(regions, rows, between, layouts)
            between = []
    return regions


def _rows_of(fragment: TableFragment, regions: Sequence[Region]) -> tuple[GridRow, ...]:
    """Lay a fragment over its own width, or over the open table's where only that fits."""
    width = usual_width(fragment.rows)
    if regions and len(fragment.rows) <= 2 and width < regions[-1].width:
        width = regions[-1].width
    return grid_rows(fragment, width)


def _split_at_headings(
    rows: tuple[GridRow, ...], layouts: Sequence[Layout]
) -> Iterator[tuple[GridRow, ...]]:
    """Cut where a heading stands in the middle: converters may drop the blank line."""
    start = 0
    for index in range(1, len(rows)):
        above = rows[start:index]
        if len(above) >= heading_height(above, layouts) + 1 and _is_plain_heading(
            rows[index], layouts
        ):
            yield above
            start = index
    if rows[start:]:
        yield rows[start:]


def _is_plain_heading(row: GridRow, layouts: Sequence[Layout]) -> bool:
    printed = [t for t in row.texts if t]
    short = all(len(t) <= 60 for t in printed)
    return len(printed) >= 3 and short and is_heading_row(row, layouts)


def _take(
    regions: list[Region],
    rows: tuple[GridRow, ...],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> None:
    if not rows:
        return
    current = regions[-1] if regions else None
    height = heading_height(rows, layouts)
    if current and current.heading and rows[0].texts == current.heading[0].texts:
        # a repeated heading is as high as the first; what follows may be half a row
        height = min(height, len(current.heading))
    heading, data = rows[:height], rows[height:]
    if current is None or not _continues(current, heading, data, between):
        current = _open(current, heading, rows, between)
        regions.append(current)
        if not heading and not current.inherited:
            data = rows[len(current.heading) :]
    _append(current, data)


def _append(region: Region, data: Sequence[GridRow]) -> None:
    for index, row in enumerate(data):
        if is_number_row(row):
            region.number_rows.append(row)
            continue
        first = index == 0 or all(is_number_row(r) for r in data[:index])
        region.rows.append(replace(row, starts_page=first and bool(region.rows)))


def _continues(
    current: Region,
    heading: Sequence[GridRow],
    data: Sequence[GridRow],
    between: Sequence[TextBlock],
) -> bool:
    if announces_table(between):
        return False
    if heading:
        return _same_heading(current, heading)
    return len(data[0].texts) == current.width if data else True


def _same_heading(current: Region, heading: Sequence[GridRow]) -> bool:
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
) -> Region:
    caption = read_caption(between, before.caption if before else Caption())
    if heading:
        return Region(caption, columns_of(heading), heading, heading[0].place)
    width = len(rows[0].texts)
    if before is not None and before.width == width and _starts_with_data(rows):
        return Region(caption, before.columns, (), rows[0].place, inherited=True)
    if _starts_with_data(rows):
        names = tuple(Column(f"Cột {index}") for index in range(1, width + 1))
        return Region(caption, names, (), rows[0].place)
    return Region(caption, columns_of(rows[:1]), rows[:1], rows[0].place)


def _starts_with_data(rows: Sequence[GridRow]) -> bool:
    """Tell whether the first row is data: it is numbered, merged, or has few cells."""
    first = rows[0]
    if first.merged or parse_row_number(first.texts[0]) is not None:
        return True
    return len(first.printed) <= max(1, len(first.texts) // 2)

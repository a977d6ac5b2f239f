"""Fragments of tables, page by page, to regions: one region is one table as meant.

A fragment continues the table before it when nothing announces a new table and it repeats
the heading, or has none and the same width. Fragments keep their own places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from contracts.layouts import Layout
from extract.document import Document, Place, TextBlock
from transform.captions import (
    Caption,
    announces_table,
    appendix_label,
    read_caption,
    repeats_caption,
)
from transform.cut_cells import (
    is_rest_of_code,
    without_rest_of_merged,
    without_rest_of_number,
)
from transform.cutting import laid, pieces
from transform.furniture import (
    form_head,
    is_frame,
    is_loose,
    running_lines,
    without_furniture,
    without_signature,
)
from transform.grid import GridRow, merged_row
from transform.headings import (
    columns_of,
    echoes_heading,
    heading_height,
    is_number_row,
)
from transform.layout_match import heading_key, is_number_heading
from transform.misspelling import squeezed
from transform.numbering import parse_row_number, split_leading_number
from transform.reading import Column

# how alike headings are that mean the same
_ALIKE = 0.6


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


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of a document, and where rows below a table look like none."""

    regions: list[Region]
    passed_over: list[Place]


def table_regions(document: Document, layouts: Sequence[Layout]) -> Tables:
    """Return the tables of a document, healed over page breaks, in reading order."""
    regions: list[Region] = []
    passed_over: list[Place] = []
    between: list[TextBlock] = []
    running = running_lines(document)
    for block in document.blocks:
        if isinstance(block, TextBlock):
            between.append(block)
            continue
        for lines, piece in pieces(block, layouts):
            between += lines
            if is_frame(piece):
                between = form_head(piece)
                continue
            open_width = regions[-1].width if regions else None
            rows = laid(piece, open_width, layouts)
            if not rows:
                continue
            if is_loose(rows, open_width) and not heading_height(rows, layouts):
                # above the first table tabs only align a letterhead
                if regions and len(rows) > 1:
                    passed_over.append(rows[0].place)
                continue
            _take(regions, rows, without_furniture(between, running), layouts)
            between = []
    if len(regions) > 1 and not regions[-1].rows and _same_heading(*_last_two(regions)):
        # programs repeat a heading on pages that hold nothing but signatures too
        regions.pop()
    for region in regions:
        region.rows = without_signature(region.rows)
    return Tables(regions, passed_over)


def _take(
    regions: list[Region],
    rows: tuple[GridRow, ...],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> None:
    current = regions[-1] if regions else None
    if current and not announces_table(between):
        rows = _with_rest_apart(current, rows)
        rows = _without_rest_of_heading(current, rows)
        if not rows:
            return
    if current and _ends_heading(current, rows, between, layouts):
        return
    height = _height(current, rows, layouts)
    if height and current and _goes_on_unnumbered(current, rows, between):
        height = 0
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


def _with_rest_apart(current: Region, rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    """Return rows with a repeated heading parted from the rest of a row that follows it.

    Without rules nothing parts the two: a name of a column has more behind it.
    """
    if not current.rows or not current.heading:
        return rows
    last = current.heading[-1]
    for index, row in enumerate(rows[: len(current.heading)]):
        rest = _rest_below(last, row)
        if rest is None:
            continue
        if not any(rest):
            return rows
        below = replace(row, texts=rest, starts_page=False)
        return (*rows[:index], replace(row, texts=last.texts), below, *rows[index + 1 :])
    return rows


def _rest_below(heading: GridRow, row: GridRow) -> tuple[str, ...] | None:
    """Return what a row prints behind the texts of `heading`, None where it is another row."""
    if len(row.texts) != len(heading.texts):
        return None
    rest = []
    for name, text in zip(heading.texts, row.texts, strict=True):
        if not text.startswith(name):
            return None
        more = text[len(name) :]
        if more and (not name or not more.startswith(" ")):
            return None
        rest.append(more.strip())
    return tuple(rest)


def _without_rest_of_heading(current: Region, rows: tuple[GridRow, ...]) -> tuple[GridRow, ...]:
    """Add to a heading, so far without data, the ends of its cells that a page end cut off.

    Returns the other rows.
    """
    first = rows[0]
    if current.rows or not current.heading or len(first.texts) != current.width:
        return rows
    rest = [first.texts[i] for i in first.printed]
    # a row of data has a number, or begins anew
    if first.merged or len(rest) > current.width // 2 or not all(t[0].islower() for t in rest):
        return rows
    last = current.heading[-1]
    if not all(last.texts[i] for i in first.printed):
        return rows
    texts = tuple(f"{a} {b}".strip() for a, b in zip(last.texts, first.texts, strict=True))
    current.heading = (*current.heading[:-1], replace(last, texts=texts))
    current.columns = columns_of(current.heading)
    return rows[1:]


def _ends_heading(
    current: Region,
    rows: Sequence[GridRow],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> bool:
    """Add to a heading, so far without data, the rows below a blank line that go on with it.

    Returns whether there were any; data below them are added too.
    """
    whole = (*current.heading, *rows)
    if current.rows or not current.heading or announces_table(between):
        return False
    if len({len(row.texts) for row in whole}) > 1:
        return False
    height = heading_height(whole, layouts)
    if height <= len(current.heading):
        return False
    current.heading = whole[:height]
    current.columns = columns_of(current.heading)
    _append(current, whole[height:])
    return True


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


def _goes_on_unnumbered(
    current: Region, rows: Sequence[GridRow], between: Sequence[TextBlock]
) -> bool:
    """Tell whether a page begins inside a cell merged down over the column of the numbers.

    A heading would name that column, as the one of the table does.
    """
    first = rows[0]
    blank = len(first.texts) == current.width and not first.texts[0]
    named = bool(current.rows and current.heading and current.heading[0].texts[0])
    echo = echoes_heading(first, current.columns, current.heading)
    return blank and named and not echo and not announces_table(between)


def _append(region: Region, data: Sequence[GridRow]) -> None:
    opens = bool(region.rows)
    if opens:
        data = without_rest_of_number(region.rows, without_rest_of_merged(region.rows, data))
    for row in data:
        if is_number_row(row) and not (opens and is_rest_of_code(row)):
            region.number_rows.append(row)
        elif not echoes_heading(row, region.columns, region.heading):
            covered = (*row.covered, *row.hanging) if opens else row.covered
            region.rows.append(replace(row, starts_page=opens, covered=covered))
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
    if not data or len(between) != 1 or len(data[0].texts) != current.width:
        return None
    if heading and not (
        _ends_page(current, heading, between[0]) and _same_heading(current, heading)
    ):
        return None
    number, title = split_leading_number(between[0].text, bare_allowed=True)
    if number is None or number.style not in ("roman", "letter") or not title:
        return None
    before = [_section_number(row) for row in current.rows]
    ordinals = [o for o, style in (b for b in before if b) if style == number.style]
    expected = ordinals[-1] + 1 if ordinals else 1
    fits = number.ordinal == expected and (bool(ordinals) or not current.rows)
    return between[0] if fits else None


def _ends_page(current: Region, heading: Sequence[GridRow], line: TextBlock) -> bool:
    """Tell whether a line stands on the page of the rows above, and a heading on the next."""
    last = current.rows[-1].place.page if current.rows else None
    return last is not None and line.place.page == last and heading[0].place.page == last + 1


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
    known = repeats_caption(between, current.caption) or (
        len(between) == 1 and _numbers_go_on(current, data, between[0])
    )
    if announces_table(between) and not known:
        return False
    # every sheet with a heading of its own is a table of its own
    if heading and heading[0].place.sheet != current.place.sheet:
        return False
    if heading:
        return _same_heading(current, heading)
    return len(data[0].texts) == current.width if data else True


def _numbers_go_on(current: Region, data: Sequence[GridRow], line: TextBlock) -> bool:
    """Tell whether row numbers run on past a line that bears none: a page's running title."""
    if appendix_label(line.text) or split_leading_number(line.text, bare_allowed=False)[0]:
        return False
    above = (parse_row_number(row.texts[0]) for row in reversed(current.rows))
    below = (parse_row_number(row.texts[0]) for row in data)
    before = next((number for number in above if number is not None), None)
    after = next((number for number in below if number is not None), None)
    if before is None or after is None or not before.ordinal or not after.ordinal:
        return False
    alike = (before.style, before.parts[:-1]) == (after.style, after.parts[:-1])
    return alike and after.ordinal == before.ordinal + 1


def _last_two(regions: Sequence[Region]) -> tuple[Region, Sequence[GridRow]]:
    return regions[-2], regions[-1].heading


def _same_heading(current: Region, heading: Sequence[GridRow]) -> bool:
    if all(echoes_heading(row, current.columns, current.heading) for row in heading):
        return True
    names = [heading_key(c.name) for c in columns_of(heading)]
    known = [heading_key(c.name) for c in current.columns]
    if len(names) != len(known):
        return False
    pairs = list(zip(names, known, strict=True))
    return sum(a == b for a, b in pairs) >= 0.8 * len(known) and all(_alike(*p) for p in pairs)


def _alike(one: str, two: str) -> bool:
    """Tell whether two headings may be one, misread, misspelt or cut off."""
    own, other = squeezed(one), squeezed(two)
    if own in other or other in own:
        return True
    return OSA.normalized_similarity(own, other) >= _ALIKE


def _open(
    before: Region | None,
    heading: tuple[GridRow, ...],
    rows: tuple[GridRow, ...],
    between: Sequence[TextBlock],
    layouts: Sequence[Layout],
) -> Region:
    caption = read_caption(between, before.caption if before else Caption())
    if heading:
        if before is not None and _is_part_of(before, heading):
            return Region(caption, before.columns, before.heading, heading[0].place)
        return Region(caption, columns_of(heading), heading, heading[0].place)
    width = len(rows[0].texts)
    data_first = _starts_with_data(rows, layouts)
    if before is not None and before.width == width and data_first:
        return Region(caption, before.columns, (), rows[0].place, inherited=True)
    if data_first:
        names = tuple(Column(f"Cột {index}") for index in range(1, width + 1))
        return Region(caption, names, (), rows[0].place)
    return Region(caption, columns_of(rows[:1]), rows[:1], rows[0].place)


def _is_part_of(before: Region, heading: Sequence[GridRow]) -> bool:
    """Tell whether a heading prints only some rows of the one before it."""
    return len(heading) < len(before.heading) and all(
        echoes_heading(row, before.columns, before.heading) for row in heading
    )


def _starts_with_data(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> bool:
    """Tell whether the first row is data: it is numbered, merged, or has few cells."""
    first = rows[0]
    if first.merged or parse_row_number(first.texts[0]) is not None:
        return True
    if is_number_heading(first.texts[0], layouts):
        return False
    return len(first.printed) <= max(1, len(first.texts) // 2)

"""Tables of which only the heading has all rules, or only the rows below it."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Place, TableFragment
from extract.page.area_ends import keeps_to
from extract.page.borderless import Hint, heading_of
from extract.page.columns import Gutter, TextLine, bounds_of, column_of, parted, text_line
from extract.page.flow import Row
from extract.page.looks import has_digits
from extract.page.page import Box, PageData
from extract.page.words import Words

_HIGHEST = 4
_FEWEST_COLUMNS = 3
# how far below its heading a table begins, in heights of a line
_NEAR = 3.0
_HALF_GUTTER = 2.0
_REACH = 3.0
# the widest step above a table, in heights of a line
_STEP = 1.8
# and the highest heading without rules, in points
_HIGH = 90.0


def heading_hints(
    page: PageData, tables: Sequence[TableFragment], rows: Sequence[Row]
) -> list[Hint]:
    """Return the columns of ruled headings that lines without rules follow in."""
    boxes = [_box(page, table) for table in tables]
    hints = []
    for table, box in zip(tables, boxes, strict=True):
        if not _is_heading(table):
            continue
        end = min((b[1] for b in boxes if b[1] > box[3] - _REACH), default=page.height)
        below = [row for row in rows if box[3] - _REACH < _top(row) < end]
        first = min(below, key=_top, default=None)
        if first is None:
            continue
        latest = box[3] + _NEAR * max(piece.height for piece in first)
        if _top(first) < latest:
            gutters = _gutters(page, table)
            hints.append(Hint(box[3] - _REACH, latest, end, gutters, headed=True))
    return hints


def with_bodies(
    page: PageData,
    tables: Sequence[TableFragment],
    loose: Sequence[TableFragment],
    hints: Sequence[Hint],
) -> list[TableFragment]:
    """Return all tables, each heading joined with the table without rules right below it."""
    if not hints:
        return [*tables, *loose]
    rest = list(loose)
    made = []
    for table in tables:
        low = _box(page, table)[3] - _REACH
        body = next((t for t in rest if _is_heading(table) and t.width == table.width
                     and any(h.top == low and low <= _box(page, t)[1] <= h.latest for h in hints)),
                    None)  # fmt: skip
        if body is not None:
            rest.remove(body)
            table = _joined(table, body)
        made.append(table)
    return [*made, *rest]


def headings_above(
    page: PageData, words: Words, tables: Sequence[TableFragment], rows: Sequence[Row]
) -> tuple[list[TableFragment], list[Row]]:
    """Return ruled tables with the headings without rules that stand above them, and the rest.

    Such a heading names most columns, each in its own.
    """
    made: list[TableFragment] = []
    rest = list(rows)
    for table in tables:
        lines = _lines_above(page, words, table, rest)
        heading = heading_of(page, words, lines, _gutters(page, table)) if lines else None
        if heading is not None and heading.width == table.width:
            gone = {line.number for line in lines}
            rest = [row for n, row in enumerate(rest) if n not in gone]
            table = _joined(heading, table)
        made.append(table)
    return made, rest


def _lines_above(
    page: PageData, words: Words, table: TableFragment, rows: Sequence[Row]
) -> list[TextLine]:
    """Return the lines right above a table that keep to its columns, if they may name them."""
    left, top, right, _ = _box(page, table)
    near = any(len(row) > 1 and 0 < top - row[0].box[3] < _HIGH for row in rows)
    if not near or table.width < _FEWEST_COLUMNS or _is_heading(table):
        return []
    gutters = _gutters(page, table)
    found: list[TextLine] = []
    below = top
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        foot = max(piece.box[3] for piece in row)
        if foot > top + _REACH:
            continue
        line = parted(words, text_line(number, row), gutters)
        inside = row[0].box[0] > left - _REACH and row[-1].box[2] < right + _REACH
        if not inside or below - foot > _STEP * line.height or not keeps_to(line, gutters):
            break
        found.insert(0, line)
        below = foot
    bounds = bounds_of(gutters)
    named = {column_of(bounds, p.box[0], p.box[2]) for line in found for p in line.pieces}
    return found if len(named) >= max(_FEWEST_COLUMNS, table.width - 1) else []


def _is_heading(table: TableFragment) -> bool:
    if len(table.rows) > _HIGHEST or table.width < _FEWEST_COLUMNS:
        return False
    texts = [cell.text for row in table.rows for cell in row if cell.text]
    figures = sum(has_digits(text) and not text.startswith("(") for text in texts)
    return len(texts) >= table.width - 1 and not figures


def _gutters(page: PageData, table: TableFragment) -> tuple[Gutter, ...]:
    boxes = [page.read(c.place.box) for c in max(table.rows, key=len) if c.place.box]
    sides = sorted({box[0] for box in boxes})[1:]
    return tuple((x - _HALF_GUTTER, x + _HALF_GUTTER) for x in sides)


def _joined(heading: TableFragment, body: TableFragment) -> TableFragment:
    one, two = heading.place.box, body.place.box
    assert one and two
    box = (
        min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]),
    )  # fmt: skip
    return TableFragment((*heading.rows, *body.rows), Place(page=heading.place.page, box=box))


def _box(page: PageData, table: TableFragment) -> Box:
    assert table.place.box
    return page.read(table.place.box)


def _top(row: Row) -> float:
    return min(piece.box[1] for piece in row)

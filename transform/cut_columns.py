"""Tables wider than the paper, whose last columns a spreadsheet program prints on later pages.

The page with the rest has no row numbers; its rows stand at the very heights of those on the
page that it belongs beside. A reader lays the sheets side by side, and so does this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from contracts.layouts import Layout
from extract.document import Block, Cell, Document, TableFragment, TextBlock
from transform.layout_match import is_number_heading

Row = tuple[Cell, ...]
Box = tuple[float, float, float, float]
# points by which two prints of one line may differ, and the fewest rows that prove anything
_NEAR, _FEWEST = 1.5, 4
# points between two halves of a line in different letters
_LINE = 6
_NO_BOX: Box = (0, 0, 0, 0)
# heading rows in which a column may be named
_HEADING = 3


@dataclass(slots=True)
class _Sheet:
    """A table alone on its page: where its rows begin and end, where its columns begin.

    `rest` are the sheets to be put beside it.
    """

    fragment: TableFragment
    page: int
    edges: tuple[float, ...]
    columns: tuple[int, ...]
    numbered: bool
    rest: list[_Sheet] = field(default_factory=list)


def with_cut_columns(document: Document, layouts: Sequence[Layout]) -> Document:
    """Return the document with the columns that stand on later pages put beside their rows.

    Only tables that stand alone on their pages are looked at. What the page of the rest
    prints at the heights of lines of the other page, a title in two halves, is left out.
    """
    sheets = list(_sheets(document.blocks, layouts))
    _put_beside(sheets)
    wide = [sheet for sheet in sheets if sheet.rest]
    if not wide:
        return document
    whole = {id(sheet.fragment): _joined(sheet) for sheet in wide}
    gone = {id(rest.fragment) for sheet in wide for rest in sheet.rest}
    lines = {
        rest.page: _heights(document.blocks, sheet.page) for sheet in wide for rest in sheet.rest
    }
    kept = (b for b in document.blocks if id(b) not in gone and not _is_half_line(b, lines))
    return replace(document, blocks=tuple(whole.get(id(block), block) for block in kept))


def _sheets(blocks: Iterable[Block], layouts: Sequence[Layout]) -> Iterator[_Sheet]:
    by_page: dict[int, list[TableFragment]] = {}
    for block in blocks:
        if isinstance(block, TableFragment) and block.place.page is not None:
            by_page.setdefault(block.place.page, []).append(block)
    for page, (fragment, *others) in by_page.items():
        if others or len(fragment.rows) < _FEWEST:
            continue
        if edges := _edges(fragment):
            starts = (_box(cell)[0] for cell in max(fragment.rows, key=len))
            columns = tuple(round(start) for start in starts)
            yield _Sheet(fragment, page, edges, columns, _is_numbered(fragment, layouts))


def _is_numbered(fragment: TableFragment, layouts: Sequence[Layout]) -> bool:
    heading = (cell for row in fragment.rows[:_HEADING] for cell in row)
    return any(is_number_heading(cell.text, layouts) for cell in heading)


def _box(cell: Cell) -> Box:
    return cell.place.box or _NO_BOX


def _edges(fragment: TableFragment) -> tuple[float, ...]:
    """Return the heights at which rows begin, and where the last ends; none if not in order."""
    own = [[_box(cell) for cell in row if not cell.covered] for row in fragment.rows]
    if not all(own):
        return ()
    bottom = max(box[3] for row in own for box in row)
    edges = (*(min(box[1] for box in row) for row in own), bottom)
    in_order = all(below - above > 2 * _NEAR for above, below in pairwise(edges))
    return edges if in_order else ()


def _put_beside(sheets: Sequence[_Sheet]) -> None:
    """Give each sheet that is the rest of one before it to that one."""
    cuts: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    whole: list[_Sheet] = []
    for sheet in sheets:
        known = (one for one in whole if one.numbered or (one.columns, sheet.columns) in cuts)
        own = [] if sheet.numbered else [one for one in known if _belong(one, sheet)]
        if not own:
            whole.append(sheet)
            continue
        # pages go over and then down, or down and then over: each gets its first rest first
        first = min(own, key=lambda one: len(one.rest))
        first.rest.append(sheet)
        cuts.add((first.columns, sheet.columns))


def _belong(own: _Sheet, sheet: _Sheet) -> bool:
    parts = (own, *own.rest)
    return own.columns != sheet.columns and all(_same_rows(part, sheet) for part in parts)


def _same_rows(one: _Sheet, other: _Sheet) -> bool:
    """Tell whether all edges of one are edges of the other; headings may be cut once more."""
    few, many = sorted((one.edges, other.edges), key=len)
    outer = abs(few[0] - many[0]) <= _NEAR and abs(few[-1] - many[-1]) <= _NEAR
    found = all(any(abs(edge - own) <= _NEAR for own in many) for edge in few)
    return outer and found and len(many) - len(few) < _HEADING


def _joined(sheet: _Sheet) -> TableFragment:
    """Return the table with what belongs beside it."""
    parts = [sheet, *sheet.rest]
    edges = max((part.edges for part in parts), key=len)
    laid = [_over(part, edges) for part in parts]
    rows = (tuple(cell for row in side for cell in row) for side in zip(*laid, strict=True))
    return replace(sheet.fragment, rows=tuple(rows))


def _over(sheet: _Sheet, edges: Sequence[float]) -> list[Row]:
    """Lay a table over the rows between `edges`; a row over several is covered in the others."""
    rows: list[Row] = []
    for row, (top, bottom) in zip(sheet.fragment.rows, pairwise(sheet.edges), strict=True):
        count = sum(top - _NEAR <= edge < bottom - _NEAR for edge in edges)
        rows.append(tuple(replace(cell, row_span=cell.row_span + count - 1) for cell in row))
        below = tuple(replace(cell, text="", row_span=1, covered=True) for cell in row)
        rows += [below] * (count - 1)
    return rows


def _heights(blocks: Iterable[Block], page: int) -> list[float]:
    own = (b for b in blocks if isinstance(b, TextBlock) and b.place.page == page)
    return [block.place.box[1] for block in own if block.place.box]


def _is_half_line(block: Block, lines: dict[int, list[float]]) -> bool:
    place = block.place
    if isinstance(block, TableFragment) or place.page is None or place.box is None:
        return False
    return any(abs(place.box[1] - height) <= _LINE for height in lines.get(place.page, ()))

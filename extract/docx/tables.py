"""Tables to fragments of cells, or to lines of text where a table only sets a letterhead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.archive import Element
from extract.document import Block, Cell, Place, TableFragment, TextBlock
from extract.docx.grid import RawCell, RawRow, RawTable
from extract.making import new_cell, new_place

_FRAME = re.compile(
    r"c[oộ]ng\s+h(?:òa|oà)\s+x[aã]\s+hội\s+chủ\s+nghĩa|độc\s+lập\s*[-–]\s*tự\s+do|^nơi\s+nhận\s*:"
    r"|đảng\s+cộng\s+sản\s+việt\s+nam"
    # the head of a statistical form says so
    r"|^[-–+\s]*(?:đơn\s+vị|cơ\s+quan)\s+(?:nhận\s+|gửi\s+)?báo\s+cáo\s*:",
    re.IGNORECASE | re.MULTILINE,
)
_FIGURE = re.compile(r"[-–]?\d[\d.,]*\s*%?")
_MAX_FRAME_WIDTH, _MAX_FRAME_ROWS = 4, 30
_MAX_LAYOUT_WIDTH, _MAX_LAYOUT_ROWS = 3, 8
# a letterhead of more cells is set column by column into one row
_FRAME_CELLS = 14


@dataclass(frozen=True, slots=True)
class Text:
    """What a cell prints: its lines, the blocks of tables inside it."""

    lines: tuple[str, ...] = ()
    bold: bool = False
    raw: str | None = None
    inner: tuple[Block, ...] = ()
    place: Place | None = None


_NOTHING = Text()


CellReader = Callable[[Element, Place], Text]


def table_blocks(raw: RawTable, table: int, *, ruled: bool, read: CellReader) -> Iterator[Block]:
    """Yield what a table prints: one fragment, or the text that it lays out.

    `ruled` tells that the table as a whole draws lines; `read` reads one w:tc.
    """
    texts = {
        id(cell): read(cell.element, _place(table, row, cell))
        for row in raw.rows
        for cell in row.cells
        if cell.element is not None and not cell.covered
    }
    if _is_layout(raw, texts, ruled=ruled):
        yield from _laid_out(raw, table, texts)
        return
    rows = _cells(raw, table, texts, joint=" ")
    yield TableFragment(rows=rows, place=Place(table=table, row=raw.rows[0].number))


def _is_layout(raw: RawTable, texts: dict[int, Text], *, ruled: bool) -> bool:
    if raw.width <= 1 or len(texts) == 1:
        return True
    if raw.width <= _MAX_FRAME_WIDTH and len(raw.rows) <= _MAX_FRAME_ROWS and _is_frame(texts):
        return True
    if any(text.inner for text in texts.values()) and not ruled:
        return True
    few = raw.width <= _MAX_LAYOUT_WIDTH and len(raw.rows) <= _MAX_LAYOUT_ROWS
    bare = not ruled and raw.ruled_cells <= len(texts) / 3
    return few and bare and _reads_as_layout(raw, texts)


def _is_frame(texts: dict[int, Text]) -> bool:
    return any(_FRAME.search("\n".join(text.lines)) for text in texts.values())


def _reads_as_layout(raw: RawTable, texts: dict[int, Text]) -> bool:
    """Tell whether the cells of a bare small table are blocks of text rather than data."""
    filled = [_filled(row, texts) for row in raw.rows]
    if any(row.heading for row in raw.rows) or any(len(row) > 2 for row in filled):
        return False
    cells = [text for row in filled for text in row]
    if any(_FIGURE.fullmatch(" ".join(text.lines)) for text in cells):
        return False
    return len(raw.rows) == 1 or any(len(text.lines) > 1 for text in cells)


def _filled(row: RawRow, texts: dict[int, Text]) -> list[Text]:
    found = (texts.get(id(cell)) for cell in row.cells)
    return [text for text in found if text is not None and text.lines]


def _laid_out(raw: RawTable, table: int, texts: dict[int, Text]) -> Iterator[Block]:
    """Yield a layout table: rows of one cell as text, what stands side by side as a frame."""
    beside: list[RawRow] = []
    for row in raw.rows:
        if len(row.cells) > 1:
            beside.append(row)
            continue
        yield from _beside(raw, beside, table, texts)
        beside = []
        yield from _cell_blocks(row, row.cells[0], table, texts)
    yield from _beside(raw, beside, table, texts)


def _cell_blocks(row: RawRow, cell: RawCell, table: int, texts: dict[int, Text]) -> Iterator[Block]:
    text = texts.get(id(cell), _NOTHING)
    place = Place(table=table, row=row.number, column=cell.start + 1)
    yield from (TextBlock(line, place, text.bold) for line in text.lines)
    yield from text.inner


def _beside(
    raw: RawTable, rows: Sequence[RawRow], table: int, texts: dict[int, Text]
) -> Iterator[Block]:
    if not rows:
        return
    part = replace(raw, rows=list(rows))
    own = {id(cell): texts[id(cell)] for row in rows for cell in row.cells if id(cell) in texts}
    if _is_frame(own) and not any(text.inner for text in own.values()):
        cells = _cells(part, table, own, joint="\n")
        yield TableFragment(rows=_compact(cells), place=Place(table=table, row=rows[0].number))
        return
    standing = [(cell.start, row.number, row, cell) for row in rows for cell in row.cells]
    for _, _, row, cell in sorted(standing, key=lambda item: item[:2]):
        yield from _cell_blocks(row, cell, table, own)


def _compact(rows: tuple[tuple[Cell, ...], ...]) -> tuple[tuple[Cell, ...], ...]:
    """Return a frame of many cells as one row, each column's lines in one cell."""
    if sum(bool(cell.text) for row in rows for cell in row) <= _FRAME_CELLS:
        return rows
    columns: dict[int | None, list[Cell]] = {}
    for cell in (cell for row in rows for cell in row if cell.text):
        columns.setdefault(cell.place.column, []).append(cell)
    return (tuple(_column(cells) for _, cells in sorted(columns.items(), key=_first)),)


def _first(item: tuple[int | None, list[Cell]]) -> int:
    return item[0] or 0


def _column(cells: Sequence[Cell]) -> Cell:
    text = "\n".join(cell.text for cell in cells)
    return replace(cells[0], text=text, row_span=1, column_span=1)


def _cells(
    raw: RawTable, table: int, texts: dict[int, Text], joint: str
) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of a table, tall ones once with blank ones below."""
    return tuple(
        tuple(_made(cell, row, table, texts.get(id(cell), _NOTHING), joint) for cell in row.cells)
        for row in raw.rows
    )


def _made(cell: RawCell, row: RawRow, table: int, text: Text, joint: str) -> Cell:
    lines = (*text.lines, *_inner_lines(text)) if text.inner else text.lines
    shown = lines[0] if len(lines) == 1 else joint.join(lines)
    place = text.place or _place(table, row, cell)
    width = cell.end - cell.start
    return new_cell(
        shown, place, cell.height, width, text.bold, cell.covered, "docx", None, text.raw
    )


def _place(table: int, row: RawRow, cell: RawCell) -> Place:
    return new_place(None, None, None, None, None, table, row.number, cell.start + 1)


def _inner_lines(text: Text) -> Iterator[str]:
    for block in text.inner:
        yield from _lines_of(block)


def _lines_of(block: Block) -> Iterable[str]:
    if isinstance(block, TextBlock):
        return [block.text]
    return [cell.text for row in block.rows for cell in row if cell.text]

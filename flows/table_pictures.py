"""The tables of a document without pages, drawn as the grids that were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw

from extract.document import Cell, Document, Place, TableFragment
from flows.lettering import lettering, wrapped
from flows.understood import HEAD, Understood, understood
from transform.reading import Reading

_SIZE, _LABEL = 15, 11
_LINE = _SIZE + 4
_MARGIN, _PADDING, _TAG = 24, 6, 16
_NARROWEST, _WIDEST = 56, 300
_MOST_WIDTH = 2_200
_MOST_LINES = 4
# rows of a picture, pictures of a document
_MOST_ROWS, _MOST_PICTURES = 60, 200
_MERGED, _INK, _RULE = "#fff8e6", "#1c1f24", "#b9bec7"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell in the grid: where it begins and how far it reaches."""

    cell: Cell
    row: int
    column: int


def draw_tables(document: Document, reading: Reading, folder: Path) -> list[Path]:
    """Write one PNG for each table, long ones in parts, and return the paths.

    Cells over several columns or rows are one box on a yellow ground; long texts are cut
    short.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = understood(reading)
    written: list[Path] = []
    for number, fragment in enumerate(_fragments(document), start=1):
        for part, piece in enumerate(_parts(fragment), start=1):
            if len(written) == _MOST_PICTURES:
                return written
            tail = f"-part-{part:02d}" if len(fragment.rows) > _MOST_ROWS else ""
            path = folder / f"{document.source.sha256[:12]}-table-{number:03d}{tail}.png"
            _picture(piece, _title(fragment, number), known).save(path)
            written.append(path)
    return written


def _fragments(document: Document) -> list[TableFragment]:
    return [fragment for fragment in document.fragments() if fragment.width]


def _parts(fragment: TableFragment) -> Iterator[TableFragment]:
    for start in range(0, len(fragment.rows), _MOST_ROWS):
        yield replace(fragment, rows=fragment.rows[start : start + _MOST_ROWS])


def _title(fragment: TableFragment, number: int) -> str:
    return f"{number}: {fragment.place}" if fragment.place != Place() else str(number)


def _picture(fragment: TableFragment, title: str, known: Understood) -> Image.Image:
    slots = list(_slots(fragment))
    widths = _widths(slots, fragment.width)
    xs = [_MARGIN, *accumulate(widths, initial=_MARGIN)][1:]
    heights = _heights(slots, xs, len(fragment.rows))
    ys = list(accumulate(heights, initial=2 * _MARGIN))
    image = Image.new("RGB", (xs[-1] + _MARGIN, ys[-1] + _MARGIN), "white")
    pen = ImageDraw.Draw(image)
    pen.text((_MARGIN, 10), title, fill=_INK, font=lettering(_SIZE))
    for slot in slots:
        _draw(pen, slot, xs, ys, known)
    return image


def _slots(fragment: TableFragment) -> Iterator[_Slot]:
    for number, row in enumerate(fragment.rows):
        column = 0
        for cell in row:
            yield _Slot(cell, number, column)
            column += cell.column_span


def _widths(slots: Sequence[_Slot], count: int) -> list[int]:
    """Return the width of each column: that of its texts, within bounds."""
    font = lettering(_SIZE)
    widths = [_NARROWEST] * count
    for slot in slots:
        if slot.cell.column_span == 1:
            # long texts take several lines
            wish = font.getlength(slot.cell.text[:400]) / 2 + 2 * _PADDING
            if len(slot.cell.text) < 12:
                wish = font.getlength(slot.cell.text) + 3 * _PADDING
            widths[slot.column] = max(widths[slot.column], min(_WIDEST, round(wish)))
    if sum(widths) > _MOST_WIDTH:
        widths = [max(24, round(width * _MOST_WIDTH / sum(widths))) for width in widths]
    return widths


def _heights(slots: Sequence[_Slot], xs: Sequence[int], count: int) -> list[int]:
    heights = [_LINE + _TAG + _PADDING] * count
    for slot in slots:
        if slot.cell.row_span == 1 and not slot.cell.covered:
            lines = len(_lines(slot, xs))
            heights[slot.row] = max(heights[slot.row], _LINE * lines + _TAG + _PADDING)
    return heights


def _lines(slot: _Slot, xs: Sequence[int]) -> list[str]:
    width = xs[_end(slot, xs)] - xs[slot.column] - 2 * _PADDING
    return wrapped(slot.cell.text, width, _SIZE, _MOST_LINES) if slot.cell.text else []


def _end(slot: _Slot, xs: Sequence[int]) -> int:
    return min(slot.column + slot.cell.column_span, len(xs) - 1)


def _draw(
    pen: ImageDraw.ImageDraw, slot: _Slot, xs: Sequence[int], ys: Sequence[int], known: Understood
) -> None:
    cell = slot.cell
    if cell.covered:
        # the merged cell above is drawn over it
        return
    bottom = min(slot.row + cell.row_span, len(ys) - 1)
    box = (xs[slot.column], ys[slot.row], xs[_end(slot, xs)], ys[bottom])
    merged = cell.row_span > 1 or cell.column_span > 1
    pen.rectangle(box, fill=_MERGED if merged else "white", outline=_RULE)
    colour, label, opens = known.get(cell.place, (HEAD, "", False))
    inner = (box[0] + 2, box[1] + 2, box[2] - 2, box[3] - 2)
    pen.rectangle(inner, outline=colour, width=2)
    # cells of a text file have one place, that of their line
    if label and (slot.column == 0 or not opens):
        font = lettering(_LABEL)
        end = box[0] + 8 + pen.textlength(label, font=font)
        pen.rectangle((box[0] + 3, box[1] + 3, end, box[1] + 5 + _LABEL), fill=colour)
        pen.text((box[0] + 5, box[1] + 3), label, fill="white", font=font)
    for number, line in enumerate(_lines(slot, xs)):
        at = (box[0] + _PADDING, box[1] + _TAG + _LINE * number)
        pen.text(at, line, fill=_INK, font=lettering(_SIZE))
        if cell.bold:
            pen.text((at[0] + 1, at[1]), line, fill=_INK, font=lettering(_SIZE))

"""Printed rows as equally long rows of a grid, spans filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Place, TableFragment, spanning
from extract.making import maker


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed row over the table's grid: text and boldness by column.

    `merged` tells that one cell covers the whole width; `starts_page` that the row is the
    first of its fragment. `spread` holds the columns that repeat the cell to their left
    because it spans them, `covered` those that a cell of a row above covers, `hanging` those
    of blank cells over several rows: at the top of a page they hang from the page before, and
    so may those of printed ones, `tall`.
    """

    texts: tuple[str, ...]
    place: Place
    bold: tuple[bool, ...]
    places: tuple[Place, ...]
    merged: bool = False
    starts_page: bool = False
    spread: tuple[int, ...] = ()
    covered: tuple[int, ...] = ()
    hanging: tuple[int, ...] = ()
    tall: tuple[int, ...] = ()

    @property
    def blank(self) -> bool:
        """Tell whether nothing is printed in the row."""
        return not any(self.texts)

    @property
    def printed(self) -> tuple[int, ...]:
        """Indices of the cells that are not blank."""
        return tuple(i for i, text in enumerate(self.texts) if text)


_new_row = maker(GridRow)


def grid_rows(fragment: TableFragment, width: int | None = None) -> tuple[GridRow, ...]:
    """Return the rows of a fragment over `width` columns (its usual width when None).

    A spanning cell repeats its text over the columns it covers; a cell spanning the whole
    row stands in the first column alone. Blank rows are left out.
    """
    usual = width or usual_width(fragment.rows)
    rows = [grid_row(cells, usual) for cells in fragment.rows]
    kept = [row for row in rows if not row.blank]
    return (replace(kept[0], starts_page=True), *kept[1:]) if kept else ()


def usual_width(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Return the most frequent width of the rows, the larger one on a tie."""
    widths = [_used_width(row) for row in rows if len(row) > 1 or len(rows) == 1]
    if not widths:
        return max((_used_width(row) for row in rows), default=0)
    return max(set(widths), key=lambda w: (widths.count(w), w))


def table_width(rows: Sequence[tuple[Cell, ...]], heading_height: int) -> int:
    """Return over how many columns to lay rows of which the first are a heading.

    With a heading the table is as wide as anything is printed: rows may have lost blanks
    at their end, or have some too many. A row wider than most has a stray tab.
    """
    usual = usual_width(rows)
    if not heading_height:
        return usual
    regular = [row for row in rows if _used_width(row) <= usual]
    return max(printed_width(rows[:heading_height]), printed_width(regular))


def printed_width(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Return how far the rows are printed at most: blanks at their ends do not count."""
    return max((_printed_width(row) for row in rows), default=0)


def has_margin(fragment: TableFragment) -> bool:
    """Tell whether every row begins with a blank cell that only indents it."""
    return all(len(row) > 2 and not row[0].text and not row[0].covered for row in fragment.rows)


def without_tab_runs(rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """Return rows whose tabs only align text with one cell for each printed piece.

    The first row is a heading of one row. Tabs align where it has blanks inside, most rows
    have just as many pieces as it, none has more, and yet few are as wide.
    """
    pieces = [tuple(cell for cell in row if cell.text) for row in rows]
    count = len(pieces[0])
    if len(rows) < 2 or count < 3 or count == _printed_width(rows[0]):
        return rows
    others = [len(row) for row in pieces[1:]]
    full = sum(number == count for number in others)
    as_wide = sum(_used_width(row) == _used_width(rows[0]) for row in rows[1:])
    if max(others) > count or full < 0.6 * len(others) or as_wide > 0.5 * len(others):
        return rows
    return pieces


def _printed_width(row: tuple[Cell, ...]) -> int:
    """Return how far a row is printed: blanks at its end do not count."""
    end = width = 0
    for cell in row:
        width += cell.column_span
        end = width if cell.text else end
    return end


def _used_width(row: tuple[Cell, ...]) -> int:
    return sum(cell.column_span for cell in row)


def merged_row(text: str, place: Place, width: int, bold: bool) -> GridRow:
    """Return a line of text as a row whose one cell covers the whole table."""
    return _sized([Cell(text, place, bold=bold)], place, width, merged=True)


def grid_row(cells: tuple[Cell, ...], width: int) -> GridRow:
    """Return one printed row over `width` columns; see `grid_rows`."""
    over = [(cell, step) for cell in cells for step in range(cell.column_span)]
    distinct = {cell.text for cell, _ in over if cell.text}
    repeated = len(distinct) == 1 and len(over) > 2 and all(cell.text for cell, _ in over)
    merged = repeated or (len(cells) == 1 and width > 1)
    place = spanning([c.place for c in cells])
    if merged:
        return _sized([cell for cell, _ in over][:1], place, width, merged=True)
    row = _sized([cell for cell, _ in over], place, width, merged=False)
    if len(over) == len(cells) and not any(cell.row_span > 1 or cell.covered for cell in cells):
        return row
    return replace(
        row,
        spread=tuple(i for i, (_, step) in enumerate(over) if step and i < width),
        covered=tuple(i for i, (cell, _) in enumerate(over) if cell.covered and i < width),
        hanging=tuple(i for i, (cell, _) in enumerate(over) if cell.row_span > 1 and not cell.text),
        tall=tuple(i for i, (cell, _) in enumerate(over) if cell.row_span > 1 and cell.text),
    )


def _sized(cells: list[Cell], place: Place, width: int, merged: bool) -> GridRow:
    """Pad a short row with blanks; fold what stands beyond the width into the last cell."""
    texts = [cell.text for cell in cells]
    if len(texts) > width > 0:
        texts = [*texts[: width - 1], " ".join(t for t in texts[width - 1 :] if t)]
    pad = width - len(texts)
    places = [cell.place for cell in cells][:width]
    bold = [cell.bold for cell in cells][:width]
    return _new_row(
        tuple(texts + [""] * pad),
        place,
        tuple(bold + [False] * pad),
        tuple(places + [place] * pad),
        merged,
    )

"""Printed rows as equally long rows of a grid, spans filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.document import Cell, Place, TableFragment, spanning


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed row over the table's grid: text and boldness by column.

    `merged` tells that one cell covers the whole width; `starts_page` that the row is the
    first of its fragment.
    """

    texts: tuple[str, ...]
    place: Place
    bold: tuple[bool, ...]
    places: tuple[Place, ...]
    merged: bool = False
    starts_page: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether nothing is printed in the row."""
        return not any(self.texts)

    @property
    def printed(self) -> tuple[int, ...]:
        """Indices of the cells that are not blank."""
        return tuple(i for i, text in enumerate(self.texts) if text)


def grid_rows(fragment: TableFragment, width: int | None = None) -> tuple[GridRow, ...]:
    """Return the rows of a fragment over `width` columns (its usual width when None).

    A spanning cell repeats its text over the columns it covers; a cell spanning the whole
    row stands in the first column alone. Blank rows are left out.
    """
    usual = width or usual_width(fragment.rows)
    rows = [_grid_row(cells, usual) for cells in fragment.rows]
    kept = [row for row in rows if not row.blank]
    return tuple(replace(row, starts_page=index == 0) for index, row in enumerate(kept))


def usual_width(rows: Sequence[tuple[Cell, ...]]) -> int:
    """Return the most frequent width of the rows, the larger one on a tie."""
    widths = [_used_width(row) for row in rows if len(row) > 1 or len(rows) == 1]
    if not widths:
        return max((_used_width(row) for row in rows), default=0)
    return max(set(widths), key=lambda w: (widths.count(w), w))


def _used_width(row: tuple[Cell, ...]) -> int:
    return sum(cell.column_span for cell in row)


def _grid_row(cells: tuple[Cell, ...], width: int) -> GridRow:
    spread = [cell for cell in cells for _ in range(cell.column_span)]
    distinct = {cell.text for cell in spread if cell.text}
    repeated = len(distinct) == 1 and len(spread) > 2 and all(cell.text for cell in spread)
    merged = repeated or (len(cells) == 1 and width > 1)
    return _sized(
        spread[:1] if merged else spread, spanning([c.place for c in cells]), width, merged
    )


def _sized(cells: list[Cell], place: Place, width: int, merged: bool) -> GridRow:
    """Pad a short row with blanks; fold what stands beyond the width into the last cell."""
    texts = [cell.text for cell in cells]
    if len(texts) > width > 0:
        texts = [*texts[: width - 1], " ".join(t for t in texts[width - 1 :] if t)]
    pad = width - len(texts)
    places = [cell.place for cell in cells][:width]
    bold = [cell.bold for cell in cells][:width]
    return GridRow(
        texts=tuple(texts + [""] * pad),
        place=place,
        bold=tuple(bold + [False] * pad),
        places=tuple(places + [place] * pad),
        merged=merged,
    )

"""Which rows of a sheet are tables and which are text above, between and below them.

Lines around cells tell it where there are any; on a bare sheet a table begins with the first
row of several filled cells and ends with the blank row after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.xlsx.sheet import Sheet

_FRAME = re.compile(
    r"c[oộ]ng\s+h(?:òa|oà)\s+x[aã]\s+hội|độc\s+lập\s*[-–]\s*tự\s+do|^nơi\s+nhận\b|^số\s*:"
    r"|,\s*ngày.{0,12}tháng",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^\(?\s*(?:phụ\s+lục|phụ\s+biểu|biểu|mẫu|(?:ban\s+hành\s+)?kèm\s+theo|đơn\s+vị(?:\s+tính)?\s*:"
    r"|đvt\s*:)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"[-–+(]?\d")
_LEAST_ROWS = 2
_WIDE = 3


@dataclass(slots=True)
class Run:
    """Successive rows of a sheet that are one table, or text."""

    kind: Literal["table", "text"]
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its rows and its columns, both as numbers in the sheet."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def runs_of(sheet: Sheet) -> list[Run]:
    """Return the rows of a sheet in order, as runs of table rows and of text rows."""
    lined = {row for row, columns in sheet.ruled.items() if len(columns) >= 2}
    filled = [row for row in sheet.rows if row in lined]
    wide = [row for row, cells in sheet.rows.items() if len(cells) >= _WIDE]
    if filled and 2 * len(filled) >= len(wide):
        return _runs(sheet, _ruled_rows(sheet, lined))
    return _runs(sheet, _dense_rows(sheet))


def _runs(sheet: Sheet, table_rows: dict[int, int]) -> list[Run]:
    """Return runs; `table_rows` gives each row of a table the number of that table."""
    runs: list[Run] = []
    last = 0
    for row in sheet.rows:
        table = table_rows.get(row, 0)
        if not runs or table != last:
            runs.append(Run("table" if table else "text"))
        runs[-1].rows.append(row)
        last = table
    return runs


def _ruled_rows(sheet: Sheet, lined: set[int]) -> dict[int, int]:
    """Number the rows with lines, and rows of data right below that nobody lined."""
    found: dict[int, int] = {}
    table = before = 0
    for row in sorted({*sheet.rows, *lined}):
        touching = bool(before) and _touches(sheet, before, row)
        if row in lined:
            table += not touching
        elif not (touching and _extends(sheet, row, before)):
            before = 0
            continue
        found[row] = table
        before = row
    return {**_bare_headings(sheet, found), **found}


def _bare_headings(sheet: Sheet, tables: dict[int, int]) -> dict[int, int]:
    """Number the rows of headings that nobody lined, right above lined rows of data."""
    found: dict[int, int] = {}
    firsts: dict[int, int] = {}
    for row, table in tables.items():
        firsts.setdefault(table, row)
    for table, first in firsts.items():
        if not any(_FIGURE.match(cell.text) for cell in sheet.rows.get(first, {}).values()):
            continue
        heading = _heading_above(sheet, first)
        if any(len(sheet.rows[row]) >= _WIDE for row in heading):
            found.update(dict.fromkeys(heading, table))
    return found


def _heading_above(sheet: Sheet, first: int) -> list[int]:
    """Return the rows of words within the columns of row `first` that stand right above it."""
    heading: list[int] = []
    below = first
    for row in sorted((row for row in sheet.rows if row < first), reverse=True):
        cells = sheet.rows[row]
        words = len(cells) > 1 and not any(_FIGURE.match(cell.text) for cell in cells.values())
        inside = set(cells) <= sheet.ruled.get(first, set())
        if not (words and inside and _touches(sheet, row, below)) or _is_frame(sheet, row):
            break
        heading.append(row)
        below = row
    return heading


def _touches(sheet: Sheet, above: int, row: int) -> bool:
    return all(between in sheet.hidden_rows for between in range(above + 1, row))


def _extends(sheet: Sheet, row: int, above: int) -> bool:
    """Tell whether a row without lines continues the table above it."""
    cells = sheet.rows[row]
    within = sheet.ruled.get(above) or set(sheet.rows.get(above, {}))
    return len(cells) >= _WIDE and set(cells) <= within and not _is_frame(sheet, row)


def _is_frame(sheet: Sheet, row: int) -> bool:
    return any(_FRAME.search(cell.text) for cell in sheet.rows[row].values())


def _dense_rows(sheet: Sheet) -> dict[int, int]:
    """Number the rows of tables on a sheet without lines."""
    found: dict[int, int] = {}
    table = 0
    for chunk in _chunks(sheet):
        rows = _table_part(sheet, chunk)
        table += bool(rows)
        found.update(dict.fromkeys(rows, table))
    return found


def _chunks(sheet: Sheet) -> Iterator[list[int]]:
    """Yield runs of filled rows without a blank row between."""
    chunk: list[int] = []
    for row in sheet.rows:
        if chunk and not _touches(sheet, chunk[-1], row):
            yield chunk
            chunk = []
        chunk.append(row)
    if chunk:
        yield chunk


def _table_part(sheet: Sheet, chunk: Sequence[int]) -> list[int]:
    """Return the rows of a chunk from the first that reads as a table's, or none."""
    sizes = {row: len(sheet.rows[row]) for row in chunk if not _is_frame(sheet, row)}
    widest = max(sizes.values(), default=0)
    least = min(widest, _WIDE)
    dense = [row for row, size in sizes.items() if size >= max(2, least)]
    if len(dense) < _LEAST_ROWS or (widest < _WIDE and len(dense) <= _LEAST_ROWS):
        return []
    return [row for row in chunk if row >= dense[0]]


def split_captions(sheet: Sheet, run: Run, *, first: bool) -> tuple[list[int], list[int]]:
    """Return the text rows at the top of a table run, and the rows of the table.

    A line may be drawn around a caption too; only in the `first` table may any single cell
    be one, later it has to read like one.
    """
    at = 0
    for row in run.rows:
        cells = list(sheet.rows[row].values())
        if len(cells) != 1 or not (first or _CAPTION.match(cells[0].text)):
            break
        at += 1
    return (run.rows[:at], run.rows[at:]) if at < len(run.rows) else ([], run.rows)


def regions_of(
    sheet: Sheet, rows: Sequence[int], before: Region | None, *, near: bool
) -> list[Region]:
    """Return the tables that stand side by side in `rows`, usually one.

    The columns are those with text. A further part of the table `before` has its columns,
    so that rows without any note keep the column of notes: that is seen by the lines, or,
    where there are none, by nothing standing between (`near`).
    """
    used = {column for row in rows for column in sheet.rows[row]}
    lined = {column for row in rows for column in sheet.ruled.get(row, ())}
    if before is not None and used <= set(before.columns):
        continues = set(before.columns) <= lined if lined else near
        if continues:
            return [Region(tuple(rows), before.columns)]
    inside = used & lined if len(used & lined) >= 2 else used
    columns = range(min(inside), max(inside) + 1)
    spanned = _spanned(sheet, rows)
    parts: list[list[int]] = [[]]
    for column in columns:
        if column in sheet.hidden_columns:
            continue
        if column in used or column in lined or column in spanned:
            parts[-1].append(column)
        elif parts[-1]:
            parts.append([])
    return [Region(tuple(rows), tuple(part)) for part in _joined(parts)]


def _spanned(sheet: Sheet, rows: Sequence[int]) -> set[int]:
    """Return the columns that merged cells with text reach over."""
    wanted = set(rows)
    return {
        column
        for merge in sheet.merges
        if merge.top in wanted and merge.left in sheet.rows[merge.top]
        for column in range(merge.left, merge.right + 1)
    }


def _joined(parts: Sequence[Sequence[int]]) -> list[list[int]]:
    """Join a part of one column to its neighbour: a table has at least two."""
    joined: list[list[int]] = []
    for part in parts:
        if joined and part and (len(part) < 2 or len(joined[-1]) < 2):
            joined[-1].extend(part)
        elif part:
            joined.append(list(part))
    return joined

"""Tables without upright rules, or without any, from how their text is aligned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document import Cell, Place, TableFragment
from extract.pdf.columns import Columns, column_of, find_columns, fits
from extract.pdf.flow import Row
from extract.pdf.page import PageData
from extract.pdf.printed_rows import TableLine, cut_rows
from extract.pdf.rules import Rule
from extract.pdf.words import Words

Gutters = tuple[tuple[float, float], ...]
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class LooseTables:
    """Tables found, the lines left over, and the gutters of a table open at the page's end."""

    tables: list[TableFragment]
    rows: list[Row]
    gutters: Gutters = ()


@dataclass(frozen=True, slots=True)
class Hint:
    """Columns that are known: of an area with upright rules only, or of the page before.

    A table may begin between `top` and `latest` and reaches no further than `bottom`.
    """

    top: float
    latest: float
    bottom: float
    gutters: Gutters


def loose_tables(
    page: PageData, words: Words, rows: Sequence[Row], rules: Sequence[Rule], hints: Sequence[Hint]
) -> LooseTables:
    """Return the tables without level or upright rules among the lines of a page."""
    tables: list[TableFragment] = []
    left: list[Row] = []
    index = 0
    gutters: Gutters = ()
    while index < len(rows):
        found = _found(words, rows, index, hints)
        if found is None:
            left.append(rows[index])
            index += 1
            continue
        del left[len(left) - (index - found.start) :]
        tables.append(_table(page, words, found, rules))
        index = found.end
        gutters = tuple(found.gutters) if len(rows) - index <= 2 else ()
    return LooseTables(tables, left, gutters)


def _found(words: Words, rows: Sequence[Row], index: int, hints: Sequence[Hint]) -> Columns | None:
    base = rows[index][0].box[3]
    for hint in hints:
        if not hint.top <= base <= hint.latest or not fits(rows[index], hint.gutters):
            continue
        inside = [row for row in rows[index:] if row[0].box[3] <= hint.bottom + row[0].height]
        if found := find_columns(words, [*rows[:index], *inside], index, hint.gutters):
            return found
    return find_columns(words, rows, index) if _is_heading(words, rows[index]) else None


def _is_heading(words: Words, row: Row) -> bool:
    """Tell whether a line can be the anchor of a table: three or more short texts."""
    if len(row) < 3:
        return False
    texts = [words.line(piece.runs)[0] for piece in row]
    return all(len(text) <= _LONGEST_HEADING for text in texts) and any(
        text[:1].isalpha() for text in texts
    )


def _table(page: PageData, words: Words, found: Columns, rules: Sequence[Rule]) -> TableFragment:
    bounds = found.bounds()
    numbers = range(found.start, found.end)
    rows = [found.rows[number] for number in numbers]
    lines = [
        _line(words, row, bounds, across=number in found.across)
        for number, row in zip(numbers, rows, strict=True)
    ]
    own = [rule.at for rule in rules if rule.end - rule.start > 0.7 * (bounds[-1] - bounds[0])]
    made = [
        _cells(page, words, rows[first:end], bounds,
               across=lines[first].across)
        for first, end in cut_rows(lines, own)
    ]  # fmt: skip
    boxes = [cell.place.box for row in made for cell in row if cell.place.box]
    box = (
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    )  # fmt: skip
    return TableFragment(tuple(made), Place(page=page.number, box=box))


def _line(words: Words, row: Row, bounds: Sequence[float], *, across: bool) -> TableLine:
    key = any(column_of(bounds, piece.box[0], piece.box[2]) == 0 for piece in row)
    bold = all(words.is_bold(piece.runs) for piece in row)
    return TableLine(max(piece.box[3] for piece in row), bold, key, across)


def _cells(
    page: PageData, words: Words, rows: Sequence[Row], bounds: Sequence[float], *, across: bool
) -> tuple[Cell, ...]:
    """Return the cells of one row; a line that runs across keeps a number before it apart."""
    top = min(piece.box[1] for row in rows for piece in row)
    bottom = max(piece.box[3] for row in rows for piece in row)
    columns: list[list[list[int]]] = [[] for _ in bounds[1:]]
    for row in rows:
        parts: dict[int, list[int]] = {}
        for number, piece in enumerate(row):
            column = column_of(bounds, piece.box[0], piece.box[2])
            if across:
                column = min(number, 1) if len(row) > 1 else 0
            parts.setdefault(column, []).extend(piece.runs)
        for column, runs in parts.items():
            columns[column].append(runs)
    spans = [1] * len(columns)
    if across:
        first = 1 if columns[1] else 0
        spans = [1] * first + [len(columns) - first]
    cells: list[Cell] = []
    for column, span in enumerate(spans):
        box = (bounds[column], top, bounds[column + span], bottom)
        cells.append(_cell(page, words, columns[column], box, span))
    return tuple(cells)


def _cell(
    page: PageData,
    words: Words,
    lines: Sequence[Sequence[int]],
    box: tuple[float, float, float, float],
    span: int,
) -> Cell:
    text, raw = words.text(lines) if lines else ("", None)
    bold = bool(lines) and words.is_bold([run for line in lines for run in line])
    place = Place(page=page.number, box=page.shown(box))
    return Cell(text, place, 1, span, bold, False, page.backend, None, raw)

"""Rows of a table by the order in which the file prints it: one cell after the other.

Most programs print a whole cell, then the one to its right, then the next row. Where a text
goes back up to an earlier line, the lines it passed belong to one row, however the cells are
aligned. A file that prints line by line shows nothing of this.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.page.table_line import Part, TableLine, could_wrap, right_sides

# steps of lines in a cell, against the usual one
_WIDER = 1.3
# a wrapped row number goes on so often
_MOST_LEVELS = 3


@dataclass(slots=True)
class _Entry:
    """A part: its place in the order of printing, its column and line."""

    first: float
    column: int
    line: int
    part: Part


@dataclass(slots=True)
class _Row:
    """The entries of a row in the order of printing."""

    entries: list[_Entry] = field(default_factory=list)

    def confirmed(self, index: int) -> bool:
        """Tell whether a later text stands above the entry that follows entry `index`."""
        below = self.entries[index + 1].line
        return any(entry.line < below for entry in self.entries[index + 2 :])


def rows_by_print(
    lines: Sequence[TableLine], rules: Sequence[float]
) -> list[tuple[int, int]] | None:
    """Return first and last line (excluded) of each row, or None where the order says nothing.

    `rules` are positions of level rules, over which no row goes.
    """
    entries = sorted(
        (
            _Entry(part.first, column, number, part)
            for number, line in enumerate(lines)
            for column, part in line.parts.items()
        ),
        key=lambda entry: entry.first,
    )
    rights = right_sides(lines)
    tight = _usual_step(entries)
    rows: list[_Row] = []
    for entry in entries:
        if rows and _belongs(rows[-1], entry, lines, rules, tight):
            rows[-1].entries.append(entry)
        else:
            rows.append(_Row([entry]))
    if not any(row.confirmed(i) for row in rows for i in _joints(row)):
        return None
    top = _set_at_top(rows)
    parted = [part for row in rows for part in _parted(row, lines, rights, top)]
    if any(map(_repeats_figures, parted)):
        return None
    return _ranges(parted, len(lines))


def _usual_step(entries: Sequence[_Entry]) -> float:
    """Return the usual distance of two lines that are printed one after the other."""
    steps = sorted(
        two.part.base - one.part.base
        for one, two in itertools.pairwise(entries)
        if one.column == two.column and two.line > one.line
    )
    return steps[len(steps) // 3] if steps else 0.0


def _belongs(
    row: _Row, entry: _Entry, lines: Sequence[TableLine], rules: Sequence[float], tight: float
) -> bool:
    """Tell whether a text may be of the row that is printed: to the right, or below in a cell."""
    last = row.entries[-1]
    own, above = lines[entry.line], lines[last.line]
    if own.across or above.across:
        return entry.line == last.line and entry.column > last.column
    bases = [lines[e.line].base for e in row.entries]
    low, high = min(*bases, own.base), max(*bases, own.base)
    if any(low < at < high for at in rules):
        return False
    if entry.column == last.column:
        step = entry.part.base - last.part.base
        return entry.line > last.line and step <= _WIDER * tight
    return entry.column > last.column


def _joints(row: _Row) -> list[int]:
    """Return the entries of a row that go on in the same column."""
    pairs = enumerate(itertools.pairwise(row.entries))
    return [i for i, (one, two) in pairs if one.column == two.column]


def _set_at_top(rows: Sequence[_Row]) -> bool:
    """Tell whether cells stand beside the first line of one of several, not between its lines."""
    top = middle = 0
    for row in rows:
        joints = _joints(row)
        if not joints:
            continue
        column = row.entries[joints[0]].column
        own = [entry.line for entry in row.entries if entry.column == column]
        beside = [entry.line for entry in row.entries if entry.column > column]
        if beside:
            top += min(beside) == own[0]
            middle += not set(beside) & set(own)
    return top > middle


def _parted(
    row: _Row, lines: Sequence[TableLine], rights: dict[int, float], top: bool
) -> list[_Row]:
    """Return a row cut where one text could not go on in the next, and nothing shows that it does.

    Only before the first text of another column: there a heading may stand above a row.
    """
    for index in _joints(row):
        own = row.entries[: index + 1]
        if _holds(row, index, lines, rights, top) or any(e.column != own[0].column for e in own):
            continue
        rest = _Row(row.entries[index + 1 :])
        return [_Row(own), *_parted(rest, lines, rights, top)]
    return [row]


def _holds(
    row: _Row, index: int, lines: Sequence[TableLine], rights: dict[int, float], top: bool
) -> bool:
    """Tell whether entry `index` and the one below it are one text.

    Where cells stand at the `top` of their rows, others would stand beside the first line.
    """
    one, two = row.entries[index], row.entries[index + 1]
    if row.confirmed(index):
        return True
    if top and row.entries[-1].column > one.column:
        return False
    alike = lines[one.line].bold == lines[two.line].bold or len(lines[two.line].parts) > 1
    return alike and could_wrap(one.part, two.part, rights.get(one.column))


def _repeats_figures(row: _Row) -> bool:
    """Tell whether a cell holds several figures: then columns are printed, not cells.

    A row number of several levels may be wrapped behind its dots.
    """
    pairs = [(row.entries[i], row.entries[i + 1]) for i in _joints(row)]
    figures = [(one, two) for one, two in pairs if one.part.figure and two.part.figure]
    levels = sum(one.column == 0 and one.part.text.endswith(".") for one, _ in figures)
    return len(figures) > levels or levels > _MOST_LEVELS


def _ranges(rows: Sequence[_Row], count: int) -> list[tuple[int, int]] | None:
    """Return the lines of each row; None where rows reach into each other."""
    ends = [(min(e.line for e in r.entries), max(e.line for e in r.entries)) for r in rows]
    if any(one[1] >= two[0] for one, two in itertools.pairwise(ends)):
        return None
    starts = [start for start, _ in ends]
    return list(itertools.pairwise([*starts, count]))

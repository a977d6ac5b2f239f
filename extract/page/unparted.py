"""Rules that a ruled table lacks: between rows, or columns, of which several share a cell.

Where cells side by side hold figure under figure, line by line, each line is a row. The rules
are put in, so that everything behind them sees a whole grid.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.page.cell_lines import CellLines
from extract.page.grid import Grid, grid_of
from extract.page.lacking_columns import lacking_columns
from extract.page.looks import is_figure, without_leader
from extract.page.print_order import rows_by_print
from extract.page.printed_rows import cut_rows
from extract.page.rules import Rule, RuleGroup
from extract.page.table_line import Part, TableLine
from extract.page.unnumbered import number_rules
from extract.page.words import Line, Words

_FEWEST = 3
_SAME_BASE = 0.45
_ASCENT = 0.8
_FIRST = frozenset("0123456789-–—.:$€£(xX")
_HEADING = 3
_APART = 1.25


@dataclass(frozen=True, slots=True)
class _Entry:
    """A printed line of one cell: its cell, runs, base line and height."""

    cell: int
    runs: Sequence[int]
    base: float
    height: float


def whole_grid(
    words: Words,
    group: RuleGroup,
    grid: Grid,
    own: CellLines,
    known: Sequence[float] = (),
) -> Grid | None:
    """Return a grid with the rules that it lacks, or None when it lacks none.

    `own` are its lines, `known` the columns of a table on the page before that lacked rules.
    """
    level = list(_level_rules(words, grid, own))
    upright = list(lacking_columns(words, grid, own, known))
    if numbers := list(number_rules(words, grid, own)):
        upright = [rule for rule in upright if rule.at > grid.xs[1]] + numbers
    if not level and not upright:
        return None
    return grid_of(RuleGroup(
        sorted([*group.level, *level]), sorted([*group.upright, *upright])
    ))  # fmt: skip


def _level_rules(words: Words, grid: Grid, own: CellLines) -> Iterator[Rule]:
    rows: defaultdict[int, list[Sequence[Line]]] = defaultdict(list)
    for cell, lines in own.several.items():
        slot = grid.cells[cell]
        if slot.bottom - slot.top == 1:
            rows[slot.top].append(lines)
    for number, several in rows.items():
        keys = own.several.get(grid.owners[number][0], ())
        key = len(keys)
        anew = key > 1 and _begins_anew(words, keys)
        if not anew and not _may_hold_rows(words, several, key):
            continue
        figures = _hold_rows(words, several)
        if key < 2 and not figures:
            # rows that stand apart begin in the first column
            continue
        entries = [
            _entry(words, cell, line.runs)
            for cell in dict.fromkeys(grid.owners[number])
            if grid.cells[cell].top == number and grid.cells[cell].bottom == number + 1
            for line in own.of(cell)
        ]
        for at in _cuts(words, grid, entries, figures, anew):
            yield Rule(at, grid.xs[0], grid.xs[-1])


def _begins_anew(words: Words, key: Sequence[Line]) -> bool:
    """Tell whether the first cell of a row is printed in parts, with others between them."""
    runs = [[words.order.get(run, run) for run in line.runs] for line in key]
    return any(min(below) > max(above) + 1 for above, below in itertools.pairwise(runs))


def _may_hold_rows(words: Words, cells: Sequence[Sequence[Line]], key: int) -> bool:
    """Tell, at little cost, whether cells of a row deserve a closer look.

    `key` is the number of lines in the first cell of the row.
    """
    texts = words.texts
    for cell in cells:
        if texts[cell[-1].runs[0]][:1] in _FIRST:
            return True
    return key >= _FEWEST and sum(len(cell) >= 2 * _FEWEST for cell in cells) > 1


def _hold_rows(words: Words, cells: Sequence[Sequence[Line]]) -> bool:
    """Tell whether cells of a row hold figures line by line: three lines, or two in many."""
    counts = sorted(count for cell in cells if (count := _figure_lines(words, cell)) > 1)
    if not counts:
        return False
    if len(counts) == 1:
        others = [len(cell) for cell in cells]
        return counts[0] >= _FEWEST and sum(count >= counts[0] for count in others) > 1
    return counts[-2] >= _FEWEST or len(counts) > _FEWEST


def _stand_apart(lines: Sequence[TableLine]) -> list[int]:
    """Return the lines that begin rows set apart by wider space over all cells."""
    steps = [two.base - one.base for one, two in itertools.pairwise(lines)]
    if len(steps) < 2 * _FEWEST:
        return []
    usual = sorted(steps)[len(steps) // 3]
    starts = [index for index, step in enumerate(steps, start=1) if step > _APART * usual]
    full = [index for index in starts if 0 in lines[index].parts and len(lines[index].parts) > 1]
    return starts if len(starts) > 1 and full == starts else []


def _figure_lines(words: Words, lines: Sequence[Line]) -> int:
    """Return how many lines of a cell are figures; only a heading may stand above them."""
    count = 0
    for line in reversed(lines):
        if words.texts[line.runs[0]][:1] not in _FIRST:
            break
        if not is_figure(words.line(line.runs)[0]):
            break
        count += 1
    rest = len(lines) - count
    return count if rest <= _HEADING and (not rest or count > rest) else 0


def _entry(words: Words, cell: int, runs: Sequence[int]) -> _Entry:
    boxes = [words.boxes[run] for run in runs]
    base = max(box[3] for box in boxes)
    return _Entry(cell, runs, base, max(box[3] - box[1] for box in boxes))


def _cuts(
    words: Words, grid: Grid, entries: Sequence[_Entry], figures: bool, anew: bool
) -> Iterator[float]:
    """Yield where rules part the rows that the cells of one grid row hold.

    `anew` tells that the file prints the first cell in parts, as several rows would be.
    """
    rows: list[list[_Entry]] = []
    for entry in sorted(entries, key=lambda e: e.base):
        if rows and entry.base - rows[-1][-1].base < _SAME_BASE * entry.height:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    lines = [_table_line(words, grid, row) for row in rows]
    starts = _starts(lines, figures, anew)
    if anew and not starts and (printed := _printed_rows(words, grid, entries)):
        for one, two in itertools.pairwise(printed):
            yield round((_bottom(one) + max(_bottom(one) + 0.1, _top(two))) / 2, 2)
    for start in starts:
        upper = lines[start - 1].base
        lower = max(upper + 0.1, lines[start].base - _ASCENT * lines[start].height)
        yield round((upper + lower) / 2, 2)


def _printed_rows(words: Words, grid: Grid, entries: Sequence[_Entry]) -> list[list[_Entry]] | None:
    """Return rows as the file prints them, each from the first column on, None where it may not.

    Rows lie below each other and fill most columns. In one of them a text goes back up to a
    line above, so that the file prints cell by cell and not line by line.
    """
    rows: list[list[_Entry]] = []
    for entry in sorted(entries, key=lambda e: min(words.order.get(run, run) for run in e.runs)):
        first = grid.cells[entry.cell].left == 0
        if not rows or (first and rows[-1][-1].cell != entry.cell):
            rows.append([])
        rows[-1].append(entry)
    if len(rows) < 2 or any(_top(two) < _bottom(one) for one, two in itertools.pairwise(rows)):
        return None
    if any(2 * len({entry.cell for entry in row}) < len(grid.xs) for row in rows):
        return None
    return rows if any(map(_goes_up, rows)) else None


def _goes_up(row: Sequence[_Entry]) -> bool:
    return any(
        two.base < one.base - _SAME_BASE * one.height for one, two in itertools.pairwise(row)
    )


def _bottom(row: Sequence[_Entry]) -> float:
    return max(entry.base for entry in row)


def _top(row: Sequence[_Entry]) -> float:
    return min(entry.base - _ASCENT * entry.height for entry in row)


def _starts(lines: Sequence[TableLine], figures: bool, anew: bool) -> list[int]:
    """Return the lines with which rows begin, but for the first."""
    printed = rows_by_print(lines, ()) if anew else None
    if printed is None and anew and _counts_up(lines):
        printed = cut_rows(lines)
    keys = [any(0 in line.parts for line in lines[a:b]) for a, b in printed or ()]
    if printed and sum(keys) > len(keys) / 2:
        return [start for start, _ in printed[1:]]
    if figures:
        return [start for start, _ in cut_rows(lines)[1:]]
    return _stand_apart(lines)


def _counts_up(lines: Sequence[TableLine]) -> bool:
    """Tell whether the first column holds nothing but row numbers that count up by one."""
    texts = [line.parts[0].text.rstrip(".") for line in lines if 0 in line.parts]
    if len(texts) < _FEWEST or not all(text.isdecimal() for text in texts):
        return False
    return all(int(two) == int(one) + 1 for one, two in itertools.pairwise(texts))


def _table_line(words: Words, grid: Grid, entries: Sequence[_Entry]) -> TableLine:
    parts = {}
    for entry in entries:
        text = without_leader(words.line(entry.runs)[0])
        box = words.box(entry.runs)
        parts[grid.cells[entry.cell].left] = Part(
            text, box[0], box[2], min(entry.runs), is_figure(text), base=box[3]
        )
    bold = all(words.is_bold(entry.runs) for entry in entries)
    base = max(entry.base for entry in entries)
    return TableLine(base, max(entry.height for entry in entries), parts, bold)

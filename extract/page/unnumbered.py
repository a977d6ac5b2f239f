"""The rule that a ruled table lacks between its row numbers and the texts they number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.page.cell_lines import CellLines
from extract.page.grid import Grid
from extract.page.rules import Rule
from extract.page.words import Words

_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,5}|[A-ZĐ]|[a-zđ](?=[.)]))[.)]{0,2}$")
_HEADINGS = frozenset(("STT", "TT", "SỐ TT"))
# a first column of numbers alone is narrower than this part of the table
_WIDE = 0.18
_FEWEST = 3
_GUTTER = 2.0


def number_rules(words: Words, grid: Grid, inside: CellLines) -> Iterator[Rule]:
    """Yield the rules behind the row numbers, if the first column holds texts as well."""
    if grid.xs[1] - grid.xs[0] < _WIDE * (grid.xs[-1] - grid.xs[0]):
        return
    own: dict[int, list[int]] = {}
    numbers: dict[int, list[int]] = {}
    for cell, runs in ((line.group - inside.first, line.runs) for line in inside.lines):
        if grid.cells[cell].left or grid.cells[cell].right > 1:
            continue
        is_number = bool(_NUMBER.match(words.texts[runs[0]]))
        if is_number:
            numbers.setdefault(cell, []).append(runs[0])
        own.setdefault(cell, []).extend(runs[1:] if is_number else runs)
    named = [cell for cell in numbers if own.get(cell)]
    headed = any(words.texts[run].upper() in _HEADINGS for runs in own.values() for run in runs)
    if len(named) < (1 if headed else _FEWEST) or 2 * len(named) < len(own):
        return
    low = max(words.boxes[run][2] for cell in named for run in numbers[cell])
    high = min(words.boxes[run][0] for cell in named for run in own[cell])
    # the heading of the numbers may be wider than they are
    heads = [words.boxes[run][2] for cell in own if cell not in named for run in own[cell]]
    low = max([low, *(x1 for x1 in heads if x1 < high)])
    if high - low < _GUTTER:
        return
    at = round((low + high) / 2, 2)
    for cell, runs in own.items():
        if not any(words.boxes[run][0] < at < words.boxes[run][2] for run in runs):
            slot = grid.cells[cell]
            yield Rule(at, grid.ys[slot.top], grid.ys[slot.bottom])

"""Row numbers that a narrow column broke inside: “1” above “0” is 10.

A program breaks a number only where not one more digit had room beside what it printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.page.cell_lines import CellLines
from extract.page.grid import Grid
from extract.page.tables import Printed
from extract.page.words import Line, Words

_PART = re.compile(r"^(?:\d{1,3}|[IVX]{1,4})[.)]?$")
# how much less room than a digit there may be, in points
_ROOM = 0.5


def with_whole_numbers(
    words: Words, grid: Grid, inside: CellLines, printed: Sequence[Printed]
) -> Sequence[Printed]:
    """Return the texts of a grid's cells with broken numbers of the first column whole."""
    broken = list(_broken(words, grid, inside))
    if not broken:
        return printed
    made = list(printed)
    for cell, text in broken:
        made[cell] = (text, None, made[cell][2])
    return made


def _broken(words: Words, grid: Grid, inside: CellLines) -> Iterator[tuple[int, str]]:
    """Yield the cells of the first column whose lines are parts of one number."""
    cells = [cell for cell in inside.several if grid.cells[cell][1::2] == (0, 1)]
    if not cells:
        return
    first = inside.first
    own = [line for line in inside.lines if grid.cells[line.group - first][1::2] == (0, 1)]
    room = max(_width(words, line) for line in own)
    digit = max(_width(words, line) / len(words.line(line.runs)[0]) for line in own)
    for cell in cells:
        lines = inside.several[cell]
        texts = [words.line(line.runs)[0] for line in lines]
        if all(map(_PART.match, texts)):
            full = all(_width(words, line) + digit > room + _ROOM for line in lines[:-1])
            if full and len({text[0].isdecimal() for text in texts}) == 1:
                yield cell, "".join(texts)


def _width(words: Words, line: Line) -> float:
    return words.boxes[line.runs[-1]][2] - words.boxes[line.runs[0]][0]

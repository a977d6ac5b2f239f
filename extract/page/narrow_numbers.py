"""Row numbers that a narrow column broke inside: “1” above “0” is 10.

A program breaks a number only where not one more digit had room beside what it printed.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from extract.page.grid import Grid
from extract.page.tables import Printed
from extract.page.words import Line, Words

_PART = re.compile(r"^(?:\d{1,3}|[IVX]{1,4})[.)]?$")
# how much less room than a digit there may be, in points
_ROOM = 0.5


def with_whole_numbers(
    words: Words, grid: Grid, lines: Sequence[Line], first: int, printed: Sequence[Printed]
) -> Sequence[Printed]:
    """Return the texts of a grid's cells with broken numbers of the first column whole.

    `lines` are those of the page by cell; the cells of the grid have numbers from `first`.
    """
    broken = list(_broken(words, grid, lines, first))
    if not broken:
        return printed
    made = list(printed)
    for cell, text in broken:
        made[cell] = (text, None, made[cell][2])
    return made


def _broken(
    words: Words, grid: Grid, lines: Sequence[Line], first: int
) -> Iterator[tuple[int, str]]:
    """Yield the cells of the first column whose lines are parts of one number."""
    ends = (bisect_left(lines, (number,)) for number in (first, first + len(grid.cells)))
    inside = lines[slice(*ends)]
    groups = [line.group for line in inside]
    several = {one for one, two in itertools.pairwise(groups) if one == two}
    if not any(grid.cells[number - first][1::2] == (0, 1) for number in several):
        return
    own = [line for line in inside if grid.cells[line.group - first][1::2] == (0, 1)]
    cells = [list(group) for _, group in itertools.groupby(own, attrgetter("group"))]
    room = max(_width(words, line) for line in own)
    digit = max(_width(words, line) / len(words.line(line.runs)[0]) for line in own)
    for cell in cells:
        texts = [words.line(line.runs)[0] for line in cell]
        if len(texts) > 1 and all(map(_PART.match, texts)):
            full = all(_width(words, line) + digit > room + _ROOM for line in cell[:-1])
            if full and len({text[0].isdecimal() for text in texts}) == 1:
                yield cell[0].group - first, "".join(texts)


def _width(words: Words, line: Line) -> float:
    return words.boxes[line.runs[-1]][2] - words.boxes[line.runs[0]][0]

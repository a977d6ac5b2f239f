"""Areas of a page put together that are parts of one table."""

from __future__ import annotations

from collections.abc import Sequence

from extract.page.area_ends import keeps_to
from extract.page.areas import Area, areas, inner_starts, step_of, straight_below
from extract.page.columns import TextLine, gutters_of, parted
from extract.page.ladders import ruled_areas
from extract.page.looks import is_caption
from extract.page.rules import Rule
from extract.page.words import Words

# lines between two parts of a table, and the widest step there, in heights of a line
_MOST_BETWEEN = 3
CLOSE = 2.4
# the last lines of a table show where its cells begin
_LAST = 4


def ruled_and_more(words: Words, lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Area]:
    """Return the areas between level rules, with heading and last row beyond those."""
    found = list(ruled_areas(words, lines, rules))
    usual = areas(words, lines) if found else []
    made = []
    for own in found:
        start = min([a.start for a in usual if a.start < own.start < a.end], default=own.start)
        # the last rows may have no rule below them
        end = max([a.end for a in usual if a.start < own.end < a.end], default=own.end)
        made.append(Area(start, end))
    return made


def united(words: Words, lines: Sequence[TextLine], found: Sequence[Area]) -> list[Area]:
    """Return areas with those joined that follow each other closely in the same columns.

    A heading, or a long text in the middle of a table, may part what is one table.
    """
    made: list[Area] = []
    for area in found:
        if made and _are_one(words, lines, made[-1], area):
            made[-1] = Area(made[-1].start, area.end)
        else:
            made.append(area)
    return made


def _are_one(words: Words, lines: Sequence[TextLine], one: Area, two: Area) -> bool:
    if any(step_of(lines, n) > CLOSE for n in range(one.end, two.start + 1)):
        return False
    between = [words.line(line.pieces[0].runs)[0] for line in lines[one.end : two.start]]
    if any(map(is_caption, between)):
        return False
    if _goes_on_below(words, lines, one, two):
        return True
    if _between(lines, one, two) > _MOST_BETWEEN:
        return False
    counts = [
        len(gutters_of(words, [line for line in lines[start:end] if len(line.pieces) > 1]))
        for start, end in ((one.start, one.end), (two.start, two.end), (one.start, two.end))
    ]
    # words set far apart may look like columns in a few lines
    least = counts[0] if two.end - two.start < one.end - one.start else max(counts[:2])
    return counts[2] >= max(least, counts[1] - 1, 1)


def _goes_on_below(words: Words, lines: Sequence[TextLine], one: Area, two: Area) -> bool:
    """Tell whether all lines down to the end of the second area keep to columns of the first."""
    full = [line for line in lines[one.start : one.end] if len(line.pieces) > 1]
    gutters = gutters_of(words, full)
    below = (parted(words, line, gutters) for line in lines[one.end : two.end])
    return len(gutters) > 2 and all(keeps_to(line, gutters) for line in below)


def _between(lines: Sequence[TextLine], one: Area, two: Area) -> int:
    """Return how many lines stand between two areas that go on no cell of the first."""
    last = lines[max(one.start, one.end - _LAST) : one.end]
    under = [start for line in last for start in inner_starts(line)]
    return sum(not straight_below(line, under) for line in lines[one.end : two.start])

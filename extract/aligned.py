"""Tables that a text aligns with blanks: their lines with a tab between the columns.

Columns are what strips of blanks part that go through nearly all rows (the white gutters of
Breuel, "Two geometric algorithms for layout analysis", 2002, for characters instead of
boxes). Two such strips at least must be there: one alone is a letterhead or a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

Line = tuple[int, str]
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST_GAPS = 2
_FEWEST_ROWS = 3
# lines that a wrapped cell, a title of rows or a blank puts between two rows
_MOST_BETWEEN = 3
_NARROWEST = 2
# no page is wider
_LONGEST = 500
# one row in so many may cross a strip, as a heading over several columns does
_ROWS_TO_ONE_CROSSING = 6


def with_tabs(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with a tab at each strip of blanks in those that make a table."""
    found = list(lines)
    for rows in _tables(lines):
        strips = _strips([lines[index][1] for index in rows])
        if len(strips) < _FEWEST_GAPS:
            continue
        for index in range(rows[0], rows[-1] + 1):
            number, text = lines[index]
            found[index] = (number, _cut(text, strips))
    return found


def _tables(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the lines with gaps that stand near each other, by index."""
    gapped = [i for i, (_, text) in enumerate(lines) if _has_gaps(text)]
    if len(gapped) < _FEWEST_ROWS:
        return
    run = gapped[:1]
    for before, index in pairwise(gapped):
        if _is_apart([text for _, text in lines[before + 1 : index]]):
            yield run
            run = []
        run.append(index)
    yield run


def _is_apart(between: Sequence[str]) -> bool:
    """Tell whether the lines between two rows part two tables, as a caption does."""
    printed = [text for text in between if text.strip()]
    caption = len(printed) > 1 and len(printed) < len(between)
    return caption or len(between) > _MOST_BETWEEN or any("\t" in text for text in printed)


def _has_gaps(text: str) -> bool:
    if "  " not in text or "\t" in text or len(text) > _LONGEST:
        return False
    return len(_GAP.findall(text)) >= _FEWEST_GAPS


def _strips(rows: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the strips of blanks between the columns begin and end."""
    if len(rows) < _FEWEST_ROWS:
        return []
    width = max(len(row.rstrip()) for row in rows)
    left = min(len(row) - len(row.lstrip()) for row in rows)
    most = len(rows) // _ROWS_TO_ONE_CROSSING
    filled = [sum(i < len(row) and row[i] != " " for row in rows) for i in range(width)]
    return [
        strip
        for blank, run in groupby(range(left, width), key=lambda i: filled[i] <= most)
        if blank
        for strip in _clear_parts(list(run), filled)
        if strip[0] > left
    ]


def _clear_parts(places: Sequence[int], filled: Sequence[int]) -> list[tuple[int, int]]:
    """Return the parts of a strip that no row crosses, else the widest that few do.

    There are several where a column between them is blank in nearly all rows. What only
    the longest lines fill is the end of the last column, and no strip.
    """
    for crossed in sorted({filled[i] for i in places}):
        wide = _wide_parts(places, [filled[i] <= crossed for i in places])
        if crossed and places[-1] == len(filled) - 1:
            return []
        if wide:
            return wide if not crossed else [max(wide, key=lambda part: part[1] - part[0])]
    return []


def _wide_parts(places: Sequence[int], clear: Sequence[bool]) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    for is_clear, run in groupby(zip(clear, places, strict=True), key=lambda pair: pair[0]):
        part = [place for _, place in run]
        if is_clear and len(part) >= _NARROWEST:
            parts.append((part[0], part[-1] + 1))
    return parts


def _cut(text: str, strips: Sequence[tuple[int, int]]) -> str:
    """Return a line with tabs for its strips; a cell that crosses one leaves the next blank."""
    if not text.strip():
        return text
    cells: list[str] = []
    start = after = 0
    for first, end in strips:
        if text[first:end].strip():
            after += 1
            continue
        cells += [text[start:first].strip(), *[""] * after]
        start, after = end, 0
    cells += [text[start:].strip(), *[""] * after]
    return "\t".join(cells) if sum(map(bool, cells)) > 1 or after < len(strips) else text

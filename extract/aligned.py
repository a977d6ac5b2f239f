"""Tables that a text aligns with blanks: their lines with a tab between the columns.

Columns are what strips of blanks part that go through nearly all rows (the white gutters of
Breuel, "Two geometric algorithms for layout analysis", 2002, for characters instead of
boxes). Two such strips at least must be there: one alone is a letterhead or a signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise, zip_longest

Line = tuple[int, str]
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FIGURE = re.compile(r"[-+]?[\d.,\s]+%?|[-–]")
_JOINED = "\0"
_FEWEST_GAPS = 2
_FEWEST_ROWS = 3
# lines that a wrapped cell, a title of rows or a blank puts between two rows
_MOST_BETWEEN = 3
# so many lines the last row of a table may have
_MOST_WRAPPED = 8
_NARROWEST = 2
# no page is wider
_LONGEST = 500
# one row in so many may cross a strip, as a heading over several columns does
_ROWS_TO_ONE_CROSSING = 6


def with_tabs(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with a tab at each strip of blanks in those that make a table."""
    found = list(lines)
    for rows in _tables(lines):
        head = lines[rows[0]][1]
        strips, headed = _strips_below([lines[index][1] for index in rows])
        if len(strips) < _FEWEST_GAPS:
            continue
        end = min(len(lines), rows[-1] + _MOST_WRAPPED)
        texts = {i: lines[i][1] for i in range(rows[0], end)}
        cut = {i: headed if text == head else _cut(text, strips) for i, text in texts.items()}
        for index, text in _unwrapped(cut, rows[-1]).items():
            found[index] = (lines[index][0], text)
    return [line for line in found if line[1] != _JOINED]


def _unwrapped(lines: dict[int, str], last: int) -> dict[int, str]:
    """Return cut lines by index, those of a wrapped cell joined to the row above.

    Behind the line `last` only such lines count. A joined one stays as a mark for the
    caller to take away.
    """
    cells = {i: text.split("\t") for i, text in lines.items()}
    widths = _widths(row for i, row in cells.items() if i <= last)
    found: dict[int, str] = {}
    row: int | None = None
    for index, own in cells.items():
        if row is not None and _is_rest(own, cells[index - 1], widths):
            pairs = zip_longest(found[row].split("\t"), own, fillvalue="")
            found[row] = "\t".join(" ".join(filter(None, pair)) for pair in pairs)
            found[index] = _JOINED
        elif index > last:
            break
        else:
            row = index if len(own) > 1 else None
            found[index] = lines[index]
    return found


def _widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """Return how long the longest cell of each column is."""
    columns = zip_longest(*(row for row in rows if len(row) > 1), fillvalue="")
    return [max(map(len, column)) for column in columns]


def _is_rest(rest: Sequence[str], above: Sequence[str], widths: Sequence[int]) -> bool:
    """Tell whether a line is what did not fit into the cells of the line above.

    Its first word would have passed the end of the column there. Figures are not wrapped,
    and of several cells one at least goes on with no capital.
    """
    filled = [(i, text) for i, text in enumerate(rest) if text]
    if len(rest) < 2 or not filled or not max(i for i, _ in filled) < len(above):
        return False
    if rest[0] and not (rest[0].isalpha() and above[0].isalpha()):
        return False
    if len(filled) > 1 and all(text[0].isupper() for _, text in filled):
        return False
    return all(
        above[i]
        and not _FIGURE.fullmatch(text)
        and len(above[i]) + 1 + len(text.split()[0]) > widths[i]
        for i, text in filled
    )


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
    # a row between bars; blanks in it only pad its cells
    if text.count("|") >= _FEWEST_GAPS:
        return False
    return len(_GAP.findall(text)) >= _FEWEST_GAPS


def _strips_below(rows: Sequence[str]) -> tuple[list[tuple[int, int]], str]:
    """Return the strips between the columns, and the first row cut at them.

    Headings in the middle of their columns may hide a strip that all rows below them have:
    then there are just as many of them as of columns.
    """
    strips, below = _strips(rows), _strips(rows[1:])
    headings = _GAP.split(rows[0].strip())
    if len(below) > len(strips) and len(headings) == len(below) + 1:
        return below, "\t".join(headings)
    return strips, _cut(rows[0], strips)


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

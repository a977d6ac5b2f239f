"""Heading rows to columns: where the heading ends and what each column is called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contracts.layouts import Layout
from contracts.table_wording import table_wording
from transform.formulas import is_formula_row
from transform.grid import GridRow
from transform.layout_match import (
    LONG_NOTE,
    MAX_HEADING_LENGTH,
    heading_key,
    heading_score,
    is_number_heading,
)
from transform.numbering import parse_row_number
from transform.reading import Column
from transform.vietnamese.text import fold

MAX_HEADING_ROWS = 4
_PARENTHESES = re.compile(r"^\(.*\)$")
_NUMBER_CELL = re.compile(r"^[\[(]?\s*(?:\d{1,2}|[A-HĐa-h])\s*[\])]?(?:\s*[=:].*)?$")
_NOT_HEADING = re.compile(r"\d{3}|[.;!?]\s+\S|\d\s*%|^\d+$")
# a leaf may name a year or a day; a figure or a sentence is data
_DATA = re.compile(r"^[-–+]?[\d.,]+\s*%?$|[.;!?]\s+\S|^[-–xX]$")
_SURE, _LIKELY = 0.55, 0.5


def is_heading_row(row: GridRow, layouts: Sequence[Layout]) -> bool:
    """Tell whether a row is the first row of a heading.

    Most of its cells are words of one layout, or it begins as headings over row numbers
    do and holds no data.
    """
    printed = [t for t in dict.fromkeys(row.texts) if t]
    if len(printed) < 2 or _NOT_HEADING.search(printed[0]) or parse_row_number(printed[0]):
        return False
    # half a row begins in small letters, a heading does not
    if is_number_row(row) or (printed[0][0].islower() and printed[1][0].islower()):
        return False
    if len(printed) > 2 and is_number_heading(printed[0], layouts):
        return not any(_DATA.search(t) or len(t) > MAX_HEADING_LENGTH for t in printed)
    return heading_score(printed, layouts) >= _SURE


def is_number_row(row: GridRow) -> bool:
    """Tell whether a row only numbers the columns: (1) (2) (3)=(1)+(2), or A B 1 2.

    One that holds nothing but formulas over the columns is one too.
    """
    printed = [t for t in row.texts if t]
    if len(printed) > 3 and fold(printed[0]) in table_wording().number_row_names:
        del printed[0]
    if is_formula_row(printed):
        return True
    if len(printed) < 3 or not all(_NUMBER_CELL.match(t) for t in printed):
        return False
    digits = [int(m.group()) for t in printed if (m := re.search(r"\d{1,2}", t.split("=")[0]))]
    rising = digits == sorted(set(digits)) and len(digits) >= 2 and digits[0] <= 3
    return rising and len(printed) >= len(row.texts) - 1


def _is_sub_heading(row: GridRow, heading: Sequence[GridRow], layouts: Sequence[Layout]) -> bool:
    """Tell whether a row continues the heading above it (its leaves or a note to it)."""
    above = heading[-1]
    printed = [(i, t) for i, t in enumerate(row.texts) if t]
    own = [(i, t) for i, t in printed if t != above.texts[i]]
    if not own or len(own) > len(row.texts) - 1 or is_number_row(row):
        return False
    if own[0][0] == 0 and parse_row_number(own[0][1]) is not None:
        return False
    leaves = [(i, t) for i, t in own if not _PARENTHESES.match(t)]
    if not leaves:
        return len(printed) < len(row.texts)
    if any(_DATA.search(t) or len(t) > MAX_HEADING_LENGTH for _, t in leaves):
        return False
    if _fills_what_is_open(leaves, above):
        return True
    if any(_NOT_HEADING.search(t) for _, t in leaves):
        return False
    split = sum(_is_open(heading, i) for i, _ in leaves)
    return split >= 1 and heading_score((t for _, t in leaves), layouts, leaves=True) >= _LIKELY


def _is_open(heading: Sequence[GridRow], index: int) -> bool:
    """Tell whether a column may still be parted: nothing is named there, or what spans it."""
    named = next((row for row in reversed(heading) if row.texts[index]), None)
    return named is None or (_repeats if named is heading[-1] else _spans)(named, index)


def _fills_what_is_open(leaves: Sequence[tuple[int, str]], above: GridRow) -> bool:
    """Tell whether all cells stand under spanning headings, and there are two or more.

    Where spans are not kept a spanning heading has a blank, or itself, to its right.
    """
    if leaves[0][0] == 0 or len(leaves) < 2:
        return False
    under_span = all(not above.texts[i] or _spans(above, i) for i, _ in leaves)
    return under_span and any(above.texts[i] for i, _ in leaves)


def _spans(row: GridRow, index: int) -> bool:
    after = row.texts[index + 1] if index + 1 < len(row.texts) else row.texts[index]
    return not after or _repeats(row, index)


def _repeats(row: GridRow, index: int) -> bool:
    """Tell whether the cell at `index` also covers a neighbour with the same text."""
    text = row.texts[index]
    near = [row.texts[i] for i in (index - 1, index + 1) if 0 <= i < len(row.texts)]
    return bool(text) and text in near


def heading_height(rows: Sequence[GridRow], layouts: Sequence[Layout]) -> int:
    """Return how many of the first rows are heading rows, 0 when there is none.

    A row that numbers the columns ends a heading whatever its words are.
    """
    numbered = _rows_above_numbers(rows)
    if numbered:
        return numbered
    if not rows or not is_heading_row(rows[0], layouts):
        return 0
    height = 1
    while height < min(MAX_HEADING_ROWS, len(rows)) and _is_sub_heading(
        rows[height], rows[:height], layouts
    ):
        height += 1
    return height


def _rows_above_numbers(rows: Sequence[GridRow]) -> int:
    for index, row in enumerate(rows[: MAX_HEADING_ROWS + 1]):
        if is_number_row(row):
            return index
        if row.merged or len(row.printed) < 2 or parse_row_number(row.texts[0]) is not None:
            return 0
    return 0


def columns_of(heading: Sequence[GridRow]) -> tuple[Column, ...]:
    """Return the columns that heading rows name, each with its path from the top.

    A blank beside a heading belongs to it when both have leaves below: that is how a
    spanning heading looks where spans are not kept. Names are made unique by their parents.
    """
    paths = [_path(heading, index) for index in range(len(heading[0].texts))]
    leaves = [path[-1] if path else "" for path in paths]
    names = [
        " - ".join(path) if leaves.count(leaf) > 1 and len(path) > 1 else leaf
        for path, leaf in zip(paths, leaves, strict=True)
    ]
    return tuple(Column(name, path) for name, path in zip(names, paths, strict=True))


def _path(heading: Sequence[GridRow], index: int) -> tuple[str, ...]:
    path: list[str] = []
    for depth, row in enumerate(heading):
        text = row.texts[index] or _spanning(heading, depth, index)
        bare = LONG_NOTE.sub("", text) or text
        if bare and not (path and _PARENTHESES.match(bare)) and bare not in path[-1:]:
            path.append(bare)
    return tuple(path)


def _spanning(heading: Sequence[GridRow], depth: int, index: int) -> str:
    if not _leaf_below(heading, depth, index):
        return ""
    for left in range(index - 1, -1, -1):
        if not _leaf_below(heading, depth, left):
            return ""
        if heading[depth].texts[left]:
            return heading[depth].texts[left]
    return ""


def _leaf_below(heading: Sequence[GridRow], depth: int, index: int) -> bool:
    below = [row.texts[index] for row in heading[depth + 1 :]]
    return any(text and not _PARENTHESES.match(text) for text in below)


def echoes_heading(row: GridRow, columns: Sequence[Column], heading: Sequence[GridRow]) -> bool:
    """Tell whether a row only prints again, wholly or in part, what the heading says."""
    printed = row.printed
    if len({row.texts[i] for i in printed}) < 2 or len(row.texts) != len(columns):
        return any(row.texts == above.texts for above in heading)
    return all(
        _PARENTHESES.match(row.texts[i])
        or heading_key(row.texts[i]) in _said(i, columns[i].path, heading)
        for i in printed
    )


def _said(index: int, path: Sequence[str], heading: Sequence[GridRow]) -> set[str]:
    texts = [*path, *(row.texts[index] for row in heading)]
    return {heading_key(text) for text in texts if text}

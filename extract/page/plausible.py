"""Whether lines in columns are a table, or running text, a list, a letterhead."""

from __future__ import annotations

from collections.abc import Sequence

from extract.page.looks import has_digits, is_bullet
from extract.page.printed_rows import figure_columns
from extract.page.rules import Rule
from extract.page.spans import Placed

_FEWEST_LINES = 3
_LONG = 32
_MOST_LONG = 0.34
_PROSE = 0.55
_FILLED = 0.4


def is_table(
    lines: Sequence[Placed], columns: int, rules: Sequence[Rule], known: bool = False
) -> bool:
    """Tell whether lines in `columns` columns are a table; `known` columns need less."""
    full = [line for line in lines if len(line.line.parts) > 1]
    if known:
        return bool(full)
    if len(full) < 2 or (len(full) < _FEWEST_LINES and len(rules) < 2):
        return False
    if _is_list(lines, columns) or _is_prose(lines, columns):
        return False
    if columns <= 3 and not rules and _is_contents(lines, columns - 1):
        return False
    figures = figure_columns([line.line for line in lines])
    if columns == 2:
        return (bool(figures) and figures != [0]) or len(rules) >= 3
    if len(figures) > 0:
        return True
    return len(full) >= _FEWEST_LINES and _is_filled(full, columns)


def _is_list(lines: Sequence[Placed], columns: int) -> bool:
    """Tell whether the first column only numbers the items of a list."""
    first = [line.line.parts[0].text for line in lines if 0 in line.line.parts]
    return columns == 2 and bool(first) and sum(map(is_bullet, first)) >= 0.6 * len(first)


def _is_prose(lines: Sequence[Placed], columns: int) -> bool:
    """Tell whether the columns are those of running text: long lines that fill them."""
    if columns > 3:
        return False
    long_columns = 0
    for column in range(columns):
        parts = [line.line.parts[column] for line in lines if column in line.line.parts]
        long = sum(len(part.text) >= _LONG for part in parts)
        long_columns += long > _PROSE * len(parts)
    return long_columns >= max(2, columns - 1)


def _is_contents(lines: Sequence[Placed], last: int) -> bool:
    """Tell whether the last column counts pages: whole numbers that never fall."""
    texts = [line.line.parts[last].text for line in lines if last in line.line.parts]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) >= 0.8 * len(texts) and len(numbers) > 3 and numbers == sorted(numbers)


def _is_filled(full: Sequence[Placed], columns: int) -> bool:
    """Tell whether lines without figures fill enough cells, with short texts."""
    texts = [part.text for line in full for part in line.line.parts.values()]
    long = sum(len(text) >= 2 * _LONG for text in texts)
    short = long <= _MOST_LONG * len(texts) or any(map(has_digits, texts))
    return len(texts) >= _FILLED * columns * len(full) and short

"""Cells that a page end cut off: what a page begins with goes back to the row it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from transform.grid import GridRow

# a row number that stops behind a dot, and what follows there
_CUT_NUMBER = re.compile(r"(?:\d{1,3}\.)+")
_LAST_PART = re.compile(r"\d{1,3}\.?")


def without_rest_of_merged(rows: list[GridRow], data: Sequence[GridRow]) -> Sequence[GridRow]:
    """Give the rest of a cell merged down, which a page end cut off, back to its row.

    At the top of the page it is again a cell over several rows, beside a number that is
    blank and spans them too. Returns the rows without it.
    """
    if not data or 0 not in data[0].hanging or not data[0].tall:
        return data
    first = data[0]
    texts = list(first.texts)
    for column in first.tall:
        above_it = (i for i in range(len(rows) - 1, -1, -1) if rows[i].texts[column])
        owner = next(above_it, None)
        if owner is None:
            continue
        above = rows[owner]
        whole = f"{above.texts[column]} {texts[column]}"
        joined = (*above.texts[:column], whole, *above.texts[column + 1 :])
        rows[owner] = replace(above, texts=joined)
        texts[column] = ""
    if not any(texts):
        return data[1:]
    hanging = (*first.hanging, *first.tall)
    return [replace(first, texts=tuple(texts), hanging=hanging), *data[1:]]


def without_rest_of_number(rows: list[GridRow], data: Sequence[GridRow]) -> Sequence[GridRow]:
    """Give the rest of a row number, which a page end cut off behind a dot, back to its row.

    Below “3.3.” a page begins with “2”, and has nothing beside it but rests of texts too.
    """
    above = rows[-1]
    if not data or not data[0].printed or data[0].printed[0] != 0:
        return data
    first = data[0]
    beside = [(above.texts[i], first.texts[i]) for i in first.printed[1:]]
    rests = all(before and after[0].islower() for before, after in beside)
    if first.merged or not rests or len(first.texts) != len(above.texts):
        return data
    if not (_CUT_NUMBER.fullmatch(above.texts[0]) and _LAST_PART.fullmatch(first.texts[0])):
        return data
    rows[-1] = replace(above, texts=(above.texts[0] + first.texts[0], *above.texts[1:]))
    if not beside:
        return data[1:]
    return [replace(first, texts=("", *first.texts[1:])), *data[1:]]


def is_rest_of_code(row: GridRow) -> bool:
    """Tell whether a row prints nothing but “= 2”: the end of “Yes = 1; both = 2”."""
    return len(row.printed) == 1 and row.texts[row.printed[0]].startswith("=")

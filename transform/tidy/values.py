"""Values that a database takes: texts it can store, numbers it keeps exactly, places."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from extract.document import Place

Row = dict[str, object]
_PLACE_FIELDS = ("line", "page", "sheet", "cells", "table", "row", "column")
_fields_of = attrgetter(*_PLACE_FIELDS)


def clean(text: str) -> str:
    """Return `text` without what no database stores: NUL and halves of surrogate pairs."""
    return text if _is_clean(text) else _cleaned(text)


def clean_or_none(text: str | None) -> str | None:
    """Return the cleaned text, or None where nothing is printed."""
    return clean(text) if text and not text.isspace() else None


def clean_all(texts: list[str]) -> list[str]:
    """Return the texts cleaned; one look at all of them is usually enough."""
    return texts if _is_clean("".join(texts)) else [_cleaned(text) for text in texts]


def clean_all_or_none(texts: Sequence[str | None]) -> list[str | None]:
    """Return the texts cleaned, None where nothing is printed."""
    printed = [text if text and not text.isspace() else None for text in texts]
    if _is_clean("".join(filter(None, printed))):
        return printed
    return [None if text is None else _cleaned(text) for text in printed]


def _is_clean(text: str) -> bool:
    if "\x00" in text:
        return False
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _cleaned(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def place_values(place: Place | None) -> Row:
    """Return the place columns of a row."""
    return {name: values[0] for name, values in place_columns([place or Place()]).items()}


def place_columns(places: Sequence[Place]) -> dict[str, list[Any]]:
    """Return the place columns of several rows, column by column."""
    return {
        "place_line": [at.line for at in places],
        "place_page": [at.page for at in places],
        "place_sheet": clean_all_or_none([at.sheet for at in places]),
        "place_cells": [at.cells for at in places],
        "place_table": [at.table for at in places],
        "place_row": [at.row for at in places],
        "place_column": [at.column for at in places],
        "place_box": [None if at.box is None else _box_text(at.box) for at in places],
        "place_text": [place_text(at) for at in places],
    }


def _box_text(box: tuple[float, ...]) -> str:
    return " ".join(f"{side:g}" for side in box)


def place_text(place: Place) -> str | None:
    """Return the place in words, without the box: "page 3, table 1, row 12"."""
    named = zip(_PLACE_FIELDS, _fields_of(place), strict=True)
    return clean(", ".join([f"{name} {at}" for name, at in named if at is not None])) or None


def share(probability: float) -> float:
    """Return a probability that rounding may have pushed out of 0 to 1, put back."""
    return min(1.0, max(0.0, probability))


def month_start(text: str) -> dt.date | None:
    """Return the first day of "2024-01" or "2024", or None."""
    parts = [int(part) for part in text.split("-") if part.isdigit()]
    if not parts or not 1 <= parts[0] <= dt.MAXYEAR:
        return None
    month = parts[1] if len(parts) > 1 and 1 <= parts[1] <= 12 else 1
    return dt.date(parts[0], month, 1)


def joined(texts: tuple[str, ...], separator: str) -> str | None:
    """Return the texts as one, or None where there are none."""
    return clean_or_none(separator.join(texts))


def decimals_text(values: tuple[Decimal, ...]) -> str | None:
    """Return decimals as text separated by semicolons, or None."""
    return ";".join(format(value, "f") for value in values) or None

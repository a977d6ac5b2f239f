"""Values that a database takes: texts it can store, numbers it keeps exactly, places."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from extract.document import Place

Row = dict[str, object]
_PLACE_FIELDS = ("line", "page", "sheet", "cells", "table", "row", "column")


def clean(text: str) -> str:
    """Return `text` without what no database stores: NUL and halves of surrogate pairs."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")


def clean_or_none(text: str | None) -> str | None:
    """Return the cleaned text, or None where nothing is printed."""
    return clean(text) if text and text.strip() else None


def place_values(place: Place | None) -> Row:
    """Return the place columns of a row."""
    at = place or Place()
    out: Row = {f"place_{name}": getattr(at, name) for name in _PLACE_FIELDS}
    out["place_sheet"] = clean_or_none(at.sheet)
    out["place_box"] = None if at.box is None else " ".join(f"{side:g}" for side in at.box)
    out["place_text"] = place_text(at)
    return out


def place_text(place: Place) -> str | None:
    """Return the place in words, without the box: "page 3, table 1, row 12"."""
    named = [
        f"{name} {getattr(place, name)}"
        for name in _PLACE_FIELDS
        if getattr(place, name) is not None
    ]
    return clean(", ".join(named)) or None


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

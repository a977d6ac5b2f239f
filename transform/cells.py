"""Naming the cells that a finding is about, and comparing words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.document import Place
from transform.finding import CellRef
from transform.reading import LogicalRow, LogicalTable
from transform.vietnamese.text import fold


def cell_ref(table: LogicalTable, row: LogicalRow, role: str) -> CellRef:
    """Return the cell of `row` in the column with `role`, as a person would name it."""
    index = table.column(role)
    column = None if index is None else table.columns[index].name
    return CellRef(table.appendix, row.no, column, row.code, row.place)


def cell_text(table: LogicalTable, row: LogicalRow, role: str) -> str:
    """Return the text of `row` in the column with `role`; empty where there is none."""
    index = table.column(role)
    return row.cells[index].strip() if index is not None and index < len(row.cells) else ""


def letter_ref(place: Place | None = None) -> CellRef:
    """Return a reference to the letter itself rather than to a table."""
    return CellRef(None, None, None, place=place)


def has_word(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of `words` stands in `text` as whole words."""
    return _anywhere(tuple(words)).search(fold(text)) is not None


def opens_with(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` begins with one of `words` as whole words."""
    return _opening(tuple(words)).match(fold(text)) is not None


@lru_cache(maxsize=64)
def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)")


@lru_cache(maxsize=64)
def _opening(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_either(words)})(?!\w)")


def _either(words: tuple[str, ...]) -> str:
    longest_first = sorted((fold(word) for word in words), key=len, reverse=True)
    return "|".join(re.escape(word) for word in longest_first)

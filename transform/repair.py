"""Headings, labels, units and numbers of rows of scanned tables, repaired.

Only words are repaired, and only into words that look like them; what the office worded in
its own way stays, and figures are never touched. What was read is kept in `Cell.raw`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from contracts.catalogue import indicators
from contracts.layouts import Layout
from extract.document import Block, Cell, Document, TableFragment
from transform.repair_columns import column_numbers_repaired
from transform.repair_headings import headings_repaired
from transform.repair_numbers import numbers_repaired
from transform.vietnamese.text import ascii_key, fold

BACKEND = "ocr"
# how like a known label a cell is, to be it; how many of a table's long texts must be
_LABEL = 82.0
_SURE_LABEL = 88.0
_SHARE = 0.4
_UNIT = 75.0
_SHORTEST_LABEL = 8
# words are one if so much of their letters is, marks apart
_WORD = 60.0
_EDGES = re.compile(r"^[^\w%]+|[^\w%]+$")


def repaired(document: Document, layouts: Sequence[Layout] = ()) -> Document:
    """Return `document` with headings, row numbers, labels and units of indicators put right.

    `layouts` tell the headings that are known. Only what was read from pictures is changed.
    """
    if not any(_is_scanned(fragment) for fragment in document.fragments()):
        return document
    blocks = _blocks(headings_repaired(document.blocks, layouts))
    return replace(document, blocks=tuple(numbers_repaired(map(column_numbers_repaired, blocks))))


def _blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, TableFragment) and _is_scanned(block):
            yield _repaired_table(block)
        else:
            yield block


def _is_scanned(fragment: TableFragment) -> bool:
    return any(cell.backend == BACKEND for row in fragment.rows for cell in row)


def _repaired_table(table: TableFragment) -> TableFragment:
    label, unit = _label_column(table), _unit_column(table)
    if label is None:
        return table
    rows = tuple(tuple(_columns_repaired(row, label, unit)) for row in table.rows)
    return replace(table, rows=rows)


def _columns_repaired(row: Sequence[Cell], label: int, unit: int | None) -> Iterator[Cell]:
    column = 0
    for cell in row:
        if column == label or cell.column_span > 1:
            yield _changed(cell, _label_as_known(cell.text))
        elif column == unit:
            yield _changed(cell, _unit_as_known(cell.text))
        else:
            yield cell
        column += cell.column_span


def _changed(cell: Cell, text: str) -> Cell:
    return cell if text == cell.text else replace(cell, text=text, raw=cell.raw or cell.text)


def _label_column(table: TableFragment) -> int | None:
    """Return the column that holds known labels, None where no column holds enough."""
    long: Counter[int] = Counter()
    known: Counter[int] = Counter()
    for column, cell in _cells(table):
        if len(cell.text) >= _SHORTEST_LABEL:
            long[column] += 1
            known[column] += _known_label(cell.text, _SURE_LABEL) is not None
    best = max(known, key=lambda column: known[column], default=None)
    if best is None or known[best] < max(1, _SHARE * long[best]):
        return None
    return best


def _unit_column(table: TableFragment) -> int | None:
    known: Counter[int] = Counter()
    for column, cell in _cells(table):
        known[column] += fold(cell.text) in _units()
    best = max(known, key=lambda column: known[column], default=None)
    return best if best is not None and known[best] else None


def _cells(table: TableFragment) -> Iterator[tuple[int, Cell]]:
    for row in table.rows:
        column = 0
        for cell in row:
            yield column, cell
            column += cell.column_span


@lru_cache(maxsize=4096)
def _known_label(text: str, least: float) -> str | None:
    found = process.extractOne(fold(text), _labels(), scorer=fuzz.ratio, score_cutoff=least)
    return _labels_printed()[found[2]] if found else None


def _label_as_known(text: str) -> str:
    if len(text) < _SHORTEST_LABEL:
        return text
    known = _known_label(text, _LABEL)
    return text if known is None else _words_as_known(text, known)


def _unit_as_known(text: str) -> str:
    if not text or any(c.isdigit() for c in text) or fold(text) in _units():
        return text
    found = process.extractOne(fold(text), list(_units()), scorer=fuzz.ratio, score_cutoff=_UNIT)
    return _units()[found[0]] if found else text


def _words_as_known(text: str, known: str) -> str:
    """Return `text` with each word that looks like the known label's word made that word."""
    words, right = text.split(), known.split()
    matcher = SequenceMatcher(None, [_key(w) for w in words], [_key(w) for w in right], False)
    result: list[str] = []
    for what, i0, i1, j0, j1 in matcher.get_opcodes():
        one, two = words[i0:i1], right[j0:j1]
        if what in ("equal", "replace") and len(one) == len(two):
            last = i1 == len(words)
            result += [
                _word(word, other, last=last and index == len(one) - 1)
                for index, (word, other) in enumerate(zip(one, two, strict=True))
            ]
        else:
            result += one
    return " ".join(result)


def _word(word: str, other: str, *, last: bool) -> str:
    if any(c.isdigit() for c in word + other) or not any(c.isalpha() for c in word):
        return word
    if fuzz.ratio(_key(word), _key(other)) < _WORD:
        return word
    if last:  # whether a sentence ends there is the office's own
        bare, end = _EDGES.sub("", other), word[len(word.rstrip(".;:")) :]
        opening = other[: len(other) - len(other.lstrip('(“"'))]
        closing = ")" if other.rstrip(".;:").endswith(")") and ")" in word else ""
        other = f"{opening}{bare}{closing}{end}"
    return _cased(other, word)


def _cased(other: str, word: str) -> str:
    """Return `other` with the capitals of `word`, where both are words of letters."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return other.upper()
    first = next(i for i, c in enumerate(other) if c.isalpha())
    head = other[first].upper() if letters[0].isupper() else other[first].lower()
    return other[:first] + head + other[first + 1 :]


@lru_cache(maxsize=8192)
def _key(word: str) -> str:
    """Return a word without marks and signs: what a misread word still shares."""
    return ascii_key(_EDGES.sub("", word)) or word


@cache
def _labels_printed() -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.label_vi for item in indicators()))


@cache
def _labels() -> tuple[str, ...]:
    return tuple(fold(label) for label in _labels_printed())


@cache
def _units() -> dict[str, str]:
    return {fold(item.unit): item.unit for item in indicators() if item.unit}

"""Headings of scanned tables: misread words made those of a heading that is known.

A heading that is repeated on the next page was printed alike on both: what is known on
either page, or was read the same way before, is meant on the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from contracts.layouts import Layout
from extract.document import Block, Cell, TableFragment
from transform.vietnamese.text import ascii_key, fold

# headings stand in so many rows at most
_ROWS = 3
_LIKE = 80.0
# a heading of a few letters (STT) may have one wrong
_SHORT = 3
# how alike the headings of two pages are in the mean, to be the same
_SAME = 75.0
_SAME_CELL = 60.0
_EDGES = re.compile(r"^[^\w(%]+|[^\w)%]+$")
_NUMBER = re.compile(r"[\dIVXivxa-d]{1,4}(?:[.\d]*)[.)]?")

Row = tuple[Cell, ...]


def headings_repaired(blocks: Iterable[Block], layouts: Sequence[Layout]) -> Iterator[Block]:
    """Yield blocks with the headings of the scanned tables among them repaired."""
    known = _known(tuple(layouts))
    before: Row | None = None
    for block in blocks:
        if not isinstance(block, TableFragment) or not _is_scanned(block):
            yield block
            continue
        count = _heading_rows(block.rows)
        heads = [tuple(_as_known(cell, known) for cell in row) for row in block.rows[:count]]
        if before and heads and _is_same(before, heads[0]):
            heads[0] = tuple(
                _like_before(cell, other, known)
                for cell, other in zip(heads[0], before, strict=True)
            )
        before = heads[0] if heads else before
        yield replace(block, rows=(*heads, *block.rows[count:]))


def _is_scanned(table: TableFragment) -> bool:
    return any(cell.backend == "ocr" for row in table.rows for cell in row)


def _heading_rows(rows: Sequence[Row]) -> int:
    """Return how many rows at the top may be headings: none begins with a row number."""
    for count, row in enumerate(rows[:_ROWS]):
        if not row or _NUMBER.fullmatch(row[0].text) or (count and row[0].text):
            return count
    return min(_ROWS, len(rows))


def _as_known(cell: Cell, known: dict[str, str]) -> Cell:
    """Return a heading cell with its misread words put right, others as they are."""
    bare = _EDGES.sub("", cell.text)
    key = fold(bare)
    if not key or fold(cell.text) in known:
        return cell
    if key in known:
        return _changed(cell, bare)
    if len(bare) <= _SHORT:
        near = [other for other in known if len(other) == len(key) == _SHORT]
        close = [other for other in near if Levenshtein.distance(other, key) == 1]
        return _changed(cell, known[close[0]].upper()) if len(close) == 1 else cell
    other = _nearest(key, tuple(known))
    return _changed(cell, _cased(known[other], bare)) if other and _alike(key, other) else cell


def _nearest(key: str, known: tuple[str, ...]) -> str | None:
    """Return the known heading most like a key, marks apart."""
    found = process.extractOne(
        ascii_key(key), _plain(known), scorer=fuzz.ratio, score_cutoff=_LIKE, processor=None
    )
    return known[found[2]] if found else None


@lru_cache(maxsize=4)
def _plain(known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(ascii_key(key) for key in known)


def _alike(one: str, two: str) -> bool:
    """Tell whether two headings have the same words but for a letter of each and marks."""
    words, others = ascii_key(one).split(), ascii_key(two).split()
    return len(words) == len(others) and all(
        Levenshtein.distance(a, b) <= min(1, len(b) // 3)
        for a, b in zip(words, others, strict=True)
    )


def _is_same(before: Row, row: Row) -> bool:
    if [c.column_span for c in before] != [c.column_span for c in row]:
        return False
    return sum(_ratio(a, b) for a, b in zip(before, row, strict=True)) >= _SAME * len(row)


def _ratio(one: Cell, two: Cell) -> float:
    return fuzz.ratio(ascii_key(one.text), ascii_key(two.text))


def _like_before(cell: Cell, before: Cell, known: dict[str, str]) -> Cell:
    if fold(cell.text) in known and fold(before.text) not in known:
        return cell
    return _changed(cell, before.text) if _ratio(cell, before) >= _SAME_CELL else cell


def _changed(cell: Cell, text: str) -> Cell:
    return cell if text == cell.text else replace(cell, text=text, raw=cell.raw or cell.text)


def _cased(text: str, like: str) -> str:
    return text.upper() if like.isupper() else text


@lru_cache(maxsize=4)
def _known(layouts: tuple[Layout, ...]) -> dict[str, str]:
    """Return the headings of the layouts by how they compare, as they were first written."""
    known: dict[str, str] = {}
    for layout in layouts:
        for role in layout.roles:
            for heading in role.headings:
                known.setdefault(fold(heading), heading)
    return known

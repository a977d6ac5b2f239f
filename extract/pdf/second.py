"""A page read twice: which pages are, and where two readings of one differ.

Which pages are read twice depends on nothing but the file and the page, so that a second
run reads the same ones.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.document import Block, Cell, Place, ReadNote, TableFragment
from extract.page.page import PageData

_MOST_RUNS = 4_000
_MOST_RULES = 4_000
# beyond these the reference takes many seconds to drop characters printed twice
_MOST_LETTERS = 12_000
_MOST_SHOWN = 3
_LONGEST = 40


def is_sampled(sha256: str, number: int, share: float, purpose: str) -> bool:
    """Tell whether page `number` of a file is among the `share` (0 to 1) that is read twice."""
    if share <= 0:
        return False
    digest = hashlib.sha256(f"{purpose} {sha256} {number}".encode()).digest()
    return int.from_bytes(digest[:6], "big") < share * (1 << 48)


def is_light(page: PageData) -> bool:
    """Tell whether a page is small enough for the reference, which some pages hold up."""
    few = len(page.texts) <= _MOST_RUNS and len(page.rules) <= _MOST_RULES
    return few and sum(map(len, page.texts)) <= _MOST_LETTERS


def difference(
    number: int, first: Sequence[Block], second: Sequence[Block] | None
) -> ReadNote | None:
    """Return a note where two readings of page `number` differ in the cells of its tables.

    `second` is None where the reference could not read the page, which says nothing.
    """
    if second is None:
        return None
    one, two = list(_cells(first)), list(_cells(second))
    if [_shape(cell) for cell in one] == [_shape(cell) for cell in two]:
        return None
    only_first = list(_only(one, two))
    only_second = list(_only(two, one))
    message = (
        "Two readers of the file differ in the tables of this page: "
        f"{_shown(only_first)} is only in the one that was taken, {_shown(only_second)} only "
        "in the other. Compare these cells with the page."
    )
    place = only_first[0].place if only_first else Place(page=number)
    return ReadNote("readers_differ", message, Place(page=number, box=place.box))


def _cells(blocks: Sequence[Block]) -> Iterator[Cell]:
    for block in blocks:
        if isinstance(block, TableFragment):
            yield from (cell for row in block.rows for cell in row)


def _shape(cell: Cell) -> tuple[str, int, int]:
    return cell.text, cell.row_span, cell.column_span


def _only(one: Sequence[Cell], two: Sequence[Cell]) -> Iterator[Cell]:
    left = Counter(map(_shape, two))
    for cell in one:
        if left[_shape(cell)]:
            left[_shape(cell)] -= 1
        else:
            yield cell


def _shown(cells: Sequence[Cell]) -> str:
    if not cells:
        return "nothing"
    texts = [f"“{cell.text[:_LONGEST]}”" for cell in cells[:_MOST_SHOWN]]
    more = len(cells) - len(texts)
    return ", ".join(texts) + (f" and {more} more" if more else "")

"""The row of column numbers under the headings of a scanned table, repaired.

Forms number their columns: (1), (2), (3)=(4)+(5)+(6), (4) ... Where most cells of a row hold
the number of their column the others do too. What was read is kept in `Cell.raw`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.document import Block, Cell, TableFragment

# the numbers stand in one of so many rows at the top, in so many columns and this share
_ROWS = 6
_FEWEST = 4
_SHARE = 0.6
_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:\s*=.*)?", re.DOTALL)
_LONGEST = 6
_DIGIT = re.compile(r"\d{1,2}")


def column_numbers_repaired(block: Block) -> Block:
    """Return a block with the column numbers of a scanned table put right; others as they are."""
    if not isinstance(block, TableFragment):
        return block
    rows = [_repaired(row) if i < _ROWS else row for i, row in enumerate(block.rows)]
    return replace(block, rows=tuple(rows)) if tuple(rows) != block.rows else block


def _repaired(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return a row of column numbers with those that were misread put right."""
    if len(row) < _FEWEST or not any(cell.backend == "ocr" for cell in row):
        return row
    right = [_says(cell, number) for number, cell in enumerate(row, 1)]
    if sum(right) < max(_FEWEST, _SHARE * len(row)) or all(right):
        return row
    bracketed = 2 * sum(cell.text.startswith("(") for cell in row) > len(row)
    return tuple(
        cell if ok else _renumbered(cell, number, bracketed)
        for number, (cell, ok) in enumerate(zip(row, right, strict=True), 1)
    )


def _says(cell: Cell, number: int) -> bool:
    found = _NUMBER.fullmatch(cell.text)
    return bool(found) and found is not None and int(found[1]) == number and _is_whole(cell.text)


def _is_whole(text: str) -> bool:
    """Tell whether every term of a formula holds a number."""
    formula = text.partition("=")[2]
    return all(_DIGIT.search(term) for term in re.split(r"[+\-*/]", formula)) if formula else True


def _renumbered(cell: Cell, number: int, bracketed: bool) -> Cell:
    if not cell.text or cell.covered or cell.backend != "ocr":
        return cell
    terms = re.split(r"\+", cell.text.partition("=")[2]) if "=" in cell.text else []
    if not terms and len(cell.text) > _LONGEST:
        return cell
    numbers = [number, *_sum_of(terms, number)] if terms else [number]
    if terms and len(numbers) == 1:
        return cell
    shown = [f"({one})" if bracketed else str(one) for one in numbers]
    text = shown[0] + ("=" + "+".join(shown[1:]) if terms else "")
    return replace(cell, text=text, raw=cell.raw or cell.text)


def _sum_of(terms: Sequence[str], number: int) -> list[int]:
    """Return the columns that a formula adds, where they seem to be those that follow."""
    following = list(range(number + 1, number + 1 + len(terms)))
    alike = sum(
        bool(digits) and str(one).endswith(digits)
        for one, term in zip(following, terms, strict=True)
        if (digits := "".join(_DIGIT.findall(term))) or True
    )
    return following if len(terms) > 1 and 2 * alike > len(terms) else []

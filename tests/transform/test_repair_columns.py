from __future__ import annotations

import pytest

from extract.document import Cell, Place, TableFragment
from transform.repair_columns import column_numbers_repaired

_PLACE = Place(page=1)


def _repaired(texts: list[str], *, backend: str = "ocr", row: int = 1) -> list[str]:
    heads = tuple(Cell(f"Cột {n}", _PLACE, backend=backend) for n in range(len(texts)))
    numbers = tuple(Cell(text, _PLACE, backend=backend) for text in texts)
    table = column_numbers_repaired(TableFragment((*(heads,) * row, numbers), _PLACE))
    assert isinstance(table, TableFragment)
    return [cell.text for cell in table.rows[-1]]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            ["(1)", "@2)", "(3)=(4)+(G) +(6)", "(4)", "(5)", "(6)"],
            ["(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)"],
        ),
        (
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "()=(@)+(9) +0)", "(8)", "(9)", "(10)"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)=(8)+(9)+(10)", "(8)", "(9)", "(10)"],
        ),
        (["1", "2", "ä", "4", "5"], ["1", "2", "3", "4", "5"]),
    ],
)
def test_a_column_number_is_repaired_from_its_place(read: list[str], meant: list[str]) -> None:
    assert _repaired(read) == meant


@pytest.mark.parametrize(
    "printed",
    [
        ["1", "2", "3=4+5", "4", "5", "6=3-4"],
        ["1", "Sở Y tế", "12", "4", "9", "6"],
        ["(1)", "(2)", "(3)=(7)/(4)*100", "(4)", "(5)"],
        ["1", "2", "3", "4", "Tổng số hồ sơ"],
    ],
)
def test_other_rows_stay(printed: list[str]) -> None:
    assert _repaired(printed) == printed


def test_rows_further_down_and_other_sources_stay() -> None:
    read = ["1", "2", "ä", "4", "5"]
    assert _repaired(read, row=8) == read
    assert _repaired(read, backend="pdfium") == read

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Place, TableFragment
from transform.repair_numbers import numbers_repaired

_PLACE = Place(page=1)


def _table(numbers: list[str], *, sure: float = 0.99, backend: str = "ocr") -> TableFragment:
    rows = tuple(
        (
            Cell(number, _PLACE, backend=backend, confidence=sure),
            Cell("Nội dung", _PLACE, backend=backend, confidence=0.9),
        )
        for number in numbers
    )
    return TableFragment(rows, _PLACE)


def _repaired(*tables: TableFragment) -> list[str]:
    found = [block for block in numbers_repaired(tables) if isinstance(block, TableFragment)]
    return [row[0].text for table in found for row in table.rows]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("STT 7 8 9 0 11", "STT 7 8 9 10 11"),
        ("8. 9. 0. 1. 2. 13.", "8. 9. 10. 11. 12. 13."),
        ("1 1.1 1.2 1.2.1 1.22 1.2.3 1.3 2", "1 1.1 1.2 1.2.1 1.2.2 1.2.3 1.3 2"),
        ("5.1 5.2 6.3 5.4 6", "5.1 5.2 5.3 5.4 6"),
        ("I 1 2 II 3 4 II 5 IV 6", "I 1 2 II 3 4 III 5 IV 6"),
        ("8 9 1o ll 12", "8 9 10 11 12"),
        ("3 c4 5 6", "3 4 5 6"),
    ],
)
def test_a_number_is_repaired_from_those_around_it(read: str, meant: str) -> None:
    assert _repaired(_table(read.split())) == meant.split()


@pytest.mark.parametrize(
    "printed",
    [
        "5 7 8 9",
        "1 1 2 1 3 1 4 1",
        "10 1 11 1 12 1",
        "TT A 1 2 3 B 1 2 3 4",
        "5 12 7 3 8 41",
        "2019 2020 2O21 2022",
        "8 9 10 1",
        "STT 1 2 3 STT 4 5 6",
    ],
)
def test_gaps_new_beginnings_and_figures_stay(printed: str) -> None:
    assert _repaired(_table(printed.split())) == printed.split()


def test_what_was_read_is_kept() -> None:
    (table,) = numbers_repaired([_table(["8", "9", "0", "11"])])
    assert isinstance(table, TableFragment)
    assert [row[0].raw for row in table.rows] == [None, None, "0", None]


def test_the_count_goes_on_over_pages() -> None:
    pages = _table(["8", "9"]), _table(["0", "11", "12"])
    assert _repaired(*pages) == ["8", "9", "10", "11", "12"]


def test_numbers_that_were_not_read_from_a_picture_stay() -> None:
    assert _repaired(_table(["8", "9", "0", "11"], backend="pdfium")) == ["8", "9", "0", "11"]


@given(st.integers(1, 60), st.integers(2, 30), st.floats(0.2, 1))
def test_a_plain_count_is_never_changed(first: int, count: int, sure: float) -> None:
    numbers = [str(number) for number in range(first, first + count)]
    assert _repaired(_table(numbers, sure=sure)) == numbers


@given(st.integers(1, 80), st.integers(4, 12), st.data())
def test_one_lost_digit_amid_a_count_is_found(first: int, count: int, data: st.DataObject) -> None:
    numbers = [str(number) for number in range(first, first + count)]
    lost = data.draw(st.integers(1, count - 2))
    read = list(numbers)
    if len(read[lost]) == 2:
        read[lost] = read[lost][1:]
    assert _repaired(_table(read)) == numbers


def test_an_unreadable_number_that_no_scan_read_stays_among_those_that_one_did() -> None:
    read = _table(["8", "9", "10", "I2"], sure=0.5)
    printed = _table(["l1"], backend="text")
    mixed = TableFragment((*read.rows[:3], *printed.rows, *read.rows[3:]), _PLACE)
    assert _repaired(mixed)[3] == "l1"

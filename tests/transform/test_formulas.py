from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.formulas import is_formula_row, read_formulas
from transform.reading import Formula

NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]


def formulas(*rows: list[str], heading: tuple[list[str], ...] = ()) -> list[Formula]:
    return list(read_formulas(rows, heading, rates=[5]).formulas)


@pytest.mark.parametrize(
    "cell", ["(3)=(4)+(5)", "3=4+5", "3 = 4 + 5", "[3]=[4]+[5]", "(3) = (4) + (5)"]
)
def test_a_sum_in_the_number_row(cell: str) -> None:
    (found,) = formulas(["(1)", "(2)", cell, "(4)", "(5)", "(6)"])
    assert (found.total, found.terms) == (2, ((3, 1), (4, 1)))


def test_numbers_that_begin_at_the_first_figure() -> None:
    (found,) = formulas(["A", "B", "1=2+3", "2", "3", "4"])
    assert (found.total, found.terms) == (2, ((3, 1), (4, 1)))


def test_a_formula_row_below_the_numbers() -> None:
    first, second = formulas(NUMBERS, ["", "", "=4+5", "", "", "=(3)-(4)"])
    assert (first.total, first.terms) == (2, ((3, 1), (4, 1)))
    assert (second.total, second.terms) == (5, ((2, 1), (3, -1)))


def test_a_sum_over_a_range_of_columns() -> None:
    (found,) = formulas(["(1)", "(2)=(3)+...+(6)", "(3)", "(4)", "(5)", "(6)"])
    assert found.terms == ((2, 1), (3, 1), (4, 1), (5, 1))


@pytest.mark.parametrize("cell", ["(6)=(4)/(3)*100", "6=4/3%", "(6) = (4) x 100 / (3)", "6=4:3"])
def test_a_percentage(cell: str) -> None:
    (found,) = formulas([*NUMBERS[:5], cell])
    assert (found.total, found.part, found.whole) == (5, 3, 2)
    assert found.scale == 100


def test_a_formula_behind_a_heading_counts_columns_by_itself() -> None:
    heading = ["STT", "Đơn vị", "Tổng số (3=4+5)", "Trực tuyến", "Trực tiếp"]
    (found,) = formulas(heading=(heading,))
    assert (found.total, found.terms) == (2, ((3, 1), (4, 1)))


def test_two_equalities_in_one_cell() -> None:
    first, second = formulas(["(1)", "(2)", "(3)=(4)+(5)=(6)+(1)", "(4)", "(5)", "(6)"])
    assert first.total == second.total == 2
    assert second.terms == ((5, 1), (0, 1))


@pytest.mark.parametrize("cell", ["(3)=(4)+(9)", "(3)=((4)+(5))/(6)", "(3)=(3)+(4)"])
def test_what_cannot_be_used_is_said(cell: str) -> None:
    found = read_formulas([["(1)", "(2)", cell, "(4)", "(5)", "(6)"]], [], [])
    assert not found.formulas
    assert len(found.unread) == 1


def test_rows_of_formulas() -> None:
    assert is_formula_row(["", "", "=4+5", "", "=7+8"])
    assert is_formula_row(["4+5", "6"])
    assert not is_formula_row(["(1)", "(2)"])
    assert not is_formula_row(["1", "Sở Y tế", "12"])
    assert not is_formula_row(["12/5", "3-4"])
    assert not is_formula_row([])


@given(st.lists(st.text("0123456789()+-=/*. A", max_size=12), max_size=8))
def test_any_text_is_read_without_an_error(cells: list[str]) -> None:
    found = read_formulas([cells], [cells], [])
    for formula in found.formulas:
        columns = [i for i, _ in formula.terms] + [formula.part, formula.whole]
        assert formula.total not in columns
        assert is_formula_row([]) is False

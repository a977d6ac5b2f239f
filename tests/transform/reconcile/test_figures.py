from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transform.reconcile.builders import number
from transform.finding import CellRef
from transform.reading import Number
from transform.reconcile.evaluate import MONEY
from transform.reconcile.figures import Figure, make_board, make_cell
from transform.reconcile.likelihood import true_text


@pytest.mark.parametrize(
    ("text", "unit", "rate", "ulp", "grid"),
    [
        ("95,56", "%", True, "0.01", 2),
        ("100", "%", True, "1", 0),
        ("744", "Hồ sơ", False, "0", 0),
        ("744", "Triệu đồng", False, "1", 0),
        ("744,5", "Triệu đồng", False, "0.1", 1),
        # a rate in the place of a count is still to be a whole number
        ("92,31", "Hồ sơ", False, "0", 0),
        ("3,5", None, False, "0.1", 1),
    ],
)
def test_what_a_printed_figure_stands_for(
    text: str, unit: str | None, rate: bool, ulp: str, grid: int
) -> None:
    cell = make_cell(Figure("a", number(text), unit), rate, MONEY)
    assert (cell.ulp, cell.grid) == (Decimal(ulp), grid)


def test_blanks_have_no_value_and_keep_their_kind() -> None:
    cells = [make_cell(Figure("a", number(t)), False, MONEY) for t in ("", "-", "x")]
    assert [(c.value, c.kind) for c in cells] == [
        (None, "blank"),
        (None, "dash"),
        (None, "unreadable"),
    ]


def test_leading_zeros_are_kept_in_the_digits() -> None:
    assert make_cell(Figure("a", number("0499")), False, MONEY).digits == "0499"
    assert make_cell(Figure("a", number("1.499")), False, MONEY).digits == "1499"


def test_a_percent_sign_makes_a_rate() -> None:
    board = make_board({"a": Figure("a", number("13,7%")), "b": Figure("b", number("5"))}, [], [])
    assert [board.cells[c].rate for c in "ab"] == [True, False]
    assert board.value("b") == 5
    assert board.value("none") is None


def test_a_figure_without_a_cell_is_named_by_its_id() -> None:
    assert Figure("PL2.1", number("5")).ref == CellRef(None, "PL2.1", None, code="PL2.1")


@pytest.mark.parametrize(
    ("text", "unit", "odd"),
    [
        ("048", "Hồ sơ", True),
        ("05", "Hồ sơ", False),
        ("0", "Hồ sơ", False),
        ("0,5", "%", False),
        ("05,5", "%", True),
        ("7,92", "Hồ sơ", True),
        ("7,92", "triệu đồng", False),
    ],
)
def test_what_nobody_would_print(text: str, unit: str, odd: bool) -> None:
    assert make_cell(Figure("a", number(text), unit), unit == "%", MONEY).odd is odd


def test_a_lone_decimal_among_counts_is_no_amount() -> None:
    counts = {f"c{i}": Figure(f"c{i}", number(str(i + 2))) for i in range(9)}
    odd = Figure("x", number("7,92"))
    assert make_board({**counts, "x": odd}, (), MONEY).cells["x"].odd
    amounts = {c: Figure(c, number(f"{f.printed},5")) for c, f in counts.items()}
    assert not make_board({**amounts, "x": odd}, (), MONEY).cells["x"].odd


def test_a_report_that_sets_decimals_off_by_points_keeps_them() -> None:
    pointed = Figure("r", Number("95.56", "number", Decimal("95.56"), 2))
    whole = Figure("q", number("100"))
    cells = make_board({"r": pointed, "q": whole}, ("r", "q"), MONEY).cells
    assert true_text(cells["q"], Decimal("11.02")) == "11.02"

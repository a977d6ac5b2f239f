from __future__ import annotations

from decimal import Decimal

import pytest

from tests.transform.reconcile.builders import figures
from transform.reconcile.evaluate import MONEY
from transform.reconcile.figures import Figure, make_board
from transform.reconcile.likelihood import Noise, TextModel, text_model, true_text

UNITS = {"r": "%"}


def model(printed: dict[str, str], cell: str) -> TextModel:
    given = figures(printed, UNITS)
    board = make_board(given, ["r"], MONEY)
    return text_model(board, board.cells[cell], [], Noise())


@pytest.mark.parametrize(
    ("printed", "true", "name"),
    [
        ("82", "812", "dropped digit"),
        ("11", "1", "doubled digit"),
        ("152", "12", "inserted digit"),
        ("153", "135", "swapped digits"),
        ("153", "753", "replaced digit"),
        ("153", "1530", "dropped digit"),
        ("1530", "15300000", "unrelated value"),
        ("153", "154", "off by one"),
        ("100", "99", "off by one"),
        ("153", "153000", "thousands point misread"),
        ("153", "171", "similar value"),
        ("82", "711", "unrelated value"),
    ],
)
def test_the_likeliest_slip_behind_a_count(printed: str, true: str, name: str) -> None:
    assert model({"a": printed}, "a").likelihood(Decimal(true))[1] == name


@pytest.mark.parametrize(
    ("printed", "true", "name"),
    [
        ("9556", "95.56", "comma moved"),
        ("4,44", "95.56", "complement"),
        ("59,56", "95.56", "swapped digits"),
        ("95,65", "95.56", "swapped digits"),
        ("9,56", "95.56", "dropped digit"),
        ("95,56", "11.02", "unrelated value"),
    ],
)
def test_the_likeliest_slip_behind_a_rate(printed: str, true: str, name: str) -> None:
    assert model({"r": printed}, "r").likelihood(Decimal(true))[1] == name


def test_a_neighbours_figure_and_a_count_in_a_rate_cell() -> None:
    board = {"r": "744", "w": "744", "p": "711"}
    assert model(board, "r").likelihood(Decimal("95.56"))[1] == "count in a rate cell"
    assert model({"a": "57", "b": "57"}, "a").likelihood(Decimal(9))[1] == "neighbour's value"


def test_zero_and_last_periods_figure() -> None:
    assert model({"a": "0"}, "a").likelihood(Decimal(31))[1] == "left at zero"
    given = figures({"a": "57"})
    given["a"] = Figure("a", given["a"].number, previous=given["a"].number)
    board = make_board(given, [], MONEY)
    stale = text_model(board, board.cells["a"], [], Noise())
    assert stale.likelihood(Decimal(61))[1] == "previous period's value"


@pytest.mark.parametrize("printed", ["0", "7", "11", "82", "744", "0499", "95,56", "100"])
def test_probabilities_stay_probabilities(printed: str) -> None:
    made = model({"a": printed}, "a")
    for true in [*made.readings, Decimal(3), Decimal("1e9")]:
        assert 0 < made.likelihood(true)[0] < 1


def test_a_digit_that_looks_alike_is_likelier_than_another() -> None:
    made = model({"a": "153"}, "a")
    assert made.likelihood(Decimal(753))[0] > made.likelihood(Decimal(253))[0]


def test_a_blank_has_one_explanation() -> None:
    assert model({"a": ""}, "a").likelihood(Decimal(5)) == (Noise().blank, "left blank")


@pytest.mark.parametrize(
    ("printed", "value", "text"),
    [
        ("82", "711", "711"),
        ("7.920", "12345", "12.345"),
        ("95,56", "11.02", "11,02"),
        ("95,56", "100.00", "100"),
        ("100", "9.09", "9,09"),
        ("100", "50.00", "50"),
        ("9,5", "12.50", "12,5"),
    ],
)
def test_a_value_is_printed_in_the_style_of_its_cell(printed: str, value: str, text: str) -> None:
    rate = printed not in ("82", "7.920")
    given = figures({"r" if rate else "a": printed}, UNITS)
    board = make_board(given, ["r"], MONEY)
    assert true_text(next(iter(board.cells.values())), Decimal(value)) == text


def test_three_decimals_of_a_count_may_be_thousands() -> None:
    made = model({"a": "14,537"}, "a")
    share, name = made.likelihood(Decimal(14537))
    assert name == "thousands point misread"
    assert share > 0.1

"""Rests of cells that a page end cut off."""

from __future__ import annotations

import pytest

from extract.document import Place
from transform.cut_cells import is_rest_of_code, without_rest_of_number
from transform.grid import GridRow


def row(*texts: str) -> GridRow:
    """Return a row of these texts."""
    place = Place(page=1)
    return GridRow(texts, place, (False,) * len(texts), (place,) * len(texts))


@pytest.mark.parametrize(
    ("above", "below", "number", "left"),
    [
        (("3.3.", "Số hồ sơ", "Hồ sơ"), ("2", "", ""), "3.3.2", []),
        (("3.3.", "Số hồ sơ", "Hồ sơ"), ("2", "đúng hạn", ""), "3.3.2", [("", "đúng hạn", "")]),
        (("3.3.", "Số hồ sơ", "Hồ sơ"), ("4", "Số đơn vị", ""), "3.3.", [("4", "Số đơn vị", "")]),
        (("3", "Số hồ sơ", "Hồ sơ"), ("4", "", ""), "3", [("4", "", "")]),
    ],
)
def test_the_rest_of_a_number_goes_back(
    above: tuple[str, ...], below: tuple[str, ...], number: str, left: list[tuple[str, ...]]
) -> None:
    rows = [row(*above)]
    assert [r.texts for r in without_rest_of_number(rows, [row(*below)])] == left
    assert rows[0].texts == (number, *above[1:])


def test_the_last_meaning_of_a_code() -> None:
    assert is_rest_of_code(row("", "", "= 2", ""))
    assert not is_rest_of_code(row("(1)", "(2)", "(3)=(1)+(2)", ""))

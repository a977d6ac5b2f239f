"""Objects made in bulk are the same as those made one by one."""

from __future__ import annotations

import gc
from dataclasses import FrozenInstanceError, dataclass
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Place
from extract.making import maker, new_cell, new_place, tuple_maker, unhurried_collector

BOX = (1.0, 2.0, 3.0, 4.0)
texts = st.text(max_size=8)


@dataclass(frozen=True, slots=True)
class _Pair:
    first: int
    second: str = "two"


class _Point(NamedTuple):
    x: int
    y: int


@given(texts, st.integers(1, 9), st.booleans(), st.none() | texts)
def test_a_cell_made_in_bulk_is_a_cell(text: str, span: int, bold: bool, raw: str | None) -> None:
    place = new_place(None, 3, BOX)
    made = new_cell(text, place, span, 1, bold, False, "pdfium", None, raw)
    plain = Cell(text, Place(page=3, box=BOX), span, 1, bold, backend="pdfium", raw=raw)
    assert made == plain
    assert hash(made) == hash(plain)
    assert repr(made) == repr(plain)
    assert type(made) is Cell


def test_what_is_made_in_bulk_is_frozen() -> None:
    made = maker(_Pair)(1)
    assert made == _Pair(1)
    with pytest.raises(FrozenInstanceError):
        made.first = 2  # type: ignore[misc]


def test_a_required_field_stays_required() -> None:
    with pytest.raises(TypeError):
        maker(_Pair)()


def test_a_named_tuple_of_a_plain_one() -> None:
    made = tuple_maker(_Point)((1, 2))
    assert made == _Point(1, 2)
    assert made.y == 2


def test_the_collector_gets_its_threshold_back() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="stop"), unhurried_collector():
        assert gc.get_threshold()[0] >= 10 * before[0]
        raise ValueError("stop")
    assert gc.get_threshold() == before


def test_a_collector_that_is_off_stays_off() -> None:
    before = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with unhurried_collector():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*before)

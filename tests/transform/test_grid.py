from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Place, TableFragment
from transform.grid import (
    grid_row,
    grid_rows,
    has_margin,
    merged_row,
    table_width,
    usual_width,
    without_tab_runs,
)

PLACE = Place(line=1)


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text, PLACE) for text in texts)


def fragment(*rows: tuple[Cell, ...]) -> TableFragment:
    return TableFragment(rows, PLACE)


def test_a_spanning_cell_repeats_its_text_and_says_so() -> None:
    row = grid_row((Cell("1", PLACE), Cell("tên", PLACE, column_span=2), Cell("x", PLACE)), 4)
    assert row.texts == ("1", "tên", "tên", "x")
    assert row.spread == (2,)


def test_a_covered_cell_is_remembered() -> None:
    row = grid_row((Cell("", PLACE, covered=True), Cell("a", PLACE)), 2)
    assert row.covered == (0,)


def test_one_cell_over_all_columns_stands_in_the_first() -> None:
    spanning = grid_row((Cell("I. Phần", PLACE, column_span=4),), 4)
    repeated = grid_row(cells("I. Phần", "I. Phần", "I. Phần"), 3)
    assert spanning.merged and spanning.texts == ("I. Phần", "", "", "")
    assert repeated.merged and repeated.texts == ("I. Phần", "", "")
    assert merged_row("I. Phần", PLACE, 4, bold=False).texts == spanning.texts


def test_short_rows_are_padded_and_long_ones_folded() -> None:
    assert grid_row(cells("1", "a"), 4).texts == ("1", "a", "", "")
    assert grid_row(cells("1", "a", "b", "c"), 3).texts == ("1", "a", "b c")


def test_blank_rows_are_left_out_and_the_first_starts_the_page() -> None:
    rows = grid_rows(fragment(cells("", ""), cells("1", "a"), cells("2", "b")))
    assert [(r.texts, r.starts_page) for r in rows] == [(("1", "a"), True), (("2", "b"), False)]


@pytest.mark.parametrize(
    ("rows", "height", "width"),
    [
        ([cells("STT", "a", "b", "", ""), cells("1", "x", "y", "", "")], 1, 3),
        ([cells("STT", "a", "b", "c"), cells("1", "x"), cells("2", "x")], 1, 4),
        ([cells("STT", "a", ""), cells("1", "x", "y"), cells("2", "x", "y")], 1, 3),
        ([cells("1", "x", "y"), cells("2", "x")], 0, 3),
    ],
)
def test_a_heading_knows_the_width(rows: list[tuple[Cell, ...]], height: int, width: int) -> None:
    assert table_width(rows, height) == width


def test_tabs_that_only_align_are_dropped() -> None:
    rows = [
        cells("STT", "", "Việc", "", "", "Chủ trì"),
        cells("1", "Rà soát", "Sở A"),
        cells("2", "", "Kiểm tra", "Sở B"),
    ]
    found = without_tab_runs(rows)
    assert [[cell.text for cell in row] for row in found] == [
        ["STT", "Việc", "Chủ trì"], ["1", "Rà soát", "Sở A"], ["2", "Kiểm tra", "Sở B"],
    ]  # fmt: skip


def test_blanks_under_a_spanning_heading_stay() -> None:
    rows = [cells("STT", "", "Việc", "Chủ trì"), cells("1", "1", "a", "b"), cells("2", "", "c", "")]
    assert without_tab_runs(rows) == rows


def test_a_blank_first_column_is_a_margin_only_when_every_row_has_it() -> None:
    assert has_margin(fragment(cells("", "STT", "a"), cells("", "1", "b")))
    assert not has_margin(fragment(cells("", "STT", "a"), cells("x", "1", "b")))


@given(st.lists(st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=5), min_size=1))
def test_every_row_has_the_width_of_the_grid(texts: list[list[str]]) -> None:
    found = fragment(*(cells(*row) for row in texts))
    width = usual_width(found.rows)
    assert all(len(row.texts) == width for row in grid_rows(found))

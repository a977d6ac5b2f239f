from __future__ import annotations

import itertools

import pytest

from extract.page.looks import is_figure
from extract.page.print_order import rows_by_print
from extract.page.table_line import Part, TableLine

RIGHT = 100.0


def table(*printed: tuple[int, int, str]) -> list[TableLine]:
    """Return the lines of texts (line, column, text), which are printed in this order."""
    parts: dict[int, dict[int, Part]] = {}
    for order, (line, column, text) in enumerate(printed):
        x0 = RIGHT * column
        part = Part(text, x0, x0 + 6.0 * len(text), order, is_figure(text), base=12.0 * line)
        parts.setdefault(line, {})[column] = part
    return [TableLine(12.0 * line, 10, parts[line], False) for line in sorted(parts)]


LONG = ("the first words of a", "text that had to be wrapped", "into lines")


def test_a_text_that_goes_back_up_shows_which_lines_are_a_row() -> None:
    lines = table(
        (0, 0, "1"), (0, 1, LONG[0]), (1, 1, LONG[2]), (0, 2, "10"),
        (2, 0, "2"), (2, 1, "short"), (2, 2, "20"),
    )  # fmt: skip
    assert rows_by_print(lines, ()) == [(0, 2), (2, 3)]


def test_cells_set_in_the_middle_belong_to_the_lines_around_them() -> None:
    lines = table(
        (1, 0, "1"), (0, 1, LONG[1]), (1, 1, LONG[1]), (2, 1, LONG[2]), (1, 2, "10"),
        (4, 0, "2"), (3, 1, LONG[1]), (4, 1, LONG[1]), (5, 1, LONG[2]), (4, 2, "20"),
    )  # fmt: skip
    assert rows_by_print(lines, ()) == [(0, 3), (3, 6)]


@pytest.mark.parametrize(
    "printed",
    [
        # line by line
        [(0, 0, "1"), (0, 1, LONG[0]), (0, 2, "10"), (1, 1, LONG[2]), (2, 0, "2"), (2, 2, "9")],
        # column by column
        [(0, 0, "a"), (1, 0, "b"), (2, 0, "c"), (0, 1, "10"), (1, 1, "20"), (2, 1, "30")],
        # rows of one line
        [(0, 0, "1"), (0, 1, "a"), (1, 0, "2"), (1, 1, "b")],
        [],
    ],
)
def test_other_orders_say_nothing(printed: list[tuple[int, int, str]]) -> None:
    assert rows_by_print(table(*printed), ()) is None


def test_a_heading_in_the_body_stays_apart_from_the_row_below() -> None:
    lines = table(
        (0, 0, LONG[1]), (1, 0, "lines"), (0, 1, "10"), (2, 0, "Services"),
        (3, 0, LONG[1]), (4, 0, "lines"), (3, 1, "20"),
    )  # fmt: skip
    assert rows_by_print(lines, ()) == [(0, 2), (2, 3), (3, 5)]


def test_no_row_goes_over_a_rule() -> None:
    lines = table((0, 0, "1"), (0, 1, LONG[1]), (1, 1, LONG[2]), (0, 2, "10"), (2, 1, "rest"))
    assert rows_by_print(lines, (18.0,)) == [(0, 2), (2, 3)]


def test_ranges_cover_all_lines_in_order() -> None:
    lines = table(
        *((3 * k + line, column, text) for k in range(5) for line, column, text in (
            (0, 0, str(k)), (0, 1, LONG[1]), (1, 1, LONG[1]), (2, 1, LONG[2]), (0, 2, "7"),
        ))
    )  # fmt: skip
    found = rows_by_print(lines, ())
    assert found is not None
    assert found[0][0] == 0
    assert found[-1][1] == len(lines)
    assert all(one[1] == two[0] for one, two in itertools.pairwise(found))

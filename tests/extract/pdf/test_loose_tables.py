from __future__ import annotations

import pytest

from extract.document import TableFragment
from tests.extract.pdf.loose_tables import (
    ACCOUNT,
    PLAN,
    STATISTICS,
    LooseTable,
    Order,
    Rules,
    Unit,
    draw,
    expected,
)
from tests.extract.pdf.samples import cells, read, tables, texts
from tests.extract.pdf.writer import PageWriter

SENTENCE = "the agency reported that total outlays increased in each quarter of the year"
BEFORE = "Total outlays of the agencies rose again in the year under review, as the table shows."
AFTER = "These figures are preliminary and will be revised when the accounts have been closed."
KINDS: list[Rules] = ["none", "level", "three", "heading", "upright", "frame"]


def page_with(table: LooseTable, rules: Rules, order: Order, unit: Unit) -> PageWriter:
    """Return a page with a table between two lines of text."""
    page = PageWriter()
    page.text(60, 60, BEFORE)
    end = draw(page, table, 100, rules, order, unit)
    page.text(60, end + 40, AFTER)
    return page


def found(table: LooseTable, rules: Rules = "none", order: Order = "rows", unit: Unit = "cell",
          ) -> TableFragment:  # fmt: skip
    """Return the one table that is read from a page."""
    document = read([page_with(table, rules, order, unit)])
    assert [text for text in texts(document) if text in (BEFORE, AFTER)] == [BEFORE, AFTER]
    (fragment,) = document.fragments()
    return fragment


def printed(fragment: TableFragment) -> list[tuple[str, ...]]:
    """Return the texts of each row, blanks of spanning and covered cells left out."""
    return [tuple(cell.text for cell in row if not cell.covered) for row in fragment.rows]


@pytest.mark.parametrize("rules", KINDS)
@pytest.mark.parametrize(
    "table", [STATISTICS, PLAN, ACCOUNT], ids=["statistics", "plan", "account"]
)
def test_a_table_is_read_whatever_rules_it_has(table: LooseTable, rules: Rules) -> None:
    body = printed(found(table, rules))[-len(table.rows) :]
    assert body == list(table.rows)


@pytest.mark.parametrize("unit", ["cell", "word", "letter", "line"])
def test_figures_are_parted_however_the_file_prints_them(unit: Unit) -> None:
    body = printed(found(STATISTICS, "three", "lines", unit))[-len(STATISTICS.rows) :]
    assert body == list(STATISTICS.rows)


@pytest.mark.parametrize("order", ["rows", "columns", "lines"])
def test_figures_are_parted_in_whatever_order_they_are_printed(order: Order) -> None:
    body = printed(found(STATISTICS, "none", order))[-len(STATISTICS.rows) :]
    assert body == list(STATISTICS.rows)


def test_a_heading_over_two_columns_spans_them() -> None:
    fragment = found(STATISTICS)
    heading = [(cell.text, cell.column_span, cell.row_span) for cell in fragment.rows[0]]
    assert heading == [("Region", 1, 2), ("Expenditure", 2, 1), ("Employment", 2, 1)]
    assert cells(fragment)[1] == ("", "2008", "2009", "2008", "2009")


def test_the_lines_of_a_cell_printed_one_after_the_other_are_one_cell() -> None:
    assert printed(found(PLAN)) == expected(PLAN)


def test_two_columns_of_running_text_are_no_table() -> None:
    page = PageWriter()
    words = SENTENCE.split()
    for number in range(20):
        start = number % 7
        page.text(60, 60 + 14 * number, " ".join(words[start : start + 7]), 9)
        page.text(310, 60 + 14 * number, " ".join(words[6 - start : 13 - start]), 9)
    assert tables(read([page])) == []


def test_a_table_beside_running_text_is_read_alone() -> None:
    page = PageWriter(size=(842.0, 595.0))
    words = SENTENCE.split()
    for number in range(24):
        start = number % 6
        page.text(430, 67 + 13 * number, " ".join(words[start : start + 8]), 9)
        if number > 15:
            page.text(60, 60 + 13 * number, " ".join(words[5 - start : 13 - start]), 9)
    draw(page, ACCOUNT, 70)
    (fragment,) = read([page]).fragments()
    assert printed(fragment) == expected(ACCOUNT)


def test_a_list_of_contents_is_no_table() -> None:
    page = PageWriter()
    for number in range(12):
        page.text(60, 60 + 16 * number, f"Chapter on subject {number}")
        page.text(500, 60 + 16 * number, str(3 + 4 * number))
    assert tables(read([page])) == []


def test_figures_in_one_ruled_cell_line_by_line_are_rows() -> None:
    fragment = found(STATISTICS, "frame")
    assert len(fragment.rows) >= len(STATISTICS.rows) + 1
    assert fragment.rows[-1][0].text == "Total"

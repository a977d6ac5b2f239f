"""Tables in many styles are read as a person reads them: rows, numbers, parents, cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.helpers import read_tables
from tests.transform.table_cases import Case, ExpectedRow, ExpectedTable, all_cases
from transform.reading import LogicalRow, LogicalTable, Number
from transform.vietnamese.numbers import parse_number


def heading_or_leaf(kind: str) -> str:
    """Return the kind with sections and groups as one: where one ends is a matter of taste."""
    return "group" if kind == "section" else kind


def assert_row(row: LogicalRow, expected: ExpectedRow) -> None:
    assert (heading_or_leaf(row.kind), row.no, row.parent) == (
        heading_or_leaf(expected.kind),
        expected.number,
        expected.parent,
    )
    if expected.label is not None:
        assert row.label == expected.label
    if expected.kind != "section":
        assert list(row.cells) == expected.cells
    assert row.label


def assert_figures(table: LogicalTable, expected: ExpectedTable) -> None:
    for role in ("value", "cumulative"):
        name = expected.facts.get(role)
        if name is None:
            continue
        column = [c.name for c in table.columns].index(name)
        for row in table.rows:
            number: Number | None = getattr(row, role)
            assert number is not None
            assert number.value == printed_value(row.cells[column])


def assert_measures(table: LogicalTable, expected: ExpectedTable) -> None:
    roles, figures = expected.facts.get("roles"), expected.facts.get("figures")
    if roles is not None:
        assert [column.role or "" for column in table.columns] == roles.split(",")
    if figures is not None:
        first, last = (int(end) for end in figures.split("-"))
        for row in table.rows:
            read = [i + 1 for i, number in enumerate(row.values) if number is not None]
            assert read == list(range(first, last + 1))
            for number in row.values[first - 1 : last]:
                assert number is not None
                assert number.kind != "unreadable"


def printed_value(text: str) -> Decimal | None:
    return parse_number(text, unit=None).value


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: case.name)
def test_a_table_is_read_as_a_person_reads_it(case: Case) -> None:
    tables, _ = read_tables(case.text)
    assert len(tables) == len(case.tables)
    for table, expected in zip(tables, case.tables, strict=True):
        facts = expected.facts
        assert len(table.columns) == len(expected.columns)
        assert bool(table.held) == ("held" in facts), table.held
        for fact in {"kind", "appendix", "title"} & set(facts):
            assert getattr(table, fact) == facts[fact]
        assert len(table.rows) == len(expected.rows)
        for row, known in zip(table.rows, expected.rows, strict=True):
            assert_row(row, known)
        assert_figures(table, expected)
        assert_measures(table, expected)

"""The star: commented throughout, constraints named, numbers exact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from contracts.schema import metadata, vocabulary
from contracts.schema.types import ExactDecimal, UtcMoment, is_exact
from transform import finding, reading

COLUMNS = [column for table in metadata.tables.values() for column in table.columns]
_LONGEST_NAME = 63  # PostgreSQL cuts longer ones


@pytest.mark.parametrize("table", metadata.tables.values(), ids=str)
def test_every_table_has_a_comment(table: sa.Table) -> None:
    assert table.comment
    assert table.comment.endswith(".")


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_has_a_comment(column: sa.Column[object]) -> None:
    assert column.comment
    assert column.comment.endswith((".", ";", "›"))


@pytest.mark.parametrize("table", metadata.tables.values(), ids=str)
def test_every_constraint_and_index_has_a_short_name_of_its_own(table: sa.Table) -> None:
    inline = {rule for column in table.columns for rule in column.constraints}
    names = [str(item.name) for item in table.constraints | table.indexes | inline]
    assert "None" not in names
    assert max(map(len, names)) <= _LONGEST_NAME
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "table", [t for t in metadata.tables.values() if t.name.startswith("fact_")], ids=str
)
def test_every_fact_has_a_grain(table: sa.Table) -> None:
    unique = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
    assert unique or len(table.primary_key.columns) > 1


def test_the_word_lists_are_those_of_the_reader() -> None:
    assert get_args(finding.FindingKind) == vocabulary.FINDING_KINDS
    assert get_args(finding.Strength) == vocabulary.STRENGTHS
    assert set(get_args(finding.Status)) == set(vocabulary.FINDING_STATES)
    assert set(get_args(reading.NumberKind)) == set(vocabulary.BLANK_KINDS)
    assert set(get_args(reading.RowKind)) == set(vocabulary.ROW_KINDS)
    comparators = get_args(get_type_hints(reading.Target)["comparator"])
    assert set(comparators) == set(vocabulary.COMPARATORS)


NUMBERS = sa.Table("numbers", sa.MetaData(), sa.Column("value", ExactDecimal()))
MOMENTS = sa.Table("moments", sa.MetaData(), sa.Column("at", UtcMoment()))


@pytest.fixture(scope="module")
def memory() -> Iterator[sa.Connection]:
    """Yield a SQLite database with one table of numbers and one of moments."""
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        NUMBERS.create(connection)
        MOMENTS.create(connection)
        yield connection
    engine.dispose()


def kept(connection: sa.Connection, *values: Decimal) -> list[Decimal]:
    """Store numbers and return them as they come back."""
    connection.execute(sa.delete(NUMBERS))
    connection.execute(sa.insert(NUMBERS), [{"value": value} for value in values])
    return list(connection.execute(sa.select(NUMBERS.c.value)).scalars())


@given(digits=st.integers(-(10**15) + 1, 10**15 - 1), places=st.integers(0, 8))
def test_fifteen_digits_come_back_as_they_went_in(
    memory: sa.Connection, digits: int, places: int
) -> None:
    value = Decimal(digits).scaleb(-places)
    assert is_exact(value)
    assert kept(memory, value) == [value]


@given(value=st.integers(-(10**18) + 1, 10**18 - 1))
def test_eighteen_digits_of_a_count_come_back(memory: sa.Connection, value: int) -> None:
    assert kept(memory, Decimal(value)) == [Decimal(value)]


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_the_sum_of_counts_is_exact_in_sql(memory: sa.Connection, counts: list[int]) -> None:
    kept(memory, *map(Decimal, counts))
    assert memory.execute(sa.text("SELECT sum(value) FROM numbers")).scalar_one() == sum(counts)


def test_numbers_compare_as_numbers_in_sql(memory: sa.Connection) -> None:
    kept(memory, Decimal("9"), Decimal("95.56"), Decimal("100"))
    query = "SELECT count(*) FROM numbers WHERE value > 9.5 OR value = 95.56"
    assert memory.execute(sa.text(query)).scalar_one() == 2


@pytest.mark.parametrize("text", ["1234567890123456.7", "1e18", "NaN", "Infinity", "1e-20"])
def test_what_would_be_changed_is_refused(memory: sa.Connection, text: str) -> None:
    assert not is_exact(Decimal(text))
    with pytest.raises(sa.exc.StatementError, match="exactly"):
        kept(memory, Decimal(text))


def test_a_moment_comes_back_in_utc(memory: sa.Connection) -> None:
    hanoi = dt.timezone(dt.timedelta(hours=7))
    memory.execute(sa.insert(MOMENTS), [{"at": dt.datetime(2024, 3, 8, 6, tzinfo=hanoi)}])
    found = memory.execute(sa.select(MOMENTS.c.at)).scalar_one()
    assert found == dt.datetime(2024, 3, 7, 23, tzinfo=dt.UTC)
    assert found.utcoffset() == dt.timedelta(0)

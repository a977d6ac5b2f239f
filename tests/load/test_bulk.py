"""Rows come back as they went in, on both engines, and what is refused is said alike."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from contracts.schema.types import ExactDecimal, UtcMoment
from load.bulk import insert_rows
from load.engine import make_engine, writing
from tests.helpers import examples

TABLE = sa.Table(
    "bulk",
    sa.MetaData(),
    sa.Column("n", sa.Integer(), primary_key=True),
    sa.Column("words", sa.Text()),
    sa.Column("value", ExactDecimal()),
    sa.Column("moment", UtcMoment()),
    sa.Column("day", sa.Date()),
    sa.Column("sure", sa.Boolean()),
    sa.Column("share", sa.Double()),
)
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2050, 1, 1))
ROWS = st.fixed_dictionaries(
    {
        "words": st.none() | st.text(st.characters(exclude_characters="\0", codec="utf-8")),
        "value": st.none() | st.integers(-(10**15), 10**15).map(lambda n: Decimal(n) / 1000),
        "moment": st.none() | MOMENTS.map(lambda at: at.replace(tzinfo=dt.UTC)),
        "day": st.none() | st.dates(),
        "sure": st.none() | st.booleans(),
        "share": st.none() | st.floats(0, 1),
    }
)


def inserted(url: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    engine = make_engine(url)
    try:
        with writing(engine) as connection:
            TABLE.drop(connection, checkfirst=True)
            TABLE.create(connection)
            insert_rows(connection, TABLE, rows)
            found = connection.execute(sa.select(TABLE).order_by(TABLE.c.n)).mappings()
            return [dict(row) for row in found]
    finally:
        engine.dispose()


@given(st.lists(ROWS, max_size=5))
@settings(
    max_examples=examples(15),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
def test_rows_come_back(empty_url: str, rows: list[dict[str, Any]]) -> None:
    numbered = [{"n": n, **row} for n, row in enumerate(rows)]
    assert inserted(empty_url, numbered) == numbered


def test_columns_that_are_left_out_are_empty(empty_url: str) -> None:
    (row,) = inserted(empty_url, [{"n": 1}])
    assert set(row.values()) == {1, None}


def test_a_row_that_is_refused_is_said_alike(empty_url: str) -> None:
    with pytest.raises(IntegrityError):
        inserted(empty_url, [{"n": 1}, {"n": 1}])


def test_a_number_that_would_not_be_kept_exactly_is_refused(empty_url: str) -> None:
    with pytest.raises(ValueError, match="more digits"):
        inserted(empty_url, [{"n": 1, "value": Decimal("0.1234567890123456789")}])

"""The catalogue in the dimensions: complete, linked, corrected in place, never shrinking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from contracts.catalogue import agencies, indicators, provinces
from contracts.schema import (
    bridge_province_succession,
    dim_agency,
    dim_date,
    dim_indicator,
    dim_province,
)
from load.catalogue_sync import ensure_dates, succession_kind, sync_catalogue
from load.engine import make_engine


@pytest.fixture
def connection(warehouse_url: str) -> Iterator[sa.Connection]:
    """Yield a connection that is rolled back at the end."""
    engine = make_engine(warehouse_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def count(connection: sa.Connection, table: sa.Table) -> int:
    """Return the number of rows."""
    return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_the_whole_catalogue_is_there(connection: sa.Connection) -> None:
    assert count(connection, dim_province) == len(provinces())
    assert count(connection, dim_agency) == len(agencies())
    assert count(connection, dim_indicator) == len(indicators())


def test_a_second_sync_changes_nothing(connection: sa.Connection) -> None:
    assert not sync_catalogue(connection)


def test_a_corrected_name_is_corrected_in_place(connection: sa.Connection) -> None:
    name = dim_province.c.province_name
    everything = sa.select(dim_province).order_by(dim_province.c.province_key)
    before = connection.execute(everything).all()
    connection.execute(sa.update(dim_province).where(name == "Hà Nội").values(province_name="Hn"))
    assert sync_catalogue(connection)
    assert connection.execute(everything).all() == before


def test_a_version_the_catalogue_no_longer_has_stays(connection: sa.Connection) -> None:
    row = {
        "province_key": 500,
        "province_code": "99",
        "province_name": "Cũ",
        "province_type": "tỉnh",
        "valid_from": dt.date(1976, 1, 1),
        "province_sort": "c",
    }
    connection.execute(sa.insert(dim_province), [row])
    sync_catalogue(connection)
    assert count(connection, dim_province) == len(provinces()) + 1


@pytest.mark.parametrize(
    ("day", "units"), [("2024-06-30", 63), ("2025-06-30", 63), ("2025-07-01", 34)]
)
def test_the_number_of_provinces_on_a_day(connection: sa.Connection, day: str, units: int) -> None:
    date = dt.date.fromisoformat(day)
    valid_to = dim_province.c.valid_to
    query = sa.select(sa.func.count(sa.distinct(dim_province.c.province_code))).where(
        dim_province.c.valid_from <= date, sa.or_(valid_to.is_(None), valid_to >= date)
    )
    assert connection.execute(query).scalar_one() == units


def test_every_province_that_ended_went_wholly_into_another(connection: sa.Connection) -> None:
    bridge = bridge_province_succession.c
    ended = sa.select(dim_province.c.province_key).where(dim_province.c.valid_to.is_not(None))
    linked = sa.select(bridge.from_province_key)
    assert set(connection.execute(ended).scalars()) == set(connection.execute(linked).scalars())
    assert set(connection.execute(sa.select(bridge.weight)).scalars()) == {1.0}


def test_bac_kan_went_into_thai_nguyen(connection: sa.Connection) -> None:
    old, new = dim_province.alias("old"), dim_province.alias("new")
    bridge = bridge_province_succession
    query = (
        sa.select(new.c.province_name, bridge.c.effective_date, bridge.c.succession_kind)
        .select_from(
            bridge.join(old, old.c.province_key == bridge.c.from_province_key).join(
                new, new.c.province_key == bridge.c.to_province_key
            )
        )
        .where(old.c.province_name == "Bắc Kạn")
    )
    assert connection.execute(query).one() == ("Thái Nguyên", dt.date(2025, 7, 1), "merged")


@pytest.mark.parametrize(
    ("names", "sources", "kind"),
    [(("A", "A"), 2, "merged"), (("A", "A"), 1, "continued"), (("A", "B"), 1, "renamed")],
)
def test_what_happened_to_a_unit(names: tuple[str, str], sources: int, kind: str) -> None:
    assert succession_kind(*names, sources) == kind


@pytest.mark.parametrize(
    ("day", "reporting_year"),
    [("2023-12-14", 2023), ("2023-12-15", 2024), ("2024-01-01", 2024), ("1987-12-31", 1988)],
)
def test_days_know_their_reporting_year(
    connection: sa.Connection, day: str, reporting_year: int
) -> None:
    date = dt.date.fromisoformat(day)
    ensure_dates(connection, [date])
    query = sa.select(dim_date.c.reporting_year).where(dim_date.c.calendar_date == date)
    assert connection.execute(query).scalar_one() == reporting_year
    assert not ensure_dates(connection, [date])


def test_the_calendar_has_no_holes(connection: sa.Connection) -> None:
    days = connection.execute(
        sa.select(dim_date.c.calendar_date).order_by(dim_date.c.calendar_date)
    ).scalars()
    listed = list(days)
    assert len(listed) == (listed[-1] - listed[0]).days + 1

"""Dimensions: the province and the body of the day, periods and fields as they come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
import sqlalchemy as sa

from contracts.catalogue import provinces
from contracts.schema import bridge_agency_succession, dim_agency, dim_field, dim_province
from load.dimensions import Dimensions, ProvinceVersion, field_keys, period_keys
from load.engine import make_engine
from transform.reading import Letterhead
from transform.tidy.period import period_values


@pytest.fixture
def connection(warehouse_url: str) -> Iterator[sa.Connection]:
    """Yield a connection that is rolled back at the end."""
    engine = make_engine(warehouse_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


@pytest.fixture
def dimensions(connection: sa.Connection) -> Dimensions:
    """Return the dimensions of a fresh warehouse."""
    return Dimensions(connection)


BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.mark.parametrize(
    ("name", "day", "code", "since"),
    [
        ("Thừa Thiên Huế", dt.date(2024, 3, 8), "46", dt.date(1989, 7, 1)),
        ("Huế", dt.date(2025, 1, 1), "46", dt.date(2025, 1, 1)),
        ("Bắc Ninh", BEFORE, "27", dt.date(2008, 8, 1)),
        ("Bắc Ninh", AFTER, "24", dt.date(2025, 7, 1)),
        ("Bắc Giang", BEFORE, "24", dt.date(2008, 8, 1)),
        ("Quảng Trị", BEFORE, "45", dt.date(2008, 8, 1)),
        ("Quảng Trị", AFTER, "44", dt.date(2025, 7, 1)),
        ("Hà Nội", AFTER, "01", dt.date(2008, 8, 1)),
        ("BÀ RỊA-VŨNG TÀU", dt.date(2024, 1, 1), "77", dt.date(2008, 8, 1)),
        ("tỉnh Hoà Bình", dt.date(2024, 1, 1), "17", dt.date(2008, 8, 1)),
        ("Thừa Thiên – Huế", dt.date(2024, 1, 1), "46", dt.date(1989, 7, 1)),
        ("TP. Hồ Chí Minh", dt.date(2024, 1, 1), "79", dt.date(2008, 8, 1)),
    ],
)
def test_a_document_joins_the_province_of_its_day(
    dimensions: Dimensions, name: str, day: dt.date, code: str, since: dt.date
) -> None:
    match = dimensions.province(name, day)
    assert match.province is not None
    assert (match.province.code, match.province.valid_from) == (code, since)
    assert match.doubt is None


def test_every_version_is_found_on_its_first_and_last_day(dimensions: Dimensions) -> None:
    for item in provinces():
        for day in (item.valid_from, item.valid_to or dt.date(2030, 1, 1)):
            match = dimensions.province(item.name, day)
            assert match.province is not None
            assert (match.province.code, match.province.valid_from) == (item.code, item.valid_from)


def test_a_code_never_stands_for_another_unit(dimensions: Dimensions) -> None:
    match = dimensions.province("Bắc Giang", dt.date(2025, 8, 1))
    assert match.province is not None
    assert match.province.name == "Bắc Giang"
    assert match.doubt == "province_not_in_force"


@pytest.mark.parametrize(
    ("name", "day", "doubt"),
    [
        ("Atlantis", AFTER, "province_unknown"),
        ("Bắc Ninh", None, "province_undated"),
        (None, AFTER, None),
    ],
)
def test_no_province_is_guessed(
    dimensions: Dimensions, name: str | None, day: dt.date | None, doubt: str | None
) -> None:
    match = dimensions.province(name, day)
    assert (match.province, match.doubt) == (None, doubt)


def test_a_name_of_one_unit_needs_no_date(dimensions: Dimensions) -> None:
    match = dimensions.province("Bắc Giang", None)
    assert match.province is not None
    assert match.doubt is None


def agency(connection: sa.Connection, key: int) -> sa.Row[tuple[object, ...]]:
    """Return a row of dim_agency."""
    return connection.execute(sa.select(dim_agency).where(dim_agency.c.agency_key == key)).one()


def keys_of(
    connection: sa.Connection,
    dimensions: Dimensions,
    codes: list[str],
    province: ProvinceVersion | None,
) -> Mapping[str, int]:
    """Return the keys of the bodies that one document names."""
    (keys,) = dimensions.agency_keys(connection, [(tuple(codes), province)])
    return keys


def test_a_body_belongs_to_the_province_version(
    connection: sa.Connection, dimensions: Dimensions
) -> None:
    hue = dimensions.province("Thừa Thiên Huế", dt.date(2024, 3, 8)).province
    keys = keys_of(connection, dimensions, ["SKHDT", "BNV", "nonsense"], hue)
    assert set(keys) == {"SKHDT", "BNV"}
    own, central = agency(connection, keys["SKHDT"]), agency(connection, keys["BNV"])
    assert (own.province_key, own.valid_to) == (hue.key if hue else 0, dt.date(2024, 12, 31))
    assert central.province_key is None


def test_the_successors_of_a_body_follow_it(
    connection: sa.Connection, dimensions: Dimensions
) -> None:
    hue = dimensions.province("Thừa Thiên Huế", dt.date(2024, 3, 8)).province
    key = keys_of(connection, dimensions, ["SKHDT"], hue)["SKHDT"]
    steps = []
    bridge = bridge_agency_succession.c
    while True:
        query = sa.select(bridge.to_agency_key, bridge.effective_date, bridge.succession_kind)
        row = connection.execute(query.where(bridge.from_agency_key == key)).one_or_none()
        if row is None:
            break
        key = row.to_agency_key
        steps.append((agency(connection, key).agency_code, row[1], row[2]))
    assert steps == [
        ("SKHDT", dt.date(2025, 1, 1), "renamed"),
        ("STC", dt.date(2025, 3, 1), "merged"),
    ]


def test_bodies_are_made_once(connection: sa.Connection, dimensions: Dimensions) -> None:
    bac_kan = dimensions.province("Bắc Kạn", BEFORE).province
    first = keys_of(connection, dimensions, ["SNV", "STP"], bac_kan)
    count = connection.execute(sa.select(sa.func.count()).select_from(dim_agency)).scalar_one()
    assert keys_of(connection, dimensions, ["STP", "SNV"], bac_kan) == first
    again = connection.execute(sa.select(sa.func.count()).select_from(dim_agency)).scalar_one()
    assert again == count


def test_a_body_dissolved_before_the_province_was_formed_is_only_a_kind(
    connection: sa.Connection, dimensions: Dimensions
) -> None:
    new = dimensions.province("Bắc Ninh", AFTER).province
    key = keys_of(connection, dimensions, ["SKHDT"], new)["SKHDT"]
    assert agency(connection, key).province_key is None


def test_an_unknown_indicator_is_an_error(dimensions: Dimensions) -> None:
    assert dimensions.indicator(None) is None
    assert dimensions.indicator("PL4.3.1") is not None
    with pytest.raises(KeyError):
        dimensions.indicator("PL99.1")


def test_two_spellings_of_a_period_are_one_period(connection: sa.Connection) -> None:
    head = Letterhead(period_start=dt.date(2023, 12, 15), period_end=dt.date(2024, 3, 14))
    labels = ("Quý I năm 2024", "quý 1/2024", "QUÝ I/2024")
    keys = period_keys(
        connection, [period_values(replace(head, period_label=label)) for label in labels]
    )
    assert len(keys) == 3
    assert len(set(keys)) == 1
    shorter = replace(head, period_label="Quý I năm 2024", period_end=dt.date(2024, 3, 10))
    others = period_keys(connection, [period_values(shorter), period_values(Letterhead())])
    assert others[0] not in keys
    assert others[1] is None


def test_two_spellings_of_a_field_are_one_field(connection: sa.Connection) -> None:
    keys = field_keys(connection, ["Hóa chất", "Hoá chất", "Đất đai"])
    assert keys["Hóa chất"] == keys["Hoá chất"] != keys["Đất đai"]
    assert field_keys(connection, []) == {}


def test_of_several_spellings_the_one_printed_first_stays(connection: sa.Connection) -> None:
    field_keys(connection, ["Hóa chất", "Hoá chất"])
    assert connection.execute(sa.select(dim_field.c.field_name)).scalars().all() == ["Hóa chất"]


def test_documents_get_the_keys_of_their_own_province(
    connection: sa.Connection, dimensions: Dimensions
) -> None:
    one = dimensions.province("Bắc Kạn", BEFORE).province
    two = dimensions.province("Cao Bằng", BEFORE).province
    asked = [(("SNV",), one), (("SNV", "STP"), two), (("SNV",), one), ((), None)]
    first, second, third, none = dimensions.agency_keys(connection, asked)
    assert first == third
    assert first["SNV"] != second["SNV"]
    assert set(second) == {"SNV", "STP"}
    assert none == {}


def test_provinces_sort_as_in_a_dictionary(connection: sa.Connection) -> None:
    query = sa.select(dim_province.c.province_name).distinct()
    ordered = sa.select(dim_province.c.province_name).order_by(dim_province.c.province_sort)
    names = list(dict.fromkeys(connection.execute(ordered).scalars()))
    assert len(names) == len(connection.execute(query).all())
    assert names[:4] == ["An Giang", "Bà Rịa - Vũng Tàu", "Bạc Liêu", "Bắc Giang"]
    assert names.index("Bình Dương") < names.index("Bình Định")
    assert names.index("Cần Thơ") < names.index("Đà Nẵng") < names.index("Gia Lai")

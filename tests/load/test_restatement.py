"""Who belongs to whom in every time, by the catalogue."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.catalogue import agencies, provinces
from load.restatement import agencies_then, provinces_then, times

DAYS = st.dates(dt.date(2009, 1, 1), dt.date(2030, 1, 1))


def test_times_follow_each_other_without_a_gap() -> None:
    rows = times(provinces(), agencies())
    for earlier, later in pairwise(rows):
        assert earlier["units_to"] + dt.timedelta(days=1) == later["units_from"]
    assert rows[-1] == {"units_from": dt.date(2025, 7, 1), "units_to": None}


@given(DAYS)
def test_every_province_is_part_of_one_that_stands(day: dt.date) -> None:
    pairs = list(provinces_then(day, provinces()))
    assert all(unit.is_valid_on(day) for _, unit in pairs)
    assert len({id(province) for province, _ in pairs}) == len(pairs)
    standing = [p for p in provinces() if p.is_valid_on(day)]
    assert {id(p) for p in standing} == {id(unit) for _, unit in pairs}
    assert all(province is unit for province, unit in pairs if province.is_valid_on(day))


@pytest.mark.parametrize(("day", "units"), [(dt.date(2024, 6, 1), 63), (dt.date(2025, 7, 1), 34)])
def test_the_number_of_units(day: dt.date, units: int) -> None:
    assert len({id(unit) for _, unit in provinces_then(day, provinces())}) == units


@pytest.mark.parametrize(
    ("code", "day", "unit"),
    [
        ("SKHDT", dt.date(2025, 2, 28), "SKHDT"),
        ("SKHDT", dt.date(2025, 3, 1), "STC"),
        ("STTTT", dt.date(2026, 1, 1), "SKHCN"),
        ("UBND_HUYEN", dt.date(2026, 1, 1), "UBND_HUYEN"),
    ],
)
def test_departments_follow_their_mergers(code: str, day: dt.date, unit: str) -> None:
    pairs = {agency.code: then.code for agency, then in agencies_then(day, agencies())}
    assert pairs[code] == unit

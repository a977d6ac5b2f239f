from __future__ import annotations

import datetime as dt

import pytest

from contracts.catalogue import (
    CatalogueError,
    agencies,
    document_types,
    indicators,
    provinces,
    unique_by_code,
)


def test_indicators_are_whole() -> None:
    items = indicators()
    codes = unique_by_code(items)
    assert len(items) == 151
    assert all(i.code == f"{i.appendix}.{i.number}" for i in items)
    assert all(i.parent in codes for i in items if i.parent)
    parts = [p for i in items for p in (i.numerator_code, i.denominator_code) if p]
    assert parts
    assert set(parts) <= set(codes)
    assert {i.kind for i in items} == {"count", "ratio", "amount", "flag", "enum", "heading"}


def test_a_code_that_stands_twice_is_refused() -> None:
    first = indicators()[0]
    with pytest.raises(CatalogueError, match=first.code):
        unique_by_code([first, first])


@pytest.mark.parametrize(("day", "count"), [("2024-06-01", 63), ("2025-07-01", 34)])
def test_provinces_in_force_on_a_day(day: str, count: int) -> None:
    on = dt.date.fromisoformat(day)
    valid = [p for p in provinces() if p.is_valid_on(on)]
    assert len(valid) == count
    assert len({p.code for p in valid}) == count
    assert len({p.name for p in valid}) == count


def test_every_province_that_ended_went_into_one_that_is_valid_after_it() -> None:
    for province in provinces():
        if province.valid_to is None:
            continue
        after = province.valid_to + dt.timedelta(days=1)
        heirs = [
            p for p in provinces() if p.code == province.successor_code and p.is_valid_on(after)
        ]
        assert len(heirs) == 1, province


def test_a_code_means_another_province_after_the_merger() -> None:
    def name(code: str, day: str) -> list[str]:
        on = dt.date.fromisoformat(day)
        return [p.name for p in provinces() if p.code == code and p.is_valid_on(on)]

    assert name("24", "2025-06-30") == ["Bắc Giang"]
    assert name("24", "2025-07-01") == ["Bắc Ninh"]


def test_agencies_and_their_successors() -> None:
    codes = {a.code for a in agencies()}
    assert len(codes) == len(agencies())
    central = {"BKHCN", "BTC"}
    assert {a.successor_code for a in agencies() if a.successor_code} - codes <= central


def test_document_types_are_unique() -> None:
    codes = [t.code for t in document_types()]
    assert len(set(codes)) == len(codes) == 40

"""Nominal periods by the closing dates of the reporting regime."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from transform.reading import Letterhead
from transform.tidy.period import nominal_period, period_values


@pytest.mark.parametrize(
    ("label", "kind", "name", "start", "end"),
    [
        ("Quý I năm 2024", "quarter", "Quý I năm 2024", "2023-12-15", "2024-03-14"),
        ("quý 2/2023", "quarter", "Quý II năm 2023", "2023-03-15", "2023-06-14"),
        ("QUÝ IV NĂM 2022", "quarter", "Quý IV năm 2022", "2022-09-15", "2022-12-14"),
        ("Quý III và 9 tháng năm 2024", "quarter", "Quý III năm 2024", "2024-06-15", "2024-09-14"),
        ("6 tháng đầu năm 2023", "half_year", "6 tháng đầu năm 2023", "2022-12-15", "2023-06-14"),
        (
            "06 tháng cuối năm 2023",
            "half_year",
            "6 tháng cuối năm 2023",
            "2023-06-15",
            "2023-12-14",
        ),
        ("9 tháng đầu năm 2024", "nine_months", "9 tháng năm 2024", "2023-12-15", "2024-09-14"),
        ("tháng 01 năm 2024", "month", "Tháng 01/2024", "2023-12-15", "2024-01-14"),
        ("Tháng 12/ 2024", "month", "Tháng 12/2024", "2024-11-15", "2024-12-14"),
        ("năm 2023", "year", "Năm 2023", "2022-12-15", "2023-12-14"),
    ],
)
def test_a_label_names_a_period(label: str, kind: str, name: str, start: str, end: str) -> None:
    found = nominal_period(Letterhead(period_label=label))
    assert found is not None
    assert (found.kind, found.label) == (kind, name)
    assert (str(found.start), str(found.end)) == (start, end)


def test_a_plan_is_made_for_a_calendar_year() -> None:
    for head in (Letterhead(plan_year=2025), Letterhead(plan_year=2025, period_label="Năm 2025")):
        found = nominal_period(head)
        assert found is not None
        assert (found.kind, str(found.start), str(found.end)) == (
            "plan_year",
            "2025-01-01",
            "2025-12-31",
        )


def test_the_year_may_come_from_the_printed_days() -> None:
    unlabelled = Letterhead(period_start=dt.date(2023, 12, 15), period_end=dt.date(2024, 3, 10))
    found = nominal_period(replace(unlabelled, period_label="Quý I"))
    assert found is not None
    assert (found.year, found.number) == (2024, 1)
    unnamed = nominal_period(unlabelled)
    assert unnamed is not None
    assert (unnamed.kind, unnamed.label) == ("range", "15/12/2023 - 10/03/2024")


def test_what_is_not_understood_is_kept_as_printed() -> None:
    found = nominal_period(Letterhead(period_label="Giai đoạn 1"))
    assert found is not None
    assert (found.kind, found.label, found.start) == ("unknown", "Giai đoạn 1", None)
    assert nominal_period(Letterhead()) is None


def test_printed_days_stand_beside_the_nominal_ones() -> None:
    early = Letterhead(
        period_label="Quý I năm 2024",
        period_start=dt.date(2023, 12, 15),
        period_end=dt.date(2024, 3, 10),
    )
    values = period_values(early)
    assert values["nominal_to_date"] == dt.date(2024, 3, 14)
    assert values["printed_to_date"] == dt.date(2024, 3, 10)
    assert set(period_values(Letterhead()).values()) == {None}

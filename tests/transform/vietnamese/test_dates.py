"""Dates and reporting periods, possible and impossible."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.vietnamese.calendar_units import find_units
from transform.vietnamese.dates import find_dates, find_period, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("15/02/2023", "2023-02-15"),
        ("10/3/2024", "2024-03-10"),
        ("30.6.2008", "2008-06-30"),
        ("30-6-2008", "2008-06-30"),
        ("2024-03-08", "2024-03-08"),
        ("ngày 08 /3/2024", "2024-03-08"),
        ("15/8/25", "2025-08-15"),
        ("Thừa Thiên Huế, ngày 08 tháng 3 năm 2024", "2024-03-08"),
        ("Ngày 15 tháng 3, năm 2024", "2024-03-15"),
        ("mùng 5 tháng 3 năm 2024", "2024-03-05"),
        ("Thông tư số 61/2017/TT-BTC ngày 15/6/2017", "2017-06-15"),
    ],
)
def test_reads_a_day(text: str, date: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.date == dt.date.fromisoformat(date)


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("Bắc Kạn, ngày tháng 01 năm 2024", "2024-01"),
        ("ngày … tháng 12 năm 2023", "2023-12"),
        ("ngày      /01/2024", "2024-01"),
        ("ngày … tháng … năm 2024", "2024"),
        ("10-2020", "2020-10"),
        ("Tháng 12/ 2024", "2024-12"),
    ],
)
def test_a_blank_day_leaves_a_partial_date(text: str, partial: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.date, found.partial) == (None, partial)


@pytest.mark.parametrize("text", ["31/02/2024", "ngày 31 tháng 6 năm 2024", "29/02/2023",
                                  "00/01/2024", "15/13/2024"])  # fmt: skip
def test_an_impossible_date_is_reported(text: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.date is None
    assert found.invalid


@pytest.mark.parametrize("text", ["51/63", "116/127 vụ", "61/2018/NĐ-CP", "1.1.1", "24/7",
                                  "Số 01/2023/QĐ-UBND", "từ 3-5 ngày",
                                  "ngày tháng năm sinh"])  # fmt: skip
def test_what_only_looks_like_a_date(text: str) -> None:
    assert find_dates(text) == ()


def test_a_missing_year_is_inherited() -> None:
    days = find_dates("từ ngày 15/01 đến ngày 14/3/2024", default_year=2020)
    assert [day.date for day in days] == [dt.date(2024, 1, 15), dt.date(2024, 3, 14)]
    assert find_dates("trước ngày 30/6", default_year=2023)[0].date == dt.date(2023, 6, 30)
    assert find_dates("trước ngày 30/6")[0].date is None


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("Báo cáo quý I năm 2024", "quarter", "2024-01-01", "2024-03-31"),
        ("quý III-2020", "quarter", "2020-07-01", "2020-09-30"),
        ("Quý 4/2023", "quarter", "2023-10-01", "2023-12-31"),
        ("6 tháng đầu năm 2024", "half_year", "2024-01-01", "2024-06-30"),
        ("Sáu tháng cuối năm 2024", "half_year", "2024-07-01", "2024-12-31"),
        ("9 tháng đầu năm 2024", "nine_months", "2024-01-01", "2024-09-30"),
        ("09 tháng năm 2024", "nine_months", "2024-01-01", "2024-09-30"),
        ("Năm 2023", "year", "2023-01-01", "2023-12-31"),
        ("tháng 02/2024", "month", "2024-02-01", "2024-02-29"),
        ("quý I và phương hướng quý II năm 2024", "quarter", "2024-01-01", "2024-03-31"),
    ],
)
def test_a_named_period_has_nominal_days_only(text: str, kind: str, first: str, last: str) -> None:
    period = find_period(text)
    assert period is not None
    assert (period.kind, period.start, period.end) == (kind, None, None)
    assert period.nominal_start == dt.date.fromisoformat(first)
    assert period.nominal_end == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("từ ngày 15/12/2023 đến 10/3/2024", "2023-12-15", "2024-03-10", "range"),
        ("từ 15/12/2023 đến ngày 14 tháng 3 năm 2024", "2023-12-15", "2024-03-14", "range"),
        ("quý I năm 2023 (tính từ ngày 15/12/2022 đến 14/3/2023)",
         "2022-12-15", "2023-03-14", "quarter"),
        ("từ ngày 15/12 đến hết ngày 14/3/2024", "2023-12-15", "2024-03-14", "range"),
        ("6 tháng đầu năm 2024 (15/12/2023 - 14/6/2024)", "2023-12-15", "2024-06-14", "half_year"),
    ],
)  # fmt: skip
def test_printed_closing_dates(text: str, start: str, end: str, kind: str) -> None:
    period = find_period(text)
    assert period is not None
    assert (period.start, period.end) == (dt.date.fromisoformat(start), dt.date.fromisoformat(end))
    assert period.kind == kind


def test_no_period_in_a_date_or_in_plain_text() -> None:
    assert find_period("ngày 08 tháng 3 năm 2024") is None
    assert find_period("Báo cáo công tác cải cách hành chính") is None


@given(st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)))
def test_every_day_reads_back_in_each_form(day: dt.date) -> None:
    forms = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"ngày {day:%d} tháng {day.month} năm {day.year}",
    )
    for form in forms:
        found = parse_date(form)
        assert found is not None
        assert found.date == day


_WORDS = st.sampled_from(
    ["ngày", "tháng", "năm", "quý", "IV", "V", "31", "02", "2024", "/", "-", "đến", "6 tháng", ","]
)


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join)))
def test_units_stay_in_the_calendar(text: str) -> None:
    find_period(text)
    for unit in find_units(text):
        span = unit.span
        if span is not None:
            assert unit.invalid is None
            assert span[0] <= span[1] or len(unit.months) > 1
        assert 0 <= unit.start < unit.end

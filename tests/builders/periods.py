"""Reporting periods: their name, their first and last day, and how the line prints them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

_SPANS = (
    # name, first month and day (in the year before when the month is 12), last month and day
    ("Quý I", (12, 15), (3, 14)),
    ("Quý II", (3, 15), (6, 14)),
    ("Quý III", (6, 15), (9, 14)),
    ("6 tháng đầu năm", (12, 15), (6, 14)),
    ("9 tháng", (12, 15), (9, 14)),
    ("Năm", (12, 15), (12, 14)),
)
_NO_DISTRICTS_FROM = dt.date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period as the document prints it."""

    name: str
    year: int
    start: dt.date
    end: dt.date

    @property
    def label(self) -> str:
        """Return e.g. "Quý I năm 2024", "6 tháng đầu năm 2024" or "Năm 2024"."""
        if self.name.lower().endswith("năm"):
            return f"{self.name} {self.year}"
        return f"{self.name} năm {self.year}"


def pick_period(rng: Random, latest: dt.date | None = None) -> Period:
    """Return a period of 2022 to 2025 that ends before `latest` (default: any)."""
    while True:
        name, (first_month, first_day), (last_month, last_day) = rng.choice(_SPANS)
        year = rng.randint(2022, 2025)
        first_year = year - 1 if first_month == 12 else year
        end = dt.date(year, last_month, last_day - rng.choice((0, 0, 4)))
        if latest is None or end < latest:
            return Period(name, year, dt.date(first_year, first_month, first_day), end)


def pick_district_period(rng: Random) -> Period:
    """Return a period from the time when districts still reported."""
    return pick_period(rng, latest=_NO_DISTRICTS_FROM)


def period_line(rng: Random, period: Period) -> str:
    """Return the line under the title that gives both days."""
    start, end = short_date(rng, period.start), short_date(rng, period.end)
    long_start, long_end = long_date(period.start), long_date(period.end)
    return rng.choice(
        (
            f"(Từ ngày {start} đến {end})",
            f"(Từ ngày {start} đến ngày {end})",
            f"(Số liệu tính từ ngày {start} đến ngày {end})",
            f"(từ {start} đến {end})",
            f"(Từ {long_start} đến {long_end})",
        )
    )


def short_date(rng: Random, day: dt.date) -> str:
    """Return 15/12/2023, or 10/3/2024 where the office does not pad the month."""
    if rng.random() < 0.5:
        return f"{day.day:02d}/{day.month:02d}/{day.year}"
    return f"{day.day:02d}/{day.month}/{day.year}"


def long_date(day: dt.date) -> str:
    """Return "ngày 05 tháng 3 năm 2024"; the month is padded only for 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"

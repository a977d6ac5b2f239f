"""Dates and reporting periods in Vietnamese text, as printed.

A period keeps what is printed (closing dates "từ ngày ... đến ngày ...") apart from what its
name means by the calendar, since a reporting quarter does not close with the quarter.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from transform.vietnamese.calendar_units import CalendarUnit, find_units, with_years
from transform.vietnamese.text import nfc

__all__ = ["CalendarUnit", "Period", "find_dates", "find_period", "parse_date"]


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period named in a text.

    `label` is as printed, `kind` as of the calendar unit or "range". `start` and `end` are
    the printed closing dates and nothing else; `nominal_start` and `nominal_end` the first
    and last calendar day of the period named.
    """

    label: str
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    nominal_start: dt.date | None = None
    nominal_end: dt.date | None = None
    invalid: str | None = None


def find_dates(text: str, *, default_year: int | None = None) -> tuple[CalendarUnit, ...]:
    """Return the days printed in `text`, in order, those with a blank day included."""
    units = find_units(text) if default_year is None else with_years(find_units(text), default_year)
    return tuple(unit for unit in units if unit.kind == "day")


def parse_date(text: str, *, default_year: int | None = None) -> CalendarUnit | None:
    """Return the first day in `text`, else its first month ("10-2020"), else None."""
    days = find_dates(text, default_year=default_year)
    months = (unit for unit in find_units(text) if unit.kind == "month")
    return next(iter(days), None) or next(months, None)


_HAS_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TO = re.compile(
    r"\s*(?:,\s*)?(?:cho\s+)?(?:đến|tới|[-\u2010-\u2015])\s*(?:hết\s*)?(?:ngày\s*)?", re.IGNORECASE
)


def find_ranges(units: tuple[CalendarUnit, ...], text: str) -> Iterator[tuple[int, int]]:
    """Yield the index pairs of neighbouring units joined by "đến" or a dash in `text`."""
    whole = nfc(text)
    for first in range(len(units) - 1):
        if _TO.fullmatch(whole[units[first].end : units[first + 1].start]):
            yield first, first + 1


def find_period(text: str) -> Period | None:
    """Return the period a title or sentence names, with printed closing dates apart.

    The first calendar unit that is no day names the period; without one, a printed range
    of days does. None when the text names neither.
    """
    whole = nfc(text)
    units = with_years(find_units(whole))
    ranges = [pair for pair in find_ranges(units, whole) if units[pair[0]].kind == "day"]
    printed = next(ranges_of_days(units, ranges), None)
    named = next((unit for unit in units if unit.kind != "day"), None)
    start, end = _closing_days(*printed) if printed else (None, None)
    if named:
        return _named_period(named, start, end, printed)
    if printed is None:
        return None
    label = " ".join(whole[printed[0].start : printed[1].end].split())
    return Period(label, "range", start, end, invalid=_first_fault(printed))


def ranges_of_days(
    units: tuple[CalendarUnit, ...], pairs: Iterable[tuple[int, int]]
) -> Iterator[tuple[CalendarUnit, CalendarUnit]]:
    """Yield the pairs of days that bound a range, both wholly printed."""
    for first, last in pairs:
        if units[last].kind == "day" and units[first].day and units[last].day:
            yield units[first], units[last]


def _closing_days(first: CalendarUnit, last: CalendarUnit) -> tuple[dt.date | None, dt.date | None]:
    start, end = first.date, last.date
    # "từ 15/12 đến 14/3/2024": the year printed once is the year of the end
    if start and end and start > end and not _HAS_YEAR.search(first.printed):
        start = replace(first, year=(first.year or 0) - 1).date
    return start, end


def _first_fault(units: Iterable[CalendarUnit]) -> str | None:
    return next((unit.invalid for unit in units if unit.invalid), None)


def _named_period(
    named: CalendarUnit,
    start: dt.date | None,
    end: dt.date | None,
    printed: tuple[CalendarUnit, CalendarUnit] | None,
) -> Period:
    nominal = named.span or (None, None)
    return Period(
        label=" ".join(named.printed.split()),
        kind=named.kind,
        start=start,
        end=end,
        nominal_start=nominal[0],
        nominal_end=nominal[1],
        invalid=named.invalid or _first_fault(printed or ()),
    )

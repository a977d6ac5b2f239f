"""Deadlines made of printed dates and periods: "Trước 30/6/2024", "Từ tháng 3 đến tháng 5".

Works on the part of a cell that no other reading (recurrence, condition, reference) took.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import cache
from typing import Literal

from contracts.deadline_wording import deadline_wording
from transform.deadlines.forms import Reading, phrase_pattern
from transform.reading import Deadline
from transform.vietnamese.calendar_units import CalendarUnit, find_units, with_years

Bound = Literal["in", "before", "not_after", "until", "from", "after"]

_ONE_DAY = dt.timedelta(days=1)
_TO = re.compile(
    r"[\s,]*(?:cho\s+)?(?:đến|tới|[-\u2010-\u2015])\s*(?:hết\s*)?(?:ngày\s*|cuối\s*|đầu\s*)?",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|và|&|\+|,\s*và|hoặc|;)\s*(?:ngày\s*)?", re.IGNORECASE)
_DAY_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[-\u2010-\u2015]|đến)\s*(?:hết\s*)?(?:ngày\s*)?$", re.IGNORECASE
)
_KINDS = {"day": "exact_date", "month": "month", "quarter": "quarter", "year": "year"}


@cache
def _bound_patterns() -> tuple[tuple[Bound, re.Pattern[str]], ...]:
    words = deadline_wording()
    filler = rf"(?:\s+(?:{phrase_pattern(words.fillers)}))*\s*[:,]?\s*$"
    named: tuple[tuple[Bound, tuple[str, ...]], ...] = (
        ("not_after", words.not_after),
        ("before", words.before),
        ("until", words.until),
        ("from", words.from_),
        ("after", words.after),
    )
    return tuple(
        (bound, re.compile(rf"(?<!\w)(?:{phrase_pattern(phrases)}){filler}", re.IGNORECASE))
        for bound, phrases in named
    )


@cache
def _whole_year() -> re.Pattern[str]:
    phrases = phrase_pattern(deadline_wording().whole_year)
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\s*\d)(?!\w)", re.IGNORECASE)


@cache
def _onwards() -> re.Pattern[str]:
    phrases = phrase_pattern(deadline_wording().onwards)
    return re.compile(rf"[\s,]*(?:{phrases})(?!\w)", re.IGNORECASE)


def read_units(text: str, default_year: int | None) -> list[Reading]:
    """Return the readings of all dates and periods in `text`, ranges and lists joined."""
    raw = find_units(text)
    if not raw:
        return _bare_year(text, default_year)
    units = with_years(raw, default_year)
    readings: list[Reading] = []
    index = 0
    while index < len(units):
        group, runs = _group(units, index, text)
        index += len(group)
        start = readings[-1].end if readings else 0
        bound, begin = _bound(text, start, group[0].start)
        bound = _inherited(bound, readings, text, group[0].start)
        onwards = _onwards().match(text, group[-1].end)
        bound = "from" if onwards and bound == "in" else bound
        yearless = all(unit.year is None for unit in raw[index - len(group) : index])
        if runs and group[0].kind == group[-1].kind == "quarter":
            deadline = _quarter_run(group[0], group[-1])
        else:
            before = text[start : group[0].start]
            deadline = _deadline(group, bound, before, raw[index - len(group)])
        readings.append(
            Reading(
                begin,
                onwards.end() if onwards else group[-1].end,
                deadline,
                plain=bound == "in",
                yearless=yearless,
            )
        )
    return readings


def _bare_year(text: str, default_year: int | None) -> list[Reading]:
    """Read "Cả năm" or "Trong năm", a year whose number is not printed."""
    found = _whole_year().search(text)
    if found is None:
        return []
    unit = CalendarUnit(found[0], found.start(), found.end(), "year", default_year)
    bound, begin = _bound(text, 0, found.start())
    deadline = _deadline([unit], bound, "", unit)
    return [Reading(begin, found.end(), deadline, yearless=True)]


def _group(
    units: tuple[CalendarUnit, ...], index: int, text: str
) -> tuple[list[CalendarUnit], bool]:
    """Return the units from `index` that belong together, and whether they are a range.

    Beside ranges ("tháng 3 - tháng 5"), lists of quarters and of following months join.
    """
    first = units[index]
    group = [first]
    for unit in units[index + 1 :]:
        gap = text[group[-1].end : unit.start]
        if len(group) == 1 and _TO.fullmatch(gap):
            return [first, unit], True
        same = first.kind == unit.kind and first.year == unit.year
        is_list = same and _AND.fullmatch(gap) is not None and ";" not in gap
        follows = unit.kind == "month" and group[-1].months[-1:] == (unit.months[0] - 1,)
        if not (is_list and (unit.kind == "quarter" or follows)):
            break
        group.append(unit)
    return group, False


def _bound(text: str, start: int, end: int) -> tuple[Bound, int]:
    """Return the word that bounds the date beginning at `end`, and where it stands."""
    context = text[start:end]
    for bound, pattern in _bound_patterns():
        found = pattern.search(context)
        if found:
            return bound, start + found.start()
    return "in", end


def _inherited(bound: Bound, readings: list[Reading], text: str, start: int) -> Bound:
    """Carry "trước" over a list: "trước 15/6 và 15/12/2024" bounds both dates."""
    if bound != "in" or not readings or not _AND.fullmatch(text[readings[-1].end : start]):
        return bound
    return "before" if readings[-1].deadline.type == "before_date" else bound


def _deadline(group: list[CalendarUnit], bound: Bound, context: str, raw: CalendarUnit) -> Deadline:
    first, last = group[0], group[-1]
    invalid = next((unit.invalid for unit in group if unit.invalid), None)
    if bound == "from" and len(group) > 1:
        bound = "in"
    if bound != "in" and len(group) == 1:
        return _bounded(first, bound, invalid)
    if all(unit.kind == "quarter" for unit in group):
        return _quarters(group, invalid)
    if len(group) > 1:
        return _range(first, last, raw, invalid)
    if first.kind == "day":
        return _day(first, context, invalid)
    return _period(first, invalid)


def _bounded(unit: CalendarUnit, bound: Bound, invalid: str | None) -> Deadline:
    """Make "trước", "chậm nhất", "đến", "từ", "sau" a date; `before` is always exclusive."""
    kind = "before_date" if bound in ("before", "not_after") else "date_range"
    span = unit.span
    if span is None:
        return _undated(kind, unit, invalid)
    first, last = span
    if bound == "before":
        return Deadline(kind, before=first)
    if bound == "not_after":
        return Deadline(kind, before=last + _ONE_DAY)
    if bound == "until":
        return Deadline(kind, end=last)
    return Deadline(kind, start=first if bound == "from" else last + _ONE_DAY)


def _undated(kind: str, unit: CalendarUnit, invalid: str | None) -> Deadline:
    """Keep what is printed of a date that cannot be placed in a year."""
    single = unit.months[0] if unit.kind in ("day", "month") and unit.months else None
    return Deadline(
        kind,
        quarters=unit.quarters,
        month=None if invalid else single,
        day=None if invalid else unit.day,
        year=unit.year if invalid is None else None,
        invalid=invalid,
    )


def _quarters(group: list[CalendarUnit], invalid: str | None) -> Deadline:
    """Make one quarter, or several from first to last, of one year."""
    numbers = tuple(dict.fromkeys(n for unit in group for n in unit.quarters))
    kind = "quarter" if len(numbers) == 1 else "quarter_range"
    first, last = group[0].span, group[-1].span
    if invalid or first is None or last is None:
        return Deadline(kind, quarters=() if invalid else numbers, invalid=invalid)
    fault = None if first[0] <= last[1] else "the quarters run backwards"
    return Deadline(kind, first[0], last[1], quarters=numbers, year=group[0].year, invalid=fault)


def _quarter_run(first: CalendarUnit, last: CalendarUnit) -> Deadline:
    """Make the quarters of "quý II đến quý IV", or of a run over the end of a year."""
    invalid = first.invalid or last.invalid
    start, end = first.quarters[0], last.quarters[-1]
    same_year = first.year == last.year
    numbers = tuple(range(start, end + 1)) if same_year and start <= end else (start, end)
    made = _quarters([replace(first, quarters=numbers), replace(last, quarters=())], invalid)
    return made if same_year else replace(made, year=None)


def _range(
    first: CalendarUnit, last: CalendarUnit, raw: CalendarUnit, invalid: str | None
) -> Deadline:
    start, end = first.span, last.span
    # the year printed once belongs to the end: "từ 15/12 đến 14/3/2024"
    if start and end and raw.year is None and start[0] > end[1]:
        start = replace(first, year=(first.year or 0) - 1).span
    if invalid or start is None or end is None:
        return Deadline(
            "date_range",
            start=start[0] if start else None,
            end=end[1] if end else None,
            invalid=invalid,
        )
    fault = None if start[0] <= end[1] else f"{first.printed} is after {last.printed}"
    return Deadline("date_range", start=start[0], end=end[1], invalid=fault)


def _day(unit: CalendarUnit, context: str, invalid: str | None) -> Deadline:
    """Read one day, or a range of days in one month: "20-25/3/2024"."""
    if unit.day is None and unit.span:
        return _period(replace(unit, kind="month"), invalid)
    if unit.date is None:
        return _undated("exact_date", unit, invalid)
    earlier = _DAY_BEFORE.search(context)
    if earlier and 1 <= int(earlier[1]) < unit.date.day:
        return Deadline("date_range", start=unit.date.replace(day=int(earlier[1])), end=unit.date)
    return Deadline("exact_date", date=unit.date)


def _period(unit: CalendarUnit, invalid: str | None) -> Deadline:
    kind = _KINDS.get(unit.kind, "date_range")
    if unit.kind == "month" and len(unit.months) > 1:
        return _month_list(unit, invalid)
    if unit.last_year:
        kind = "date_range"
    span = unit.span
    if span is None:
        return _undated(kind, unit, invalid)
    return Deadline(kind, span[0], span[1])


def _month_list(unit: CalendarUnit, invalid: str | None) -> Deadline:
    """Read "tháng 3-5" as one range, "tháng 6, 12" as two months."""
    months = unit.months
    singles = tuple(_period(replace(unit, months=(m,)), invalid) for m in months)
    if months != tuple(range(months[0], months[-1] + 1)):
        return Deadline("mixed", parts=singles, invalid=invalid)
    return Deadline("date_range", singles[0].start, singles[-1].end, invalid=invalid)

"""The nominal period of a document: which month, quarter or year it names.

Reports close on the 14th: a quarter runs from the 15th of the month before it to the 14th
of its last month, a reporting year from 15 December to 14 December. Plans are made for
calendar years. What is printed may differ and is kept beside it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from transform.reading import Letterhead
from transform.tidy.values import Row, clean
from transform.vietnamese.text import collapse, fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = re.compile(r"\bquý\s+(?:thứ\s+)?(iv|iii|ii|i|[1-4])\b")
_HALF = re.compile(r"\b(?:0?6|sáu)\s+tháng(?:\s+(đầu|cuối))?")
_NINE = re.compile(r"\b(?:0?9|chín)\s+tháng\b")
_MONTH = re.compile(r"\btháng\s+(1[0-2]|0?[1-9])\b")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_CLOSING_DAY = 14


@dataclass(frozen=True, slots=True)
class Period:
    """A period as a document names it; dates are inclusive, unknown ones None."""

    kind: str
    label: str
    year: int | None = None
    number: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None


def nominal_period(head: Letterhead) -> Period | None:
    """Return the period that `head` names, or None where it names none."""
    label = collapse(head.period_label or "")
    year = _year(label, head)
    if label and year is not None:
        found = _named(fold(label), year, is_plan=head.plan_year == year)
        if found is not None:
            return found
    if label:
        return Period("unknown", label, year)
    if head.plan_year is not None:
        return _calendar_year(head.plan_year)
    if head.period_start and head.period_end:
        days = f"{head.period_start:%d/%m/%Y} - {head.period_end:%d/%m/%Y}"
        return Period("range", days, head.period_end.year)
    return None


def _year(label: str, head: Letterhead) -> int | None:
    printed = _YEAR.findall(label)
    if printed:
        return int(printed[-1])
    return head.period_end.year if head.period_end else head.plan_year


def _named(label: str, year: int, *, is_plan: bool) -> Period | None:
    if quarter := _QUARTER.search(label):
        number = _ROMAN.get(quarter[1]) or int(quarter[1])
        roman = next(r for r, n in _ROMAN.items() if n == number).upper()
        return _closing("quarter", f"Quý {roman} năm {year}", year, number, 3 * number - 2, 3)
    if half := _HALF.search(label):
        number, word = (2, "cuối") if half[1] == "cuối" else (1, "đầu")
        first = 6 * number - 5
        return _closing("half_year", f"6 tháng {word} năm {year}", year, number, first, 6)
    if _NINE.search(label):
        return _closing("nine_months", f"9 tháng năm {year}", year, None, 1, 9)
    if month := _MONTH.search(label):
        number = int(month[1])
        return _closing("month", f"Tháng {number:02d}/{year}", year, number, number, 1)
    if "năm" in label:
        return (
            _calendar_year(year) if is_plan else _closing("year", f"Năm {year}", year, None, 1, 12)
        )
    return None


def _calendar_year(year: int) -> Period:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return Period("plan_year", f"Năm {year}", year, None, first, last)


def _closing(
    kind: str, label: str, year: int, number: int | None, first_month: int, months: int
) -> Period:
    """Return a period of whole months by the closing dates of the reporting regime."""
    end = dt.date(year, first_month + months - 1, _CLOSING_DAY)
    before = dt.date(year, first_month, 1) - dt.timedelta(days=1)
    return Period(kind, label, year, number, before.replace(day=_CLOSING_DAY + 1), end)


def period_values(head: Letterhead) -> Row:
    """Return the period columns of a document; all None where it names no period."""
    found = nominal_period(head)
    return {
        "period_kind": found.kind if found else None,
        "period_label": clean(found.label) if found else None,
        "period_year": found.year if found else None,
        "period_number": found.number if found else None,
        "nominal_from_date": found.start if found else None,
        "nominal_to_date": found.end if found else None,
        "printed_from_date": head.period_start,
        "printed_to_date": head.period_end,
    }

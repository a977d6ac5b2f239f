"""Calendar units in Vietnamese text: days, months, quarters, parts of a year, years.

What is not printed (a blank day, a missing year) stays None, and a date that no calendar
has is reported in `invalid` instead of being raised.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

from transform.vietnamese.text import nfc

UnitKind = Literal["day", "month", "quarter", "months", "half_year", "nine_months", "year"]

_YEAR = r"(?:19|20)[0-9]{2}"
_FILL = r"[\s.,\u2026_]*"
_OF_YEAR = rf"(?:\s*(?:[/.\u2010-\u2015-]|,?\s*(?:của\s+)?năm)\s*(?P<year>{_YEAR})(?![0-9]))?"
_MONTH_WORDS = {
    **{"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "sáu": 6, "bảy": 7},
    **{"tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12},
}
_COUNT_WORDS = {"ba": 3, "sáu": 6, "chín": 9, "mười một": 11}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3, "lv": 4}
_QUARTER_WORDS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_ITEM_END = r"(?=\s*(?:$|[-\u2010-\u2015,;.&+/():]|và\b|đến\b|năm\b|của\b|hàng\b|hằng\b))"
_LINK = r"\s*(?:[-\u2010-\u2015,&+]|và|đến|,\s*và)\s*"
_QUARTER_ITEM = r"(?:[IVXl]+|0?[0-9])(?!\w)"
_MONTH_ITEM = r"[0-9]{1,2}(?![0-9])"
_NOT_IN_SYMBOL = r"(?<![\w/.,-])(?<!số )"


# the "year" of a day, in words or after its sign; both kinds of list link their items
_DAY_YEAR = rf"(?:\s*(?:,?\s*năm|[/-])\s*(?P<year>{_YEAR})(?!\d))?"
_AFTER_CUE = "|".join(
    rf"(?<={cue})"
    for cue in ["ngày", "trước", "đến", "từ", "hết", "tới", "mùng", "nhất", "là", "vào"]
)
_NUMERIC = (
    rf"(?<![\d/.,])(?P<day>\d{{1,2}})\s*(?P<sep>[/.\u2013-])\s*(?P<month>\d{{1,2}})"
    rf"\s*(?P=sep)\s*(?P<year>{_YEAR})(?!\d|/[^\W\d])"
)
_ISO = rf"(?<![\d/.,-])(?P<year>{_YEAR})-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])"
_SHORT_YEAR = r"(?<![\d/.,])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<short>\d\d)(?![\d/])"
_IN_WORDS = (
    rf"(?<!\d )ngày{_FILL}(?P<day>\d{{1,2}})?{_FILL}tháng{_FILL}"
    rf"(?P<month>\d{{1,2}})?(?!\d){_FILL}(?:(?:năm|/|-)\s*(?P<year>{_YEAR})(?!\d))?"
)
_BLANK_DAY = rf"ngày{_FILL}(?P<day>)/{_FILL}(?P<month>\d{{1,2}})\s*/\s*(?P<year>{_YEAR})"
_NO_CUE = (
    r"(?<![\d/.,])(?<!tuần )(?<!tuần thứ )(?:mùng |mồng )?(?P<day>\d{1,2})"
    rf"\s+tháng\s+(?P<month>\d{{1,2}})(?!\d|\s*lần){_DAY_YEAR}"
)
_NO_YEAR = (
    rf"(?:{_AFTER_CUE})\s*(?P<day>\d{{1,2}})\s*[/-]\s*(?P<month>\d{{1,2}})"
    r"(?!\s*[/.-]?\s*\d|\s*(?:ngày|giờ|lần|tháng|%))"
)
# the first of "15/6, 15/12/2024": its year stands with the last
_BEFORE_DATED = (
    r"(?<![\d/.,])(?P<day>\d{1,2})/(?P<month>\d{1,2})"
    rf"(?=\s*(?:[,;\u2010-\u2015-]|và|đến)\s*(?:ngày\s*)?\d{{1,2}}/\d{{1,2}}/{_YEAR})"
)
_YEARS = (
    rf"(?:giai đoạn|(?:các\s+|từ\s+)?năm(?:\s+học)?)\s*(?P<year>{_YEAR})\s*"
    rf"(?:[-\u2010-\u2015,]|và|đến)\s*(?:hết\s+)?(?:năm\s*)?(?P<last>{_YEAR})(?!\d)"
)
_COUNT = (
    r"(?<![\d/.,])(?P<count>\d{1,2}|\b(?:ba|sáu|chín|mười một))\s*tháng(?:\s*(?P<part>đầu|cuối))?"
    rf"(?:\s*(?:của\s*)?(?:năm)?\s*[,/]?\s*(?P<year>{_YEAR})(?!\d)|\s+(?P<bare>năm))?(?!\s*\d)"
)
_HALF = rf"nửa\s+(?P<part>đầu|cuối)\s+năm(?:\s*(?P<year>{_YEAR})(?!\d))?"
_QUARTER = (
    rf"(?:qu[ýí]|\bQ\.?(?=[\dIV]))\s*(?P<items>{_QUARTER_ITEM}"
    rf"(?:{_LINK}{_QUARTER_ITEM}{_ITEM_END})*){_OF_YEAR}"
)
_QUARTER_WORD = rf"quý\s+(?P<word>một|hai|ba|tư|bốn)(?!\w){_OF_YEAR}"
_MONTH = (
    rf"(?:tháng\s*|\bT\.?\s*(?=\d{{1,2}}\s*/))(?P<items>{_MONTH_ITEM}"
    rf"(?:{_LINK}{_MONTH_ITEM}{_ITEM_END})*){_OF_YEAR}"
)
_MONTH_WORD = rf"tháng\s+(?P<word>{'|'.join(sorted(_MONTH_WORDS, reverse=True))})(?!\w){_OF_YEAR}"
_BARE_MONTH = rf"{_NOT_IN_SYMBOL}(?P<items>\d{{1,2}})\s*[/-]\s*(?P<year>{_YEAR})(?![\d/\w-])"

# in this order; a later pattern never reads what an earlier one has read
_PATTERNS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("day", _BEFORE_DATED),
        *(("day", day) for day in (_NUMERIC, _ISO, _SHORT_YEAR, _IN_WORDS, _BLANK_DAY, _NO_CUE)),
        ("day", _NO_YEAR),
        ("years", _YEARS),
        ("count", _COUNT),
        ("half", _HALF),
        ("quarter", _QUARTER),
        ("quarter", _QUARTER_WORD),
        ("month", _MONTH),
        ("month", _MONTH_WORD),
        ("month", _BARE_MONTH),
        ("year", rf"năm\s*(?P<year>{_YEAR})(?!\d)"),
    )
)


@dataclass(frozen=True, slots=True)
class CalendarUnit:
    """A day, month, quarter, part of a year or year, as printed at `start`:`end` of a text.

    `months` holds the first-to-last months it covers, or the single months of a list such
    as "tháng 6, 12"; `day` is None where it is blank or does not apply.
    """

    printed: str
    start: int
    end: int
    kind: UnitKind
    year: int | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    last_year: int | None = None
    quarters: tuple[int, ...] = ()

    @property
    def invalid(self) -> str | None:
        """Say why no calendar has this, or None when it may exist."""
        if any(not 1 <= m <= 12 for m in self.months):
            return f"{self.printed}: there is no such {'quarter' if self.quarters else 'month'}"
        if self.kind != "day" or self.day is None or not self.months:
            return None
        # without a year, 29 February is possible
        most = calendar.monthrange(self.year or 2024, self.months[0])[1]
        return None if 1 <= self.day <= most else f"{self.printed}: the month has {most} days"

    @property
    def date(self) -> dt.date | None:
        """Return the day as a date, or None when not wholly printed or impossible."""
        if self.kind != "day" or self.invalid or None in (self.year, self.day) or not self.months:
            return None
        return dt.date(self.year or 0, self.months[0], self.day or 0)

    @property
    def partial(self) -> str | None:
        """Return "2024-01" or "2024" where the day or month is blank, else None."""
        if self.year is None or self.date is not None or self.invalid:
            return None
        single = self.months if self.kind in ("day", "month") and len(self.months) == 1 else ()
        return f"{self.year}-{single[0]:02}" if single else str(self.year)

    @property
    def span(self) -> tuple[dt.date, dt.date] | None:
        """Return first and last day, or None without a year or when impossible."""
        if self.year is None or self.invalid:
            return None
        if self.day is not None:
            return None if self.date is None else (self.date, self.date)
        months = self.months or (1, 12)
        last = self.last_year or self.year
        days = calendar.monthrange(last, months[-1])[1]
        return dt.date(self.year, months[0], 1), dt.date(last, months[-1], days)


def find_units(text: str) -> tuple[CalendarUnit, ...]:
    """Return every calendar unit in `text` in order; offsets count in its NFC form."""
    rest = nfc(text)
    found: list[CalendarUnit] = []
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            unit = _unit(name, match)
            if unit is None:
                continue
            found.append(unit)
            rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return tuple(sorted(found, key=lambda unit: unit.start))


def _unit(name: str, match: re.Match[str]) -> CalendarUnit | None:
    """Make the unit of a match, or None where the words only look like a date."""
    groups = match.groupdict()
    year = _year(groups)
    base = CalendarUnit(match[0].strip(), match.start(), match.end(), "year", year)
    if name == "day":
        return _day(base, groups)
    if name == "years":
        last = int(groups["last"])
        return replace(base, last_year=last) if year and last >= year else None
    if name in ("count", "half"):
        return _part_of_year(base, groups)
    if name == "quarter":
        return _quarters(base, groups)
    if name == "month":
        return _months(base, groups)
    return base


def _year(groups: dict[str, str | None]) -> int | None:
    short = groups.get("short")
    text = groups.get("year")
    if short:
        return 2000 + int(short)
    return int(text) if text else None


def _day(base: CalendarUnit, groups: dict[str, str | None]) -> CalendarUnit | None:
    day, month = _int(groups["day"]), _int(groups["month"])
    if base.year is None and (day is None or month is None):
        return None
    if base.year is None and not (1 <= (month or 0) <= 12 and 1 <= (day or 0) <= 31):
        return None
    months = () if month is None else (month,)
    return replace(base, kind="day", day=day, months=months)


def _int(text: str | None) -> int | None:
    return int(text) if text else None


def _part_of_year(base: CalendarUnit, groups: dict[str, str | None]) -> CalendarUnit | None:
    """Read "6 tháng đầu năm", "9 tháng năm 2024", "nửa cuối năm"."""
    word = groups.get("count")
    count = 6 if word is None else _COUNT_WORDS.get(word.lower()) or int(word)
    # "3 tháng" alone is a length of time; six and nine are the usual reports
    named = count in (6, 9) or any(groups.get(key) for key in ("part", "year", "bare"))
    if not 2 <= count <= 12 or not named:
        return None
    kinds: dict[int, UnitKind] = {6: "half_year", 9: "nine_months"}
    late = (groups.get("part") or "").lower() == "cuối"
    months = (13 - count, 12) if late else (1, count)
    return replace(base, kind=kinds.get(count, "months"), months=months)


def _quarters(base: CalendarUnit, groups: dict[str, str | None]) -> CalendarUnit | None:
    word = groups.get("word")
    numbers = (
        (_QUARTER_WORDS[word.lower()],) if word else _listed(groups["items"] or "", _quarter_no)
    )
    if any(n == 0 for n in numbers):
        return None
    months = tuple(month for n in numbers for month in (3 * n - 2, 3 * n))
    return replace(base, kind="quarter", quarters=numbers, months=months)


def _quarter_no(item: str) -> int:
    digits = _int(item if item.isdecimal() else None)
    # a Roman number that is no quarter (V, XI) is impossible, not another word
    return _ROMAN.get(item.lower(), 5) if digits is None else digits


def _months(base: CalendarUnit, groups: dict[str, str | None]) -> CalendarUnit | None:
    word = groups.get("word")
    if word:
        return replace(base, kind="month", months=(_MONTH_WORDS[word.lower()],))
    return replace(base, kind="month", months=_listed(groups["items"] or "", int))


def _listed(items: str, number: Callable[[str], int]) -> tuple[int, ...]:
    """Read "III-IV" or "2, 3 và 5" as numbers; a dash runs from first to last."""
    parts = re.split(r"\s*([-\u2010-\u2015,&+]|và|đến)\s*", items, flags=re.IGNORECASE)
    numbers: list[int] = []
    link = ","
    for part in parts:
        if not re.fullmatch(r"\w+", part) or part.lower() in ("và", "đến"):
            link = part or link
            continue
        value = number(part)
        runs = link.lower() not in (",", "&", "+", "và") and bool(numbers)
        numbers += range(numbers[-1] + 1, value + 1) if runs else [value]
    return tuple(numbers)


def with_years(
    units: Iterable[CalendarUnit], default_year: int | None = None
) -> tuple[CalendarUnit, ...]:
    """Give units without a year the year of the next unit that has one, else the last's.

    Vietnamese prints the year once, at the end ("từ 15/01 đến 10/3/2024"); `default_year`
    serves where no unit has one.
    """
    out: list[CalendarUnit] = []
    year: int | None = None
    for unit in reversed(tuple(units)):
        year = unit.year or year
        out.append(replace(unit, year=year))
    out.reverse()
    for number, unit in enumerate(out):
        year = unit.last_year or unit.year or year or default_year
        out[number] = unit if unit.year else replace(unit, year=year)
    return tuple(out)

"""Recurrences in a time cell: "Hàng tháng, quý", "02 lần/năm", "Ngày 05 hàng tháng"."""

from __future__ import annotations

import re
from functools import cache

from contracts.deadline_wording import deadline_wording
from transform.deadlines.forms import Reading, phrase_pattern, rx
from transform.reading import Deadline
from transform.vietnamese.text import fold


@cache
def period_word() -> str:
    """Return the pattern of a period that recurs, as in "hàng quý"."""
    # "năm 2024", "quý I", "tháng 3" are dates, "tháng cuối" and "năm học" no recurrence
    words = phrase_pattern(deadline_wording().periods)
    return rf"(?:{words})(?!\w)(?!\s*(?:\d|[IVX]+\b|(?:đầu|cuối|học|làm|kể|trước)\b))"


@cache
def _recurrence_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = deadline_wording()
    every = rf"(?:(?:{phrase_pattern(words.every)})\s+)"
    link = rf"\s*(?:,|;|/|-|và|hoặc|,\s*và)\s*{every}*"
    period = period_word()
    named = phrase_pattern(words.periods)
    listed = rf"(?<!\w)(?:{every}+{period}(?:{link}{period})*|{period}(?:{link}{period})+)"
    once = (
        rf"(?<!\w)(?:{every}*(?P<times>\d{{1,2}}|một|hai)\s*lần\s*(?:/|trong|mỗi|một|\s)\s*"
        rf"(?:0?1\s+|một\s+)?(?P<per>{period})|{every}*(?:0?1\s+|một\s+)?(?P<each>{named})"
        r"\s*/?\s*(?P<more>\d{1,2}|một|hai)?\s*lần)"
    )
    always = rf"(?<!\w)(?:{phrase_pattern(words.always)})(?!\w)"
    return rx(once), rx(listed), rx(always)


def recurrences(hidden: str, cell: str) -> list[Reading]:
    """Read "Hàng tháng, quý", "02 lần/năm", "Thường xuyên"."""
    del cell
    once, listed, always = _recurrence_patterns()
    kinds = deadline_wording().always
    found = [_recurring(m, (_times(m),)) for m in once.finditer(hidden)]
    hidden = once.sub(lambda m: "\0" * len(m[0]), hidden)
    found += [_recurring(m, _listed(m[0])) for m in listed.finditer(hidden)]
    hidden = listed.sub(lambda m: "\0" * len(m[0]), hidden)
    found += [_recurring(m, (kinds[fold(m[0])],)) for m in always.finditer(hidden)]
    return found


def _recurring(match: re.Match[str], recurrence: tuple[str, ...]) -> Reading:
    return Reading(match.start(), match.end(), Deadline("recurring", recurrence=recurrence))


def _times(match: re.Match[str]) -> str:
    """Return the recurrence of "02 lần/năm" or "6 tháng/lần"."""
    words = deadline_wording()
    period = words.periods[fold(match["per"] or match["each"])]
    printed = fold(match["times"] or match["more"] or "1")
    times = {"một": 1, "hai": 2}.get(printed) or int(printed)
    return words.times_a_year.get(str(times), period) if period == "yearly" else period


def _listed(printed: str) -> tuple[str, ...]:
    periods = deadline_wording().periods
    found = re.findall(phrase_pattern(periods), fold(printed))
    return tuple(dict.fromkeys(periods[phrase] for phrase in found))


_DAY_OF_MONTH = rx(
    r"(?:(?:trước|chậm nhất|muộn nhất)(?:\s+(?:là|vào))*\s+)?(?:vào\s+)?(?:ngày|mùng|mồng)\s*"
    r"(?P<day>\d{1,2})\s*(?:của\s*)?"
    r"(?:(?P<monthly>(?:hàng|hằng|mỗi)\s*tháng|của tháng(?: sau| liền kề)?)"
    r"|tháng\s*(?:cuối|đầu|thứ\s*\w+)(?:\s*cùng)?(?:\s*của)?(?:\s*(?:mỗi|hàng|hằng|từng))?\s*quý)"
)


_LONE_DAY = rx(
    r"(?:trước\s+|chậm nhất\s+|vào\s+)?ngày\s*(?P<day>\d{1,2})(?!\d|\s*[/.-]?\s*\d)(?!\s*tháng)"
)
_EACH_MONTH = rx(r"(?:hàng|hằng|mỗi)\s*(?:tháng|quý)")


def days_of_recurrence(hidden: str, cell: str) -> list[Reading]:
    """Read "Ngày 05 hàng tháng", "trước ngày 19 của tháng cuối quý", "(trước ngày 20)"."""
    del cell
    found = []
    for match in _DAY_OF_MONTH.finditer(hidden):
        kind = "monthly" if match["monthly"] else "quarterly"
        found.append(_day_reading(match, (kind,)))
    if not found and _EACH_MONTH.search(hidden):
        found += [_day_reading(match, ()) for match in _LONE_DAY.finditer(hidden)]
    return found


def _day_reading(match: re.Match[str], recurrence: tuple[str, ...]) -> Reading:
    day = int(match["day"])
    invalid = None if 1 <= day <= 31 else f"no month has a day {day}"
    deadline = Deadline("recurring", recurrence=recurrence, day=day, invalid=invalid)
    return Reading(match.start(), match.end(), deadline)

"""The reporting period of a report and the year of a plan."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transform.vietnamese.dates import Period, find_period

_YEAR_OF_PLAN = re.compile(r"năm\s+((?:19|20)\d{2})(?!\d)", re.IGNORECASE)
# what comes after these words is not the period reported on
_AHEAD = re.compile(
    r"[,;]?\s*(?:và\s+)?(?:phương hướng|nhiệm vụ|kế hoạch|chương trình|dự kiến)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = re.compile(
    r"(?:tính\s+)?từ\s+(?:ngày\s+)?\d{1,2}\b.{0,60}?(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s*)?\d{1,2}\b"
    r".{0,30}",
    re.IGNORECASE | re.DOTALL,
)
# above a table: “Kỳ báo cáo: Quý II năm 2024 (Từ ngày 15/3/2024 đến ngày 14/6/2024)”
PERIOD_LINE = re.compile(
    r"^\(?\s*(?:kỳ báo cáo\b|(?:số liệu\s+)?(?:tính\s+)?từ\s+(?:ngày\s+)?\d{1,2}\s*[/.-])",
    re.IGNORECASE,
)
_LONGEST_LINE = 150
# a reporting period opens and closes up to half a month before the calendar's
_EARLY = dt.timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Reported:
    """The days a report covers; `label` names the period as printed."""

    period: Period | None
    printed: Period | None

    @property
    def label(self) -> str | None:
        """The period as printed, by name where there is one."""
        named = self.period or self.printed
        return named.label if named else None


def find_reported(title: str, bracket: str, opening: Sequence[str]) -> Reported:
    """Return the period a report names in its title and prints in brackets or first lines.

    `opening` is the beginning of the running text: closing dates count only near its top.
    """
    near = _AHEAD.sub("", title) or title
    named = find_period(near)
    if named is None or named.nominal_start is None:
        # "6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024" prints the year once
        named = find_period(title)
    for text in (title, bracket, *opening):
        for found in _CLOSING.finditer(text):
            printed = find_period(found[0])
            if printed and printed.start and printed.end:
                return Reported(named, printed)
    if named is None:
        named = next((p for p in map(find_period, opening[:1]) if p and p.kind != "range"), None)
    return Reported(named, None)


def find_above_table(lines: Iterable[str], named: Period | None) -> Reported | None:
    """Return the period that the caption of a table prints, None where there is none.

    `named` is the period of the report: closing dates that do not belong to it are another
    period's.
    """
    for line in lines:
        if len(line) > _LONGEST_LINE or not PERIOD_LINE.match(line):
            continue
        found = find_reported(line, "", ())
        if found.printed and (named is None or _belongs(found.printed, named)):
            return Reported(named or found.period, found.printed)
        if named is None and found.period and found.period.nominal_start:
            return found
    return None


def _belongs(printed: Period, named: Period) -> bool:
    ends = (printed.start, printed.end, named.nominal_start, named.nominal_end)
    start, end, first, last = ends
    if start is None or end is None or first is None or last is None:
        return False
    return first - _EARLY <= start <= first + _EARLY and last - _EARLY <= end <= last


def plan_year(title: str) -> int | None:
    """Return the year of a plan from its title, or None."""
    years = _YEAR_OF_PLAN.findall(title)
    return int(years[-1]) if years else None

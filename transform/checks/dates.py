"""Dates that contradict each other: letter, period, and what the letter cites."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from transform.cells import letter_ref
from transform.finding import Finding
from transform.reading import Citation, Letterhead

# how far a period may close from the nominal day before it is worth a note; provinces
# keep closing days of their own (the 20th instead of the 14th)
CLOSING_TOLERANCE = dt.timedelta(days=10)
# a period of which only the name is printed closes before the calendar's last day, and annual
# reports are asked for in November
NOMINAL_EARLY = dt.timedelta(days=60)
NOMINAL_CLOSING = {3: 14, 6: 14, 9: 14, 12: 14}


def date_order(letterhead: Letterhead, citations: Iterable[Citation]) -> tuple[Finding, ...]:
    """Return the contradictions between the dates of one letter."""
    checks = (_signed_early(letterhead), _period_reversed(letterhead), _closing(letterhead))
    later = (_cited_later(letterhead, citation) for citation in citations)
    return tuple(finding for finding in (*checks, *later) if finding is not None)


def _show(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _signed_early(head: Letterhead) -> Finding | None:
    if head.date is None or head.period_end is None:
        return None
    early = NOMINAL_EARLY if head.period_nominal else dt.timedelta(0)
    if head.date + early >= head.period_end:
        return None
    if head.period_start is not None and head.period_start > head.period_end:
        return None
    return Finding(
        rule="signed-before-period-end",
        kind="date_order",
        strength="soft",
        where=(letter_ref(),),
        status="noted",
        found=f"signed {_show(head.date)}, period ends {_show(head.period_end)}",
        advice="figures of the last days cannot be in the report; ask which day it closed",
        severity=2,
    )


def _period_reversed(head: Letterhead) -> Finding | None:
    start, end = head.period_start, head.period_end
    if start is None or end is None or start <= end:
        return None
    return Finding(
        rule="period-order",
        kind="date_order",
        strength="identity",
        where=(letter_ref(),),
        status="ambiguous",
        found=f"period starts {_show(start)}, after it ends {_show(end)}",
        advice="one of the two days or years is misprinted",
        severity=3,
    )


def _closing(head: Letterhead) -> Finding | None:
    """Note a quarterly or longer period that closes far from the nominal day."""
    start, end = head.period_start, head.period_end
    if start is None or end is None or not 80 <= (end - start).days <= 380:
        return None
    days = [dt.date(end.year, m, d) for m, d in NOMINAL_CLOSING.items()]
    # calendar quarters are a reporting regime of their own
    days += [dt.date(end.year, 3, 31), dt.date(end.year, 6, 30)]
    days += [dt.date(end.year, 9, 30), dt.date(end.year, 12, 31)]
    if min(abs(end - day) for day in days) <= CLOSING_TOLERANCE:
        return None
    return Finding(
        rule="period-closing-day",
        kind="date_order",
        strength="soft",
        where=(letter_ref(),),
        status="noted",
        found=f"period ends {_show(end)}, far from a closing day",
        advice="figures are not comparable with other bodies' for the same period",
        severity=1,
    )


def _cited_later(head: Letterhead, citation: Citation) -> Finding | None:
    if head.date is None or citation.date is None or citation.date <= head.date:
        return None
    return Finding(
        rule="cited-before-issued",
        kind="date_order",
        strength="soft",
        where=(letter_ref(citation.place),),
        status="noted",
        found=f"{citation.printed}: dated after this letter of {_show(head.date)}",
        advice="the year of the act or of the letter may be misprinted",
        severity=2,
    )

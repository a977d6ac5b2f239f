"""Which column of a statistical table is of the period reported, by the period its heading names.

"Năm 2023 / Quý I" and "Năm 2024 / Quý I" are told apart by the report's own period only: the
one that names it holds the figures, one of an earlier year those of the previous period.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from transform.reading import Column, Letterhead
from transform.vietnamese.dates import find_period

# the roles whose meaning a period in the heading decides
_DATED = ("value", "interval", "previous", "cumulative")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# a reporting quarter closes up to half a month before the calendar's
_NEAR = dt.timedelta(days=20)


@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day of a period."""

    start: dt.date
    end: dt.date


def reported_span(head: Letterhead) -> Span | None:
    """Return the period a report covers, None where it names none."""
    if head.period_start is None or head.period_end is None:
        return None
    return Span(head.period_start, head.period_end)


def dated_roles(
    columns: Sequence[Column], roles: Sequence[str | None], reported: Span | None
) -> tuple[str | None, ...]:
    """Return the roles of an indicator table's columns, corrected by the periods they name.

    Without a period of the report, or in its headings, the roles stay. Only one column is of
    the period reported; a further one is an interval beside it.
    """
    if reported is None:
        return tuple(roles)
    found = [
        _role(role, _named(column, reported), reported) if role in _DATED else role
        for column, role in zip(columns, roles, strict=True)
    ]
    first = found.index("value") if "value" in found else len(found)
    return tuple("interval" if r == "value" and i > first else r for i, r in enumerate(found))


def _named(column: Column, reported: Span) -> Span | None:
    """Return the period in a heading path, its year from above or of the report."""
    text = " ".join(reversed(column.path))
    if not _YEAR.search(text):
        text = f"{text} năm {reported.end.year}"
    period = find_period(text)
    if period is None or period.nominal_start is None or period.nominal_end is None:
        return None
    bare_year = period.kind == "year" and not _YEAR.search(" ".join(column.path))
    return None if bare_year else Span(period.nominal_start, period.nominal_end)


def _role(role: str | None, named: Span | None, reported: Span) -> str | None:
    if named is None:
        return role
    if named.end.year < reported.end.year and named.end < reported.end - _NEAR:
        return "previous"
    if role in ("cumulative", "previous"):
        return role
    same_end = abs(named.end - reported.end) <= _NEAR
    if same_end and abs(named.start - reported.start) <= _NEAR:
        return "value"
    if same_end and named.start < reported.start:
        return "cumulative"
    return "interval"

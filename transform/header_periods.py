"""Which column of a table is of the period reported, by the period its heading names.

"Năm 2023 / Quý I" and "Năm 2024 / Quý I" are told apart by the report's own period only: the
one that names it holds the figures, one of an earlier year those of the previous period.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from transform.measures import basis_of, is_measure
from transform.reading import Column, Letterhead
from transform.vietnamese.dates import find_period
from transform.vietnamese.text import fold

# the roles whose meaning a period in the heading decides
_DATED = ("value", "interval", "previous", "cumulative")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# words of a heading that only names a period, beside its numbers
_PERIOD_WORD = re.compile(
    r"\d+|[ivx]+|số|liệu|kết|quả|thực|hiện|trong|cả|kỳ|đầu|cuối|năm|quý|tháng|tuần|từ|đến|ngày|của|và"
)
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


def dated_measures(
    columns: Sequence[Column], roles: Sequence[str | None], reported: Span | None
) -> tuple[str | None, ...]:
    """Return the measures of a matrix, those of another period with a basis of their own.

    Only a heading that is nothing but a period names one: "Năm 2023 / Tiếp nhận" is of 2023,
    "Tồn năm 2023 chuyển sang" is carried into the period reported.
    """
    if reported is None:
        return tuple(roles)
    seen: Counter[str] = Counter()
    found: list[str | None] = []
    for column, role in zip(columns, roles, strict=True):
        if role is None or not is_measure(role):
            found.append(role)
            continue
        dated = _dated_measure(role, column, reported)
        seen[dated] += 1
        found.append(dated if seen[dated] == 1 else f"{dated}~{seen[dated]}")
    return tuple(found)


def _dated_measure(role: str, column: Column, reported: Span) -> str:
    bare = role.split("~")[0]
    period = tuple(name for name in column.path if _is_period(name))
    named = _named(replace(column, path=period), reported) if period else None
    basis = _role(None, named, reported) if basis_of(role) == "period" else None
    aspects = bare.split(".")
    if basis is None or basis == "value" or basis in aspects:
        return bare
    return ".".join([*(a for a in aspects if a != "interval"), basis])


def _is_period(heading: str) -> bool:
    words = re.findall(r"[^\W_]+", fold(heading))
    return bool(words) and all(map(_PERIOD_WORD.fullmatch, words))


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

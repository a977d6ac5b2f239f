"""Who has filed what, who late, who not at all.

A body owes a report on every period for which others have filed, if it, or a body it is the
successor of, files reports on such periods; but on none that ended before the last change of
provinces or departments that came before its first report.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_date,
    dim_document,
    dim_period,
    dim_province,
    map_agency_unit,
    map_province_unit,
    map_units,
)
from load.view_base import CURRENT, REPORT, REPORTS, TODAY, Select, View, body_name, with_document

_SENT_AFTER = 2  # working days that a report may take after its period has closed
_PERIOD = (
    "period_kind",
    "period_year",
    "period_number",
    "nominal_from_date",
    "nominal_to_date",
)
_BODY = ("unit_key", "agency_code", "body")


def _due(day: sa.ColumnElement[Any]) -> Any:
    """Return the last day on which a report is in time: some working days after closing."""
    calendar = dim_date.c
    return (
        sa.select(calendar.calendar_date)
        .where(calendar.calendar_date > day, calendar.iso_weekday <= 5)
        .order_by(calendar.calendar_date)
        .limit(1)
        .offset(_SENT_AFTER - 1)
        .scalar_subquery()
    )


def _days_between(first: Any, last: Any) -> Any:
    """Return how many days `last` lies after `first`, 0 if it does not; empty without a `last`.

    Counted in the calendar, because each engine subtracts days in its own way.
    """
    calendar = dim_date.alias("calendar").c
    days = (
        sa.select(sa.func.count())
        .where(calendar.calendar_date > first, calendar.calendar_date <= last)
        .scalar_subquery()
    )
    return sa.case((last.is_not(None), days))


def _filed() -> sa.CTE:
    """Return the reports of each body on each period, the first of them with its date."""
    document, period, body = dim_document.c, dim_period.c, body_name()
    grain = (
        document.province_key,
        dim_agency.c.agency_code,
        dim_agency.c.agency_level,
        *(period[name] for name in _PERIOD),
    )
    # an official letter is a report where it has figures of the form
    is_report = sa.or_(
        document.doc_type_code == REPORT,
        sa.and_(document.doc_type_code.in_(REPORTS), document.figure_count > 0),
    )
    return (
        sa.select(
            *grain,
            body.label("body"),
            sa.func.min(document.document_date).label("filed_date"),
            sa.func.count().label("reports"),
        )
        .select_from(with_document(dim_document))
        .where(
            CURRENT,
            is_report,
            period.nominal_to_date.is_not(None),
            document.province_key.is_not(None),
            body.is_not(None),
        )
        .group_by(*grain, body)
        .cte("filed")
    )


def _then(one: Any, end: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the joins of a body with the time `end` lies in and its units in that time."""
    times, unit, kind = map_units.c, map_province_unit.c, map_agency_unit.c
    return (
        sa.and_(times.units_from <= end, sa.or_(times.units_to.is_(None), times.units_to >= end)),
        sa.and_(unit.province_key == one.province_key, unit.units_from == times.units_from),
        sa.and_(kind.agency_code == one.agency_code, kind.units_from == times.units_from),
    )


def _named(one: Any, unit_key: Any) -> list[Any]:
    """Return what a body is called in a time: departments by their kind then."""
    kind = map_agency_unit.c
    is_department = one.agency_level == "province"
    return [
        unit_key.label("unit_key"),
        sa.func.coalesce(kind.unit_code, one.agency_code).label("agency_code"),
        sa.case((is_department, sa.func.coalesce(kind.unit_name, one.body)), else_=one.body).label(
            "body"
        ),
    ]


def _placed(filed: sa.CTE) -> sa.CTE:
    """Return the reports under the units that stood when their period ended."""
    one, unit = filed.c, map_province_unit.c
    in_time, in_province, in_kind = _then(one, one.nominal_to_date)
    source = (
        filed.join(map_units, in_time)
        .outerjoin(map_province_unit, in_province)
        .outerjoin(map_agency_unit, in_kind)
    )
    # a unit that was formed after the period ended reports in its own name
    named = _named(one, sa.func.coalesce(unit.unit_key, one.province_key))
    placed = (
        sa.select(*named, *(one[name] for name in _PERIOD), one.filed_date, one.reports)
        .select_from(source)
        .subquery()
    )
    grain = [placed.c[name] for name in (*_BODY, *_PERIOD)]
    return (
        sa.select(
            *grain,
            sa.func.min(placed.c.filed_date).label("filed_date"),
            sa.cast(sa.func.sum(placed.c.reports), sa.BigInteger()).label("reports"),
        )
        .group_by(*grain)
        .cte("placed")
    )


def _expected(filed: sa.CTE) -> Select:
    """Return who owes a report on which period: bodies that file for such, or succeed them."""
    names = ("province_key", "agency_code", "agency_level", "body", "period_kind")
    first = sa.func.min(filed.c.nominal_to_date).label("first_end")
    keys = [filed.c[name] for name in names]
    files = sa.select(*keys, first).group_by(*keys).subquery("files")
    periods = sa.select(*(filed.c[name] for name in _PERIOD)).distinct().subquery("periods")
    one, unit, end = files.c, map_province_unit.c, periods.c.nominal_to_date
    in_time, in_province, in_kind = _then(one, end)
    kind, began = dim_agency.alias("kind"), map_units.alias("began")
    source = (
        files.join(periods, periods.c.period_kind == one.period_kind)
        .join(map_units, in_time)
        # a body that began to file as the successor of others owes nothing before that
        .join(began, sa.and_(began.c.units_from <= one.first_end, began.c.units_from <= end))
        .join(map_province_unit, in_province)
        .outerjoin(map_agency_unit, in_kind)
        .outerjoin(
            kind,
            sa.and_(
                kind.c.agency_code
                == sa.func.coalesce(map_agency_unit.c.unit_code, one.agency_code),
                kind.c.province_key.is_(None),
            ),
        )
    )
    is_department = sa.and_(
        sa.func.coalesce(one.agency_level, "") == "province",
        map_agency_unit.c.unit_code.is_not(None),
    )
    return (
        sa.select(*_named(one, unit.unit_key), *(periods.c[name] for name in _PERIOD))
        .select_from(source)
        .where(
            # what is known by its printed name alone has no successor in another province
            sa.or_(is_department, unit.unit_key == one.province_key),
            # a body that has been dissolved owes no report
            sa.or_(kind.c.valid_to.is_(None), kind.c.valid_to >= end),
            sa.or_(began.c.units_to.is_(None), began.c.units_to >= one.first_end),
        )
    )


def _filing() -> Select:
    filed = _filed()
    placed = _placed(filed)
    owed: Any = sa.union(
        _expected(filed), sa.select(*(placed.c[name] for name in (*_BODY, *_PERIOD)))
    ).subquery("owed")
    same = ("unit_key", "body", "period_kind")
    loose = {"agency_code": "", "period_year": 0, "period_number": 0}
    unit, now, then = dim_province.c, dim_province.alias("now"), map_province_unit.alias("then")
    source = (
        owed.join(dim_province, unit.province_key == owed.c.unit_key)
        .outerjoin(
            placed,
            sa.and_(
                *(placed.c[name] == owed.c[name] for name in same),
                *(
                    sa.func.coalesce(placed.c[name], blank) == sa.func.coalesce(owed.c[name], blank)
                    for name, blank in loose.items()
                ),
            ),
        )
        .outerjoin(
            then, sa.and_(then.c.province_key == owed.c.unit_key, then.c.units_from == TODAY)
        )
        .outerjoin(now, now.c.province_key == then.c.unit_key)
    )
    inner = sa.select(*_calendar(owed.c, placed.c, now.c)).select_from(source)
    return _stated(inner.subquery("filing").c)


def _calendar(owed: Any, placed: Any, now: Any) -> list[Any]:
    due = sa.func.coalesce(_due(owed.nominal_to_date), owed.nominal_to_date)
    return [
        dim_province.c.province_name.label("province"),
        dim_province.c.province_code,
        now.province_name.label("province_today"),
        owed.body.label("agency"),
        owed.agency_code,
        owed.period_kind,
        owed.period_year,
        owed.period_number,
        owed.nominal_from_date.label("period_from"),
        owed.nominal_to_date.label("period_to"),
        due.label("due_date"),
        placed.filed_date,
        sa.func.coalesce(placed.reports, 0).label("reports"),
    ]


def _stated(one: Any) -> Select:
    """Return the calendar with what has become of each report."""
    state = sa.case(
        (one.reports == 0, "missing"),
        (one.filed_date.is_(None), "undated"),
        (one.filed_date > one.due_date, "late"),
        else_="in time",
    )
    return sa.select(
        *(column for column in one if column.name != "reports"),
        state.label("state"),
        _days_between(one.due_date, one.filed_date).label("days_late"),
        (one.filed_date <= one.period_to).label("is_before_end"),
        one.reports,
    )


def filing_marts() -> tuple[View, ...]:
    """Return the calendar of filing."""
    return (
        View(
            "mart_filing",
            "One row a body and period: filed in time, late or missing. Expected is what the "
            "body, or one it has succeeded, files and others have filed for; due two working "
            "days after the period closes, public holidays not counted.",
            _filing(),
        ),
    )

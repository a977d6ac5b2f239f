"""Who has filed what, who late, who not at all."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_date,
    dim_document,
    dim_period,
    dim_province,
)
from load.view_base import CURRENT, Select, View, body_name, with_document

_REPORT = "BC"
_SENT_AFTER = 2  # working days that a report may take after its period has closed


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


def _filing() -> Select:
    document, period, body = dim_document.c, dim_period.c, body_name()
    nominal = (
        "period_kind",
        "period_year",
        "period_number",
        "nominal_from_date",
        "nominal_to_date",
    )
    columns = [period[name] for name in nominal]
    reports = (
        sa.select(
            document.province_key,
            dim_agency.c.agency_code,
            body.label("body"),
            *columns,
            sa.func.min(document.document_date).label("filed_date"),
            sa.func.count().label("reports"),
        )
        .select_from(with_document(dim_document))
        .where(
            CURRENT,
            document.doc_type_code == _REPORT,
            period.nominal_to_date.is_not(None),
            document.province_key.is_not(None),
            body.is_not(None),
        )
        .group_by(document.province_key, dim_agency.c.agency_code, body, *columns)
        .cte("reports")
    )
    bodies = (
        sa.select(
            reports.c.province_key, reports.c.agency_code, reports.c.body, reports.c.period_kind
        )
        .distinct()
        .subquery("bodies")
    )
    periods = sa.select(*(reports.c[name] for name in nominal)).distinct().subquery("periods")
    unit = dim_province.c
    expected = bodies.join(periods, periods.c.period_kind == bodies.c.period_kind).join(
        dim_province,
        sa.and_(
            unit.province_key == bodies.c.province_key,
            unit.valid_from <= periods.c.nominal_to_date,
            sa.or_(unit.valid_to.is_(None), unit.valid_to >= periods.c.nominal_to_date),
        ),
    )
    filed = expected.outerjoin(
        reports,
        sa.and_(
            reports.c.province_key == bodies.c.province_key,
            reports.c.body == bodies.c.body,
            *(
                sa.func.coalesce(reports.c[name], blank) == sa.func.coalesce(periods.c[name], blank)
                for name, blank in (("period_kind", ""), ("period_year", 0), ("period_number", 0))
            ),
        ),
    )
    kind = dim_agency.alias("kind")
    filed = filed.outerjoin(
        kind,
        sa.and_(kind.c.agency_code == bodies.c.agency_code, kind.c.province_key.is_(None)),
    )
    due = sa.func.coalesce(_due(periods.c.nominal_to_date), periods.c.nominal_to_date)
    state = sa.case(
        (reports.c.reports.is_(None), "missing"),
        (reports.c.filed_date.is_(None), "undated"),
        (reports.c.filed_date > due, "late"),
        else_="in time",
    )
    return (
        sa.select(
            unit.province_name.label("province"),
            unit.province_code,
            bodies.c.body.label("agency"),
            bodies.c.agency_code,
            periods.c.period_kind,
            periods.c.period_year,
            periods.c.period_number,
            periods.c.nominal_from_date.label("period_from"),
            periods.c.nominal_to_date.label("period_to"),
            due.label("due_date"),
            reports.c.filed_date,
            state.label("state"),
            sa.func.coalesce(reports.c.reports, 0).label("reports"),
        )
        .select_from(filed)
        .where(
            # a body that has been dissolved owes no report
            sa.or_(kind.c.valid_to.is_(None), kind.c.valid_to >= periods.c.nominal_to_date)
        )
    )


def filing_marts() -> tuple[View, ...]:
    """Return the calendar of filing."""
    return (
        View(
            "mart_filing",
            "One row a body and period: filed in time, late or missing. Expected is what the "
            "body files and others have filed for; due two working days after the period closes, "
            "public holidays not counted.",
            _filing(),
        ),
    )

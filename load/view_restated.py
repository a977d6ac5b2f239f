"""Figures restated to the units of any time: sums over merged units, rates from their parts.

Of several current documents of one body on one period, the latest counts. A rate is never
averaged: it is recomputed from the sums of its parts, or is not comparable.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_document,
    dim_indicator,
    dim_period,
    dim_province,
    fact_figure,
    map_agency_unit,
    map_province_unit,
    map_units,
)
from load.view_base import CURRENT, Select, View

_SUMMED = ("count", "amount")
_DOUBTFUL = ("proposed", "ambiguous", "too_entangled")


def _latest(codes: tuple[str, ...]) -> sa.Subquery:
    """Return one figure for each province, body, period, indicator, basis and breakdown."""
    figure, document = fact_figure.c, dim_document.c
    period, indicator = dim_period.c, dim_indicator.c
    grain = (
        figure.province_key,
        dim_agency.c.agency_code,
        period.period_kind,
        period.period_year,
        period.period_number,
        indicator.indicator_code,
        figure.basis,
        figure.breakdown,
    )
    place = sa.func.row_number().over(
        partition_by=grain,
        order_by=(
            document.document_date.desc().nulls_last(),
            document.document_key.desc(),
            figure.figure_key,
        ),
    )
    source = (
        fact_figure.join(dim_document, document.document_key == figure.document_key)
        .join(dim_indicator, indicator.indicator_key == figure.indicator_key)
        .join(dim_period, period.period_key == figure.period_key)
        .outerjoin(dim_agency, dim_agency.c.agency_key == figure.agency_key)
    )
    return (
        sa.select(
            *grain,
            period.nominal_from_date,
            period.nominal_to_date,
            figure.reconciled_value,
            sa.case((figure.status.in_(_DOUBTFUL), 1), else_=0).label("doubtful"),
            place.label("place"),
        )
        .select_from(source)
        .where(
            CURRENT,
            figure.province_key.is_not(None),
            figure.reconciled_value.is_not(None),
            *((indicator.indicator_code.in_(codes),) if codes else ()),
        )
        .subquery("latest")
    )


def _summed(codes: tuple[str, ...]) -> sa.CTE:
    """Return the sums over what belongs to one unit in each time."""
    latest = _latest(codes)
    one, unit, body = latest.c, map_province_unit.c, map_agency_unit.c
    source = latest.join(map_province_unit, unit.province_key == one.province_key).outerjoin(
        map_agency_unit,
        sa.and_(body.units_from == unit.units_from, body.agency_code == one.agency_code),
    )
    grain = (
        unit.units_from,
        unit.unit_key,
        sa.func.coalesce(body.unit_code, one.agency_code).label("agency_code"),
        body.unit_name,
        one.period_kind,
        one.period_year,
        one.period_number,
        one.indicator_code,
        one.basis,
        one.breakdown,
    )
    return (
        sa.select(
            *grain,
            sa.func.min(one.nominal_from_date).label("period_from"),
            sa.func.max(one.nominal_to_date).label("period_to"),
            sa.cast(sa.func.sum(one.reconciled_value), sa.Double()).label("total"),
            sa.func.sum(one.doubtful).label("doubtful"),
            sa.func.count().label("bodies"),
            sa.func.count(one.province_key.distinct()).label("provinces"),
        )
        .select_from(source)
        .where(one.place == 1)
        .group_by(
            unit.units_from,
            unit.unit_key,
            sa.func.coalesce(body.unit_code, one.agency_code),
            body.unit_name,
            one.period_kind,
            one.period_year,
            one.period_number,
            one.indicator_code,
            one.basis,
            one.breakdown,
        )
        .cte("summed")
    )


def _same_but_indicator(a: Any, b: Any) -> sa.ColumnElement[bool]:
    """Return the join of a rate with a part of it."""
    exact = ("units_from", "unit_key", "period_kind", "basis")
    loose = {"agency_code": "", "period_year": 0, "period_number": 0, "breakdown": ""}
    return sa.and_(
        *(a.c[name] == b.c[name] for name in exact),
        *(
            sa.func.coalesce(a.c[name], blank) == sa.func.coalesce(b.c[name], blank)
            for name, blank in loose.items()
        ),
    )


def _members(one: Any) -> Any:
    """Return how many provinces at the end of the period are parts of the unit."""
    version, unit = dim_province.alias("version"), map_province_unit.alias("member")
    return (
        sa.select(sa.func.count())
        .select_from(unit.join(version, version.c.province_key == unit.c.province_key))
        .where(
            unit.c.units_from == one.units_from,
            unit.c.unit_key == one.unit_key,
            version.c.valid_from <= one.period_to,
            sa.or_(version.c.valid_to.is_(None), version.c.valid_to >= one.period_to),
        )
        .correlate(one.total.table)
        .scalar_subquery()
    )


def restated(codes: tuple[str, ...] = ()) -> Select:
    """Return the figures in the units of every time, of some indicators or of all.

    A rate is recomputed only if its parts are among `codes`.
    """
    summed = _summed(codes)
    part, whole = summed.alias("part"), summed.alias("whole")
    indicator, unit, one = dim_indicator.c, dim_province.c, summed.c
    source = (
        summed.join(dim_indicator, indicator.indicator_code == one.indicator_code)
        .join(dim_province, unit.province_key == one.unit_key)
        .join(map_units, map_units.c.units_from == one.units_from)
        .outerjoin(
            part,
            sa.and_(
                part.c.indicator_code == indicator.numerator_code, _same_but_indicator(part, summed)
            ),
        )
        .outerjoin(
            whole,
            sa.and_(
                whole.c.indicator_code == indicator.denominator_code,
                _same_but_indicator(whole, summed),
            ),
        )
    )
    has_parts = sa.and_(part.c.bodies == whole.c.bodies, whole.c.total != 0)
    rate = 100 * part.c.total / whole.c.total
    ended = sa.and_(indicator.meaning_ended.is_not(None), indicator.meaning_ended < one.units_from)
    value = sa.case(
        (indicator.indicator_kind.in_(_SUMMED), one.total),
        (has_parts, rate),
        (one.bodies == 1, one.total),
    )
    stands = sa.or_(indicator.indicator_kind.in_(_SUMMED), has_parts, one.bodies == 1)
    doubtful = sa.case((has_parts, part.c.doubtful + whole.c.doubtful), else_=one.doubtful)
    why_not = sa.case(
        (ended, "what the row counts ended before these units"),
        (sa.not_(sa.func.coalesce(stands, sa.false())), "a rate or state without parts to sum"),
    )
    return sa.select(
        one.units_from,
        map_units.c.units_to,
        unit.province_name.label("province"),
        unit.province_code,
        one.agency_code,
        one.unit_name.label("agency"),
        one.period_kind,
        one.period_year,
        one.period_number,
        one.period_from,
        one.period_to,
        one.indicator_code,
        indicator.label_vi.label("indicator_vi"),
        indicator.label_en.label("indicator_en"),
        indicator.unit,
        one.basis,
        one.breakdown,
        value.label("value"),
        one.provinces.label("provinces_reported"),
        _members(one).label("provinces_merged"),
        (one.provinces == _members(one)).label("is_complete"),
        one.bodies.label("bodies_reported"),
        doubtful.label("doubtful_figures"),
        why_not.is_(None).label("is_comparable"),
        why_not.label("why_not"),
    ).select_from(source)


def restated_views() -> tuple[View, ...]:
    """Return the views of figures in the units of another time."""
    return (
        View(
            "v_figure_restated",
            "One row an indicator of a unit and period, in the units of one time. Units of a day "
            "D: units_from <= D AND (units_to >= D OR units_to IS NULL). Counts are summed over "
            "merged units, rates recomputed from their parts.",
            restated(),
        ),
    )

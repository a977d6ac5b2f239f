"""Provinces ranked by rates, in the units of any time: before and after mergers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.catalogue import indicators
from load.marts.rates import ON_TIME, ONLINE
from load.view_base import Select, View
from load.view_restated import restated


def _ranking() -> Select:
    """Return the rank of each province among those with a comparable value."""
    rates = [item for item in indicators() if item.code in (*ON_TIME, *ONLINE)]
    parts = {code for item in rates for code in (item.numerator_code, item.denominator_code)}
    codes = {item.code for item in rates} | {code for code in parts if code}
    one: Any = restated(tuple(sorted(codes))).subquery("one").c
    grain = (
        one.units_from,
        one.agency_code,
        one.period_kind,
        one.period_year,
        one.period_number,
        one.indicator_code,
        one.basis,
    )
    return sa.select(
        one.units_from,
        one.units_to,
        one.agency_code,
        one.period_kind,
        one.period_year,
        one.period_number,
        one.indicator_code,
        one.indicator_vi,
        one.basis,
        one.province,
        one.province_code,
        one.value,
        sa.func.rank().over(partition_by=grain, order_by=one.value.desc()).label("rank"),
        sa.func.count().over(partition_by=grain).label("ranked"),
        one.provinces_reported,
        one.provinces_merged,
        one.is_complete,
        one.doubtful_figures,
    ).where(
        one.is_comparable,
        one.indicator_code.in_((*ON_TIME, *ONLINE)),
        one.value.is_not(None),
        one.breakdown.is_(None),
    )


def ranking_marts() -> tuple[View, ...]:
    """Return the ranking over restated figures."""
    return (
        View(
            "mart_province_ranking",
            "One row a province, rate and period, ranked among the provinces of one time; "
            "choose the time as in v_figure_restated.",
            _ranking(),
        ),
    )

"""Provinces ranked by rates, in the units of any time, and figures beside those a year before."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import map_units
from load.marts.rates import ON_TIME, ONLINE
from load.view_base import Select, View
from load.view_restated import restated

PROVINCE = "UBND_TINH"
_RATES = (*ON_TIME, *ONLINE)
_WHEN = ("period_kind", "period_year", "period_number")
# what has one figure a year
_SERIES = (
    "province",
    "agency",
    "period_kind",
    "period_number",
    "indicator_code",
    "basis",
    "breakdown",
)
_SHOWN = (
    "province",
    "province_code",
    "agency_code",
    "agency",
    *_WHEN,
    "period_from",
    "period_to",
    "indicator_code",
    "indicator_vi",
    "indicator_en",
    "unit",
    "basis",
    "breakdown",
    "value",
    "is_comparable",
    "is_complete",
    "provinces_reported",
    "bodies_reported",
    "doubtful_figures",
)


def _ranking() -> Select:
    """Return the rank of each province among those with a comparable value."""
    one: Any = restated(_RATES).subquery("one").c
    grain = (
        one.units_from,
        one.agency,
        *(one[name] for name in _WHEN),
        one.indicator_code,
        one.basis,
    )
    return sa.select(
        one.units_from,
        one.units_to,
        one.is_today,
        one.agency_code,
        one.agency,
        *(one[name] for name in _WHEN),
        one.indicator_code,
        one.indicator_vi,
        one.basis,
        one.province,
        one.province_code,
        one.value,
        *_rank(grain, one.value),
        one.provinces_reported,
        one.provinces_merged,
        one.is_complete,
        one.doubtful_figures,
    ).where(
        one.is_comparable,
        one.value.is_not(None),
        one.breakdown.is_(None),
    )


def _rank(grain: Any, value: Any) -> list[Any]:
    return [
        sa.func.rank().over(partition_by=grain, order_by=value.desc()).label("rank"),
        sa.func.count().over(partition_by=grain).label("ranked"),
    ]


def _whole_provinces() -> sa.Subquery:
    """Return one rate a province: of its own report, else of all its bodies together."""
    one: Any = restated(_RATES).subquery("one").c
    is_own = one.agency_code == PROVINCE
    comparable = sa.and_(one.is_comparable, one.value.is_not(None))
    is_other = sa.and_(sa.func.coalesce(one.agency_code, "") != PROVINCE, comparable)
    part, whole = (sa.func.sum(sa.case((is_other, of))) for of in (one.part, one.whole))
    own = sa.func.max(sa.case((sa.and_(is_own, comparable), one.value)))
    grain = (
        one.units_from,
        *(one[name] for name in _WHEN),
        one.indicator_code,
        one.basis,
        one.province_code,
    )
    latest, most, every = sa.func.max(one.units_to), sa.func.max, sa.func.sum
    return (
        sa.select(
            *grain,
            latest.label("units_to"),
            latest.is_(None).label("is_today"),
            most(one.indicator_vi).label("indicator_vi"),
            most(one.province).label("province"),
            sa.func.coalesce(own, sa.case((whole != 0, 100 * part / whole))).label("value"),
            own.is_not(None).label("is_of_own_report"),
            sa.cast(every(one.bodies_reported), sa.BigInteger()).label("bodies_reported"),
            most(one.provinces_reported).label("provinces_reported"),
            most(one.provinces_merged).label("provinces_merged"),
            sa.cast(every(one.doubtful_figures), sa.BigInteger()).label("doubtful_figures"),
        )
        .where(one.breakdown.is_(None))
        .group_by(*grain)
        .subquery("whole")
    )


def _province_rates() -> Select:
    whole = _whole_provinces()
    one: Any = whole.c
    grain = (one.units_from, *(one[name] for name in _WHEN), one.indicator_code, one.basis)
    return sa.select(*one, *_rank(grain, one.value)).where(one.value.is_not(None))


def _before(one: Any, column: Any) -> Any:
    """Return a column of the row before, in the order of the years."""
    return sa.func.lag(column).over(
        partition_by=[one[name] for name in _SERIES], order_by=one.period_year
    )


def _yearly() -> Select:
    """Return figures of today's units beside those of the same period a year before."""
    one: Any = restated((), map_units.c.units_to.is_(None)).subquery("one").c
    before = _before(one, one.period_year) == one.period_year - 1
    found: Any = (
        sa.select(
            *(one[name] for name in _SHOWN),
            *(
                sa.case((before, _before(one, one[name]))).label(f"previous_{name}")
                for name in ("value", "provinces_reported", "bodies_reported", "is_comparable")
            ),
        )
        .where(one.period_year.is_not(None))
        .subquery("found")
        .c
    )
    before_value: Any = sa.cast(found.previous_value, sa.Double())
    change = found.value - before_value
    return sa.select(
        *found,
        change.label("change"),
        sa.case((before_value != 0, 100 * change / before_value)).label("change_pct"),
        sa.and_(
            found.is_comparable,
            found.previous_is_comparable,
            found.bodies_reported == found.previous_bodies_reported,
            found.provinces_reported == found.previous_provinces_reported,
        ).label("is_like_for_like"),
    )


def ranking_marts() -> tuple[View, ...]:
    """Return the rankings over restated figures, and the years beside each other."""
    return (
        View(
            "mart_province_ranking",
            "One row a province, kind of body, rate and period, ranked among the provinces of "
            "one time; choose the time as in v_figure_restated.",
            _ranking(),
        ),
        View(
            "mart_province_rate",
            "One row a province as a whole, rate and period, ranked among the provinces of one "
            "time: by the report of the province itself, else all its bodies together. Choose "
            "the time as in v_figure_restated.",
            _province_rates(),
        ),
        View(
            "v_year_on_year",
            "One row an indicator of a unit of today, kind of body and period, beside the same "
            "period a year before.",
            _yearly(),
        ),
    )

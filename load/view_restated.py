"""Figures restated to the units of any time: sums over merged units, rates from their parts.

Of several current documents of one body on one period, the latest counts. A rate is never
averaged: it is recomputed from the sums of its parts, or is not comparable. Figures are
grouped once, each under its own indicator and under the rates it is a part of.
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
    map_indicator_part,
    map_province_unit,
    map_units,
)
from contracts.schema.vocabulary import FIGURE_PARTS
from load.view_base import CURRENT, DOUBTFUL, Select, View, with_repeat

SUMMED = ("count", "amount")
# the most versions of provinces that are parts of one unit in any time
MOST_MEMBERS = 5
_UNNAMED = ("range", "unknown")
_GRAIN = (
    "units_from",
    "units_to",
    "unit_key",
    "body",
    "period_kind",
    "period_year",
    "period_number",
    "period_from",
    "period_to",
    "indicator_key",
    "indicator_code",
    "basis",
    "breakdown",
)


def _documents() -> sa.Subquery:
    """Return the current documents with what their figures are grouped by."""
    document, period = dim_document.c, dim_period.c
    source = dim_document.join(dim_period, period.period_key == document.period_key).outerjoin(
        dim_agency, dim_agency.c.agency_key == document.agency_key
    )
    return (
        sa.select(
            document.document_key,
            document.province_key,
            document.agency_key,
            dim_agency.c.agency_code,
            # a body of no known kind stands for itself
            sa.func.coalesce(dim_agency.c.agency_code, document.issuing_body, "?").label("body"),
            period.period_kind,
            period.period_year,
            period.period_number,
            _bound(period.nominal_from_date, period.printed_from_date).label("period_from"),
            _bound(period.nominal_to_date, period.printed_to_date).label("period_to"),
        )
        .select_from(source)
        .where(CURRENT, document.province_key.is_not(None))
        .subquery("filed")
    )


def _bound(nominal: Any, printed: Any) -> sa.ColumnElement[Any]:
    """Return a day that tells periods apart: the printed one only where no other is known."""
    return sa.case(
        (dim_period.c.period_kind.in_(_UNNAMED), sa.func.coalesce(printed, nominal)), else_=nominal
    )


def _reported(codes: tuple[str, ...]) -> sa.Subquery:
    """Return, by document and indicator, its own figure and those of its parts."""
    figure, told = fact_figure.c, map_indicator_part.c
    source, counts = with_repeat(
        fact_figure.join(map_indicator_part, told.source_key == figure.indicator_key), fact_figure
    )
    grain = (
        figure.document_key,
        told.indicator_key,
        told.indicator_code,
        figure.basis,
        figure.breakdown,
    )
    value: Any = sa.cast(figure.reconciled_value, sa.Double())
    doubtful = sa.case((figure.status.in_(DOUBTFUL), 1), else_=0)
    is_own = told.part == "own"
    values = ((part, sa.case((told.part == part, value))) for part in FIGURE_PARTS)
    chosen = (told.indicator_code.in_(codes),) if codes else ()
    return (
        sa.select(
            *grain,
            *(sa.func.max(own).label(part) for part, own in values),
            sa.func.sum(sa.case((is_own, doubtful), else_=0)).label("own_doubtful"),
            sa.func.sum(sa.case((is_own, 0), else_=doubtful)).label("parts_doubtful"),
        )
        .select_from(source)
        .where(counts, figure.reconciled_value.is_not(None), *chosen)
        .group_by(*grain)
        .subquery("told")
    )


def _grouped(codes: tuple[str, ...], *conditions: sa.ColumnElement[bool]) -> sa.Subquery:
    """Return the sums over what belongs to one unit in each time."""
    told, filed = _reported(codes), _documents()
    unit, body = map_province_unit.c, map_agency_unit.c
    source = (
        told.join(filed, filed.c.document_key == told.c.document_key)
        .join(map_province_unit, unit.province_key == filed.c.province_key)
        .join(map_units, map_units.c.units_from == unit.units_from)
        .outerjoin(
            map_agency_unit,
            sa.and_(body.units_from == unit.units_from, body.agency_code == filed.c.agency_code),
        )
    )
    known: dict[str, Any] = {
        "units_from": unit.units_from,
        "units_to": map_units.c.units_to,
        "unit_key": unit.unit_key,
        "body": sa.func.coalesce(body.unit_code, filed.c.body),
        **{name: filed.c[name] for name in _GRAIN if name.startswith("period_")},
        **{name: told.c[name] for name in _GRAIN if name in told.c},
    }
    grain = [known[name] for name in _GRAIN]
    return (
        sa.select(
            *(column.label(name) for name, column in zip(_GRAIN, grain, strict=True)),
            *_sums(told.c),
        )
        .select_from(source)
        .where(*conditions)
        .group_by(*grain)
        .subquery("one")
    )


def _sums(told: Any) -> list[Any]:
    """Return what is summed over a group: values, how many, whose, and how doubtful."""
    member = map_province_unit.c.member_no
    # only a part and a whole of one report belong together
    is_pair = sa.and_(told.numerator.is_not(None), told.denominator.is_not(None))
    reported = [
        sa.func.max(sa.case((member == number, 1), else_=0))
        for number in range(1, MOST_MEMBERS + 1)
    ]
    return [
        sa.func.sum(told.own).label("own"),
        sa.func.count(told.own).label("own_count"),
        sa.func.sum(told.own_doubtful).label("own_doubtful"),
        sa.func.sum(sa.case((is_pair, told.numerator))).label("numerator"),
        sa.func.sum(sa.case((is_pair, told.denominator))).label("denominator"),
        sa.func.sum(sa.case((is_pair, 1), else_=0)).label("pair_count"),
        sa.func.sum(sa.case((is_pair, told.parts_doubtful), else_=0)).label("pair_doubtful"),
        sum(reported[1:], start=reported[0]).label("provinces"),
    ]


def _members() -> sa.Subquery:
    """Return how many provinces at the end of each period are parts of each unit."""
    version, unit = dim_province.alias("version"), map_province_unit.alias("member")
    ends = sa.union(
        sa.select(dim_period.c.nominal_to_date), sa.select(dim_period.c.printed_to_date)
    )
    day = ends.subquery("ends").c[0]
    standing = sa.and_(
        version.c.valid_from <= day,
        sa.or_(version.c.valid_to.is_(None), version.c.valid_to >= day),
    )
    return (
        sa.select(
            unit.c.units_from, unit.c.unit_key, day.label("period_to"), sa.func.count().label("n")
        )
        .select_from(
            unit.join(version, version.c.province_key == unit.c.province_key).join(
                day.table, standing
            )
        )
        .group_by(unit.c.units_from, unit.c.unit_key, day)
        .subquery("members")
    )


def _rate(one: Any) -> tuple[Any, Any]:
    """Return the recomputed rate of a group, and whether it has parts to compute it from."""
    has_parts = sa.and_(
        one.pair_count > 0,
        one.pair_count >= one.own_count,
        one.denominator != 0,
    )
    return 100 * one.numerator / one.denominator, has_parts


def restated(codes: tuple[str, ...] = (), *conditions: sa.ColumnElement[bool]) -> Select:
    """Return the figures in the units of every time, of some indicators or of all."""
    grouped, members = _grouped(codes, *conditions), _members()
    one, indicator, unit = grouped.c, dim_indicator.c, dim_province.c
    kind = map_agency_unit.alias("kind")
    source = (
        grouped.join(dim_indicator, indicator.indicator_key == one.indicator_key)
        .join(dim_province, unit.province_key == one.unit_key)
        .outerjoin(
            kind, sa.and_(kind.c.units_from == one.units_from, kind.c.agency_code == one.body)
        )
        .outerjoin(
            members,
            sa.and_(
                members.c.units_from == one.units_from,
                members.c.unit_key == one.unit_key,
                members.c.period_to == one.period_to,
            ),
        )
    )
    return sa.select(*_columns(one, kind.c, members.c)).select_from(source)


def _columns(one: Any, kind: Any, members: Any) -> list[Any]:
    indicator, unit = dim_indicator.c, dim_province.c
    return [
        one.units_from,
        one.units_to,
        one.units_to.is_(None).label("is_today"),
        unit.province_name.label("province"),
        unit.province_code,
        kind.agency_code,
        sa.func.coalesce(kind.unit_name, one.body).label("agency"),
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
        *_values(one),
        one.provinces.label("provinces_reported"),
        members.n.label("provinces_merged"),
        (one.provinces == members.n).label("is_complete"),
        *_trust(one),
    ]


def _values(one: Any) -> list[Any]:
    rate, has_parts = _rate(one)
    is_summed = dim_indicator.c.indicator_kind.in_(SUMMED)
    return [
        sa.case((is_summed, one.own), (has_parts, rate), (one.own_count == 1, one.own)).label(
            "value"
        ),
        sa.case((has_parts, one.numerator)).label("part"),
        sa.case((has_parts, one.denominator)).label("whole"),
    ]


def _trust(one: Any) -> list[Any]:
    indicator = dim_indicator.c
    _, has_parts = _rate(one)
    is_summed = indicator.indicator_kind.in_(SUMMED)
    counted = sa.case((has_parts, one.pair_count), else_=one.own_count)
    doubtful = sa.case((has_parts, one.pair_doubtful), else_=one.own_doubtful)
    ended = sa.and_(indicator.meaning_ended.is_not(None), indicator.meaning_ended < one.units_from)
    stands = sa.or_(is_summed, has_parts, one.own_count == 1)
    why_not = sa.case(
        (ended, "what the row counts ended before these units"),
        (sa.not_(sa.func.coalesce(stands, sa.false())), "a rate or state without parts to sum"),
    )
    return [
        counted.label("bodies_reported"),
        doubtful.label("doubtful_figures"),
        why_not.is_(None).label("is_comparable"),
        why_not.label("why_not"),
    ]


def restated_views() -> tuple[View, ...]:
    """Return the views of figures in the units of another time."""
    return (
        View(
            "v_figure_restated",
            "One row an indicator of a unit, kind of body and period, in the units of one time: "
            "WHERE is_today for the units of today, WHERE units_from <= D AND (units_to >= D OR "
            "units_to IS NULL) for those of a day D. Counts are summed over merged units, rates "
            "recomputed from their parts.",
            restated(),
        ),
    )

"""Rates as reported beside their definition, their parts and what follows from them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    FACTS_PER_DOCUMENT,
    bridge_figure_repeat,
    dim_indicator,
    fact_figure,
    map_indicator_part,
)
from load.view_base import CURRENT, DOUBTFUL, FILE, Select, View, about, places, with_document

# rows of the form that say how much was done in time, and how much is done online
ON_TIME = ("PL4.3.1", "PL4.3.2", "PL4.3.3", "PL4.3.4")
ONLINE = ("PL8.6.1", "PL8.6.2", "PL8.6.3", "PL8.6.4", "PL8.6.5")

_VALUES = ("reported_value", "reconciled_value", "status")
_PART_ABOUT, _WHOLE_ABOUT = dim_indicator.alias("part_about"), dim_indicator.alias("whole_about")


def _together(codes: tuple[str, ...]) -> sa.Subquery:
    """Return, by document and column, the figure of each rate and those of its parts."""
    figure, told, repeat = fact_figure.c, map_indicator_part.c, bridge_figure_repeat.c
    grain = (figure.document_key, told.indicator_key, figure.basis, figure.breakdown)
    parts = {"rate": "own", "part": "numerator", "whole": "denominator"}
    first = figure.document_key * FACTS_PER_DOCUMENT
    stands_before = repeat.counted_key.between(first, first + FACTS_PER_DOCUMENT)
    is_repeat = sa.case((repeat.figure_key.is_not(None), 1), else_=0)
    return (
        sa.select(
            *grain,
            sa.func.max(sa.case((told.part == "own", figure.figure_key))).label("rate_key"),
            *(
                sa.func.max(sa.case((told.part == part, figure[value]))).label(f"{name}_{value}")
                for name, part in parts.items()
                for value in _VALUES
            ),
            (sa.func.max(is_repeat) == 0).label("is_latest"),
        )
        .select_from(
            fact_figure.join(map_indicator_part, told.source_key == figure.indicator_key).outerjoin(
                bridge_figure_repeat, repeat.figure_key == figure.figure_key
            )
        )
        # of a row that a document prints twice, the first
        .where(told.indicator_code.in_(codes), sa.not_(sa.func.coalesce(stands_before, sa.false())))
        .group_by(*grain)
        .subquery("together")
    )


def _printed(codes: tuple[str, ...]) -> sa.Subquery:
    """Return the figures of the rates themselves, as printed and where."""
    figure = fact_figure.c
    columns = [column for column in fact_figure.c if column.name.startswith("place_")]
    return (
        sa.select(figure.figure_key, figure.printed, *columns)
        .select_from(
            fact_figure.join(dim_indicator, dim_indicator.c.indicator_key == figure.indicator_key)
        )
        .where(dim_indicator.c.indicator_code.in_(codes))
        .subquery("printed_rate")
    )


def _joined(together: sa.Subquery, printed: sa.Subquery) -> sa.FromClause:
    indicator = dim_indicator.c
    joined = with_document(together).join(
        dim_indicator, indicator.indicator_key == together.c.indicator_key
    )
    for about_it, code in (
        (_PART_ABOUT, indicator.numerator_code),
        (_WHOLE_ABOUT, indicator.denominator_code),
    ):
        other = about_it.c
        same = sa.and_(other.indicator_code == code, other.valid_from == indicator.valid_from)
        joined = joined.outerjoin(about_it, same)
    return joined.outerjoin(printed, printed.c.figure_key == together.c.rate_key)


def _rates(codes: tuple[str, ...]) -> Select:
    """Return the rates of some rows of the form, with what they are the rates of."""
    together, printed = _together(codes), _printed(codes)
    one, indicator = together.c, dim_indicator.c
    names = ("rate", "part", "whole")
    doubts = (sa.func.coalesce(one[f"{n}_status"].in_(DOUBTFUL), sa.false()) for n in names)
    is_doubtful: Any = sa.or_(*doubts)
    return (
        sa.select(
            *about(),
            indicator.indicator_code,
            indicator.label_vi.label("indicator_vi"),
            indicator.label_en.label("indicator_en"),
            (_PART_ABOUT.c.label_vi + " / " + _WHOLE_ABOUT.c.label_vi).label("definition"),
            one.basis,
            one.breakdown,
            printed.c.printed.label("rate_printed"),
            *_values(one),
            *(one[f"{name}_status"] for name in names),
            is_doubtful.label("is_doubtful"),
            one.is_latest,
            FILE,
            *places(printed.c),
            one.document_key,
        )
        .select_from(_joined(together, printed))
        .where(CURRENT, sa.or_(*(one[f"{name}_reconciled_value"].is_not(None) for name in names)))
    )


def _double(column: Any) -> Any:
    return sa.cast(column, sa.Double())


def _values(one: Any) -> list[Any]:
    # as doubles, so that dividing them means the same on every engine
    names = ("rate", "part", "whole")
    rate, part, whole = (_double(one[f"{name}_reconciled_value"]) for name in names)
    recomputed = sa.case((whole != 0, 100 * part / whole))
    return [
        one.rate_reported_value.label("rate_reported"),
        one.part_reported_value.label("part_reported"),
        one.whole_reported_value.label("whole_reported"),
        part.label("part"),
        whole.label("whole"),
        recomputed.label("rate_recomputed"),
        sa.func.coalesce(recomputed, rate).label("rate"),
    ]


def rate_marts() -> tuple[View, ...]:
    """Return the marts of rates."""
    return (
        View(
            "mart_on_time",
            "One row an on-time rate as reported, with its definition, its parts and the rate "
            "that follows from them.",
            _rates(ON_TIME),
        ),
        View(
            "mart_online_service",
            "One row a rate of online services, with its definition and parts.",
            _rates(ONLINE),
        ),
    )

"""Rates as reported beside their definition, their parts and what follows from them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_indicator,
    fact_figure,
)
from load.view_base import CURRENT, FILE, Select, View, about, with_document

# rows of the form that say how much was done in time, and how much is done online
ON_TIME = ("PL4.3.1", "PL4.3.2", "PL4.3.3", "PL4.3.4")
ONLINE = ("PL8.6.1", "PL8.6.2", "PL8.6.3", "PL8.6.4", "PL8.6.5")


def _part_of(rate: Any, code: sa.ColumnElement[Any], name: str) -> tuple[Any, Any]:
    """Return a figure of the same document and basis, and its indicator, to be joined."""
    figure, indicator = fact_figure.alias(name), dim_indicator.alias(f"{name}_indicator")
    joined = figure.join(indicator, indicator.c.indicator_key == figure.c.indicator_key)
    on = sa.and_(
        figure.c.document_key == rate.document_key,
        figure.c.basis == rate.basis,
        sa.func.coalesce(figure.c.breakdown, "") == sa.func.coalesce(rate.breakdown, ""),
        indicator.c.indicator_code == code,
    )
    return (figure, indicator, joined), on


def _rates(codes: tuple[str, ...]) -> Select:
    """Return the rates of some rows of the form, with what they are the rates of."""
    rate, indicator = fact_figure.c, dim_indicator.c
    (part, part_about, part_join), part_on = _part_of(rate, indicator.numerator_code, "part")
    (whole, whole_about, whole_join), whole_on = _part_of(rate, indicator.denominator_code, "whole")
    source = (
        with_document(fact_figure)
        .join(dim_indicator, indicator.indicator_key == rate.indicator_key)
        .outerjoin(part_join, part_on)
        .outerjoin(whole_join, whole_on)
    )
    recomputed = sa.case(
        (
            whole.c.reconciled_value != Decimal(0),
            100
            * sa.cast(part.c.reconciled_value, sa.Double())
            / sa.cast(whole.c.reconciled_value, sa.Double()),
        )
    )
    values = (rate, part.c, whole.c)
    is_empty = sa.and_(*(one.reconciled_value.is_(None) for one in values))
    return (
        sa.select(
            *about(),
            indicator.indicator_code,
            indicator.label_vi.label("indicator_vi"),
            indicator.label_en.label("indicator_en"),
            (part_about.c.label_vi + " / " + whole_about.c.label_vi).label("definition"),
            rate.basis,
            rate.printed.label("rate_printed"),
            rate.reported_value.label("rate_reported"),
            part.c.reported_value.label("part_reported"),
            whole.c.reported_value.label("whole_reported"),
            # as doubles, so that dividing them means the same on every engine
            sa.cast(part.c.reconciled_value, sa.Double()).label("part"),
            sa.cast(whole.c.reconciled_value, sa.Double()).label("whole"),
            recomputed.label("rate_recomputed"),
            rate.status.label("rate_status"),
            part.c.status.label("part_status"),
            whole.c.status.label("whole_status"),
            FILE,
            rate.place_text.label("place"),
            rate.document_key,
        )
        .select_from(source)
        .where(CURRENT, indicator.indicator_code.in_(codes), sa.not_(is_empty))
    )


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

"""Contradictions by office and kind, and what the warehouse covers."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_document,
    dim_period,
    dim_province,
    fact_figure,
    fact_finding,
    fact_hypothesis,
)
from load.view_base import CURRENT, Select, View, with_document


def _contradictions() -> Select:
    finding, first = fact_finding.c, fact_hypothesis.c
    office = sa.func.coalesce(dim_document.c.issuing_body, dim_agency.c.agency_name)
    source = with_document(fact_finding).outerjoin(
        fact_hypothesis, sa.and_(first.finding_key == finding.finding_key, first.rank == 1)
    )
    grain = (
        dim_province.c.province_name,
        dim_province.c.province_code,
        office,
        dim_agency.c.agency_code,
        dim_period.c.period_year,
        finding.finding_kind,
        first.name,
    )
    return (
        sa.select(
            dim_province.c.province_name.label("province"),
            dim_province.c.province_code,
            office.label("agency"),
            dim_agency.c.agency_code,
            dim_period.c.period_year,
            finding.finding_kind.label("kind"),
            first.name.label("likely_mistake"),
            sa.func.count().label("contradictions"),
            sa.func.sum(sa.case((finding.severity == 3, 1), else_=0)).label("grave"),
            sa.func.count(sa.distinct(finding.document_key)).label("documents"),
        )
        .select_from(source)
        .where(CURRENT)
        .group_by(*grain)
    )


def _coverage() -> Select:
    figure, document, period = fact_figure.c, dim_document.c, dim_period.c
    value = figure.reconciled_value
    source = (
        dim_province.join(dim_document, document.province_key == dim_province.c.province_key)
        .join(dim_period, period.period_key == document.period_key)
        .outerjoin(fact_figure, figure.document_key == document.document_key)
    )
    grain = (
        dim_province.c.province_name,
        dim_province.c.province_code,
        period.period_kind,
        period.period_year,
        period.period_number,
    )
    return (
        sa.select(
            dim_province.c.province_name.label("province"),
            *grain[1:],
            sa.func.count(sa.distinct(document.document_key)).label("documents"),
            sa.func.count(sa.distinct(document.agency_key)).label("bodies"),
            sa.func.count(figure.figure_key).label("figures"),
            sa.func.count(value).label("figures_with_value"),
            sa.func.count(sa.distinct(figure.indicator_key)).label("indicators"),
        )
        .select_from(source)
        .where(CURRENT)
        .group_by(*grain)
    )


def quality_marts() -> tuple[View, ...]:
    """Return the marts of quality and coverage."""
    return (
        View(
            "mart_contradiction",
            "Contradictions by office, year, kind and the likeliest mistake.",
            _contradictions(),
        ),
        View(
            "mart_coverage",
            "One row a province and period: documents, bodies, figures, indicators.",
            _coverage(),
        ),
    )

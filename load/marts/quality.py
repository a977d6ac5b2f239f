"""Contradictions by office and kind, and what the warehouse covers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_document,
    dim_period,
    dim_province,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    ledger_decision,
    map_province_unit,
)
from load.view_base import CURRENT, REPORTS, TODAY, Select, View, with_document

_WHEN = ("period_kind", "period_year", "period_number")


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


def _printed() -> sa.Subquery:
    """Return how many figures of each indicator stand in the current documents."""
    figure, document = fact_figure.c, dim_document.c
    grain = (figure.province_key, figure.period_key, figure.indicator_key)
    return (
        sa.select(
            *grain,
            sa.func.count().label("figures"),
            sa.func.count(figure.reconciled_value).label("figures_with_value"),
        )
        .select_from(fact_figure.join(dim_document, document.document_key == figure.document_key))
        .where(CURRENT)
        .group_by(*grain)
        .subquery("printed")
    )


def _counts() -> tuple[sa.Subquery, sa.Subquery]:
    """Return documents and figures of each province and nominal period."""
    document, period, printed = dim_document.c, dim_period.c, _printed()
    when = [period[name] for name in _WHEN]
    documents = (
        sa.select(
            document.province_key,
            *when,
            sa.func.count().label("documents"),
            sa.func.sum(sa.case((document.doc_type_code.in_(REPORTS), 1), else_=0)).label(
                "reports"
            ),
            sa.func.count(sa.distinct(document.agency_key)).label("bodies"),
            sa.func.max(document.document_date).label("last_document_date"),
        )
        .select_from(dim_document.join(dim_period, period.period_key == document.period_key))
        .where(CURRENT)
        .group_by(document.province_key, *when)
        .subquery("documents")
    )
    figures = (
        sa.select(
            printed.c.province_key,
            *when,
            sa.cast(sa.func.sum(printed.c.figures), sa.BigInteger()).label("figures"),
            sa.cast(sa.func.sum(printed.c.figures_with_value), sa.BigInteger()).label(
                "figures_with_value"
            ),
            sa.func.count(sa.distinct(printed.c.indicator_key)).label("indicators"),
        )
        .select_from(printed.join(dim_period, period.period_key == printed.c.period_key))
        .group_by(printed.c.province_key, *when)
        .subquery("figures")
    )
    return documents, figures


def _same(counts: sa.Subquery, owed: Any) -> sa.ColumnElement[bool]:
    """Return the join of counts with a province and period."""
    return sa.and_(
        counts.c.province_key == owed.province_key,
        counts.c.period_kind == owed.period_kind,
        *(
            sa.func.coalesce(counts.c[name], 0) == sa.func.coalesce(owed[name], 0)
            for name in ("period_year", "period_number")
        ),
    )


def _owed(documents: sa.Subquery) -> sa.Subquery:
    """Return every province that stood when a period ended, or has a document on it."""
    province, period = dim_province.c, dim_period.c
    end = sa.func.max(sa.func.coalesce(period.nominal_to_date, period.printed_to_date))
    when = [period[name] for name in _WHEN]
    used = sa.select(dim_document.c.period_key).where(CURRENT)
    periods = (
        sa.select(*when, end.label("ends"))
        .where(period.period_key.in_(used))
        .group_by(*when)
        .subquery("periods")
    )
    stood = sa.and_(
        province.valid_from <= periods.c.ends,
        sa.or_(province.valid_to.is_(None), province.valid_to >= periods.c.ends),
    )
    names = [periods.c[name] for name in _WHEN]
    every = sa.select(province.province_key, *names).select_from(dim_province.join(periods, stood))
    some = sa.select(documents.c.province_key, *(documents.c[name] for name in _WHEN))
    return sa.union(every, some.where(documents.c.province_key.is_not(None))).subquery("owed")


def _coverage() -> Select:
    documents, figures = _counts()
    owed = _owed(documents)
    now, then = dim_province.alias("now"), map_province_unit.alias("then")
    source: Any = (
        owed.join(dim_province, dim_province.c.province_key == owed.c.province_key)
        .outerjoin(documents, _same(documents, owed.c))
        .outerjoin(figures, _same(figures, owed.c))
        .outerjoin(
            then, sa.and_(then.c.province_key == owed.c.province_key, then.c.units_from == TODAY)
        )
        .outerjoin(now, now.c.province_key == then.c.unit_key)
    )
    return sa.select(
        dim_province.c.province_name.label("province"),
        dim_province.c.province_code,
        now.c.province_name.label("province_today"),
        *(owed.c[name] for name in _WHEN),
        *(sa.func.coalesce(documents.c[n], 0).label(n) for n in ("documents", "reports", "bodies")),
        *(
            sa.func.coalesce(figures.c[n], 0).label(n)
            for n in ("figures", "figures_with_value", "indicators")
        ),
        documents.c.last_document_date,
    ).select_from(source)


def _corrections() -> Select:
    """Return, by office, its contradictions and what has become of them."""
    finding, document = fact_finding.c, dim_document.c
    told = sa.select(ledger_decision.c.finding_code).where(ledger_decision.c.told_date.is_not(None))
    decided = sa.select(ledger_decision.c.finding_code).where(
        ledger_decision.c.decision_state == "in_force"
    )
    office = sa.func.coalesce(document.issuing_body, dim_agency.c.agency_name)
    grain = (
        dim_province.c.province_name,
        dim_province.c.province_code,
        office,
        dim_agency.c.agency_code,
    )
    source = with_document(dim_document).outerjoin(
        fact_finding, finding.document_key == document.document_key
    )
    is_gone = document.known_to.is_not(None)
    is_found = finding.finding_key.is_not(None)

    def counted(*conditions: Any) -> Any:
        return sa.func.sum(sa.case((sa.and_(*conditions), 1), else_=0))

    def documents(*conditions: Any) -> Any:
        return sa.func.count(sa.distinct(sa.case((sa.and_(*conditions), document.document_key))))

    return (
        sa.select(
            dim_province.c.province_name.label("province"),
            dim_province.c.province_code,
            office.label("agency"),
            dim_agency.c.agency_code,
            documents(sa.true()).label("documents"),
            documents(is_gone).label("documents_reissued"),
            counted(is_found).label("contradictions"),
            counted(is_found, is_gone).label("in_superseded"),
            counted(is_found, sa.not_(is_gone)).label("still_standing"),
            counted(is_found, finding.finding_code.in_(told)).label("told"),
            counted(is_found, finding.finding_code.in_(decided)).label("decided"),
            sa.func.max(document.document_date).label("last_document_date"),
        )
        .select_from(source)
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
            "One row a province and period, those without any document too: documents, bodies, "
            "figures, indicators. Who has no report: reports = 0.",
            _coverage(),
        ),
        View(
            "mart_correction",
            "One row an office: its contradictions, those in documents it has since issued again, "
            "those still standing, of how many it was told.",
            _corrections(),
        ),
    )

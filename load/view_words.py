"""What else is said of documents: acts cited, things not understood, cells and explanations."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    bridge_finding_cell,
    dim_document,
    dim_indicator,
    fact_citation,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
    fact_notice,
)
from load.view_base import CURRENT, FILE, Select, View, about, places, with_document


def _citations() -> Select:
    citation = fact_citation.c
    return (
        sa.select(
            *about(with_period=False),
            citation.cited_type,
            citation.cited_number_symbol.label("cited"),
            citation.cited_date,
            citation.printed,
            citation.location,
            FILE,
            *places(citation),
            citation.citation_key,
            citation.document_key,
        )
        .select_from(with_document(fact_citation))
        .where(CURRENT)
    )


def _notices() -> Select:
    notice = fact_notice.c
    return (
        sa.select(
            *about(with_period=False),
            notice.notice_code.label("kind"),
            notice.message,
            notice.holds_table,
            FILE,
            *places(notice),
            notice.notice_key,
            notice.document_key,
        )
        .select_from(with_document(fact_notice))
        .where(CURRENT)
    )


def _cells() -> Select:
    finding, cell, figure = fact_finding.c, bridge_finding_cell.c, fact_figure.c
    other = dim_document.alias("other")
    source: Any = (
        with_document(fact_finding)
        .join(bridge_finding_cell, cell.finding_key == finding.finding_key)
        .outerjoin(fact_figure, figure.figure_key == cell.figure_key)
        .outerjoin(dim_indicator, dim_indicator.c.indicator_key == cell.indicator_key)
        .outerjoin(other, other.c.document_key == cell.other_document_key)
    )
    return (
        sa.select(
            *about(),
            finding.finding_code.label("finding"),
            finding.finding_kind.label("kind"),
            finding.severity,
            finding.found,
            cell.position,
            cell.appendix,
            cell.printed_no.label("row_no"),
            cell.column_heading,
            dim_indicator.c.indicator_code,
            figure.printed,
            figure.reported_value.label("reported"),
            figure.reconciled_value.label("reconciled"),
            figure.proposed_value.label("proposed"),
            other.c.source_name.label("other_file"),
            FILE,
            *places(cell),
            finding.finding_key,
            cell.figure_key,
            finding.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def _explanations() -> Select:
    finding, guess, change = fact_finding.c, fact_hypothesis.c, fact_hypothesis_change.c
    source: Any = (
        with_document(fact_finding)
        .join(fact_hypothesis, guess.finding_key == finding.finding_key)
        .outerjoin(
            fact_hypothesis_change,
            sa.and_(change.finding_key == guess.finding_key, change.rank == guess.rank),
        )
    )
    return (
        sa.select(
            *about(),
            finding.finding_code.label("finding"),
            finding.found,
            guess.rank,
            guess.name.label("explanation"),
            guess.confidence,
            change.appendix,
            change.printed_no.label("row_no"),
            change.column_heading,
            change.before_text.label("before"),
            change.after_text.label("after"),
            FILE,
            finding.finding_key,
            change.figure_key,
            finding.document_key,
        )
        .select_from(source)
        .where(CURRENT)
    )


def word_views() -> tuple[View, ...]:
    """Return the views of what is said about documents besides their figures and tasks."""
    return (
        View(
            "v_contradiction_cell",
            "One row a cell that a contradiction touches, with what it prints and where.",
            _cells(),
        ),
        View(
            "v_explanation",
            "One row a change that an explanation of a contradiction would make.",
            _explanations(),
        ),
        View("v_citation", "One row a legal act that a document cites.", _citations()),
        View(
            "v_notice",
            "One row a thing in scope that was not understood, and what to do about it.",
            _notices(),
        ),
    )

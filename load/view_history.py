"""What was believed when: every state a figure ever had, with the days it stood."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import dim_document, dim_indicator, fact_figure, past_figure
from load.view_base import FILE, Select, View, about, with_document


def _states(figures: sa.Table, ended: sa.ColumnElement[Any]) -> Select:
    figure, indicator = figures.c, dim_indicator.c
    document = dim_document.c
    known_to = sa.case(
        (document.known_to < ended, document.known_to),
        else_=sa.func.coalesce(ended, document.known_to),
    )
    source = with_document(figures).outerjoin(
        dim_indicator, indicator.indicator_key == figure.indicator_key
    )
    return sa.select(
        *about(),
        figure.appendix,
        figure.printed_no.label("row_no"),
        indicator.indicator_code,
        sa.func.coalesce(indicator.label_vi, figure.row_label).label("indicator_vi"),
        figure.basis,
        figure.breakdown,
        figure.printed,
        figure.reported_value.label("reported"),
        figure.reconciled_value.label("reconciled"),
        figure.proposed_value.label("proposed"),
        figure.status,
        figure.confidence,
        sa.func.coalesce(figure.known_from, document.known_from).label("known_from"),
        known_to.label("known_to"),
        FILE,
        figure.place_text.label("place"),
        figure.document_key,
    ).select_from(source)


def history_views() -> tuple[View, ...]:
    """Return the views of what was believed at any moment."""
    never = sa.cast(sa.null(), past_figure.c.known_to.type)
    query: Any = sa.union_all(
        _states(fact_figure, never), _states(past_figure, past_figure.c.known_to)
    )
    return (
        View(
            "v_figure_history",
            "One row a state of a figure. What was believed on a moment M: known_from <= M AND "
            "(known_to > M OR known_to IS NULL). Superseded documents are here too.",
            query,
        ),
    )

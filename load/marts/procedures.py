"""Matrix forms: dossiers by field or body, received, resolved in time and late, pending."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import dim_field, fact_figure
from load.view_base import CURRENT, DOUBTFUL, FILE, Select, View, about, with_document

# columns of the mart, and the measures of the form that fill them, the first that is there
MEASURES = {
    "received": ("received.total", "dossiers.total"),
    "received_online": ("received.online",),
    "received_direct": ("received.direct",),
    "received_carried": ("received.carried", "dossiers.carried"),
    "resolved": ("resolved.total",),
    "resolved_early": ("resolved.early",),
    "resolved_on_time": ("resolved.on_time",),
    "resolved_timely": ("resolved.timely", "resolved.in_time"),
    "resolved_late": ("resolved.late",),
    "pending": ("pending.total",),
    "pending_in_time": ("pending.in_time",),
    "pending_late": ("pending.late",),
    "returned": ("returned.total",),
    "withdrawn": ("withdrawn.total",),
    "apologies": ("apology.total",),
}
# words with which a row that adds up others begins
_TOTALS = ("Tổng", "TỔNG", "tổng", "Cộng", "CỘNG", "cộng", "Toàn ", "TOÀN ", "toàn ")


def _rows() -> sa.Subquery:
    """Return the matrix rows of documents, a column for each measure."""
    figure = fact_figure.c
    wanted = [name for names in MEASURES.values() for name in names]
    grain = (figure.document_key, figure.table_no, figure.row_no)
    value: Any = sa.cast(figure.reconciled_value, sa.Double())
    columns = [
        sa.func.coalesce(*(_of(figure.breakdown == name, value) for name in names), sa.null())
        for names in MEASURES.values()
    ]
    return (
        sa.select(
            *grain,
            *(column.label(name) for name, column in zip(MEASURES, columns, strict=True)),
            sa.func.max(figure.field_key).label("field_key"),
            sa.func.max(figure.row_label).label("row_label"),
            sa.func.max(figure.printed_no).label("row_no_printed"),
            sa.func.max(figure.appendix).label("appendix"),
            sa.func.min(figure.place_page).label("page"),
            sa.func.min(figure.place_text).label("place"),
            sa.func.sum(sa.case((figure.status.in_(DOUBTFUL), 1), else_=0)).label("doubtful"),
        )
        .where(
            figure.indicator_key.is_(None),
            figure.basis == "period",
            figure.breakdown.in_(wanted),
        )
        .group_by(*grain)
        .subquery("matrix")
    )


def _of(condition: Any, value: Any) -> Any:
    return sa.func.max(sa.case((condition, value)))


def _percent(part: Any, whole: Any) -> Any:
    return sa.case((whole != 0, 100 * part / whole))


def _procedures() -> Select:
    rows = _rows()
    one = rows.c
    in_time = sa.func.coalesce(
        one.resolved_timely,
        one.resolved_early + one.resolved_on_time,
        one.resolved_on_time,
        one.resolved_early,
    )
    late = sa.func.coalesce(one.resolved_late, 0) + sa.func.coalesce(one.pending_late, 0)
    has_late = sa.or_(one.resolved_late.is_not(None), one.pending_late.is_not(None))
    is_total: Any = sa.or_(*(one.row_label.like(f"{word}%") for word in _TOTALS))
    return (
        sa.select(
            *about(),
            one.appendix,
            one.row_no_printed.label("row_no"),
            one.row_label.label("field"),
            sa.and_(one.field_key.is_(None), is_total).label("is_total"),
            one.field_key.is_not(None).label("is_item"),
            *(one[name] for name in MEASURES),
            in_time.label("resolved_in_time"),
            _percent(in_time, one.resolved).label("on_time_pct"),
            _percent(one.resolved_late, one.resolved).label("late_pct"),
            _percent(in_time, one.received).label("on_time_of_received_pct"),
            _percent(one.received_online, one.received).label("online_pct"),
            sa.case((has_late, late)).label("late"),
            (one.doubtful > 0).label("is_doubtful"),
            FILE,
            one.place,
            one.page,
            one.document_key,
        )
        .select_from(
            with_document(rows).outerjoin(dim_field, dim_field.c.field_key == one.field_key)
        )
        .where(CURRENT)
    )


def procedure_marts() -> tuple[View, ...]:
    """Return the mart of matrix forms."""
    return (
        View(
            "mart_procedure",
            "One row a field or body in a table of dossiers: received, resolved in time and "
            "late, pending, and rates of these. Sum over is_item, or read is_total; never both.",
            _procedures(),
        ),
    )

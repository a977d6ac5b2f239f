"""What the warehouse believed before: figures that are read or reconciled otherwise now."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.facts import fact_figure
from contracts.schema.types import BigKey, key, moment


def _copied(column: sa.Column[object]) -> sa.Column[object]:
    """Return a column of fact_figure as its history keeps it: no key, no check of its own."""
    type_ = BigKey if column.primary_key else column.type
    return sa.Column(column.name, type_, nullable=column.nullable, comment=column.comment)


past_figure = sa.Table(
    "past_figure",
    metadata,
    key("past_figure_key", "Surrogate key of a former state of a figure."),
    *(_copied(column) for column in fact_figure.columns),
    moment("known_to", "Moment from which it was read or reconciled otherwise.", null=False),
    sa.ForeignKeyConstraint(["document_key"], ["dim_document.document_key"]),
    sa.Index(None, "document_key"),
    comment="Former states of figures, as they stood from known_from to known_to.",
)

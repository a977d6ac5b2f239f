"""Fact tables of what is wrong or not understood: findings, their cells, notices."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.facts import document_ref, own_document
from contracts.schema.types import (
    BigKey,
    choice,
    flag,
    integer,
    key,
    place_columns,
    ref,
    share,
    text,
)
from contracts.schema.vocabulary import FINDING_KINDS, FINDING_STATES, STRENGTHS

fact_finding = sa.Table(
    "fact_finding",
    metadata,
    key("finding_key", "Document key times a million plus finding number."),
    document_ref(),
    integer("finding_no", "Number of the finding within the document.", null=False, least=1),
    text("rule", "Rule that does not hold.", null=False),
    choice("finding_kind", FINDING_KINDS, "What sort of relation is broken."),
    choice("strength", STRENGTHS, "Whether the relation must hold or usually holds."),
    choice("finding_status", FINDING_STATES, "What came of it."),
    integer("severity", "3 an identity is broken, 2 in doubt, 1 worth knowing.", null=False),
    text("found", "What is printed, in short (95,56 ≠ 82/744).", null=False),
    text("advice", "What to do about it."),
    text("cells_text", "The cells it touches, in words."),
    text("proposal_text", "The likeliest explanation, in words."),
    share("proposal_confidence", "Probability of that explanation, 0 to 1."),
    text("finding_code", "Short name to type; the same after every reading."),
    text("finding_level", "What was compared: table, appendix, body, document or history."),
    sa.UniqueConstraint("document_key", "finding_no"),
    sa.Index(None, "finding_code"),
    sa.Index(None, "finding_kind"),
    comment="One row for each contradiction or doubtful reading of a document.",
)

bridge_finding_cell = sa.Table(
    "bridge_finding_cell",
    metadata,
    ref("finding_key", "fact_finding.finding_key", "The finding.", null=False),
    integer("position", "Place of the cell in the finding, from 1.", null=False, least=1),
    text("appendix", "Appendix of the cell as printed."),
    text("printed_no", "Number of its row as printed."),
    text("column_heading", "Heading of its column."),
    ref("indicator_key", "dim_indicator.indicator_key", "Indicator of the row, if one."),
    ref("figure_key", "fact_figure.figure_key", "The figure in the cell, if one."),
    ref("task_key", "fact_task.task_key", "The task in whose row it stands, if one."),
    *place_columns(),
    # no foreign key: SQLite cannot add one to a table that is there
    sa.Column(
        "other_document_key",
        BigKey,
        nullable=True,
        comment="Document the cell stands in, where that is not the document of the finding.",
    ),
    own_document(),
    sa.PrimaryKeyConstraint("finding_key", "position"),
    sa.Index(None, "figure_key"),
    sa.Index(None, "task_key"),
    comment="The cells a finding touches, one row a cell.",
)

fact_hypothesis = sa.Table(
    "fact_hypothesis",
    metadata,
    ref("finding_key", "fact_finding.finding_key", "The finding it explains.", null=False),
    integer("rank", "Rank among the explanations of the finding, 1 the likeliest.", null=False),
    text("name", "Name of the explanation (dropped digit).", null=False),
    share("confidence", "Probability that it is the right one, 0 to 1.", null=False),
    own_document(),
    sa.PrimaryKeyConstraint("finding_key", "rank"),
    comment="Explanations of a finding, ranked.",
)

fact_hypothesis_change = sa.Table(
    "fact_hypothesis_change",
    metadata,
    sa.Column("finding_key", BigKey, nullable=False, comment="The finding."),
    integer("rank", "Rank of the explanation.", null=False),
    integer("position", "Place of the change in the explanation, from 1.", null=False, least=1),
    text("appendix", "Appendix of the cell as printed."),
    text("printed_no", "Number of its row as printed."),
    text("column_heading", "Heading of its column."),
    ref("figure_key", "fact_figure.figure_key", "The figure it would change, if one."),
    text("before_text", "The cell as printed.", null=False),
    text("after_text", "The cell as it would be printed.", null=False),
    own_document(),
    sa.PrimaryKeyConstraint("finding_key", "rank", "position"),
    sa.ForeignKeyConstraint(
        ["finding_key", "rank"], ["fact_hypothesis.finding_key", "fact_hypothesis.rank"]
    ),
    sa.Index(None, "figure_key"),
    comment="The cells an explanation would change, before and after.",
)

fact_notice = sa.Table(
    "fact_notice",
    metadata,
    key("notice_key", "Document key times a million plus notice number."),
    document_ref(),
    integer("notice_no", "Number of the notice within the document.", null=False, least=1),
    text("notice_code", "Kind of notice (unknown_heading).", null=False),
    text("message", "What was not understood, and what to do.", null=False),
    flag("holds_table", "The table it stands in is on hold."),
    *place_columns(),
    sa.UniqueConstraint("document_key", "notice_no"),
    sa.Index(None, "notice_code"),
    comment="One row for everything in scope that was not understood.",
)

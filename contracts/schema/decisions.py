"""The ledger of human decisions, and what each does to the figures of each document.

A decision is about a cell of a report, not about a row of this warehouse: who issued the
report, under which symbol, about which period, and which cell of it. So it outlives reading
the document anew and a re-issue, for as long as the value it was made about is printed there.
"""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.types import (
    choice,
    day,
    flag,
    integer,
    key,
    moment,
    number,
    ref,
    share,
    text,
)
from contracts.schema.vocabulary import DECISION_STATES, FIGURE_STATES

ledger_decision = sa.Table(
    "ledger_decision",
    metadata,
    key("decision_key", "Number of the decision."),
    text("report_identity", "Report it is about: issuer, province, symbol, period.", null=False),
    text("cell_identity", "Cell it is about: indicator or row, and measure.", null=False),
    text("document_sha256", "SHA-256 of the file it was made on.", null=False),
    text("document_name", "Number and symbol, or file name, of that document.", null=False),
    text("finding_code", "Finding it was made on."),
    text("rule", "Rule that did not hold."),
    text("cell_text", "The cell in words.", null=False),
    text("found_printed", "What was printed in the cell when it was made.", null=False),
    number("found_value", "The value found; empty for a blank or what is no number."),
    text("chosen_printed", "What the cell should read.", null=False),
    number("chosen_value", "The value chosen; empty where the cell holds no such figure."),
    integer("hypothesis_rank", "Explanation that was chosen, by its rank; empty for a value."),
    text("hypothesis_name", "Name of that explanation."),
    text("reason", "Why.", null=False),
    text("decided_by", "Who decided.", null=False),
    moment("decided_at", "Moment of the decision.", null=False),
    choice("decision_state", DECISION_STATES, "Whether it still counts."),
    moment("ended_at", "Moment it was superseded or withdrawn."),
    text("ended_by", "Who superseded or withdrew it."),
    text("ended_reason", "Why."),
    ref("superseded_by_key", "ledger_decision.decision_key", "The decision that superseded it."),
    day("told_date", "Day on which the issuing body was told; empty if not yet."),
    text("told_by", "Who told the issuing body."),
    sa.Index(None, "report_identity"),
    sa.Index(None, "finding_code"),
    comment="Decisions of people on figures, one row a cell; none is ever deleted.",
)

fact_decision_effect = sa.Table(
    "fact_decision_effect",
    metadata,
    ref("document_key", "dim_document.document_key", "Document it is about.", null=False),
    ref("decision_key", "ledger_decision.decision_key", "The decision, in force.", null=False),
    flag("is_applied", "The value found still stands, so the figure is as decided."),
    ref("figure_key", "fact_figure.figure_key", "The figure; empty where there is none."),
    text("printed_now", "What is printed in the cell now; empty where there is no such cell."),
    choice("machine_status", FIGURE_STATES, "Status without the decision.", null=True),
    number("machine_reconciled_value", "Reconciled value without the decision."),
    number("machine_proposed_value", "Proposed value without the decision."),
    share("machine_confidence", "Confidence without the decision, 0 to 1."),
    text("machine_derived_rule", "Rule it is derived by without the decision."),
    sa.PrimaryKeyConstraint("document_key", "decision_key"),
    sa.Index(None, "figure_key"),
    sa.Index(None, "decision_key"),
    comment="What a decision in force does to a document: applied, or what was found instead.",
)

"""The view of people's decisions: what was found, what was chosen, whether it is applied."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import dim_document, fact_decision_effect, ledger_decision


def decisions_query() -> sa.Select[Any]:
    """Return one row a decision; its effect is that on the current document of its report."""
    decision, effect, document = ledger_decision.c, fact_decision_effect.c, dim_document.c
    on_current = fact_decision_effect.join(
        dim_document,
        sa.and_(document.document_key == effect.document_key, document.known_to.is_(None)),
    )
    return sa.select(
        decision.decision_key.label("decision"),
        decision.document_name.label("document"),
        decision.finding_code.label("finding"),
        decision.rule,
        decision.cell_text.label("cell"),
        decision.found_printed.label("found"),
        decision.found_value,
        decision.chosen_printed.label("chosen"),
        decision.chosen_value,
        decision.hypothesis_name.label("explanation"),
        decision.reason,
        decision.decided_by,
        decision.decided_at,
        decision.decision_state.label("state"),
        decision.ended_at,
        decision.ended_by,
        decision.ended_reason,
        decision.superseded_by_key.label("superseded_by"),
        decision.told_date,
        decision.told_by,
        effect.is_applied,
        effect.printed_now,
        effect.machine_status,
        effect.machine_reconciled_value.label("machine_reconciled"),
        effect.figure_key,
        document.source_name.label("file"),
        document.document_key.label("document_key"),
    ).select_from(
        ledger_decision.outerjoin(on_current, effect.decision_key == decision.decision_key)
    )

"""Which decisions are applied, which are not and what was found instead, who was told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, fact_decision_effect, ledger_decision

NO_CELL = "the report has no such cell any more"
NO_REPORT = "no current document is this report"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One decision, on one current document of its report.

    `found_now` is what is printed there now, or why it cannot be told; empty where applied.
    """

    decision: int
    finding: str | None
    document: str
    file: str | None
    cell: str
    found: str
    chosen: str
    reason: str
    decided_by: str
    decided_at: dt.datetime
    state: str
    is_applied: bool
    found_now: str | None
    told_date: dt.date | None
    told_by: str | None
    ended_at: dt.datetime | None
    ended_by: str | None
    ended_reason: str | None
    superseded_by: int | None


def audit(connection: Connection) -> list[AuditRow]:
    """Return every decision in the order they were made, those that ended included."""
    decision, effect, document = ledger_decision.c, fact_decision_effect.c, dim_document.c
    current = fact_decision_effect.join(
        dim_document,
        sa.and_(document.document_key == effect.document_key, document.known_to.is_(None)),
    )
    query = (
        sa.select(ledger_decision, fact_decision_effect, document.source_name)
        .select_from(
            ledger_decision.outerjoin(current, effect.decision_key == decision.decision_key)
        )
        .order_by(decision.decision_key, document.document_key)
    )
    return [_row(row) for row in connection.execute(query)]


def _row(row: sa.Row[tuple[object, ...]]) -> AuditRow:
    values = row._mapping
    in_force = values["decision_state"] == "in_force"
    applied = in_force and bool(values["is_applied"])
    return AuditRow(
        decision=values["decision_key"],
        finding=values["finding_code"],
        document=values["document_name"],
        file=values["source_name"],
        cell=values["cell_text"],
        found=values["found_printed"],
        chosen=values["chosen_printed"],
        reason=values["reason"],
        decided_by=values["decided_by"],
        decided_at=values["decided_at"],
        state=values["decision_state"],
        is_applied=applied,
        found_now=_found_now(values) if in_force and not applied else None,
        told_date=values["told_date"],
        told_by=values["told_by"],
        ended_at=values["ended_at"],
        ended_by=values["ended_by"],
        ended_reason=values["ended_reason"],
        superseded_by=values["superseded_by_key"],
    )


def _found_now(values: sa.RowMapping) -> str:
    if values["is_applied"] is None:
        return NO_REPORT
    printed: str | None = values["printed_now"]
    if printed is None:
        return NO_CELL
    return printed or "blank"

"""Applying decisions of people to the figures of a document, inside a transaction.

What is reported is never touched: a decision sets the reconciled value and the status, and
what the program alone would say stays beside it, so that withdrawing restores it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    dim_document,
    dim_indicator,
    fact_decision_effect,
    fact_figure,
    ledger_decision,
)
from transform.identities import cell_identities
from transform.ruling import Ruling

Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Effect:
    """What one decision does to one document."""

    decision_key: int
    is_applied: bool
    printed_now: str | None


def apply_decisions(connection: Connection, document_key: int) -> tuple[Effect, ...]:
    """Bring the figures of a document to what the decisions in force say.

    Undoes first what an earlier application did, so it may be called at any time; after a
    load, when nothing is applied yet, it costs one query.
    """
    _restore(connection, document_key)
    decisions = _in_force(connection, document_key)
    if not decisions:
        return ()
    figures = figures_of(connection, document_key)
    names = cell_identities([dict(figure._mapping) for figure in figures])
    by_name = dict(zip(names, figures, strict=True))
    effects = []
    for decision in decisions:
        figure = by_name.get(decision.cell_identity)
        stands = figure is not None and ruling_of(decision).stands(
            figure.printed, figure.reported_value
        )
        _enter(connection, document_key, decision, figure, stands)
        printed = figure.printed if figure is not None else None
        effects.append(Effect(decision.decision_key, stands, printed))
    return tuple(effects)


def figures_of(connection: Connection, document_key: int) -> Sequence[Row]:
    """Return the figures of a document in printed order, with the code of their indicator."""
    source = fact_figure.outerjoin(
        dim_indicator, dim_indicator.c.indicator_key == fact_figure.c.indicator_key
    )
    query = sa.select(fact_figure, dim_indicator.c.indicator_code).select_from(source)
    query = query.where(fact_figure.c.document_key == document_key)
    return connection.execute(query.order_by(fact_figure.c.figure_no)).all()


def _in_force(connection: Connection, document_key: int) -> Sequence[Row]:
    query = (
        sa.select(ledger_decision)
        .select_from(
            ledger_decision.join(
                dim_document, dim_document.c.report_identity == ledger_decision.c.report_identity
            )
        )
        .where(
            dim_document.c.document_key == document_key,
            ledger_decision.c.decision_state == "in_force",
        )
        .order_by(ledger_decision.c.decision_key)
    )
    return connection.execute(query).all()


def rulings(connection: Connection, reports: Iterable[str]) -> dict[str, dict[str, Ruling]]:
    """Return the decisions in force on some reports, by report and by cell."""
    decision = ledger_decision.c
    wanted = list(dict.fromkeys(reports))
    query = sa.select(ledger_decision).where(
        decision.decision_state == "in_force", decision.report_identity.in_(wanted)
    )
    found: dict[str, dict[str, Ruling]] = {}
    for row in connection.execute(query.order_by(decision.decision_key)):
        found.setdefault(row.report_identity, {})[row.cell_identity] = ruling_of(row)
    return found


def ruling_of(decision: Row) -> Ruling:
    """Return what a decision of the ledger says of its cell."""
    return Ruling(
        decision.found_printed,
        decision.found_value,
        decision.chosen_printed,
        decision.chosen_value,
    )


def hashes_of(connection: Connection, decisions: Sequence[int]) -> list[str]:
    """Return the SHA-256 of each document of the reports that decisions are about."""
    decided = sa.select(ledger_decision.c.report_identity).where(
        ledger_decision.c.decision_key.in_(decisions)
    )
    document = dim_document.c
    query = sa.select(document.document_sha256).where(document.report_identity.in_(decided))
    return list(connection.execute(query.order_by(document.document_key)).scalars())


def _enter(
    connection: Connection, document_key: int, decision: Row, figure: Row | None, stands: bool
) -> None:
    values: dict[str, Any] = {
        "document_key": document_key,
        "decision_key": decision.decision_key,
        "is_applied": stands,
    }
    if figure is not None:
        values |= {"figure_key": figure.figure_key, "printed_now": figure.printed}
    if figure is not None and stands:
        values |= {
            "machine_status": figure.status,
            "machine_reconciled_value": figure.reconciled_value,
            "machine_proposed_value": figure.proposed_value,
            "machine_confidence": figure.confidence,
            "machine_derived_rule": figure.derived_rule,
        }
        _set(connection, figure.figure_key, decided_values(decision.chosen_value))
    connection.execute(sa.insert(fact_decision_effect).values(values))


def decided_values(chosen: Decimal | None) -> dict[str, Any]:
    """Return the columns of a figure that a decision sets; none of them is what is printed."""
    return {
        "reconciled_value": chosen,
        "proposed_value": None,
        "status": "decided",
        "confidence": None,
        "is_derived": False,
        "derived_rule": None,
    }


def _restore(connection: Connection, document_key: int) -> None:
    effect = fact_decision_effect.c
    query = sa.select(fact_decision_effect).where(effect.document_key == document_key)
    effects = connection.execute(query).all()
    for row in effects:
        if not row.is_applied:
            continue
        values = {
            "reconciled_value": row.machine_reconciled_value,
            "proposed_value": row.machine_proposed_value,
            "status": row.machine_status,
            "confidence": row.machine_confidence,
            "is_derived": row.machine_status == "derived",
            "derived_rule": row.machine_derived_rule,
        }
        _set(connection, row.figure_key, values)
    if effects:
        connection.execute(
            sa.delete(fact_decision_effect).where(effect.document_key == document_key)
        )


def _set(connection: Connection, figure_key: int, values: dict[str, Any]) -> None:
    figure = fact_figure
    connection.execute(sa.update(figure).where(figure.c.figure_key == figure_key).values(values))

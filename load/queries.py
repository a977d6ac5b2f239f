"""Read-only questions to a warehouse: runs, status, findings, the summary of a run.

Nothing here imports pandas or alembic, so that the commands that only ask stay fast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    bridge_finding_cell,
    dim_agency,
    dim_document,
    dim_province,
    fact_decision_effect,
    fact_figure,
    fact_finding,
    fact_task,
    ledger_decision,
    ledger_outcome,
    ledger_run,
)
from contracts.schema.vocabulary import OUTCOMES
from load.engine import check_reachable, describe, make_engine
from load.ledger import is_dead
from load.versioning import check


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with what became of its inputs; `outcomes` has every kind, zeros included."""

    key: int
    command: str
    state: str
    started_at: dt.datetime
    finished_at: dt.datetime | None
    input_count: int | None
    outcomes: dict[str, int]
    figure_count: int
    task_count: int
    finding_count: int
    error: str | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How one input of a run ended."""

    source_name: str
    outcome: str
    reason: str
    other_name: str | None
    figure_count: int
    task_count: int
    finding_count: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding of a current document, with all that is needed to look it up."""

    severity: int
    kind: str
    rule: str
    strength: str
    status: str
    found: str
    cells: str | None
    explanation: str | None
    confidence: float | None
    advice: str | None
    province: str | None
    agency: str | None
    document: str
    document_date: dt.date | None
    source_name: str
    place: str | None
    finding: str | None = None
    decided: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What a warehouse holds."""

    location: str = "none yet"
    documents_current: int = 0
    documents_superseded: int = 0
    documents_held: int = 0
    figures: int = 0
    tasks: int = 0
    findings_by_kind: dict[str, int] = field(default_factory=dict)
    last_run: RunRow | None = None


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A run with its gravest findings, of all its documents whether new or unchanged."""

    run: RunRow
    location: str
    gravest: tuple[FindingRow, ...]


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """Yield a read-only connection to a warehouse of this program's schema.

    Raises WarehouseError when there is none, it does not answer or its schema is another.
    """
    engine = make_engine(url, read_only=True)
    try:
        check_reachable(engine)
        check(engine)
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def runs(connection: Connection, *, limit: int = 20) -> list[RunRow]:
    """Return the latest runs, newest first."""
    query = sa.select(ledger_run).order_by(ledger_run.c.run_key.desc()).limit(limit)
    rows = connection.execute(query).all()
    counts = _outcome_counts(connection, [row.run_key for row in rows])
    return [_run_row(row, counts.get(row.run_key, [])) for row in rows]


def run(connection: Connection, key: int) -> RunRow | None:
    """Return one run, or None."""
    row = connection.execute(sa.select(ledger_run).where(ledger_run.c.run_key == key)).one_or_none()
    return _run_row(row, _outcome_counts(connection, [key]).get(key, [])) if row else None


def _outcome_counts(connection: Connection, keys: Sequence[int]) -> dict[int, list[sa.Row[Any]]]:
    outcome = ledger_outcome.c
    query = (
        sa.select(
            outcome.run_key,
            outcome.outcome,
            sa.func.count().label("inputs"),
            sa.func.sum(outcome.figure_count).label("figures"),
            sa.func.sum(outcome.task_count).label("tasks"),
            sa.func.sum(outcome.finding_count).label("findings"),
        )
        .where(outcome.run_key.in_(keys))
        .group_by(outcome.run_key, outcome.outcome)
    )
    counts: dict[int, list[sa.Row[Any]]] = {}
    for row in connection.execute(query):
        counts.setdefault(row.run_key, []).append(row)
    return counts


def _run_row(row: sa.Row[Any], counts: Sequence[sa.Row[Any]]) -> RunRow:
    inputs = {count.outcome: int(count.inputs) for count in counts}
    return RunRow(
        key=row.run_key,
        command=row.command,
        state="interrupted" if is_dead(row.state, row.host, row.process_id) else row.state,
        started_at=row.started_at,
        finished_at=row.finished_at,
        input_count=row.input_count,
        outcomes={kind: inputs.get(kind, 0) for kind in OUTCOMES},
        figure_count=sum(int(count.figures) for count in counts),
        task_count=sum(int(count.tasks) for count in counts),
        finding_count=sum(int(count.findings) for count in counts),
        error=row.error,
    )


def outcomes(connection: Connection, run_key: int) -> list[OutcomeRow]:
    """Return how every input of a run ended, by file name."""
    outcome = ledger_outcome.c
    query = (
        sa.select(
            outcome.source_name,
            outcome.outcome,
            outcome.reason,
            outcome.other_name,
            outcome.figure_count,
            outcome.task_count,
            outcome.finding_count,
        )
        .where(outcome.run_key == run_key)
        .order_by(outcome.source_name)
    )
    return [OutcomeRow(*row) for row in connection.execute(query)]


def findings(
    connection: Connection,
    *,
    document: str | None = None,
    province: str | None = None,
    kind: str | None = None,
    run_key: int | None = None,
    least_severity: int = 1,
    limit: int | None = None,
) -> list[FindingRow]:
    """Return findings of current documents, gravest and likeliest first.

    `document` is a number and symbol, a part of the file's name, or the start of its
    SHA-256; `run_key` keeps the documents that were inputs of a run.
    """
    query = _findings().where(fact_finding.c.severity >= least_severity)
    if document:
        query = query.where(_is_document(document))
    if province:
        query = query.where(dim_province.c.province_name == province)
    if kind:
        query = query.where(fact_finding.c.finding_kind == kind)
    if run_key is not None:
        inputs = sa.select(ledger_outcome.c.document_key).where(
            ledger_outcome.c.run_key == run_key, ledger_outcome.c.document_key.is_not(None)
        )
        query = query.where(fact_finding.c.document_key.in_(inputs))
    if limit is not None:
        query = query.limit(limit)
    return [FindingRow(*row) for row in connection.execute(query)]


def _is_document(named: str) -> sa.ColumnElement[bool]:
    document = dim_document.c
    return sa.or_(
        document.number_symbol == named,
        document.source_name.contains(named, autoescape=True),
        document.document_sha256.startswith(named.lower(), autoescape=True),
    )


def _findings() -> sa.Select[Any]:
    finding, document, cell = fact_finding.c, dim_document.c, bridge_finding_cell.c
    source = (
        fact_finding.join(dim_document, document.document_key == finding.document_key)
        .outerjoin(dim_province, dim_province.c.province_key == document.province_key)
        .outerjoin(dim_agency, dim_agency.c.agency_key == document.agency_key)
        .outerjoin(
            bridge_finding_cell,
            sa.and_(cell.finding_key == finding.finding_key, cell.position == 1),
        )
    )
    return (
        sa.select(
            finding.severity,
            finding.finding_kind,
            finding.rule,
            finding.strength,
            finding.finding_status,
            finding.found,
            finding.cells_text,
            finding.proposal_text,
            finding.proposal_confidence,
            finding.advice,
            dim_province.c.province_name,
            sa.func.coalesce(document.issuing_body, dim_agency.c.agency_name),
            sa.func.coalesce(document.number_symbol, document.source_name),
            document.document_date,
            document.source_name,
            cell.place_text,
            finding.finding_code,
            _decided_by(),
            finding.finding_level,
        )
        .select_from(source)
        .where(document.known_to.is_(None))
        .order_by(
            finding.severity.desc(),
            sa.func.coalesce(finding.proposal_confidence, 0).desc(),
            finding.finding_key,
        )
    )


def _decided_by() -> sa.ScalarSelect[Any]:
    """Return who decided a figure of the finding, where a decision is applied."""
    own = bridge_finding_cell.alias("own")
    effect, decision = fact_decision_effect.c, ledger_decision.c
    return (
        sa.select(sa.func.min(decision.decided_by))
        .select_from(
            fact_decision_effect.join(
                ledger_decision, decision.decision_key == effect.decision_key
            ).join(own, own.c.figure_key == effect.figure_key)
        )
        .where(own.c.finding_key == fact_finding.c.finding_key, effect.is_applied)
        .scalar_subquery()
    )


def status(connection: Connection) -> Status:
    """Return what the warehouse holds; facts are counted for current documents."""
    document = dim_document.c
    is_current = document.known_to.is_(None)
    current = _count(connection, dim_document, is_current)
    kinds = sa.select(fact_finding.c.finding_kind, sa.func.count()).select_from(
        fact_finding.join(dim_document, document.document_key == fact_finding.c.document_key)
    )
    by_kind = connection.execute(
        kinds.where(is_current)
        .group_by(fact_finding.c.finding_kind)
        .order_by(sa.func.count().desc(), fact_finding.c.finding_kind)
    )
    latest = runs(connection, limit=1)
    return Status(
        location=describe(connection.engine.url),
        documents_current=current,
        documents_superseded=_count(connection, dim_document, sa.not_(is_current)),
        documents_held=_count(
            connection, dim_document, sa.and_(is_current, document.hold_count > 0)
        ),
        figures=_count(connection, _of_documents(fact_figure), is_current),
        tasks=_count(connection, _of_documents(fact_task), is_current),
        findings_by_kind={row[0]: int(row[1]) for row in by_kind},
        last_run=latest[0] if latest else None,
    )


def _of_documents(table: sa.Table) -> sa.FromClause:
    return table.join(dim_document, dim_document.c.document_key == table.c.document_key)


def _count(connection: Connection, source: sa.FromClause, where: sa.ColumnElement[bool]) -> int:
    query = sa.select(sa.func.count()).select_from(source).where(where)
    return int(connection.execute(query).scalar_one())


def run_summary(connection: Connection, key: int, *, gravest: int = 3) -> RunSummary:
    """Return the summary of a run; KeyError if there is no such run."""
    found = run(connection, key)
    if found is None:
        raise KeyError(f"there is no run {key}")
    worst = findings(connection, run_key=key, limit=gravest)
    return RunSummary(found, describe(connection.engine.url), tuple(worst))

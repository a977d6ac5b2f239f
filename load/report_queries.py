"""What the run report shows: outcomes, what waits and why, contradictions, coverage."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    dim_agency,
    dim_document,
    dim_period,
    dim_province,
    fact_finding,
    ledger_outcome,
)
from load import queries
from load.decision_audit import AuditRow, audit
from load.queries import FindingRow, RunRow, Status

_RUNS, _GRAVEST, _WAITING = 12, 25, 200
_UNKNOWN = "unknown"
# a literal: PostgreSQL takes two parameters of one value for two expressions
_NOBODY: sa.ColumnElement[str] = sa.literal_column(f"'{_UNKNOWN}'", sa.Text())


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits for a person: held, or rejected in the last run that met it."""

    file: str
    outcome: str
    office: str
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many current documents there are, by province and period."""

    provinces: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ReportData:
    """Everything a report is made from."""

    status: Status = field(default_factory=Status)
    runs: tuple[RunRow, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    waiting_count: int = 0
    by_office: dict[str, dict[str, int]] = field(default_factory=dict)
    gravest: tuple[FindingRow, ...] = ()
    finding_count: int = 0
    coverage: Coverage = field(default_factory=Coverage)
    decisions: tuple[AuditRow, ...] = ()


def report_data(connection: Connection) -> ReportData:
    """Return what a report of the whole warehouse shows; facts of current documents only."""
    by_office = _by_office(connection)
    waiting = _waiting(connection)
    return ReportData(
        status=queries.status(connection),
        runs=tuple(queries.runs(connection, limit=_RUNS)),
        waiting=tuple(waiting[:_WAITING]),
        waiting_count=len(waiting),
        by_office=by_office,
        gravest=tuple(queries.findings(connection, limit=_GRAVEST)),
        finding_count=sum(sum(kinds.values()) for kinds in by_office.values()),
        coverage=_coverage(connection),
        decisions=tuple(audit(connection)),
    )


def _office() -> sa.ColumnElement[str]:
    return sa.func.coalesce(dim_document.c.issuing_body, dim_agency.c.agency_name, _NOBODY)


def _with_office(source: sa.FromClause) -> sa.FromClause:
    document = dim_document.c
    return source.outerjoin(dim_agency, dim_agency.c.agency_key == document.agency_key).outerjoin(
        dim_province, dim_province.c.province_key == document.province_key
    )


def _by_office(connection: Connection) -> dict[str, dict[str, int]]:
    """Return the contradictions by office, those with most first, and by kind."""
    finding, document = fact_finding.c, dim_document.c
    source = _with_office(
        fact_finding.join(dim_document, document.document_key == finding.document_key)
    )
    query = (
        sa.select(
            _office().label("office"),
            dim_province.c.province_name,
            finding.finding_kind,
            sa.func.count().label("findings"),
        )
        .select_from(source)
        .where(document.known_to.is_(None))
        .group_by(_office(), dim_province.c.province_name, finding.finding_kind)
    )
    found: dict[str, dict[str, int]] = {}
    for row in connection.execute(query):
        name = row.office
        if row.province_name and row.province_name not in name:
            name = f"{name}, {row.province_name}"
        found.setdefault(name, {})[row.finding_kind] = int(row.findings)
    return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _waiting(connection: Connection) -> list[Waiting]:
    """Return what is held of current documents, then the files rejected last time."""
    document = dim_document.c
    held = connection.execute(
        sa.select(document.source_name, _office().label("office"), document.held_reason)
        .select_from(_with_office(dim_document))
        .where(document.known_to.is_(None), document.hold_count > 0)
        .order_by(document.source_name)
    )
    found = [Waiting(r.source_name, "held", r.office, r.held_reason or "") for r in held]
    outcome = ledger_outcome.c
    latest = (
        sa.select(outcome.source_name, sa.func.max(outcome.outcome_key).label("key"))
        .group_by(outcome.source_name)
        .subquery()
    )
    lost = connection.execute(
        sa.select(outcome.source_name, outcome.outcome, outcome.reason)
        .select_from(ledger_outcome.join(latest, latest.c.key == outcome.outcome_key))
        .where(
            sa.or_(
                outcome.outcome == "rejected",
                sa.and_(outcome.outcome == "held", outcome.document_key.is_(None)),
            )
        )
        .order_by(outcome.source_name)
    )
    return found + [Waiting(r.source_name, r.outcome, "", r.reason) for r in lost]


_MOST_PERIODS = 16


def _coverage(connection: Connection) -> Coverage:
    document, period = dim_document.c, dim_period.c
    ended = sa.func.max(sa.func.coalesce(period.nominal_to_date, period.printed_to_date))
    source = _with_office(dim_document).join(dim_period, period.period_key == document.period_key)
    query = (
        sa.select(
            dim_province.c.province_name,
            sa.func.min(dim_province.c.province_sort).label("sorted_by"),
            period.period_label,
            ended.label("ended"),
            sa.func.count().label("documents"),
        )
        .select_from(source)
        .where(document.known_to.is_(None))
        .group_by(dim_province.c.province_name, period.period_label)
    )
    rows = connection.execute(query).all()
    ends: dict[str, str] = {}
    for row in rows:
        ends[row.period_label] = max(ends.get(row.period_label, ""), str(row.ended or ""))
    periods = sorted(ends, key=lambda label: (ends[label], label))
    sorts = {row.province_name or _UNKNOWN: row.sorted_by or "~" for row in rows}
    return Coverage(
        provinces=tuple(sorted(sorts, key=lambda name: (sorts[name], name))),
        periods=tuple(periods[-_MOST_PERIODS:]),
        counts={
            (row.province_name or _UNKNOWN, row.period_label): int(row.documents) for row in rows
        },
        left_out=max(0, len(periods) - _MOST_PERIODS),
    )

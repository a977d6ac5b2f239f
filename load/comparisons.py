"""Comparing documents with those around them: reading what is needed, keeping what is found.

A document whose `compared_rules` is empty is due. The unit of work is the issuing body: all
its current reports are read at once and compared anew, so that what is found depends only
on what the warehouse holds, never on the order in which it came. A killed run leaves
documents due, and the next one takes them up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.comparisons import comparisons
from contracts.schema import (
    bridge_finding_cell,
    dim_agency,
    dim_document,
    dim_indicator,
    dim_period,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
    fact_task,
    ledger_outcome,
)
from load.comparison_rows import PLACES, finding_rows
from transform.evidence.comparing import compare
from transform.evidence.reports import Contradiction, Departments, Plan, Printed, Report, World
from transform.vietnamese.text import fold

# findings of comparisons are numbered from here, those of the reading below
FIRST = 500_000
# bodies refreshed in one transaction
BATCH = 50
PROVINCE = "UBND_TINH"
# bodies of a province that are no department of it
_NO_DEPARTMENT = (PROVINCE, "CT_UBND", "HDND", "UBND_HUYEN", "UBND_XA")
# codes that many bodies of one province share
_MANY = ("UBND_HUYEN", "UBND_XA")
_TABLES = (bridge_finding_cell, fact_hypothesis_change, fact_hypothesis, fact_finding)

Row: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Body:
    """An issuing body: its key, or its printed name and province where it has none.

    A district is known by both: the key stands for all districts of its province.
    """

    agency_key: int | None
    issuing_body: str | None
    province_key: int | None
    is_province: bool = False
    by_name: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether documents of this body are those of one body at all."""
        return self.agency_key is not None or self.issuing_body is not None

    @property
    def condition(self) -> sa.ColumnElement[bool]:
        """The condition that a document is of this body."""
        document = dim_document.c
        if self.agency_key is not None and not self.by_name:
            return document.agency_key == self.agency_key
        return sa.and_(
            document.agency_key.is_not_distinct_from(self.agency_key),
            document.issuing_body.is_not_distinct_from(self.issuing_body),
            document.province_key.is_not_distinct_from(self.province_key),
        )


def mark_due(connection: Connection, document_key: int) -> None:
    """Let everything of a document's body be compared anew; call before it changes."""
    table = dim_document
    query = sa.select(table.c.agency_key).where(table.c.document_key == document_key)
    agency_key = connection.execute(query).scalar_one_or_none()
    if agency_key is not None:
        mine = table.c.agency_key == agency_key
        connection.execute(sa.update(table).where(mine).values(compared_rules=None))


def due_bodies(connection: Connection) -> list[Body]:
    """Return the bodies with documents to compare, and the provinces over them."""
    document, agency = dim_document.c, dim_agency.c
    source = dim_document.outerjoin(dim_agency, agency.agency_key == document.agency_key)
    query = (
        sa.select(
            document.agency_key,
            document.issuing_body,
            document.province_key,
            agency.agency_code,
        )
        .select_from(source)
        .where(document.compared_rules.is_(None))
        .distinct()
    )
    rows = connection.execute(query).all()
    bodies = {_body(row): None for row in rows}
    provinces = {row.province_key for row in rows} - {None}
    bodies |= dict.fromkeys(_province_bodies(connection, provinces))
    return sorted(
        bodies, key=lambda b: (b.agency_key or 0, b.issuing_body or "", b.province_key or 0)
    )


def _body(row: Row) -> Body:
    if row.agency_key is None or row.agency_code in _MANY:
        return Body(row.agency_key, row.issuing_body, row.province_key, by_name=True)
    return Body(row.agency_key, None, row.province_key, row.agency_code == PROVINCE)


def _province_bodies(connection: Connection, provinces: set[int]) -> Iterator[Body]:
    if not provinces:
        return
    document, agency = dim_document.c, dim_agency.c
    query = (
        sa.select(document.agency_key, document.province_key)
        .select_from(dim_document.join(dim_agency, agency.agency_key == document.agency_key))
        .where(agency.agency_code == PROVINCE, document.province_key.in_(provinces))
        .distinct()
    )
    for row in connection.execute(query):
        yield Body(row.agency_key, None, row.province_key, True)


def refresh(connection: Connection, body: Body, rules_version: str) -> int:
    """Compare all current reports of a body anew; return how many contradictions there are."""
    documents = _documents(connection, body)
    keys = [row.document_key for row in documents]
    _forget(connection, keys)
    current = [row for row in documents if row.known_to is None and body.is_known]
    found = 0
    for world in _worlds(connection, body, current):
        contradictions = compare(world)
        if not contradictions:
            continue
        identity = _identity(current, world.now.key)
        places = _places(connection, contradictions)
        rows = finding_rows(world.now, contradictions, FIRST, identity, places)
        for table, records in rows.items():
            if records:
                connection.execute(sa.insert(table), records)
        found += len(contradictions)
    connection.execute(
        sa.update(dim_document)
        .where(dim_document.c.document_key.in_(keys))
        .values(compared_rules=rules_version)
    )
    return found


def _places(connection: Connection, found: Iterable[Contradiction]) -> dict[int, dict[str, Any]]:
    """Return the place columns of the figures that contradictions name."""
    keys = {at.figure.key for c in found for at in c.cells if at.figure is not None}
    columns = [fact_figure.c[name] for name in PLACES]
    query = sa.select(fact_figure.c.figure_key, *columns).where(fact_figure.c.figure_key.in_(keys))
    return {row[0]: dict(zip(PLACES, row[1:], strict=True)) for row in connection.execute(query)}


def count_findings(connection: Connection, run_key: int) -> None:
    """Let the outcomes of a run count the findings of comparisons too."""
    outcome, finding = ledger_outcome.c, fact_finding.c
    findings = (
        sa.select(sa.func.count())
        .select_from(fact_finding)
        .where(finding.document_key == outcome.document_key)
        .scalar_subquery()
    )
    loaded = outcome.outcome.in_(("loaded", "held"))
    connection.execute(
        sa.update(ledger_outcome)
        .where(outcome.run_key == run_key, loaded, outcome.document_key.is_not(None))
        .values(finding_count=findings)
    )


def _identity(documents: Sequence[Row], key: int) -> str:
    row = next(row for row in documents if row.document_key == key)
    return str(row.issue_identity or row.document_sha256)


def _documents(connection: Connection, body: Body) -> Sequence[Row]:
    document, period = dim_document.c, dim_period.c
    source = dim_document.outerjoin(dim_period, period.period_key == document.period_key)
    query = (
        sa.select(
            document.document_key,
            document.document_sha256,
            document.issue_identity,
            document.known_to,
            document.plan_year,
            document.task_count,
            document.figure_count,
            sa.func.coalesce(document.number_symbol, document.source_name).label("name"),
            period.period_kind,
            period.period_year,
            period.period_number,
            sa.func.coalesce(period.nominal_from_date, period.printed_from_date).label("start"),
            sa.func.coalesce(period.nominal_to_date, period.printed_to_date).label("end"),
        )
        .select_from(source)
        .where(body.condition)
        .order_by(document.document_key)
    )
    return connection.execute(query).all()


def _forget(connection: Connection, documents: Sequence[int]) -> None:
    """Delete what comparisons found of some documents, and nothing else."""
    finding = fact_finding.c
    query = sa.select(finding.finding_key).where(
        finding.document_key.in_(documents), finding.finding_no > FIRST
    )
    keys = connection.execute(query).scalars().all()
    for table in _TABLES if keys else ():
        connection.execute(sa.delete(table).where(table.c.finding_key.in_(keys)))


def _worlds(connection: Connection, body: Body, documents: Sequence[Row]) -> Iterator[World]:
    """Yield each report of a body with what it is compared with."""
    with_figures = [row for row in documents if row.figure_count and row.period_kind]
    figures = _figures(connection, [row.document_key for row in with_figures])
    reports = [_report(row, figures.get(row.document_key, {})) for row in with_figures]
    dated = sorted((r for r in reports if r.end is not None), key=lambda r: (r.end, r.key))
    plans = tuple(
        _plans(connection, [row for row in documents if row.plan_year and row.task_count])
    )
    sums = _departments(connection, body) if body.is_province else {}
    periods = {
        r.document_key: (r.period_kind, r.period_year, r.period_number) for r in with_figures
    }
    for report in reports:
        yield World(
            report,
            earlier=tuple(r for r in dated if _is_before(r, report)),
            within=tuple(r for r in reports if report.holds(r)),
            plans=plans,
            departments=sums.get(periods[report.key]),
        )


def _is_before(other: Report, report: Report) -> bool:
    return other.end is not None and report.end is not None and other.end < report.end


def _report(row: Row, figures: Mapping[tuple[str, str], Printed]) -> Report:
    return Report(
        key=row.document_key,
        name=row.name,
        kind=row.period_kind,
        year=row.period_year,
        start=row.start,
        end=row.end,
        figures=figures,
    )


def _figures(
    connection: Connection, documents: Sequence[int]
) -> dict[int, dict[tuple[str, str], Printed]]:
    """Return the figures of some documents by document, then by indicator and basis."""
    if not documents:
        return {}
    figure, indicator = fact_figure.c, dim_indicator.c
    measures = sorted({m for rule in comparisons() for m in (rule.now, rule.before) if "." in m})
    wanted = sa.or_(
        figure.indicator_key.is_not(None),
        figure.basis == "previous",
        figure.breakdown.in_(measures),
    )
    source = fact_figure.outerjoin(dim_indicator, indicator.indicator_key == figure.indicator_key)
    value = sa.case(
        (figure.status.in_(("corrected", "decided")), figure.reconciled_value),
        else_=figure.reported_value,
    ).label("value")
    query = (
        sa.select(
            figure.document_key,
            figure.figure_key,
            indicator.indicator_code,
            figure.basis,
            figure.breakdown,
            figure.row_label,
            sa.type_coerce(value, figure.reported_value.type).label("value"),
            figure.printed,
            figure.appendix,
            figure.printed_no,
            figure.column_heading,
        )
        .select_from(source)
        .where(figure.document_key.in_(documents), figure.reported_value.is_not(None), wanted)
        .order_by(figure.figure_key)
    )
    found: dict[int, dict[tuple[str, str], Printed]] = {}
    for row in connection.execute(query):
        code = row.indicator_code or f"{fold(row.row_label)}|{row.breakdown or ''}"
        printed = Printed(
            row.figure_key,
            row.value,
            row.printed,
            row.indicator_code,
            row.appendix,
            row.printed_no,
            row.column_heading,
        )
        found.setdefault(row.document_key, {}).setdefault((code, row.basis), printed)
    return found


def _plans(connection: Connection, documents: Sequence[Row]) -> Iterator[Plan]:
    if not documents:
        return
    task = fact_task.c
    query = (
        sa.select(task.document_key, sa.func.count())
        .where(task.document_key.in_([r.document_key for r in documents]), task.row_kind == "item")
        .group_by(task.document_key)
    )
    counts: dict[int, int] = {row[0]: row[1] for row in connection.execute(query)}
    for row in documents:
        if counts.get(row.document_key):
            yield Plan(row.document_key, row.name, row.plan_year, counts[row.document_key])


def _departments(connection: Connection, body: Body) -> dict[tuple[Any, ...], Departments]:
    """Return what the departments of a province report, added up by period.

    A department with several documents for one period counts once, with its greatest figure.
    """
    codes = frozenset(c for rule in comparisons() if rule.kind == "departments" for c in rule.codes)
    figure, document = fact_figure.c, dim_document.c
    period, agency, indicator = dim_period.c, dim_agency.c, dim_indicator.c
    source = (
        fact_figure.join(dim_document, document.document_key == figure.document_key)
        .join(dim_indicator, indicator.indicator_key == figure.indicator_key)
        .join(dim_period, period.period_key == document.period_key)
        .join(dim_agency, agency.agency_key == document.agency_key)
    )
    query = (
        sa.select(
            period.period_kind,
            period.period_year,
            period.period_number,
            indicator.indicator_code,
            agency.agency_code,
            sa.func.max(figure.reported_value).label("value"),
        )
        .select_from(source)
        .where(
            document.province_key == body.province_key,
            document.known_to.is_(None),
            agency.agency_level == "province",
            agency.agency_code.not_in(_NO_DEPARTMENT),
            indicator.indicator_code.in_(codes),
            figure.basis == "period",
            figure.reported_value.is_not(None),
        )
        .group_by(
            period.period_kind,
            period.period_year,
            period.period_number,
            indicator.indicator_code,
            agency.agency_code,
        )
    )
    return _added_up(connection.execute(query))


def _added_up(rows: Iterable[Row]) -> dict[tuple[Any, ...], Departments]:
    sums: dict[tuple[Any, ...], dict[str, Decimal]] = {}
    counts: dict[tuple[Any, ...], dict[str, int]] = {}
    for row in rows:
        key = (row.period_kind, row.period_year, row.period_number)
        of_sum, of_count = sums.setdefault(key, {}), counts.setdefault(key, {})
        of_sum[row.indicator_code] = of_sum.get(row.indicator_code, Decimal(0)) + row.value
        of_count[row.indicator_code] = of_count.get(row.indicator_code, 0) + 1
    return {key: Departments(sums[key], counts[key]) for key in sums}

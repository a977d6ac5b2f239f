"""Findings of current documents as a person decides them: by a code that can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    bridge_finding_cell,
    dim_document,
    dim_indicator,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
)
from transform.choosing import ChoiceError, Explanation, FoundCell, OpenFinding

SHORTEST = 4
# letters that the codes do not use, for the digits they are taken for
_MISREAD = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """The document of a finding, with the name under which decisions know its report."""

    key: int
    sha256: str
    name: str
    report_identity: str


def codes_like(column: sa.ColumnElement[Any], typed: str) -> sa.ColumnElement[bool]:
    """Return the condition that a code begins as typed."""
    return column.startswith(_normal(typed), autoescape=True)


def _normal(typed: str) -> str:
    return typed.strip().lower().translate(_MISREAD)


def open_finding(connection: Connection, typed: str) -> tuple[OpenFinding, OpenDocument]:
    """Return the one finding of a current document whose code begins as typed.

    Raises ChoiceError where there is none, or more than one.
    """
    if len(typed.strip()) < SHORTEST:
        raise ChoiceError(f"“{typed}” is too short; type at least {SHORTEST} letters of a finding")
    rows = connection.execute(_query(typed)).all()
    if not rows:
        raise ChoiceError(f"there is no finding {typed}; `cchc findings` lists them")
    if len(rows) > 1:
        shown = ", ".join(f"{r.finding_code} ({r.document})" for r in rows[:5])
        raise ChoiceError(f"{typed} is the start of several findings: {shown}")
    (row,) = rows
    finding = OpenFinding(
        code=row.finding_code,
        rule=row.rule,
        status=row.finding_status,
        cells=_cells(connection, row.finding_key),
        explanations=_explanations(connection, row.finding_key),
        found=row.found,
    )
    document = OpenDocument(
        row.document_key, row.document_sha256, row.document, row.report_identity
    )
    return finding, document


def _query(typed: str) -> sa.Select[Any]:
    finding, document = fact_finding.c, dim_document.c
    name = sa.func.coalesce(document.number_symbol, document.source_name).label("document")
    return (
        sa.select(
            finding.finding_key,
            finding.finding_code,
            finding.rule,
            finding.found,
            finding.finding_status,
            document.document_key,
            document.document_sha256,
            document.report_identity,
            name,
        )
        .select_from(fact_finding.join(dim_document, document.document_key == finding.document_key))
        .where(document.known_to.is_(None), codes_like(finding.finding_code, typed))
        .order_by(finding.finding_key)
    )


def _cells(connection: Connection, finding_key: int) -> tuple[FoundCell, ...]:
    """Return the cells of a finding and of its explanations that hold a figure."""
    cell, change = bridge_finding_cell.c, fact_hypothesis_change.c
    named = sa.select(cell.figure_key, cell.position).where(cell.finding_key == finding_key)
    changed = sa.select(change.figure_key, sa.literal(1_000).label("position")).where(
        change.finding_key == finding_key
    )
    listed = sa.union_all(named, changed).subquery()
    figure, indicator = fact_figure.c, dim_indicator.c
    query = (
        sa.select(fact_figure, indicator.indicator_code)
        .select_from(
            listed.join(fact_figure, figure.figure_key == listed.c.figure_key).outerjoin(
                dim_indicator, indicator.indicator_key == figure.indicator_key
            )
        )
        .order_by(listed.c.position, figure.figure_no)
    )
    rows = {row.figure_key: row for row in connection.execute(query)}
    return tuple(_cell(row, list(rows.values())) for row in rows.values())


def _cell(row: sa.Row[Any], others: Sequence[sa.Row[Any]]) -> FoundCell:
    same_row = [r for r in others if (r.appendix, r.printed_no) == (row.appendix, row.printed_no)]
    parts = [row.appendix, row.printed_no or row.row_label]
    if len(same_row) > 1:
        parts.append(row.column_heading)
    return FoundCell(
        figure_key=row.figure_key,
        text=", ".join(part for part in parts if part),
        row=row.printed_no,
        column=row.column_heading,
        code=row.indicator_code,
        printed=row.printed,
        value=row.reported_value,
        unit=row.unit_printed,
    )


def _explanations(connection: Connection, finding_key: int) -> tuple[Explanation, ...]:
    hypothesis, change = fact_hypothesis.c, fact_hypothesis_change.c
    changes: dict[int, list[tuple[int | None, str, str]]] = {}
    rows = connection.execute(
        sa.select(change.rank, change.figure_key, change.before_text, change.after_text)
        .where(change.finding_key == finding_key)
        .order_by(change.rank, change.position)
    )
    for row in rows:
        changes.setdefault(row.rank, []).append((row.figure_key, row.before_text, row.after_text))
    named = connection.execute(
        sa.select(hypothesis.rank, hypothesis.name, hypothesis.confidence)
        .where(hypothesis.finding_key == finding_key)
        .order_by(hypothesis.rank)
    )
    return tuple(
        Explanation(r.rank, r.name, tuple(changes.get(r.rank, ())), r.confidence) for r in named
    )

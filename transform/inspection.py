"""A `Reading` as the JSON object that `cchc inspect` prints, one a document.

Dates are ISO; what is blank or not printed is null; every row carries its place.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from transform.finding import CellRef, Derived, Finding, Notice
from transform.reading import (
    AgencyMention,
    Citation,
    Letterhead,
    LogicalRow,
    LogicalTable,
    Number,
    Reading,
    Target,
)
from transform.statement import Quantity, Statement
from transform.vietnamese.numbers import parse_number

Json = dict[str, Any]
# columns of an indicator table that hold figures of another period or part, or of a plan
_FIGURES = frozenset({"previous", "interval", "level", "planned", "compared"})
_READ = frozenset({"number", "blank", "dash"})


def as_json(reading: Reading, *, findings: bool = False) -> Json:
    """Return the object for one document; with `findings` also the reconciliation."""
    out: Json = {
        "file": reading.source.name,
        "sha256": reading.source.sha256,
        "metadata": _metadata(reading.letterhead, reading.citations),
        "tables": [_table(table) for table in reading.tables],
        "targets": [_target(target) for target in reading.targets],
        "warnings": [_notice(notice) for notice in reading.notices],
    }
    if findings:
        out["findings"] = [_finding(finding) for finding in reading.findings]
        out["derived"] = [_derived(item) for item in reading.derived]
        out["statements"] = [_statement(s) for s in reading.statements if not s.is_count]
    return out


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def plain(value: Decimal | None) -> int | float | None:
    """Return an exact value as the JSON number that prints the same."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _metadata(head: Letterhead, citations: tuple[Citation, ...]) -> Json:
    return {
        "doc_type": head.doc_type,
        "number": head.number,
        "symbol": head.symbol,
        "place": head.place_name,
        "date": _iso(head.date),
        "date_partial": head.date_partial,
        "issuing_body": head.issuing_body,
        "province": head.province,
        "department": head.department,
        "agency": head.agency_key,
        "title": head.title,
        "period_start": _iso(head.period_start),
        "period_end": _iso(head.period_end),
        "period_label": head.period_label,
        "plan_year": head.plan_year,
        "signer": head.signer,
        "signer_title": head.signer_title,
        "recipients": list(head.recipients),
        "legal_refs": [_citation(c) for c in citations],
    }


def _citation(citation: Citation) -> Json:
    return {
        "type": citation.type,
        "number_symbol": citation.number_symbol,
        "date": _iso(citation.date),
        "location": citation.location,
        "as_printed": citation.printed,
        "place": citation.place.as_dict(),
    }


def _table(table: LogicalTable) -> Json:
    return {
        "table_id": f"T{table.index}",
        "kind": table.kind,
        "layout": table.layout,
        "held": table.held,
        "appendix": table.appendix,
        "title": table.title,
        "columns": [column.name for column in table.columns],
        "roles": {c.name: c.role for c in table.columns if c.role},
        "place": table.place.as_dict(),
        "rows": [_row(row, table) for row in table.rows],
        **({"formulas": [f.printed for f in table.formulas]} if table.formulas else {}),
    }


def _row(row: LogicalRow, table: LogicalTable) -> Json:
    out: Json = {
        "kind": row.kind,
        "no": row.no,
        "no2": row.no2,
        "parent": row.parent,
        "path": row.path,
        "level": row.level,
        "label": row.label,
        "cells": {c.name: text for c, text in zip(table.columns, row.cells, strict=True)},
        "place": row.place.as_dict(),
        "code": row.code,
    }
    if len(row.places) > 1:
        out["places"] = [place.as_dict() for place in row.places]
        out["joined"] = list(row.joined)
    if row.value is not None:
        out |= {"value": plain(row.value.value), "blank": _blank(row.value), "unit": row.unit}
    if row.cumulative is not None:
        out["cumulative"] = plain(row.cumulative.value)
    if values := row.values or _beside_value(row, table):
        pairs = zip(table.columns, values, strict=True)
        out["values"] = {c.name: plain(n.value) for c, n in pairs if n is not None}
    if row.filled:
        out["filled"] = {table.columns[column].name: text for column, text in row.filled}
    if row.deadline is not None:
        out["deadline"] = row.deadline.as_dict()
        out["lead"] = [_agency(a) for a in row.lead]
        out["coordinating"] = [_agency(a) for a in row.coordinating]
    return out


def _beside_value(row: LogicalRow, table: LogicalTable) -> tuple[Number | None, ...]:
    """Return the figures of an indicator row by column, where more are printed than its own."""
    roles = [column.role for column in table.columns]
    if table.kind != "indicator" or row.kind == "section" or not _FIGURES & set(roles):
        return ()
    numbers = [parse_number(text, unit=row.unit) for text in row.cells]
    return tuple(
        number if role in _FIGURES | {"value", "cumulative"} and number.kind in _READ else None
        for role, number in zip(roles, numbers, strict=True)
    )


def _blank(number: Number) -> str | None:
    return None if number.kind == "number" else number.kind


def _agency(agency: AgencyMention) -> Json:
    return {"text": agency.text, "key": agency.key, "open_set": agency.open_set}


def _target(target: Target) -> Json:
    return {
        "location": target.location,
        "table": target.table,
        "row": target.row,
        "comparator": target.comparator,
        "value": plain(target.value),
        "unit": target.unit,
        "text": target.text,
        "indicator": target.indicator,
        "place": target.place.as_dict(),
    }


def _notice(notice: Notice) -> Json:
    return {
        "code": notice.code,
        "message": notice.message,
        "place": notice.place.as_dict(),
        "holds_table": notice.holds_table,
    }


def _cell(cell: CellRef) -> Json:
    out: Json = {"appendix": cell.appendix, "row": cell.row, "column": cell.column}
    if cell.code:
        out["code"] = cell.code
    if cell.place:
        out["place"] = cell.place.as_dict()
    return out


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "kind": finding.kind,
        "strength": finding.strength,
        "level": finding.level,
        "where": [_cell(cell) for cell in finding.where],
        "status": finding.status,
        "found": finding.found,
        "advice": finding.advice,
        "hypotheses": [
            {
                "name": hypothesis.name,
                "changes": [
                    _cell(change.cell) | {"from": change.before, "to": change.after}
                    for change in hypothesis.changes
                ],
                "confidence": round(hypothesis.confidence, 4),
            }
            for hypothesis in finding.hypotheses
        ],
    }


def _statement(statement: Statement) -> Json:
    """Return a ratio sentence of the text: its numbers, their wording and the place."""
    return {
        "part": _quantity(statement.part),
        "whole": _quantity(statement.whole),
        "rate": _quantity(statement.rate),
        "text": statement.text,
        "place": statement.place.as_dict(),
    }


def _quantity(quantity: Quantity | None) -> Json | None:
    if quantity is None:
        return None
    return {
        "value": plain(quantity.value),
        "printed": quantity.printed,
        "comparator": quantity.bound,
    }


def _derived(derived: Derived) -> Json:
    return _cell(derived.cell) | {"value": derived.value, "rule": derived.rule}

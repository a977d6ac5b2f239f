"""What a letter to an office is made from: its current documents and their contradictions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import (
    bridge_finding_cell,
    dim_agency,
    dim_document,
    dim_indicator,
    dim_period,
    dim_province,
    fact_decision_effect,
    fact_figure,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
    ledger_decision,
)
from transform.evidence.body import BODY
from transform.letter import (
    DECIDED,
    LetterAlternative,
    LetterCell,
    LetterDocument,
    LetterFinding,
)
from transform.vietnamese.text import ascii_key, fold

_BODY = f"{BODY}:"
_PLACES = ("page", "sheet", "cells", "table", "row", "line")
# "Quý II/2024" and "quy 2 nam 2024" are one period
_NO_PERIOD_WORD = re.compile(r"\b(?:nam|dau|cua|ky)\b|[^a-z0-9]+")
_QUARTER = re.compile(r"\bquy ([1-4])\b")
_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv"}


@dataclass(frozen=True, slots=True)
class Office:
    """An issuing body as letters address it."""

    name: str
    province: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents that were asked for: of which office, about which periods."""

    office: Office
    periods: tuple[str, ...]
    document_keys: tuple[int, ...]


def asked_for(
    connection: Connection,
    *,
    agency: str | None,
    province: str | None,
    period: str | None,
    document: str | None,
) -> list[Asked]:
    """Return the current documents that fit all that is given, by office.

    `agency` is a name, a part of it or a code; `period` a label or whole words of it;
    `document` a number and symbol, part of a file name, or the start of a SHA-256.
    """
    by_office: dict[Office, list[sa.Row[Any]]] = {}
    for row in connection.execute(_documents()):
        if _fits(row, agency, province, period, document):
            by_office.setdefault(_office(row), []).append(row)
    return [
        Asked(
            office,
            tuple(dict.fromkeys(row.period_label for row in rows if row.period_label)),
            tuple(row.document_key for row in rows),
        )
        for office, rows in by_office.items()
    ]


def _documents() -> sa.Select[Any]:
    document = dim_document.c
    source = (
        dim_document.outerjoin(dim_agency, dim_agency.c.agency_key == document.agency_key)
        .outerjoin(dim_province, dim_province.c.province_key == document.province_key)
        .outerjoin(dim_period, dim_period.c.period_key == document.period_key)
    )
    return (
        sa.select(
            document.document_key,
            document.issuing_body,
            document.number_symbol,
            document.source_name,
            document.document_sha256,
            dim_agency.c.agency_name,
            dim_agency.c.agency_code,
            dim_agency.c.agency_symbol,
            dim_province.c.province_name,
            dim_province.c.province_type,
            dim_period.c.period_label,
        )
        .select_from(source)
        .where(document.known_to.is_(None))
        .order_by(document.document_date, document.document_key)
    )


def _fits(
    row: sa.Row[Any],
    agency: str | None,
    province: str | None,
    period: str | None,
    document: str | None,
) -> bool:
    if agency and not _is_agency(row, fold(agency)):
        return False
    if province and fold(province) not in fold(row.province_name or ""):
        return False
    if period and not _has_words(_period_key(row.period_label or ""), _period_key(period)):
        return False
    return not document or _is_document(row, document)


def _is_agency(row: sa.Row[Any], wanted: str) -> bool:
    if wanted in (fold(row.agency_code or ""), fold(row.agency_symbol or "")):
        return True
    return any(_has_words(fold(n), wanted) for n in (row.issuing_body, row.agency_name) if n)


def _has_words(text: str, wanted: str) -> bool:
    """Tell whether `wanted` stands in `text` as whole words: quý i is not in quý ii."""
    return bool(wanted) and re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) is not None


def _period_key(text: str) -> str:
    """Return the words and numbers that tell periods apart, quarters in Roman numerals."""
    bare = " ".join(_NO_PERIOD_WORD.sub(" ", ascii_key(text)).split())
    return _QUARTER.sub(lambda found: f"quy {_ROMAN[found[1]]}", bare)


def _is_document(row: sa.Row[Any], named: str) -> bool:
    return (
        row.number_symbol == named
        or named in row.source_name
        or str(row.document_sha256).startswith(named.lower())
    )


def _office(row: sa.Row[Any]) -> Office:
    name = row.issuing_body or row.agency_name or "[tên đơn vị]"
    province = " ".join(part for part in (row.province_type, row.province_name) if part)
    if row.province_name and fold(row.province_name) not in fold(name):
        name = f"{name} {province}"
    return Office(name, row.province_name)


def letter_documents(
    connection: Connection, keys: Sequence[int], *, least_severity: int, told: bool
) -> list[LetterDocument]:
    """Return the documents with what they contradict, those without left out.

    A finding that people have decided comes with what they chose, and not where they kept all
    that is printed. With `told` also those of which the office has been told already.
    """
    document = dim_document.c
    found = []
    for key in keys:
        row = connection.execute(sa.select(dim_document).where(document.document_key == key)).one()
        findings = _findings(connection, key, least_severity, told)
        if findings:
            found.append(
                LetterDocument(
                    row.doc_type, row.number_symbol, row.document_date, row.source_name, findings
                )
            )
    return found


def _findings(
    connection: Connection, document_key: int, least_severity: int, told: bool
) -> tuple[LetterFinding, ...]:
    finding = fact_finding.c
    query = (
        sa.select(fact_finding)
        .where(finding.document_key == document_key, finding.severity >= least_severity)
        .order_by(finding.severity.desc(), finding.finding_key)
    )
    known = _told(connection) if not told else frozenset()
    decided = _decided(connection, document_key)
    return tuple(
        LetterFinding(
            code=row.finding_code or "",
            kind=row.finding_kind,
            found=row.found,
            cells=_cells(connection, row.finding_key),
            alternatives=decided.get(row.finding_code)
            or _alternatives(connection, row.finding_key),
        )
        for row in connection.execute(query).all()
        if row.finding_code not in known and decided.get(row.finding_code) != _KEPT
    )


_KEPT = (LetterAlternative(DECIDED, ()),)


def _decided(connection: Connection, document_key: int) -> dict[str, tuple[LetterAlternative, ...]]:
    """Return what people have chosen in a document, by finding; _KEPT where all was kept."""
    effect, decision, figure = fact_decision_effect.c, ledger_decision.c, fact_figure.c
    query = (
        sa.select(
            decision.finding_code, figure.appendix, figure.printed_no,
            decision.found_printed, decision.chosen_printed,
        )
        .select_from(
            fact_decision_effect.join(
                ledger_decision, decision.decision_key == effect.decision_key
            ).join(fact_figure, figure.figure_key == effect.figure_key)
        )
        .where(effect.document_key == document_key, effect.is_applied.is_(True))
        .where(decision.decision_state == "in_force", decision.finding_code.is_not(None))
        .order_by(decision.decision_key)
    )  # fmt: skip
    changes: dict[str, list[tuple[str | None, str | None, str, str]]] = {}
    for code, *change in connection.execute(query):
        changes.setdefault(code, [])
        if change[2] != change[3]:
            changes[code].append((change[0], change[1], change[2], change[3]))
    return {code: (LetterAlternative(DECIDED, tuple(made)),) for code, made in changes.items()}


def _told(connection: Connection) -> frozenset[str]:
    decision = ledger_decision.c
    query = sa.select(decision.finding_code).where(
        decision.decision_state == "in_force", decision.told_date.is_not(None)
    )
    return frozenset(connection.execute(query).scalars())


def _cells(connection: Connection, finding_key: int) -> tuple[LetterCell, ...]:
    cell, figure, other = bridge_finding_cell, fact_figure, dim_document.alias("other")
    elsewhere = sa.and_(
        figure.c.document_key == cell.c.other_document_key,
        *(
            figure.c[name].is_not_distinct_from(cell.c[name])
            for name in ("appendix", "printed_no", "column_heading")
        ),
    )
    source = (
        cell.outerjoin(figure, sa.or_(figure.c.figure_key == cell.c.figure_key, elsewhere))
        .outerjoin(dim_indicator, dim_indicator.c.indicator_key == figure.c.indicator_key)
        .outerjoin(other, other.c.document_key == cell.c.other_document_key)
    )
    places = [cell.c[f"place_{name}"].label(name) for name in _PLACES]
    query = (
        sa.select(
            cell.c.appendix,
            cell.c.printed_no,
            cell.c.column_heading,
            figure.c.row_label,
            figure.c.printed,
            figure.c.reported_value,
            sa.func.coalesce(figure.c.unit_printed, dim_indicator.c.unit).label("unit_name"),
            figure.c.note,
            sa.func.coalesce(other.c.number_symbol, other.c.source_name).label("other_document"),
            *places,
        )
        .select_from(source)
        .where(cell.c.finding_key == finding_key)
        .order_by(cell.c.position)
    )
    return tuple(_cell(row) for row in connection.execute(query))


def _cell(row: sa.Row[Any]) -> LetterCell:
    heading: str = row.column_heading or ""
    in_body = row.printed is None and heading.startswith(_BODY)
    return LetterCell(
        appendix=row.appendix,
        row=row.printed_no,
        label=row.row_label,
        printed=heading.removeprefix(_BODY).strip() if in_body else row.printed,
        value=row.reported_value,
        unit=row.unit_name,
        note=row.note,
        place={name: row._mapping[name] for name in _PLACES},
        document=row.other_document,
        in_body=in_body,
    )


def _alternatives(connection: Connection, finding_key: int) -> tuple[LetterAlternative, ...]:
    hypothesis, change = fact_hypothesis.c, fact_hypothesis_change.c
    changes: dict[int, list[tuple[str | None, str | None, str, str]]] = {}
    rows = connection.execute(
        sa.select(fact_hypothesis_change)
        .where(change.finding_key == finding_key)
        .order_by(change.rank, change.position)
    )
    for row in rows:
        values = (row.appendix, row.printed_no, row.before_text, row.after_text)
        changes.setdefault(row.rank, []).append(values)
    named = connection.execute(
        sa.select(hypothesis.rank, hypothesis.name)
        .where(hypothesis.finding_key == finding_key)
        .order_by(hypothesis.rank)
    )
    return tuple(LetterAlternative(r.name, tuple(changes.get(r.rank, ()))) for r in named)

"""The one row a document has in the documents frame."""

from __future__ import annotations

import datetime as dt

from transform.holds import holds_of
from transform.identities import report_identity
from transform.reading import Letterhead, Reading
from transform.tidy.period import period_values
from transform.tidy.values import Row, clean, clean_or_none, joined, month_start
from transform.vietnamese.text import fold


def reference_date(head: Letterhead) -> dt.date | None:
    """Return the day on which province and agency are looked up.

    The document's own date, else the month it prints, the end of its period, or the first
    day of its plan year; None where it prints nothing of the kind.
    """
    partial = month_start(head.date_partial) if head.date_partial else None
    plan = dt.date(head.plan_year, 1, 1) if head.plan_year else None
    return head.date or partial or head.period_end or plan


def issue_identity(head: Letterhead) -> str | None:
    """Return what a re-issue shares with the first issue; None unless all of it is printed.

    A number is unique only per issuer, symbol and year, and the same symbol stands for one
    office in every province, so issuer and province belong to it.
    """
    issuer = head.agency_key or head.issuing_body
    if not (issuer and head.number and head.symbol and head.date):
        return None
    province = fold(head.province or "")
    number = head.number.strip().lstrip("0")
    parts = (fold(issuer), province, number, fold(head.symbol), head.date.isoformat())
    return clean("|".join(parts))


def number_symbol(head: Letterhead) -> str | None:
    """Return number and symbol as people write them; "/KH-UBND" where the number is open."""
    if head.symbol:
        return clean(f"{head.number or ''}/{head.symbol}")
    return clean_or_none(head.number)


def document_row(reading: Reading, figure_count: int, task_count: int) -> Row:
    """Return the row of the documents frame; the counts are of rows in the other frames."""
    head, source = reading.letterhead, reading.source
    holds = holds_of(reading)
    row: Row = {
        "document_sha256": source.sha256,
        "source_name": clean(source.name),
        "media_type": clean(source.media_type),
        "size_bytes": source.size_bytes,
        "agency_code": head.agency_key,
        **period_values(head),
        "doc_type": clean_or_none(head.doc_type),
        "doc_type_code": clean_or_none(head.doc_type_code),
        "number": clean_or_none(head.number),
        "symbol": clean_or_none(head.symbol),
        "number_symbol": number_symbol(head),
        "document_date": head.date,
        "date_partial": clean_or_none(head.date_partial),
        "reference_date": reference_date(head),
        "place_name": clean_or_none(head.place_name),
        "issuing_body": clean_or_none(head.issuing_body),
        "department": clean_or_none(head.department),
        "province_printed": clean_or_none(head.province),
        "title": clean_or_none(head.title),
        "plan_year": head.plan_year,
        "signer": clean_or_none(head.signer),
        "signer_title": clean_or_none(head.signer_title),
        "recipients": joined(head.recipients, "\n"),
        "issue_identity": issue_identity(head),
        "table_count": len(reading.tables),
        "held_table_count": sum(table.held is not None for table in reading.tables),
        "hold_count": len(holds),
        "held_reason": clean_or_none(" ".join(dict.fromkeys(holds))),
        "figure_count": figure_count,
        "task_count": task_count,
    }
    return row | {"report_identity": report_identity(row)}


def report_identity_of(reading: Reading) -> str:
    """Return the name of the report that was read (transform.identities)."""
    return str(document_row(reading, 0, 0)["report_identity"])

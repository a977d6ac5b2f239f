"""What the views share: the view itself, and the columns that say whose, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.schema import dim_agency, dim_document, dim_period, dim_province

Select = sa.Select[Any]
CURRENT = dim_document.c.known_to.is_(None)
FILE = dim_document.c.source_name.label("file")


@dataclass(frozen=True, slots=True)
class View:
    """A view: its name, what a row of it is, and the query."""

    name: str
    comment: str
    query: Select


def about(*, with_period: bool = True) -> list[Any]:
    """Return the columns that say whose document it is, of when and about what."""
    columns: list[Any] = [
        dim_province.c.province_name.label("province"),
        dim_province.c.province_code,
        sa.func.coalesce(dim_document.c.issuing_body, dim_agency.c.agency_name).label("agency"),
        dim_agency.c.agency_code,
        sa.func.coalesce(dim_document.c.number_symbol, dim_document.c.source_name).label(
            "document"
        ),
        dim_document.c.document_date,
    ]
    period = [
        dim_period.c.period_label.label("period"),
        dim_period.c.period_kind,
        dim_period.c.period_year,
        dim_period.c.period_number,
        sa.func.coalesce(dim_period.c.printed_from_date, dim_period.c.nominal_from_date).label(
            "period_from"
        ),
        sa.func.coalesce(dim_period.c.printed_to_date, dim_period.c.nominal_to_date).label(
            "period_to"
        ),
    ]
    return columns + period if with_period else columns


def body_name() -> sa.ColumnElement[Any]:
    """Return the name by which a body is one with itself over its documents.

    A department is known by its kind; of districts, communes and what has no kind there are
    many in a province, so these are known by the name they print.
    """
    is_department = dim_agency.c.agency_level == "province"
    printed = sa.func.lower(dim_document.c.issuing_body)
    return sa.case((is_department, dim_agency.c.agency_name), else_=printed)


def with_document(source: sa.FromClause) -> sa.FromClause:
    """Join `source` with its document and the document's province, agency and period."""
    document = dim_document.c
    joined: sa.FromClause = source
    if source is not dim_document:
        joined = source.join(dim_document, source.c.document_key == document.document_key)
    return (
        joined.outerjoin(dim_province, dim_province.c.province_key == document.province_key)
        .outerjoin(dim_agency, dim_agency.c.agency_key == document.agency_key)
        .outerjoin(dim_period, dim_period.c.period_key == document.period_key)
    )

"""What the views share: the view itself, and the columns that say whose, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    bridge_figure_repeat,
    dim_agency,
    dim_document,
    dim_period,
    dim_province,
    map_agency_unit,
    map_province_unit,
    map_units,
)

Select = sa.Select[Any]
CURRENT = dim_document.c.known_to.is_(None)
FILE = dim_document.c.source_name.label("file")
REPORT = "BC"
# reports that some offices file as an official letter
REPORTS = (REPORT, "CV")
DOUBTFUL = ("proposed", "ambiguous", "too_entangled")

TODAY = sa.select(sa.func.max(map_units.c.units_from)).scalar_subquery()
_UNIT_TODAY = map_province_unit.alias("unit_today")
_PROVINCE_TODAY = dim_province.alias("province_today")
_AGENCY_TODAY = map_agency_unit.alias("agency_today")


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
        *today(),
        sa.func.coalesce(dim_document.c.number_symbol, dim_document.c.source_name).label(
            "document"
        ),
        dim_document.c.document_date,
        dim_document.c.doc_type_code,
    ]
    return columns + _period() if with_period else columns


def today() -> list[Any]:
    """Return the columns that say what province and body are part of today."""
    is_department = dim_agency.c.agency_level == "province"
    printed = sa.func.coalesce(dim_document.c.issuing_body, dim_agency.c.agency_name)
    return [
        _PROVINCE_TODAY.c.province_name.label("province_today"),
        _PROVINCE_TODAY.c.province_code.label("province_code_today"),
        sa.case((is_department, _AGENCY_TODAY.c.unit_name), else_=printed).label("agency_today"),
        _AGENCY_TODAY.c.unit_code.label("agency_code_today"),
    ]


def _period() -> list[Any]:
    period = dim_period.c
    return [
        period.period_label.label("period"),
        period.period_kind,
        period.period_year,
        period.period_number,
        sa.func.coalesce(period.printed_from_date, period.nominal_from_date).label("period_from"),
        sa.func.coalesce(period.printed_to_date, period.nominal_to_date).label("period_to"),
        period.nominal_from_date.label("period_from_nominal"),
        period.nominal_to_date.label("period_to_nominal"),
        period.printed_from_date.label("period_from_printed"),
        period.printed_to_date.label("period_to_printed"),
    ]


def places(fact: Any) -> list[Any]:
    """Return the columns that say where something is printed, in words and piece by piece."""
    return [
        fact.place_text.label("place"),
        fact.place_page.label("page"),
        fact.place_line.label("line"),
        fact.place_sheet.label("sheet"),
        fact.place_cells.label("cells_a1"),
        fact.place_table.label("word_table"),
        fact.place_row.label("word_row"),
        fact.place_box.label("box"),
    ]


def body_name() -> sa.ColumnElement[Any]:
    """Return the name by which a body is one with itself over its documents.

    A department is known by its kind; of districts, communes and what has no kind there are
    many in a province, so these are known by the name they print.
    """
    is_department = dim_agency.c.agency_level == "province"
    # as read: engines do not agree on the small letters of Vietnamese
    return sa.case((is_department, dim_agency.c.agency_name), else_=dim_document.c.issuing_body)


def with_document(source: sa.FromClause) -> sa.FromClause:
    """Join `source` with its document, the document's province, agency and period, and today's."""
    document = dim_document.c
    joined: sa.FromClause = source
    if source is not dim_document:
        joined = source.join(dim_document, source.c.document_key == document.document_key)
    joined = (
        joined.outerjoin(dim_province, dim_province.c.province_key == document.province_key)
        .outerjoin(dim_agency, dim_agency.c.agency_key == document.agency_key)
        .outerjoin(dim_period, dim_period.c.period_key == document.period_key)
    )
    return _with_today(joined)


def _with_today(source: sa.FromClause) -> sa.FromClause:
    unit, agency = _UNIT_TODAY.c, _AGENCY_TODAY.c
    return (
        source.outerjoin(
            _UNIT_TODAY,
            sa.and_(
                unit.province_key == dim_document.c.province_key,
                unit.units_from == TODAY,
            ),
        )
        .outerjoin(_PROVINCE_TODAY, _PROVINCE_TODAY.c.province_key == unit.unit_key)
        .outerjoin(
            _AGENCY_TODAY,
            sa.and_(agency.agency_code == dim_agency.c.agency_code, agency.units_from == TODAY),
        )
    )


def with_repeat(source: sa.FromClause, figures: Any) -> tuple[sa.FromClause, Any]:
    """Join figures with those that stand a second time; return the column that tells."""
    repeat = bridge_figure_repeat.alias()
    joined = source.outerjoin(repeat, repeat.c.figure_key == figures.c.figure_key)
    return joined, repeat.c.figure_key.is_(None)

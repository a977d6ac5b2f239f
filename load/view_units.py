"""Units, bodies and rows of the form by themselves: who there is, and who became whom."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from contracts.schema import (
    dim_agency,
    dim_indicator,
    dim_province,
    dim_reform_area,
    map_agency_unit,
    map_province_unit,
    map_units,
)
from load.view_base import TODAY, Select, View


def _units() -> Select:
    times = map_units.c
    return sa.select(times.units_from, times.units_to, times.units_to.is_(None).label("is_today"))


def _provinces() -> Select:
    province, unit = dim_province.c, map_province_unit.c
    now = dim_province.alias("now")
    source = dim_province.outerjoin(
        map_province_unit,
        sa.and_(unit.province_key == province.province_key, unit.units_from == TODAY),
    ).outerjoin(now, now.c.province_key == unit.unit_key)
    return sa.select(
        province.province_name.label("province"),
        province.province_code,
        province.province_type,
        province.valid_from,
        province.valid_to,
        province.valid_to.is_(None).label("is_today"),
        now.c.province_name.label("province_today"),
        now.c.province_code.label("province_code_today"),
        province.province_sort,
        province.province_key,
    ).select_from(source)


def _agencies() -> Select:
    """Return kinds of bodies; those of a province are named by its documents."""
    agency, unit = dim_agency.c, map_agency_unit.c
    source = dim_agency.outerjoin(
        map_agency_unit,
        sa.and_(unit.agency_code == agency.agency_code, unit.units_from == TODAY),
    )
    return (
        sa.select(
            agency.agency_name.label("agency"),
            agency.agency_code,
            agency.agency_level,
            agency.valid_from,
            agency.valid_to,
            agency.valid_to.is_(None).label("is_today"),
            unit.unit_name.label("agency_today"),
            unit.unit_code.label("agency_code_today"),
            agency.agency_sort,
        )
        .select_from(source)
        .where(agency.province_key.is_(None))
    )


def _indicators() -> Select:
    item = dim_indicator.c
    part, whole = dim_indicator.alias("part"), dim_indicator.alias("whole")
    source: Any = dim_indicator.join(
        dim_reform_area, dim_reform_area.c.reform_area_key == item.reform_area_key
    )
    for other, code in ((part, item.numerator_code), (whole, item.denominator_code)):
        source = source.outerjoin(
            other, sa.and_(other.c.indicator_code == code, other.c.valid_from == item.valid_from)
        )
    return sa.select(
        item.indicator_code,
        item.appendix_code,
        item.row_number.label("row_no"),
        item.label_vi.label("indicator_vi"),
        item.label_en.label("indicator_en"),
        item.unit,
        item.indicator_kind,
        item.indicator_basis,
        item.parent_code,
        item.numerator_code,
        item.denominator_code,
        (part.c.label_vi + " / " + whole.c.label_vi).label("definition"),
        dim_reform_area.c.label_vi.label("reform_area_vi"),
        dim_reform_area.c.label_en.label("reform_area_en"),
        item.scope,
        item.meaning_ended,
        item.form_order,
    ).select_from(source)


def unit_views() -> tuple[View, ...]:
    """Return the views of units, bodies and indicators."""
    return (
        View(
            "v_units",
            "One row a time between two changes of provinces or departments.",
            _units(),
        ),
        View(
            "v_province",
            "One row a province as it stood for a time, with what it is part of today; the 63 "
            "before 2025-07-01 and the 34 since, whether or not any of them has reported.",
            _provinces(),
        ),
        View(
            "v_agency",
            "One row a kind of body (department, committee, ministry), with the kind that does "
            "its work today.",
            _agencies(),
        ),
        View(
            "v_indicator",
            "One row an indicator: a row of the statistical form, its unit and definition.",
            _indicators(),
        ),
    )

"""Which unit every province and department belongs to in every time, for restating figures.

A time is a stretch of days in which no province and no department changed. Following the
succession bridges once, here, keeps every restating query a plain join.
"""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.types import choice, day, integer, ref, text
from contracts.schema.vocabulary import FIGURE_PARTS

map_units = sa.Table(
    "map_units",
    metadata,
    sa.Column(
        "units_from", sa.Date(), primary_key=True, comment="First day on which these units stood."
    ),
    day("units_to", "Last day on which they stood; empty for the units of today."),
    comment="Times between two changes of provinces or departments.",
)

map_province_unit = sa.Table(
    "map_province_unit",
    metadata,
    sa.Column("units_from", sa.Date(), sa.ForeignKey("map_units.units_from"), comment="The time."),
    ref("province_key", "dim_province.province_key", "A province version.", null=False),
    ref("unit_key", "dim_province.province_key", "What it is part of in that time.", null=False),
    integer("member_no", "Number of the version among those of its unit, from 1."),
    sa.PrimaryKeyConstraint("units_from", "province_key"),
    comment="Every province version up to a time, and the province it is part of in it.",
)

map_agency_unit = sa.Table(
    "map_agency_unit",
    metadata,
    sa.Column("units_from", sa.Date(), sa.ForeignKey("map_units.units_from"), comment="The time."),
    text("agency_code", "Code of a kind of body.", null=False),
    text("unit_code", "Code of the kind of body that does its work in that time.", null=False),
    text("unit_name", "Name of that kind of body.", null=False),
    sa.PrimaryKeyConstraint("units_from", "agency_code"),
    comment="Every kind of body up to a time, and the kind it is part of in it.",
)

map_indicator_part = sa.Table(
    "map_indicator_part",
    metadata,
    ref("indicator_key", "dim_indicator.indicator_key", "The indicator to be told.", null=False),
    ref("source_key", "dim_indicator.indicator_key", "An indicator it is told from.", null=False),
    choice("part", FIGURE_PARTS, "The indicator itself, the part or the whole of a rate."),
    text("indicator_code", "Code of the indicator to be told.", null=False),
    sa.PrimaryKeyConstraint("indicator_key", "source_key", "part"),
    sa.Index(None, "source_key"),
    sa.Index(None, "indicator_code"),
    comment="From which figures an indicator is told: its own, and for a rate those of its parts.",
)

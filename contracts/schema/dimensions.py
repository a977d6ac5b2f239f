"""Dimension tables of the star: what a figure is about, by whom, where and when.

Province and agency are slowly changing (type 2): a row is one version with its first and
last day, and a fact joins the version in force on the date of its document.
"""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.types import (
    BigKey,
    choice,
    day,
    flag,
    integer,
    key,
    moment,
    ref,
    share,
    sort_text,
    text,
)
from contracts.schema.vocabulary import (
    INDICATOR_BASES,
    INDICATOR_KINDS,
    PERIOD_KINDS,
    SUCCESSION_KINDS,
)

dim_date = sa.Table(
    "dim_date",
    metadata,
    sa.Column("calendar_date", sa.Date(), primary_key=True, comment="The day."),
    integer("year", "Calendar year.", null=False),
    integer("quarter", "Calendar quarter, 1 to 4.", null=False),
    integer("month", "Calendar month, 1 to 12.", null=False),
    integer("day_of_month", "Day of the month, 1 to 31.", null=False),
    integer("iso_weekday", "Day of the week, Monday 1 to Sunday 7.", null=False),
    integer(
        "reporting_year",
        "Year of the reporting regime, which runs from 15 December to 14 December.",
        null=False,
    ),
    comment="Calendar days; covers at least 2010 to 2035 and every date a document bears.",
)

dim_province = sa.Table(
    "dim_province",
    metadata,
    key("province_key", "Surrogate key of one version of a province."),
    text("province_code", "Official code; the same code may mean another unit later.", null=False),
    text("province_name", "Name without the word for its type (Bắc Ninh).", null=False),
    text("province_type", "tỉnh (province) or thành phố (centrally run city).", null=False),
    day("valid_from", "First day of this version.", null=False),
    day("valid_to", "Last day of this version; empty while in force."),
    sort_text("province_sort", "Sort by this for Vietnamese alphabetical order."),
    sa.UniqueConstraint("province_code", "valid_from"),
    comment="Provinces, type 2: 63 units before 2025-07-01 and 34 from then on.",
)

bridge_province_succession = sa.Table(
    "bridge_province_succession",
    metadata,
    ref("from_province_key", "dim_province.province_key", "The version that ended.", null=False),
    ref("to_province_key", "dim_province.province_key", "The version it went into.", null=False),
    day("effective_date", "First day of the successor.", null=False),
    choice("succession_kind", SUCCESSION_KINDS, "What happened to the unit."),
    share("weight", "Part of the old unit that went into the new one; 1 is all.", null=False),
    sa.PrimaryKeyConstraint("from_province_key", "to_province_key"),
    comment="Which province version became which; restating sums over this bridge.",
)

dim_agency = sa.Table(
    "dim_agency",
    metadata,
    key("agency_key", "Surrogate key of one body in one province version."),
    text("agency_natural_key", "code@province code:first day; unique.", null=False),
    text("agency_code", "Code of the kind of body in the catalogue (SNV).", null=False),
    text("agency_name", "Name of the kind of body (Sở Nội vụ).", null=False),
    text("agency_symbol", "Abbreviation in document symbols (SNV).", null=False),
    text("agency_level", "central, province, district, commune or party.", null=False),
    ref(
        "province_key",
        "dim_province.province_key",
        "Province version the body belongs to; empty for central bodies and for the kind itself.",
    ),
    day("valid_from", "First day of this version; empty if not known."),
    day("valid_to", "Last day of this version; empty while in force."),
    sort_text("agency_sort", "Sort by this for Vietnamese alphabetical order."),
    sa.UniqueConstraint("agency_natural_key"),
    sa.Index(None, "agency_code"),
    comment="Issuing and responsible bodies, type 2. Every kind of body stands once without a "
    "province; a body of a province stands here once a document names it or its predecessor.",
)

bridge_agency_succession = sa.Table(
    "bridge_agency_succession",
    metadata,
    ref("from_agency_key", "dim_agency.agency_key", "The version that ended.", null=False),
    ref("to_agency_key", "dim_agency.agency_key", "The version it went into.", null=False),
    day("effective_date", "First day of the successor.", null=False),
    choice("succession_kind", SUCCESSION_KINDS, "What happened to the body."),
    sa.PrimaryKeyConstraint("from_agency_key", "to_agency_key"),
    comment="Which body became which, by mergers of departments and of provinces.",
)

dim_period = sa.Table(
    "dim_period",
    metadata,
    key("period_key", "Surrogate key of a period as one document prints it."),
    text("period_natural_key", "kind|year|number|printed from|printed to; unique.", null=False),
    choice("period_kind", PERIOD_KINDS, "Which kind of period the document names."),
    text("period_label", "The period in words (Quý I năm 2024).", null=False),
    integer("period_year", "Year of the nominal period."),
    integer("period_number", "Month or quarter within the year."),
    day("nominal_from_date", "First day by the closing dates of the reporting regime."),
    day("nominal_to_date", "Last day by the closing dates of the reporting regime."),
    day("printed_from_date", "First day as printed in the document."),
    day("printed_to_date", "Last day as printed in the document."),
    sa.UniqueConstraint("period_natural_key"),
    comment="Reporting and plan periods: the nominal period beside the days that are printed. "
    "A reporting year runs from 15 December to 14 December, a plan year is a calendar year.",
)

dim_reform_area = sa.Table(
    "dim_reform_area",
    metadata,
    key("reform_area_key", "Surrogate key of a reform area."),
    text("reform_area_code", "Code of the area (procedures).", null=False),
    integer("area_order", "Place in the order of the reform programme.", null=False),
    text("label_vi", "Name in Vietnamese.", null=False),
    text("label_en", "Name in English.", null=False),
    sa.UniqueConstraint("reform_area_code"),
    comment="The areas of the administrative-reform programme, and steering.",
)

dim_field = sa.Table(
    "dim_field",
    metadata,
    key("field_key", "Surrogate key of a field."),
    text("field_name", "Field (lĩnh vực) as first printed (Đất đai).", null=False),
    text("field_match", "The name folded for comparison; unique.", null=False),
    sort_text("field_sort", "Sort by this for Vietnamese alphabetical order."),
    sa.UniqueConstraint("field_match"),
    comment="Fields of administrative procedures that rows of matrix tables are about.",
)

dim_indicator = sa.Table(
    "dim_indicator",
    metadata,
    key("indicator_key", "Surrogate key of one version of an indicator."),
    text("indicator_code", "PL<appendix>.<printed number> (PL4.3.1.2).", null=False),
    text("form", "Statistical form the row belongs to.", null=False),
    text("appendix_code", "Appendix of the form (PL4).", null=False),
    text("row_number", "Number printed before the row (3.1.2).", null=False),
    integer("form_order", "Place of the row in its form.", null=False),
    text("label_vi", "What is counted, in Vietnamese, as the form says it.", null=False),
    text("label_en", "What is counted, in English.", null=False),
    text("unit", "Unit of the row on the form; empty where the form has none."),
    choice("indicator_kind", INDICATOR_KINDS, "What sort of figure it is."),
    text("numerator_code", "Code of the part, for a ratio whose parts stand on the form."),
    text("denominator_code", "Code of the whole, for such a ratio."),
    text("parent_code", "Code of the row this one is printed under."),
    choice(
        "indicator_basis",
        INDICATOR_BASES,
        "Whether it counts a period, a state at its end, the year to date or since 2015.",
        null=True,
    ),
    text("scope", "any, or province where only a province fills the row in.", null=False),
    ref("reform_area_key", "dim_reform_area.reform_area_key", "Reform area.", null=False),
    day("valid_from", "First day the row is on the form.", null=False),
    day("meaning_ended", "Last day the row had a meaning; empty while it has one."),
    flag("is_percentage", "The row is a rate in percent and must never be summed."),
    sa.UniqueConstraint("indicator_code", "valid_from"),
    comment="Rows of the statistical form: definition, unit, parts of ratios.",
)

dim_document = sa.Table(
    "dim_document",
    metadata,
    key("document_key", "Surrogate key of a document; kept when it is read anew."),
    text("document_sha256", "SHA-256 of the file's bytes.", null=False),
    text("source_name", "Name of the file it was first read from.", null=False),
    text("media_type", "Media type of the file.", null=False),
    sa.Column("size_bytes", BigKey, nullable=False, comment="Size of the file."),
    text("doc_type", "Type of document as printed (BÁO CÁO)."),
    text("doc_type_code", "Abbreviation of the type in symbols (BC)."),
    text("number", "Number of the document (863)."),
    text("symbol", "Symbol of the document (BC-SKHĐT)."),
    text("number_symbol", "Number and symbol together (863/BC-SKHĐT)."),
    sa.Column(
        "document_date",
        sa.Date(),
        sa.ForeignKey("dim_date.calendar_date"),
        comment="Date the document bears.",
    ),
    text("date_partial", "Year and month where no day is printed (2024-01)."),
    day("reference_date", "The day on which province and agency were looked up."),
    text("place_name", "Place in the date line."),
    text("issuing_body", "Issuing body as read from the letterhead."),
    text("department", "Department as read from the letterhead."),
    text("province_printed", "Province as read from the document."),
    ref("province_key", "dim_province.province_key", "Province on the reference date."),
    ref("agency_key", "dim_agency.agency_key", "Issuing body on the reference date."),
    ref("period_key", "dim_period.period_key", "Period the document is about."),
    text("title", "Title of the document."),
    integer("plan_year", "Year of the plan."),
    text("signer", "Name of the person who signed."),
    text("signer_title", "Capacity in which that person signed."),
    text("recipients", "Recipients, one a line."),
    text("issue_identity", "Issuer, number, symbol and date; empty if one is not printed."),
    integer("table_count", "Tables read.", null=False, least=0),
    integer("held_table_count", "Tables on hold, not understood.", null=False, least=0),
    integer("hold_count", "Things on hold, tables and smaller.", null=False, least=0),
    text("held_reason", "What is on hold and why."),
    integer("figure_count", "Figures read; equals its rows in fact_figure.", null=False, least=0),
    integer("task_count", "Tasks read; equals its rows in fact_task.", null=False, least=0),
    text("layouts_version", "Version of the layouts it was read with.", null=False),
    text("rules_version", "Version of the rules it was checked with.", null=False),
    text("code_version", "Version of the program that read it.", null=False),
    ref("loaded_run_key", "ledger_run.run_key", "Run that loaded its present facts.", null=False),
    moment("known_from", "Moment from which the warehouse knows the document.", null=False),
    moment("known_to", "Moment at which a re-issue superseded it; empty while current."),
    ref("superseded_by_key", "dim_document.document_key", "The re-issue that superseded it."),
    text("report_identity", "Issuer, province, symbol and period; decisions go by it."),
    text("compared_rules", "Rules it was compared with other documents by; empty while due."),
    sa.UniqueConstraint("document_sha256"),
    sa.Index(None, "report_identity"),
    sa.Index(None, "issue_identity"),
    sa.Index(None, "province_key"),
    sa.Index(None, "agency_key"),
    comment="Documents read. A re-issued document supersedes; nothing is deleted.",
)

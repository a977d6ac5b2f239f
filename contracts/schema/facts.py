"""Fact tables at the grain of what is printed: figures, tasks, targets, citations.

The key of a fact is the key of its document times `FACTS_PER_DOCUMENT` plus the number of
the row within the document: known before it is written, the same after every reload.
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
    number,
    place_columns,
    ref,
    share,
    text,
)
from contracts.schema.vocabulary import (
    BASES,
    BLANK_KINDS,
    CITATION_LOCATIONS,
    COMPARATORS,
    DEADLINE_CLASSES,
    FIGURE_STATES,
    ROW_KINDS,
    TARGET_LOCATIONS,
    TASK_ROLES,
)

FACTS_PER_DOCUMENT = 1_000_000


def document_ref() -> sa.Column[int]:
    """Return the reference of a fact to its document."""
    return ref("document_key", "dim_document.document_key", "Document it is in.", null=False)


def own_document() -> sa.Column[int]:
    """Return the document of a row that hangs on a fact; databases are distributed by it."""
    # no foreign key: SQLite cannot add one to a table that is there
    return sa.Column("document_key", BigKey, nullable=True, comment="Document it is in.")


def _context() -> list[sa.Column[int]]:
    return [
        document_ref(),
        ref("province_key", "dim_province.province_key", "Province, as in the document."),
        ref("agency_key", "dim_agency.agency_key", "Issuing body, as in the document."),
        ref("period_key", "dim_period.period_key", "Period, as in the document."),
    ]


fact_figure = sa.Table(
    "fact_figure",
    metadata,
    key("figure_key", "Document key times a million plus figure number."),
    *_context(),
    integer("figure_no", "Number of the figure within the document.", null=False, least=1),
    ref("indicator_key", "dim_indicator.indicator_key", "Indicator; empty if not matched."),
    ref("field_key", "dim_field.field_key", "Field the row is about, in matrix tables."),
    choice("basis", BASES, "What the column counts: the period, the running total, the last one."),
    text("breakdown", "Heading path of the column, where a table has several of one basis."),
    integer("table_no", "Table within the document, from 0.", null=False, least=0),
    integer("row_no", "Row within the table, from 1.", null=False, least=1),
    integer("column_no", "Column within the table, from 0.", null=False, least=0),
    text("appendix", "Appendix as printed (Phụ lục 4)."),
    text("printed_no", "Number printed before the row (3.1.2)."),
    text("row_path", "Path of the row, unique within its table.", null=False),
    text("row_label", "Label of the row as printed.", null=False),
    text("column_heading", "Heading of the column as printed."),
    text("printed", "The figure as printed.", null=False),
    choice("blank_kind", BLANK_KINDS, "Blank, 0, a dash and 0/0 are four things."),
    number("reported_value", "The figure as reported; empty for blank, dash or unreadable."),
    integer("decimals", "Digits printed after the decimal sign.", null=False, least=0),
    flag("is_percent", "A percent sign is printed with the figure."),
    text("unit_printed", "Unit as printed in the row."),
    text("alternative_values", "Other legal readings of the printed text, separated by ;"),
    number("reconciled_value", "Reported value, or what replaces it if corrected or derived."),
    number("proposed_value", "Value proposed beside the reported one, where not certain."),
    choice("status", FIGURE_STATES, "What the reconciliation says of the figure."),
    share("confidence", "Probability of the corrected or proposed value, 0 to 1."),
    flag("is_derived", "The cell is blank and other figures determine the value."),
    text("derived_rule", "Rule the value is derived by."),
    text("note", "Note printed in the row."),
    *place_columns(),
    moment("known_from", "Moment since which it stands so; what was before is in past_figure."),
    sa.UniqueConstraint("document_key", "figure_no"),
    sa.UniqueConstraint("document_key", "table_no", "row_no", "column_no", "basis"),
    sa.Index(None, "indicator_key", "period_key"),
    sa.Index(None, "province_key"),
    comment="One row for each printed figure of each document.",
)

# the figure that counts has no foreign key: it may be written anew before this row is
bridge_figure_repeat = sa.Table(
    "bridge_figure_repeat",
    metadata,
    sa.Column(
        "figure_key",
        BigKey,
        primary_key=True,
        autoincrement=False,
        comment="The figure that does not count.",
    ),
    document_ref(),
    sa.Column("counted_key", BigKey, nullable=False, comment="The figure that counts instead."),
    sa.Index(None, "document_key"),
    comment="Figures that stand a second time: a later report of the same body on the same "
    "period prints the same indicator, or an earlier row of the same report does.",
)

fact_task = sa.Table(
    "fact_task",
    metadata,
    key("task_key", "Document key times a million plus task number."),
    *_context(),
    integer("task_no", "Number of the task within the document.", null=False, least=1),
    integer("table_no", "Table within the document, from 0.", null=False, least=0),
    integer("row_no", "Row within the table, from 1.", null=False, least=1),
    text("appendix", "Appendix as printed."),
    choice("row_kind", ROW_KINDS, "Place of the row in the hierarchy of the table."),
    text("section_path", "Titles of the sections above the row, separated by ›"),
    text("printed_no", "Number printed before the row."),
    text("row_path", "Path of the row, unique within its table.", null=False),
    text("goal_text", "Goal as printed."),
    text("task_text", "Task as printed."),
    text("activity_text", "Activity as printed."),
    text("result_text", "Expected result or product as printed."),
    text("budget_text", "Budget as printed."),
    text("note_text", "Note as printed."),
    text("lead_text", "Leading bodies as printed."),
    text("coordinating_text", "Coordinating bodies as printed."),
    text("deadline_text", "Deadline as printed."),
    choice("deadline_class", DEADLINE_CLASSES, "Which kind of deadline it is."),
    day("deadline_from_date", "First day of the time allowed."),
    day("deadline_to_date", "Last day of the time allowed."),
    day("deadline_date", "The day itself, where one day is named."),
    day("deadline_before_date", "The day before which it must be done."),
    day("due_date", "Last day on which the task is in time; empty where none can be told."),
    text("recurrence", "How often it recurs, separated by ;"),
    integer("within_count", "Length of the time allowed after an event."),
    text("within_unit", "Unit of that length."),
    text("since_text", "Event from which it runs."),
    text("reference_text", "Document or rule that sets the deadline."),
    text("condition_text", "Event that triggers the task."),
    text("deadline_detail", "All of the deadline as read, JSON; needed for mixed deadlines."),
    text("invalid_text", "Part of the deadline that cannot be (31/02/2024)."),
    flag("is_swapped", "Cells of the row stand in each other's columns."),
    *place_columns(),
    sa.UniqueConstraint("document_key", "task_no"),
    sa.UniqueConstraint("document_key", "table_no", "row_no"),
    sa.Index(None, "due_date"),
    comment="One row for each task of a plan: what, result, deadline.",
)

bridge_task_agency = sa.Table(
    "bridge_task_agency",
    metadata,
    ref("task_key", "fact_task.task_key", "The task.", null=False),
    choice("role", TASK_ROLES, "Whether the body leads or coordinates."),
    integer("position", "Place in the list of the cell, from 1.", null=False, least=1),
    ref("agency_key", "dim_agency.agency_key", "The body; empty where the text names none."),
    text("agency_text", "The body as printed.", null=False),
    flag("is_open_set", "The text names a set of bodies (các sở, ban, ngành)."),
    own_document(),
    sa.PrimaryKeyConstraint("task_key", "role", "position"),
    sa.Index(None, "agency_key"),
    comment="Who leads a task and who coordinates, one row a body.",
)

fact_target = sa.Table(
    "fact_target",
    metadata,
    key("target_key", "Document key times a million plus target number."),
    document_ref(),
    integer("target_no", "Number of the target within the document.", null=False, least=1),
    ref("task_key", "fact_task.task_key", "Task in whose row it stands."),
    ref("indicator_key", "dim_indicator.indicator_key", "Indicator it is about, if known."),
    choice("location", TARGET_LOCATIONS, "Whether it stands in the text or in a table."),
    choice("comparator", COMPARATORS, "A target is a bound: how a result compares with it."),
    number("target_value", "The bound.", null=False),
    text("unit", "Unit of the bound.", null=False),
    text("target_text", "The target as printed.", null=False),
    *place_columns(),
    sa.UniqueConstraint("document_key", "target_no"),
    sa.Index(None, "task_key"),
    comment="One row for each measured aim a document states.",
)

fact_citation = sa.Table(
    "fact_citation",
    metadata,
    key("citation_key", "Document key times a million plus citation number."),
    document_ref(),
    integer("citation_no", "Number of the citation within the document.", null=False, least=1),
    text("cited_type", "Type of the cited act."),
    text("cited_number_symbol", "Number and symbol of the cited act.", null=False),
    day("cited_date", "Date of the cited act; number and date together are its key."),
    text("printed", "The citation as printed.", null=False),
    choice("location", CITATION_LOCATIONS, "Whether it stands in the body or an appendix."),
    *place_columns(),
    sa.UniqueConstraint("document_key", "citation_no"),
    sa.Index(None, "cited_number_symbol"),
    comment="One row for each legal act a document cites.",
)

"""The eleven frames: what each keeps of its table, and the relations within a row."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandera.pandas as pa
import sqlalchemy as sa

from contracts import schema as star
from contracts.frames.build import Rule, Spec, in_order, ref, spec

DOCUMENT_PERIOD = tuple(c for c in star.dim_period.columns if not c.name.endswith("_key"))
_DATED = (
    "exact_date",
    "before_date",
    "month",
    "quarter",
    "quarter_range",
    "half_year",
    "nine_months",
    "year",
    "date_range",
)
_VALUED = ("number", "zero")
_EMPTY = ("blank", "dash", "unreadable")
_REPLACED = ("corrected", "derived")
_HEX = re.compile("[0-9a-f]{64}")

DOCUMENTS = spec(
    "documents",
    star.dim_document,
    natural=(ref("agency_code", sa.Text(), null=True), *DOCUMENT_PERIOD),
    drop=(
        "layouts_version",
        "rules_version",
        "code_version",
        "known_from",
        "known_to",
        "compared_rules",
    ),
    optional=("period_kind", "period_label"),
    unique=[("document_sha256",)],
    rules=[
        Rule("sha256_is_hex", ("document_sha256",), lambda name: bool(_HEX.fullmatch(name or ""))),
        Rule("nominal_period_in_order", ("nominal_from_date", "nominal_to_date"), in_order),
        Rule(
            "period_has_label",
            ("period_kind", "period_label"),
            lambda kind, label: (kind is None) == (label is None),
        ),
        Rule(
            "held_tables_are_tables",
            ("held_table_count", "table_count", "hold_count"),
            lambda held, tables, holds: held is None or held <= min(tables or 0, holds or 0),
        ),
        Rule(
            "held_has_reason",
            ("hold_count", "held_reason"),
            lambda count, reason: not count or reason is not None,
        ),
    ],
)
FIGURES = spec(
    "figures",
    star.fact_figure,
    natural=(
        ref("indicator_code", sa.Text(), null=True),
        ref("field_name", sa.Text(), null=True),
    ),
    drop=("known_from",),
    unique=[
        ("document_sha256", "figure_no"),
        ("document_sha256", "table_no", "row_no", "column_no", "basis"),
    ],
    rules=[
        Rule(
            "number_has_value",
            ("blank_kind", "reported_value"),
            lambda kind, value: kind not in _VALUED or value is not None,
        ),
        Rule(
            "blank_has_no_value",
            ("blank_kind", "reported_value"),
            lambda kind, value: kind not in _EMPTY or value is None,
        ),
        Rule(
            "reconciled_is_reported",
            ("status", "reconciled_value", "reported_value"),
            lambda status, value, reported: value == reported or status in _REPLACED,
        ),
        Rule(
            "corrected_has_value",
            ("status", "reconciled_value"),
            lambda status, value: status not in _REPLACED or value is not None,
        ),
        Rule(
            "derived_is_marked",
            ("status", "is_derived"),
            lambda status, derived: derived == (status == "derived"),
        ),
        Rule(
            "proposed_has_value",
            ("status", "proposed_value"),
            lambda status, value: (value is not None) == (status == "proposed"),
        ),
    ],
)
TASKS = spec(
    "tasks",
    star.fact_task,
    unique=[("document_sha256", "task_no"), ("document_sha256", "table_no", "row_no")],
    rules=[
        Rule("due_not_before_start", ("deadline_from_date", "due_date"), in_order),
        Rule(
            "only_dated_is_due",
            ("due_date", "deadline_class"),
            lambda day, kind: day is None or kind in _DATED,
        ),
    ],
)
TASK_AGENCIES = spec(
    "task_agencies",
    star.bridge_task_agency,
    natural=(
        ref("task_no", sa.Integer(), null=False),
        ref("agency_code", sa.Text(), null=True),
    ),
    unique=[("document_sha256", "task_no", "role", "position")],
)
TARGETS = spec(
    "targets",
    star.fact_target,
    natural=(
        ref("task_no", sa.Integer(), null=True),
        ref("indicator_code", sa.Text(), null=True),
    ),
    unique=[("document_sha256", "target_no")],
)
CITATIONS = spec("citations", star.fact_citation, unique=[("document_sha256", "citation_no")])
FINDINGS = spec(
    "findings",
    star.fact_finding,
    unique=[("document_sha256", "finding_no")],
    rules=[
        Rule(
            "proposal_has_confidence",
            ("proposal_text", "proposal_confidence"),
            lambda text, confidence: (text is None) == (confidence is None),
        )
    ],
)
FINDING_CELLS = spec(
    "finding_cells",
    star.bridge_finding_cell,
    natural=(
        ref("finding_no", sa.Integer(), null=False),
        ref("indicator_code", sa.Text(), null=True),
        ref("figure_no", sa.Integer(), null=True),
        ref("task_no", sa.Integer(), null=True),
    ),
    unique=[("document_sha256", "finding_no", "position")],
)
HYPOTHESES = spec(
    "hypotheses",
    star.fact_hypothesis,
    natural=(ref("finding_no", sa.Integer(), null=False),),
    unique=[("document_sha256", "finding_no", "rank")],
)
HYPOTHESIS_CHANGES = spec(
    "hypothesis_changes",
    star.fact_hypothesis_change,
    natural=(
        ref("finding_no", sa.Integer(), null=False),
        ref("figure_no", sa.Integer(), null=True),
    ),
    unique=[("document_sha256", "finding_no", "rank", "position")],
)
NOTICES = spec("notices", star.fact_notice, unique=[("document_sha256", "notice_no")])

SPECS: Mapping[str, Spec] = {
    own.name: own
    for own in (
        DOCUMENTS,
        FIGURES,
        TASKS,
        TASK_AGENCIES,
        TARGETS,
        CITATIONS,
        FINDINGS,
        FINDING_CELLS,
        HYPOTHESES,
        HYPOTHESIS_CHANGES,
        NOTICES,
    )
}
MODELS: Mapping[str, pa.DataFrameSchema] = {name: own.model() for name, own in SPECS.items()}

# child frame, its columns, parent frame whose columns of the same name must hold them
REFERENCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    *((name, ("document_sha256",), "documents") for name in MODELS if name != "documents"),
    ("task_agencies", ("document_sha256", "task_no"), "tasks"),
    ("targets", ("document_sha256", "task_no"), "tasks"),
    ("finding_cells", ("document_sha256", "finding_no"), "findings"),
    ("finding_cells", ("document_sha256", "figure_no"), "figures"),
    ("finding_cells", ("document_sha256", "task_no"), "tasks"),
    ("hypotheses", ("document_sha256", "finding_no"), "findings"),
    ("hypothesis_changes", ("document_sha256", "finding_no", "rank"), "hypotheses"),
    ("hypothesis_changes", ("document_sha256", "figure_no"), "figures"),
)

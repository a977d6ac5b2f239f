"""The eleven frames: what each keeps of its table, and the relations within a row."""

from __future__ import annotations

from collections.abc import Mapping

import pandera.pandas as pa
import sqlalchemy as sa

from contracts import schema as star
from contracts.frames.build import Rule, implies, model, ordered, ref, same

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

DOCUMENTS = model(
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
    unique=[["document_sha256"]],
    rules=[
        Rule("sha256_is_hex", lambda f: f["document_sha256"].str.fullmatch("[0-9a-f]{64}")),
        Rule("nominal_period_in_order", ordered("nominal_from_date", "nominal_to_date")),
        Rule("period_has_label", lambda f: f["period_kind"].isna() == f["period_label"].isna()),
        Rule(
            "held_tables_are_tables",
            lambda f: (
                f["held_table_count"] <= f[["table_count", "hold_count"]].min(axis=1)
            ).astype(bool),
        ),
        Rule(
            "held_has_reason",
            implies(
                lambda f: (f["hold_count"] > 0).astype(bool),
                lambda f: f["held_reason"].notna(),
            ),
        ),
    ],
)
FIGURES = model(
    "figures",
    star.fact_figure,
    natural=(
        ref("indicator_code", sa.Text(), null=True),
        ref("field_name", sa.Text(), null=True),
    ),
    drop=("known_from",),
    unique=[
        ["document_sha256", "figure_no"],
        ["document_sha256", "table_no", "row_no", "column_no", "basis"],
    ],
    rules=[
        Rule(
            "number_has_value",
            implies(lambda f: f["blank_kind"].isin(_VALUED), lambda f: f["reported_value"].notna()),
        ),
        Rule(
            "blank_has_no_value",
            implies(lambda f: f["blank_kind"].isin(_EMPTY), lambda f: f["reported_value"].isna()),
        ),
        Rule(
            "reconciled_is_reported",
            implies(
                lambda f: ~f["status"].isin(("corrected", "derived")),
                same("reconciled_value", "reported_value"),
            ),
        ),
        Rule(
            "corrected_has_value",
            implies(
                lambda f: f["status"].isin(("corrected", "derived")),
                lambda f: f["reconciled_value"].notna(),
            ),
        ),
        Rule("derived_is_marked", lambda f: f["is_derived"] == (f["status"] == "derived")),
        Rule(
            "proposed_has_value",
            lambda f: f["proposed_value"].notna() == (f["status"] == "proposed"),
        ),
    ],
)
TASKS = model(
    "tasks",
    star.fact_task,
    unique=[["document_sha256", "task_no"], ["document_sha256", "table_no", "row_no"]],
    rules=[
        Rule("due_not_before_start", ordered("deadline_from_date", "due_date")),
        Rule(
            "only_dated_is_due",
            implies(lambda f: f["due_date"].notna(), lambda f: f["deadline_class"].isin(_DATED)),
        ),
    ],
)
TASK_AGENCIES = model(
    "task_agencies",
    star.bridge_task_agency,
    natural=(
        ref("task_no", sa.Integer(), null=False),
        ref("agency_code", sa.Text(), null=True),
    ),
    unique=[["document_sha256", "task_no", "role", "position"]],
)
TARGETS = model(
    "targets",
    star.fact_target,
    natural=(
        ref("task_no", sa.Integer(), null=True),
        ref("indicator_code", sa.Text(), null=True),
    ),
    unique=[["document_sha256", "target_no"]],
)
CITATIONS = model("citations", star.fact_citation, unique=[["document_sha256", "citation_no"]])
FINDINGS = model(
    "findings",
    star.fact_finding,
    unique=[["document_sha256", "finding_no"]],
    rules=[
        Rule(
            "proposal_has_confidence",
            lambda f: f["proposal_text"].isna() == f["proposal_confidence"].isna(),
        )
    ],
)
FINDING_CELLS = model(
    "finding_cells",
    star.bridge_finding_cell,
    natural=(
        ref("finding_no", sa.Integer(), null=False),
        ref("indicator_code", sa.Text(), null=True),
        ref("figure_no", sa.Integer(), null=True),
        ref("task_no", sa.Integer(), null=True),
    ),
    unique=[["document_sha256", "finding_no", "position"]],
)
HYPOTHESES = model(
    "hypotheses",
    star.fact_hypothesis,
    natural=(ref("finding_no", sa.Integer(), null=False),),
    unique=[["document_sha256", "finding_no", "rank"]],
)
HYPOTHESIS_CHANGES = model(
    "hypothesis_changes",
    star.fact_hypothesis_change,
    natural=(
        ref("finding_no", sa.Integer(), null=False),
        ref("figure_no", sa.Integer(), null=True),
    ),
    unique=[["document_sha256", "finding_no", "rank", "position"]],
)
NOTICES = model("notices", star.fact_notice, unique=[["document_sha256", "notice_no"]])

MODELS: Mapping[str, pa.DataFrameSchema] = {
    str(model.name): model
    for model in (
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

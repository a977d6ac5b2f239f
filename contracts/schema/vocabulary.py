"""The closed word lists of the star: each list feeds a CHECK, a frame check and the docs."""

from __future__ import annotations

OUTCOMES = ("loaded", "unchanged", "duplicate_of", "superseded", "held", "rejected")
RUN_STATES = ("running", "finished", "failed", "interrupted")

BLANK_KINDS = ("blank", "zero", "number", "dash", "zero_over_zero", "unreadable")
BASES = ("period", "cumulative", "previous")
FIGURE_STATES = (
    "reported",
    "derived",
    "corrected",
    "proposed",
    "ambiguous",
    "noted",
    "too_entangled",
    "decided",
)
FIGURE_PARTS = ("own", "numerator", "denominator")
DECISION_STATES = ("in_force", "superseded", "withdrawn")

FINDING_KINDS = (
    "ratio",
    "sum",
    "le",
    "equal",
    "formula",
    "range",
    "unit_note",
    "numbering",
    "date_order",
    "citation",
    "swapped_columns",
    "other",
)
STRENGTHS = ("identity", "soft")
FINDING_STATES = ("corrected", "proposed", "ambiguous", "noted", "too_entangled")

DEADLINE_CLASSES = (
    "blank",
    "exact_date",
    "before_date",
    "month",
    "quarter",
    "quarter_range",
    "year",
    "date_range",
    "recurring",
    "conditional",
    "reference",
    "relative",
    "mixed",
    "misplaced",
)
TASK_ROLES = ("lead", "coordinating")
ROW_KINDS = ("section", "group", "item", "total")
COMPARATORS = (">", ">=", "=", "<=", "<")
TARGET_LOCATIONS = ("body", "table")
CITATION_LOCATIONS = ("body", "appendix")

PERIOD_KINDS = (
    "month",
    "quarter",
    "half_year",
    "nine_months",
    "year",
    "plan_year",
    "range",
    "unknown",
)
SUCCESSION_KINDS = ("renamed", "merged", "continued")
INDICATOR_KINDS = ("count", "ratio", "amount", "flag", "enum", "heading")
INDICATOR_BASES = ("period", "point", "ytd", "cum2015")

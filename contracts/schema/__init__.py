"""The star schema: one MetaData, from which come frames, migrations and data dictionary."""

from contracts.schema.base import metadata
from contracts.schema.decisions import fact_decision_effect, ledger_decision
from contracts.schema.dimensions import (
    bridge_agency_succession,
    bridge_province_succession,
    dim_agency,
    dim_date,
    dim_document,
    dim_field,
    dim_indicator,
    dim_period,
    dim_province,
    dim_reform_area,
)
from contracts.schema.extraction import extraction
from contracts.schema.facts import (
    FACTS_PER_DOCUMENT,
    bridge_figure_repeat,
    bridge_task_agency,
    fact_citation,
    fact_figure,
    fact_target,
    fact_task,
)
from contracts.schema.findings import (
    bridge_finding_cell,
    fact_finding,
    fact_hypothesis,
    fact_hypothesis_change,
    fact_notice,
)
from contracts.schema.history import past_figure
from contracts.schema.ledger import ledger_outcome, ledger_run
from contracts.schema.restatement import (
    map_agency_unit,
    map_indicator_part,
    map_province_unit,
    map_units,
)

__all__ = [
    "FACTS_PER_DOCUMENT",
    "bridge_agency_succession",
    "bridge_figure_repeat",
    "bridge_finding_cell",
    "bridge_province_succession",
    "bridge_task_agency",
    "dim_agency",
    "dim_date",
    "dim_document",
    "dim_field",
    "dim_indicator",
    "dim_period",
    "dim_province",
    "dim_reform_area",
    "extraction",
    "fact_citation",
    "fact_decision_effect",
    "fact_figure",
    "fact_finding",
    "fact_hypothesis",
    "fact_hypothesis_change",
    "fact_notice",
    "fact_target",
    "fact_task",
    "ledger_decision",
    "ledger_outcome",
    "ledger_run",
    "map_agency_unit",
    "map_indicator_part",
    "map_province_unit",
    "map_units",
    "metadata",
    "past_figure",
]

"""Views that read like the questions of officials and analysts, one a question."""

from load.marts.filing import filing_marts
from load.marts.plans import plan_marts
from load.marts.quality import quality_marts
from load.marts.ranking import ranking_marts
from load.marts.rates import rate_marts
from load.view_base import Select, View

__all__ = ["mart_views"]


def mart_views(restated: Select) -> tuple[View, ...]:
    """Return the marts; `restated` is the query of v_figure_restated, which some build on."""
    return (
        *rate_marts(),
        *plan_marts(),
        *filing_marts(),
        *quality_marts(),
        *ranking_marts(restated),
    )

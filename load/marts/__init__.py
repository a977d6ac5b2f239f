"""Views that read like the questions of officials and analysts, one a question."""

from load.marts.filing import filing_marts
from load.marts.plans import plan_marts
from load.marts.procedures import procedure_marts
from load.marts.quality import quality_marts
from load.marts.ranking import ranking_marts
from load.marts.rates import rate_marts
from load.view_base import View

__all__ = ["mart_views"]


def mart_views() -> tuple[View, ...]:
    """Return the marts."""
    return (
        *rate_marts(),
        *procedure_marts(),
        *plan_marts(),
        *filing_marts(),
        *quality_marts(),
        *ranking_marts(),
    )

"""All checks beyond arithmetic over what was read from one document."""

from __future__ import annotations

from collections.abc import Sequence

from transform.checks.citations import citation_conflicts
from transform.checks.columns import swapped_columns
from transform.checks.dates import date_order
from transform.checks.headings import misspelt_headings
from transform.checks.notes import flags_against_notes
from transform.checks.numbering import numbering
from transform.checks.numbers import impossible_dates, unreadable_figures
from transform.checks.stale import stale_columns
from transform.checks.units import counts_in_rate_cells, unit_conflicts
from transform.evidence.notes import counts_against_notes, rates_against_notes
from transform.finding import Finding
from transform.reading import Citation, Letterhead, LogicalTable


def check(
    letterhead: Letterhead, tables: Sequence[LogicalTable], citations: Sequence[Citation]
) -> tuple[Finding, ...]:
    """Return every contradiction that needs no arithmetic between figures."""
    return (
        *unit_conflicts(tables),
        *counts_in_rate_cells(tables),
        *flags_against_notes(tables),
        *rates_against_notes(tables),
        *counts_against_notes(tables),
        *unreadable_figures(tables),
        *impossible_dates(tables),
        *misspelt_headings(tables),
        *swapped_columns(tables),
        *stale_columns(tables),
        *numbering(tables),
        *date_order(letterhead, citations),
        *citation_conflicts(letterhead, citations),
    )

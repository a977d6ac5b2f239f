"""What of a document is on hold: kept out of the facts until a person has looked."""

from __future__ import annotations

from transform.finding import CellRef, Finding
from transform.reading import Reading

# notices of any room that leave something undecided which only a person can decide
_HOLDING = frozenset(
    {
        "attachments",
        "broken_page",
        "cut_off",
        "failed_page",
        "garbled_page",
        "impossible_date",
        "indicator_twice",
        "legacy_encoding",
        "no_table",
        "odd_digits",
        "page_left_out",
        "page_over_limit",
        "scan_budget",
        "scan_timeout",
        "scanned_page",
        "scanned_part",
    }
)


def holds_of(reading: Reading) -> tuple[str, ...]:
    """Return one sentence for each thing on hold; empty when nothing is."""
    tables = [table.held for table in reading.tables if table.held]
    notices = [
        f"{notice.message} ({notice.place})"
        for notice in reading.notices
        if (notice.holds or notice.code in _HOLDING) and not notice.holds_table
    ]
    findings = [_sentence(finding) for finding in reading.findings if finding.holds]
    return (*tables, *notices, *findings)


def _sentence(finding: Finding) -> str:
    where = _where(finding.where[0]) if finding.where else finding.rule
    return f"{where}: {finding.found}; {finding.advice}"


def _where(cell: CellRef) -> str:
    named = ", ".join(part for part in (cell.appendix, cell.row, cell.column) if part)
    return f"{named} ({cell.place})" if cell.place else named

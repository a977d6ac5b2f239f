"""A `Document` to a `Reading`: the one pure function between extract and load."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from contracts.layouts import Layout
from contracts.rules import all_rules
from extract.document import Document, Place
from transform.checks.run import check
from transform.citations import find_citations
from transform.figures import BASES, figures_of, repeated_codes
from transform.finding import Derived, Finding, Notice
from transform.letterhead import read_letterhead
from transform.matrix_checks import check_matrices
from transform.pieces import body_pieces, table_pieces
from transform.reading import Letterhead, LogicalTable, Reading
from transform.reconcile.engine import reconcile
from transform.stitch import table_regions
from transform.tables import TableContext, read_table
from transform.targets import find_targets


def read(document: Document, layouts: Sequence[Layout]) -> Reading:
    """Return everything read from `document`, reconciled and checked.

    What is not understood is a notice or a finding of the reading, never an exception.
    """
    head, notices = read_letterhead(document)
    tables, more = _tables(document, layouts, head)
    pieces = (*body_pieces(document), *table_pieces(tables))
    is_report = _is_report(head, tables)
    reading = Reading(
        source=document.source,
        letterhead=head,
        tables=tables,
        citations=find_citations(pieces, head),
        targets=find_targets(pieces, report=is_report),
        notices=(*_read_notes(document), *notices, *more, *_no_table(document, tables)),
    )
    findings, derived = assess(reading, layouts)
    return replace(reading, findings=findings, derived=derived)


def assess(
    reading: Reading, layouts: Sequence[Layout] = ()
) -> tuple[tuple[Finding, ...], tuple[Derived, ...]]:
    """Return the contradictions in a reading and the blanks its figures determine.

    `layouts` are those it was read with; they say what the columns of a matrix add up to.
    """
    day = reading.letterhead.period_end or reading.letterhead.date
    findings: list[Finding] = []
    derived: list[Derived] = []
    for basis in BASES:
        figures = figures_of(reading.tables, basis)
        if figures:
            result = reconcile(figures, all_rules(day))
            findings += result.findings
            derived += result.derived
    more, blanks = check_matrices(reading.tables, layouts)
    findings += more
    derived += blanks
    findings += check(reading.letterhead, reading.tables, reading.citations)
    return tuple(findings), tuple(derived)


def _tables(
    document: Document, layouts: Sequence[Layout], head: Letterhead
) -> tuple[tuple[LogicalTable, ...], list[Notice]]:
    context = TableContext(layouts, default_year=_year(head))
    tables: list[LogicalTable] = []
    notices: list[Notice] = []
    found = table_regions(document, layouts)
    for index, region in enumerate(found.regions, start=1):
        table, more = read_table(region, index, context)
        tables.append(table)
        notices += more
    notices += repeated_codes(tables)
    return tuple(tables), notices + [_passed_over(place) for place in found.passed_over]


def _passed_over(place: Place) -> Notice:
    return Notice(
        "rows_passed_over",
        "These rows have neither a heading nor row numbers and belong to no table above; "
        "they are not read. Give them a heading if they hold data.",
        place,
    )


def _year(head: Letterhead) -> int | None:
    """Return the year a plan is for, which its deadlines may leave out."""
    if head.plan_year is not None:
        return head.plan_year
    return head.date.year if head.date else None


def _is_report(head: Letterhead, tables: Sequence[LogicalTable]) -> bool:
    return head.doc_type_code == "BC" or any(
        table.kind in ("indicator", "matrix") for table in tables
    )


def _no_table(document: Document, tables: Sequence[LogicalTable]) -> list[Notice]:
    if tables:
        return []
    place = next((block.place for block in document.blocks), Place())
    return [
        Notice(
            "no_table",
            "No table was found. If the appendix is a file of its own, hand that in as well.",
            place,
        )
    ]


def _read_notes(document: Document) -> list[Notice]:
    return [Notice(note.code, note.message, note.place) for note in document.notes]

"""A `Document` to a `Reading`: the one pure function between extract and load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from contracts.layouts import Layout
from contracts.rules import all_rules
from extract.document import Document, Place
from transform.checks.run import check
from transform.citations import find_citations
from transform.cut_columns import with_cut_columns
from transform.evidence.body import Repeats, broken_statements, cut_off_notices, repeats_of
from transform.evidence.itself import text_against_itself
from transform.evidence.levels import with_level
from transform.evidence.matching import match_statements
from transform.evidence.matrices import matrix_totals
from transform.evidence.notes import note_matches
from transform.evidence.statements import find_statements
from transform.figures import BASES, Basis, figures_of, repeated_codes
from transform.finding import Derived, Finding, Notice
from transform.header_periods import reported_span
from transform.letterhead import read_letterhead
from transform.matrix_checks import check_matrices
from transform.pieces import body_pieces, table_pieces
from transform.reading import Letterhead, LogicalTable, Reading
from transform.reconcile.engine import Options, reconcile
from transform.reconcile.figures import Figure
from transform.reconcile.search import Limits
from transform.repair import repaired
from transform.second_readings import with_second_readings
from transform.stitch import table_regions
from transform.tables import TableContext, read_table
from transform.targets import find_targets
from transform.turned import check_turned


def read(document: Document, layouts: Sequence[Layout]) -> Reading:
    """Return everything read from `document`, reconciled and checked.

    What is not understood is a notice or a finding of the reading, never an exception.
    """
    document = repaired(document, layouts)
    head, notices = read_letterhead(document)
    tables, more = _tables(document, layouts, head)
    tables = with_second_readings(tables, document)
    pieces = (*body_pieces(document), *table_pieces(tables))
    is_report = _is_report(head, tables)
    # a plan states aims, of which no figure is a result
    statements = find_statements(pieces) if is_report else ()
    reading = Reading(
        source=document.source,
        letterhead=head,
        tables=tables,
        citations=find_citations(pieces, head),
        targets=find_targets(pieces, report=is_report, year=head.plan_year),
        notices=(
            *_read_notes(document),
            *notices,
            *more,
            *_no_table(document, tables),
            *cut_off_notices(statements),
        ),
        statements=statements,
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
    matched: frozenset[int] = frozenset()
    printed: set[str] = set()
    for basis in BASES:
        figures = figures_of(reading.tables, basis)
        printed |= {code for code, f in figures.items() if f.number.value is not None}
        if figures:
            repeats = _repeats(reading, figures, basis)
            rules = (*all_rules(day), *repeats.rules)
            options = _WITH_TEXT if repeats.rules else None
            result = reconcile({**figures, **repeats.figures}, rules, options)
            findings += (*result.findings, *repeats.findings)
            derived += result.derived
            matched |= repeats.matched
    totals = matrix_totals(reading.tables)
    if totals and reading.statements:
        repeats = repeats_of(match_statements(reading.statements, totals), totals)
        result = reconcile({**totals, **repeats.figures}, repeats.rules, _WITH_TEXT)
        findings += (*result.findings, *repeats.findings)
        matched |= repeats.matched
    findings += broken_statements(reading.statements, matched)
    findings += text_against_itself(reading.statements, printed | totals.keys())
    for more, blanks in (
        check_matrices(reading.tables, layouts),
        check_turned(reading.tables),
    ):
        findings += more
        derived += blanks
    findings += check(reading.letterhead, reading.tables, reading.citations)
    return tuple(with_level(finding) for finding in findings), tuple(derived)


# figures that the text repeats tie rules together; such a search needs more steps
_WITH_TEXT = Options(limits=Limits(expansions=1000))


def _repeats(reading: Reading, figures: Mapping[str, Figure], basis: Basis) -> Repeats:
    """Return what the text and the notes of a document repeat of its figures.

    A sentence that gives the running totals contradicts no figure of the period.
    """
    matches = match_statements(reading.statements, figures)
    if basis == "cumulative":
        return repeats_of([match for match in matches if not match.differs], figures)
    totals = match_statements(reading.statements, figures_of(reading.tables, "cumulative"))
    running = {id(match.statement) for match in totals if not match.differs}
    matches = [m for m in matches if not (m.differs and id(m.statement) in running)]
    return repeats_of([*matches, *note_matches(reading.tables, figures)], figures)


def _tables(
    document: Document, layouts: Sequence[Layout], head: Letterhead
) -> tuple[tuple[LogicalTable, ...], list[Notice]]:
    context = TableContext(layouts, default_year=_year(head), reported=reported_span(head))
    tables: list[LogicalTable] = []
    notices: list[Notice] = []
    found = table_regions(with_cut_columns(document, layouts), layouts)
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

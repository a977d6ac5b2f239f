"""Findings with their cells and explanations, citations and notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from contracts.schema.types import is_exact
from transform.finding import CellRef, Finding, Hypothesis, Notice
from transform.identities import cell_name, finding_codes
from transform.reading import Reading
from transform.tidy.documents import issue_identity
from transform.tidy.figures import FigureIndex, PrintedFigure
from transform.tidy.tasks import TaskIndex
from transform.tidy.values import Row, clean, clean_or_none, place_values, share


def cell_text(cell: CellRef) -> str:
    """Return the name of a cell for people: "Phụ lục 4, 3.1.2"."""
    return clean(", ".join(p for p in (cell.appendix, cell.row) if p) or cell.column or "?")


def cells_text(cells: Sequence[CellRef]) -> str:
    """Return the names of several cells: "Phụ lục 4, 3.1, 3.1.1; Phụ lục 7, 2.1".

    The column is named only where one row is concerned twice.
    """
    rows = Counter((cell.appendix, cell.row) for cell in cells)
    named: dict[str | None, list[str]] = {}
    for cell in cells:
        column = f" ({cell.column})" if rows[cell.appendix, cell.row] > 1 and cell.column else ""
        name = f"{cell.row or ''}{column}".strip() or cell.column or ""
        named.setdefault(cell.appendix, []).append(name)
    parts = (", ".join(n for n in (appendix, *names) if n) for appendix, names in named.items())
    return clean("; ".join(part or "?" for part in parts))


def proposal_text(hypothesis: Hypothesis) -> str:
    """Return an explanation in words: its name and what it would change."""
    changes = (
        f"{cell_text(c.cell)}: {clean(c.before)} → {clean(c.after)}" for c in hypothesis.changes
    )
    return clean(hypothesis.name) + "".join(f"; {change}" for change in changes)


def finding_rows(reading: Reading) -> list[Row]:
    """Return the rows of the findings frame for one document."""
    sha256 = reading.source.sha256
    return [
        _finding(no, f, sha256) | {"finding_code": code}
        for (no, f), code in zip(_numbered(reading), codes_of(reading), strict=True)
    ]


def codes_of(reading: Reading) -> list[str]:
    """Return the short code of each finding, the same whenever the document is read."""
    identity = issue_identity(reading.letterhead) or reading.source.sha256
    named = [(clean(f.rule), [_cell_name(cell) for cell in f.where]) for f in reading.findings]
    return finding_codes(identity, named)


def _cell_name(cell: CellRef) -> str:
    parts = (cell.appendix, cell.row, cell.column)
    return cell_name(*(clean_or_none(part) for part in parts))


def _numbered(reading: Reading) -> Iterator[tuple[int, Finding]]:
    return enumerate(reading.findings, start=1)


def _likeliest_first(finding: Finding) -> list[Hypothesis]:
    """Return the explanations by confidence; a finding names figures before all else."""
    return sorted(finding.hypotheses, key=lambda hypothesis: -hypothesis.confidence)


def _finding(no: int, finding: Finding, sha256: str) -> Row:
    best = next(iter(_likeliest_first(finding)), None)
    return {
        "document_sha256": sha256,
        "finding_no": no,
        "rule": clean(finding.rule),
        "finding_kind": finding.kind,
        "strength": finding.strength,
        "finding_status": finding.status,
        "severity": finding.severity,
        "finding_level": finding.level,
        "found": clean(finding.found),
        "advice": clean_or_none(finding.advice),
        "cells_text": clean_or_none(cells_text(finding.where)),
        "proposal_text": proposal_text(best) if best else None,
        "proposal_confidence": share(best.confidence) if best else None,
    }


def _cell_values(cell: CellRef, figures: FigureIndex) -> Row:
    figure = figures.find(cell)
    return {
        "appendix": clean_or_none(cell.appendix),
        "printed_no": clean_or_none(cell.row),
        "column_heading": clean_or_none(cell.column),
        "figure_no": figure.no if figure else None,
    }


def finding_cell_rows(reading: Reading, figures: FigureIndex, tasks: TaskIndex) -> list[Row]:
    """Return the rows of the finding_cells frame for one document."""
    rows: list[Row] = []
    for no, finding in _numbered(reading):
        for position, cell in enumerate(finding.where, start=1):
            figure = figures.find(cell)
            task = tasks.of_cell(cell) if figure is None else None
            rows.append(
                {
                    "document_sha256": reading.source.sha256,
                    "finding_no": no,
                    "position": position,
                    "indicator_code": cell.code,
                    "task_no": task.no if task else None,
                    **_cell_values(cell, figures),
                    **place_values(cell.place or (figure.place if figure else None)),
                }
            )
    return rows


def hypothesis_rows(reading: Reading) -> list[Row]:
    """Return the rows of the hypotheses frame for one document."""
    return [
        {
            "document_sha256": reading.source.sha256,
            "finding_no": no,
            "rank": rank,
            "name": clean(hypothesis.name),
            "confidence": share(hypothesis.confidence),
        }
        for no, finding in _numbered(reading)
        for rank, hypothesis in enumerate(_likeliest_first(finding), start=1)
    ]


def change_rows(reading: Reading, figures: FigureIndex) -> list[Row]:
    """Return the rows of the hypothesis_changes frame for one document."""
    return [
        {
            "document_sha256": reading.source.sha256,
            "finding_no": no,
            "rank": rank,
            "position": position,
            "before_text": clean(change.before),
            "after_text": clean(change.after),
            **_cell_values(change.cell, figures),
        }
        for no, finding in _numbered(reading)
        for rank, hypothesis in enumerate(_likeliest_first(finding), start=1)
        for position, change in enumerate(hypothesis.changes, start=1)
    ]


def citation_rows(reading: Reading) -> list[Row]:
    """Return the rows of the citations frame for one document."""
    return [
        {
            "document_sha256": reading.source.sha256,
            "citation_no": no,
            "cited_type": clean_or_none(citation.type),
            "cited_number_symbol": clean(citation.number_symbol),
            "cited_date": citation.date,
            "printed": clean(citation.printed),
            "location": citation.location,
            **place_values(citation.place),
        }
        for no, citation in enumerate(reading.citations, start=1)
    ]


def notice_rows(reading: Reading, figures: Sequence[PrintedFigure]) -> list[Row]:
    """Return the rows of the notices frame, with those of numbers that cannot be kept."""
    notices = (*reading.notices, *_too_long(reading, figures))
    return [
        {
            "document_sha256": reading.source.sha256,
            "notice_no": no,
            "notice_code": clean(notice.code),
            "message": clean(notice.message),
            "holds_table": notice.holds_table,
            **place_values(notice.place),
        }
        for no, notice in enumerate(notices, start=1)
    ]


def _too_long(reading: Reading, figures: Sequence[PrintedFigure]) -> Iterator[Notice]:
    advice = "has more digits than the warehouse keeps exactly; check the source and correct it."
    for figure in figures:
        value = figure.number.value
        if value is not None and not is_exact(value):
            message = f"The figure {figure.number.printed!r} in row {figure.row.path} {advice}"
            yield Notice("number_too_long", message, figure.place)
    for target in reading.targets:
        if not is_exact(target.value):
            yield Notice("number_too_long", f"The target {target.text!r} {advice}", target.place)

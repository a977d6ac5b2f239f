"""At which level a finding compares: one table, appendices, the text, documents."""

from __future__ import annotations

from dataclasses import replace

from transform.evidence.body import BODY
from transform.finding import CellRef, Finding


def with_level(finding: Finding) -> Finding:
    """Return the finding with the level that its cells show, unless it states another."""
    if finding.level != "table":
        return finding
    if any(is_body_cell(cell) for cell in finding.where):
        return replace(finding, level="body")
    appendices = {_form(cell) for cell in finding.where if cell.appendix or cell.code}
    return replace(finding, level="appendix") if len(appendices) > 1 else finding


def is_body_cell(cell: CellRef) -> bool:
    """Tell whether a reference is to a sentence of the text."""
    return cell.appendix is None and (cell.column or "").startswith(BODY)


def _form(cell: CellRef) -> str | None:
    return (cell.code or "").partition(".")[0] or cell.appendix

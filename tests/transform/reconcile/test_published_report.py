"""The engine and the checks on a published quarterly report, where it is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.layouts import project_layouts
from tests.helpers import text_document
from transform.read import read
from transform.reading import Reading

REPORTS = Path(__file__).resolve().parents[4] / "shared" / "seeds"


@pytest.fixture(scope="module")
def quarterly() -> Reading:
    texts = (path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt")))
    text = next((t for t in texts if "Phụ lục 8" in t and "PAKN" in t), None)
    if text is None:
        pytest.skip("the published report is not at hand")
    return read(text_document(text), project_layouts())


def test_every_contradiction_is_found_and_nothing_else(quarterly: Reading) -> None:
    assert {(f.rule, f.status) for f in quarterly.findings} == {
        ("PL2.4.1-unit", "proposed"),
        ("PL2.8-note", "ambiguous"),
        ("PL3.3.2-ratio", "ambiguous"),
        ("PL4.3.1-ratio", "proposed"),
        ("PL5.1.1-count-in-rate", "proposed"),
        ("PL7.2.1-sum", "corrected"),
        ("PL8.6.4.2-procedures", "noted"),
        ("X-resolved-received", "noted"),
        ("X-service-units", "corrected"),
        ("number-out-of-sequence", "ambiguous"),
        ("signed-before-period-end", "noted"),
    }


def test_findings_name_the_cells_as_people_do(quarterly: Reading) -> None:
    (finding,) = [f for f in quarterly.findings if f.rule == "PL4.3.1-ratio"]
    assert {(c.appendix, c.row, c.column) for c in finding.where} == {
        ("Phụ lục 4", "3.1", "Số liệu"),
        ("Phụ lục 4", "3.1.1", "Số liệu"),
        ("Phụ lục 4", "3.1.2", "Số liệu"),
    }
    assert all(cell.place is not None for cell in finding.where)


def test_the_blank_completion_rate_is_derived(quarterly: Reading) -> None:
    assert [(d.cell.code, d.value) for d in quarterly.derived] == [("PL2.2", "23,81")]

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


def changes(reading: Reading, rule: str) -> list[list[tuple[str | None, str, str]]]:
    (finding,) = [f for f in reading.findings if f.rule == rule]
    return [[(c.cell.code, c.before, c.after) for c in h.changes] for h in finding.hypotheses]


def test_the_likely_figure_comes_first_and_the_reading_on_another_base_is_shown(
    quarterly: Reading,
) -> None:
    first, *others = changes(quarterly, "PL4.3.1-ratio")
    assert first == [("PL4.3.1.2", "82", "711")]
    assert [("PL4.3.1.1", "744", "180"), ("PL4.3.1.2", "82", "172")] in others


def test_the_tie_shows_its_three_figures_and_the_total_its_one(quarterly: Reading) -> None:
    tied = changes(quarterly, "PL3.3.2-ratio")
    assert {c[0] for h in tied for c in h} == {"PL3.3.2", "PL3.3.2.1", "PL3.3.2.2"}
    assert changes(quarterly, "PL7.2.1-sum")[0] == [("PL7.2.1", "0", "1")]


@pytest.mark.parametrize("silent", ["PL8.6.3-", "PL2.5-", "PL5.2.5-"])
def test_what_only_looks_wrong_is_silent(quarterly: Reading, silent: str) -> None:
    assert not [f.rule for f in quarterly.findings if f.rule.startswith(silent)]

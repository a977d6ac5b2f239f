"""Reports with one deliberate contradiction each, read from their text as a whole."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from contracts.layouts import project_layouts
from tests.builders import FaultyReport, build_control, build_faults
from tests.helpers import text_document
from transform.finding import Finding
from transform.read import read

SEED, COUNT = 2026, 32


@dataclass(frozen=True)
class Judged:
    """A broken report and the findings on the relation that was broken."""

    report: FaultyReport
    hits: tuple[Finding, ...]
    others: tuple[Finding, ...]

    def names_blamed(self, places: int) -> bool:
        """Tell whether one of the first hypotheses names the cell that was spoiled."""
        fault = self.report.fault
        assert fault is not None
        return any(
            change.cell.code == fault.blamed
            for finding in self.hits
            for hypothesis in finding.hypotheses[:places]
            for change in hypothesis.changes
        )


def findings(report: FaultyReport) -> tuple[Finding, ...]:
    document = text_document(report.document.text, f"{report.document.name}.txt")
    return read(document, project_layouts()).findings


def judged(report: FaultyReport) -> Judged:
    fault = report.fault
    assert fault is not None
    found = findings(report)
    hits = tuple(f for f in found if {cell.code for cell in f.where} & set(fault.codes))
    return Judged(report, hits, tuple(f for f in found if f not in hits))


@pytest.fixture(scope="module")
def reports() -> list[Judged]:
    return [judged(report) for report in build_faults(SEED, COUNT)]


def test_all_that_was_broken_is_found_and_nothing_else(reports: list[Judged]) -> None:
    assert all(report.hits for report in reports)
    assert not any(report.others for report in reports)
    assert not findings(build_control(SEED))


def test_the_spoiled_cell_is_named_first_or_among_three(reports: list[Judged]) -> None:
    assert sum(report.names_blamed(1) for report in reports) >= 0.85 * COUNT
    assert sum(report.names_blamed(3) for report in reports) >= 0.98 * COUNT


def test_that_a_rule_does_not_apply_is_never_said_before_a_figure(reports: list[Judged]) -> None:
    for report in reports:
        for finding in report.hits:
            empty = [not h.changes for h in finding.hypotheses]
            assert empty == sorted(empty)

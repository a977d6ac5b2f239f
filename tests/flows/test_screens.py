from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from contracts.schema.vocabulary import OUTCOMES
from flows import screens
from flows.ingest import Report
from load.queries import FindingRow, OutcomeRow, RunRow, RunSummary, Status

RUN = RunRow(
    key=7, command="ingest", state="finished", started_at=dt.datetime(2024, 6, 1, 1, 30),
    finished_at=None, input_count=3, outcomes=dict.fromkeys(OUTCOMES, 0) | {"loaded": 3},
    figure_count=12, task_count=4, finding_count=1, error=None,
)  # fmt: skip
FINDING = FindingRow(
    severity=3, kind="ratio", rule="PL4.3.1-ratio", strength="identity", status="proposed",
    found="95,56 ≠ 82/744", cells="Phụ lục 4, 3.1", explanation="unrelated value; 82 → 711",
    confidence=0.81, advice=None, province="Huế", agency="Sở A", document="1/BC-SA",
    document_date=None, source_name="a.txt", place="line 5",
)  # fmt: skip


def text_of(screen: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=200, record=True)
    console.print(screen)
    return console.export_text()


def summary(run: RunRow = RUN, *findings: FindingRow, passed: int = 0, outside: int = 0) -> str:
    report = Report(RunSummary(run, "w.sqlite", findings), passed, outside)
    return text_of(screens.summary_screen(report))


def test_a_summary_tells_outcomes_counts_and_what_next() -> None:
    shown = summary(RUN, FINDING)
    for words in ("3", "loaded", "12 figures and 4 tasks", "95,56 ≠ 82/744", "82 → 711",
                  "81% sure", "line 5", "w.sqlite", "cchc findings"):  # fmt: skip
        assert words in shown


def test_what_is_held_leads_to_its_run() -> None:
    held = replace(RUN, outcomes=RUN.outcomes | {"held": 1})
    assert "cchc runs 7" in summary(held)
    assert "cchc runs 7" not in summary()


def test_a_second_run_says_that_nothing_changed() -> None:
    again = replace(RUN, outcomes=RUN.outcomes | {"loaded": 0, "unchanged": 3})
    assert "Nothing has changed" in summary(again)
    assert "No contradictions" in summary(again)


def test_what_was_left_out_is_said() -> None:
    shown = summary(passed=2, outside=5)
    assert "2 files" in shown
    assert "5 documents" in shown


def test_a_run_without_documents() -> None:
    none = replace(RUN, outcomes=dict.fromkeys(OUTCOMES, 0))
    assert "no document was found" in summary(none)


@pytest.mark.parametrize(
    ("screen", "words"),
    [
        (screens.findings_screen([FINDING]), ("grave", "1/BC-SA", "PL4.3.1-ratio", "81%")),
        (screens.findings_screen([]), ("No findings",)),
        (screens.runs_screen([RUN]), ("7", "finished", "3 loaded", "2024-06-01 01:30")),
        (screens.runs_screen([]), ("cchc ingest",)),
        (
            screens.outcomes_screen([OutcomeRow("a.txt", "held", "why", None, 1, 2, 3)]),
            ("a.txt", "held", "why"),
        ),
        (screens.outcomes_screen([]), ("no inputs",)),
        (
            screens.status_screen(Status("w.sqlite", 3, 1, 0, 9, 4, {"ratio": 2}, RUN)),
            ("w.sqlite", "findings: ratio", "Last run"),
        ),
        (screens.status_screen(Status()), ("No run yet",)),
    ],
)
def test_screens_show_what_they_are_given(screen: RenderableType, words: tuple[str, ...]) -> None:
    shown = text_of(screen)
    assert all(word in shown for word in words)


def test_nothing_is_shown_as_wholly_certain() -> None:
    assert "over 99%" in summary(RUN, replace(FINDING, confidence=0.9999))

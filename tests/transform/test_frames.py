"""Readings to frames: validated, complete, and one faulty document kept apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.frames import MODELS, FrameError
from tests.helpers import examples
from tests.load.readings import FORM_ROWS, plan, report
from transform.finding import Notice
from transform.frames import Frames, frames_and_faults, frames_of
from transform.reading import Deadline, Letterhead, Reading


def broken_plan() -> Reading:
    """Return a plan with a deadline of a class that no word list has."""
    reading = plan("broken.txt")
    rows = tuple(replace(row, deadline=Deadline("someday")) for row in reading.tables[0].rows)
    return replace(reading, tables=(replace(reading.tables[0], rows=rows),))


def test_the_frames_are_the_models() -> None:
    assert tuple(frames_of([]).by_name()) == tuple(MODELS)


def test_no_readings_make_empty_frames() -> None:
    assert all(frame.empty for frame in frames_of([]).by_name().values())


def test_frames_hold_all_documents_in_order() -> None:
    readings = [plan(), report()]
    frames = frames_of(readings)
    assert list(frames.frame("documents")["document_sha256"]) == [r.source.sha256 for r in readings]
    assert list(frames.frame("documents")["figure_count"]) == [0, 8]
    assert list(frames.frame("documents")["task_count"]) == [2, 0]


def test_a_batch_is_the_sum_of_its_documents() -> None:
    batch, one, other = frames_of([report(), plan()]), frames_of([report()]), frames_of([plan()])
    for name, frame in batch.by_name().items():
        assert len(frame) == len(one.by_name()[name]) + len(other.by_name()[name])


def test_the_same_reading_gives_the_same_frames() -> None:
    first, second = frames_of([report()]), frames_of([report()])
    for name, frame in first.by_name().items():
        assert frame.equals(second.by_name()[name]), name


def test_a_finding_refers_to_the_figures_it_touches() -> None:
    cells = frames_of([report()]).frame("finding_cells")
    assert list(cells["figure_no"]) == [1, 5, 3]
    changes = frames_of([report()]).frame("hypothesis_changes")
    assert list(changes["figure_no"]) == [5, 1]
    assert list(changes["after_text"]) == ["711", "11,02"]


def test_a_broken_document_is_named() -> None:
    with pytest.raises(FrameError, match="deadline_class_known") as error:
        frames_of([report(), broken_plan()])
    assert {f.document_sha256 for f in error.value.failures} == {broken_plan().source.sha256}


def test_a_broken_document_does_not_hold_its_batch() -> None:
    frames, faults = frames_and_faults([report(), broken_plan(), plan()])
    assert len(frames.frame("documents")) == 2
    assert list(faults) == [broken_plan().source.sha256]
    assert "deadline_class_known 'someday'" in faults[broken_plan().source.sha256]


def test_an_empty_letterhead_is_enough() -> None:
    reading = Reading(report().source, Letterhead())
    assert len(frames_of([reading]).frame("documents")) == 1


texts = st.one_of(st.none(), st.text(max_size=12))


@settings(max_examples=examples(30), deadline=None)
@given(title=texts, place=texts, province=texts, label=texts, note=st.text(max_size=12))
def test_any_text_passes_the_door(
    title: str | None, place: str | None, province: str | None, label: str | None, note: str
) -> None:
    head = Letterhead(title=title, place_name=place, province=province, period_label=label)
    rows = [(note, note, note, note, note, None), FORM_ROWS[0]]
    reading = replace(report(rows=rows, findings=()), letterhead=head)
    notice = Notice(note, note, reading.tables[0].place)
    frames = frames_of([replace(reading, notices=(notice,))])
    assert isinstance(frames, Frames)
    assert len(frames.frame("figures")) == 4

"""What is loaded in one go: plain values, each document with its own rows, in any part."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from load.records import Batch, Record, batch_of
from tests.load.readings import FORM_ROWS, plan, report
from transform.frames import frames_of

PLAIN = (str, int, float, bool, Decimal, dt.date, type(None))
READINGS = [report(), plan(), report("b.txt", rows=FORM_ROWS[:1], findings=()), plan("p2.txt")]
BATCH = batch_of(frames_of(READINGS))


def rows(batch: Batch) -> dict[str, list[Record]]:
    """Return the rows of every frame, documents aside, by SHA-256."""
    return {
        sha256: [row for name in batch.columns for row in batch.records(name, number)]
        for number, sha256 in enumerate(batch.hashes)
    }


def test_every_value_is_plain() -> None:
    listed = [row for own in rows(BATCH).values() for row in own] + list(BATCH.documents)
    assert {type(value) for row in listed for value in row.values()} <= set(PLAIN)


def test_no_row_is_lost_or_given_to_another_document() -> None:
    frames = frames_of(READINGS)
    assert BATCH.hashes == list(frames.frame("documents")["document_sha256"])
    for name, frame in frames.by_name().items():
        if name != "documents":
            assert sum(BATCH.counts[name]) == len(frame)
    for sha256, own in rows(BATCH).items():
        assert {row["document_sha256"] for row in own} == {sha256}


def test_a_document_without_facts_has_none() -> None:
    assert BATCH.records("figures", 1) == []
    assert BATCH.counts["figures"] == [8, 0, 2, 0]


@given(st.sets(st.integers(0, len(READINGS) - 1)))
def test_a_part_has_the_rows_of_its_documents_and_no_others(numbers: set[int]) -> None:
    part = BATCH.part(sorted(numbers))
    assert part.hashes == [BATCH.hashes[n] for n in sorted(numbers)]
    assert rows(part) == {
        sha256: own for sha256, own in rows(BATCH).items() if sha256 in part.hashes
    }

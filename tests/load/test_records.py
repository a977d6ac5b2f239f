"""Frames to records: plain Python values, blanks as None, grouped by document."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from load.records import records_by_document
from tests.load.readings import plan, report
from transform.frames import frames_of

PLAIN = (str, int, float, bool, Decimal, dt.date, type(None))


def test_every_value_is_plain() -> None:
    for records in records_by_document(frames_of([report(), plan()])).values():
        values = [value for rows in records.values() for row in rows for value in row.values()]
        assert {type(value) for value in values} <= set(PLAIN)


def test_no_row_is_lost_or_given_to_another_document() -> None:
    frames = frames_of([report(), plan(), report("b.txt")])
    grouped = records_by_document(frames)
    assert list(grouped) == list(frames.documents["document_sha256"])
    for name, frame in frames.by_name().items():
        assert sum(len(records[name]) for records in grouped.values()) == len(frame)
    for sha256, records in grouped.items():
        rows = [row for listed in records.values() for row in listed]
        assert {row["document_sha256"] for row in rows} == {sha256}


def test_a_document_without_facts_has_empty_lists() -> None:
    (records,) = records_by_document(frames_of([plan()])).values()
    assert records["figures"] == []

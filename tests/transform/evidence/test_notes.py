from __future__ import annotations

import pytest

from tests.transform.test_checks import indicator, row, table
from transform.evidence.notes import counts_against_notes, note_matches, rates_against_notes
from transform.figures import figures_of


@pytest.mark.parametrize(
    ("value", "note"),
    [
        ("95,56", "711/744 hồ sơ"),
        ("95,56", "711/744"),
        ("95,5", "711/744 hồ sơ"),  # digits cut off
        ("95,56", "Đúng hạn 711 hồ sơ trên tổng số 744 hồ sơ"),
        ("95,56", "Theo Kế hoạch số 12/KH-UBND"),
        ("95,56", "ngày 8/3"),
        ("0", "0/0"),
        ("", "711/744 hồ sơ"),
    ],
)
def test_a_note_that_gives_the_rate_is_silent(value: str, note: str) -> None:
    assert rates_against_notes([indicator("PL4.3.1", "%", value, note)]) == []


@pytest.mark.parametrize("note", ["82/744 hồ sơ", "82/744", "đúng hạn 82/744 hồ sơ"])
def test_a_note_that_gives_another_rate_is_found(note: str) -> None:
    (found,) = rates_against_notes([indicator("PL4.3.1", "%", "95,56", note)])
    assert found.rule == "PL4.3.1-note-ratio"
    assert "82/744 = 11,02%" in found.found


def rates_and_parts(note: str, part: str) -> list[tuple[str, bool]]:
    rows = (
        row(("3.1", "x", "%", "95,56", note), code="PL4.3.1"),
        row(("3.1.1", "x", "Hồ sơ", "744", ""), code="PL4.3.1.1"),
        row(("3.1.2", "x", "Hồ sơ", part, ""), code="PL4.3.1.2"),
    )
    tables = [table(*rows)]
    (match,) = note_matches(tables, figures_of(tables, "value"))
    return [(slot.codes[0], slot.agrees) for slot in match.slots]


def test_a_note_speaks_for_the_parts_of_its_rate() -> None:
    assert rates_and_parts("711/744 hồ sơ", "711") == [("PL4.3.1.2", True), ("PL4.3.1.1", True)]
    assert rates_and_parts("711/744 hồ sơ", "82") == [("PL4.3.1.2", False), ("PL4.3.1.1", True)]


@pytest.mark.parametrize(
    ("value", "note", "count"),
    [
        ("176", "gồm 160 hồ sơ đất đai, 16 hồ sơ hộ tịch", 0),
        ("176", "Trong đó: 200 hồ sơ đất đai, 16 hồ sơ hộ tịch", 1),
        ("176", "200 hồ sơ chuyển sang kỳ sau", 0),
        ("176", "gồm 160 hồ sơ đất đai", 0),
        ("176", "", 0),
    ],
)
def test_a_part_is_no_more_than_its_whole(value: str, note: str, count: int) -> None:
    tables = [indicator("PL4.3.1.1", "Hồ sơ", value, note)]
    assert len(counts_against_notes(tables)) == count

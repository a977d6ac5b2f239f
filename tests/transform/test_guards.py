from __future__ import annotations

from collections.abc import Sequence

from tests.helpers import read_tables, table_text
from transform.guards import unique_headings
from transform.reading import LogicalTable

HEAD = [["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"]]


def table(*numbers: str, heading: Sequence[Sequence[str]] = HEAD) -> LogicalTable:
    rows = [[number, "việc", "Sở A", "Quý I"] for number in numbers]
    (found,), _ = read_tables(table_text(heading, rows))
    return found


def test_equal_headings_hold_the_table() -> None:
    (notice,) = unique_headings(table("1", heading=[["STT", "Nhiệm vụ", "Chủ trì", "Chủ trì"]]))
    assert notice.holds_table
    assert "Chủ trì" in notice.message
    assert not unique_headings(table("1"))


def test_two_number_columns_may_share_a_heading() -> None:
    assert not unique_headings(table("1", heading=[["Stt", "Stt", "Nhiệm vụ", "Chủ trì"]]))

"""The words of findings and deadlines are those that the warehouse takes."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from contracts.schema import vocabulary
from transform.deadlines import parse_deadline
from transform.finding import FindingKind, Status, Strength

CELLS = (
    "", "15/02/2023", "Trước ngày 15/8/2025", "Tháng 02/2024", "Quý I/2023", "Quý III-IV/2024",
    "Năm 2024", "Từ tháng 02 đến ngày 15/8/2025", "Thường xuyên", "Khi có yêu cầu",
    "Theo quy định của UBND tỉnh", "Trong thời gian 10 ngày kể từ ngày tiếp nhận",
    "Tham dự hội nghị", "Theo kế hoạch và thường xuyên",
)  # fmt: skip


def test_words_of_findings() -> None:
    assert set(get_args(FindingKind)) == set(vocabulary.FINDING_KINDS)
    assert set(get_args(Strength)) == set(vocabulary.STRENGTHS)
    assert set(get_args(Status)) == set(vocabulary.FINDING_STATES)


def test_every_class_of_deadlines_comes_up() -> None:
    assert {parse_deadline(cell).type for cell in CELLS} == set(vocabulary.DEADLINE_CLASSES)


@given(st.one_of(st.sampled_from(CELLS), st.text(max_size=60)))
def test_no_deadline_is_of_another_class(cell: str) -> None:
    assert parse_deadline(cell).type in vocabulary.DEADLINE_CLASSES

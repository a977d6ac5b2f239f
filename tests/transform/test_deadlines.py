"""Deadlines: each class in many wordings, dates of cited acts kept out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transform.deadlines import has_time, parse_deadline
from transform.reading import Deadline

GOLD = Path(__file__).parents[3] / "shared" / "score" / "deadlines.json"
ENOUGH = 0.97


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    """Deadlines as read by a person, where they are at hand."""
    if not GOLD.exists():
        pytest.skip("the deadlines read by a person are not here")
    loaded: list[dict[str, Any]] = json.loads(GOLD.read_text(encoding="utf-8"))["deadlines"]
    return loaded


def test_agrees_with_a_person(gold: list[dict[str, Any]]) -> None:
    keys = ("type", "start", "end", "date", "before")
    equal = 0
    for entry in gold:
        read = parse_deadline(entry["raw"]).as_dict()
        equal += all(read.get(key) == entry["parsed"].get(key) for key in keys)
    assert equal / len(gold) >= ENOUGH


DATED = [
    ("Quý II năm 2024", "quarter", "2024-04-01", "2024-06-30"),
    ("Trong quý III/2024", "quarter", "2024-07-01", "2024-09-30"),
    ("III/2024", "quarter", "2024-07-01", "2024-09-30"),
    ("Quý I, II/2024", "quarter_range", "2024-01-01", "2024-06-30"),
    ("Quý I - Quý III/2024", "quarter_range", "2024-01-01", "2024-09-30"),
    ("Từ quý II đến quý IV", "quarter_range", "2024-04-01", "2024-12-31"),
    ("Quý IV/2024 - Quý I/2025", "quarter_range", "2024-10-01", "2025-03-31"),
    ("Hoàn thành trong tháng 3", "month", "2024-03-01", "2024-03-31"),
    ("Tuần 3 tháng 5/2024", "month", "2024-05-01", "2024-05-31"),
    ("Tháng 3 - tháng 5/2024", "date_range", "2024-03-01", "2024-05-31"),
    ("Tháng 10, tháng 11/2024", "date_range", "2024-10-01", "2024-11-30"),
    ("6 tháng đầu năm", "date_range", "2024-01-01", "2024-06-30"),
    ("Cả năm", "year", "2024-01-01", "2024-12-31"),
    ("2024", "year", "2024-01-01", "2024-12-31"),
    ("2024-2025", "date_range", "2024-01-01", "2025-12-31"),
    ("Quý II và Quý IV/2024", "quarter_range", "2024-04-01", "2024-12-31"),
    ("Khoảng tháng 8 (dự kiến)", "month", "2024-08-01", "2024-08-31"),
    ("Năm 2024-2025", "date_range", "2024-01-01", "2025-12-31"),
    ("Từ ngày 15/12 đến 14/3/2024", "date_range", "2023-12-15", "2024-03-14"),
    ("20-25/3/2024", "date_range", "2024-03-20", "2024-03-25"),
    ("Từ năm 2024 trở đi", "date_range", "2024-01-01", None),
    ("Đến hết năm 2025", "date_range", None, "2025-12-31"),
    ("Thường xuyên trong năm 2024", "recurring", "2024-01-01", "2024-12-31"),
]


@pytest.mark.parametrize(("text", "kind", "start", "end"), DATED)
def test_periods(text: str, kind: str, start: str | None, end: str | None) -> None:
    read = parse_deadline(text, default_year=2024).as_dict()
    assert (read["type"], read.get("start"), read.get("end")) == (kind, start, end)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("Trước 30/6/2024", "2024-06-30"),
        ("Trước ngày 30 tháng 6", "2024-06-30"),
        ("Xong trước ngày 30/6/2024", "2024-06-30"),
        ("Hoàn thành trước 15 tháng 11 năm 2024", "2024-11-15"),
        ("Trước tháng 6/2024", "2024-06-01"),
        # the last day allowed, so the exclusive limit is the day after
        ("Chậm nhất ngày 30/6/2024", "2024-07-01"),
        ("Chậm nhất đến hết tháng 6/2024", "2024-07-01"),
        ("Trước 17h00 ngày 20/5/2024", "2024-05-20"),
        ("Trước 16 giờ 30 phút, ngày 20/5/2024", "2024-05-20"),
        ("Không muộn hơn ngày 10/12/2024", "2024-12-11"),
        ("Theo Kế hoạch số 12/KH-UBND ngày 15/01/2024, trước ngày 30/6/2024", "2024-06-30"),
    ],
)
def test_limits(text: str, before: str) -> None:
    read = parse_deadline(text, default_year=2024)
    assert (read.type, read.before) == ("before_date", dt.date.fromisoformat(before))


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Hằng quý", ["quarterly"]),
        ("HÀNG THÁNG", ["monthly"]),
        ("Định kỳ 6 tháng, năm", ["half_yearly", "yearly"]),
        ("Báo cáo quý, 6 tháng, năm", ["quarterly", "half_yearly", "yearly"]),
        ("Thường xuyên, liên tục", ["continuous"]),
        ("Đột xuất", ["ad_hoc"]),
        ("02 lần/năm", ["half_yearly"]),
        ("6 tháng/lần", ["half_yearly"]),
        ("Mỗi quý 01 lần", ["quarterly"]),
        ("Hàng năm và đột xuất khi có yêu cầu", ["yearly", "ad_hoc"]),
        ("Ngày 25 hàng tháng", ["monthly"]),
        ("Hàng quý (Theo Kế hoạch số 12/KH-UBND ngày 18/11/2020)", ["quarterly"]),
    ],
)
def test_recurrences(text: str, recurrence: list[str]) -> None:
    read = parse_deadline(text, default_year=2024).as_dict()
    assert (read["type"], read["recurrence"]) == ("recurring", recurrence)
    assert "start" not in read


@pytest.mark.parametrize(
    ("text", "month", "day"),
    [
        ("Ngày 25 hàng tháng", None, 25),
        ("Hàng tháng (trước ngày 20)", None, 20),
        ("Trước ngày 19 của tháng cuối quý", None, 19),
        ("Trước ngày 15/12 hàng năm", 12, 15),
        ("Hàng năm (trước 15/12)", 12, 15),
        ("Tháng 12 hàng năm", 12, None),
    ],
)
def test_the_day_within_a_recurrence(text: str, month: int | None, day: int | None) -> None:
    read = parse_deadline(text, default_year=2024)
    assert (read.type, read.month, read.day) == ("recurring", month, day)


@pytest.mark.parametrize(
    ("text", "within", "unit", "since"),
    [
        ("Trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản",
         5, "ngày làm việc", "ngày nhận được văn bản"),
        ("Chậm nhất sau 10 ngày kể từ ngày có quyết định;", 10, "ngày", "ngày có quyết định"),
        ("24 giờ kể từ khi nhận được", 24, "giờ", "khi nhận được"),
        ("Không quá 03 ngày", 3, "ngày", None),
        ("Trong vòng 15 (mười lăm) ngày kể từ ngày ban hành", 15, "ngày", "ngày ban hành"),
    ],
)  # fmt: skip
def test_lengths_of_time(text: str, within: int, unit: str, since: str | None) -> None:
    read = parse_deadline(text)
    assert (read.type, read.within, read.unit, read.since) == ("relative", within, unit, since)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Khi có yêu cầu", "when"),
        ("Sau khi Bộ Nội vụ ban hành hướng dẫn", "after"),
        ("Ngay sau khi có văn bản chỉ đạo, hướng dẫn", "immediately_after"),
        ("Sau hội nghị", "after"),
        ("Theo yêu cầu của UBND tỉnh", None),
    ],
)
def test_conditions(text: str, relation: str | None) -> None:
    read = parse_deadline(text)
    assert (read.type, read.relation) == ("conditional", relation)
    assert read.condition == text[:1].lower() + text[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Theo Kế hoạch số 12/KH-UBND ngày 15/01/2024 của UBND tỉnh",
        "Theo Kế hoạch năm 2024 của UBND tỉnh",
        "Theo Công văn của Bộ Nội vụ ngày 12/3/2024",
        "Thực hiện theo Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021",
        "Theo quy định",
    ],
)
def test_the_date_of_a_cited_act_is_no_deadline(text: str) -> None:
    read = parse_deadline(text, default_year=2024).as_dict()
    assert read["type"] == "reference"
    assert not set(read) & {"start", "end", "date", "before"}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Tháng 6, 12/2024", ["month", "month"]),
        ("Quý I/2024: xây dựng; Quý II-IV/2024: triển khai", ["quarter", "quarter_range"]),
        ("Hàng quý hoặc khi có yêu cầu", ["recurring", "conditional"]),
        ("Theo quy định; thường xuyên", ["reference", "recurring"]),
        ("15/6, 15/12/2024", ["exact_date", "exact_date"]),
        ("Trước ngày 15/6/2024 và ngày 15/12/2024", ["before_date", "before_date"]),
    ],
)
def test_two_forms_in_one_cell(text: str, kinds: list[str]) -> None:
    read = parse_deadline(text)
    assert (read.type, [part.type for part in read.parts]) == ("mixed", kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("31/02/2024", "exact_date"), ("Trước 31/02/2024", "before_date"), ("30/02", "exact_date"),
     ("Tháng 13/2024", "month"), ("Quý V/2024", "quarter")],
)  # fmt: skip
def test_impossible_dates_are_reported(text: str, kind: str) -> None:
    read = parse_deadline(text, default_year=2024)
    assert read.type == kind
    assert read.invalid
    assert (read.start, read.end, read.date, read.before) == (None, None, None, None)


@pytest.mark.parametrize(
    "text",
    ["Tham dự hội nghị, tọa đàm", "Quyết định của UBND tỉnh", "Kế hoạch năm 2024", "Sở Nội vụ",
     "Theo dõi, tổng hợp kết quả", "Tổ chức tổng kết chương trình cải cách hành chính năm 2024"],
)  # fmt: skip
def test_a_cell_without_time_is_misplaced(text: str) -> None:
    assert parse_deadline(text).type == "misplaced"
    assert parse_deadline("Trước ngày 30/6/2024").type != "misplaced"


def test_blank_and_undated() -> None:
    assert parse_deadline(" ").type == parse_deadline("-").type == "blank"
    assert parse_deadline("Quý II") == Deadline("quarter", quarters=(2,))
    assert parse_deadline("Trước ngày 30/6") == Deadline("before_date", month=6, day=30)
    assert has_time("Theo Kế hoạch của Trung ương")
    assert not has_time("Văn bản chỉ đạo")


_WORDS = st.sampled_from(
    ["ngày", "tháng", "năm", "quý", "I", "31", "02", "2024", "/", "-", ";", ",", "và", "theo",
     "khi", "hàng", "định kỳ", "trước", "chậm nhất", "từ", "đến", "lần", "thường xuyên", "(", ")"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join)),
    st.one_of(st.none(), st.integers(2000, 2090)),
)
def test_any_text_gets_a_class_and_possible_dates(text: str, year: int | None) -> None:
    read = parse_deadline(text, default_year=year)
    for part in (read, *read.parts):
        assert part.type
        if part.start and part.end and not part.invalid:
            assert part.start <= part.end
        assert not (part.date and part.invalid)
    assert json.dumps(read.as_dict())

"""Measured aims in invented sentences of plans and reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Place
from tests.helpers import examples
from transform.pieces import TextPiece
from transform.targets import find_targets, indicator_of

Aim = tuple[str, str, str]


def aims(*texts: str, report: bool = False) -> list[Aim]:
    """Return comparator, value and unit of every target in body texts."""
    pieces = [TextPiece(text, Place(line=i)) for i, text in enumerate(texts, start=1)]
    return [(t.comparator, str(t.value), t.unit) for t in find_targets(pieces, report)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Phấn đấu tỷ lệ hồ sơ trực tuyến đạt từ 95% trở lên", [(">=", "95", "%")]),
        ("tối thiểu 80% thủ tục hành chính", [(">=", "80", "%")]),
        ("ít nhất phải đạt 70,5 % hồ sơ", [(">=", "70.5", "%")]),
        ("không dưới 90% người dân hài lòng", [(">=", "90", "%")]),
        ("Trên 95% hồ sơ công việc", [(">", "95", "%")]),
        ("mức độ hài lòng ≥ 92%", [(">=", "92", "%")]),
        ("đạt tỷ lệ 90%", [("=", "90", "%")]),
        ("đạt từ 90% số hồ sơ", [(">=", "90", "%")]),
        ("100 % văn bản đi được ký số", [("=", "100", "%")]),
        ("tỷ lệ trễ hạn không quá 5%", [("<=", "5", "%")]),
        ("tỷ lệ quá hạn dưới 2%", [("<", "2", "%")]),
        ("giảm tối thiểu 10% chi phí tuân thủ", [(">=", "10", "%")]),
        ("mức độ hài lòng 80 - 90%", [(">=", "80", "%"), ("<=", "90", "%")]),
        ("đạt từ 80% đến 90%", [(">=", "80", "%"), ("<=", "90", "%")]),
        ("từ 70% - dưới 100%", [(">=", "70", "%"), ("<", "100", "%")]),
        ("nằm trong nhóm 15 tỉnh, thành phố dẫn đầu", [("<=", "15", "rank")]),
        ("thuộc Top 10 cả nước", [("<=", "10", "rank")]),
        ("xếp hạng PCI từ thứ 20 trở lên", [("<=", "20", "rank")]),
        ("đạt từ 90 điểm trở lên", [(">=", "90", "điểm")]),
        ("tăng ít nhất 02 bậc", [(">=", "2", "bậc")]),
        ("ít nhất 01 sáng kiến cải cách hành chính", [(">=", "1", "sáng kiến")]),
        ("chờ đợi tối đa 30 phút/lượt", [("<=", "30", "phút/lượt")]),
        ("Không để hồ sơ quá hạn vượt quá 1%", [("<=", "1", "%")]),
        ("tỷ lệ lớn hơn hoặc bằng 90%", [(">=", "90", "%")]),
        (
            "Cắt giảm ít nhất 30% thời gian và 20% chi phí",
            [(">=", "30", "%"), (">=", "20", "%")],
        ),
        ("trên 90% hồ sơ và 100% văn bản", [(">", "90", "%"), ("=", "100", "%")]),
        ("tăng từ 3 đến 5 bậc", [(">=", "3", "bậc"), ("<=", "5", "bậc")]),
        ("Mỗi phòng có ít nhất một sáng kiến", [(">=", "1", "sáng kiến")]),
        ("đạt trên 1.500 hồ sơ", [(">", "1500", "hồ sơ")]),
        (
            "năng suất của 01 nhân sự trong 01 năm lên mức tối thiểu 6.600 hồ sơ (25 hồ sơ/ngày)",
            [(">=", "6600", "hồ sơ/năm/nhân sự")],
        ),
        (
            "trên 90% đúng hạn, trong đó có trên 60% trước hạn",
            [(">", "90", "%"), (">", "60", "%")],
        ),
        (
            "đạt 100% về tỷ lệ hồ sơ điện tử và tỷ lệ hồ sơ được số hóa",
            [("=", "100", "%"), ("=", "100", "%")],
        ),
    ],
)
def test_reads_comparator_value_and_unit(text: str, expected: list[Aim]) -> None:
    assert aims(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "chậm nhất 10 ngày làm việc kể từ ngày ban hành",
        "trong thời hạn 05 ngày",
        "bố trí 100% kinh phí từ ngân sách",
        "hỗ trợ 50% học phí cho học viên",
        "nhóm này chiếm 40% tổng số",
        "chiếm tỷ lệ 45%",
        "toàn trình (100%)",
        "Năm 2023 đã đạt 85% kế hoạch",
        "trên 02 hệ thống thông tin",
        "Nghị định số 61/2018/NĐ-CP, tỷ lệ giải quyết hồ sơ 82/744",
        "Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn",
        "mỗi cán bộ là 01 tuyên truyền viên",
    ],
)
def test_other_figures_are_no_targets(text: str) -> None:
    assert aims(text) == []


def test_a_figure_of_an_earlier_year_in_brackets_is_no_target() -> None:
    assert aims("đạt trên 90% (năm 2024 đạt 88%)") == [(">", "90", "%")]


def test_a_report_states_facts() -> None:
    assert aims("100% cán bộ sử dụng thư điện tử.", "Tỷ lệ đúng hạn đạt 95%.", report=True) == []


def test_a_report_may_name_an_aim() -> None:
    text = "Kết quả đạt 98%. Mục tiêu của tỉnh là nằm trong nhóm 10 địa phương dẫn đầu"
    assert aims(text, report=True) == [("<=", "10", "rank")]


def test_an_aim_named_behind_a_result_makes_no_aim_of_it() -> None:
    text = "Tỷ lệ đúng hạn đạt 98,5%, vượt 3,5% so với mục tiêu 95%."
    assert aims(text, report=True) == []


def test_a_report_turns_to_what_is_to_come() -> None:
    texts = (
        "II. KẾT QUẢ",
        "Số hóa 60% hồ sơ.",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ TRỌNG TÂM",
        "Số hóa 80% hồ sơ.",
        "V. KIẾN NGHỊ",
        "Số hóa 90% hồ sơ.",
    )
    assert aims(*texts, report=True) == [("=", "80", "%")]


def test_the_tables_of_a_report_are_no_targets() -> None:
    piece = TextPiece("tối thiểu 80%", Place(line=1), "appendix", 1, "I/1", "Kết quả")
    assert find_targets([piece], report=True) == ()


def test_an_aim_repeated_in_another_column_is_one() -> None:
    pieces = [
        TextPiece(text, Place(line=9), "appendix", 1, "I/1", column)
        for column, text in (
            ("Nội dung", "tối thiểu 80% hồ sơ, trong đó tối thiểu 80% trực tuyến"),
            ("Kết quả", "tối thiểu 80% hồ sơ được luân chuyển"),
        )
    ]
    found = find_targets(pieces)
    assert [t.text for t in found] == ["tối thiểu 80% hồ sơ", "trong đó tối thiểu 80% trực tuyến"]
    assert {(t.location, t.table, t.row) for t in found} == {("table", 1, "I/1")}


@settings(max_examples=examples(200), deadline=None)
@given(st.text(alphabet="đạt trên0123456789%.,- (từ)tối thiểuhồ sơnhóm dẫn đầu", max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert all(value.replace(".", "").isdigit() for _, value, _ in aims(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2023, tỷ lệ giải quyết đúng hạn đạt 97,5%.", []),
        ("Kết quả năm 2022 đạt 91,2%.", []),
        ("Năm 2023 đạt 97,5%; năm 2024 đạt trên 98%.", [(">", "98", "%")]),
        ("So với năm 2023, tăng ít nhất 2% tỷ lệ hài lòng.", [(">=", "2", "%")]),
        ("Từ kết quả năm 2023, phấn đấu đạt 98%.", [("=", "98", "%")]),
        ("Đến năm 2025 đạt 80%.", [("=", "80", "%")]),
        ("Giai đoạn năm 2021 - 2025 đạt 80%.", [("=", "80", "%")]),
    ],
)
def test_what_a_plan_says_of_an_earlier_year_is_a_fact(text: str, expected: list[Aim]) -> None:
    piece = TextPiece(text, Place(line=1))
    found = find_targets([piece], year=2024)
    assert [(t.comparator, str(t.value), t.unit) for t in found] == expected


def test_without_the_year_of_a_plan_nothing_is_past() -> None:
    assert aims("Năm 2023, tỷ lệ đạt 97,5%.") == [("=", "97.5", "%")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Bảo đảm trên 90% hồ sơ TTHC được giải quyết trước và đúng hạn", "PL4.3.1"),
        ("Ít nhất 95% hồ sơ do UBND cấp xã tiếp nhận được giải quyết đúng hạn", "PL4.3.3"),
        ("Tối thiểu 80% hồ sơ nộp trực tuyến", "PL8.6.4"),
        ("100% phản ánh, kiến nghị được xử lý", "PL4.3.4"),
        ("Tối thiểu 60% thủ tục hành chính được thanh toán trực tuyến", "PL8.6.5"),
        ("Giải ngân đạt từ 95% kế hoạch trở lên", "PL7.1"),
        ("hoàn thành 100% nhiệm vụ trong Kế hoạch CCHC năm 2024", "PL2.2"),
        ("Trên 95% hồ sơ lĩnh vực đất đai được giải quyết đúng hạn", None),
        ("Trên 95% hồ sơ công việc được xử lý đúng hạn", None),
        ("tỷ lệ giao dịch thanh toán trực tuyến đạt từ 30% trở lên", None),
        ("100% công chức được tập huấn", None),
    ],
)
def test_an_aim_is_tied_to_the_indicator_that_measures_it(text: str, code: str | None) -> None:
    assert indicator_of(text, "%") == code
    assert indicator_of(text, "hồ sơ") is None

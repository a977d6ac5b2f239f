"""Headings as offices word them, and what each column then is."""

from __future__ import annotations

import pytest

from tests.helpers import read_tables, table_text

PLAN = ["1", "Rà soát quy trình nội bộ", *["Sở Nội vụ"] * 6]
COUNTS = ["1", "Sở Tư pháp", *["12"] * 8]
STATISTICS = ["1", "Số TTHC công bố mới", *["10"] * 8]


def roles(headings: str, row: list[str]) -> list[str | None]:
    names = headings.split("|")
    again = ["2", *row[1:]]
    rows = [row[: len(names)], again[: len(names)]]
    (table,), _ = read_tables(table_text([names], rows))
    return [column.role for column in table.columns]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("TT|Nội dung triển khai|Đơn vị tham gia|Mốc hoàn thành", "no task coordinating deadline"),
        ("TT|Hoạt động|Chủ trì|Từ tháng|Đến tháng", "no activity lead start deadline"),
        ("STT|Tên nhiệm vụ|Người chỉ đạo|Người thực hiện|Hạn xử lý",
         "no task assignee assignee deadline"),
        ("STT|Lĩnh vực|Mục tiêu|Nhiệm vụ cụ thể|Tiến độ", "no goal field task deadline"),
        ("STT|Văn bản giao nhiệm vụ|Nội dung nhiệm vụ được giao|Đơn vị đầu mối|Tình trạng",
         "no reference task lead status"),
        ("TT|Tên thủ tục hành chính|Cơ quan soạn thảo|Quý thực hiện", "no task lead deadline"),
        ("STT|Nhiệm vụ|Đơn vị chủ trì|Thời hạn|Tiến độ thực hiện", "no task lead deadline status"),
        ("STT|Nội dung|Chủ đầu tư|Đối tượng|Địa điểm|Yêu cầu",
         "no task lead object venue requirement"),
        ("STT|Tên văn bản, đề án|Cơ quan soạn thảo|Cấp trình|Cấp ban hành|Thời gian trình",
         "no task lead submit_to submit_to deadline"),
        ("STT|Tên loại và trích yếu nội dung|Cơ quan xây dựng|Cơ quan cùng thực hiện|Hạn xử lý",
         "no task lead coordinating deadline"),
        ("STT|Tồn tại, hạn chế|Nguyên nhân|Giải pháp khắc phục|Đơn vị thực hiện",
         "no difficulty difficulty activity lead"),
        ("STT|Số, ký hiệu|Nội dung giao|Đơn vị thực hiện|Hạn xử lý|Ngày hoàn thành|Trạng thái",
         "no reference task lead deadline status status"),
        ("TT|Tên nhiệm vụ|Mục đích, yêu cầu|Đơn vị chủ trì|Ngày, tháng hoàn thành",
         "no task requirement lead deadline"),
        ("TT|Hoạt động|Khoa, phòng thực hiện|Chuẩn bị nội dung|Phí, lệ phí|Căn cứ|Văn bản giao",
         "no activity lead assignee budget reference reference"),
        ("STT|Hệ thống chỉ tiêu|Cơ quan chủ trì|2023|2024|2025",
         "no goal lead schedule schedule schedule"),
    ],
)  # fmt: skip
def test_plans(headings: str, expected: str) -> None:
    assert roles(headings, PLAN) == expected.split()


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("STT|Phòng ban|Văn bản đến|Văn bản đi|Văn bản ký số|Tỷ lệ ký số (%)",
         "no label documents.incoming documents.outgoing documents.signed documents.signed.rate"),
        ("TT|Cơ quan|Biên chế được giao|Biên chế có mặt|Số đơn vị sự nghiệp",
         "no label staff.assigned staff.present units.public_service"),
        ("STT|Đơn vị|Số cuộc kiểm tra|Số đơn vị được kiểm tra|Bình quân",
         "no label inspections.total units.total units.total.average"),
        ("STT|Lĩnh vực|Trước hạn|Đúng hạn|Tổng đã giải quyết",
         "no label resolved.early resolved.on_time resolved.total"),
        ("STT|Tiêu chí|Điểm tối đa|Điểm tự chấm|Hội đồng thẩm định|Năm 2022",
         "no label score.maximum score.own score.verified score.previous_year.previous"),
        ("STT|Nguồn vốn|Dự toán năm (triệu đồng)|Đã giải ngân|Còn lại|Tỷ lệ (%)",
         "no label amount.planned amount.spent amount.left amount.spent.rate"),
        ("STT|Nội dung chi|Số lượng|Đơn giá (đồng)|Thành tiền (đồng)",
         "no label items.total amount.price.average amount.total"),
        ("STT|Cơ quan|Tiếp nhận|Đã giải quyết|Sớm|Đúng|Trễ",
         "no label received.total resolved.total resolved.early resolved.on_time resolved.late"),
        ("STT|Đơn vị|Tổng số CBCC|Cấp trưởng|Cấp phó|Hợp đồng 111",
         "no label staff.total staff.heads staff.deputies staff.contracted"),
        ("TT|Cơ quan|Biên chế được giao|Có mặt|Chưa tuyển",
         "no label staff.assigned staff.present staff.vacant"),
        ("TT|Cơ quan|Số văn bản được giao|Đã ban hành",
         "no label documents.assigned documents.enacted"),
        ("Mục|Tên chỉ số thành phần|Trọng số|Điểm số|Tăng/giảm",
         "no label score.weight score.final score.difference.compared"),
    ],
)  # fmt: skip
def test_figures_by_agency_or_field(headings: str, expected: str) -> None:
    assert roles(headings, COUNTS) == expected.split()


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("STT|Các chỉ tiêu chủ yếu|Kế hoạch năm|Thực hiện 6 tháng|Tỷ lệ đạt (%)",
         "no label planned value compared"),
        ("STT|Chỉ tiêu|Số liệu|Trong đó: nữ|Trong đó: dân tộc thiểu số",
         "no label value level level"),
        ("STT|Nội dung|Hộ tịch|Chứng thực|UBND xã Tân Lập|Toàn huyện",
         "no label level level level value"),
        ("STT|Chỉ tiêu|Trong quý|Số liệu 9 tháng|Văn bản minh chứng",
         "no label value interval source"),
        ("STT|Chỉ tiêu|Kỳ này|Cùng kỳ|Tuyệt đối|Tương đối (%)",
         "no label value previous compared compared"),
    ],
)  # fmt: skip
def test_statistics(headings: str, expected: str) -> None:
    assert roles(headings, STATISTICS) == expected.split()


def test_a_second_name_behind_the_figures_names_no_row() -> None:
    row = ["1", "Kho tỉnh", "12", "4", "Tốt"]
    assert roles("STT|Đơn vị|Tiếp nhận|Đã giải quyết|Tình trạng", row)[-1] == "note"
    row = ["1", "Sở Y tế", "Đang xử lý", "12", "4"]
    assert roles("STT|Đơn vị|Tình trạng|Tiếp nhận|Đã giải quyết", row)[2] == "sublabel"


@pytest.mark.parametrize("heading", ["Mức tự chủ (%)", "Thu nhập bình quân"])
def test_a_rate_of_what_is_not_known_is_not_one_of_its_neighbour(heading: str) -> None:
    assert roles(f"STT|Đơn vị|Tiếp nhận|{heading}", COUNTS)[-1] is None

from __future__ import annotations

import pytest

from contracts.layouts import project_layouts
from transform.measures import basis_of, is_mean, is_measure, is_rate, measure_roles
from transform.reading import Column

MATRIX = next(layout for layout in project_layouts() if layout.id == "matrix")


def roles(*paths: str, title: str = "") -> list[str | None]:
    columns = [Column(path, tuple(path.split(" / "))) for path in paths]
    found = measure_roles(columns, MATRIX, range(len(columns)), title)
    return [found.get(i) for i in range(len(columns))]


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("Số hồ sơ tiếp nhận / Trong kỳ / Trực tuyến", "received.online"),
        ("Số hồ sơ tiếp nhận / Kỳ trước chuyển qua", "received.carried"),
        ("Số hồ sơ nhận giải quyết / Tổng số (3)=(4)+(5)", "received.total"),
        ("Kết quả giải quyết / Số hồ sơ chưa giải quyết / Quá hạn", "pending.late"),
        ("Đã giải quyết / Trước và đúng hạn", "resolved.timely"),
        ("Đang xử lý / Chưa đến hạn", "pending.in_time"),
        ("Đang giải quyết / Chưa quá hạn", "pending.in_time"),
        ("Hồ sơ trả lại, rút", "returned.total"),
        ("Tỷ lệ hồ sơ giải quyết đúng hạn (%)", "resolved.on_time.rate"),
        ("Hồ sơ tiếp nhận / Lũy kế từ đầu năm", "received.total.cumulative"),
        ("Hồ sơ giải quyết / Cùng kỳ năm trước", "resolved.total.previous"),
        ("Số TTHC / Toàn trình", "procedures.online_full"),
        ("Số VBQPPL ban hành / Nghị quyết", "documents.total.category"),
        ("Số VBQPPL ban hành / Tỷ lệ nào đó", "documents.total.rate"),
        ("So sánh / Tuyệt đối", None),
        ("Màu hồ sơ / Màu bìa", None),
    ],
)
def test_a_heading_path_is_read_from_its_leaf(path: str, role: str | None) -> None:
    assert roles(path) == [role]


def test_a_heading_without_a_subject_has_that_to_its_left() -> None:
    assert roles("Đã giải quyết", "Đúng hạn", "Quá hạn", "Số TTHC / Tổng số", "Toàn trình") == [
        "resolved.total", "resolved.on_time", "resolved.late",
        "procedures.total", "procedures.online_full",
    ]  # fmt: skip


def test_the_title_says_what_is_counted_where_no_heading_does() -> None:
    assert roles("Trực tuyến") == [None]
    assert roles("Trực tuyến", title="KẾT QUẢ TIẾP NHẬN HỒ SƠ") == ["received.online"]


def test_two_columns_of_one_measure_keep_a_counter() -> None:
    assert roles("Tiếp nhận / Qua mạng", "Tiếp nhận / Trực tuyến") == [
        "received.online", "received.online~2",
    ]  # fmt: skip


def test_what_a_role_says_of_its_figures() -> None:
    assert is_measure("received.total")
    assert not is_measure("label")
    assert not is_measure(None)
    assert basis_of("received.total.cumulative~2") == "cumulative"
    assert basis_of("received.total.previous") == "previous"
    assert basis_of(None) == "period"
    assert is_rate("resolved.on_time.rate~2")
    assert not is_rate("resolved.on_time")


def test_a_group_beside_the_running_total_names_the_basis() -> None:
    assert roles(
        "Kỳ này / Tiếp nhận", "Kỳ này / Đã giải quyết", "Lũy kế / Tiếp nhận",
        "Lũy kế / Đã giải quyết",
    ) == [
        "received.total", "resolved.total", "received.total.cumulative",
        "resolved.total.cumulative",
    ]  # fmt: skip


def test_a_group_without_a_running_total_beside_it_is_a_part() -> None:
    assert roles("Tổng số tiếp nhận", "Trong kỳ / Tiếp nhận")[1] == "received.in_period"


def test_months_side_by_side_are_told_apart_from_their_sum() -> None:
    paths = ("Tiếp nhận / Tháng 7", "Tiếp nhận / Tháng 8", "Tiếp nhận / Cộng")
    assert roles(*paths) == [
        "received.total.interval",
        "received.total.interval~2",
        "received.total",
    ]
    assert roles("Tháng 7 / Tiếp nhận") == ["received.total"]


def test_columns_of_a_body_or_a_level_are_no_totals() -> None:
    paths = ("Cấp huyện / Tiếp nhận", "Cấp xã / Tiếp nhận", "Cấp xã / Giải quyết / Đúng hạn")
    assert roles(*paths) == [
        "received.total.district", "received.total.commune", "resolved.on_time.commune",
    ]  # fmt: skip
    assert roles("Sở Y tế / Tiếp nhận", "Sở Xây dựng / Tiếp nhận") == [
        "received.total.body", "received.total.body~2",
    ]  # fmt: skip


def test_what_all_columns_share_is_the_tables_own() -> None:
    assert roles("Cấp xã / Tiếp nhận", "Cấp xã / Giải quyết") == [
        "received.total",
        "resolved.total",
    ]
    assert roles("Sở Y tế / Tiếp nhận", "Sở Y tế / Giải quyết") == [
        "received.total", "resolved.total",
    ]  # fmt: skip


def test_means_are_not_rates() -> None:
    (role,) = roles("Thời gian giải quyết bình quân")
    assert (is_mean(role), is_rate(role)) == (True, False)


def test_a_bare_total_in_front_of_several_stages_is_of_the_first() -> None:
    title = "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
    paths = ("Tổng số", "Kỳ trước chuyển sang", "Mới tiếp nhận", "Đã giải quyết / Quá hạn")
    assert roles(*paths, title=title) == [
        "received.total", "received.carried", "received.in_period", "resolved.late",
    ]  # fmt: skip
    alone = roles("Tổng số", "Đúng hạn", "Quá hạn", title=title)
    assert alone == ["resolved.total", "resolved.on_time", "resolved.late"]


def test_what_is_in_time_or_late_is_of_what_was_resolved() -> None:
    found = roles("Tiếp nhận", "Đúng hạn", "Trễ hẹn")
    assert found == ["received.total", "resolved.on_time", "resolved.late"]
    assert roles("Đang giải quyết", "Quá hạn") == ["pending.total", "pending.late"]
    assert roles("Hồ sơ nhận", "Hồ sơ trả", "Hồ sơ trả lại") == [
        "received.total", "resolved.total", "returned.total",
    ]  # fmt: skip


def test_groups_over_the_same_headings_are_fields() -> None:
    groups = ("Đất đai", "Hộ tịch", "Tổng cộng")
    found = roles(*(f"{group} / {what}" for group in groups for what in ("Tiếp nhận", "Quá hạn")))
    assert found == [
        "received.total.field", "resolved.late.field",
        "received.total.field~2", "resolved.late.field~2",
        "received.total", "resolved.late",
    ]  # fmt: skip
    dated = roles("Chín tháng / Tiếp nhận", "Quý I / Tiếp nhận")
    assert dated[0] == "received.total"


def test_forms_handed_out_and_returned_are_told_apart() -> None:
    assert roles("Số phiếu phát ra", "Số phiếu thu về", "Hài lòng") == [
        "rated.issued", "rated.collected", "rated.satisfied",
    ]  # fmt: skip

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contracts.layouts import load_layouts, parse_layout, project_layouts
from tests.helpers import read_tables, table_text
from transform.proposals import fingerprint, nearest_layouts, needs_layout, propose
from transform.reading import Column, LogicalTable

PLAN = table_text(
    [["STT", "Đầu việc", "Bên gánh", "Xong trước", "Màu hồ sơ"]],
    [
        ["1", "Rà soát quy trình nội bộ", "Sở Tư pháp", "Tháng 3/2024", "Xanh"],
        ["2", "Khảo sát người nộp hồ sơ", "Sở Y tế", "Quý II/2024", "Đỏ"],
    ],
)
COUNTS = table_text(
    [["STT", "Xã", "Lượt khách", "Ghế ngồi", "Tỷ lệ lấp ghế"]],
    [["1", "Xã Tân Lập", "120", "60", "50"], ["2", "Xã Tân Kim", "80", "20", "25"]],
)
OWN_FORM = "SÁNG KIẾN NĂM 2024\n\n" + table_text(
    [["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"]],
    [["1", "Sáng kiến cấp cơ sở", "Sáng kiến", "14"], ["2", "Mô hình hay", "Mô hình", "3"]],
)


def one(text: str) -> LogicalTable:
    (table,), _ = read_tables(text)
    return table


def test_the_fingerprint_leaves_case_and_tone_style_alone() -> None:
    first = [Column("a", ("Số hóa", "Tổng  số")), Column("b", ("Ghi chú",))]
    same = [Column("x", ("SỐ HOÁ", "tổng số")), Column("y", ("GHI CHÚ",))]
    other = [first[1], first[0]]
    assert fingerprint(first) == fingerprint(same)
    assert fingerprint(first) != fingerprint(other)


def test_unknown_headings_are_guessed_by_their_cells() -> None:
    table = one(PLAN)
    assert needs_layout(table)
    proposal = propose(table, project_layouts(), "plan.txt")
    roles = {guess.heading: guess.role for guess in proposal.guesses}
    assert proposal.parent == "task"
    assert roles == {"Bên gánh": "lead", "Xong trước": "deadline", "Màu hồ sơ": "mau_ho_so"}
    assert "+    - Xong trước" in proposal.diff
    assert "plan.txt" in proposal.yaml_text


def test_a_heading_much_like_a_known_one_takes_its_role() -> None:
    rows = [["1", "Rà soát", "Sở A", "x"]]
    table = one(table_text([["STT", "Nhiệm vụ", "Đơn vị chủ trì", "Du kien kinh phi nay"]], rows))
    (guess,) = propose(table, project_layouts()).guesses
    assert (guess.role, "kinh phí" in guess.why.casefold()) == ("budget", True)


def test_columns_of_numbers_become_measures() -> None:
    proposal = propose(one(COUNTS), project_layouts())
    assert proposal.parent == "matrix"
    assert [guess.role for guess in proposal.guesses] == [
        "other.luot_khach", "other.ghe_ngoi", "other.ty_le_lap_ghe.rate",
    ]  # fmt: skip
    assert "require: [[label], [other]]" in proposal.yaml_text


@pytest.mark.parametrize("text", [PLAN, COUNTS, OWN_FORM])
def test_what_is_proposed_is_data_only_and_reads_the_table(text: str, tmp_path: Path) -> None:
    table = one(text)
    assert table.held
    proposal = propose(table, project_layouts())
    accepted = proposal.yaml_text.replace("mau_ho_so", "colour")
    (tmp_path / "own.yaml").write_text(accepted, encoding="utf-8")
    (read,), notices = read_tables(text, load_layouts([tmp_path]))
    assert (read.held, read.layout) == (None, proposal.id)
    assert not [n for n in notices if n.holds_table]
    assert {c.role for c in read.columns}.isdisjoint({None, "mau_ho_so"})


def test_the_nearest_layout_comes_first() -> None:
    near = nearest_layouts(one(PLAN), project_layouts())
    assert near[0][0].id == "task"
    assert [share for _, share in near] == sorted((s for _, s in near), reverse=True)


def test_a_table_that_is_read_needs_no_layout() -> None:
    table = one(table_text([["STT", "Nhiệm vụ", "Chủ trì"]], [["1", "Rà soát", "Sở A"]]))
    assert not needs_layout(table)
    assert not needs_layout(replace(table, held="another reason"))


def test_without_layouts_there_is_nothing_to_start_from() -> None:
    with pytest.raises(ValueError, match="no layout"):
        propose(one(PLAN), ())


def test_quotes_in_headings_stay_valid_yaml() -> None:
    head = [["STT", "Nhiệm vụ", "Chủ trì", 'Bìa "màu": hồ, #sơ']]
    table = one(table_text(head, [["1", "Rà soát", "Sở A", "x: #1"]]))
    text = propose(table, project_layouts()).yaml_text
    role = parse_layout(text, project_layouts()).roles[0]
    assert role.headings == (head[0][3],)


def test_a_form_outside_the_catalogue_is_told_by_its_title_of_any_year(tmp_path: Path) -> None:
    proposal = propose(one(OWN_FORM), project_layouts())
    assert not proposal.guesses
    (tmp_path / "own.yaml").write_text(proposal.yaml_text, encoding="utf-8")
    layouts = load_layouts([tmp_path])
    titles = {"SÁNG KIẾN NĂM 2025": False, "NHÀ Ở CÔNG VỤ": True}
    for title, held in titles.items():
        (table,), _ = read_tables(OWN_FORM.replace("SÁNG KIẾN NĂM 2024", title), layouts)
        assert bool(table.held) == held


def test_columns_of_words_of_their_own_are_said_to_be_not_loaded() -> None:
    assert "mau_ho_so]" in propose(one(PLAN), project_layouts()).yaml_text.splitlines()[-1]


def test_further_columns_of_figures_are_parts_of_one() -> None:
    head = [["TT", "Chỉ tiêu", "Đơn vị tính", "Vùng núi", "Vùng ven", "Ghi chú"]]
    rows = [
        ["1", "Số hộ được khảo sát", "Hộ", "2", "3", ""],
        ["2", "Số phiếu", "Phiếu", "4", "5", ""],
    ]
    guesses = propose(one(table_text(head, rows)), project_layouts()).guesses
    assert {g.role for g in guesses} <= {"value", "level", "other.vung_nui", "other.vung_ven"}
    assert len({g.role for g in guesses}) == 2


def test_a_table_whose_headings_are_all_known_may_lack_a_layout_still() -> None:
    money = table_text(
        [["STT", "Nguồn kinh phí", "Đơn vị tính", "Quý I", "Quý II"]],
        [["1", "Chi hội nghị", "Triệu đồng", "12", "45,5"]],
    )
    table = one(money)
    assert table.held
    assert needs_layout(table)
    parse_layout(propose(table, project_layouts(), "a.txt").yaml_text, project_layouts())


def test_a_column_of_figures_is_proposed_as_a_measure_whatever_its_word() -> None:
    table = one(
        table_text(
            [["TT", "Cơ quan", "Chỉ tiêu", "Thực hiện", "Đạt (%)"]],
            [["1", "Sở Y tế", "12.500", "11.990", "95,9"], ["2", "Sở Nội vụ", "80", "80", "100"]],
        )
    )
    roles = {g.heading: g.role for g in propose(table, project_layouts(), "a.txt").guesses}
    assert roles["Chỉ tiêu"] == "other.chi_tieu"
    assert roles["Đạt (%)"].endswith(".rate")


@pytest.mark.parametrize(
    "names",
    [
        ("Điểm bưu điện văn hóa xã Tân Lập", "Điểm bưu điện văn hóa xã Bình Minh"),
        ("Tháng 1/2024", "Tháng 2/2024"),
    ],
)
def test_the_first_words_of_a_table_of_figures_name_its_rows(names: tuple[str, str]) -> None:
    rows = [[str(i), name, "12", "4", "Xa"] for i, name in enumerate(names, 1)]
    table = one(table_text([["STT", "Điểm đặt máy", "Lượt khách", "Ghế ngồi", "Chỗ gửi"]], rows))
    guesses = propose(table, project_layouts()).guesses
    roles = [guess.role for guess in guesses]
    assert roles == ["label", "other.luot_khach", "other.ghe_ngoi", "cho_gui"]

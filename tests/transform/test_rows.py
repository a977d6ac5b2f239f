from __future__ import annotations

from contracts.layouts import project_layouts
from tests.extract.office import cell, docx, read, row, table
from tests.helpers import read_tables, table_text
from transform.read import read as read_document
from transform.reading import LogicalRow

HEAD = [["STT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian"]]
PAGE_END = ["", *["\t".join(row) for row in HEAD]]


def rows(*lines: str) -> tuple[LogicalRow, ...]:
    (table,), _ = read_tables("\n".join([*["\t".join(r) for r in HEAD], *lines]))
    return table.rows


def outline_of(found: tuple[LogicalRow, ...]) -> list[tuple[str, str | None, str | None, str]]:
    return [(r.kind, r.no, r.parent, r.label) for r in found]


def test_section_rows_in_every_printed_form() -> None:
    found = rows(
        "I\tPhần một\t\t\t",
        "1\tViệc a\tSở A\tSở B\tQuý I/2024",
        "II. Phần hai\t\t\t\t",
        "1\tViệc b\tSở A\tSở B\tQuý I/2024",
        "III Phần ba\tIII Phần ba\tIII Phần ba\tIII Phần ba\tIII Phần ba",
        "1\tViệc c\tSở A\tSở B\tQuý I/2024",
        "IV. Phần bốn",
        "1\tViệc d\tSở A\tSở B\tQuý I/2024",
    )
    assert outline_of(found) == [
        ("section", "I", None, "Phần một"),
        ("item", "1", "I", "Việc a"),
        ("section", "II", None, "Phần hai"),
        ("item", "1", "II", "Việc b"),
        ("section", "III", None, "Phần ba"),
        ("item", "1", "III", "Việc c"),
        ("section", "IV", None, "Phần bốn"),
        ("item", "1", "IV", "Việc d"),
    ]
    assert [r.path for r in found] == ["I", "I/1", "II", "II/1", "III", "III/1", "IV", "IV/1"]


def test_a_row_cut_by_the_page_end_is_joined() -> None:
    found = rows(
        "1\tTheo dõi việc\tSở Y tế, Sở\tVăn phòng\tQuý I/2024",
        *PAGE_END,
        "\tthực hiện kế hoạch\tTư pháp\t\t",
        "2\tViệc khác\tSở A\tSở B\tQuý II/2024",
    )
    assert [r.no for r in found] == ["1", "2"]
    assert found[0].cells[1:3] == ("Theo dõi việc thực hiện kế hoạch", "Sở Y tế, Sở Tư pháp")
    assert len(found[0].places) == 2
    assert found[0].joined and "page end" in found[0].joined[0]


def test_a_row_cut_twice_is_joined_twice() -> None:
    found = rows(
        "1\tMột việc\tSở A\tSở B\tTheo kế",
        *PAGE_END,
        "\tdài và\t\t\thoạch của",
        *PAGE_END,
        "\trất dài\t\t\ttỉnh",
    )
    assert found[0].cells[1] == "Một việc dài và rất dài"
    assert found[0].cells[4] == "Theo kế hoạch của tỉnh"


def test_a_total_or_a_new_row_after_the_page_end_is_not_joined() -> None:
    found = rows(
        "1\tViệc a.\tSở A\tSở B\tQuý I/2024",
        *PAGE_END,
        "\tTỔNG CỘNG\t\t\t",
    )
    assert outline_of(found)[1] == ("total", None, None, "TỔNG CỘNG")


def test_a_bold_title_after_the_page_end_is_a_heading() -> None:
    found = rows(
        "1\tViệc a\tSở A\tSở B\tQuý I/2024",
        *PAGE_END,
        "\t<b>Phần mới</b>\t\t\t",
        "2\tViệc b\tSở A\tSở B\tQuý I/2024",
    )
    assert [r.kind for r in found] == ["item", "section", "item"]


def test_blanks_of_a_vertical_merge_stay_blank() -> None:
    found = rows(
        "1\tViệc a\tSở A\tSở B\tQuý I/2024",
        "2\t\tSở C\tSở D\tQuý II/2024",
    )
    assert found[1].cells[1] == ""


def test_a_number_that_stands_twice_keeps_both_rows_apart() -> None:
    found = rows("1\tViệc a\tSở A\t\tQuý I/2024", "1\tViệc b\tSở A\t\tQuý I/2024")
    assert [r.path for r in found] == ["1", "1#2"]


def test_note_rows_below_the_table_are_no_rows() -> None:
    found = rows("1\tViệc a\tSở A\t\tQuý I/2024", "Ghi chú: số liệu ước\t\t\t\t")
    assert len(found) == 1


def test_a_note_over_several_rows_and_a_page_end_goes_back_to_its_row() -> None:
    text = table_text(
        [["STT", "Chỉ tiêu", "ĐVT", "Số liệu", "Ghi chú"]],
        [
            ["5.", "Thực hiện nhiệm vụ UBND tỉnh giao", "", "", "Lấy từ phần"],
            ["5.1", "Tổng số nhiệm vụ được giao", "Nhiệm vụ", "10", ""],
        ],
    )
    text += "\n\n5.2\tSố nhiệm vụ đã hoàn thành đúng hạn\tNhiệm vụ\t9\tmềm theo dõi\n"
    (table,), _ = read_tables(text)
    assert [r.note for r in table.rows] == ["Lấy từ phần mềm theo dõi", None, None]
    assert table.rows[0].joined


def test_parts_of_a_figure_stand_under_it() -> None:
    found = rows("1\tTổng số hồ sơ\tSở A\t\t", "\tTrong đó:\t\t\t", "\t- Trực tuyến\tSở B\t\t")
    assert outline_of(found)[1:] == [
        ("item", None, "1", "Trong đó:"),
        ("item", None, "1", "- Trực tuyến"),
    ]


def test_a_whole_row_at_the_page_top_is_not_joined() -> None:
    found = rows(
        "1\tKiểm tra định kỳ\tSở Nội vụ\t\tQuý II",
        *PAGE_END,
        "\tKiểm tra đột xuất\tThanh tra\t\tQuý IV",
    )
    assert [r.label for r in found] == ["Kiểm tra định kỳ", "Kiểm tra đột xuất"]


def test_totals_by_many_names() -> None:
    names = ("TỔNG ĐIỂM", "Tổng cộng (I+II)", "Cộng mục I", "Tổng số: 02 việc", "Toàn tỉnh")
    found = rows("1\tViệc\tSở A\t\tQuý I", *(f"\t{name}\t\t\t5" for name in names))
    assert [r.kind for r in found[1:]] == ["total"] * len(names)
    assert rows("\tTổng số hồ sơ đã nhận\tSở A\t\t5")[0].kind == "item"


def test_the_name_of_a_part_may_stand_in_any_column() -> None:
    table = """
TT\tThời gian thực hiện\tNội dung công việc
I\tCông tác chỉ đạo, điều hành\t
1\tQuý I\tBan hành kế hoạch
II\tCải cách thể chế\t
2\tQuý II\tRà soát văn bản
"""
    (read,), _ = read_tables(table)
    assert [(row.no, row.kind) for row in read.rows] == [
        ("I", "section"), ("1", "item"), ("II", "section"), ("2", "item"),
    ]  # fmt: skip
    assert read.rows[0].label == "Công tác chỉ đạo, điều hành"


def test_a_name_merged_over_number_and_name_stands_as_name() -> None:
    wide = cell("TỔNG CỘNG", properties='<w:gridSpan w:val="2"/>')
    part = cell("Khối sở", properties='<w:gridSpan w:val="2"/>')
    body = table(
        row("STT", "Đơn vị", "Tiếp nhận", "Giải quyết"),
        row(part, "5", "4"),
        row("1", "Sở Y tế", "5", "4"),
        row(wide, "5", "4"),
        widths=(500, 3000, 1000, 1000),
    )
    found = read_document(read(docx(body), "a.docx"), project_layouts()).tables[0]
    assert [r.cells[:2] for r in found.rows] == [
        ("", "Khối sở"),
        ("1", "Sở Y tế"),
        ("", "TỔNG CỘNG"),
    ]
    assert [r.kind for r in found.rows][-1] == "total"

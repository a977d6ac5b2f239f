from __future__ import annotations

from tests.helpers import read_tables
from transform.reading import LogicalTable

HEAD = "STT\tNội dung công việc\tCơ quan chủ trì\tThời gian"


def shapes(tables: list[LogicalTable]) -> list[tuple[str | None, int]]:
    return [(t.title, len(t.rows)) for t in tables]


def test_a_repeated_heading_and_page_numbers_join_fragments() -> None:
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tc\n\n2\n\n{HEAD}\n2\ta\tb\tc\n\n3\n\n3\ta\tb\tc\n")
    assert [len(t.rows) for t in tables] == [3]


def test_a_caption_opens_a_new_table_with_the_columns_of_the_last() -> None:
    tables, notices = read_tables(
        f"PHỤ LỤC\n1. Phần đầu tiên\n{HEAD}\n1\ta\tb\tc\n\n2. Phần sau\n\n1\td\te\tf\n"
    )
    assert shapes(tables) == [("Phần đầu tiên", 1), ("Phần sau", 1)]
    assert [c.name for c in tables[1].columns] == [c.name for c in tables[0].columns]
    assert tables[1].appendix == "PHỤ LỤC"
    assert not notices


def test_a_heading_inside_a_fragment_cuts_it() -> None:
    other = "TT\tChỉ tiêu\tĐVT\tSố liệu"
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tc\n{other}\n1\tSố văn bản\tVăn bản\t3\n")
    assert [len(t.rows) for t in tables] == [1, 1]
    assert tables[1].kind == "indicator" or tables[1].held


def test_a_repeated_heading_without_a_blank_line() -> None:
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tc\n{HEAD}\n\tphần sau\t\t\n2\ta\tb\tc\n")
    assert [[r.no for r in t.rows] for t in tables] == [["1", "2"]]


def test_the_rest_of_a_row_may_stand_in_the_repeated_heading() -> None:
    again = f"{HEAD} bổ sung trong kỳ"
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tviệc\n\n{again}\n2\ta\tb\tc\n")
    assert [r.cells for t in tables for r in t.rows] == [
        ("1", "a", "b", "việc bổ sung trong kỳ"), ("2", "a", "b", "c"),
    ]  # fmt: skip


def test_a_letterhead_in_two_columns_is_no_table() -> None:
    text = (
        "UBND TỈNH A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ B\tĐộc lập - Tự do - Hạnh phúc\n\n"
        f"{HEAD}\n1\ta\tb\tc\n"
    )
    tables, _ = read_tables(text)
    assert len(tables) == 1


def test_an_unknown_table_is_read_and_held() -> None:
    tables, notices = read_tables("Màu\tCỡ\tHình\nđỏ\t3\ttròn\nxanh\t4\tvuông\n")
    assert tables[0].held
    assert tables[0].kind == "unknown"
    assert [r.cells for r in tables[0].rows] == [("đỏ", "3", "tròn"), ("xanh", "4", "vuông")]
    assert notices[0].code == "unknown_layout"
    assert notices[0].place.line == 1


def test_running_titles_announce_nothing() -> None:
    gap = "\n\nKế hoạch CCHC, trang {}\n\n"
    text = f"{HEAD}\n1\ta\tb\tc{gap.format(2)}2\ta\tb\tc{gap.format(3)}\tphần sau\t\t\n"
    tables, _ = read_tables(text)
    assert [[r.no for r in t.rows] for t in tables] == [["1", "2"]]


def test_numbers_that_run_on_outweigh_one_unknown_line() -> None:
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tc\n\nUBND tỉnh A\n\n2\ta\tb\tc\n")
    assert [len(t.rows) for t in tables] == [2]
    tables, _ = read_tables(f"{HEAD}\n1\ta\tb\tc\n\nNhiệm vụ khác\n\n1\ta\tb\tc\n")
    assert shapes(tables)[1][1] == 1


def test_an_appendix_label_printed_again_continues_the_table() -> None:
    first = f"Phụ lục 4\nBIỂU TỔNG HỢP\n{HEAD}\n1\ta\tb\tc\n\n"
    text = f"{first}Phụ lục 4 (tiếp theo)\n\n{HEAD}\n2\ta\tb\tc"
    tables, _ = read_tables(text)
    assert shapes(tables) == [("BIỂU TỔNG HỢP", 2)]


def test_a_heading_may_stand_over_a_blank_line() -> None:
    head = "STT\tChỉ tiêu\tKết quả\t\tGhi chú\n\n\t\tĐơn vị tính\tSố liệu\t\n\n"
    tables, _ = read_tables(f"{head}1.1\tSố văn bản\tVăn bản\t3\t\n")
    assert [c.name for c in tables[0].columns] == [
        "STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú",
    ]  # fmt: skip
    assert [len(t.rows) for t in tables] == [1]


def test_a_section_line_between_fragments_is_a_row() -> None:
    first = f"{HEAD}\n\nI. Phần một\n\n1\ta\tb\tc\n\n"
    tables, _ = read_tables(f"{first}II. Phần hai\n\n1\td\te\tf")
    assert [[(r.kind, r.no, r.parent) for r in t.rows] for t in tables] == [
        [("section", "I", None), ("item", "1", "I"), ("section", "II", None), ("item", "1", "II")]
    ]

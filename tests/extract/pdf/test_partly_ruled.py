"""Tables that lack some of their rules, and what stands around and over tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from extract.document import TableFragment
from tests.extract.pdf.samples import cells, read, texts
from tests.extract.pdf.writer import PageWriter, text_width

Rows = Sequence[Sequence[str]]

XS = (60.0, 90.0, 300.0, 370.0, 440.0, 540.0)
HEADING = ("STT", "Chỉ tiêu", "Đơn vị", "Số liệu", "Ghi chú")
ROWS = (
    ("1", "Số văn bản đã ban hành trong năm nay\ncủa các cơ quan", "Văn bản", "12", ""),
    ("2", "Số nhiệm vụ được giao", "Nhiệm vụ", "345", "Lũy kế"),
    ("3", "Số cuộc kiểm tra đã thực hiện tại các\nđơn vị", "Cuộc", "7", "Tăng 02 cuộc"),
    ("4", "Tỷ lệ hoàn thành", "%", "98,5", ""),
)
BODY = tuple(tuple(text.replace("\n", " ") for text in row) for row in ROWS)
LEAD, PAD = 12.0, 3.0


def put(
    page: PageWriter, rows: Rows, xs: Sequence[float], top: float, *, words: bool = False
) -> list[float]:
    """Print rows cell by cell, texts in the middle of their rows; return the sides of the rows."""
    ys = [top]
    for row in rows:
        most = max(text.count("\n") + 1 for text in row)
        for x, text in zip(xs, row, strict=False):
            lines = text.split("\n") if text else []
            base = ys[-1] + PAD + 10 + (most - len(lines)) * LEAD / 2
            for line in lines:
                put_words(page, x + PAD, base, line) if words else page.text(x + PAD, base, line)
                base += LEAD
        ys.append(ys[-1] + most * LEAD + 2 * PAD)
    return ys


def put_words(page: PageWriter, x: float, base: float, line: str, gap: float = 3.0) -> None:
    """Print a line word by word."""
    for word in line.split():
        page.text(x, base, word)
        x += text_width(word, 10) + gap


def boxed(page: PageWriter, xs: Sequence[float], ys: Sequence[float]) -> None:
    """Draw all rules of a grid."""
    for y in ys:
        page.line(xs[0], y, xs[-1], y)
    for x in xs:
        page.line(x, ys[0], x, ys[-1])


def the_table(page: PageWriter) -> TableFragment:
    """Return the one table that is read from a page."""
    (fragment,) = read([page]).fragments()
    return fragment


def test_a_ruled_heading_gives_its_columns_to_the_rows_below() -> None:
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS], XS, 100, words=True)
    boxed(page, XS, ys[:2])
    page.line(XS[0], ys[-1], XS[-1], ys[-1])
    assert cells(the_table(page)) == (HEADING, *BODY)


def test_a_heading_without_rules_belongs_to_the_ruled_rows_below() -> None:
    page = PageWriter()
    page.text(230, 80, "BIỂU TỔNG HỢP")
    ys = put(page, [HEADING, *ROWS], XS, 100)
    boxed(page, XS, ys[1:])
    document = read([page])
    (fragment,) = document.fragments()
    assert cells(fragment) == (HEADING, *BODY)
    assert texts(document) == ["BIỂU TỔNG HỢP"]


def test_row_numbers_are_a_column_without_the_rule_behind_them() -> None:
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS], XS, 100)
    boxed(page, (XS[0], *XS[2:]), ys)
    assert cells(the_table(page)) == (HEADING, *BODY)


def test_outer_columns_need_no_outer_rules() -> None:
    page = PageWriter()
    section = ("I", "Chỉ đạo, điều hành")
    ys = put(page, [HEADING, section, *ROWS[:2], ("II", "Cải cách thể chế"), *ROWS[2:]], XS, 100)
    page.line(XS[0], ys[1], XS[-1], ys[1])
    for x in XS[1:-1]:
        for top, bottom in ((ys[0], ys[1]), (ys[2], ys[4]), (ys[5], ys[-1])):
            page.line(x, top, x, bottom)
    found = [tuple(text for text in row if text) for row in cells(the_table(page))]
    assert found == [
        tuple(text for text in row if text)
        for row in (HEADING, section, *BODY[:2], ("II", "Cải cách thể chế"), *BODY[2:])
    ]


@pytest.mark.parametrize("rules", ["none", "level"])
def test_a_signature_block_below_a_table_is_no_row(rules: str) -> None:
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS], XS, 100)
    for y in ys if rules == "level" else ():
        page.line(XS[0], y, XS[-1], y)
    low = ys[-1] + 14
    page.text(60, low, "Nơi nhận:")
    page.text(380, low, "KT. GIÁM ĐỐC")
    page.text(60, low + 12, "- Sở Nội vụ;")
    page.text(378, low + 12, "PHÓ GIÁM ĐỐC")
    page.text(60, low + 24, "- Lưu: VT.")
    page.text(375, low + 60, "Nguyễn Văn An")
    document = read([page])
    (fragment,) = document.fragments()
    assert cells(fragment) == (HEADING, *BODY)
    assert "Nguyễn Văn An" in texts(document)


def test_title_and_unit_above_a_table_are_no_heading() -> None:
    page = PageWriter()
    title = "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ"
    page.text((XS[0] + XS[-1] - text_width(title, 10)) / 2, 80, title)
    page.text(430, 94, "Đơn vị tính: Hồ sơ")
    ys = put(page, [HEADING, *ROWS], XS, 97)
    for y in ys:
        page.line(XS[0], y, XS[-1], y)
    document = read([page])
    (fragment,) = document.fragments()
    assert cells(fragment) == (HEADING, *BODY)
    assert texts(document) == [title, "Đơn vị tính: Hồ sơ"]


def test_headings_in_the_middle_of_two_rows_stand_under_no_other() -> None:
    page = PageWriter()
    for middle, base, text in (
        (310, 112, "Tiếp nhận"), (450, 112, "Giải quyết"),
        (80, 121, "TT"), (170, 121, "Cơ quan"), (550, 121, "Tỷ lệ (%)"),
        (275, 130, "Trực tuyến"), (345, 130, "Trực tiếp"),
        (415, 130, "Đúng hạn"), (485, 130, "Quá hạn"),
    ):  # fmt: skip
        page.text(middle - text_width(text, 10) / 2, base, text)
    columns = (70.0, 110.0, 260.0, 330.0, 400.0, 470.0, 540.0)
    rows = [(str(n), f"Sở {'ABCDEFG'[n]}", str(n * 7), str(n * 31), str(n * 5), str(n * 3), "99,1")
            for n in range(1, 6)]  # fmt: skip
    ys = put(page, rows, columns, 136)
    for y in (100.0, *ys):
        page.line(60, y, 580, y)
    found = the_table(page)
    heading = [(cell.text, cell.column_span) for cell in found.rows[0] if cell.text]
    assert heading == [
        ("TT", 1), ("Cơ quan", 1), ("Tiếp nhận", 2), ("Giải quyết", 2), ("Tỷ lệ (%)", 1),
    ]  # fmt: skip
    assert [row for row in cells(found) if row[0].isdigit()] == rows


def test_large_text_across_a_page_is_left_out_and_told() -> None:
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS], XS, 100)
    boxed(page, XS, ys)
    page.text(150, 230, "BẢN SAO", 80, turn=40)
    document = read([page])
    (fragment,) = document.fragments()
    assert cells(fragment) == (HEADING, *BODY)
    assert [note.code for note in document.notes] == ["watermark"]
    assert "BẢN SAO" in document.notes[0].message


def test_a_large_title_is_no_watermark() -> None:
    page = PageWriter()
    page.text(60, 90, "BÁO CÁO", 40)
    put(page, [HEADING, *ROWS], XS, 120)
    document = read([page])
    assert "BÁO CÁO" in texts(document)
    assert not document.notes


def test_letters_printed_upwards_are_one_text() -> None:
    page = PageWriter()
    ys = [100.0, 190.0, 210.0]
    boxed(page, (60, 200, 260, 320), ys)
    page.text(70, 150, "Nội dung")
    base = 180.0
    for letter in "Thời gian":
        if letter != " ":
            page.text(235, base, letter, turn=90)
        base -= text_width(letter, 10) if letter != " " else 4
    page.text(270, 150, "Ghi chú")
    put(page, [("Kiểm tra", "Quý I", "Đã xong")], (60, 200, 260), 190)
    assert cells(the_table(page))[0] == ("Nội dung", "Thời gian", "Ghi chú")


def test_words_set_far_apart_to_fill_their_lines_are_no_columns() -> None:
    page = PageWriter()
    top, x = 112.0, 96.0
    rows = (
        ("Kế hoạch kiểm tra công vụ", "tại các đơn vị trực thuộc", "Sở Nội vụ"),
        ("Báo cáo kết quả thực hiện", "nhiệm vụ được giao trong kỳ", "Văn phòng"),
        ("Đề án sắp xếp tổ chức", "bộ máy hành chính nhà nước", "Sở Tư pháp"),
        ("Quyết định công bố danh", "mục thủ tục hành chính mới", "Thanh tra"),
    )
    for number, (one, two, lead) in enumerate(rows, start=1):
        page.text(62, top, str(number))
        for line, base in ((one, top), (two, top + 12)):
            spare = 165 - sum(text_width(word, 10) for word in line.split())
            put_words(page, x, base, line, spare / (len(line.split()) - 1))
        page.text(x, top + 24, "như trên.")
        page.text(320, top, lead)
        page.text(430, top, "Quý I")
        top += 44
    found = [tuple(row) for row in cells(the_table(page))]
    assert found == [
        (str(n), f"{one} {two} như trên.", lead, "Quý I")
        for n, (one, two, lead) in enumerate(rows, start=1)
    ]


def test_the_space_in_what_a_column_repeats_parts_no_columns() -> None:
    rows = [(str(n), f"Số lượng văn bản {'abcdefg'[n]}", "Văn bản", str(n * 211), "")
            for n in range(1, 7)]  # fmt: skip
    page = PageWriter()
    put(page, [HEADING, *rows], XS, 100, words=True)
    assert [row[:4] for row in cells(the_table(page))[1:]] == [row[:4] for row in rows]


def test_row_numbers_too_long_for_their_column_go_on_in_the_next_line() -> None:
    rows = (
        ("1", "Kết quả giải quyết", "", "", ""),
        ("1.1.\n1", "Tổng số hồ sơ đã\ngiải quyết", "Hồ sơ", "120", "Lũy kế"),
        ("1.1.\n2", "Số hồ sơ giải quyết\nđúng hạn", "Hồ sơ", "118", ""),
        ("1.2.\n1.", "Số hồ sơ của cấp xã\nđã giải quyết", "Hồ sơ", "75", ""),
        ("1.2.\n2.", "Số hồ sơ của cấp xã\nđúng hạn", "Hồ sơ", "74", ""),
    )
    page = PageWriter()
    ys = put(page, [HEADING, *rows], (60, 90, 220, 290, 360), 100)
    for y in ys:
        page.line(60, y, 460, y)
    numbers = [row[0] for row in cells(the_table(page))[1:]]
    assert numbers == ["1", "1.1.1", "1.1.2", "1.2.1.", "1.2.2."]


def test_the_last_row_of_a_page_may_have_its_number_between_its_lines() -> None:
    last = ("5", "Số đơn vị sự nghiệp được\nkiểm tra", "", "", "")
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS, last], XS, 100)
    for y in ys[:-1]:
        page.line(XS[0], y, XS[-1], y)
    assert cells(the_table(page))[-1][:2] == ("5", "Số đơn vị sự nghiệp được kiểm tra")


def test_formulas_over_columns_may_be_wrapped() -> None:
    head = ("STT", "Cơ quan", "Tổng số", "Trực tuyến", "Trực tiếp")
    numbers = ("(1)", "(2)", "(3)=(4)+\n(5)", "(4)", "(5)")
    rows = [(str(n), f"Sở {'ABCDEFG'[n]}", str(n * 9), str(n * 4), str(n * 5))
            for n in range(1, 6)]  # fmt: skip
    page = PageWriter()
    put(page, [head, numbers, *rows], (60, 100, 240, 330, 420), 100)
    found = cells(the_table(page))
    assert found[1] == ("(1)", "(2)", "(3)=(4)+ (5)", "(4)", "(5)")
    assert list(found[2:]) == rows


def test_level_rules_of_one_length_hold_a_table_together() -> None:
    lines = ("Đã xin lỗi bằng văn", "bản đối với bốn hồ", "sơ trễ hạn do lỗi",
             "kết nối giữa hai", "hệ thống thông tin", "trong kỳ báo cáo")  # fmt: skip
    note = "\n".join(lines)
    rows = [
        (str(n), "Số hồ sơ\ntiếp nhận", "Hồ sơ", str(n * 37), note if n % 2 else "")
        for n in range(1, 6)
    ]
    page = PageWriter()
    ys = put(page, [HEADING, *rows], XS, 80)
    for y in ys:
        page.line(XS[0], y, XS[-1], y)
    found = cells(the_table(page))[1:]
    assert [row[0] for row in found] == ["1", "2", "3", "4", "5"]
    assert found[0][4] == note.replace("\n", " ")


def test_a_row_cut_by_the_page_end_goes_on_below_the_repeated_heading() -> None:
    one, two = PageWriter(), PageWriter()
    first = ("3", "Số cuộc kiểm tra", "Cuộc", "7", "Đã kiểm tra tại các\nđơn vị và báo cáo")
    put(one, [HEADING, *ROWS[:2], first], XS, 640)
    ys = put(two, [HEADING], XS, 60)
    two.text(XS[4] + PAD, ys[-1] + 10, "kết quả cho tỉnh")
    fragments = list(read([one, two]).fragments())
    assert len(fragments) == 2
    assert [cell.text for row in fragments[1].rows for cell in row if cell.text][-1].endswith(
        "kết quả cho tỉnh"
    )


def test_pages_without_any_of_these_are_read_as_before() -> None:
    page = PageWriter()
    ys = put(page, [HEADING, *ROWS], XS, 100)
    boxed(page, XS, ys)
    assert cells(the_table(page)) == (HEADING, *BODY)
    assert all(b > a for a, b in itertools.pairwise(ys))


def test_the_last_line_of_a_name_may_be_set_in_smaller_letters() -> None:
    """A program without the right font takes another, with its own height, for some letters."""
    page = PageWriter()
    rows = [(str(n), "Số cuộc kiểm tra", "Cuộc", str(n * 9), "") for n in range(1, 5)]
    *_, end = put(page, [HEADING, *rows], XS, 100)
    page.text(XS[0] + PAD, end + 19, "5")
    page.text(XS[1] + PAD, end + 13, "Số người đã tinh giản trong kỳ báo")
    page.text(XS[1] + PAD, end + 25, "cao", size=6)
    page.text(XS[2] + PAD, end + 19, "Người")
    page.text(XS[3] + PAD, end + 19, "20")
    last = cells(the_table(page))[-1]
    assert last[:4] == ("5", "Số người đã tinh giản trong kỳ báo cao", "Người", "20")

"""Columns without rules that are easily taken for others, and text taken for columns."""

from __future__ import annotations

from extract.pdf.source_fast import FastSource
from tests.extract.pdf.samples import read, tables
from tests.extract.pdf.writer import PageWriter, pdf, text_width

PLAN_X = (70, 100, 230, 320)
SECTIONS = (
    ("I", "ĐẨY MẠNH CẢI CÁCH THỂ CHẾ"),
    ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    ("III", "XÂY DỰNG CHÍNH QUYỀN SỐ"),
)
TASKS = (
    ("Rà soát văn bản", "Sở Tư pháp", "Quý I"),
    ("Kiểm tra công vụ", "Thanh tra tỉnh", "Cả năm"),
)
WORDS = (
    "Căn cứ Thông tư số 05 và 06 của Bộ về 12 lĩnh vực ở",
    "sở, ban",
    "Căn cứ Thông tư số 07 và 08 của Bộ về 15 lĩnh vực ở",
    "tỉnh và",
    "xã.",
)


def test_names_of_sections_do_not_close_the_columns_below_them() -> None:
    page = PageWriter()
    rows = [("STT", "Nội dung", "Chủ trì", "Thời gian")]
    for number, section in enumerate(SECTIONS):
        rows.append((*section, "", ""))
        rows += [(str(2 * number + n), *task) for n, task in enumerate(TASKS, start=1)]
    for line, row in enumerate(rows):
        for x, text in zip(PLAN_X, row, strict=True):
            if text:
                page.text(x, 80 + 17 * line, text)
    (found,) = tables(read([page]))
    assert [row for row in found if len(row) == 4 and row[3]] == [row for row in rows if row[3]]


def test_words_set_wide_apart_in_running_text_are_no_columns() -> None:
    page = PageWriter()
    for number, line in enumerate(WORDS):
        x = 60.0
        for word in line.split():
            page.text(x, 80 + 15 * number, word)
            x += text_width(word, 10) + 6
    assert tables(read([page])) == []


def test_notes_between_the_lines_of_figures_are_a_column_of_their_own() -> None:
    page = PageWriter()
    notes = (("Tính cả hồ sơ kỳ", "trước chuyển sang"), ("Theo Quyết định", "của tỉnh"))
    for x, text in zip((60, 90, 260, 330), ("STT", "Nội dung", "Số lượng", "Ghi chú"), strict=True):
        page.text(x, 60, text)
    for number in range(5):
        base = 85.0 + 30 * number
        page.line(55, base - 18, 430, base - 18)
        figure = f"{number + 1}.204"
        for x, text in ((60, str(number + 1)), (90, f"Hồ sơ loại {number}")):
            page.text(x, base, text)
        page.text(318 - text_width(figure, 10), base, figure)
        for line, note in enumerate(notes[number % 2]):
            page.text(324, base - 6 + 12 * line, note)
    (found,) = tables(read([page]))
    assert [row[2] for row in found[1:]] == [f"{n + 1}.204" for n in range(5)]


def test_characters_of_turned_text_are_as_high_as_its_font() -> None:
    page = PageWriter()
    page.text(100, 500, "Sở Tư pháp tỉnh", turn=90)
    with FastSource(pdf([page])) as source, source.page(1) as data:
        assert data is not None
        text, boxes = data.letters(0)
        printed = [index for index, character in enumerate(text) if not character.isspace()]
        assert abs(boxes[printed, 1] - data.boxes[0][1]).max() < 0.1
        assert abs(boxes[printed, 3] - data.boxes[0][3]).max() < 0.1


def test_a_row_that_numbers_the_columns_is_parted_from_their_names_above() -> None:
    page = PageWriter()
    xs = (50, 90, 200, 300, 400)
    for base, row in (
        (80, ("STT", "Lĩnh vực", ("Tổng số", "hồ sơ", "đã nhận"), "Đúng hạn")),
        (125, ("(1)", "(2)", ("(3)=(4)+(5)", "+(6)"), "(4)")),
        (160, ("1", "Đất đai", "27", "26")),
    ):
        for x, text in zip(xs, row, strict=False):
            if isinstance(text, str):
                page.text(x + 5, base, text)
                continue
            for line, part in enumerate(text):
                page.text(x + 5, base - 4.4 + 8.8 * line, part)
    for y in (62, 142, 170):
        page.line(xs[0], y, xs[-1], y)
    for x in xs:
        page.line(x, 62, x, 170)
    assert tables(read([page])) == [
        (
            ("STT", "Lĩnh vực", "Tổng số hồ sơ đã nhận", "Đúng hạn"),
            ("(1)", "(2)", "(3)=(4)+(5) +(6)", "(4)"),
            ("1", "Đất đai", "27", "26"),
        )
    ]

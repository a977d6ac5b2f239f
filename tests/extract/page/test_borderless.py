from __future__ import annotations

from tests.extract.pdf.samples import read, tables, texts
from tests.extract.pdf.writer import PageWriter

X = (60, 100, 300, 400)
HEAD = ("STT", "Nội dung công việc", "Số lượng", "Ghi chú")
ROWS = [
    (("1", "Rà soát thủ tục", "12", "Quý I"), ("", "hành chính cấp sở", "", "")),
    (("2", "Tập huấn", "7", ""),),
    (("3", "Kiểm tra công vụ", "5", "Quý II"), ("", "đột xuất", "", "năm 2024")),
]
READ = (
    HEAD,
    ("1", "Rà soát thủ tục hành chính cấp sở", "12", "Quý I"),
    ("2", "Tập huấn", "7", ""),
    ("3", "Kiểm tra công vụ đột xuất", "5", "Quý II năm 2024"),
)


def page_of(rules: str = "", section: str = "", head: bool = True) -> PageWriter:
    """Return a page with a table that has no upright rules."""
    page = PageWriter()
    y = 100.0
    lines = [(HEAD,), *ROWS] if head else [*ROWS]
    if head:
        page.text(180, 60, "Danh mục nhiệm vụ năm 2024")
    for number, row in enumerate(lines):
        if rules == "level":
            page.line(55, y - 11, 460, y - 11)
        if section and number == 1:
            page.text(120, y, section, bold=True)
            y += 16
        for line in row:
            for x, text in zip(X, line, strict=True):
                if text:
                    page.text(x, y, text, bold=head and number == 0)
            y += 12
        y += 5
    if rules == "level":
        page.line(55, y - 11, 460, y - 11)
    if rules == "upright":
        for x in (55, 95, 295, 395, 460):
            page.line(x, 88, x, y)
        page.line(55, 88, 460, 88)
        page.line(55, y, 460, y)
    return page


def test_alignment_alone_makes_a_table() -> None:
    document = read([page_of()])
    assert tables(document) == [READ]
    assert texts(document) == ["Danh mục nhiệm vụ năm 2024"]


def test_level_rules_part_the_rows() -> None:
    assert tables(read([page_of("level")])) == [READ]


def test_upright_rules_give_the_columns_and_numbers_the_rows() -> None:
    assert tables(read([page_of("upright")])) == [READ]


def test_a_line_over_all_columns_is_one_cell() -> None:
    title = "A. NHIỆM VỤ TRỌNG TÂM CỦA SỞ NỘI VỤ VÀ CÁC ĐƠN VỊ TRỰC THUỘC"
    fragment = next(read([page_of(section=title)]).fragments())
    row = next(row for row in fragment.rows if len(row) == 1)
    assert (row[0].text, row[0].column_span) == (title, 4)


def test_the_next_page_goes_on_without_a_heading() -> None:
    assert tables(read([page_of(), page_of(head=False)])) == [READ, READ[1:]]


def test_cells_have_boxes_around_their_text() -> None:
    fragment = next(read([page_of()]).fragments())
    box = fragment.rows[1][1].place.box
    assert box is not None
    assert box[0] < 100 and box[2] > 185 and box[1] < 117 - 7 and box[3] > 129


def test_running_text_is_no_table() -> None:
    page = PageWriter()
    for number in range(10):
        page.text(60, 60 + 14 * number, "Triển khai kế hoạch cải cách hành chính năm 2024 của Sở")
    document = read([page])
    assert (tables(document), len(texts(document))) == ([], 10)

"""Tables without any rule: rows are what the file prints from the left to the right."""

from __future__ import annotations

from tests.extract.page.test_level_ruled import HEAD, ROWS, X, plain, put
from tests.extract.pdf.samples import read, tables, texts
from tests.extract.pdf.writer import PageWriter


def page_of(rows: tuple[tuple[str, ...], ...], top: float = 80.0, gap: float = 0.0) -> PageWriter:
    """Return a page with rows that nothing parts."""
    page = PageWriter()
    for row in rows:
        top = put(page, top, row) + gap
    return page


def test_cells_of_many_lines_in_the_middle_of_their_rows() -> None:
    assert tables(read([page_of((HEAD, *ROWS))])) == [plain((HEAD, *ROWS))]


def test_the_name_of_a_section_behind_its_number() -> None:
    page = PageWriter()
    y = put(page, 80, HEAD)
    page.text(X[0], y + 10, "II", bold=True)
    page.text(X[1], y + 10, "Cải cách thủ tục hành chính của tỉnh và các huyện", bold=True)
    y += 17
    for row in ROWS:
        y = put(page, y, row)
    fragment = next(read([page]).fragments())
    assert [(c.text, c.column_span) for c in fragment.rows[1]] == [
        ("II", 1),
        ("Cải cách thủ tục hành chính của tỉnh và các huyện", 4),
    ]
    assert tables(read([page]))[0][2:] == plain(ROWS)


def test_the_page_number_and_a_title_are_no_rows() -> None:
    page = page_of((HEAD, *ROWS), top=110)
    number, title = PageWriter(), "Danh mục nhiệm vụ"
    number.text(300, 40, "5")
    number.text(200, 70, title, bold=True)
    number.parts += page.parts
    document = read([number])
    assert tables(document) == [plain((HEAD, *ROWS))]
    assert texts(document) == ["5", title]


def test_the_next_page_goes_on_with_the_rest_of_a_row() -> None:
    rest = ("", "của sở và\ncác huyện", "", "đơn vị có\nliên quan", "")
    document = read([page_of((HEAD, *ROWS)), page_of((rest, *ROWS[1:]))])
    assert tables(document)[1] == plain((rest, *ROWS[1:]))


def test_the_page_number_in_the_last_column_is_no_row() -> None:
    page = page_of((HEAD, *ROWS))
    page.text(X[4] + 10, 780, "Trang 2")
    assert tables(read([page])) == [plain((HEAD, *ROWS))]


def test_columns_printed_as_a_whole_are_no_rows() -> None:
    page = PageWriter()
    rows = [
        ("Năm", "Thu", "Chi", "Dư"),
        *((str(n), f"{n}1", f"{n}2", f"{n}3") for n in range(10, 16)),
    ]
    for column, x in enumerate((60, 200, 300, 400)):
        for number, row in enumerate(rows):
            page.text(x, 100 + 14 * number, row[column])
    assert tables(read([page])) == [tuple(rows)]


def test_rows_that_are_printed_in_no_order_leave_all_to_the_other_readers() -> None:
    """A table is read by the order of printing as a whole, or not at all."""
    page, top = PageWriter(), 80.0
    for row in (HEAD, *ROWS[:2]):
        top = put(page, top, row)
    for number in range(11, 19):
        cells = (str(number), f"Việc thứ {number}", "Sở", "Huyện", "Quý I")
        for x, text in reversed(tuple(zip(X, cells, strict=True))):
            page.text(x, top + 10, text)
        top += 17
    found = [row for table in tables(read([page])) for row in table]
    assert found[-8:] == [
        (str(number), f"Việc thứ {number}", "Sở", "Huyện", "Quý I") for number in range(11, 19)
    ]


def test_a_signature_block_below_is_no_row() -> None:
    page, top = PageWriter(), 80.0
    for row in (HEAD, *ROWS):
        top = put(page, top, row)
    page.text(X[0], top + 14, "Nơi nhận:")
    page.text(X[0], top + 26, "- Sở Nội vụ;")
    page.text(X[3], top + 14, "GIÁM ĐỐC", bold=True)
    document = read([page])
    assert tables(document) == [plain((HEAD, *ROWS))]
    assert " ".join(texts(document)) == "Nơi nhận: GIÁM ĐỐC - Sở Nội vụ;"

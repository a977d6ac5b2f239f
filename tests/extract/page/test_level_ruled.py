"""Tables with level rules alone: cells of many lines, set in the middle of their rows."""

from __future__ import annotations

from tests.extract.pdf.samples import read, tables, texts
from tests.extract.pdf.writer import PageWriter

X = (55.0, 85.0, 250.0, 360.0, 470.0)
RIGHT = 540.0
HEAD = ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian")
ROWS = (
    ("1", "Rà soát thủ tục\nhành chính cấp\nsở và cấp xã", "Văn phòng", "Các phòng", "Quý I"),
    ("2", "Tập huấn\nnghiệp vụ", "Sở Nội vụ", "Các sở, ban,\nngành tỉnh", ""),
    ("3", "Kiểm tra\ncông vụ", "Thanh tra", "", "Tháng 9\nnăm 2025"),
    ("4", "Khảo sát\nsự hài lòng", "Văn phòng", "Các xã", "Quý IV"),
)  # fmt: skip
STEP = 13.0


def put(page: PageWriter, top: float, cells: tuple[str, ...], *, bold: bool = False) -> float:
    """Print a row cell by cell, each in the middle of its height; return where it ends."""
    height = max(text.count("\n") + 1 for text in cells) * STEP
    for x, text in zip(X, cells, strict=True):
        lines = text.split("\n") if text else []
        base = top + (height - len(lines) * STEP) / 2 + 10
        for number, line in enumerate(lines):
            page.text(x, base + number * STEP, line, bold=bold)
    return top + height + 4


def rule(page: PageWriter, y: float, left: float = X[0] - 5) -> None:
    """Draw a level rule to the right side."""
    page.line(left, y, RIGHT, y)


def plain(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return rows as they are read."""
    return tuple(tuple(text.replace("\n", " ") for text in row) for row in rows)


def page_of(section: str = "") -> PageWriter:
    """Return a page with a rule above and below each row."""
    page = PageWriter()
    y = 80.0
    rule(page, y)
    for number, row in enumerate((HEAD, *ROWS)):
        if section and number == 1:
            page.text(X[0], y + 12, section, bold=True)
            y += STEP + 4
            rule(page, y)
        y = put(page, y + 2, row, bold=number == 0)
        rule(page, y)
    return page


def test_rows_of_many_lines_stand_between_rules() -> None:
    assert tables(read([page_of()])) == [plain((HEAD, *ROWS))]


def test_the_name_of_a_section_is_one_cell() -> None:
    name = "I. Công tác chỉ đạo, điều hành và cải cách thể chế của tỉnh năm 2025"
    fragment = next(read([page_of(name)]).fragments())
    assert [(cell.text, cell.column_span) for cell in fragment.rows[1]] == [(name, 5)]


def test_a_rule_over_some_columns_shows_a_cell_over_two_rows() -> None:
    page = PageWriter()
    rule(page, 80)
    y = put(page, 82, HEAD, bold=True)
    rule(page, y)
    for row in ROWS[:3]:
        y = put(page, y + 2, row)
        rule(page, y)
    middle, end = y + 2 * STEP + 2, y + 4 * STEP + 6
    page.text(X[0], y + 30, "4")
    page.text(X[1], y + 30, "Khảo sát sự hài lòng")
    upper, lower = ("Sở A", "Các xã\nphường", "Quý I"), ("Sở B", "Các sở\nngành", "Quý II")
    for base, words in ((y + 12, upper), (middle + 12, lower)):
        for x, text in zip(X[2:], words, strict=True):
            for number, line in enumerate(text.split("\n")):
                page.text(x, base + number * STEP, line)
    rule(page, middle, left=245)
    rule(page, end)
    rows = list(next(read([page]).fragments()).rows)[4:]
    assert [[cell.text for cell in row] for row in rows] == [
        ["4", "Khảo sát sự hài lòng", "Sở A", "Các xã phường", "Quý I"],
        ["", "", "Sở B", "Các sở ngành", "Quý II"],
    ]
    assert [cell.row_span for cell in rows[0]] == [2, 2, 1, 1, 1]


def test_a_title_between_two_tables_is_no_row() -> None:
    page = page_of()
    page.text(50, 330, "2. Kiểm tra cải cách hành chính", bold=True)
    y = 336.0
    rule(page, y)
    for row in (HEAD, *ROWS):
        y = put(page, y + 2, row)
        rule(page, y)
    document = read([page])
    assert tables(document) == [plain((HEAD, *ROWS))] * 2
    assert texts(document) == ["2. Kiểm tra cải cách hành chính"]


def test_a_number_broken_by_its_narrow_column_is_whole() -> None:
    page = PageWriter()
    rule(page, 80)
    y = 80.0
    for number, row in enumerate((("T", *HEAD[1:]), *ROWS, *ROWS)):
        first = "\n".join(str(number + 6)) if number else row[0]
        y = put(page, y + 2, (first, *row[1:]))
        rule(page, y)
    read_numbers = [row[0] for row in tables(read([page]))[0][1:]]
    assert read_numbers == [str(number) for number in range(7, 15)]

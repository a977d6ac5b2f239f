"""Tables over pages as offices print them: each is read as one table, or says what it lacks."""

from __future__ import annotations

import unicodedata

import pytest

from contracts.layouts import project_layouts
from tests.extract.pdf.ruled import Look, Span, ruled
from tests.extract.pdf.samples import read as read_pages
from tests.extract.pdf.writer import PageWriter
from transform.read import read
from transform.reading import LogicalTable, Reading

A4, LANDSCAPE = (595.0, 842.0), (842.0, 595.0)
TALL = (50.0, 80.0, 270.0, 370.0, 460.0, 545.0)
WIDE = (50.0, 90.0, 380.0, 530.0, 670.0, 790.0)
HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
LEADS = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Thanh tra tỉnh")
WORK = (
    "Ban hành kế hoạch kiểm tra",
    "Rà soát thủ tục hành chính",
    "Tập huấn nghiệp vụ cho\ncông chức cấp xã",
    "Khảo sát sự hài lòng",
    "Công bố kết quả đánh giá",
    "Báo cáo kết quả năm",
)


def row(number: int) -> tuple[str, ...]:
    """Return a row of a plan."""
    task, lead = WORK[number % 6], LEADS[number % 4]
    return (str(number), task, lead, "Các sở, ban, ngành", f"Tháng {number}/2025")


def rows(first: int, last: int) -> list[tuple[str, ...]]:
    """Return numbered rows of a plan."""
    return [row(number) for number in range(first, last + 1)]


def plain(number: int) -> tuple[str, ...]:
    """Return what is read in a row."""
    return tuple(text.replace("\n", " ") for text in row(number))


def reading(pages: list[PageWriter]) -> Reading:
    """Return what is read in a document of these pages."""
    return read(read_pages(pages), project_layouts())


def one_table(pages: list[PageWriter]) -> LogicalTable:
    """Return the one table of a document."""
    (table,) = reading(pages).tables
    return table


def cells(table: LogicalTable) -> list[tuple[str, ...]]:
    """Return the cells of all rows."""
    return [row.cells for row in table.rows]


def sheet(
    part: list[tuple[str, ...]],
    *,
    heading: tuple[str, ...] | None = HEAD,
    size: tuple[float, float] = A4,
    look: Look = "grid",
    above: tuple[str, ...] = (),
    foot: str = "",
    font: float = 9,
    rotate: int = 0,
) -> PageWriter:
    """Return a page with a part of a plan, lines above it and a line at its foot."""
    page = PageWriter(size=size, rotate=rotate)
    top = 50.0
    for line in above:
        page.text(60, top, line)
        top += 18
    columns = WIDE if size[0] > size[1] else TALL
    scale = size[0] / (LANDSCAPE if size[0] > size[1] else A4)[0]
    whole = ([heading] if heading else []) + part
    ruled(page, [x * scale for x in columns], top, whole, look, font)
    if foot:
        page.text(size[0] / 2, size[1] - 25, foot)
    return page


TITLE = ("PHỤ LỤC", "NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2025")


@pytest.mark.parametrize("again", [True, False], ids=["heading again", "no heading"])
@pytest.mark.parametrize("look", ["grid", "dotted", "none"])
def test_a_landscape_page_in_the_middle_cuts_no_table(look: Look, again: bool) -> None:
    heading = HEAD if again else None
    table = one_table([
        sheet(rows(1, 6), look=look, above=TITLE, foot="1"),
        sheet(rows(7, 12), heading=heading, size=LANDSCAPE, look=look, foot="2"),
        sheet(rows(13, 18), heading=heading, look=look, foot="3"),
    ])  # fmt: skip
    assert cells(table) == [plain(number) for number in range(1, 19)]
    assert table.kind == "task"
    assert not table.held


def test_page_numbers_and_running_titles_between_are_no_caption() -> None:
    title = ("Kế hoạch cải cách hành chính năm 2025",)
    pages = [
        sheet(rows(1, 4), above=title, foot="Trang 1/2"),
        sheet(rows(5, 8), above=title, foot="Trang 2/2"),
    ]
    assert len(one_table(pages).rows) == 8


def test_a_row_cut_in_the_middle_of_its_cells_is_one_row() -> None:
    upper = ("2", "Tổ chức kiểm tra công tác cải", "Sở Nội vụ", "Văn phòng UBND", "Quý")
    lower = ("", "cách hành chính tại các huyện", "", "tỉnh", "II/2025")
    table = one_table([
        sheet([*rows(1, 1), upper], above=TITLE),
        sheet([lower, *rows(3, 4)], heading=None),
    ])  # fmt: skip
    assert cells(table)[1] == (
        "2", "Tổ chức kiểm tra công tác cải cách hành chính tại các huyện", "Sở Nội vụ",
        "Văn phòng UBND tỉnh", "Quý II/2025",
    )  # fmt: skip
    assert [row.no for row in table.rows] == ["1", "2", "3", "4"]


def test_a_row_whose_name_stands_on_the_next_page_is_one_row() -> None:
    upper = ("2", "", "Sở Nội vụ", "Các sở, ban, ngành", "Quý II/2025")
    lower = ("", "Tổ chức kiểm tra công vụ", "", "", "")
    table = one_table([
        sheet([*rows(1, 1), upper], above=TITLE),
        sheet([lower, *rows(3, 4)]),
    ])  # fmt: skip
    assert [row.no for row in table.rows] == ["1", "2", "3", "4"]
    assert cells(table)[1][1] == "Tổ chức kiểm tra công vụ"


def test_a_list_in_a_cell_goes_on_over_a_page_end() -> None:
    upper = ("2", "Kiểm tra công vụ:\n- Lập kế hoạch;", "Sở Nội vụ", "Các sở", "Năm 2025")
    lower = ("", "- Báo cáo kết quả.", "", "", "")
    table = one_table([
        sheet([*rows(1, 1), upper], above=TITLE),
        sheet([lower, *rows(3, 4)], heading=None),
    ])  # fmt: skip
    assert cells(table)[1][1] == "Kiểm tra công vụ: - Lập kế hoạch; - Báo cáo kết quả."
    assert len(table.rows) == 4


def test_a_cell_merged_down_over_a_page_end_belongs_to_its_row() -> None:
    first, second = PageWriter(), PageWriter()
    lead = "Văn phòng tỉnh\nvà các"
    ruled(first, TALL, 60, [HEAD, *rows(1, 2),
          (Span("3", rows=2), row(3)[1], Span(lead, rows=2), "Các sở", "Quý I/2025"),
          ("Rà soát quy chế", "Các huyện", "Quý II/2025")])  # fmt: skip
    ruled(second, TALL, 60, [HEAD,
          (Span("", rows=2), "Tập huấn", Span("đơn vị khác", rows=2), "Các xã", "Quý III"),
          ("Sơ kết", "Các xã", "Quý IV/2025"), *rows(4, 5)])  # fmt: skip
    table = one_table([first, second])
    leads = [row.cells[2] for row in table.rows]
    assert leads[2] == "Văn phòng tỉnh và các đơn vị khác"
    assert leads[3:6] == ["", "", ""]
    assert [dict(row.filled).get(2) for row in table.rows[3:6]] == [leads[2]] * 3


def test_two_tables_with_equal_headings_on_a_page_are_two() -> None:
    page = PageWriter()
    page.text(60, 50, "PHỤ LỤC")
    page.text(60, 68, "1. Nhiệm vụ chủ trì thực hiện")
    end = ruled(page, TALL, 80, [HEAD, *rows(1, 3)])
    page.text(60, end + 25, "2. Nhiệm vụ phối hợp thực hiện")
    ruled(page, TALL, end + 40, [HEAD, *rows(1, 4)])
    found = reading([page])
    assert [(t.title, len(t.rows)) for t in found.tables] == [
        ("Nhiệm vụ chủ trì thực hiện", 3), ("Nhiệm vụ phối hợp thực hiện", 4),
    ]  # fmt: skip
    assert not any(table.held for table in found.tables)


def test_two_tables_side_by_side_keep_their_captions() -> None:
    page = PageWriter(size=LANDSCAPE)
    left, right = (50.0, 80.0, 260.0, 380.0), (440.0, 470.0, 650.0, 770.0)
    head = ("STT", "Nội dung nhiệm vụ", "Thời gian")
    for xs, title in ((left, "Biểu 1. Cấp tỉnh"), (right, "Biểu 2. Cấp huyện")):
        page.text(xs[0] + 40, 60, title)
        ruled(page, xs, 75, [head, *((r[0], r[1], r[4]) for r in rows(1, 5))])
    found = reading([page])
    assert [(t.appendix, t.title, len(t.rows)) for t in found.tables] == [
        ("Biểu 1", "Cấp tỉnh", 5), ("Biểu 2", "Cấp huyện", 5),
    ]  # fmt: skip


def test_a_column_too_many_in_the_continuation_is_left_out() -> None:
    second = PageWriter()
    xs = (*TALL[:-1], 520.0, 545.0)
    ruled(second, xs, 60, [(*r, "") for r in rows(5, 8)])
    table = one_table([sheet(rows(1, 4), above=TITLE), second])
    assert cells(table) == [plain(number) for number in range(1, 9)]


@pytest.mark.parametrize("wrong", ["Cơ quan chũ trì", "Cơ quan chủ trí"])
def test_a_heading_spelled_wrongly_is_understood_and_reported(wrong: str) -> None:
    heading = (*HEAD[:2], wrong, *HEAD[3:])
    found = reading([sheet(rows(1, 5), heading=heading, above=TITLE)])
    (table,) = found.tables
    assert table.column("lead") == 2
    assert not table.held
    (finding,) = [f for f in found.findings if wrong in str(f)]
    assert finding


def test_an_unknown_column_in_the_continuation_is_held_with_its_place() -> None:
    strange = (*HEAD[:4], "Màu sắc ưa thích")
    found = reading([
        sheet(rows(1, 4), above=TITLE),
        sheet([(*r[:4], "xanh") for r in rows(5, 8)], heading=strange),
    ])  # fmt: skip
    assert len(found.tables[0].rows) == 4
    assert not found.tables[0].held
    held = [table for table in found.tables if table.held]
    assert held
    assert any(n.holds_table and n.place.page == 2 and n.place.box for n in found.notices)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_pages_are_read_however_they_are_turned(rotate: int) -> None:
    table = one_table([sheet(rows(1, 5), above=TITLE, rotate=rotate)])
    assert cells(table) == [plain(number) for number in range(1, 6)]
    assert table.title == TITLE[1]


def test_a_table_printed_upwards_comes_after_its_title() -> None:
    page = PageWriter()
    page.raw("q 0 1 -1 0 595 0 cm")
    inner = PageWriter(size=LANDSCAPE)
    for number, line in enumerate(TITLE):
        inner.text(60, 50 + 18 * number, line)
    ruled(inner, WIDE, 90, [HEAD, *rows(1, 6)])
    page.parts += [*inner.parts, "Q"]
    table = one_table([page])
    assert table.title == TITLE[1]
    assert len(table.rows) == 6


@pytest.mark.parametrize(
    ("size", "font"),
    [((419.5, 595.3), 6), ((842, 1190.6), 12), ((1190.6, 842), 14), ((612, 792), 9)],
    ids=["A5", "A3", "A3 landscape", "Letter"],
)
def test_paper_and_font_change_nothing(size: tuple[float, float], font: float) -> None:
    table = one_table([sheet(rows(1, 6), size=size, font=font, above=TITLE)])
    assert cells(table) == [plain(number) for number in range(1, 7)]


@pytest.mark.parametrize("look", ["grid", "dotted", "shade", "none"])
def test_the_look_of_a_table_changes_nothing(look: Look) -> None:
    pages = [sheet(rows(1, 9), look=look, above=TITLE), sheet(rows(10, 14), look=look)]
    assert cells(one_table(pages)) == [plain(number) for number in range(1, 15)]


def test_decomposed_letters_are_read_composed() -> None:
    loose = [tuple(unicodedata.normalize("NFD", t) for t in r) for r in rows(1, 5)]
    heading = tuple(unicodedata.normalize("NFD", text) for text in HEAD)
    table = one_table([sheet(loose, heading=heading, above=TITLE)])
    assert cells(table) == [plain(number) for number in range(1, 6)]


def test_notes_under_a_table_and_prose_above_it_are_no_rows() -> None:
    page = PageWriter()
    page.text(60, 50, "Nội dung và thời gian thực hiện các nhiệm vụ như sau:")
    end = ruled(page, TALL, 56, [HEAD, *rows(1, 4)])
    page.text(60, end + 14, "Ghi chú: (*) Thời gian có thể thay đổi theo chỉ đạo.", 8)
    page.text(60, end + 26, "(1) Các huyện, thị xã, thành phố.", 8)
    assert cells(one_table([page])) == [plain(number) for number in range(1, 5)]


MATRIX = (
    (Span("STT", rows=3), Span("Lĩnh vực", rows=3), Span("Số hồ sơ tiếp nhận", 4),
     Span("Số hồ sơ đã giải quyết", 3), Span("Đang giải quyết", rows=3)),
    (Span("Tổng số", rows=2), Span("Trong kỳ", 2), Span("Kỳ trước", rows=2),
     Span("Tổng số", rows=2), Span("Đúng hạn", rows=2), Span("Quá hạn", rows=2)),
    ("Trực tuyến", "Trực tiếp"),
    ("(1)", "(2)", "(3)=(4)+(5)+(6)", "(4)", "(5)", "(6)", "(7)=(8)+(9)", "(8)", "(9)", "(10)"),
    ("A", Span("Cấp tỉnh", 9)),
    ("1", "Đất đai", "60", "40", "15", "5", "58", "57", "1", "2"),
    ("2", "Hộ tịch", "31", "30", "1", "0", "31", "31", "0", "0"),
    ("B", Span("Cấp huyện", 9)),
    ("3", "Chứng thực", "12", "2", "10", "0", "12", "12", "0", "0"),
    ("", "Tổng cộng", "103", "72", "26", "5", "101", "100", "1", "2"),
)  # fmt: skip


@pytest.mark.parametrize("look", ["grid", "dotted"])
def test_a_matrix_of_three_heading_rows_is_read_with_its_groups_and_total(look: Look) -> None:
    page = PageWriter(size=LANDSCAPE)
    page.text(60, 50, "Biểu số II.06a/VPCP/KSTT")
    xs = (40.0, 75.0, 180.0, 260.0, 330.0, 400.0, 470.0, 550.0, 620.0, 690.0, 770.0)
    ruled(page, xs, 70, MATRIX, look, 8)
    table = one_table([page])
    assert table.kind == "matrix"
    assert [(r.kind, r.no) for r in table.rows] == [
        ("section", "A"), ("item", "1"), ("item", "2"), ("section", "B"), ("item", "3"),
        ("total", None),
    ]  # fmt: skip
    assert table.rows[-1].cells[2:] == MATRIX[-1][2:]
    assert table.columns[3].path[-3:] == ("Số hồ sơ tiếp nhận", "Trong kỳ", "Trực tuyến")


def test_a_row_number_cut_behind_its_dot_is_one_number() -> None:
    upper = ("1.1.", "Tổ chức kiểm tra công tác cải", "Sở Nội vụ", "Văn phòng UBND", "Quý")
    lower = ("2", "cách hành chính tại các huyện", "", "", "")
    alone = ("2", "", "", "", "")
    for rest, task in ((lower, f"{upper[1]} {lower[1]}"), (alone, upper[1])):
        table = one_table([
            sheet([("1", "Kiểm tra", "", "", ""), upper], above=TITLE),
            sheet([rest, ("1.2", *row(3)[1:])], heading=None),
        ])  # fmt: skip
        assert [r.no for r in table.rows] == ["1", "1.1.2", "1.2"]
        assert table.rows[1].cells[1] == task


def test_the_last_of_several_meanings_is_no_formula() -> None:
    upper = ("2", "Hình thức khảo sát", "Trực tuyến = 0;\nkết hợp", "Sở Nội vụ", "Quý I")
    table = one_table([
        sheet([*rows(1, 1), upper], above=TITLE),
        sheet([("", "", "= 2", "", ""), *rows(3, 4)]),
    ])  # fmt: skip
    assert table.rows[1].cells[2] == "Trực tuyến = 0; kết hợp = 2"


def test_a_cell_cut_by_the_page_end_beside_a_merged_number() -> None:
    first = (Span("1", rows=2), Span("Sở Nội vụ", rows=2), "Rà soát", "Văn phòng", "Quý I")
    upper = ("Khảo sát", "Báo cáo sau\nkhi sắp xếp đơn\nvị hành", "Quý II")
    page, below = PageWriter(), PageWriter()
    page.text(60, 50, TITLE[0])
    page.text(60, 68, TITLE[1])
    ruled(page, TALL, 90, [HEAD, first, upper])
    ruled(below, TALL, 50, [HEAD, ("", "", "", "chính.", ""), *rows(3, 4)])
    found = cells(one_table([page, below]))
    assert [c[3] for c in found][1] == "Báo cáo sau khi sắp xếp đơn vị hành chính."


def test_whole_sentences_at_the_top_of_a_page_belong_to_the_row_above() -> None:
    upper = ("2", "Vận hành hệ thống họp trực\ntuyến.", "Sở Nội vụ", "Văn phòng UBND", "Quý I")
    lower = ("", "Liên thông hai cấp từ tỉnh\nđến xã; ba cấp khi có thôn.", "", "", "")
    table = one_table([
        sheet([*rows(1, 1), upper], above=TITLE),
        sheet([lower, *rows(3, 4)]),
    ])  # fmt: skip
    assert [r.no for r in table.rows] == ["1", "2", "3", "4"]


def test_a_page_that_begins_inside_a_merged_cell_has_no_heading() -> None:
    first = (Span("1", rows=2), Span("Sở Nội vụ", rows=2), "Rà soát", "Văn phòng", "Quý I")
    lower = ("", "", "Thí điểm theo sản phẩm", "Bộ tiêu chí; báo cáo", "6 tháng cuối năm")
    page, below = PageWriter(), PageWriter()
    page.text(60, 50, TITLE[0])
    page.text(60, 68, TITLE[1])
    ruled(page, TALL, 90, [HEAD, first, ("Khảo sát", "Báo cáo", "Quý II")])
    ruled(below, TALL, 50, [lower, *rows(3, 4)])
    assert [c[2] for c in cells(one_table([page, below]))][1:3] == ["Khảo sát", lower[2]]


def test_a_heading_repeated_over_signatures_is_no_table() -> None:
    last = sheet([], above=("GIÁM ĐỐC",), foot="2")
    assert len(one_table([sheet(rows(1, 4), above=TITLE, foot="1"), last]).rows) == 4

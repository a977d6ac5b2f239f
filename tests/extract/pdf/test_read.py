from __future__ import annotations

import itertools

import pytest

from extract.errors import UnreadableError
from extract.pdf import source_fast
from extract.pdf.limits import PdfLimits
from tests.extract.pdf.samples import READ, XS, YS, read, read_bytes, table_page, tables, texts
from tests.extract.pdf.writer import PageWriter, grid, pdf


def error_of(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data)
    return caught.value


@pytest.mark.parametrize("style", ["line", "box", "cell", "dotted", "double"])
def test_rules_of_any_kind_make_the_same_table(style: str) -> None:
    assert tables(read([table_page(style)])) == [READ]


def test_text_before_and_after_a_table_stays_in_order() -> None:
    page = table_page()
    page.text(290, 40, "7")
    page.text(50, 90, "Biểu 1. Số liệu", bold=True)
    page.text(50, 170, "Ghi chú: không có.")
    document = read([page])
    kinds = [type(block).__name__ for block in document.blocks]
    assert texts(document) == ["7", "Biểu 1. Số liệu", "Ghi chú: không có."]
    assert kinds == ["TextBlock", "TextBlock", "TableFragment", "TextBlock"]
    assert [block.bold for block in document.text_blocks()] == [False, True, False]


def test_every_cell_has_page_and_box_from_the_top_left() -> None:
    document = read([PageWriter(), table_page()])
    row = next(document.fragments()).rows[1]
    places = [(cell.place.page, cell.place.box) for cell in row]
    assert places == [
        (2, (50.0, 120.0, 80.0, 150.0)),
        (2, (80.0, 120.0, 250.0, 150.0)),
        (2, (250.0, 120.0, 400.0, 150.0)),
    ]


def test_boxes_are_measured_from_the_crop_box() -> None:
    document = read([table_page(box=(20, 30, 595, 800))])
    box = next(document.fragments()).rows[0][0].place.box
    assert box == pytest.approx((30, 58, 60, 78), abs=0.1)


def test_a_table_on_each_page_is_a_fragment_each() -> None:
    document = read([table_page(), table_page()])
    assert [fragment.place.page for fragment in document.fragments()] == [1, 2]


def test_two_tables_on_a_page_stay_two() -> None:
    page = table_page()
    page.text(50, 190, "Biểu 2")
    grid(page, (50, 200, 400), (200, 220, 240), [["A", "B"], ["1", "2"]])
    document = read([page])
    assert tables(document) == [READ, (("A", "B"), ("1", "2"))]


def test_merged_cells_keep_their_spans() -> None:
    page = PageWriter()
    for y, x0 in ((100, 50), (120, 150), (140, 50), (160, 50)):
        page.line(x0, y, 350, y)
    for x, y0, y1 in ((50, 100, 160), (150, 100, 160), (250, 120, 160), (350, 100, 160)):
        page.line(x, y0, x, y1)
    for x, y, text in ((55, 112, "TT"), (155, 112, "Kết quả"), (155, 132, "Quý"), (255, 132, "Năm"),
                       (55, 152, "1"), (155, 152, "5"), (255, 152, "9")):  # fmt: skip
        page.text(x, y, text)
    first, second, third = next(read([page]).fragments()).rows
    assert [(c.text, c.row_span, c.column_span) for c in first] == [
        ("TT", 2, 1), ("Kết quả", 1, 2),
    ]  # fmt: skip
    assert [(c.text, c.covered) for c in second] == [("", True), ("Quý", False), ("Năm", False)]
    assert [c.text for c in third] == ["1", "5", "9"]


def test_outer_rules_may_be_missing() -> None:
    page = PageWriter()
    for y in (100, 120, 140, 160):
        page.line(50, y, 350, y)
    for x in (80, 250):
        page.line(x, 100, x, 120)
        page.line(x, 140, x, 160)
    for x, y, text in ((55, 112, "1"), (85, 112, "Một"), (255, 112, "5"), (150, 132, "II. Hai"),
                       (55, 152, "2"), (85, 152, "Ba"), (255, 152, "7")):  # fmt: skip
        page.text(x, y, text)
    assert tables(read([page])) == [(("1", "Một", "5"), ("II. Hai",), ("2", "Ba", "7"))]


TURNS = [(90, 90), (0, 90), (270, -90), (0, -90), (180, 180)]


@pytest.mark.parametrize(("rotate", "turn"), TURNS)
def test_turned_pages_are_read_upright(rotate: int, turn: int) -> None:
    page = PageWriter(rotate=rotate)
    width, height = page.size

    def place(x: float, y: float) -> tuple[float, float]:
        return {90: (y, height - x), -90: (width - y, x), 180: (width - x, height - y)}[turn]

    for y in YS:
        page.line(*place(50, y), *place(400, y))
    for x in (50, 80, 250, 400):
        page.line(*place(x, 100), *place(x, 150))
    for x, y, text in ((54, 112, "STT"), (84, 112, "Nội dung"), (254, 112, "Số liệu"),
                       (54, 132, "1"), (84, 132, "Rà soát cả"), (84, 144, "năm"),
                       (254, 132, "143")):  # fmt: skip
        page.text(*place(x, y), text, turn=turn)
    fragment = next(read([page]).fragments())
    assert tuple(tuple(c.text for c in row) for row in fragment.rows) == READ
    box = fragment.rows[0][0].place.box
    corners = [place(50, 100), place(80, 120)] if rotate == 0 else [(50.0, 100.0), (80.0, 120.0)]
    xs, ys = sorted(c[0] for c in corners), sorted(c[1] for c in corners)
    assert box == pytest.approx((xs[0], ys[0], xs[1], ys[1]), abs=0.1)


def test_a_page_whose_picture_shows_no_print_is_noted_and_the_rest_is_read() -> None:
    grey = PageWriter()
    grey.full_picture()
    document = read([grey, table_page()])
    assert [(note.code, note.place.page) for note in document.notes] == [
        ("picture_without_print", 1)
    ]
    assert tables(document) == [READ]


def test_a_password_holds_the_file() -> None:
    security = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>"
    error = error_of(pdf([table_page()], security))
    assert (error.code, error.outcome) == ("password", "held")


BROKEN = {
    "empty": (b"", "empty"),
    "web page": (b"<!DOCTYPE html><html></html>", "not_a_pdf"),
    "cut short": (pdf([table_page()])[:900], "truncated"),
    "zeros": (b"%PDF-1.7\n" + bytes(4000), "truncated"),
    "nonsense": (b"%PDF-1.7\n" + b"x" * 4000 + b"\n%%EOF", "damaged_pdf"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_files_are_refused_with_advice(name: str) -> None:
    data, code = BROKEN[name]
    error = error_of(data)
    assert (error.code, error.outcome) == (code, "rejected")
    assert error.advice


def test_a_page_tree_in_a_circle_ends() -> None:
    data = pdf([table_page()]).replace(b"/Kids [", b"/Kids [2 0 R ", 1)
    assert tables(read_bytes(data)) == [READ]


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_fast, "LIMITS", PdfLimits(pages=2))
    assert error_of(pdf([table_page()] * 3)).code == "too_many_pages"


def test_a_page_of_too_much_text_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_fast, "LIMITS", PdfLimits(page_characters=20))
    small = PageWriter()
    small.text(50, 50, "ngắn")
    document = read([table_page(), small])
    assert (texts(document), tables(document)) == (["ngắn"], [])
    assert [note.code for note in document.notes] == ["page_over_limit"]


def test_unmapped_characters_are_noted() -> None:
    page = table_page()
    page.text(50, 200, "hồ \ufffd sơ")
    assert "unmapped_glyphs" in {note.code for note in read([page]).notes}


def test_a_heading_split_over_columns_is_one_run_over_two_cells() -> None:
    page = PageWriter()
    grid(page, (50, 80, 250, 400), YS, [["", "", ""]])
    page.text(54, 132, "1       Rà soát" + " " * 60 + "143")
    assert tables(read([page])) == [(("", "", ""), ("1", "Rà soát", "143"))]


def test_a_frame_around_text_is_no_table() -> None:
    page = PageWriter()
    page.rectangle(40, 40, 300, 100, "S")
    page.text(50, 60, "Khung")
    document = read([page])
    assert (tables(document), texts(document)) == ([], ["Khung"])


def test_shading_makes_no_cells() -> None:
    page = table_page()
    page.rectangle(50, 100, 400, 120)
    page.rectangle(60, 300, 500, 400)
    page.text(70, 350, "Nền màu")
    document = read([page])
    assert (tables(document), texts(document)) == ([READ], ["Nền màu"])


def test_letterhead_columns_are_read_one_after_the_other() -> None:
    page = PageWriter()
    left = ["UBND TỈNH AN GIANG", "SỞ XÂY DỰNG", "Số: 12/KH-SXD"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    for number, (one, two) in enumerate(itertools.zip_longest(left, right)):
        page.text(60, 50 + 16 * number, one)
        if two:
            page.text(300, 50 + 16 * number, two)
    page.text(
        60, 130, "Căn cứ Quyết định số 77/QĐ-UBND ngày 18 tháng 01 năm 2023 của Ủy ban nhân dân"
    )
    assert texts(read([page]))[:5] == [*left, *right]


def test_a_numbered_list_is_not_torn_into_columns() -> None:
    page = PageWriter()
    for number in range(1, 5):
        page.text(60, 50 + 16 * number, f"{number}.")
        page.text(90, 50 + 16 * number, f"Nhiệm vụ thứ {number} trong năm")
    assert texts(read([page])) == [f"{n}. Nhiệm vụ thứ {n} trong năm" for n in range(1, 5)]


def test_the_end_of_one_cell_at_the_top_of_a_page_is_a_row() -> None:
    first, then = table_page(), PageWriter()
    grid(then, XS, (40.0, 60.0), [["", "cấp huyện", ""]])
    assert tables(read([first, then]))[-1] == (("", "cấp huyện", ""),)


def test_one_cell_further_down_is_a_frame() -> None:
    page = table_page()
    grid(page, XS, (400.0, 420.0), [["", "Bản sao", ""]])
    assert len(tables(read([page]))) == 1

"""Text that is struck out is left out; rules of tables and underlines strike nothing."""

from __future__ import annotations

import pytest

from tests.extract.pdf.samples import read, tables, texts
from tests.extract.pdf.writer import PageWriter, grid, text_width

XS, YS = (50.0, 80.0, 250.0, 400.0), (100.0, 120.0, 140.0)
SIZE = 10.0


def struck(page: PageWriter, x: float, base: float, text: str, lift: float = 3.5) -> float:
    """Print text with a stroke through it; return where it ends."""
    page.text(x, base, text, SIZE)
    end = x + text_width(text, SIZE)
    page.line(x - 0.5, base - lift, end + 0.5, base - lift)
    return end


def form(figure: str = "") -> PageWriter:
    page = PageWriter()
    grid(page, XS, YS, (("STT", "Nội dung", "Số liệu"), ("1", "Tiếp nhận", figure)))
    return page


def test_a_figure_that_is_struck_out_does_not_count() -> None:
    page = form()
    end = struck(page, 260, 134, "80")
    page.text(end + 4, 134, "87", SIZE)
    document = read([page])
    assert tables(document)[0][1] == ("1", "Tiếp nhận", "87")
    (note,) = document.notes
    assert (note.code, "“80”" in note.message) == ("struck_out", True)


def test_a_stroke_may_go_through_several_runs() -> None:
    page = PageWriter()
    page.text(60, 50, "Nội quy", SIZE)
    page.text(60 + text_width("Nội quy", SIZE) + 3, 50, "cũ", SIZE)
    page.line(60, 46.5, 63 + text_width("Nội quycũ", SIZE), 46.5)
    page.text(60, 70, "Quy chế mới", SIZE)
    assert texts(read([page])) == ["Quy chế mới"]


@pytest.mark.parametrize("lift", [-1.5, 9.0])
def test_lines_under_and_over_text_strike_nothing(lift: float) -> None:
    page = PageWriter()
    struck(page, 60, 50, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", lift)
    document = read([page])
    assert texts(document) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    assert document.notes == ()


def test_a_rule_of_a_table_strikes_nothing() -> None:
    page, text = PageWriter(), "Tiếp nhận trong kỳ báo cáo"
    # a row without room for its text, which the rules around its cell go through
    xs = (50.0, 80.0, 82.0 + text_width(text, SIZE), 400.0)
    grid(page, xs, YS, (("STT", "Nội dung", "Số liệu"), ("1", "", "5")), "cell")
    page.text(xs[1] + 1, YS[1] + 3.5, text, SIZE)
    assert not any(note.code == "struck_out" for note in read([page]).notes)


def test_a_long_line_through_a_word_strikes_nothing() -> None:
    page = PageWriter()
    page.text(200, 50, "Trang", SIZE)
    page.line(60, 46.5, 500, 46.5)
    assert texts(read([page])) == ["Trang"]

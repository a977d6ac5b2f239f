from __future__ import annotations

import unicodedata

import pytest

from extract.cut_lines import joined
from extract.document import Cell
from tests.extract.pdf.samples import XS, YS, read, table_page, texts
from tests.extract.pdf.writer import PageWriter, grid, text_width


def cell_of(text: str, marks: tuple[tuple[float, float, str, float], ...] = ()) -> Cell:
    """Return the cell that is read where `text` and small raised marks are printed."""
    page = PageWriter()
    grid(page, XS, YS, [["STT", "Nội dung", "Số liệu"], ["1", text, "5"]])
    for x, base, mark, size in marks:
        page.text(x, base, mark, size)
    return next(read([page]).fragments()).rows[1][1]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["rà soát", "thủ tục"], "rà soát thủ tục"),
        (["giai đoạn 2021-", "2025"], "giai đoạn 2021-2025"),
        (["31/12/", "2024"], "31/12/2024"),
        (["kinh tế -", "xã hội"], "kinh tế - xã hội"),
        (["-", "0"], "- 0"),
        (["2.1.", "1"], "2.1.1"),
        (["1.284.", "560"], "1.284.560"),
        (["12", "13"], "12 13"),
        (["trước 28/11/202", "5"], "trước 28/11/2025"),
        (["Quý III/202", "5"], "Quý III/2025"),
        (["Tháng 11/202", "4"], "Tháng 11/2024"),
        (["đạt 12/150", "5 hồ sơ"], "đạt 12/150 5 hồ sơ"),
        (["ngày 28/11", "2025"], "ngày 28/11 2025"),
        (["số 107/2021/N", "Đ-CP ngày"], "số 107/2021/NĐ-CP ngày"),
    ],
)
def test_wrapped_lines_join_as_they_were_written(lines: list[str], text: str) -> None:
    assert joined(lines) == text
    assert cell_of("\n".join(lines)).text == text


def test_letters_and_accents_printed_apart_become_nfc() -> None:
    assert cell_of(unicodedata.normalize("NFD", "Số hồ sơ")).text == "Số hồ sơ"


def test_a_raised_mark_is_dropped_and_kept_in_raw() -> None:
    end = 84 + text_width("143", 10)
    cell = cell_of("143", ((end, 128, "1", 6),))
    assert cell.text == "143"
    assert cell.raw is not None and cell.raw.replace(" ", "") == "143¹"


def test_a_raised_character_after_a_figure_is_dropped() -> None:
    cell = cell_of("95,5%²")
    assert (cell.text, cell.raw) == ("95,5%", "95,5%²")


def test_an_exponent_of_a_unit_stays() -> None:
    end = 84 + text_width("120 km", 10)
    assert cell_of("120 km", ((end + 0.5, 128, "2", 6),)).text == "120 km²"


def test_a_mark_that_opens_a_footnote_stays() -> None:
    page = table_page()
    page.text(50, 296, "1", 6)
    page.text(54, 300, "Theo báo cáo của Sở")
    assert texts(read([page])) == ["¹ Theo báo cáo của Sở"]


def test_letters_in_another_font_are_put_into_their_holes() -> None:
    page = table_page()
    x = 50.0
    holes: list[tuple[float, str]] = []
    for character in "Bao cao":
        if character == "a":
            holes.append((x, character))
        else:
            page.text(x, 300, character)
        x += text_width(character, 10)
    for place, character in holes:
        page.text(place, 300, character, bold=True)
    assert texts(read([page])) == ["Bao cao"]


def test_a_run_with_holes_is_woven_with_what_fills_them() -> None:
    page = table_page()
    hole = -text_width("oo", 10) * 100
    page.text(50, 400, "Tong")
    page.raw(f"BT /R 10 Tf 1 0 0 1 50 542 Tm [<0054> {hole:.0f} <006E0067>] TJ ET")
    page.text(50 + text_width("T", 10), 300, "oo", bold=True)
    assert texts(read([page]))[0] == "Toong"

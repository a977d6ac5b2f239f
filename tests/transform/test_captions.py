from __future__ import annotations

import pytest

from extract.document import Place, TextBlock
from transform.captions import (
    Caption,
    announces_table,
    appendix_label,
    appendix_number,
    is_footnote,
    is_page_furniture,
    read_caption,
    repeats_caption,
)


def blocks(*lines: str) -> list[TextBlock]:
    return [TextBlock(line, Place(line=i)) for i, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("line", "label", "title"),
    [
        ("Phụ lục 3", "Phụ lục 3", ""),
        ("10 Phụ lục 3", "Phụ lục 3", ""),
        ("PHỤ LỤC II", "PHỤ LỤC II", ""),
        ("Phụ lục KẾ HOẠCH NĂM 2024", "Phụ lục", "KẾ HOẠCH NĂM 2024"),
        ("Phụ lục 02: Số liệu", "Phụ lục 02", "Số liệu"),
        ("Biểu số 3", "Biểu số 3", ""),
        ("Biểu số II.06a/VPCP/KSTT", "Biểu số II.06a/VPCP/KSTT", ""),
    ],
)
def test_appendix_labels(line: str, label: str, title: str) -> None:
    assert appendix_label(line) == (label, title)


@pytest.mark.parametrize("line", ["(có phụ lục kèm theo)", "Phụ lục này thay thế", "Biểu mẫu", ""])
def test_lines_that_are_no_label(line: str) -> None:
    assert appendix_label(line) is None


@pytest.mark.parametrize(
    ("label", "number"), [("Phụ lục 4", 4), ("PHỤ LỤC IV", 4), ("Phụ lục", None), (None, None)]
)
def test_the_number_of_an_appendix(label: str | None, number: int | None) -> None:
    assert appendix_number(label) == number


def test_a_caption_after_a_page_number_and_prose() -> None:
    found = read_caption(
        blocks(
            "Kết thúc báo cáo.",
            "12",
            "Phụ lục 4",
            "SỐ LIỆU CẢI CÁCH",
            "THỦ TỤC HÀNH CHÍNH",
            "(Ban hành kèm theo Báo cáo số 1/BC-SNV)",
            "(Đơn vị tính: hồ sơ)",
        ),
        Caption(),
    )
    assert found.appendix == "Phụ lục 4"
    assert found.title == "SỐ LIỆU CẢI CÁCH THỦ TỤC HÀNH CHÍNH"
    assert found.annexed == "(Ban hành kèm theo Báo cáo số 1/BC-SNV)"
    assert found.unit == "hồ sơ"


def test_a_numbered_title_belongs_to_the_appendix_before() -> None:
    found = read_caption(blocks("2. Truyền thông"), Caption(appendix="PHỤ LỤC"))
    assert (found.appendix, found.title) == ("PHỤ LỤC", "Truyền thông")


@pytest.mark.parametrize(
    ("lines", "again"),
    [
        (("Phụ lục 4",), True),
        (("Phụ lục 4 (tiếp theo)",), True),
        (("7", "PHỤ LỤC 4", "Số liệu"), True),
        (("Phụ lục 5",), False),
        (("Phụ lục 4", "Bảng khác"), False),
        ((), False),
    ],
)
def test_a_caption_printed_again(lines: tuple[str, ...], again: bool) -> None:
    assert repeats_caption(blocks(*lines), Caption("Phụ lục 4", "SỐ LIỆU")) is again


def test_a_numbered_title_below_the_title_of_the_appendix() -> None:
    found = read_caption(blocks("PHỤ LỤC", "NHIỆM VỤ", "1. Nhiệm vụ chung"), Caption())
    assert (found.appendix, found.title) == ("PHỤ LỤC", "Nhiệm vụ chung")


def test_page_numbers_and_footnotes_announce_nothing() -> None:
    assert all(is_page_furniture(t) for t in ("12", "- 3 -", "Trang 2/10", "4/9"))
    assert not is_page_furniture("12 hồ sơ")
    assert is_footnote("Ghi chú: số liệu ước") and is_footnote("(1) Tính cả huyện")
    assert not is_footnote("1. Truyền thông")
    assert is_footnote("1 Nghị định số 61/2018/NĐ-CP") and is_footnote("[2] Ước tính")
    assert not is_footnote("10 Phụ lục 3")


@pytest.mark.parametrize("line", ["(tiếp theo)", "Tiếp bảng trên", "(Tiếp theo trang trước)", "7"])
def test_what_says_that_a_table_goes_on_announces_none(line: str) -> None:
    assert not announces_table(blocks(line))
    assert announces_table(blocks(line, "Phụ lục 2"))

"""Pages set in legacy Vietnamese fonts, by name and in fonts put in their place."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document
from extract.pdf.legacy import legacy_runs
from extract.pdf.source_fast import FastSource
from tests.builders.encodings import mojibake, vni
from tests.extract.pdf.samples import read_bytes, tables, texts
from tests.extract.pdf.writer import PageWriter, grid, pdf

HEADING = "ỦY BAN NHÂN DÂN TỈNH BẮC GIANG"
LINES = (
    "Kế hoạch cải cách hành chính nhà nước năm 2009",
    "Thực hiện Quyết định của Uỷ ban nhân dân về việc ban hành kế hoạch công tác",
)
ROWS = (("STT", "Nội dung công việc", "Cơ quan"), ("1", "Rà soát thủ tục", "Sở Tư pháp"))
LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


def page_of(encode: Callable[[str], str], heading: str = HEADING) -> PageWriter:
    page = PageWriter()
    page.text(60, 50, encode(heading), bold=True)
    for number, line in enumerate(LINES):
        page.text(60, 70 + 14 * number, encode(line))
    rows = [[encode(text) for text in row] for row in ROWS]
    grid(page, (50, 80, 300, 450), (120, 140, 160), rows)
    return page


def read(page: PageWriter, *fonts: str) -> Document:
    regular, bold = fonts or ("Liberation", "Liberation-Bold")
    return read_bytes(pdf([page], fonts=(regular, bold)))


@pytest.mark.parametrize(
    ("encode", "fonts"),
    [
        (vni, ("VNI-Times", "ABCDEF+VNI-Times-Bold")),
        (mojibake, ("ABCDEF+.VnTime", ".VnArial,Bold")),
        (vni, ()),
        (mojibake, ()),
    ],
)
def test_a_page_in_a_legacy_font_says_what_it_shows(
    encode: Callable[[str], str], fonts: tuple[str, ...]
) -> None:
    # capitals of TCVN3 are those of another font
    heading = HEADING if encode is vni else "Uỷ ban nhân dân tỉnh Bắc Giang"
    document = read(page_of(encode, heading), *fonts)
    assert texts(document) == [heading, *LINES]
    assert tables(document) == [ROWS]
    assert [note.code for note in document.notes] == ["legacy_encoding"]


def test_a_font_of_capitals_shows_capitals() -> None:
    document = read(page_of(mojibake, HEADING.lower()), ".VnTime", ".VnTimeH-Bold")
    assert texts(document)[0] == HEADING


def test_unicode_stays_in_a_font_that_both_are_printed_in() -> None:
    page = page_of(vni, HEADING)
    page.text(60, 300, "Sở Nội vụ có trách nhiệm tổ chức thực hiện")
    page.text(60, 320, "có")
    assert texts(read(page))[-2:] == ["Sở Nội vụ có trách nhiệm tổ chức thực hiện", "có"]


def test_a_soft_hyphen_is_a_letter_of_tcvn3() -> None:
    page = page_of(mojibake, "Uỷ ban nhân dân tỉnh Bắc Giang")
    page.text(60, 300, mojibake("Nơi nhận: như trên; lưu văn thư"))
    assert texts(read(page, ".VnTime", ".VnTime-Bold"))[-1] == "Nơi nhận: như trên; lưu văn thư"


def test_foreign_names_are_no_legacy_font() -> None:
    page = page_of(str)
    page.text(60, 300, "Đoàn công tác: ông Sørensen, bà Kjær, ông Müller, ông Åström")
    document = read(page)
    assert texts(document)[-1].endswith("ông Sørensen, bà Kjær, ông Müller, ông Åström")
    assert document.notes == ()


def test_what_words_told_of_a_font_holds_for_later_pages() -> None:
    told: dict[str, str] = {}
    first = [vni(line) for line in LINES]
    assert legacy_runs(first, ["F1", "F1"], told) == {0: "vni", 1: "vni"}
    assert told == {"F1": "vni"}
    assert legacy_runs([vni("Huế")], ["F1"], told) == {0: "vni"}
    assert legacy_runs([vni("Huế")], ["F2"], {}) == {}


@given(st.lists(st.text(LETTERS + LETTERS.upper(), min_size=2, max_size=8), min_size=1, max_size=4))
def test_letters_have_boxes_one_after_the_other(words: list[str]) -> None:
    page = PageWriter()
    page.text(60, 50, vni(" ".join(words)) + " " + vni("ưỡ"))
    data = pdf([page], fonts=("VNI-Times", "VNI-Times-Bold"))
    with FastSource(data) as source, source.page(1) as shown:
        assert shown is not None
        (text, boxes) = shown.letters(0)
        assert text == shown.texts[0] == " ".join([*words, "ưỡ"])
        assert len(boxes) == len(text)
        assert np.all(np.diff(boxes[:, 0]) >= 0)

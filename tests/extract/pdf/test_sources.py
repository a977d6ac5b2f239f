"""The two sources give the same page, and the same tables come of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pdfplumber
import pytest

from extract.document import TextBlock
from extract.errors import UnreadableError
from extract.page.assemble import page_blocks
from extract.pdf import source_reference
from extract.pdf.source_fast import FastSource
from extract.pdf.source_reference import ReferenceSource
from tests.extract.page.test_borderless import page_of
from tests.extract.pdf.samples import READ, cells, flat, read, table_page, tables, texts
from tests.extract.pdf.writer import PageWriter, pdf, text_width

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"


def marked() -> PageWriter:
    page = table_page()
    page.text(270, 128, "2", 6)
    page.text(60, 300, "Số 12/KH-UBND ngày 31/12/")
    page.text(60, 314, "2024", bold=True)
    return page


STYLES = ("line", "box", "cell", "dotted", "double")

PAGES: dict[str, Callable[[], PageWriter]] = {
    **{style: partial(table_page, style) for style in STYLES},
    "turned": lambda: table_page(rotate=90),
    "cropped": lambda: table_page(box=(10, 20, 590, 830)),
    "marked": marked,
    "no rules": page_of,
    "level rules": lambda: page_of("level"),
    "upright rules": lambda: page_of("upright"),
}


@pytest.mark.parametrize("name", PAGES)
def test_both_sources_give_the_same_blocks(name: str) -> None:
    data = pdf([PAGES[name]()])
    with FastSource(data) as fast, ReferenceSource(data) as reference, fast.page(1) as page:
        assert page is not None
        other = reference.page(1)
        assert (page.width, page.height, page.turn) == (other.width, other.height, other.turn)
        assert flat(page_blocks(page).blocks) == flat(page_blocks(other).blocks)


def test_both_sources_put_text_in_the_same_place() -> None:
    data = pdf([table_page()])
    with FastSource(data) as fast, ReferenceSource(data) as reference, fast.page(1) as page:
        assert page is not None
        other = reference.page(1)
        assert page.texts == other.texts
        assert np.abs(page.boxes[:, [0, 3]] - other.boxes[:, [0, 3]]).max() < 3


@pytest.mark.parametrize("style", ["line", "box", "cell", "double"])
def test_cells_are_those_of_pdfplumber(style: str) -> None:
    data = pdf([table_page(style)])
    with pdfplumber.open(io.BytesIO(data)) as document:
        table = document.pages[0].extract_tables()[0]
    theirs = tuple(tuple(" ".join((cell or "").split()) for cell in row) for row in table)
    assert theirs == tables(read([table_page(style)]))[0] == READ


def test_a_doubtful_page_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    original = ReferenceSource.page

    def page(self: ReferenceSource, number: int) -> object:
        seen.append(number)
        return original(self, number)

    monkeypatch.setattr(ReferenceSource, "page", page)
    doubtful = table_page()
    doubtful.text(50, 300, "hồ \ufffd sơ")
    read([table_page(), doubtful])
    assert seen == [2]


def test_text_that_pdfium_overlooks_comes_from_the_reference() -> None:
    page = table_page()
    page.text(50, 300, "T")
    page.text(50 + text_width("T", 10), 300, "ổ")
    page.text(50 + text_width("Tổ", 10), 300, "ng")
    assert texts(read([page])) == ["Tổng"]


def test_a_reference_that_fails_leaves_the_fast_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_data: bytes) -> None:
        raise UnreadableError("damaged_pdf", "no", "no")

    monkeypatch.setattr(source_reference, "ReferenceSource", fail)
    page = table_page()
    page.text(50, 300, "hồ \ufffd sơ")
    document = read([page])
    assert tables(document) == [READ]
    assert [note.code for note in document.notes] == ["unmapped_glyphs"]


def test_the_reference_refuses_what_it_cannot_open() -> None:
    with pytest.raises(UnreadableError):
        ReferenceSource(b"%PDF-1.7\nnothing")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*[0-9a-f].pdf")), ids=lambda p: str(p.name))
def test_the_corpus_is_read_alike(path: Path) -> None:
    data = path.read_bytes()
    with FastSource(data) as fast, ReferenceSource(data) as reference:
        for number in range(1, fast.page_count + 1, 3):
            with fast.page(number) as page:
                assert page is not None
                mine = page_blocks(page)
            assert flat(mine.blocks) == flat(page_blocks(reference.page(number)).blocks)
            assert not mine.doubts


def test_the_same_cells_helper_sees_differences() -> None:
    first, second = read([table_page()]), read([table_page("box")])
    assert [cells(f) for f in first.fragments()] == [cells(f) for f in second.fragments()]
    assert flat(read([marked()]).blocks) != flat(first.blocks)


def test_a_letter_slanted_for_want_of_italics_hides_no_space_from_the_reference() -> None:
    page = PageWriter()
    start = 60 + text_width("S", 10)
    page.text(60, 300, "S")
    page.raw(f"BT /R 10 Tf 1 0 0.25 1 {start} {page.size[1] - 300} Tm <{ord('ố'):04X}> Tj ET")
    page.text(start + text_width("ố", 10) + 2.5, 300, "vấn đề")
    with ReferenceSource(pdf([page])) as reference:
        blocks = page_blocks(reference.page(1)).blocks
    assert [block.text for block in blocks if isinstance(block, TextBlock)] == ["Số vấn đề"]


def test_a_letter_slanted_for_want_of_italics_hides_no_space_from_the_fast_source() -> None:
    page = PageWriter()
    start = 60 + text_width("S", 10)
    page.text(60, 300, "S")
    page.raw(f"BT /R 10 Tf 1 0 0.25 1 {start} {page.size[1] - 300} Tm <{ord('n'):04X}> Tj ET")
    page.text(start + text_width("n", 10) + 2.5, 300, "vấn đề")
    page.text(60, 330, "Số vấn đề")
    assert [block.text for block in read([page]).text_blocks()] == ["Sn vấn đề", "Số vấn đề"]

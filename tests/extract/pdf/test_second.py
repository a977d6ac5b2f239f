"""Pages read twice: which ones, what is said when the readings differ, and that they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Document, Source
from extract.page.page import PageData
from extract.pdf import read_pdf
from extract.pdf.second import is_sampled
from extract.pdf.source_reference import ReferenceSource
from extract.settings import ReadSettings
from tests.extract.pdf.samples import READ, table_page, tables
from tests.extract.pdf.test_sources import CORPUS, PAGES
from tests.extract.pdf.writer import PageWriter, pdf

ALL = ReadSettings(second_share=1.0)


def read_twice(data: bytes) -> Document:
    return read_pdf(data, Source("a.pdf", "0" * 64, "application/pdf", len(data)), ALL)


def differing(document: Document) -> list[str]:
    return [note.message for note in document.notes if note.code == "readers_differ"]


@pytest.mark.parametrize("name", PAGES)
def test_the_readers_agree_on_every_sample(name: str) -> None:
    document = read_twice(pdf([PAGES[name](), table_page()]))
    assert list(document.fragments())
    assert differing(document) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("path", sorted(CORPUS.glob("*[0-9a-f].pdf")), ids=lambda p: str(p.name))
def test_the_readers_agree_on_the_corpus(path: Path) -> None:
    assert differing(read_twice(path.read_bytes())) == []


def _reading_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    original = ReferenceSource.page

    def page(self: ReferenceSource, number: int) -> PageData:
        found = original(self, number)
        return replace(found, texts=["148" if text == "143" else text for text in found.texts])

    monkeypatch.setattr(ReferenceSource, "page", page)


def test_a_cell_that_is_read_otherwise_is_noted_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _reading_otherwise(monkeypatch)
    document = read_twice(pdf([PageWriter(), table_page()]))
    assert tables(document) == [READ]
    (note,) = document.notes
    assert note.code == "readers_differ"
    assert "“143”" in note.message and "“148”" in note.message
    assert (note.place.page, note.place.box) == (2, (250.0, 120.0, 400.0, 150.0))


def test_nothing_is_read_twice_unless_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    _reading_otherwise(monkeypatch)
    data = pdf([table_page()] * 3)
    assert read_pdf(data, Source("a.pdf", "0" * 64, "application/pdf", 1)).notes == ()


def test_a_reference_that_fails_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: object, _number: int) -> None:
        raise KeyError("pdfminer")

    monkeypatch.setattr(ReferenceSource, "page", fail)
    document = read_twice(pdf([table_page()]))
    assert (tables(document), document.notes) == ([READ], ())


def test_the_share_of_sampled_pages_is_as_asked() -> None:
    drawn = sum(is_sampled("ab" * 32, number, 0.01, "reference") for number in range(1, 20_001))
    assert 140 <= drawn <= 260


@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(1, 3000))
def test_a_larger_sample_holds_the_smaller(sha256: str, number: int) -> None:
    shares = (0.0, 0.01, 0.3, 0.8, 1.0)
    drawn = [is_sampled(sha256, number, share, "reference") for share in shares]
    assert drawn == sorted(drawn)
    assert (drawn[0], drawn[-1]) == (False, True)
    assert drawn == [is_sampled(sha256, number, share, "reference") for share in shares]


def test_what_does_not_show_is_not_brought_back_by_the_reference() -> None:
    page = table_page()
    page.text(270, 128, "999", look="3 Tr")
    page.text(290, 300, "hồ \ufffd sơ")
    page.text(700, 300, "bên ngoài")
    document = read_twice(pdf([page]))
    assert tables(document) == [READ]
    assert "999" not in " ".join(block.text for block in document.text_blocks())
    assert {note.code for note in document.notes} == {"unseen_text", "unmapped_glyphs"}

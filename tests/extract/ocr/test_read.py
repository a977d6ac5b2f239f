from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image

from contracts.layouts import project_layouts
from extract.document import Document, Source
from extract.errors import UnreadableError
from extract.ocr import read
from extract.ocr.limits import ScanLimits
from extract.ocr.page_image import PageImage
from extract.ocr.tesseract import OcrTimeoutError
from extract.pdf import read_pdf
from tests.extract.ocr.pictures import (
    FIGURES,
    figures,
    grainy,
    needs_tesseract,
    rendered,
    table_page,
)
from tests.extract.pdf.writer import PageWriter
from transform.read import read as read_document
from transform.repair import repaired

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
SCAN = CORPUS / "003_487079c3.scan.pdf"


def _source(data: bytes) -> Source:
    return Source("scan.pdf", "0" * 64, "application/pdf", len(data))


def _scan(pages: Sequence[PageImage]) -> bytes:
    pictures = [Image.fromarray(page.pixels) for page in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=200)
    return out.getvalue()


@needs_tesseract
def test_a_scanned_pdf_becomes_a_document() -> None:
    data = _scan([grainy(rendered(table_page())), rendered(PageWriter())])
    document = read_pdf(data, _source(data))
    (table,) = document.fragments()
    assert figures(table.rows) == FIGURES
    assert table.place.page == 1


@needs_tesseract
def test_a_scan_without_text_is_rejected_with_advice() -> None:
    data = _scan([rendered(PageWriter())])
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, _source(data))
    assert caught.value.code == "unreadable_scan"


def test_without_tesseract_a_scan_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: False)
    monkeypatch.setattr("extract.ocr.tesseract.is_installed", lambda: False)
    data = _scan([rendered(table_page())])
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, _source(data))
    assert (caught.value.code, caught.value.outcome) == ("scan_needs_tesseract", "held")


def test_what_is_no_pdf_is_rejected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: True)
    with pytest.raises(UnreadableError) as caught:
        read.ScanReader(b"<html>")
    assert caught.value.outcome == "rejected"


def test_a_page_that_takes_too_long_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> None:
        raise OcrTimeoutError

    monkeypatch.setattr(read, "is_installed", lambda: True)
    monkeypatch.setattr(read, "read_page", slow)
    with read.ScanReader(_scan([rendered(table_page())])) as reader:
        assert reader.blocks(1) == ()
    assert [note.code for note in reader.notes] == ["scan_timeout"]


def test_pages_over_the_limit_are_noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: True)
    monkeypatch.setattr(read, "LIMITS", ScanLimits(pages=0))
    with read.ScanReader(_scan([rendered(PageWriter())])) as reader:
        assert reader.blocks(1) == reader.blocks(1) == ()
        assert [note.code for note in reader.left_out()] == ["scan_budget"]


def test_a_huge_page_is_rendered_within_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: True)
    data = _scan([rendered(PageWriter())])
    monkeypatch.setattr(read, "LIMITS", ScanLimits(pixels=500_000))
    with read.ScanReader(data) as reader:
        pixels = reader.image(1).pixels
    assert pixels.shape[0] * pixels.shape[1] <= 510_000


@needs_tesseract
@pytest.mark.skipif(not SCAN.exists(), reason="the shared scan is not here")
def test_figures_of_a_published_report_are_read() -> None:
    with read.ScanReader(SCAN.read_bytes()) as reader:
        blocks = reader.blocks(15)
    document = repaired(Document(_source(b""), blocks))
    (table,) = read_document(document, project_layouts()).tables
    printed = {row.no: row.value.printed for row in table.rows if row.value}
    assert (printed["2.1"], printed["2.5"], printed["1.5"]) == ("44", "13,7%", "1")
    assert sum(row.code is not None for row in table.rows) == len(table.rows)

"""Documents attached to a PDF are named, so that nobody takes its cover for all there is."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from extract.errors import UnreadableError
from extract.page.assemble import PageBlocks, page_blocks
from extract.page.page import PageData
from extract.pdf import page_reader
from tests.extract.pdf.samples import read_bytes, table_page
from tests.extract.pdf.writer import PageWriter, pdf


def carrying(name: str, page: PageWriter) -> bytes:
    """Return a PDF of one page with a file attached."""
    document = pypdfium2.PdfDocument(pdf([page]))
    document.new_attachment(name).set_data(b"content")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_an_attached_document_is_noted() -> None:
    document = read_bytes(carrying("phụ lục.xlsx", table_page()))
    (note,) = [n for n in document.notes if n.code == "attachments"]
    assert "phụ lục.xlsx" in note.message


def test_a_cover_without_text_is_held() -> None:
    with pytest.raises(UnreadableError, match=r"báo cáo\.docx") as refused:
        read_bytes(carrying("báo cáo.docx", PageWriter()))
    assert (refused.value.code, refused.value.outcome) == ("attachments", "held")


def test_what_programs_attach_is_no_document() -> None:
    document = read_bytes(carrying("signature.xml", table_page()))
    assert "attachments" not in {note.code for note in document.notes}


def test_a_page_that_makes_the_program_fail_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(page: PageData, *rest: object) -> PageBlocks:
        if page.number == 1:
            raise ZeroDivisionError("boom")
        return page_blocks(page, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(page_reader, "page_blocks", failing)
    document = read_bytes(pdf([table_page(), table_page()]))
    assert [(n.code, n.place.page) for n in document.notes] == [("failed_page", 1)]
    assert {block.place.page for block in document.blocks} == {2}

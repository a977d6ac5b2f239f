"""Fields of forms and comments: what a person sees in a cell is read in it."""

from __future__ import annotations

import pytest

from extract.document import Document
from tests.extract.pdf.samples import read, read_bytes, tables, texts
from tests.extract.pdf.writer import PageWriter, Typed, grid, pdf

XS, YS = (50.0, 80.0, 250.0, 400.0), (100.0, 120.0, 140.0, 160.0)
ROWS = (("STT", "Nội dung", "Số liệu"), ("1", "Tiếp nhận", ""), ("2", "Giải quyết", ""))
CELL = (255.0, 122.0, 395.0, 138.0)
BELOW = (255.0, 142.0, 395.0, 158.0)


def form(*over: Typed) -> PageWriter:
    page = PageWriter(over=list(over))
    grid(page, XS, YS, ROWS)
    page.text(60, 60, "Lạng Sơn, ngày tháng năm 2024")
    return page


def figures(document: Document) -> list[str]:
    return [row[2] for row in tables(document)[0][1:]]


def test_fields_stand_in_the_cells_that_they_fill() -> None:
    document = read([form(Typed(CELL, "7.440"), Typed(BELOW, "7.112"))])
    assert figures(document) == ["7.440", "7.112"]
    assert [note.code for note in document.notes] == ["typed_text"]
    cell = next(iter(document.fragments())).rows[1][2]
    assert cell.place.box is not None
    assert cell.place.box[0] >= XS[2] - 1


def test_a_field_without_a_shape_is_read_by_its_value() -> None:
    assert figures(read([form(Typed(CELL, "7440", shown=False))])) == ["7440", ""]


def test_text_put_on_as_a_comment_is_read_where_it_is_put() -> None:
    comment = Typed((60.0, 62.0, 200.0, 78.0), "Số: 125/BC-UBND", "/Subtype /FreeText")
    document = read([form(comment)])
    assert "Số: 125/BC-UBND" in texts(document)


@pytest.mark.parametrize(
    "kind",
    ["/Subtype /Widget /FT /Sig", "/Subtype /Link", "/Subtype /Stamp", "/Subtype /Popup",
     "/Subtype /Widget /FT /Tx /F 2"],
)  # fmt: skip
def test_signatures_links_and_hidden_fields_are_no_text(kind: str) -> None:
    document = read([form(Typed(CELL, "7.440", kind))])
    assert figures(document) == ["", ""]
    assert document.notes == ()


def test_a_signature_beside_a_field_stays_out() -> None:
    signature = Typed(
        (400.0, 40.0, 560.0, 60.0), "Người ký: Sở Nội vụ", "/Subtype /Widget /FT /Sig"
    )
    document = read([form(signature, Typed(CELL, "7.440"))])
    assert figures(document) == ["7.440", ""]
    assert texts(document) == ["Lạng Sơn, ngày tháng năm 2024"]


def test_pages_that_are_read_twice_keep_their_fields() -> None:
    page = form(Typed(CELL, "7.440"))
    page.text(60, 300, "hồ \ufffd sơ")
    assert figures(read_bytes(pdf([page, form(Typed(CELL, "31"))])))[0] == "7.440"

"""Zip archives that mean harm, are broken, or are not what their name says."""

from __future__ import annotations

import io
import resource
import time
import zipfile

import pytest

from extract import archive
from extract.archive import Archive
from extract.errors import UnreadableError
from extract.sniff import real_ending
from tests.extract.office import (
    SHEET,
    WORD,
    cell,
    docx,
    packed,
    paragraph,
    read,
    relations,
    row,
    table,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_SECONDS = 10
_MEGABYTES = 700


def _refused(data: bytes, name: str) -> UnreadableError:
    """Return why a file is refused; it must be said soon, without much memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    with pytest.raises(UnreadableError) as caught:
        read(data, name)
    assert time.monotonic() - started < _SECONDS
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < _MEGABYTES * 1024
    assert caught.value.advice.endswith(".")
    return caught.value


def _workbook(sheet: str | bytes, **more: str | bytes) -> bytes:
    book = (
        f'<workbook xmlns="{SHEET}"><sheets><sheet name="PL4" sheetId="1" r:id="r1" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></sheets></workbook>'
    )
    parts = {
        "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(worksheet="sheet1.xml"),
        "xl/sheet1.xml": sheet,
    }
    return packed({**parts, **more})


def _sheet(rows: str) -> str:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
def test_a_bomb_is_not_unpacked(name: str) -> None:
    part = "word/document.xml" if name.endswith("docx") else "xl/workbook.xml"
    data = packed({part: b"<a>" + b" " * 300_000_000})
    assert _refused(data, name).code == "zip_bomb"


def test_a_part_that_is_merely_large_is_refused_before_it_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_PART", 1000)
    parts = {"word/document.xml": b"<no xml" * 1000}
    assert _refused(packed(parts), "x.docx").code == "too_large"


def test_too_many_parts_are_refused() -> None:
    data = packed({f"word/{i}.xml": "" for i in range(20_001)})
    assert _refused(data, "x.docx").code == "too_many_parts"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE d [<!ENTITY e "ha"><!ENTITY f "&e;&e;&e;&e;&e;">]>',
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_whatever_they_point_to(declaration: str, encoding: str) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?>{declaration}'
        f'<w:document xmlns:w="{WORD}"><w:body>&e;</w:body></w:document>'
    )
    assert _refused(packed({"word/document.xml": xml.encode(encoding)}), "x.docx").code == (
        "unsafe_xml"
    )


def test_entities_in_a_sheet_are_refused() -> None:
    sheet = '<!DOCTYPE d [<!ENTITY e "x">]>' + _sheet('<row r="1"><c t="str"><v>&e;</v></c></row>')
    assert _refused(_workbook(sheet), "x.xlsx").code == "unsafe_xml"


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.95])
def test_a_truncated_file_says_so(keep: float) -> None:
    data = docx(paragraph("x" * 5000))
    assert _refused(data[: int(len(data) * keep)], "x.docx").code == "truncated"


def test_a_damaged_part_says_so() -> None:
    data = bytearray(docx("".join(paragraph(f"đoạn {i}") for i in range(500))))
    at = data.index(b"word/document.xml") + 400
    data[at : at + 40] = bytes(40)
    assert _refused(bytes(data), "x.docx").code in ("truncated", "broken_xml")


def test_a_missing_main_part_says_so() -> None:
    data = packed({"word/styles.xml": f'<w:styles xmlns:w="{WORD}"/>'})
    assert _refused(data, "x.docx").code == "part_missing"


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx"])
def test_a_password_is_asked_for(name: str) -> None:
    refused = _refused(OLE + "EncryptedPackage".encode("utf-16-le"), name)
    assert (refused.code, refused.outcome) == ("password", "held")


def test_an_encrypted_zip_asks_for_its_password() -> None:
    data = bytearray(docx(paragraph("x")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + offset] |= 1
            at += 4
    assert _refused(bytes(data), "x.docx").code == "password"


@pytest.mark.parametrize(
    ("name", "data", "real"),
    [
        ("x.xlsx", docx(paragraph("x")), ".docx"),
        ("x.docx", _workbook(_sheet("")), ".xlsx"),
        ("x.docx", b"%PDF-1.7\n", ".pdf"),
        ("x.xlsx", b"<html><table><tr><td>1</td></tr></table></html>", ".html"),
        ("x.docx", b"{\\rtf1 x}", ".rtf"),
        ("x.docx", OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        ("x.xlsx", OLE + "Workbook".encode("utf-16-le"), ".xls"),
        ("x.txt", docx(paragraph("x")), ".docx"),
        ("x.docx", packed({"a.txt": "x"}), ".zip"),
    ],
)
def test_a_wrong_ending_is_told(name: str, data: bytes, real: str) -> None:
    refused = _refused(data, name)
    assert (refused.code, refused.outcome) == ("wrong_ending", "held")
    assert real in refused.message


@pytest.mark.parametrize(("name", "wanted"), [("x.doc", ".docx"), ("x.xls", ".xlsx")])
def test_old_formats_are_held_with_what_to_convert_to(name: str, wanted: str) -> None:
    kind = "WordDocument" if name == "x.doc" else "Workbook"
    refused = _refused(OLE + kind.encode("utf-16-le"), name)
    assert (refused.code, refused.outcome) == ("old_format", "held")
    assert wanted in refused.advice


@pytest.mark.parametrize(
    ("name", "data", "wanted"),
    [
        ("x.zip", packed({"a.txt": "x"}), "Unpack"),
        ("x.rar", b"Rar!\x1a\x07\x00", "Unpack"),
        ("x.eml", b"From: a@b\r\n\r\nx", "attached"),
        ("x.msg", OLE, "attached"),
        ("x.heic", b"\x00\x00\x00\x18ftypheic", ".jpg"),
        ("x.mht", b"MIME-Version: 1.0", ".docx"),
        ("x.html", b"<html>", ".docx"),
    ],
)
def test_what_offices_send_besides_is_held_with_advice(name: str, data: bytes, wanted: str) -> None:
    refused = _refused(data, name)
    assert (refused.code, refused.outcome) == ("old_format", "held")
    assert wanted in refused.advice


@pytest.mark.parametrize("data", [b"", bytes(1000), b"hello"])
def test_what_is_no_office_file_at_all_is_rejected(data: bytes) -> None:
    assert _refused(data, "x.docx").outcome == "rejected"


def test_text_that_begins_with_markup_is_still_text() -> None:
    assert real_ending(b"<table><tr>") == ".html"
    assert [b.text for b in read("<body>Báo cáo".encode(), "x.txt").text_blocks()]


def test_a_hundred_thousand_rows_are_refused() -> None:
    many = table(*[row("1", "x")] * 100_000)
    assert _refused(docx(many), "x.docx").code == "too_large"
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>1</v></c></row>' for i in range(1, 100_001))
    assert _refused(_workbook(_sheet(rows)), "x.xlsx").code == "too_large"


def test_deep_nesting_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 4000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 4000
    assert _refused(docx(deep), "x.docx").code == "broken_xml"


def test_spans_and_merges_beyond_all_measure_cost_nothing() -> None:
    span = cell("rộng", properties='<w:gridSpan w:val="2000000000"/>')
    [fragment] = read(docx(table(row(span, "b"), row("a", "b", "c"))), "x.docx").fragments()
    assert fragment.width < 10
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    only = '<row r="1"><c r="A1" t="str"><v>tiêu đề</v></c></row>'
    sheet = _sheet(only).replace("</sheetData>", f"</sheetData>{merge}")
    assert [b.text for b in read(_workbook(sheet), "x.xlsx").text_blocks()] == ["tiêu đề"]


def test_names_of_parts_never_reach_the_disk() -> None:
    parts = {
        "_rels/.rels": relations(officeDocument="../../../etc/passwd"),
        "../../evil": "x",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("x")}</w:body>'
        "</w:document>",
    }
    assert [b.text for b in read(packed(parts), "x.docx").text_blocks()] == ["x"]


def test_a_link_to_the_outside_is_no_part() -> None:
    link = relations(styles="http://127.0.0.1:1/styles.xml").replace(
        "/>", ' TargetMode="External"/>'
    )
    parts = {"word/_rels/document.xml.rels": link, "word/document.xml": "<a/>"}
    assert Archive(packed(parts)).relations("word/document.xml") == {}


def test_a_part_that_lies_about_its_size_stays_within_its_bound() -> None:
    data = bytearray(packed({"word/document.xml": b"a" * 200_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = (100).to_bytes(4, "little")
    with pytest.raises(UnreadableError) as caught:
        Archive(bytes(data)).read("word/document.xml")
    assert caught.value.code == "truncated"


def test_an_empty_archive_is_no_document() -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    assert _refused(buffer.getvalue(), "x.docx").code == "wrong_ending"

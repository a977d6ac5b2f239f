"""Photographs and scans in image files: each frame is a page, whatever made it."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image

from contracts.layouts import project_layouts
from extract.document import Document, Source, TableFragment
from extract.errors import UnreadableError
from extract.ocr import read, read_image
from extract.ocr.image_file import ImagePictures
from extract.ocr.limits import ScanLimits
from extract.ocr.page_image import PageImage
from extract.reader import read_document
from extract.settings import ReadSettings
from tests.extract.ocr.pictures import (
    DPI,
    FIGURES,
    figures,
    needs_tesseract,
    prose,
    rendered,
    table_page,
)
from tests.extract.pdf.writer import PageWriter
from transform.holds import holds_of
from transform.read import read as understood

A4 = (595.0, 842.0)


def _file(page: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    page.save(out, kind, **options)
    return out.getvalue()


def _table() -> Image.Image:
    return Image.fromarray(rendered(table_page()).pixels)


def _source(name: str, data: bytes) -> Source:
    return Source(name, "0" * 64, "image/any", len(data))


def _read(data: bytes, name: str = "a.tif") -> Document:
    return read_document(data, _source(name, data))


def _page(data: bytes, number: int = 1) -> PageImage:
    with ImagePictures(data) as pages:
        return pages.image(number)


def _refused(data: bytes, name: str = "a.png") -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        _read(data, name)
    return caught.value


@needs_tesseract
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("PNG", "a.png"),
        ("JPEG", "a.JPG"),
        ("TIFF", "a.tiff"),
        ("WEBP", "a.webp"),
        ("BMP", "a.bmp"),
        ("PNG", "renamed.jpg"),
    ],
)
def test_images_of_any_format_are_read_as_scans(kind: str, name: str) -> None:
    document = _read(_file(_table(), kind), name)
    (table,) = document.fragments()
    assert figures(table.rows) == FIGURES
    assert table.place.page == 1
    assert table.rows[0][0].backend == "ocr"


@needs_tesseract
def test_the_frames_of_a_tiff_are_pages() -> None:
    blank = Image.fromarray(rendered(PageWriter()).pixels)
    data = _file(
        _table(), "TIFF", save_all=True, append_images=[blank, _table()], compression="tiff_lzw"
    )
    document = _read(data)
    found = [b.place.page for b in document.blocks if isinstance(b, TableFragment)]
    assert found == [1, 3]
    assert [(n.code, n.place.page) for n in document.notes] == [("picture_without_print", 2)]


@needs_tesseract
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photograph_is_read_as_the_camera_was_held(orientation: int) -> None:
    turned = {1: 0, 3: 180, 6: 90, 8: 270}[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = _file(_table().rotate(turned, expand=True), "JPEG", exif=exif, quality=90)
    (table,) = _read(data, "a.jpg").fragments()
    assert figures(table.rows) == FIGURES
    (straight,) = _read(_file(_table(), "PNG"), "a.png").fragments()
    assert table.place.box == pytest.approx(straight.place.box, abs=4)


@pytest.mark.parametrize(
    ("dpi", "paper"),
    [((DPI, DPI), A4), (None, A4), ((72, 72), A4), ((1, 1), A4), ((100, 100), A4)],
)
def test_paper_is_as_large_as_the_file_says_or_a4(
    dpi: tuple[float, float] | None, paper: tuple[float, float]
) -> None:
    options = {"dpi": dpi} if dpi else {}
    page = _page(_file(_table(), "PNG", **options))
    at_100 = dpi == (100, 100)
    wanted = tuple(side * DPI / 100 if at_100 and DPI <= 154 else side for side in paper)
    assert (page.width, page.height) == pytest.approx(wanted, abs=3)


def test_the_pixels_of_a_facsimile_become_square() -> None:
    flat = _table().resize((1728, 1143))
    page = _page(_file(flat, "TIFF", dpi=(204, 98)))
    assert (page.width, page.height) == pytest.approx((610, 840), abs=2)
    assert page.pixels.shape[0] / page.pixels.shape[1] == pytest.approx(840 / 610, rel=0.01)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "I"])
def test_any_kind_of_pixels_becomes_black_on_white(mode: str) -> None:
    grey = _table().convert("L")
    page = grey.convert(mode) if mode not in ("I;16", "LA") else grey
    if mode == "I;16":
        page = Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)
    elif mode == "LA":
        page = Image.merge("LA", (Image.new("L", grey.size, 0), grey.point(lambda v: 255 - v)))
    kind = "TIFF" if mode in ("CMYK", "I") else "PNG"
    pixels = _page(_file(page, kind)).pixels
    assert pixels.ndim == 2
    assert np.abs(pixels.astype(int) - np.asarray(grey).astype(int)).mean() < 3


def test_finer_pixels_than_print_needs_are_not_kept() -> None:
    fine = _table().resize((4960, 7016))
    for kind in ("PNG", "JPEG"):
        page = _page(_file(fine, kind))
        assert page.dpi == pytest.approx(300, rel=0.02)


def test_small_copies_of_a_page_are_no_pages() -> None:
    from PIL import TiffImagePlugin

    small = Image.fromarray(np.zeros((80, 60), dtype=np.uint8))
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[254] = 1
    small.encoderinfo = {"tiffinfo": tags}
    data = _file(_table(), "TIFF", save_all=True, append_images=[small])
    with ImagePictures(data) as pages:
        assert pages.page_count == 1


def _png(width: int, height: int) -> bytes:
    """Return a PNG that says it has so many pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        tail = struct.pack(">I", zlib.crc32(kind + body))
        return struct.pack(">I", len(body)) + kind + body + tail

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the recogniser look installed; nothing gets as far as to it."""
    monkeypatch.setattr("extract.ocr.read.is_installed", lambda: True)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("data", "code", "outcome"),
    [
        (_png(100_000, 100_000), "too_large", "rejected"),
        (_png(3_000, 3_000), "truncated", "rejected"),
        (_file(_table(), "JPEG")[:9_000], "truncated", "rejected"),
        (_file(_table(), "PNG")[:9_000], "truncated", "rejected"),
        (_file(_table(), "PNG")[:20], "truncated", "rejected"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "damaged_image", "rejected"),
        (b"II*\x00" + bytes(500), "damaged_image", "rejected"),
        (b"no picture", "damaged_image", "rejected"),
    ],
)
def test_bad_images_end_with_their_reason(data: bytes, code: str, outcome: str) -> None:
    refused = _refused(data)
    assert (refused.code, refused.outcome) == (code, outcome)
    assert refused.advice


@needs_tesseract
def test_a_broken_frame_costs_no_other() -> None:
    data = bytearray(
        _file(_table(), "TIFF", save_all=True, append_images=[_table()], compression="tiff_lzw")
    )
    with ImagePictures(bytes(data)) as pages:
        pages._image.seek(1)
        start = pages._image.tag_v2[273][0]  # type: ignore[attr-defined]
    data[start : start + 4000] = b"\xff" * 4000
    document = _read(bytes(data))
    assert [f.place.page for f in document.fragments()] == [1]
    assert [n.place.page for n in document.notes] == [2]


@pytest.mark.usefixtures("reader")
def test_too_many_frames_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.ocr.image_file._MOST_FRAMES", 2)
    dot = Image.fromarray(np.zeros((9, 9), dtype=np.uint8))
    data = _file(dot, "TIFF", save_all=True, append_images=[dot, dot])
    assert _refused(data, "a.tif").code == "too_large"


@needs_tesseract
def test_pages_for_which_there_is_no_time_are_named_and_hold_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(read, "LIMITS", ScanLimits(pages=1))
    data = _file(_table(), "TIFF", save_all=True, append_images=[_table(), _table()])
    document = _read(data)
    (note,) = document.notes
    assert (note.code, note.place.page) == ("scan_budget", 2)
    assert "pages 2 to 3" in note.message
    assert [f.place.page for f in document.fragments()] == [1]
    assert any("pages 2 to 3" in why for why in holds_of(understood(document, project_layouts())))


@needs_tesseract
def test_a_page_that_ended_the_process_is_left_out() -> None:
    data = _file(_table(), "TIFF", save_all=True, append_images=[_table()])
    document = read_image(data, _source("a.tif", data), ReadSettings(without=frozenset({1})))
    assert [f.place.page for f in document.fragments()] == [2]
    assert [(n.code, n.place.page) for n in document.notes] == [("page_left_out", 1)]


@needs_tesseract
def test_a_picture_of_nothing_is_rejected() -> None:
    assert _refused(_file(Image.new("L", (800, 1100), 255), "PNG")).code == "unreadable_scan"


def test_without_tesseract_an_image_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "is_installed", lambda: False)
    page = PageWriter()
    prose(page, 100, 4)
    refused = _refused(_file(Image.fromarray(rendered(page).pixels), "PNG"))
    assert (refused.code, refused.outcome) == ("scan_needs_tesseract", "held")

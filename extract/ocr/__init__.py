"""Scans to `Document`; the libraries are imported when the first scan comes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from extract.document import Block, Document, Source

if TYPE_CHECKING:
    from extract.ocr.page_image import PageImage


def read_scan_pdf(data: bytes, source: Source) -> Document:
    """Return the document in a scanned PDF; see `extract.ocr.read` for the errors raised."""
    from extract.ocr.read import read_scan_pdf as read

    return read(data, source)


def read_scan_pages(pages: Iterable[PageImage]) -> tuple[Block, ...]:
    """Return the blocks of page pictures; see `extract.ocr.read` for the errors raised."""
    from extract.ocr.read import read_scan_pages as read

    return read(pages)

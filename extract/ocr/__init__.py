"""Pictures of pages to `Document`; the libraries are imported when the first picture comes."""

from __future__ import annotations

from extract.document import Document, Source
from extract.settings import PLAIN, ReadSettings


def read_image(data: bytes, source: Source, settings: ReadSettings = PLAIN) -> Document:
    """Return the document in an image file; see `extract.ocr.image_file` for the errors raised."""
    from extract.ocr.image_file import read_image as read

    return read(data, source, settings)

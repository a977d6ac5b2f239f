"""PDF to `Document`; the libraries are imported when the first PDF comes."""

from __future__ import annotations

from extract.document import Document, Source
from extract.making import unhurried_collector
from extract.settings import PLAIN, ReadSettings


def read_pdf(data: bytes, source: Source, settings: ReadSettings = PLAIN) -> Document:
    """Return the document in a PDF; see `extract.pdf.read.read_pdf` for the errors raised."""
    from extract.pdf.read import read_pdf as read

    with unhurried_collector():
        return read(data, source, settings)

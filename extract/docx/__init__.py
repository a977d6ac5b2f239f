"""Word documents (.docx) to a `Document`, read from their XML, imported with the first one."""

from __future__ import annotations

from extract.document import Document, Source


def read_docx(data: bytes, source: Source) -> Document:
    """Return the document in a file; see `extract.docx.read.read_docx` for the errors raised."""
    from extract.docx.read import read_docx as read

    return read(data, source)

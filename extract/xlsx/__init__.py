"""Excel workbooks (.xlsx, .xlsm) to a `Document`, read from XML, imported with the first."""

from __future__ import annotations

from extract.document import Document, Source


def read_xlsx(data: bytes, source: Source) -> Document:
    """Return the document in a file; see `extract.xlsx.read.read_xlsx` for the errors raised."""
    from extract.xlsx.read import read_xlsx as read

    return read(data, source)

"""Pages that several PDF tests share, and the shapes in which they compare."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Document, Source, TableFragment, TextBlock
from extract.pdf import read_pdf
from extract.settings import PLAIN, ReadSettings
from tests.extract.pdf.writer import PageWriter, grid, pdf

XS, YS = (50.0, 80.0, 250.0, 400.0), (100.0, 120.0, 150.0)
TABLE = (("STT", "Nội dung", "Số liệu"), ("1", "Rà soát cả\nnăm", "143"))
READ = (("STT", "Nội dung", "Số liệu"), ("1", "Rà soát cả năm", "143"))


def table_page(style: str = "line", **page: object) -> PageWriter:
    """Return a page with one small table."""
    writer = PageWriter(**page)  # type: ignore[arg-type]
    grid(writer, XS, YS, TABLE, style)
    return writer


def read(pages: Sequence[PageWriter]) -> Document:
    """Return the document that is read from pages."""
    return read_bytes(pdf(pages))


def read_bytes(data: bytes, settings: ReadSettings = PLAIN) -> Document:
    """Return the document that is read from the bytes of a PDF."""
    return read_pdf(data, Source("test.pdf", "0" * 64, "application/pdf", len(data)), settings)


def texts(document: Document) -> list[str]:
    """Return the lines outside tables."""
    return [block.text for block in document.text_blocks()]


def cells(fragment: TableFragment) -> tuple[tuple[str, ...], ...]:
    """Return the texts of a table."""
    return tuple(tuple(cell.text for cell in row) for row in fragment.rows)


def tables(document: Document) -> list[tuple[tuple[str, ...], ...]]:
    """Return the texts of all tables."""
    return [cells(fragment) for fragment in document.fragments()]


def flat(blocks: Sequence[TextBlock | TableFragment]) -> list[object]:
    """Return everything but places and backends, for comparing two sources."""
    return [
        (block.text, block.bold)
        if isinstance(block, TextBlock)
        else [
            [(c.text, c.row_span, c.column_span, c.covered, c.bold) for c in row]
            for row in block.rows
        ]
        for block in blocks
    ]

"""What reads a page of a PDF besides the fast source, opened when a page first needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from extract.document import ReadNote
from extract.page.assemble import PageBlocks, page_blocks
from extract.page.borderless import Gutters
from extract.steps import Step, begin

if TYPE_CHECKING:
    from extract.ocr.read import PagePictures, ScanReader
    from extract.pdf.source_reference import ReferenceSource


class Readers:
    """The reference, the pages as pictures, and what reads pictures."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._reference: ReferenceSource | None = None
        self._pictures: PagePictures | None = None
        self._broken = False

    def reference(self, number: int, before: Gutters) -> PageBlocks | None:
        """Return a page as the reference reads it, or None when it cannot."""
        if self._broken:
            return None
        begin(Step(page=number))
        try:
            self._reference = self._reference or _opened(self._data)
            return page_blocks(self._reference.page(number), before)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pdfminer fails in many ways on pages that pdfium reads
            self._broken = self._reference is None
            return None

    @property
    def pictures(self) -> PagePictures:
        """The pages as pictures."""
        if self._pictures is None:
            # it costs time and memory to import, and few files need it
            from extract.ocr.read import open_pictures

            self._pictures = open_pictures(self._data)
        return self._pictures

    @property
    def scans(self) -> ScanReader | None:
        """The recogniser, or None where it is not installed."""
        from extract.ocr.read import ScanReader

        pictures = self.pictures
        return pictures if isinstance(pictures, ScanReader) else None

    def left_out(self) -> tuple[ReadNote, ...]:
        """Return what is to be said of pictures for which the file had no time left."""
        scans = self.scans if self._pictures is not None else None
        return scans.left_out() if scans is not None else ()

    def close(self) -> None:
        """Free what was opened."""
        for opened in (self._reference, self._pictures):
            if opened is not None:
                opened.close()


def _opened(data: bytes) -> ReferenceSource:
    # pdfplumber costs time and memory to import, and few files need it
    from extract.pdf import source_reference

    return source_reference.ReferenceSource(data)


@contextmanager
def open_readers(data: bytes) -> Iterator[Readers]:
    """Give the readers of a PDF and close them afterwards."""
    readers = Readers(data)
    try:
        yield readers
    finally:
        readers.close()

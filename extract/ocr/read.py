"""Scanned pages and scanned PDF to blocks and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType

import numpy as np
import pypdfium2

from extract.document import Block, Document, Place, ReadNote, Source
from extract.errors import UnreadableError
from extract.ocr.limits import LIMITS
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.page_read import ScannedPage, read_page
from extract.ocr.tesseract import OcrTimeoutError, is_installed, needs_tesseract
from extract.pdf.borderless import Gutters
from extract.pdf.pdfium import LOCK

_DEFAULT_DPI = 250.0
_UNSURE_PAGE = 0.75


class ScanReader:
    """Reads single pages of a PDF as pictures; use as a context manager, or call `close`.

    Raises UnreadableError (held, `scan_needs_tesseract`) where tesseract is missing.
    """

    def __init__(self, data: bytes) -> None:
        if not is_installed():
            raise needs_tesseract()
        with LOCK:
            self._pdf = _opened(data)
            self.page_count = len(self._pdf)
        self.notes: list[ReadNote] = []
        self._read = 0
        self._gutters: Gutters = ()

    def __enter__(self) -> ScanReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Free the document."""
        with LOCK:
            self._pdf.close()

    def blocks(self, number: int) -> tuple[Block, ...]:
        """Return the blocks of page `number` (from 1); what went wrong is added to `notes`."""
        self._read += 1
        if self._read > LIMITS.pages:
            if self._read == LIMITS.pages + 1:
                self._note("scan_too_long", number, f"Only {LIMITS.pages} scanned pages are read.")
            return ()
        try:
            image = self.image(number)
            page = read_page(image, self._gutters)
        except OcrTimeoutError:
            self._note("scan_timeout", number, "Reading the picture took too long; it was left.")
            return ()
        except pypdfium2.PdfiumError:
            self._note("broken_page", number, "The page is damaged and was not read.")
            return ()
        self._gutters = page.gutters
        self._judge(number, page)
        return page.blocks

    def image(self, number: int) -> PageImage:
        """Return the picture of page `number` at the resolution of the scan."""
        with LOCK:
            page = self._pdf[number - 1]
            width, height = page.get_size()
            scale = _scale(page, width, height)
            pixels: Pixels = np.array(page.render(scale=scale).to_pil().convert("RGB"))
            page.close()
        return PageImage(number, pixels, width, height)

    def _judge(self, number: int, page: ScannedPage) -> None:
        if page.confidence < _UNSURE_PAGE:
            self._note(
                "unsure_scan",
                number,
                f"The picture is hard to read (confidence {page.confidence:.0%}); compare it.",
            )

    def _note(self, code: str, number: int, message: str) -> None:
        self.notes.append(ReadNote(code, message, Place(page=number)))


def read_scan_pages(pages: Iterable[PageImage]) -> tuple[Block, ...]:
    """Return the blocks of page pictures in their order.

    Raises UnreadableError (held) without tesseract, OcrTimeoutError for a page that takes
    longer than `LIMITS.seconds`.
    """
    return tuple(_blocks(pages))


def _blocks(pages: Iterable[PageImage]) -> Iterator[Block]:
    gutters: Gutters = ()
    for image in pages:
        page = read_page(image, gutters)
        gutters = page.gutters
        yield from page.blocks


def read_scan_pdf(data: bytes, source: Source) -> Document:
    """Return the document in a scanned PDF, every page read as a picture.

    Raises UnreadableError: held without tesseract, rejected when nothing could be read.
    """
    blocks: list[Block] = []
    with ScanReader(data) as reader:
        for number in range(1, reader.page_count + 1):
            blocks += reader.blocks(number)
        notes = tuple(reader.notes)
    if not blocks:
        raise UnreadableError(
            "unreadable_scan",
            "No text was found on the pictures of this scan.",
            "Scan it again at 300 dpi, or hand in the Word file.",
        )
    return Document(source, tuple(blocks), notes)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "broken_pdf", "The PDF cannot be opened.", "Ask the sender for the file again."
        ) from error


def _scale(page: pypdfium2.PdfPage, width: float, height: float) -> float:
    """Return pixels a point: those of the largest picture, within bounds."""
    dpi = _picture_dpi(page, width) or _DEFAULT_DPI
    dpi = min(max(dpi, LIMITS.least_dpi), LIMITS.most_dpi)
    scale = dpi / POINTS_PER_INCH
    return float(min(scale, (LIMITS.pixels / max(1.0, width * height)) ** 0.5))


def _picture_dpi(page: pypdfium2.PdfPage, width: float) -> float | None:
    """Return the resolution of a picture that covers the page."""
    for thing in page.get_objects(max_depth=1):
        if not isinstance(thing, pypdfium2.PdfImage):
            continue
        left, _, right, _ = thing.get_bounds()
        if right - left > 0.8 * width:
            across = max(thing.get_px_size())
            long_side = max(page.get_size())
            return float(across / long_side * POINTS_PER_INCH)
    return None

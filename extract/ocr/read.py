"""Pages of a file as pictures, and what can be read of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import numpy as np
import pypdfium2

from extract.document import Block, Place, ReadNote, TableFragment, TextBlock
from extract.errors import UnreadableError
from extract.ocr.budget import LEFT_OUT, Budget
from extract.ocr.ink import without_colour
from extract.ocr.layer import Verdict, compared, layered
from extract.ocr.limits import LIMITS
from extract.ocr.memory import give_back
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.page_read import ScannedPage, read_page
from extract.ocr.probe import reads_as_print
from extract.ocr.straight import straight_page
from extract.ocr.tesseract import OcrTimeoutError, is_installed, needs_tesseract
from extract.ocr.worth import is_disordered, looks_printed, tiles_of
from extract.page.borderless import Gutters
from extract.page.page import Box, PageData
from extract.pdfium import LOCK

_DEFAULT_DPI = 250.0
_UNSURE_PAGE = 0.75
# what is read with less confidence than this was no print
_NO_PRINT = 0.45
GLANCE_DPI = 110.0


class BrokenPageError(Exception):
    """A page that cannot be made a picture."""


BROKEN = (BrokenPageError, pypdfium2.PdfiumError)


class Pictures(ABC):
    """Pages of a file as pictures; use as a context manager, or call `close`."""

    def __init__(self, _data: bytes) -> None:
        """Open the file in `_data`. Raises UnreadableError where it is none of the format."""
        self.page_count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Free the file."""

    @abstractmethod
    def image(self, number: int, region: Box | None = None) -> PageImage:
        """Return the picture of page `number`, or of a part of it, as finely as it was scanned.

        Raises BROKEN for a broken page.
        """

    @abstractmethod
    def glance(self, number: int, region: Box | None = None) -> PageImage:
        """Return the same picture coarsely, which costs far less."""

    def shows_print(self, number: int, region: Box | None = None) -> bool:
        """Tell whether a page, or a part of it, seems to show print; False for a broken page."""
        try:
            return looks_printed(self.glance(number, region))
        except BROKEN:
            return False


class PagePictures(Pictures):
    """Pages of a PDF as pictures."""

    def __init__(self, data: bytes) -> None:
        with LOCK:
            self._pdf = _opened(data)
            self.page_count = len(self._pdf)

    def close(self) -> None:
        """Free the document."""
        with LOCK:
            self._pdf.close()

    def image(self, number: int, region: Box | None = None) -> PageImage:
        """Return the picture of a page at the resolution of the scan that covers it."""
        return self._rendered(number, None, region)

    def glance(self, number: int, region: Box | None = None) -> PageImage:
        """Return the picture of a page coarsely."""
        return self._rendered(number, GLANCE_DPI, region)

    def _rendered(self, number: int, dpi: float | None, region: Box | None) -> PageImage:
        with LOCK:
            page = self._pdf[number - 1]
            width, height = page.get_size()
            scale = _scale(page, width, height, dpi)
            pixels: Pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
            page.close()
        return part_of(PageImage(number, without_colour(pixels), width, height), region)


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read of a page's picture: blocks, the columns left open, what to note."""

    blocks: tuple[Block, ...] = ()
    gutters: Gutters = ()
    notes: tuple[ReadNote, ...] = ()


class PictureReader(Pictures):
    """Reads single pages of a file as pictures, which another class opens.

    Raises UnreadableError (held, `scan_needs_tesseract`) where tesseract is missing.
    """

    def __init__(self, data: bytes) -> None:
        if not is_installed():
            raise needs_tesseract()
        super().__init__(data)
        self.notes: list[ReadNote] = []
        self._budget = Budget(self.page_count, LIMITS)
        self._gutters: Gutters = ()

    def blocks(self, number: int) -> tuple[Block, ...]:
        """Return the blocks of a page that follows the one read before, and keep its notes."""
        page = self.read(number, self._gutters)
        self._gutters = page.gutters
        self.notes += page.notes
        return page.blocks

    def read(self, number: int, before: Gutters = (), region: Box | None = None) -> PageReading:
        """Return what page `number` (from 1) shows, or a part of it; never fails on a picture.

        `before` are the columns that the page before left open.
        """
        if not self._budget.allows(number):
            return PageReading()
        with self._budget.spent() as fruit:
            page = self._or_noted(number, before, region)
            fruit.append(bool(page.blocks))
            # the next page begins where this one began
            give_back()
        return page

    def is_left_out(self, number: int) -> bool:
        """Tell whether there was no time left for a page."""
        return self._budget.is_left_out(number)

    def left_out(self) -> tuple[ReadNote, ...]:
        """Return what is to be said of the pages for which the file had no time left."""
        return self._budget.notes()

    def _or_noted(self, number: int, before: Gutters, region: Box | None) -> PageReading:
        try:
            return self._page(number, before, region)
        except OcrTimeoutError:
            message = "Reading the picture took too long; it was left."
            return _noted("scan_timeout", number, message)
        except BROKEN:
            return _noted("broken_page", number, "The page is damaged and was not read.")

    def _page(self, number: int, before: Gutters, region: Box | None) -> PageReading:
        glance = self.glance(number, region)
        if not looks_printed(glance):
            return PageReading()
        tiles = tiles_of(glance)
        del glance
        give_back()
        if is_disordered(tiles) and not reads_as_print(self.image(number, region), tiles):
            return PageReading()
        # not kept here, so that its colours can be let go while it is read
        page = read_page(self.image(number, region), before)
        notes = tuple(_judged(number, page))
        if page.confidence < _NO_PRINT:
            return PageReading((), (), notes)
        left, top = region[:2] if region else (0.0, 0.0)
        blocks = tuple(_moved(block, left, top) for block in page.blocks)
        return PageReading(blocks, page.gutters, notes)

    def checked(self, page: PageData) -> Verdict | None:
        """Return how far the text of a page says what its picture shows; None where this fails."""
        if not self._budget.allows(page.number):
            return None
        with self._budget.spent() as fruit:
            try:
                straight = straight_page(self.image(page.number), turn=page.turn)
                verdict = compared(page, straight)
            except (OcrTimeoutError, *BROKEN):
                return None
            fruit.append(verdict.agrees)
        return verdict

    def in_picture(self, page: PageData, verdict: Verdict, before: Gutters = ()) -> PageReading:
        """Return the text of a page, in the tables that its picture rules."""
        found = layered(page, verdict, before)
        return PageReading(found.blocks, found.gutters)


class ScanReader(PictureReader, PagePictures):
    """Reads single pages of a PDF as pictures; use as a context manager, or call `close`."""


def part_of(image: PageImage, region: Box | None) -> PageImage:
    """Return a part of a page as a picture of its own, the whole for None."""
    if region is None:
        return image
    x0, top, x1, bottom = (max(0, round(side * image.scale)) for side in region)
    pixels = np.ascontiguousarray(image.pixels[top:bottom, x0:x1])
    return PageImage(image.number, pixels, region[2] - region[0], region[3] - region[1])


def _moved(block: Block, left: float, top: float) -> Block:
    """Return a block of a part of a page as a block of the page."""
    if not left and not top:
        return block
    if isinstance(block, TextBlock):
        return replace(block, place=_moved_place(block.place, left, top))
    rows = tuple(
        tuple(replace(cell, place=_moved_place(cell.place, left, top)) for cell in row)
        for row in block.rows
    )
    return TableFragment(rows, _moved_place(block.place, left, top))


def _moved_place(place: Place, left: float, top: float) -> Place:
    if place.box is None:
        return place
    x0, y0, x1, y1 = place.box
    moved = (x0 + left, y0 + top, x1 + left, y1 + top)
    return replace(place, box=tuple(round(side, 2) for side in moved))  # type: ignore[arg-type]


def _judged(number: int, page: ScannedPage) -> Iterator[ReadNote]:
    if page.confidence < _UNSURE_PAGE:
        message = f"The picture is hard to read (confidence {page.confidence:.0%}); compare it."
        yield ReadNote("unsure_scan", message, Place(page=number))


def _noted(code: str, number: int, message: str) -> PageReading:
    return PageReading(notes=(ReadNote(code, message, Place(page=number)),))


def open_pictures(data: bytes) -> PagePictures:
    """Return the pages of a PDF as pictures, which are read where tesseract is installed."""
    return ScanReader(data) if is_installed() else PagePictures(data)


def unreadable_scan(notes: Sequence[ReadNote] = ()) -> UnreadableError:
    """Return the error for pictures on which no text was found, with what was left of them."""
    left = [note.message for note in notes if note.code == LEFT_OUT]
    if left:
        message = "No text was found on the pictures of this scan that were looked at."
        return UnreadableError(LEFT_OUT, message, " ".join(left))
    return UnreadableError(
        "unreadable_scan",
        "No text was found on the pictures of this scan.",
        "Scan it again at 300 dpi, or hand in the Word file.",
    )


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(
            "broken_pdf", "The PDF cannot be opened.", "Ask the sender for the file again."
        ) from error
    # fields of a form are drawn by it
    document.init_forms()
    return document


def _scale(page: pypdfium2.PdfPage, width: float, height: float, dpi: float | None) -> float:
    """Return pixels a point: for `dpi`, or those of the largest picture, within bounds."""
    if dpi is None:
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

"""Pages from pdfium: fast, and honest about what it is unsure of."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from extract import pdfium
from extract.errors import UnreadableError
from extract.page.page import FloatArray, PageData, Turn, turned_boxes
from extract.pdf.attached import attached_documents
from extract.pdf.cut_off import cut_off, is_cut_off
from extract.pdf.faint import faint_runs
from extract.pdf.fast_blanks import are_blanks
from extract.pdf.fast_glyphs import glyphs_of
from extract.pdf.fast_rules import Drawing, page_drawing
from extract.pdf.fast_spaces import spaces_of
from extract.pdf.fast_text import PageText, page_text
from extract.pdf.legacy import convert
from extract.pdf.limits import LIMITS
from extract.pdf.typed import CODE as TYPED
from extract.pdf.typed import TypedText

BACKEND = "pdfium"
# written by pdfium for each page
_SIDES = (ctypes.c_float * 4)()
_MAGIC = re.compile(rb"%PDF-\d")


class FastSource:
    """An open PDF; use as a context manager, or call `close`.

    Raises UnreadableError for what is no PDF, is locked or has too many pages.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        # pdfium's handle of the page that is open, 0 between pages
        self.open_page = 0
        # kinds of legacy fonts by their names, as the pages so far told
        self._told: dict[str, str] = {}
        with pdfium.LOCK:
            self._document = _opened(data)
            self._typed = TypedText(self._document)
            self.page_count: int = pdfium.count_pages(self._document)
        if self.page_count > LIMITS.pages:
            self.close()
            raise UnreadableError(
                "too_many_pages",
                f"The PDF has {self.page_count:,} pages; {LIMITS.pages:,} are the most read.",
                "Split it into parts.",
            )
        if self.page_count < 1:
            self.close()
            raise damaged("it has no pages")

    def __enter__(self) -> FastSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the document; a second call does nothing."""
        if self._document:
            with pdfium.LOCK:
                self._typed.close()
                pdfium.close_document(self._document)
            self._document = 0

    def attached(self) -> list[str]:
        """Return the names of the documents attached to the file."""
        with pdfium.LOCK:
            return attached_documents(self._document)

    @contextmanager
    def page(self, number: int) -> Iterator[PageData | None]:
        """Open page `number` (from 1); None when it is broken. `glyphs` ends with the block."""
        with pdfium.LOCK:
            page, typed = self._loaded(number)
            text = pdfium.load_text(page) if page else None
            self.open_page = page or 0
            try:
                data = _page_data(page, text, number, self._told) if page and text else None
                if data and typed:
                    data.doubts = (*data.doubts, TYPED)
                yield data
            finally:
                self.open_page = 0
                if text:
                    pdfium.close_text(text)
                if page:
                    pdfium.close_page(page)

    def _loaded(self, number: int) -> tuple[int, bool]:
        """Return the page, 0 for a broken one, and whether text was typed over it."""
        page = pdfium.load_page(self._document, number - 1) or 0
        if not page or pdfium.count_annotations(page) <= 0 or not self._typed.make_printed(page):
            return page, False
        pdfium.close_page(page)
        return pdfium.load_page(self._document, number - 1) or 0, True


def check_magic(data: bytes) -> None:
    """Raise UnreadableError unless `data` starts as a PDF does."""
    if not data:
        raise UnreadableError("empty", "The file is empty.", "Ask the sender for the file again.")
    if not _MAGIC.search(data[:2048]):
        raise UnreadableError(
            "not_a_pdf",
            f"The file is named .pdf but is {_looks_like(data)}.",
            "Open it in the program it was made with and save it as PDF.",
        )


def damaged(reason: str) -> UnreadableError:
    """Return the error for a PDF that cannot be opened."""
    return UnreadableError(
        "damaged_pdf",
        f"The PDF is damaged: {reason}.",
        "Open it in a viewer and print it to PDF again, or ask the sender for it.",
    )


def _looks_like(data: bytes) -> str:
    head = data[:512].lstrip().lower()
    known = ((b"<!doctype html", "a web page"), (b"<html", "a web page"), (b"pk\x03\x04", "a zip"))
    return next((name for mark, name in known if head.startswith(mark)), "something else")


def _opened(data: bytes) -> int:
    check_magic(data)
    document = pdfium.load_document(data, len(data), None)
    if document:
        return int(document)
    error = pdfium.last_error()
    if error in (pdfium.ERROR_PASSWORD, pdfium.ERROR_SECURITY):
        raise UnreadableError(
            "password",
            "The PDF opens only with a password.",
            "Save a copy without a password and hand that in.",
            outcome="held",
        )
    raise cut_off() if is_cut_off(data) else damaged("its structure cannot be read")


def _page_data(page: int, text: int, number: int, told: dict[str, str]) -> PageData:
    left, bottom, right, top = _page_sides(page)
    width, height = right - left, top - bottom
    count = pdfium.count_characters(text)
    doubts = []
    if count > LIMITS.page_characters or max(width, height) > LIMITS.side:
        count = 0
        doubts.append("page_over_limit")
    found = page_text(text, max(count, 0), told)
    drawing = page_drawing(page, found.objects)

    shown_turn = pdfium.page_rotation(page) % 4
    if not found.texts:
        found.direction = shown_turn

    def place(boxes: FloatArray) -> FloatArray:
        if len(boxes) == 0:
            return boxes
        flipped = np.empty(boxes.shape)
        np.subtract(boxes[:, 0::2], left, out=flipped[:, 0::2])
        np.subtract(top, boxes[:, 3::-2], out=flipped[:, 1::2])
        return turned_boxes(flipped, width, height, found.direction)

    faint, unpainted = faint_runs(found.owners)
    turned = found.direction % 2 == 1
    turn: Turn = (found.direction - shown_turn) % 4
    data = PageData(
        number=number,
        width=height if turned else width,
        height=width if turned else height,
        texts=found.texts,
        boxes=place(found.boxes),
        bold=found.bold,
        rules=place(drawing.rules),
        glyphs=glyphs_of(text, found, place),
        backend=BACKEND,
        turn=turn,
        picture=_picture_share(drawing, width * height),
        composed=found.composed,
        raised=found.raised,
        ligatures=found.ligatures,
        doubts=(*doubts, *_doubts(found, drawing)),
        pictures=place(drawing.pictures),
        faint=faint,
        unpainted=unpainted,
        spaces=spaces_of(text, found),
    )
    if found.legacy:
        convert(data, found.raw, found.legacy)
    return data


def _page_sides(page: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the page in user space."""
    pdfium.page_box(page, ctypes.byref(_SIDES))
    left, top, right, bottom = _SIDES
    return left, bottom, right, top


def _picture_share(drawing: Drawing, area: float) -> float:
    if not len(drawing.pictures) or area <= 0:
        return 0.0
    boxes = drawing.pictures
    return float(np.max((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])) / area)


def _doubts(text: PageText, drawing: Drawing) -> Iterator[str]:
    if text.unmapped:
        yield "unmapped_glyphs"
    if not text.complete:
        yield "runs_interleave"
    if text.texts and drawing.overlooked and not are_blanks(drawing.overlooked, text):
        yield "text_dropped"
    if not drawing.complete:
        yield "too_many_objects"

"""A PDF to a `Document`: the fast source, and the reference for pages it doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.document import Block, Document, Place, ReadNote, Source, TextBlock
from extract.errors import UnreadableError
from extract.pdf.assemble import PageBlocks, page_blocks
from extract.pdf.borderless import Gutters
from extract.pdf.limits import LIMITS
from extract.pdf.page import PageData
from extract.pdf.source_fast import FastSource

if TYPE_CHECKING:
    from extract.pdf.source_reference import ReferenceSource

# doubts that a second reader can settle; the others are only reported
_READ_AGAIN = frozenset({"unmapped_glyphs", "runs_interleave", "text_dropped", "irregular_grid"})
_PICTURE_PAGE = 0.3
_FULL_PICTURE = 0.8

_MESSAGES = {
    "scanned_page": "The page is a picture without text; it was not read.",
    "text_over_picture": "The page is a picture with a text layer over it; compare its figures "
    "with the picture.",
    "broken_page": "The page is damaged and was not read.",
    "page_over_limit": "The page is too large or holds too much text; it was not read.",
    "too_many_objects": "The page draws too much; rules may be missing from its tables.",
    "unmapped_glyphs": "Some characters have no Unicode value; compare the page with the original.",
    "irregular_grid": "A table has a region that is no rectangle; compare its cells.",
}


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    characters: int = 0
    gutters: Gutters = ()


class _Reference:
    """The reference source, opened when the first page needs it, and never twice."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._source: ReferenceSource | None = None
        self._broken = False

    def blocks(self, number: int, before: Gutters) -> PageBlocks | None:
        """Return a page as the reference reads it, or None when it cannot."""
        if self._broken:
            return None
        try:
            self._source = self._source or _opened(self._data)
            return page_blocks(self._source.page(number), before)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pdfminer fails in many ways on pages that pdfium reads
            self._broken = self._source is None
            return None

    def close(self) -> None:
        if self._source is not None:
            self._source.close()


def _opened(data: bytes) -> ReferenceSource:
    # pdfplumber costs time and memory to import, and few files need it
    from extract.pdf import source_reference

    return source_reference.ReferenceSource(data)


def read_pdf(data: bytes, source: Source) -> Document:
    """Return the document in a PDF.

    Raises UnreadableError for what is no PDF, damaged, locked, too long, or holds no text
    (code `scan`). Pages without text are noted.
    """
    reading = _Reading()
    reference = _Reference(data)
    with FastSource(data) as pdf:
        try:
            for number in range(1, pdf.page_count + 1):
                _read_page(pdf, number, reference, reading)
        finally:
            reference.close()
    if not reading.blocks:
        raise _without_text(reading.notes, pdf.page_count)
    return Document(source, tuple(reading.blocks), tuple(reading.notes))


def _read_page(pdf: FastSource, number: int, reference: _Reference, reading: _Reading) -> None:
    with pdf.page(number) as page:
        if page is None:
            _note(reading, "broken_page", Place(page=number))
            return
        before = reading.gutters
        found = page_blocks(page, before)
        codes = _picture_codes(page, found)
        reading.characters += sum(map(len, page.texts))
        place = Place(page=number, box=page.shown((0.0, 0.0, page.width, page.height)))
    if reading.characters > LIMITS.characters:
        raise UnreadableError(
            "too_much_text",
            f"The PDF holds more than {LIMITS.characters:,} characters.",
            "Split it into parts.",
        )
    if found.doubts:
        found = _settled(found, number, reference, before)
    reading.blocks += found.blocks
    reading.gutters = found.gutters
    for code in (*codes, *found.doubts):
        if code in _MESSAGES:
            _note(reading, code, place)


def _settled(found: PageBlocks, number: int, reference: _Reference, before: Gutters) -> PageBlocks:
    """Return the better of two readings of a page that the fast source doubts."""
    if not _READ_AGAIN.intersection(found.doubts):
        return found
    second = reference.blocks(number, before)
    if second is None or _length(second.blocks) < _length(found.blocks) / 2:
        return found
    return second if len(second.doubts) < len(found.doubts) else found


def _length(blocks: Sequence[Block]) -> int:
    return sum(_text_length(block) for block in blocks)


def _text_length(block: Block) -> int:
    if isinstance(block, TextBlock):
        return len(block.text)
    return sum(len(cell.text) for row in block.rows for cell in row)


def _picture_codes(page: PageData, found: PageBlocks) -> list[str]:
    if not found.blocks:
        return ["scanned_page"] if page.picture >= _PICTURE_PAGE else []
    return ["text_over_picture"] if page.picture >= _FULL_PICTURE else []


def _note(reading: _Reading, code: str, place: Place) -> None:
    reading.notes.append(ReadNote(code, _MESSAGES[code], place))


def _without_text(notes: Sequence[ReadNote], pages: int) -> UnreadableError:
    codes = {note.code for note in notes}
    if "scanned_page" in codes or not codes:
        return UnreadableError(
            "scan",
            f"None of the {pages} pages holds text: the PDF is a scan or a drawing.",
            "Install tesseract with Vietnamese (Debian: apt-get install tesseract-ocr "
            "tesseract-ocr-vie) and read it again, or hand in the Word file.",
            outcome="held",
        )
    reason = " ".join(sorted({note.message for note in notes}))
    return UnreadableError("no_text", f"The PDF gave no text. {reason}", "Ask for another copy.")

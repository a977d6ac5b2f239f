"""A PDF to a `Document`: its text by the fast source, its pictures by the recogniser."""

from __future__ import annotations

from extract.document import Document, ReadNote, Source
from extract.errors import UnreadableError
from extract.pdf.attached import attachment_note, only_attachments
from extract.pdf.cut_off import cut_off_note, is_cut_off
from extract.pdf.page_reader import PageReader
from extract.pdf.readers import open_readers
from extract.pdf.source_fast import FastSource
from extract.pdf.unlock import unlocked
from extract.settings import PLAIN, ReadSettings

_PICTURES = frozenset(
    {
        "scanned_page",
        "garbled_page",
        "picture_without_print",
        "unsure_scan",
        "scan_timeout",
        "scan_budget",
    }
)


def read_pdf(data: bytes, source: Source, settings: ReadSettings = PLAIN) -> Document:
    """Return the document in a PDF, whether its pages are text or pictures.

    Raises UnreadableError for what is no PDF, damaged, locked, too long, or holds nothing
    that can be read here. What was left out of the rest is noted, with its page.
    """
    data, pdf = open_pdf(data, settings)
    with pdf, open_readers(data) as readers:
        reader = PageReader(pdf, readers, source.sha256, settings)
        reader.read_all()
        if reader.misled:
            reader = PageReader(pdf, readers, source.sha256, settings, distrust=reader.misled)
            reader.read_all()
        reader.notes += readers.left_out()
        if is_cut_off(data):
            reader.notes.append(cut_off_note(pdf.page_count))
        if names := pdf.attached():
            reader.notes.append(attachment_note(names))
        if not reader.blocks:
            raise only_attachments(names) if names else _empty(reader)
    return Document(source, tuple(reader.blocks), tuple(reader.notes))


def open_pdf(data: bytes, settings: ReadSettings) -> tuple[bytes, FastSource]:
    """Return the PDF without its lock, and the same opened. Raises UnreadableError."""
    try:
        return data, FastSource(data)
    except UnreadableError as error:
        if error.code != "password":
            raise
    data = unlocked(data, settings.passwords)
    return data, FastSource(data)


def _empty(reader: PageReader) -> UnreadableError:
    """Return why a PDF gave nothing."""
    codes = {note.code for note in reader.notes}
    if not codes or codes & _PICTURES:
        return reader.unreadable()
    return UnreadableError(
        "no_text", f"The PDF gave no text. {_reasons(reader.notes)}", "Ask for another copy."
    )


def _reasons(notes: list[ReadNote]) -> str:
    return " ".join(sorted({note.message for note in notes}))

"""Files that lack their end, as downloads do that broke off."""

from __future__ import annotations

from extract.document import Place, ReadNote
from extract.errors import UnreadableError

# bytes at the end in which a whole file has one of its last marks, whatever was added to it
_TAIL = 65_536
_MARKS = (b"%%EOF", b"startxref")
_BLANK = b"\x00 \t\r\n"
_ADVICE = "Download it anew, or ask the sender for it again."


def is_cut_off(data: bytes) -> bool:
    """Tell whether the end of a PDF is missing."""
    if any(mark in data[-_TAIL:] for mark in _MARKS):
        return False
    # room that a program set aside and did not use is no part of the file
    return not any(mark in data.rstrip(_BLANK)[-_TAIL:] for mark in _MARKS)


def cut_off() -> UnreadableError:
    """Return the error for a PDF that cannot be opened as its end is missing."""
    return UnreadableError(
        "truncated", "The PDF is cut off: the end of the file is missing.", _ADVICE
    )


def cut_off_note(pages: int) -> ReadNote:
    """Return what is said of a PDF whose first pages could be opened all the same."""
    message = f"The PDF is cut off after {pages} pages: the end of the file is missing. {_ADVICE}"
    return ReadNote("cut_off", message, Place(page=pages))

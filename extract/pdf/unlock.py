"""A PDF that opens only with a password, as the same file without one; in memory only."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw

from extract.errors import UnreadableError
from extract.pdfium import LOCK


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """Return a locked PDF without its lock, the passwords tried in turn.

    Raises UnreadableError (held) where none of them opens it; no message names one.
    """
    for password in passwords:
        for encoded in _encodings(password):
            opened = _opened(data, encoded)
            if opened is not None:
                return opened
    raise needs_password(len(passwords))


def needs_password(tried: int) -> UnreadableError:
    """Return the error for a locked PDF, of which `tried` passwords open none."""
    said = "None of the passwords given opens it." if tried else ""
    return UnreadableError(
        "password",
        f"The PDF opens only with a password. {said}".strip(),
        "Write its password into a file, one a line, and read it again with --password-file "
        "FILE, or hand in a copy without a password.",
        outcome="held",
    )


def _encodings(password: str) -> Iterator[bytes]:
    """Yield the bytes of a password as newer and as older files know it."""
    yield password.encode()
    if not password.isascii():
        try:
            yield password.encode("cp1252")
        except UnicodeEncodeError:
            return


def _opened(data: bytes, password: bytes) -> bytes | None:
    with LOCK:
        handle = pypdfium2.raw.FPDF_LoadMemDocument64(data, len(data), password + b"\x00")
        if not handle:
            return None
        out = io.BytesIO()
        document = pypdfium2.PdfDocument(handle, autoclose=True)
        document.save(out, flags=pypdfium2.raw.FPDF_REMOVE_SECURITY)
        document.close()
    return out.getvalue()

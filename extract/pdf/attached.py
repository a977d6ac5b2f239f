"""Documents that a PDF carries as attachments: they are named, never opened."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import pypdfium2.raw

from extract.document import Place, ReadNote
from extract.errors import UnreadableError
from extract.printed import clean

# other attachments are signatures, pictures and data for programs
_DOCUMENTS = frozenset(
    {".doc", ".docx", ".docm", ".odt", ".ods", ".pdf", ".rar", ".rtf", ".xls", ".xlsx", ".zip"}
)
_MOST, _SHOWN, _LONGEST = 1_000, 3, 1_024
_ADVICE = "Save the attached files and hand those in."


def attached_documents(address: int) -> list[str]:
    """Return the names of the documents attached to pdfium's open document at `address`."""
    pdf = ctypes.cast(address, pypdfium2.raw.FPDF_DOCUMENT)
    count = min(pypdfium2.raw.FPDFDoc_GetAttachmentCount(pdf), _MOST)
    return [name for name in _names(pdf, count) if PurePosixPath(name).suffix.lower() in _DOCUMENTS]


def _names(pdf: Any, count: int) -> Iterator[str]:
    buffer = (ctypes.c_ushort * (_LONGEST // 2))()
    for number in range(count):
        attachment = pypdfium2.raw.FPDFDoc_GetAttachment(pdf, number)
        size = pypdfium2.raw.FPDFAttachment_GetName(attachment, buffer, _LONGEST)
        if 2 < size <= _LONGEST:
            yield clean(bytes(buffer)[: size - 2].decode("utf-16-le", "replace"))


def attachment_note(names: list[str]) -> ReadNote:
    """Return what is said of a PDF that carries documents besides its own pages."""
    message = f"{_carried(names)}, which are not read. {_ADVICE}"
    return ReadNote("attachments", message, Place())


def only_attachments(names: list[str]) -> UnreadableError:
    """Return why a PDF without text of its own is on hold."""
    return UnreadableError("attachments", f"{_carried(names)} and no text.", _ADVICE, "held")


def _carried(names: list[str]) -> str:
    shown = ", ".join(f"“{name[:80]}”" for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"The PDF carries attached documents ({shown}{more})"

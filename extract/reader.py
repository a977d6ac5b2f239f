"""One door to all formats: a path or bytes in, a `Document` out."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from pathlib import Path

from extract.document import Document, Source
from extract.docx import read_docx
from extract.errors import UnreadableError
from extract.ocr import read_image
from extract.pdf import read_pdf
from extract.separated import read_separated
from extract.settings import PLAIN, ReadSettings
from extract.sniff import HELD_FORMATS, check_ending
from extract.text import read_text
from extract.xlsx import read_xlsx

MAX_BYTES = 256 * 1024 * 1024
MAX_CELLS = 1_000_000

Reader = Callable[[bytes, Source], Document]

PDF = "application/pdf"
_IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
    ".bmp": "image/bmp",
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
# media type and reader by file ending; what is not here is rejected with its reason
READERS: dict[str, tuple[str, Reader]] = {
    ".txt": ("text/plain", read_text),
    ".md": ("text/markdown", read_text),
    ".tsv": ("text/tab-separated-values", read_text),
    ".csv": ("text/csv", read_separated),
    ".pdf": (PDF, read_pdf),
    ".docx": (f"{_OFFICE}.wordprocessingml.document", read_docx),
    ".xlsx": (f"{_OFFICE}.spreadsheetml.sheet", read_xlsx),
    ".xlsm": ("application/vnd.ms-excel.sheet.macroEnabled.12", read_xlsx),
    ".docm": ("application/vnd.ms-word.document.macroEnabled.12", read_docx),
    **{ending: (media_type, read_image) for ending, media_type in _IMAGES.items()},
}


def supported_endings() -> tuple[str, ...]:
    """Return the file endings that can be read, sorted."""
    return tuple(sorted(READERS))


def is_image(media_type: str) -> bool:
    """Tell whether files of a type are pictures."""
    return media_type in _IMAGES.values()


def load_source(path: Path) -> tuple[bytes, Source]:
    """Return the bytes of `path` and who they are; raise UnreadableError when too large.

    OSError passes through: a file that cannot be opened is the caller's outcome.
    """
    info = path.stat()
    if not stat.S_ISREG(info.st_mode):
        raise _no_file(info.st_mode)
    if info.st_size > MAX_BYTES:
        raise _too_large(info.st_size)
    with path.open("rb") as stream:
        # some files grow while they are read, and some tell no size
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    media_type = READERS.get(path.suffix.lower(), ("application/octet-stream", read_text))[0]
    # a name need not be UTF-8, what is stored must
    name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    source = Source(name, hashlib.sha256(data).hexdigest(), media_type, len(data))
    return data, source


def _no_file(mode: int) -> UnreadableError:
    if stat.S_ISDIR(mode):
        return UnreadableError(
            "cannot_open", "This folder cannot be looked into.", "Check its permissions."
        )
    return UnreadableError(
        "no_file", "This is a pipe or a device, no file.", "Copy the document into a file."
    )


def _too_large(size: int) -> UnreadableError:
    return UnreadableError(
        "too_large",
        f"The file has {size:,} bytes; {MAX_BYTES:,} are the most that is read.",
        "Split it, or hand in the appendices alone.",
    )


def read_document(data: bytes, source: Source, settings: ReadSettings = PLAIN) -> Document:
    """Return the document in `data`; `settings` are what a PDF or an image is read with.

    Raises UnreadableError with what to do when the format is unknown or the file broken.
    """
    ending = Path(source.name).suffix.lower()
    if ending in READERS or ending in HELD_FORMATS:
        check_ending(data, ending)
    if ending not in READERS:
        raise UnreadableError(
            "unknown_format",
            f"Files ending in “{ending}” are not read."
            if ending
            else "The name of the file has no ending that tells its format.",
            f"Hand in one of: {', '.join(supported_endings())}.",
        )
    media_type, reader = READERS[ending]
    if media_type == PDF:
        return read_pdf(data, source, settings)
    if is_image(media_type):
        return read_image(data, source, settings)
    document = reader(data, source)
    _check_cells(document)
    return document


def _check_cells(document: Document) -> None:
    cells = sum(len(row) for fragment in document.fragments() for row in fragment.rows)
    if cells > MAX_CELLS:
        raise UnreadableError(
            "too_large",
            f"The tables of the file have {cells:,} cells; {MAX_CELLS:,} are the most read.",
            "Split it, or hand in the appendices alone.",
        )


def read_path(path: Path, settings: ReadSettings = PLAIN) -> Document:
    """Return the document at `path`; see `load_source` and `read_document` for errors."""
    data, source = load_source(path)
    return read_document(data, source, settings)


def open_to_all(data: bytes, settings: ReadSettings) -> bytes:
    """Return the bytes of a PDF without its lock; UnreadableError where no password fits."""
    from extract.pdf.read import open_pdf

    data, pdf = open_pdf(data, settings)
    pdf.close()
    return data

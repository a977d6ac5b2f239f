"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

from extract.archive import Archive, password_needed
from extract.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG\r\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"II+\x00", ".tif"),
    (b"MM\x00+", ".tif"),
    (b"Rar!\x1a", ".rar"),
    (b"7z\xbc\xaf'\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
)
_HTML = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|table)\b", re.I)
_OLE_PARTS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "password"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("Book", ".xls"),
)
# endings that are one format, or that Office itself takes for one another
_SAME = {
    ".docm": ".docx",
    ".dotx": ".docx",
    ".xlsm": ".xlsx",
    ".xltx": ".xlsx",
    ".jpeg": ".jpg",
    ".tiff": ".tif",
    ".heif": ".heic",
    ".avif": ".heic",
    ".htm": ".html",
    ".mht": ".html",
}
# what else lies in compound files, whose parts say nothing of it
_COMPOUND, _COMPOUND_TOO = (".doc", ".xls"), (".msg", ".ppt", ".wps", ".et")
_TEXT = (".txt", ".md", ".tsv", ".csv")
_AS_DOCX = "Open it in Word or LibreOffice, save it as .docx, and hand that in."
_AS_XLSX = "Open it in Excel or LibreOffice, save it as .xlsx, and hand that in."
_AS_EITHER = "Open it in Word or Excel, save it as .docx or .xlsx, and hand that in."
_UNPACK = "Unpack it and hand in the documents inside."
_ATTACHED = "Save the documents attached to it and hand those in."
_AS_PICTURE = "Open it in a picture viewer, save it as .jpg or .png, and hand that in."
# endings of pictures; what they are is told by their first bytes alone
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp")
_BMP_HEADS = tuple(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 108, 124))
_PHOTOGRAPHS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
# formats that offices send and that a person has to convert, with how
HELD_FORMATS = {
    ".doc": _AS_DOCX,
    ".rtf": _AS_DOCX,
    ".odt": _AS_DOCX,
    ".wps": _AS_DOCX,
    ".xls": _AS_XLSX,
    ".xlsb": _AS_XLSX,
    ".ods": _AS_XLSX,
    ".et": _AS_XLSX,
    ".html": _AS_EITHER,
    ".htm": _AS_EITHER,
    ".mht": _AS_EITHER,
    ".ppt": "Save it as PDF and hand that in.",
    ".pptx": "Save it as PDF and hand that in.",
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), _UNPACK),
    **dict.fromkeys((".eml", ".msg"), _ATTACHED),
    **dict.fromkeys((".heic", ".heif", ".avif", ".gif"), _AS_PICTURE),
}


def real_ending(data: bytes) -> str | None:
    """Return the ending that fits the bytes of a file, "password" when it is locked.

    None means that the bytes tell nothing, as those of a text file. Raises UnreadableError
    for an archive that is broken.
    """
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _zipped(data)
    if data.startswith(_OLE):
        return _compound(data)
    found = next((ending for magic, ending in _MAGIC if data.startswith(magic)), _picture(data))
    if found is None and b"%PDF-" in data[:1024]:
        return ".pdf"
    return found or (".html" if _HTML.match(data[:2048]) else None)


def _picture(data: bytes) -> str | None:
    """Return which picture it is whose mark stands behind its length."""
    if data[:2] == b"BM" and data[14:18] in _BMP_HEADS:
        return ".bmp"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    if data[4:8] == b"ftyp" and data[8:12] in _PHOTOGRAPHS:
        return ".heic"
    return None


def _zipped(data: bytes) -> str:
    names = Archive(data).names()
    if any(name.startswith("word/") for name in names):
        return ".docx"
    if "xl/workbook.bin" in names:
        return ".xlsb"
    if any(name.startswith("xl/") for name in names):
        return ".xlsx"
    if any(name.startswith("ppt/") for name in names):
        return ".pptx"
    if "mimetype" in names and "content.xml" in names:
        kind = Archive(data).read("mimetype", 200)
        return ".ods" if b"spreadsheet" in kind else ".odt"
    return ".zip"


def _compound(data: bytes) -> str:
    """Return what an OLE compound file holds, by the names in its directory."""
    return next((kind for name, kind in _OLE_PARTS if name.encode("utf-16-le") in data), ".doc")


def check_ending(data: bytes, ending: str) -> None:
    """Raise UnreadableError when the bytes of a file are not what its ending says.

    Also raised, as held, for a format that a person has to convert first.
    """
    if not data:
        raise UnreadableError("empty", "The file is empty.", "Ask the sender for the file again.")
    real = real_ending(data)
    if real == "password":
        raise password_needed()
    if real is None:
        _refuse_plain(data, ending)
    elif not _agree(ending, real):
        raise _wrong_ending(ending, real)
    if ending in HELD_FORMATS:
        raise UnreadableError(
            "old_format", f"Files ending in “{ending}” are not read.", HELD_FORMATS[ending], "held"
        )


def _agree(ending: str, real: str) -> bool:
    """Tell whether an ending fits; text may well begin with markup."""
    if (real == ".html" and ending in _TEXT) or (real in _COMPOUND and ending in _COMPOUND_TOO):
        return True
    if real in PICTURES and ending in PICTURES:
        return True
    return _SAME.get(ending, ending) == _SAME.get(real, real)


def _refuse_plain(data: bytes, ending: str) -> None:
    """Refuse what should have begun with a mark of its format and does not."""
    if ending not in (".docx", ".docm", ".xlsx", ".xlsm"):
        return
    blank = not data.strip(b"\x00 \r\n\t")
    raise UnreadableError(
        "truncated" if blank else "not_this_format",
        f"The file ends in “{ending}” but "
        + ("holds nothing." if blank else "its first bytes are those of no such file."),
        "Ask the sender for the file again.",
    )


def _wrong_ending(ending: str, real: str) -> UnreadableError:
    advice = HELD_FORMATS.get(real, f"Rename it so that it ends in “{real}”, and hand it in again.")
    return UnreadableError(
        "wrong_ending",
        f"The file ends in “{ending}” but is really a “{real}” file.",
        advice,
        outcome="held",
    )

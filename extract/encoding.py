"""Bytes of a text file to NFC text, whatever encoding the office wrote it in.

Candidates are decoded in turn and judged by how many of their words are everyday
Vietnamese; a legacy reading is taken only when it is clearly better than none.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from extract.errors import UnreadableError
from extract.vni import from_vni

# Bytes 0x80-0xFF of TCVN 5712-1 (TCVN3, "ABC"); `iconv -f TCVN` gives the same table.
_TCVN3_HIGH = (
    "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0x80 + i: letter for i, letter in enumerate(_TCVN3_HIGH)}
_EVERYDAY_TEXT = (
    "và của các cho về theo số thực hiện cải cách hành chính nhà nước quy định đơn vị sở tỉnh "
    "cơ quan kết quả thủ tục kế hoạch báo cáo phụ lục thời gian năm tháng ngày được không trong "
    "công tác quyết chức viên người ban nhân dân ủy uỷ"
)
_EVERYDAY = frozenset(_EVERYDAY_TEXT.split())
_WORDS = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000
# a Vietnamese text of this kind has about half of its words in the list above
_PLAUSIBLE = 0.12
# legacy text has the everyday words that bear no marks
_SURE = 0.25
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC and the encoding it was read in; `legacy` when that was not Unicode."""

    text: str
    encoding: str
    legacy: bool = False


def everyday_share(text: str) -> float:
    """Return the share of words of `text` that are everyday Vietnamese, 0 to 1."""
    found = _WORDS.findall(unicodedata.normalize("NFC", text[:_SAMPLE]).casefold())
    accented = [w for w in found if not w.isascii()]
    if not found or (not accented and len(found) > 20):
        return 0.0
    return sum(w in _EVERYDAY for w in found) / len(found)


def decode_tcvn3(data: bytes) -> str:
    """Return TCVN3 bytes as text (ASCII below 0x80)."""
    return unicodedata.normalize("NFC", "".join(chr(b) if b < 0x80 else _TCVN3[b] for b in data))


def decode_text(data: bytes) -> Decoded:
    """Return the text of `data`.

    Raises UnreadableError when the bytes are no text, or text in no encoding known here.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_strict(data, encoding), encoding)
    if _looks_utf16(data):
        return Decoded(_strict(data, "utf-16-le"), "utf-16-le")
    _refuse_binary(data)
    try:
        text = unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return _legacy(data)
    return _unmask(text)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return unicodedata.normalize("NFC", data.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "not_text",
            f"The file says it is {encoding} text but is not: byte {error.start} is broken.",
            "Save it again as UTF-8 text.",
        ) from error


def _looks_utf16(data: bytes) -> bool:
    head = data[:400]
    return len(head) > 20 and len(head) % 2 == 0 and head[1::2].count(0) > len(head) * 0.3


def _refuse_binary(data: bytes) -> None:
    head = data[:8192]
    control = sum(b < 32 and b not in (9, 10, 12, 13) for b in head)
    if b"\x00" in head or control > len(head) * 0.02:
        raise UnreadableError(
            "not_text",
            "The file is named as text but holds binary data.",
            "Give it the ending of its real format, or export it as text.",
        )


def _legacy(data: bytes) -> Decoded:
    readings = [
        Decoded(decode_tcvn3(data), "tcvn3", legacy=True),
        Decoded(
            unicodedata.normalize("NFC", data.decode("cp1258", "replace")), "cp1258", legacy=True
        ),
        Decoded(from_vni(data.decode("cp1252", "replace")), "vni", legacy=True),
    ]
    best = max(readings, key=lambda reading: everyday_share(reading.text))
    if everyday_share(best.text) < _PLAUSIBLE:
        raise UnreadableError(
            "unknown_encoding",
            "The text is neither Unicode nor a legacy Vietnamese encoding known here.",
            "Convert it to Unicode (UTF-8), for example with Unikey, and hand it in again.",
            outcome="held",
        )
    return best


def _unmask(text: str) -> Decoded:
    """Return `text`, or what it was before legacy bytes were taken for Western letters."""
    name = masked_encoding(text)
    if name is None:
        return Decoded(text, "utf-8")
    return Decoded(_MASKED[name](text), f"{name} read as cp1252", legacy=True)


def masked_encoding(text: str) -> str | None:
    """Return "tcvn3" or "vni" where `text` is that, taken for Western letters; None otherwise."""
    share = everyday_share(text)
    if share >= _SURE or text.isascii():
        return None
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    shares = {name: everyday_share(decode(text)) for name, decode in _MASKED.items()}
    name = max(shares, key=shares.__getitem__)
    return name if shares[name] > max(_PLAUSIBLE, 2 * share) else None


_MASKED: dict[str, Callable[[str], str]] = {
    "tcvn3": lambda text: decode_tcvn3(text.encode("cp1252")),
    "vni": from_vni,
}

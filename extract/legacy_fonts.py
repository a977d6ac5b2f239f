"""Text typed for a legacy Vietnamese font, and characters of symbol fonts, as Unicode.

Before Unicode a font decided what a byte looked like: the same bytes are Vietnamese in
“.VnTime” or “VNI-Times” and nonsense in any other font. So the font of a run decides.
"""

from __future__ import annotations

from functools import lru_cache

from extract.encoding import decode_tcvn3
from extract.vni import from_vni, western

# what a private-use character of a symbol font looks like; code points without 0xF000
_SYMBOL = {
    0x2D: "-",
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB0: "°",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xAE: "→",
    0xDE: "⇒",
    0xA5: "∞",
    0xE5: "∑",
}
_WINGDINGS = {
    0x6C: "•",
    0x6E: "•",
    0x71: "•",
    0x76: "•",
    0x77: "•",
    0x9F: "•",
    0xA7: "•",
    0xA8: "☐",
    0x6F: "☐",
    0xD8: "•",
    0xE0: "→",
    0xE8: "→",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapfdingbats")


@lru_cache(maxsize=256)
def font_kind(font: str | None) -> str:
    """Return "tcvn3", "tcvn3-capitals", "vni", "symbol", "wingdings" or "" for a font name."""
    name = (font or "").strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    if name.startswith(("vni-", "vni ")):
        return "vni"
    if name.startswith(_SYMBOL_FONTS):
        return "symbol" if name.startswith("symbol") else "wingdings"
    return ""


def to_unicode(text: str, kind: str) -> str:
    """Return `text` of a run in a font of `kind` as NFC text; plain Unicode stays as it is."""
    if kind in ("symbol", "wingdings"):
        return symbols(text, kind)
    if not kind or text.isascii():
        return text.upper() if kind == "tcvn3-capitals" else text
    if kind == "vni":
        return from_vni(text)
    return _from_tcvn3(text, capitals=kind.endswith("capitals"))


def symbols(text: str, kind: str) -> str:
    """Return what a symbol font shows for `text`; what is not known here becomes a bullet."""
    table = _SYMBOL if kind == "symbol" else _WINGDINGS
    return "".join(_shown(c, table) for c in text)


def _shown(char: str, table: dict[int, str]) -> str:
    code = ord(char) - 0xF000 if 0xF000 <= ord(char) <= 0xF0FF else ord(char)
    if char.isspace():
        return char
    private = 0xE000 <= ord(char) <= 0xF8FF
    return table.get(code, "•" if private else char)


def _from_tcvn3(text: str, *, capitals: bool) -> str:
    """Undo what took TCVN3 bytes for Western letters; text with other letters is Unicode."""
    data = bytearray()
    for char in text:
        code = western(char)
        if code is None:
            return text
        data.append(code)
    decoded = decode_tcvn3(bytes(data))
    return decoded.upper() if capitals else decoded

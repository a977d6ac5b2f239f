"""Text in the VNI encoding, in which a letter's marks are a second letter behind it."""

from __future__ import annotations

import re
import unicodedata

_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
# VNI sets a letter's marks as a second letter behind it
_VNI_MARKS = {
    "ù": _ACUTE,
    "ø": _GRAVE,
    "û": _HOOK,
    "õ": _TILDE,
    "ï": _DOT,
    "â": _CIRCUMFLEX,
    "á": _CIRCUMFLEX + _ACUTE,
    "à": _CIRCUMFLEX + _GRAVE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE,
    "é": _BREVE + _ACUTE,
    "è": _BREVE + _GRAVE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_VNI_LETTERS = {
    "ñ": "đ",
    "ö": "ư",
    "ô": "ơ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
}
_VNI_PAIR = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])", re.IGNORECASE)
_VNI_SINGLE = re.compile(rf"[{''.join(_VNI_LETTERS)}]", re.IGNORECASE)


def western(char: str) -> int | None:
    """Return the byte that a character is in a Western encoding, None where it is in none."""
    if ord(char) < 0x100:
        return ord(char)
    try:
        return char.encode("cp1252")[0]
    except UnicodeEncodeError:
        return None


def from_vni(text: str) -> str:
    """Return VNI text in NFC, each letter joined with the marks behind it.

    Text with letters that no Western encoding has is Unicode, and stays.
    """
    if any(western(c) is None for c in text):
        return text
    joined = _VNI_PAIR.sub(_marked, text)
    return unicodedata.normalize("NFC", _VNI_SINGLE.sub(_single, joined))


def marks_in(text: str) -> set[int]:
    """Return where VNI text has the marks of the letter in front of them."""
    return {pair.start(2) for pair in _VNI_PAIR.finditer(text)}


def _marked(found: re.Match[str]) -> str:
    """Compose a pair; the result holds no letter that the table of single letters knows."""
    base, mark = found[1], _VNI_MARKS[found[2].casefold()]
    horned = {"ô": "o", "ö": "u"}.get(base.casefold())
    if horned:
        base = (horned.upper() if base.isupper() else horned) + _HORN
    # left decomposed, so that what follows does not take it for a letter of the font
    return base + mark


def _single(found: re.Match[str]) -> str:
    letter = _VNI_LETTERS[found[0].casefold()]
    return letter.upper() if found[0].isupper() else letter

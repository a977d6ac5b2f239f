"""Older ways to write Vietnamese down: TCVN3 (the fonts .VnTime) and windows-1258."""

from __future__ import annotations

import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TCVN3_SMALL = {
    "à": 0xB5, "ả": 0xB6, "ã": 0xB7, "á": 0xB8, "ạ": 0xB9,
    "ă": 0xA8, "ằ": 0xBB, "ẳ": 0xBC, "ẵ": 0xBD, "ắ": 0xBE, "ặ": 0xC6,
    "â": 0xA9, "ầ": 0xC7, "ẩ": 0xC8, "ẫ": 0xC9, "ấ": 0xCA, "ậ": 0xCB, "đ": 0xAE,
    "è": 0xCC, "ẻ": 0xCE, "ẽ": 0xCF, "é": 0xD0, "ẹ": 0xD1,
    "ê": 0xAA, "ề": 0xD2, "ể": 0xD3, "ễ": 0xD4, "ế": 0xD5, "ệ": 0xD6,
    "ì": 0xD7, "ỉ": 0xD8, "ĩ": 0xDC, "í": 0xDD, "ị": 0xDE,
    "ò": 0xDF, "ỏ": 0xE1, "õ": 0xE2, "ó": 0xE3, "ọ": 0xE4,
    "ô": 0xAB, "ồ": 0xE5, "ổ": 0xE6, "ỗ": 0xE7, "ố": 0xE8, "ộ": 0xE9,
    "ơ": 0xAC, "ờ": 0xEA, "ở": 0xEB, "ỡ": 0xEC, "ớ": 0xED, "ợ": 0xEE,
    "ù": 0xEF, "ủ": 0xF1, "ũ": 0xF2, "ú": 0xF3, "ụ": 0xF4,
    "ư": 0xAD, "ừ": 0xF5, "ử": 0xF6, "ữ": 0xF7, "ứ": 0xF8, "ự": 0xF9,
    "ỳ": 0xFA, "ỷ": 0xFB, "ỹ": 0xFC, "ý": 0xFD, "ỵ": 0xFE,
}  # fmt: skip
_TCVN3_CAPITAL = {
    "Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7,
}  # fmt: skip


def tcvn3(text: str) -> bytes:
    """Return the text in TCVN3; capitals with a tone have no code and take the small letter."""
    return bytes(_tcvn3_code(letter) for letter in unicodedata.normalize("NFC", text))


def _tcvn3_code(letter: str) -> int:
    code = _TCVN3_CAPITAL.get(letter) or _TCVN3_SMALL.get(letter)
    code = code or _TCVN3_SMALL.get(letter.lower())
    if code:
        return code
    return ord(letter) if ord(letter) < 0x80 else ord("-")


def mojibake(text: str) -> str:
    """Return what TCVN3 looks like to a program that takes it for Western European."""
    return tcvn3(text).decode("latin-1")


def windows_1258(text: str) -> bytes:
    """Return the text in windows-1258, where tones are characters of their own."""
    return "".join(map(_tone_apart, unicodedata.normalize("NFC", text))).encode("cp1258")


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tones = "".join(part for part in parts if part in _TONES)
    base = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", base) + tones


# VNI: a letter's marks are a second letter; ơ and ư are letters of their own
_VNI_LETTERS = dict(zip("đơưíìỉĩịỵ", "ñôöíìæóòî", strict=True))
_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_MARKS = {
    "\u0302": dict(zip(("", *_VNI_TONES), "âáàåãä", strict=True)),
    "\u0306": dict(zip(("", *_VNI_TONES), "êéèúüë", strict=True)),
    "\u031b": {"": "", **_VNI_TONES},
}


def vni(text: str) -> str:
    """Return the Western letters under which a VNI font shows `text`."""
    return "".join(map(_vni_letter, unicodedata.normalize("NFC", text)))


def _vni_letter(letter: str) -> str:
    found = _VNI_LETTERS.get(letter.lower())
    if found is None:
        base, *marks = list(unicodedata.normalize("NFD", letter.lower()))
        shape = next((mark for mark in marks if mark in _VNI_MARKS), "")
        tone = next((mark for mark in marks if mark in _VNI_TONES), "")
        base = _VNI_LETTERS.get(unicodedata.normalize("NFC", base + shape), base)
        found = base + (_VNI_MARKS[shape][tone] if shape else _VNI_TONES.get(tone, ""))
    return found.upper() if letter.isupper() else found

"""Characters that are read for what looks like them, and signs that nobody printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

# what the edge of a rule or a speck is taken for
_DIRT = re.compile(r"[|_~`´¦\\‘’“”\"'*•°^¡ˆ#¬·¸¨›‹<>{}\[\]]+")
# the serif of a capital read as a quotation mark before it, or after it
_SERIF = re.compile(r"^[\"'`‘“]+(?=[^\W\d_])|(?<=[^\W\d_])[`'‘]+$")
# a quotation in words opens with a double mark and has its end in one of the next words
_OPENING, _CLOSING = re.compile(r"^[\"“]+(?=[^\W\d_])"), re.compile(r"[\"”“][.,;:)]*$")
_LONGEST_QUOTATION = 12
# tesseract takes the Icelandic letter, which looks the same, for the Vietnamese one;
# Vietnamese has no n with a tilde either, nor fractions in words
_LOOKALIKES = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "—": "-", "’": "'", "‘": "'", "|": "", "Š": "5", "§": "8"}
    | {"ñ": "ũ", "Ñ": "Ũ", "⁄": "/", "∕": "/"}
)
# the sign of per cent is read with a letter after it
_PER_CENT = re.compile(r"(?:(?<=\d%)|(?<=^%))[c0o]\b")


def cleaned_words(words: Sequence[str]) -> list[str]:
    """Return words as they were printed, empty where there was nothing but dirt."""
    texts = [_cleaned(word) for word in words]
    opened: int | None = None
    for index, word in enumerate(words):
        if _OPENING.match(word):
            opened = index
        if opened is not None and _CLOSING.search(word):
            # where it is closed, what opens it is no serif
            if index - opened < _LONGEST_QUOTATION:
                texts[opened] = '"' + texts[opened]
            opened = None
    return texts


def _cleaned(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if _DIRT.fullmatch(text):
        return ""
    return _PER_CENT.sub("", _SERIF.sub("", text).translate(_LOOKALIKES))

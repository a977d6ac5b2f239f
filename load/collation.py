"""Vietnamese alphabetical order as a key that sorts bytewise on every engine."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKED = {"ă": "a1", "â": "a2", "đ": "d1", "ê": "e1", "ô": "o1", "ơ": "o2", "ư": "u1"}


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """Return the key under which names sort as in a Vietnamese dictionary.

    Letters decide first (a ă â … d đ …), word by word; only between equal letters the tones
    do, in the order none, huyền, hỏi, ngã, sắc, nặng. Case and punctuation do not count.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in unicodedata.normalize("NFC", text).casefold().split():
        keys = [_letter(char) for char in word]
        letters.append("".join(letter for letter, _ in keys))
        tones.append(next((tone for _, tone in keys if tone), "0"))
    return " ".join(filter(None, letters)) + "!" + "".join(tones)


def _letter(char: str) -> tuple[str, str]:
    """Return the letter of the alphabet that `char` is, and its tone."""
    parts = unicodedata.normalize("NFD", char)
    tone = next((_TONES[part] for part in parts if part in _TONES), "")
    base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
    if not base.isalnum():
        return "", tone
    return _MARKED.get(base, f"{base}0"), tone

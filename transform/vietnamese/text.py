"""Comparing Vietnamese text without changing what was printed.

Everything here makes keys for matching; the printed label is never replaced by a key.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# for character classes: in Unicode the small and capital accented letters alternate, so that
# a range such as À-Ỹ holds both
UPPER = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# old and new style put the tone of these vowel pairs on different letters (hóa, hoá)
_OPEN_PAIRS = re.compile(r"(?<![qg])(o)([ae])|(?<!q)(u)(y)")
_WORD = re.compile(r"\w+")


def nfc(text: str) -> str:
    """Return `text` composed (NFC), the only form in which texts are compared."""
    return unicodedata.normalize("NFC", text)


def collapse(text: str) -> str:
    """Return `text` in NFC with every run of white space as one space, ends stripped."""
    return _SPACES.sub(" ", nfc(text).replace("\u00a0", " ")).strip()


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the key under which two spellings of one label are equal.

    Case, dash style, white space and the placing of the tone mark (hóa/hoá, uỷ/ủy) do not
    count; diacritics do. `quý` and `quỹ` stay different words.
    """
    folded = _DASHES.sub("-", collapse(text)).casefold()
    return " ".join(_move_tone(word) for word in folded.split(" "))


def fold_in_place(text: str) -> str:
    """Return `text` folded with every character at its place, so that spans fit the original.

    `text` must be collapsed; where folding would move characters, only the case is folded.
    """
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower()


def _move_tone(word: str) -> str:
    """Put the tone of an open pair (oa, oe, uy) on its last vowel, at the word's end."""
    parts = unicodedata.normalize("NFD", word)
    tone = next((c for c in parts if c in _TONES), "")
    if not tone:
        return word
    bare = unicodedata.normalize("NFC", parts.replace(tone, ""))
    found = _OPEN_PAIRS.search(bare)
    if found is None or parts.count(tone) != 1:
        return word
    tail = bare[found.end() :]
    if tail and tail[0].isalpha():
        return word
    marked = unicodedata.normalize("NFC", bare[: found.end()] + tone)
    return marked + tail


@lru_cache(maxsize=65536)
def ascii_key(text: str) -> str:
    """Return a second, weaker key: `fold` without any diacritic, đ as d."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", fold(text)) if not unicodedata.combining(c)
    )
    return bare.replace("đ", "d").replace("ð", "d")


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, punctuation dropped."""
    return tuple(_WORD.findall(fold(text)))

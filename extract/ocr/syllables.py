"""Vietnamese syllables that are written together, or in capitals, where nobody wrote them so.

A syllable is an onset, a vowel of one to three letters and a coda, so that it can be told
where two were read as one. The first letter of many a word looks the same in both sizes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection
from functools import cache

# tells whether two syllables in small letters are a word
IsWord = Callable[[str, str], bool]

_TOKEN = re.compile(r"[^\W\d_]+")
_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
_OPEN = (
    r"(?:ươi|ươu|iêu|yêu|uôi|oai|oay|oeo|uây|uya|uyu|uêu|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oa|oe|oi|ôi|"
    r"ơi|ua|uê|ui|uơ|uy|ưa|ưi|ưu|ya|[aeêioôơuưy])"
)
_CLOSED = r"(?:ươ|iê|yê|uô|uyê|oa|oă|oe|uâ|uê|uy|[aăâeêioôơuưy])(?:ch|nh|ng|[cmnpt])"
_SYLLABLE = re.compile(f"{_ONSET}(?:{_CLOSED}|{_OPEN})")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
# short forms, shares and their like stand apart from the word that follows
_SHORT_FORM = re.compile(r"(?<=[A-ZĐ]{3})(?=[a-zà-ỹđ]{2})|(?<=\d%)(?=[^\W\d_]{2})")
# small letters that look like their capitals, and words with them that begin names
_ALIKE = frozenset("osvx")
_OF_NAMES = frozenset({"sở", "viện", "vụ", "văn", "xã"})
# words that begin no sentence in the midst of a cell, and the first ones of such words
_AMID = frozenset({"và", "với", "vào"})
_FIRST_AMID = frozenset({"so", "ứng"})
_FEWEST = 4
# signs after the last word, with a space before them, are dirt; a dash may go on elsewhere
_LAST_SIGN = re.compile(r"(?<=[^\W\d_]{2}) [,.;:_'~]$")


def parted(text: str, is_word: IsWord, syllables: Collection[str]) -> str:
    """Return a text with two words that were read as one set apart.

    Two that are no word together are parted where both are known `syllables`.
    """
    text = _LAST_SIGN.sub("", _SHORT_FORM.sub(" ", text))
    return _TOKEN.sub(lambda token: _parted(token.group(), is_word, syllables), text)


def in_one_size(text: str, is_word: IsWord) -> str:
    """Return a text in which a word that begins small goes on small: hồ Sơ, hồ sơ."""
    tokens = list(_TOKEN.finditer(text))
    words = [token.group() for token in tokens]
    parts: list[str] = []
    end = 0
    for index, token in enumerate(tokens):
        around = words[index - 1] if index else "", "".join(words[index + 1 : index + 2])
        gap = text[end : token.start()]
        if gap == " " and words[index].istitle() and _is_amid(words[index], around, is_word):
            words[index] = words[index].lower()
        parts += [gap, words[index]]
        end = token.end()
    return "".join(parts) + text[end:]


def _is_amid(word: str, around: tuple[str, str], is_word: IsWord) -> bool:
    """Tell whether a word was printed small, by the words on its sides."""
    last, following = around
    small = word.lower()
    if small in _AMID:
        return True
    if not last.islower() or small in _OF_NAMES:
        return False
    if small in _FIRST_AMID:
        return is_word(small, following.lower()) or is_word(last, small)
    return unicodedata.normalize("NFD", small)[0] in _ALIKE and is_word(last, small)


@cache
def _is_syllable(word: str) -> bool:
    plain = unicodedata.normalize("NFD", word).translate(_TONES)
    return bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)))


def _parted(token: str, is_word: IsWord, syllables: Collection[str]) -> str:
    """Return a token that is no syllable as the two that it is made of, if there is one way."""
    small = token.casefold()
    if len(token) < _FEWEST - 1 or token.isascii() or _is_syllable(small):
        return token
    places = [
        at for at in range(1, len(token))
        if _is_syllable(small[:at]) and _is_syllable(small[at:])
    ]  # fmt: skip
    known = [at for at in places if is_word(small[:at], small[at:])]
    if len(known) != 1 and (token.istitle() or len(token) < _FEWEST):
        return token
    chosen = known or [
        at for at in places if small[:at] in syllables and small[at:] in syllables
    ]  # fmt: skip
    return f"{token[: chosen[0]]} {token[chosen[0] :]}" if len(chosen) == 1 else token

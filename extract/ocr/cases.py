"""Capitals read for small letters: a marked vowel looks the same in both sizes.

Vietnamese has no capital inside a word, and short forms are of plain letters; so a marked
capital amid small letters was small.
"""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"[^\W\d_]+")
# letters that never stand twice in a row, in any tone
_TWICE = re.compile(r"[ăắằẳẵặâấầẩẫậêếềểễệôốồổỗộơớờởỡợưứừửữự]{2}", re.IGNORECASE)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# central (trung ương), the one short form with a mark on its vowel
_SHORT_FORMS = frozenset({"TƯ"})
_LONGEST = 3
# what ends a sentence, or opens an item: a capital may follow
_SENTENCE_END = re.compile(r"[.:;!?…\-–+*•(\"“/]\s*$")


def mended_capitals(text: str) -> str:
    """Return `text` with capitals that were small letters made small; figures stay."""
    tokens = list(_TOKEN.finditer(text))
    words = [_mended_inside(token.group()) for token in tokens]
    parts: list[str] = []
    end = 0
    for index, token in enumerate(tokens):
        before = text[end : token.start()]
        last = words[index - 1] if index else ""
        after = words[index + 1] if index + 1 < len(words) else ""
        gap = text[token.end() : tokens[index + 1].start()] if after else ""
        parts += [before, _in_context(words[index], last, before, after if gap == " " else "")]
        words[index] = parts[-1]
        end = token.end()
    return "".join(parts) + text[end:]


def _mended_inside(word: str) -> str:
    """Return a word without marked capitals after a small letter, or between a capital and one."""
    word = _TWICE.sub(_toned, word)
    if word.islower() or word.isupper() or len(word) < 2:
        return word
    kept = word[0]
    for character in word[1:]:
        if not _is_marked_capital(character):
            kept += character
        elif kept[-1] != character.lower():
            # a letter read twice stands once in each size
            kept += character.lower()
    return kept


def _toned(match: re.Match[str]) -> str:
    """Return the toned one of two forms of a letter that is read twice, else both."""
    one, two = match.group()[0], match.group()[1]
    if _untoned(one) != _untoned(two) or one == two:
        return match.group()
    return one if unicodedata.normalize("NFD", one) > unicodedata.normalize("NFD", two) else two


def _untoned(letter: str) -> str:
    kept = [c for c in unicodedata.normalize("NFD", letter.casefold()) if c not in _TONES]
    return "".join(kept)


def _in_context(word: str, last: str, before: str, after: str) -> str:
    """Return a short word in capitals as its neighbours, in small letters, ask for it."""
    if not word.isupper() or len(word) > _LONGEST or word in _SHORT_FORMS:
        return word
    if not any(map(_is_marked_capital, word)):
        return word
    starts = not last or bool(_SENTENCE_END.search(before))
    follows = last and before == " " and any(map(str.islower, last))
    if not any(map(str.islower, after)) and not (follows and not after):
        return word
    if len(word) == 1:
        return word.lower() if follows and not starts and last.islower() else word
    return word[0] + word[1:].lower()


def _is_marked_capital(character: str) -> bool:
    return (
        character.isupper()
        and character not in "ĐÐ"
        and len(unicodedata.normalize("NFD", character)) > 1
    )

"""A heading that is spelt almost as a known one: which one is meant, if only one can be.

Words are compared one by one: a slip changes a letter or a diacritic of a word, while another
word of the same length is another meaning ("thời gian", "thời hạn"). Numbers never slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

from transform.vietnamese.text import ascii_key

_WORD = re.compile(r"[^\W_]+")
_COUNT = re.compile(r"\d+|[ivx]+")
_MOST_WRONG = 2
# a slip in shorter words as often makes another word
_SHORTEST = 4


def squeezed(key: str) -> str:
    """Return a key without white space: narrow columns break words anywhere."""
    return re.sub(r"\s+", "", key)


def near_spelling(key: str, known: Iterable[str]) -> str | None:
    """Return the key among `known` that `key` misspells, None where none or several could be.

    Keys are folded headings. One that differs only in marks is no misspelling of it.
    """
    found = {other: wrong for other in known if (wrong := _wrong_letters(key, other))}
    if not found:
        return None
    least = min(found.values())
    nearest = [other for other, wrong in found.items() if wrong == least]
    return nearest[0] if len(nearest) == 1 else None


@lru_cache(maxsize=16384)
def _words(key: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(key))


def _wrong_letters(key: str, other: str) -> int:
    """Return how many letters are wrong where `key` misspells `other`, else 0."""
    if abs(len(key) - len(other)) > _MOST_WRONG:
        return 0
    own, meant = _words(key), _words(other)
    if len(own) != len(meant):
        return 0
    pairs = [(a, b) for a, b in zip(own, meant, strict=True) if a != b]
    if pairs and all(ascii_key(a) == ascii_key(b) for a, b in pairs):
        return sum(OSA.distance(a, b) for a, b in pairs)
    if not 0 < len(pairs) <= min(_MOST_WRONG, len(own) - 1):
        return 0
    return sum(OSA.distance(a, b) for a, b in pairs) if all(_slips(*p) for p in pairs) else 0


def _slips(word: str, meant: str) -> bool:
    # "vi" may be a number or "vị" without its mark
    if word.isdigit() or meant.isdigit() or (_COUNT.fullmatch(word) and _COUNT.fullmatch(meant)):
        return False
    if ascii_key(word) == ascii_key(meant):
        return True
    return max(len(word), len(meant)) >= _SHORTEST and OSA.distance(word, meant) == 1

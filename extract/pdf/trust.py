"""Whether the characters of a page can be what it shows, told from the characters alone.

A font may come without a Unicode map, or with a wrong one: its text is then made of
characters that no Vietnamese document has, or has its letters in odd proportions. This is
a suspicion only, for some pages hold little but names and codes.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from operator import mul
from typing import Literal

import numpy as np
import numpy.typing as npt

Suspicion = Literal["garbled", "odd"]

# how often each letter from a to z stands, without its marks, in a thousand of administrative
# Vietnamese, and in a thousand of English, which annexes and foreign reports are in
_FREQUENCIES = (
    (92, 17, 83, 31, 53, 1, 39, 104, 71, 0, 11, 18, 14, 112, 77, 24, 13, 18, 23, 84, 73, 19, 0,
     4, 17, 0),
    (82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24,
     2, 20, 1),
)  # fmt: skip
_USUAL = [[one / math.hypot(*row) for one in row] for row in _FREQUENCIES]
# the cosine of the angle between a page's letters and the usual ones of the nearer language
_ALIKE, _ALIKE_FEW = 0.8, 0.65
_MANY, _FEW = 200, 60
_STRANGE_SHARE = 0.08
_FEWEST_STRANGE = 6
_OTHER, _STRANGE, _UNKNOWN = 26, 27, 28
_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")


# the class of each character of the basic plane: its letter from 0, other, strange, or
# unknown until the character is met
_CLASSES = np.full(0x10000, _UNKNOWN, dtype=np.uint8)


def _counts(codes: npt.NDArray[np.uint16]) -> npt.NDArray[np.int64]:
    """Return how often each class stands among characters."""
    counts = np.bincount(_CLASSES.take(codes), minlength=_UNKNOWN + 1)
    if not counts[_UNKNOWN]:
        return counts
    for code in set(codes[_CLASSES[codes] == _UNKNOWN].tolist()):
        _CLASSES[code] = _class(chr(code))
    return _counts(codes)


def _class(character: str) -> int:
    letter = _base(character)
    if letter:
        return ord(letter) - ord("a")
    # U+FFFD stands for a character without a Unicode value
    return _STRANGE if character == "\ufffd" or _is_strange(character) else _OTHER


def _base(character: str) -> str | None:
    """Return the plain letter of a Vietnamese one, None for others."""
    if character in "đĐ":
        return "d"
    first, *marks = list(unicodedata.normalize("NFD", character.casefold()))
    return first if "a" <= first <= "z" and _MARKS.issuperset(marks) else None


def _is_strange(character: str) -> bool:
    """Tell whether a character is a letter of another language, or none at all."""
    kind = unicodedata.category(character)
    if kind in ("Co", "Cn", "Cs") or (kind == "Cc" and not character.isspace()):
        return True
    greek = "Ͱ" <= character <= "Ͽ"
    return kind[0] == "L" and _base(character) is None and not greek and character not in "ªº"


def suspicion(texts: Sequence[str]) -> Suspicion | None:
    """Return what is suspicious about the texts of a page: garbled, odd, or None.

    Garbled text has many characters that cannot be meant; odd text has them in proportions
    that neither Vietnamese nor English text has.
    """
    codes = np.frombuffer("".join(texts).encode("utf-16-le", "replace"), dtype=np.uint16)
    counts = _counts(codes).tolist()
    plain, strange = counts[:26], counts[_STRANGE]
    letters = sum(plain)
    if strange >= _FEWEST_STRANGE and strange > _STRANGE_SHARE * (letters + strange):
        return "garbled"
    if letters < _FEW:
        return None
    least = (_ALIKE if letters >= _MANY else _ALIKE_FEW) * math.hypot(*plain)
    return None if any(sum(map(mul, usual, plain)) >= least for usual in _USUAL) else "odd"

"""Words that were misread, put right where only one word can have been meant.

Vietnamese words are mostly pairs of syllables. A pair that is no word but differs from one
known pair in its marks alone (tố chức, tổ chức) was that pair. Figures are never touched.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

_TOKEN = re.compile(r"[^\W\d_]+")
_EQUALS = re.compile(r"(?<=[^\W\d_])(?: ?= | = ?)(?=\d)")
_BASE = str.maketrans("đĐ", "dD")


@dataclass(frozen=True, slots=True)
class Confusion:
    """A misreading and what it stands for; `where` is anywhere, or heading: a whole cell."""

    wrong: str
    right: str
    where: str


def mended_words(text: str) -> str:
    """Return `text` with misread words put right."""
    for confusion in _confusions():
        if confusion.where == "anywhere" and confusion.wrong in text:
            text = text.replace(confusion.wrong, confusion.right)
    return _with_known_pairs(_EQUALS.sub(" = ", text))


def mended_heading(text: str) -> str:
    """Return the text of a heading cell that is misread as a whole; others unchanged."""
    return _headings().get(text, text)


def _with_known_pairs(text: str) -> str:
    """Return `text` with pairs of syllables that are no word made the word they look like.

    A syllable that is part of a known word on its other side is left as it is.
    """
    tokens = list(_TOKEN.finditer(text))
    words = [token.group() for token in tokens]
    keys = [word.casefold() for word in words]
    joined = [text[one.end() : two.start()] == " " for one, two in itertools.pairwise(tokens)]
    known = [
        ok and (_marks(one), _marks(two)) in _pairs()
        for ok, one, two in zip(joined, keys, keys[1:], strict=False)
    ]
    for index, ok in enumerate(joined):
        if not ok or known[index]:
            continue
        fixed = _lookalike(keys[index], keys[index + 1])
        held = (index > 0 and known[index - 1], index + 1 < len(known) and known[index + 1])
        if fixed is None or _changes_held(fixed, (keys[index], keys[index + 1]), held):
            continue
        words[index] = _in_case(fixed[0], words[index])
        words[index + 1] = _in_case(fixed[1], words[index + 1])
        keys[index], keys[index + 1] = fixed
        known[index] = True
    return _rebuilt(text, tokens, words)


def _changes_held(fixed: tuple[str, str], before: tuple[str, str], held: tuple[bool, bool]) -> bool:
    return any(
        new != old and is_held for new, old, is_held in zip(fixed, before, held, strict=True)
    )


def _lookalike(one: str, two: str) -> tuple[str, str] | None:
    """Return the only known pair with the same letters but for their marks."""
    found = _by_base().get((_base(one), _base(two)), ())
    return found[0] if len(found) == 1 else None


def _rebuilt(text: str, tokens: list[re.Match[str]], words: list[str]) -> str:
    parts: list[str] = []
    end = 0
    for token, word in zip(tokens, words, strict=True):
        parts += [text[end : token.start()], word]
        end = token.end()
    return "".join(parts) + text[end:]


def _in_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


@cache
def _base(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.translate(_BASE))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def _marks(word: str) -> str:
    """Return a key of a syllable that is the same wherever its tone mark is put."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


def _rows(name: str) -> list[dict[str, str]]:
    content = (resources.files("contracts") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(content)))


@cache
def _confusions() -> tuple[Confusion, ...]:
    rows = _rows("ocr_confusions.csv")
    return tuple(Confusion(row["wrong"], row["right"], row["where"]) for row in rows)


@cache
def _headings() -> dict[str, str]:
    return {c.wrong: c.right for c in _confusions() if c.where == "heading"}


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    found = set()
    for row in _rows("ocr_compounds.csv"):
        one, _, two = row["compound"].partition(" ")
        found.add((_marks(one), _marks(two)))
    return frozenset(found)


@cache
def _by_base() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in _rows("ocr_compounds.csv"):
        one, _, two = row["compound"].partition(" ")
        groups.setdefault((_base(one), _base(two)), []).append((one, two))
    return {key: tuple(pairs) for key, pairs in groups.items()}

"""Words and figures that a narrow column broke inside: “Triệ” above “u đồng” is “Triệu đồng”.

A program first puts a word on a line of its own, and breaks it only where not one letter more
had room. Whether the parts are one word shows in them: the rime of a Vietnamese syllable has
few forms, so that a part is seldom a syllable by itself.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from extract.cut_lines import joined
from extract.page.cell_lines import CellLines
from extract.page.grid import Grid
from extract.page.tables import Printed
from extract.page.words import Line, Words

# the width of most letters in heights of a line; how much less room there may be, in points
_LETTER = 0.7
_ROOM = 0.5
_MOST_OF = 0.6
# a word is broken over so many lines at most
_MOST_PARTS = 3
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh|gi|kh|ch|ph|th|tr|qu|[bcdđghklmnprstvx])?(?:"
    r"(?:uyê|iê|yê|ươ|uô|oă|oa|oe|oo|uâ|uê|uy|[aăâeêioôơuưy])(?:n[gh]?|ch?|m|p|t)|"
    r"iêu|yêu|uôi|ươi|ươu|oai|oay|oeo|uây|uyu|uya|uai|uay|ia|ya|ưa|ua|oa|oe|uê|uy|uơ|"
    r"a[iouy]|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aeêioôơuưy])"
)
_VOWELS = frozenset("aăâeêioôơuưy")
_LETTERS = re.compile(r"[(\[“\"]?([^\W\d_]+)[)\]”\",.;:]*")
_DIGITS = re.compile(r"\d[\d.,/]*%?")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?%?|\d+,\d+%?|(?:\d{1,2}/){1,2}(?:19|20)\d\d")
# without groups: a year above a figure, and short figures above each other, are not one
_PLAIN = re.compile(r"(?!(?:19|20)\d\d\n)\d{3,6}\n\d{1,3}|\d{1,3}\.\d{4,6}\n\d{1,3}")


def with_whole_words(
    words: Words, grid: Grid, inside: CellLines, printed: Sequence[Printed]
) -> Sequence[Printed]:
    """Return the texts of a grid's cells with the words whole that narrow columns broke."""
    doubtful = [cell for cell in inside.several if _has_broken(words, inside.several[cell])]
    if not doubtful:
        return printed
    room = _Room(words, grid, inside.lines, inside.first)
    made = list(printed)
    for cell in doubtful:
        # marks that were dropped have a text of their own
        if printed[cell][1] is None:
            parts = inside.several[cell]
            whole = list(_whole_lines(words, parts, room))
            if len(whole) < len(parts):
                made[cell] = (words.clean(joined(whole)), None, made[cell][2])
    return made


def _has_broken(words: Words, lines: Sequence[Line]) -> bool:
    texts = words.texts
    return any(
        " " not in texts[above.runs[0]] and _may_be_broken(words, above.runs, below.runs)
        for above, below in itertools.pairwise(lines)
    )


def _may_be_broken(words: Words, runs: Sequence[int], below: Sequence[int]) -> bool:
    """Tell, at little cost, whether a line may break a word that the next one ends."""
    text = words.texts[runs[0]] if len(runs) == 1 else words.line(runs)[0]
    rest = words.texts[below[0]] if len(below) == 1 else words.line(below)[0]
    return " " not in text and _may_be_parts(text, rest.partition(" ")[0])


@lru_cache(4000)
def _may_be_parts(text: str, rest: str) -> bool:
    return (text.isupper() and rest.isupper()) or is_broken([text], rest, frozenset())


class _Room:
    """How wide the lines of each column are."""

    def __init__(self, words: Words, grid: Grid, lines: Sequence[Line], first: int) -> None:
        self._words, self._grid, self._first = words, grid, first
        self._widest: dict[tuple[int, int], float] = {}
        for line in lines:
            column = self._column(line)
            self._widest[column] = max(self._widest.get(column, 0.0), self._width(line))

    def is_full(self, line: Line, *, certain: bool) -> bool:
        """Tell whether a line has no room for one more letter; where `certain`, for few."""
        _, top, _, bottom = self._words.boxes[line.runs[0]]
        width = self._width(line)
        mean = width / len(self._words.line(line.runs)[0])
        letter = max(mean, _LETTER * (bottom - top))
        widest = self._widest[self._column(line)]
        return width + letter > widest + _ROOM or (certain and width > _MOST_OF * widest)

    def _column(self, line: Line) -> tuple[int, int]:
        slot = self._grid.cells[line.group - self._first]
        return slot.left, slot.right

    def _width(self, line: Line) -> float:
        boxes = self._words.boxes
        return boxes[line.runs[-1]][2] - boxes[line.runs[0]][0]


def _whole_lines(words: Words, lines: Sequence[Line], room: _Room) -> Iterator[str]:
    """Yield the lines of a cell, those that break a word put together with the next."""
    texts = [words.line(line.runs)[0] for line in lines]
    known: set[str] | None = None
    start = 0
    while start < len(lines):
        count = 1
        for end in range(start + 2, min(start + _MOST_PARTS, len(lines)) + 1):
            *parts, rest = texts[start:end]
            rest = rest.partition(" ")[0]
            # what has no vowel is no word
            certain = rest.islower() and rest.isalpha() and not _has_vowel(rest)
            if any(" " in part for part in parts) or not all(
                room.is_full(line, certain=certain) for line in lines[start : end - 1]
            ):
                break
            if known is None:
                known = _tokens(words)
            if is_broken(parts, rest, known):
                count = end - start
        yield "".join(texts[start : start + count])
        start += count


def _tokens(words: Words) -> set[str]:
    return {token.strip("()[].,;:") for text in words.texts for token in text.split()}


def is_broken(parts: Sequence[str], rest: str, known: Set[str]) -> bool:
    """Tell whether lines of one word each and the first word below them are parts of one.

    `known` are the words of the page.
    """
    text = "".join(parts)
    alone = len(parts) == 1
    if rest[:1] and rest[0] in "),.;:]":
        return alone
    if _DIGITS.fullmatch(text) and _DIGITS.fullmatch(rest):
        whole = _FIGURE.fullmatch(text + rest) or _PLAIN.fullmatch(f"{text}\n{rest}")
        return bool(whole) and not _is_complete(text, rest)
    one, two = _LETTERS.fullmatch(text), _LETTERS.fullmatch(rest)
    if one is None or two is None or text[-1] in '),.;:]”"':
        return False
    if text.isupper() and rest.isupper() and _is_one_name(text, rest, known):
        return True
    if text[-1].islower() != rest[0].islower():
        return False
    if not _is_syllable(one[1] + two[1]):
        foreign = alone and not _is_syllable(one[1])
        return foreign and not _has_vowel(two[1]) and rest[0].islower()
    begins = unicodedata.normalize("NFD", two[1][0].lower())[0] in "aeiouy"
    apart = all(map(_is_syllable, (*parts, two[1])))
    return not apart or begins


def _is_one_name(text: str, rest: str, known: Set[str]) -> bool:
    """Tell whether capitals are one short name, which stands elsewhere or between brackets."""
    return (text[0] in "([" and rest[-1] in ")]") or (text + rest).strip("()[],;:.") in known


def _is_complete(text: str, rest: str) -> bool:
    """Tell whether both parts are figures by themselves, each with its groups of digits."""
    return "." in text and bool(_FIGURE.fullmatch(text)) and "," not in rest


@lru_cache(4000)
def _is_syllable(word: str) -> bool:
    """Tell whether letters have the form of a Vietnamese syllable, with one tone at most."""
    plain = unicodedata.normalize("NFD", word.lower())
    base, tones = _TONES.subn("", plain)
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", base)))


def _has_vowel(word: str) -> bool:
    base = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return not _VOWELS.isdisjoint(unicodedata.normalize("NFC", base))

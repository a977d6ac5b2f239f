"""Words that were misread, put right where only one word can have been meant.

Vietnamese words are mostly pairs of syllables. A pair that is no word but differs from one
known pair in its marks alone (tố chức, tổ chức) was that pair. Digits stay what was read; a
letter amid digits is the one that looks like it.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from rapidfuzz import fuzz, process

from extract.ocr.cases import mended_capitals
from extract.ocr.digits import is_roman, undisguised
from extract.ocr.syllables import in_one_size, parted

_TOKEN = re.compile(r"[^\W\d_]+")
_EQUALS = re.compile(r"(?<=[^\W\d_])(?: ?= | = ?)(?=\d)")
_LETTERS = re.compile(r"[^\W\d_]")
# a short form that is printed without a space after it
_TIGHT = re.compile(r"\.[^\W\d_]")
# words of a person's name
_NAME = range(3, 6)
_PLACE_AND_DAY = re.compile(r"^([^\W\d_][\w ]+)[.;:] ?(?=ngày \d{1,2} tháng)")
# the number of a letter, letters taken for its digits included, and dirt before its symbol
_LETTER_NUMBER = re.compile(
    r"^(S[ốôó] ?[:;.]? ?)([\dóòôoOQlIiSBZzgqg]{1,6})/[^\w\s]{0,2}(?=[A-ZĐ]{2})"
)
_DIGITS = str.maketrans("óòôoOQlIiSBZzgq", "600000111582299")
# the same where its stroke was lost, or taken for a letter
_STROKE_LOST = re.compile(
    r"^(S[ốôó0Ố] ?[:;.]? ?)(\d{1,5})[I|l]?(?=(?:KH|BC|QĐ|CV|TB|TTr|CT|CTr|NQ|HD|GM)-[A-ZĐ]{2})"
)
_NUMBER_WORD = re.compile(r"^S[ôó0Ố] ?[:;.]? ?(?=\d{1,5}/[A-ZĐ]{2})")
# a day with letters amid its digits, and one whose second stroke is a digit
_LOOSE = r"[\dIÌÍÏlìíOoóÓ]"
_DAY = re.compile(rf"(?<=ngày ){_LOOSE}{{1,2}}(?= tháng {_LOOSE}{{1,2}} năm)")
_MONTH = re.compile(rf"(?<=tháng ){_LOOSE}{{1,2}}(?= năm \d{{4}})")
_YEAR_TO_COME = re.compile(r"(?<= tháng )(\d{1,2}) nam$")
_DAY_DIGITS = str.maketrans("IÌÍÏlìíOoóÓ", "11111110066")
_STROKE_IN_DAY = re.compile(r"(?<!\d)(\d{1,2}/[2-9])1(20\d\d)(?!\d)")
# a quarter before its year, its strokes taken for other signs
_QUARTER = re.compile(r"(?<=[Qq]uý )(?!\d)[LIl1iíìÍÌÏ|HT]{1,3}(?= năm|/20)")
_QUARTER_STROKES = str.maketrans(dict.fromkeys("Ll1iíìÍÌÏ|T", "I") | {"H": "II"})
# how like a known line one is, marks apart
_LINE = 82.0
_BASE = str.maketrans("đĐ", "dD")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
# a comma read as a stop: a sentence begins with a capital
_STOP_IN_SENTENCE = re.compile(r"(?<=[^\W\d_]{2})\. (?=([^\W\d_])[^\W\d_])")
# how the names of bodies begin; a list of them goes on after a semicolon
_BODY = (
    r"(?:Sở|UBND|Ủy ban|Ban|Văn phòng|Thanh tra|Công an|Trung tâm|Phòng|Chi cục|Cục|Hội|Liên|"
    r"Tỉnh đoàn|Bộ|Kho bạc|[Cc]ác (?:sở|cơ quan|đơn vị|phòng|trường|huyện|địa phương|tổ chức))"
)
_COLON_IN_LIST = re.compile(rf"(?<=\w): (?={_BODY}\b)")
_LIST_OF_BODIES = re.compile(rf"{_BODY}[ ,][^:.]+: {_BODY}\b[^.]*")
# letters amid digits, and before the symbol of a document
_LETTER_IN_NUMBER = re.compile(r"(?<!\w)(?=\w*\d)[\dóÓO]+(?!\w)|(?<!\w)[\dóÓ]+(?=/[A-ZĐ]{2})")
_IN_NUMBER = str.maketrans("óÓO", "660")
# the number of a section before its title in capitals, its strokes taken for other signs
_SECTION = re.compile(r"^[IVXH1l|TU]{1,5}(?=\. [A-ZĐÀ-Ỹ]{2})")
# the first quarter of a year, its sign read as a digit
_FIRST_QUARTER = re.compile(r"(?<=[Qq]uý )1(?=20\d\d\b)")


@dataclass(frozen=True, slots=True)
class Confusion:
    """A misreading and what it stands for.

    `where` is anywhere, number: a word before a number, or heading: a whole cell.
    """

    wrong: str
    right: str
    where: str


def mended_words(text: str) -> str:
    """Return `text` with misread words put right."""
    for confusion in _confusions():
        if confusion.where == "anywhere" and confusion.wrong in text:
            text = text.replace(confusion.wrong, confusion.right)
    text = _before_number().sub(lambda found: _right_before_number()[found.group()], text)
    text = _LETTER_IN_NUMBER.sub(lambda found: found.group().translate(_IN_NUMBER), text)
    text = _QUARTER.sub(_quarter, _FIRST_QUARTER.sub("I/", text))
    text = _SECTION.sub(_section, text)
    if _is_name(text):
        return mended_capitals(text)
    text = _STOP_IN_SENTENCE.sub(lambda found: ", " if found[1].islower() else found[0], text)
    text = _department().sub(lambda found: "SỞ" if found[1].isupper() else "Sở", text)
    if _LIST_OF_BODIES.fullmatch(text):
        text = _COLON_IN_LIST.sub("; ", text)
    text = _with_known_pairs(mended_capitals(_EQUALS.sub(" = ", text)))
    return in_one_size(parted(text, _is_pair, _syllables()), _is_pair)


def _is_pair(one: str, two: str) -> bool:
    return (_marks(one), _marks(two)) in _pairs()


def _section(found: re.Match[str]) -> str:
    number = undisguised(found.group())
    return number if is_roman(number) else found.group()


def mended_heading(text: str) -> str:
    """Return the text of a heading cell that is misread as a whole; others unchanged."""
    return _headings().get(text, text)


def mended_line(text: str) -> str:
    """Return a line of text with misread words put right, whole where it is a known line."""
    known = _known_line(text)
    if known:
        return known
    text = _LETTER_NUMBER.sub(lambda m: f"{m[1]}{m[2].translate(_DIGITS)}/", mended_words(text))
    text = _NUMBER_WORD.sub("Số: ", _STROKE_LOST.sub(r"\1\2/", text))
    return _PLACE_AND_DAY.sub(r"\1, ", _with_days(text))


def _with_days(text: str) -> str:
    """Return a line whose dates and quarters are written in digits and Roman numbers."""
    text = _DAY.sub(lambda found: found.group().translate(_DAY_DIGITS), text)
    text = _MONTH.sub(lambda found: found.group().translate(_DAY_DIGITS), text)
    text = _YEAR_TO_COME.sub(r"\1 năm", text)
    return _STROKE_IN_DAY.sub(r"\1/\2", text)


def _quarter(found: re.Match[str]) -> str:
    number = found.group().translate(_QUARTER_STROKES)
    return number if is_roman(number) else found.group()


def _is_name(text: str) -> bool:
    """Tell whether a text is a person's name: its words are no pairs of syllables."""
    words = text.split()
    return len(words) in _NAME and all(word.isalpha() and word.istitle() for word in words)


def _known_line(text: str) -> str | None:
    """Return the line of letterheads and signatures that a line must have been, else None."""
    if any(map(str.isdigit, text)):
        return None
    key = _base(text.casefold().strip())
    found = process.extractOne(key, _line_keys(), scorer=fuzz.ratio, score_cutoff=_LINE)
    if found is None or abs(len(found[0]) - len(key)) > 1:
        return None
    line = _lines()[found[2]]
    if text.isupper() != line.isupper() or _LETTERS.findall(text) == _LETTERS.findall(line):
        return None
    return line.replace(". ", ".") if _TIGHT.search(text) else line


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
    """Tell whether a syllable would change that is part of another word, or one by itself."""
    if all(
        _without_tone(new) != _without_tone(old) and old in _syllables()
        for new, old in zip(fixed, before, strict=True)
    ):
        # tones are misread often, but that both letters make other words is rare
        return True
    return any(
        new != old and (is_held or old in _stand_alone())
        for new, old, is_held in zip(fixed, before, held, strict=True)
    )


def _lookalike(one: str, two: str) -> tuple[str, str] | None:
    """Return the only known pair with the same letters but for their marks.

    Of several that one counts which has one of the syllables as it was read.
    """
    found = _by_base().get((_base(one), _base(two)), ())
    if len(found) > 1:
        found = tuple(pair for pair in found if pair[0] == one or pair[1] == two)
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
def _without_tone(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES)


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
def _right_before_number() -> dict[str, str]:
    return {c.wrong: c.right for c in _confusions() if c.where == "number"}


@cache
def _before_number() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _right_before_number()))
    return re.compile(rf"(?<!\w)(?:{words})(?= \d)")


@cache
def _department() -> re.Pattern[str]:
    """Return what finds the first word of a department's name, whatever it was read as."""
    names = [row["name"] for row in _rows("agencies.csv") if row["name"].startswith("Sở ")]
    rests = [name.partition(" ")[2] for name in names]
    rests += [rest.upper() for rest in rests]
    return re.compile(rf"(?<!\w)[S58$][^\W\d_]{{1,2}}(?= ({'|'.join(map(re.escape, rests))})\b)")


@cache
def _headings() -> dict[str, str]:
    return {c.wrong: c.right for c in _confusions() if c.where == "heading"}


@cache
def _lines() -> tuple[str, ...]:
    return tuple(row["line"] for row in _rows("ocr_lines.csv"))


@cache
def _line_keys() -> tuple[str, ...]:
    return tuple(_base(line.casefold()) for line in _lines())


@cache
def _stand_alone() -> frozenset[str]:
    """Return words of one syllable that are so frequent that they are what they seem."""
    return frozenset(row["word"] for row in _rows("ocr_lone_words.csv"))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    return frozenset((_marks(one), _marks(two)) for one, two in _compounds())


@cache
def _compounds() -> tuple[tuple[str, str], ...]:
    """Return words of two syllables, the names of provinces among them."""
    names: Iterable[str] = (row["name"].casefold() for row in _rows("provinces.csv"))
    words = (row["compound"] for row in _rows("ocr_compounds.csv"))
    names = [name for name in names if name.count(" ") == 1]
    # after the name of its kind a province begins
    kinds = (f"tỉnh {name.partition(' ')[0]}" for name in names)
    found = dict.fromkeys((*words, *names, *kinds))
    return tuple((word.partition(" ")[0], word.partition(" ")[2]) for word in found)


@cache
def _syllables() -> frozenset[str]:
    return frozenset(syllable for pair in _compounds() for syllable in pair)


@cache
def _by_base() -> dict[tuple[str, str], tuple[tuple[str, str], ...]]:
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, two in _compounds():
        groups.setdefault((_base(one), _base(two)), []).append((one, two))
    return {key: tuple(pairs) for key, pairs in groups.items()}

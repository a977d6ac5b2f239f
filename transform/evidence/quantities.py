"""The numbers of a sentence: counts, rates and fractions, with what stands around them.

Dates, symbols of acts, ranks, opening hours and the like are blanked out first, so that
"51/63", "24/7" and "61/2018/NĐ-CP" are no fractions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from contracts.evidence_wording import evidence_wording
from transform.statement import Bound, Quantity
from transform.vietnamese.text import fold, fold_in_place

_NUM = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![.,]?\d)|\d+(?:[.,]\d+)?"
# scanning leaves spaces inside "9 9,2%" and "99 ,2 %"
_RATE_NUM = r"\d ?\d ?, ?\d{1,2}|\d{1,4}(?: ?[.,] ?\d{1,3})?"
_TOKEN = re.compile(
    rf"(?<![\w.,])(?<!\d/)(?:(?P<rate>{_RATE_NUM})\s*(?:%|phần trăm(?!\w))"
    rf"|(?P<part>{_NUM})\s*/\s*(?P<whole>{_NUM})(?![\w/]|[.,]\d)"
    rf"|(?P<count>{_NUM})(?![\w%]|[.,]\d))"
)
_DIGIT = re.compile(r"\d")
_SYMBOL = re.compile(r"\d+(?:/\d{4})?/[a-zđ][\w&]*(?:-[a-zđ][\w&]*)+|\d+/\d{4}/[a-zđ]\w+")
_DATE = re.compile(
    r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s?[/-]\s?(?:19|20)\d\d(?!\d)|năm (?:19|20)\d\d(?!\d)"
)
_YEARS = re.compile(r"(?<![\d.,/])(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"(?<!tổng )(?<!trong )(?<!một )(?<!\w)số\s*:?\s*\d+(?:\s*/[^\s,;]*)")
_ITEM = re.compile(r"^\W*\d{1,2}(?:\.\d{1,2})*[.)](?=\s)")
_CLOCK = re.compile(r"(?<![\d.,/])24\s?/\s?(?:7|24)(?:\s?/\s?\d+)?(?:\s?(?:h|giờ))?(?![\d/])")
_PARTS_LISTED = re.compile(r"\([^()%]*\)(?=\s*/\s*\d)")
_SCALE = re.compile(r"\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
_SCALES = {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9}
_NOUN = re.compile(r"\s*((?:[^\W\d_]+\s?|(?<=mức độ )[1-4](?:(?:,| và) [1-4])?\s?){1,9})")
_RANGE = re.compile(
    r"\d+(?:[.,]\d+)?\s*%?\s*(?:-|–|đến)\s*(?:dưới\s*)?\d+(?:[.,]\d+)?\s*%"
    r"|\d+(?:[.,]\d+)?\s*%\s*trở (?:lên|xuống)"
)


@dataclass(frozen=True, slots=True)
class Fraction:
    """Two numbers of which the first is a part of the second ("711/744 hồ sơ")."""

    part: Quantity
    whole: Quantity

    @property
    def start(self) -> int:
        """Where it begins in the sentence."""
        return self.part.start

    @property
    def end(self) -> int:
        """Where it ends in the sentence."""
        return self.whole.end


Token = Quantity | Fraction


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, folded with every character at its place, and its numbers in order."""

    text: str
    folded: str
    tokens: tuple[Token, ...]

    def between(self, first: Token | None, second: Token) -> str:
        """Return the folded words between two tokens, or from the start of the sentence."""
        return self.folded[first.end if first else 0 : second.start]


def scan(text: str) -> Sentence:
    """Return the numbers of one collapsed sentence."""
    if not _DIGIT.search(text):
        return Sentence(text, text, ())
    folded = fold_in_place(text)
    visible = _masked(folded)
    tokens: list[Token] = []
    for found in _TOKEN.finditer(visible):
        before = tokens[-1].end if tokens else 0
        token = _token(found, text, folded, before)
        if token is not None:
            tokens.append(token)
    return Sentence(text, folded, tuple(tokens))


def _masked(folded: str) -> str:
    """Return the sentence with everything blanked out that is a number but counts nothing."""
    for pattern in (
        _SYMBOL,
        _DATE,
        _YEARS,
        _NUMBERED,
        _ITEM,
        _PARTS_LISTED,
        _RANGE,
        _ordinal(),
        _timed(),
    ):
        folded = pattern.sub(lambda m: "\x00" * len(m[0]), folded)
    return _CLOCK.sub(_clock, folded)


def _clock(found: re.Match[str]) -> str:
    """Blank out "24/7" and "24/24" unless what they count follows."""
    after = found.string[found.end() :]
    return found[0] if _counted().match(after.lstrip()) else "\x00" * len(found[0])


@cache
def _ordinal() -> re.Pattern[str]:
    words = _either(evidence_wording().ordinals)
    number = r"(?>\d[\d./]*)"
    more = r"(?:\s*(?:,\s*\d|và\s*\d{1,2}(?:/\d{1,2})?)(?![\d/.,%]))*"
    return re.compile(
        rf"(?<!\w)(?:{words})(?:\s+(?:số|thứ|là))?\s*:?\s*{number}(?![,\d]*\s*%)(?!,\d){more}"
    )


@cache
def _timed() -> re.Pattern[str]:
    words = _either(evidence_wording().not_counts)
    return re.compile(rf"(?<![\d.,/]){_NUM_ATOMIC}\s*(?:{words})(?!\w)(?! trăm)")


_NUM_ATOMIC = rf"(?>{_NUM})"


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(evidence_wording().nouns)})(?!\w)")


def _either(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))


def names_what_is_counted(noun: str) -> bool:
    """Tell whether the words after a number begin with a noun of what reports count."""
    return _counted().match(noun) is not None


def _token(found: re.Match[str], text: str, folded: str, before: int) -> Token | None:
    lead = folded[before : found.start()]
    if found["part"] is None:
        return _quantity(found, text, folded, lead)
    part = _count(found["part"], found.start("part"), found.end("part"), lead, folded, text)
    whole = _count(found["whole"], found.start("whole"), found.end("whole"), "", folded, text)
    if whole is None or part is None or not whole.value:
        return None
    if whole.noun and _SCALE.match(folded, found.end("whole")):
        factor = whole.value / _value(found["whole"], decimal=True)[0]
        part = _scaled(part, factor)
    return Fraction(part, whole)


def _scaled(part: Quantity, factor: Decimal) -> Quantity:
    return Quantity(
        part.value * factor,
        part.printed,
        part.ulp * factor,
        part.bound,
        False,
        part.lead,
        part.noun,
        part.start,
        part.end,
    )


def _quantity(found: re.Match[str], text: str, folded: str, lead: str) -> Quantity | None:
    if found["rate"] is None:
        return _count(found["count"], found.start(), found.end(), lead, folded, text)
    digits = found["rate"].replace(" ", "").replace(",", ".")
    value = Decimal(digits)
    places = len(digits.partition(".")[2])
    return Quantity(
        value,
        text[found.start() : found.end()],
        Decimal(1).scaleb(-places),
        _bound(lead),
        True,
        lead,
        _noun(folded, found.end()),
        found.start(),
        found.end(),
    )


def _count(
    printed: str, start: int, end: int, lead: str, folded: str, text: str
) -> Quantity | None:
    scale = _SCALE.match(folded, end)
    after = scale.end() if scale else end
    noun = _noun(folded, end)
    is_money = re.match(_either(evidence_wording().money), noun) is not None
    value, places = _value(printed, decimal=bool(scale) or is_money)
    ulp = Decimal(0)
    if scale:
        value = value.scaleb(_SCALES[scale[1]])
        ulp = Decimal(1).scaleb(_SCALES[scale[1]] - places)
        noun = _noun(folded, after) or noun
    elif places:
        ulp = Decimal(1).scaleb(-places)
    return Quantity(
        Decimal(f"{value:f}"), text[start:end], ulp, _bound(lead), False, lead, noun, start, end
    )


def _value(printed: str, *, decimal: bool) -> tuple[Decimal, int]:
    """Return the value and its printed decimals; what is counted has no three decimals."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        whole, _, rest = printed.replace(".", "").partition(",")
        return Decimal(f"{whole}.{rest or 0}"), len(rest)
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", printed) and not decimal:
        return Decimal(printed.replace(",", "")), 0
    plain = printed.replace(",", ".")
    return Decimal(plain), len(plain.partition(".")[2])


def _noun(folded: str, end: int) -> str:
    found = _NOUN.match(folded, end)
    return found[1].strip() if found else ""


@cache
def _bounds() -> re.Pattern[str]:
    words = _either(tuple(evidence_wording().bounds))
    return re.compile(rf"(?<!\w)(?P<word>{words})\s*(?:tới|mức|được)?\s*$")


def _bound(lead: str) -> Bound:
    found = _bounds().search(lead)
    if found is None or is_change(lead):
        return "="
    return cast(Bound, evidence_wording().bounds[found["word"]])


@cache
def _changes() -> re.Pattern[str]:
    words = _either(evidence_wording().change_words)
    bounds = _either(tuple(evidence_wording().bounds))
    return re.compile(
        rf"(?<!\w)(?:{words})\s*(?:(?:{bounds}|thêm|từ|được|lên|tới|đến|xuống|còn|là|:)\s*)*$"
    )


def is_change(lead: str) -> bool:
    """Tell whether the words before a number make it a change ("tăng 12,5%")."""
    return _changes().search(lead) is not None

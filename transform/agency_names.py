"""Resolving the printed name of an agency to its code in the catalogue.

A name is matched word by word; an abbreviation stands for the words whose initials it
holds ("Sở KH&ĐT", "VPUBND tỉnh", "Sở NN và PTNT"), so no list of abbreviations is needed.
What follows the name must be a place of the right level: "Công an tỉnh" is no "Công an
huyện", and "Thanh tra" alone is nobody's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from contracts.agency_wording import AgencyName, agency_names, agency_words
from contracts.catalogue import Agency, agencies, document_types, provinces
from contracts.wording import province_spellings
from transform.vietnamese.text import ascii_key, collapse, fold

_TOKEN = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)?")
_SMALL = frozenset({"và", "va"})
_SHORTEST_SYMBOL = 3
_LONGEST_ABBREVIATION = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A catalogue name found at the beginning of a text, by number of its words.

    `name` is the name as the catalogue spells it, `tail` what the text prints behind it.
    """

    code: str
    words: int
    name: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class _Name:
    """A catalogue name ready for comparing: its words folded, and without diacritics."""

    name: AgencyName
    folded: tuple[str, ...]
    plain: tuple[str, ...]


def name_key(text: str) -> str:
    """Return the key under which two spellings of one body are equal.

    Case, tone style, "&", "-" and commas do not count: "Phòng HCTC-QTTV" is "Phòng
    HCTC&QTTV". Meant for bodies the catalogue does not have, such as internal divisions.
    """
    return " ".join(fold(token) for token in _tokens(text))


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(t for t in _TOKEN.findall(collapse(text)) if fold(t) not in _SMALL)


@cache
def _names() -> tuple[_Name, ...]:
    made = []
    for name in agency_names():
        words = _tokens(name.name)
        folded = tuple(fold(word) for word in words)
        made.append(_Name(name, folded, tuple(ascii_key(word) for word in words)))
    return tuple(sorted(made, key=lambda item: len(item.folded), reverse=True))


@cache
def _symbols() -> dict[str, str]:
    """Return codes by symbol and short form; one that stands for two bodies is left out.

    A short form that a department shares with its ministry ("LĐTBXH") means the department.
    """
    found: dict[str, dict[str, str]] = {}
    for agency in agencies():
        for symbol in (agency.symbol, *agency.variants):
            found.setdefault(_compact(symbol), {})[agency.code] = agency.level
    single = {}
    for key, levels in found.items():
        own = [code for code, level in levels.items() if level == "province"] or list(levels)
        if key and len(own) == 1:
            single[key] = own[0]
    return single


def _compact(text: str) -> str:
    return "".join(_TOKEN.findall(ascii_key(text))).upper()


@cache
def _by_code() -> dict[str, Agency]:
    return {agency.code: agency for agency in agencies()}


def agency_of(code: str | None) -> Agency | None:
    """Return the agency of a catalogue code, or None."""
    return _by_code().get(code or "")


def resolve_agency(text: str) -> str | None:
    """Return the catalogue code of the agency named by `text`, or None.

    Sub-units in brackets and remarks after the name ("là đầu mối ...") do not count. None
    for internal divisions, open sets and bodies of a level the catalogue does not name.
    """
    match = match_agency(text)
    return match.code if match else None


@lru_cache(maxsize=16384)
def match_agency(text: str) -> Match | None:
    """Return code and length of the longest catalogue name that `text` names wholly."""
    bare = _BRACKETS.sub(" ", collapse(text)).strip(" .,;:-*")
    compact = _compact(bare)
    if len(compact) >= _SHORTEST_SYMBOL and bare.upper() == bare and compact in _symbols():
        code = _symbols()[compact]
        return Match(code, 1, _by_code()[code].name)
    tokens = _tokens(bare)
    if not tokens:
        return None
    folded, plain = tuple(map(fold, tokens)), tuple(map(ascii_key, tokens))
    return next(
        (
            Match(item.name.code, len(item.folded), item.name.name, _tail(bare, used))
            for words in (folded, plain)
            for item in _names()
            if (used := _aligned(tokens, words, item, exact=words is folded))
            and _fits(tokens[used:], item.name)
        ),
        None,
    )


def _tail(text: str, used: int) -> str:
    """Return what `text` prints behind its first `used` tokens."""
    ends = [m.end() for m in _TOKEN.finditer(text) if fold(m[0]) not in _SMALL]
    return text[ends[used - 1] :].strip()


def _aligned(tokens: tuple[str, ...], words: tuple[str, ...], item: _Name, *, exact: bool) -> int:
    """Return how many tokens spell out the whole name, 0 when they do not."""
    target = item.folded if exact else item.plain
    at = 0
    for number, word in enumerate(words):
        if at == len(target):
            return number
        step = 1 if word == target[at] else _initials(tokens[number], item.plain[at:])
        if not step:
            return 0
        at += step
    return len(words) if at == len(target) else 0


def _initials(token: str, plain: tuple[str, ...]) -> int:
    """Return the number of words that an abbreviation of capitals stands for, else 0."""
    if not 2 <= len(token) <= min(_LONGEST_ABBREVIATION, len(plain)) or token.upper() != token:
        return 0
    letters = ascii_key(token)
    return len(letters) if letters == "".join(word[0] for word in plain[: len(letters)]) else 0


def _fits(tail: tuple[str, ...], name: AgencyName) -> bool:
    """Tell whether the words after a name are a place of the level the name needs."""
    level = tail_level(" ".join(tail))
    if name.tail == "any":
        return level in ("none", "province")
    return level == name.tail


def tail_level(text: str) -> str:
    """Classify what follows a name: none, province, district, commune or other."""
    words = fold(text)
    clause = re.search(rf"(?<!\w)(?:{_either('clause')})(?!\w)", words)
    words = words[: clause.start()].strip() if clause else words
    several = words.startswith(("các ", "những "))
    words = re.sub(r"^(?:(?:các|những|cấp|trên địa bàn|địa bàn)\s+)+", "", words)
    if not words:
        return "none"
    for level in ("district", "commune"):
        if re.match(rf"(?:{_either(level)})(?!\w)", words):
            return level
    city = re.match(rf"(?:{_either('city')})(?!\w)\s*", words)
    if city:
        return _city_level(words[city.end() :], several=several)
    rest = re.sub(rf"^(?:{_either('province')})(?!\w)\s*", "", words)
    return "province" if not rest or rest in _province_names() else "other"


def _either(kind: str) -> str:
    return "|".join(re.escape(fold(word)) for word in agency_words(kind))


def _city_level(name: str, *, several: bool) -> str:
    """Tell a city under the government from one inside a province."""
    if several:
        return "district"
    return "province" if not name or name in _province_names() else "district"


@cache
def _province_names() -> frozenset[str]:
    names = {province.name for province in provinces()} | set(province_spellings())
    return frozenset(" ".join(fold(t) for t in _tokens(name)) for name in names)


def resolve_issuer(symbol_tail: str) -> str | None:
    """Return the code of the body that issues under a symbol: "SKHĐT", "STC-VP", "UBND".

    Takes what follows the type in a symbol; a type in front ("BC-SKHĐT") is passed over,
    and so is the drafting unit behind the issuer. "UBND" alone means the province.
    """
    parts = [part for part in re.split(r"[-\u2010-\u2015/]", collapse(symbol_tail)) if part]
    types = {_compact(kind.abbreviation) for kind in document_types()}
    if len(parts) > 1 and _compact(parts[0]) in types:
        behind = resolve_issuer("-".join(parts[1:]))
        if behind:
            return behind
    codes = (
        _issuer_symbols().get(_compact("".join(parts[:last]))) for last in range(len(parts), 0, -1)
    )
    return next((code for code in codes if code), None)


@cache
def _issuer_symbols() -> dict[str, str]:
    """Return codes by symbol; where bodies share one, the first in the catalogue has it."""
    found: dict[str, str] = {}
    for agency in agencies():
        for symbol in (agency.symbol, *agency.variants):
            found.setdefault(_compact(symbol), agency.code)
    return found

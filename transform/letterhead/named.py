"""Issuers that a document names outside its letterhead: in caption, title, text and symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from transform.agency_names import agency_of, resolve_issuer
from transform.letterhead.issuer import is_committee
from transform.letterhead.lines import Line
from transform.letterhead.names import agency_named
from transform.letterhead.words import opens_issuer, subject_of_sentence
from transform.symbols import issuer_part
from transform.vietnamese.text import ascii_key, collapse, fold

_AFTER_NAME = re.compile(
    r"\s*(?:,|;|\.|/|\bnăm(?:\s+\d{4})?(?=\s*$|\s)|\b(?:quý|tháng)\s+[\dIVX]+|\b\d+\s+tháng\b"
    r"|\bvề\b|\btrong\b|\bgiai đoạn\b|\btrên\s+địa\s+bàn\b"
    r"|\b(?:báo cáo|xây dựng|ban hành|triển khai)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_SYMBOL_WORD = re.compile(r"[^\W\d_]+")
_NAME_ENDS = re.compile(r"\s+(?:năm|quý|tháng|về|trong|giai đoạn|trên)(?!\w)|[,.;]", re.IGNORECASE)
_CLOSING = "trên đây"


def issuer_in_sentence(text: str, word: str = "của") -> str | None:
    """Return the last body that `text` names after `word` ("của", "tại"), or None."""
    for found in reversed(list(_after(word).finditer(text))):
        printed = collapse(found["issuer"])
        whole = _known_with_comma(printed)
        name = whole or _AFTER_NAME.sub("", printed)
        if opens_issuer(fold(name)):
            return name
    return None


@cache
def _after(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{word}\s+(?P<issuer>(?:[^\W\d_]|[\s,.&–-])+)", re.IGNORECASE)


def _known_with_comma(printed: str) -> str | None:
    """Return the beginning of `printed` that names a body with a comma, or None."""
    ends = [found.start() for found in _NAME_ENDS.finditer(printed)]
    tried = (printed[:end].strip(" ,.") for end in reversed((*ends, len(printed))))
    return next((name for name in tried if "," in name and agency_named(name)), None)


def fits_symbol(name: str, symbol: str) -> bool:
    """Tell whether a body may issue under a symbol: by catalogue or by its initials."""
    issuer = issuer_part(symbol)
    if issuer == "UBND":
        return is_committee(name)
    if is_committee(name):
        return False
    code = resolve_issuer(symbol)
    agency = agency_named(name)
    if code and agency and agency.code == code:
        return True
    return _is_within(ascii_key(issuer), _initials(name))


def _initials(name: str) -> str:
    """Return the first letters of a name, abbreviations in it whole."""
    words = _SYMBOL_WORD.findall(name)
    letters = (w if w.isupper() and not name.isupper() else w[0] for w in words)
    return ascii_key("".join(letters))


def _is_within(short: str, long: str) -> bool:
    """Tell whether the letters of `short` stand in `long` in this order, from the first on."""
    rest = iter(long)
    return long[:1] == short[:1] and all(letter in rest for letter in re.sub(r"[^a-z]", "", short))


def named_issuer(
    symbol: str | None,
    caption: str | None,
    title: str,
    opening: Sequence[str],
    lines: Sequence[Line],
    level: str = "tỉnh",
) -> str | None:
    """Return the issuer that a document without a letterhead names, or None.

    The first name that fits the symbol counts, else the catalogue's name for the symbol
    (with `level`, where it has one), else the first name at all. Captions and titles come
    before sentences.
    """
    names = [name for name in _named(caption, title, opening, lines) if name]
    if symbol is None:
        return names[0] if names else None
    fitting = next((name for name in names if fits_symbol(name, symbol)), None)
    if fitting:
        return fitting
    agency = agency_of(resolve_issuer(symbol))
    if agency and issuer_part(symbol) != "UBND":
        return re.sub(r" tỉnh$", f" {level}", agency.name)
    return names[0] if names else None


def _named(
    caption: str | None, title: str, opening: Sequence[str], lines: Sequence[Line]
) -> Iterator[str | None]:
    yield caption
    yield issuer_in_sentence(title)
    for text in opening:
        yield subject_of_sentence(text)
    yield from _from_closing(lines)
    for text in opening:
        yield from _before_brackets(text)
    yield issuer_in_sentence(title, "tại")


def _from_closing(lines: Iterable[Line]) -> Iterator[str | None]:
    """Yield the issuer of "Trên đây là báo cáo ... của ..." and of a line in capitals."""
    for line in lines:
        if line.key.startswith(_CLOSING):
            yield issuer_in_sentence(line.text)
    for line in lines:
        if line.is_upper and agency_named(line.text):
            yield line.text


def _before_brackets(text: str) -> Iterator[str]:
    """Yield bodies that a sentence gives a short name: "Sở Xây dựng (sau đây gọi là Sở)"."""
    for found in re.finditer(r"[,;]\s*(?P<name>[^,;()]{5,80}?)\s*\(", text):
        if opens_issuer(fold(found["name"])):
            yield found["name"]

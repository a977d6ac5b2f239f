"""The province a document comes from, told by its printed names and by seats of government."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from contracts.catalogue import Province, provinces
from contracts.wording import districts, province_spellings
from transform.vietnamese.text import collapse, fold

# most texts name no province, and folding them all would cost more than the rest
_KIND = re.compile(r"tỉnh|thành|tp", re.IGNORECASE)
_KINDS = re.compile(r"^(?:tỉnh|thành phố|tp\.?|thị xã|tx\.?)\s+")


def _key(text: str) -> str:
    """Return the key of a place name: hyphens and dots count as spaces."""
    return collapse(re.sub(r"[-.]", " ", fold(text)))


@cache
def _names() -> dict[str, str]:
    """Return every spelling of a province's name as a key, with the catalogue's name."""
    names = {_key(province.name): province.name for province in provinces()}
    known = {_key(spelling): name for spelling, name in province_spellings().items()}
    return known | names


@cache
def _mention() -> re.Pattern[str]:
    names = "|".join(re.escape(key) for key in sorted(_names(), key=len, reverse=True))
    return re.compile(rf"\b(?P<kind>tỉnh uỷ|tỉnh|thành phố|tp)\s+(?P<name>{names})(?!\w)")


@cache
def _bare_mention() -> re.Pattern[str]:
    names = "|".join(re.escape(key) for key in sorted(_names(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<name>{names})(?!\w)")


def _valid(day: dt.date | None) -> tuple[Province, ...]:
    """Return the provinces in force on `day`; without a day, all versions."""
    return tuple(p for p in provinces() if day is None or p.is_valid_on(day))


def ends_with_place(text: str) -> str | None:
    """Return the province or seat of government that ends `text`, as printed, or None."""
    words = text.split(" ")
    for start in range(len(words)):
        tail = " ".join(words[start:])
        bare = _KINDS.sub("", fold(tail))
        if _key(bare) in _names() or _key(bare) in _all_seats():
            return tail
    return None


def ends_with_province(text: str) -> str | None:
    """Return the province's bare name that ends `text`, as printed, or None."""
    words = text.split(" ")
    tails = (" ".join(words[start:]) for start in range(len(words)))
    return next((tail for tail in tails if _key(tail) in _names()), None)


@cache
def _all_seats() -> frozenset[str]:
    return frozenset(_key(seat) for province in provinces() for seat in province.seat_names)


def named_in(text: str, day: dt.date | None = None) -> str | None:
    """Return the province that `text` names as such ("tỉnh X", "thành phố X"), or None.

    With a `day`, a city counts only if it was a province of its own then.
    """
    found = _named(text, day)
    return found[0] if found else None


def most_named_in(texts: Iterable[str]) -> str | None:
    """Return the province that `texts` name most often, or None."""
    counts = Counter(name for text in texts for name in _named(text))
    return counts.most_common(1)[0][0] if counts else None


def _named(text: str, day: dt.date | None = None) -> list[str]:
    if not _KIND.search(text):
        return []
    found = []
    for mention in _mention().finditer(_key(text)):
        name = _names()[mention["name"]]
        if mention["kind"].startswith("tỉnh") or name in _cities(day):
            found.append(name)
    return found


@lru_cache(maxsize=1024)
def _cities(day: dt.date | None) -> frozenset[str]:
    return frozenset(p.name for p in _valid(day) if p.type == "thành phố")


def bare_name_in(text: str) -> str | None:
    """Return a province named in `text` with or without "tỉnh" before it, or None."""
    found = _bare_mention().search(_key(text))
    return _names()[found["name"]] if found else None


def of_place(place_name: str, day: dt.date | None) -> str | None:
    """Return the province of a place line on `day`: by its name, else by its seat.

    "Bắc Giang" of August 2025 is the seat of Bắc Ninh, no province any more.
    """
    key = _key(_KINDS.sub("", fold(place_name)))
    name = _names().get(key)
    in_force = _valid(day)
    if name and any(p.name == name for p in in_force):
        return name
    seat_of = (p.name for p in in_force if key in map(_key, p.seat_names))
    return next(seat_of, name)


def of_district(name: str) -> str | None:
    """Return the province of a district by its name; None for one that several have."""
    found = _provinces_by_district().get(_key(name), set())
    return next(iter(found)) if len(found) == 1 else None


def of_district_in(text: str) -> str | None:
    """Return the province of the first district that `text` names as such, or None."""
    found = (of_district(m["name"]) for m in _district_mention().finditer(_key(text)))
    return next((province for province in found if province), None)


@cache
def _district_mention() -> re.Pattern[str]:
    keys = sorted(_provinces_by_district(), key=len, reverse=True)
    names = "|".join(map(re.escape, keys))
    return re.compile(rf"\b(?:huyện|quận|thị xã|thành phố|tp|tx)\s+(?P<name>{names})(?!\w)")


@cache
def _provinces_by_district() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for province, names in districts().items():
        for name in names:
            found.setdefault(_key(name), set()).add(province)
    return found

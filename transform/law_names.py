"""Acts that are cited by name: laws, codes, ordinances, the constitution, standards.

A match carries its span so that numbers inside it are not read a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from contracts.wording import citation_wording
from transform.vietnamese.text import UPPER, collapse, fold


@dataclass(frozen=True, slots=True)
class NamedAct:
    """An act found by name: what kind, its name as cited, its identity, and where.

    Two mentions with the same `key` are the same act; `dated` tells that a year is printed.
    """

    type: str
    name: str
    key: str
    dated: bool
    start: int
    end: int


_LAW = re.compile(
    # in capitals, "PHÁP LUẬT" and "KỶ LUẬT" end like the name of a law begins
    r"(?<!PHÁP )(?<!KỶ )\b(?P<type>Bộ luật|Bộ Luật|Luật|LUẬT|Pháp lệnh)"
    rf"\s+(?P<rest>(?=[{UPPER}])|(?=sửa đổi\b))"
)
_AMENDING = re.compile(
    r"[Ss]ửa đổi(?:\s*,?\s*bổ sung)?(?:\s+một số (?:điều|điểm))?(?:\s+của)?(?:\s+các)?\s+"
    r"(?=(?:Bộ luật|Bộ Luật|Luật|Pháp lệnh)\s)"
)
_YEAR = re.compile(r"\s*,?\s*\(?\s*(?:(?:năm|NĂM)\s+)?(?P<year>(?:19|20)\d{2})(?![\d/.-])\)?")
_CONSTITUTION = re.compile(r"\bHiến pháp(?:\s+nước[^,;.()]{0,60}?)?\s+(?:năm\s+)?(?P<year>\d{4})\b")
_STANDARD = re.compile(
    r"(?:\bTCVN\s+)?\b(?:ISO(?:/IEC)?|TCVN)\s*(?P<code>\d{4,5}(?:-\d+)?)\s*:\s*(?P<year>\d{4})\b"
)
_NOT_A_NAME = re.compile(r"Luật\s+(?:sư|gia|này|khung)\b", re.IGNORECASE)
_ANOTHER_LAW = re.compile(rf"\s*(?:,|;|và)\s+(?=(?:Bộ luật|Luật|Pháp lệnh)\s+[{UPPER}])")


def named_acts(text: str) -> Iterator[NamedAct]:
    """Yield the laws, constitutions and standards cited by name in `text`, in order."""
    yield from _laws(text)
    for found in _CONSTITUTION.finditer(text):
        name = f"Hiến pháp năm {found['year']}"
        yield NamedAct("Hiến pháp", name, fold(name), True, *found.span())
    for found in _STANDARD.finditer(text):
        name = re.sub(r"\s*:\s*", ":", collapse(found[0]))
        key = f"iso {found['code']}:{found['year']}"
        yield NamedAct("Tiêu chuẩn", name, key, True, *found.span())


def _laws(text: str) -> Iterator[NamedAct]:
    position = 0
    while found := _LAW.search(text, position):
        position = found.end()
        if _NOT_A_NAME.match(found[0] + text[found.end() : found.end() + 8]):
            continue
        end = _end_of_law(text, found.end())
        if end <= found.end() + 1:
            continue
        name = collapse(text[found.start() : end]).rstrip(" ,")
        year = _YEAR.match(text, end)
        position = year.end() if year else end
        full = f"{name} năm {year['year']}" if year else name
        yield NamedAct(
            found["type"].capitalize(), full, fold(name), year is not None, found.start(), position
        )


def _end_of_law(text: str, start: int) -> int:
    """Return where the name ends that begins at `start`, amended laws included."""
    amending = _AMENDING.match(text, start)
    if amending is None:
        return _end_of_name(text, start)
    end = amending.end()
    while inner := _LAW.match(text, end):
        end = _end_of_name(text, inner.end())
        another = _ANOTHER_LAW.match(text, end)
        if another is None:
            break
        end = another.end()
    return end


def _end_of_name(text: str, start: int) -> int:
    rest = text[start : start + 200]
    for name in _known_names():
        if fold(rest[: len(name)]) == fold(name) and not rest[len(name) : len(name) + 1].isalpha():
            return start + len(name)
    found = _unknown_end().search(rest)
    return start + (found.start() if found else len(rest))


@cache
def _known_names() -> tuple[str, ...]:
    return tuple(sorted(citation_wording().law_names, key=len, reverse=True))


@cache
def _unknown_end() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in citation_wording().law_name_ends)
    return re.compile(rf"\s*[,;.:()\[\]\"“”/\n]|\s+(?:{words}|NĂM)\b|\s+[-–]\s|\s+\d")

"""Names of bodies as running text writes them, and the place that a name ends with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.catalogue import Agency
from transform.agency_names import Match, agency_of, match_agency
from transform.letterhead.province import ends_with_province, named_in
from transform.letterhead.words import opens_issuer
from transform.vietnamese.text import collapse, fold, fold_in_place

_COMMITTEE = re.compile(r"\b(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_COUNCIL = re.compile(r"^hội đồng nhân dân\b", re.IGNORECASE)
_TWICE = re.compile(r"\b(tỉnh|thành phố)\s+(?=\1\b)", re.IGNORECASE)
# "xã hội" and "hợp tác xã" are no commune, "tỉnh ủy" is no province, "huyện ủy" no district
LEVELS = (
    r"(?:tỉnh|huyện|quận)(?!\s+(?:uỷ|ủy|đoàn))|thành phố"
    r"|thị xã|(?<!hợp tác )xã(?!\s+hội)|phường|thị trấn|đặc khu"
)
_SEATED = re.compile(
    r"(?P<body>(?:tỉnh|thành|huyện|quận|thị) (?:uỷ|ủy|đoàn)) (?P<place>(?!ubnd|hđnd).+)",
    re.IGNORECASE,
)
_WIDER_PLACE = re.compile(r",\s*(?:huyện|quận|thị xã|thành phố|tỉnh)\s.*$", re.IGNORECASE)
_LEVEL = re.compile(rf"\b(?P<level>{LEVELS}|tp\.?)(?!\w)(?P<place>.*)$")
_ABBREVIATION = re.compile(r"(?:UBND|HĐND|ĐBQH|UBMTTQ|MTTQ|BQL|TNCS|HCM|TNHH|MTV|KKT|KCN|KCX|CNTT)")
_SHORTENED = re.compile(r"(?<!\w)[A-ZĐ]{2,}(?!\w)")
_FORM = re.compile(r"TNHH|MTV|CP|JSC")
_CAPITAL_AFTER = re.compile(
    r"(?P<head>^(?:Sở|Phòng|Ban Quản lý|Ban|Chi cục|Cục|Trung tâm|Trường|Bệnh viện|Bộ)\s+|\s-\s)"
    r"(?P<next>\w)"
)


@dataclass(frozen=True, slots=True)
class Parted:
    """A name without its place ("Công an"), the level word and the name of the place."""

    kind: str
    level: str = ""
    place: str = ""

    @property
    def is_local(self) -> bool:
        """Tell whether the place lies below a province."""
        named = named_in(f"{self.level} {self.place}")
        return bool(self.level and self.place) and named is None


def parted(name: str) -> Parted:
    """Take the place off the end of a name: "Công an", "tỉnh", "Lào Cai".

    A province without a level word counts only where the catalogue knows what is left.
    """
    found = _LEVEL.search(fold_in_place(name))
    if found and found.start():
        kind = name[: found.start()].strip()
        return Parted(
            kind, name[slice(*found.span("level"))].lower(), name[found.end("level") :].strip()
        )
    place = ends_with_province(name)
    if place and match_agency(name):
        return Parted(name[: -len(place)].strip(" -–"), "", place)
    return Parted(name)


def agency_named(name: str) -> Agency | None:
    """Return the kind of agency that `name` names, or None."""
    found = _match(name)
    return agency_of(found.code) if found else None


def _match(name: str) -> Match | None:
    """Match a name against the catalogue; a local name may leave "tỉnh" out."""
    return match_agency(name) or match_agency(f"{name} tỉnh")


def proper_name(printed: str, texts: Iterable[str] = ()) -> str:
    """Return the name of a body as it is written in running text.

    The committee is "UBND". A name in capitals gets the capitals it has in the catalogue or
    in `texts`, else those of a common noun followed by the name of a place.
    """
    name = _TWICE.sub("", _COMMITTEE.sub("UBND", collapse(printed).strip(" .;,:*-–")))
    name = _COUNCIL.sub("HĐND", _WIDER_PLACE.sub("", name))
    if not name.isupper() or name == "UBND":
        return _written_out(name)
    together = re.split(r"\s+[-–]\s+", name)
    if len(together) > 1 and all(opens_issuer(fold(part)) for part in together):
        return " - ".join(proper_name(part, texts) for part in together)
    found = match_agency(name)
    if found and found.words > 1 and not name.startswith(("UBND", "HĐND")):
        return _COMMITTEE.sub("UBND", collapse(f"{found.name} {_placed(found.tail)}"))
    return _spelled(name, texts) or _uncapitalised(name)


def _written_out(name: str) -> str:
    """Return a name in small letters with the catalogue's words for those it shortens."""
    shortened = [w for w in _SHORTENED.findall(name) if not _ABBREVIATION.fullmatch(w)]
    found = match_agency(name) if shortened else None
    if found is None or _SHORTENED.search(found.name.replace("UBND", "")):
        return name
    return _COMMITTEE.sub("UBND", collapse(f"{found.name} {found.tail}"))


def _spelled(name: str, texts: Iterable[str]) -> str | None:
    """Return `name` as one of `texts` writes it in small letters, its form of company aside."""
    words = name.split(" ")
    # running text drops the form of a company: "TNHH MTV"
    ended = next((i for i in range(len(words), 0, -1) if not _FORM.fullmatch(words[i - 1])), 0)
    for count in dict.fromkeys((len(words), ended)):
        begun = " ".join(words[:count])
        key = fold_in_place(begun)
        for text in texts if begun else ():
            at = fold_in_place(text).find(key)
            written = text[at : at + len(begun)]
            if at >= 0 and not written.isupper():
                return " ".join([written, *words[count:]])
    return None


def _uncapitalised(name: str) -> str:
    if seated := _SEATED.fullmatch(name):
        return f"{seated['body'].capitalize()} {_titled(seated['place'])}"
    found = _LEVEL.search(fold_in_place(name))
    common = name[: found.start()].strip() if found else name
    words = [w if _ABBREVIATION.fullmatch(w) else w.lower() for w in common.split(" ") if w]
    if words and not _ABBREVIATION.fullmatch(words[0]):
        words[0] = words[0].capitalize()
    rest = _placed(name[found.start() :]) if found else ""
    text = " ".join((*words, *([rest] if rest else [])))
    return _CAPITAL_AFTER.sub(lambda m: f"{m['head']}{m['next'].upper()}", text)


def _placed(tail: str) -> str:
    """Return "TỈNH LÀO CAI" as "tỉnh Lào Cai"; words that are no place become small."""
    found = _LEVEL.match(fold_in_place(tail))
    if found:
        level = tail[slice(*found.span("level"))].lower()
        return f"{level} {_titled(tail[found.end('level') :])}".strip()
    place = ends_with_province(tail)
    return _titled(tail) if place and fold(place) == fold(tail) else tail.lower()


def _titled(place: str) -> str:
    return " ".join(word.capitalize() for word in place.split())

"""The body that issued a document, and which department of which province that is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from contracts.catalogue import Agency, DocumentType, agencies, document_types
from contracts.wording import letterhead_wording
from transform.letterhead.lines import Line
from transform.letterhead.province import bare_name_in, named_in
from transform.letterhead.words import opens_issuer
from transform.vietnamese.text import ascii_key, collapse, fold

_COMMITTEE = re.compile(r"\b(?:ủy|uỷ) ban nhân dân\b", re.IGNORECASE)
_COUNCIL = re.compile(r"\bhội đồng nhân dân\b", re.IGNORECASE)
# "xã hội" is no commune
_LEVEL_WORDS = r"tỉnh|thành phố|huyện|quận|thị xã|xã(?!\s+hội)|phường|thị trấn|đặc khu"
_LEVELS = ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")
_OF_PLACE = re.compile(
    rf"^(?P<body>.*?)\s+(?P<place>(?:{_LEVEL_WORDS}|TP\.?)\s+\S.*)$", re.IGNORECASE
)
_PLACE_NAME = re.compile(
    rf"^(?P<common>.*?\s(?:{_LEVEL_WORDS}|TP\.?))\s+(?P<name>\S.*)$", re.IGNORECASE
)
_ABBREVIATIONS = ("UBND", "HĐND", "TP.", "TP")
_GOVERNING = re.compile(r"^(?:chủ tịch\s+)?(?:ubnd|hđnd|hội đồng nhân dân)\b", re.IGNORECASE)
_TRAILING = re.compile(
    r"\s*(?:,|;|\.|/|\bnăm(?:\s+\d{4})?(?=\s*$|\s)|\b(?:quý|tháng)\s+[\dIVX]+|\b\d+\s+tháng\b"
    r"|\bvề\b|\btrong\b|\bgiai đoạn\b|\btrên\s+địa\s+bàn\b"
    r"|\b(?:báo cáo|xây dựng|ban hành|triển khai)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_OF_ISSUER = re.compile(r"\bcủa\s+(?P<issuer>(?:[^\W\d_]|[\s,.&–-])+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body; `department` is its name without the place, None for a committee."""

    body: str
    department: str | None
    agency: Agency | None = None


def bodies_in_head(head: Sequence[Line]) -> list[str]:
    """Return the bodies of the letterhead from the highest down, wrapped names joined."""
    bodies: list[str] = []
    joining = False
    for line in head:
        opens = opens_issuer(line.key)
        if _is_no_body(line):
            joining = False
        elif joining and bodies and _continues_body(bodies[-1], line, opens):
            bodies[-1] = f"{bodies[-1]} {line.text}"
        elif opens and len(line.text) < 90:
            bodies.append(line.text)
            joining = True
        else:
            joining = False
    return bodies


def _is_no_body(line: Line) -> bool:
    return line.data or bool(re.match(r"^số\s*:|^v\s*/\s*v\b|.*\bngày\b.*\btháng\b", line.key))


def _continues_body(before: str, line: Line, opens: bool) -> bool:
    """Tell whether a line is the rest of a name: "TỈNH X", "VÀ XÃ HỘI", "NHÂN DÂN"."""
    key = line.key
    if re.search(r"(?:\bvà|[-–,&]|\bcác|\bquản lý|\bnhân)$", fold(before)):
        return True
    if opens and not key.startswith(("ban nhân dân",)):
        return False
    starts = tuple(f"{level} " for level in _LEVELS)
    return key.startswith((*starts, "tp", "và ", "nhân dân", "- ", "&")) or line.is_upper


def issuer_of(names: Sequence[str], province: str | None) -> Issuer | None:
    """Return the issuer of a letterhead that prints `names` from the highest body down."""
    if not names:
        return None
    name = proper_name(names[-1])
    parent = proper_name(names[-2]) if len(names) > 1 else None
    if _GOVERNING.match(name):
        return _committee(name, province)
    return _department(name, parent, province)


def _committee(name: str, province: str | None) -> Issuer:
    """Return a people's committee or council, or its chairman."""
    placed = _OF_PLACE.match(name)
    if placed is None and province:
        name = f"{name} tỉnh {province}"
    elif fold(name).endswith((" tỉnh", " thành phố")) and province:
        name = f"{name} {province}"
    return Issuer(name, None, _committee_agency(name, province))


def _committee_agency(name: str, province: str | None) -> Agency | None:
    key = fold(name)
    if key.startswith("chủ tịch"):
        code = "CT_UBND"
    elif key.startswith(("hđnd", "hội đồng")):
        code = "HDND"
    elif re.search(r"\b(?:huyện|quận|thị xã)\b", key):
        code = "UBND_HUYEN"
    elif re.search(r"\b(?:xã|phường|thị trấn|đặc khu)\b", key):
        code = "UBND_XA"
    elif re.search(r"\bthành phố\b", key) and named_in(name) != province:
        code = "UBND_HUYEN"
    else:
        code = "UBND_TINH"
    return next((agency for agency in agencies() if agency.code == code), None)


def _department(name: str, parent: str | None, province: str | None) -> Issuer:
    agency = agency_named(name)
    if fold(name) in ("văn phòng", "vp") and parent and _GOVERNING.match(parent):
        name = f"Văn phòng {parent}"
        agency = agency_named("Văn phòng UBND tỉnh")
    placed = _OF_PLACE.match(name)
    if fold(name).startswith("văn phòng ubnd") or fold(name).startswith("văn phòng hđnd"):
        return _office(name, province, agency)
    if placed and fold(placed["body"]) not in ("thanh tra", "công an", "cục thuế"):
        return Issuer(_kept_body(name, placed), placed["body"], agency)
    if fold(name).startswith("phòng ") and parent:
        district = _OF_PLACE.match(parent)
        return Issuer(f"{name} {district['place']}" if district else name, name, agency)
    if fold(name) in ("thanh tra", "thanh tra tỉnh", "công an tỉnh", "cục thuế tỉnh"):
        kind = name if fold(name).endswith(" tỉnh") else f"{name} tỉnh"
        return Issuer(f"{kind} {province}" if province else kind, kind, agency)
    if placed and named_in(name):
        return Issuer(name, f"{placed['body']} tỉnh", agency)
    return Issuer(name, name, agency)


def _kept_body(name: str, placed: re.Match[str]) -> str:
    """Return a department's name without its province, which has a field of its own."""
    return placed["body"] if named_in(placed["place"]) else name


def _office(name: str, province: str | None, agency: Agency | None) -> Issuer:
    placed = _OF_PLACE.match(name)
    local = placed is not None and named_in(name) is None and not fold(name).endswith("tỉnh")
    if placed and local:
        return Issuer(name, name[: placed.start("place")].strip(), None)
    level = "thành phố" if "thành phố" in fold(name) else "tỉnh"
    base = placed["body"] if placed else re.sub(r"\s+(?:tỉnh|thành phố)$", "", name)
    department = f"{base} {level}"
    body = f"{department} {province}" if province else department
    return Issuer(body, department, agency or agency_named("Văn phòng UBND tỉnh"))


@cache
def _agency_names() -> dict[str, Agency]:
    """Return the agencies by every key they are known by."""
    known: dict[str, Agency] = {}
    for agency in agencies():
        for name in (agency.name, *agency.variants):
            known.setdefault(fold(_COMMITTEE.sub("UBND", name)), agency)
    return known


def agency_named(name: str) -> Agency | None:
    """Return the kind of agency that `name` names, or None."""
    key = fold(_COMMITTEE.sub("UBND", name)).replace("–", "-")
    found = _agency_names().get(key) or _agency_names().get(f"{key} tỉnh")
    placed = _OF_PLACE.match(name)
    return found or (_agency_names().get(fold(placed["body"])) if placed else None)


def agency_of_symbol(symbol: str) -> Agency | None:
    """Return the agency that a symbol such as "BC-SKHĐT" or "SNV-CCHC" names, or None."""
    types = {kind.abbreviation for kind in document_types() if kind.abbreviation}
    parts = re.split(r"[-/]", symbol)
    issuer = parts[1] if parts[0] in types and len(parts) > 1 else parts[0]
    exact = (a for a in agencies() if issuer in (a.symbol, *a.variants))
    plain = (a for a in agencies() if ascii_key(issuer) in map(ascii_key, (a.symbol, *a.variants)))
    return next(exact, None) or next(plain, None)


def type_of_symbol(symbol: str) -> DocumentType | None:
    """Return the document type that a symbol such as "BC-SKHĐT" begins with, or None."""
    head = re.split(r"[-/]", symbol)[0]
    return next((kind for kind in document_types() if kind.abbreviation == head), None)


def proper_name(printed: str) -> str:
    """Return the name of a body as it is written in running text.

    The committee is "UBND"; a name in capitals gets the capitals of the catalogue, or those
    of a common noun followed by a name of a place.
    """
    name = _COUNCIL.sub("HĐND", _COMMITTEE.sub("UBND", collapse(printed).strip(" .;,:*")))
    agency = agency_named(name)
    if agency and fold(agency.name) == fold(name):
        return agency.name
    return _uncapitalised(name) if name.isupper() else name


def _uncapitalised(name: str) -> str:
    placed = _PLACE_NAME.match(name)
    common = placed["common"] if placed else name
    out = [word if word in _ABBREVIATIONS else word.lower() for word in common.split(" ")]
    out[0] = out[0] if out[0] in _ABBREVIATIONS else out[0].capitalize()
    names = [word.capitalize() for word in placed["name"].split(" ")] if placed else []
    text = " ".join((*out, *names))
    return re.sub(r"^(Chủ tịch|Sở|Phòng|Ban|Chi cục|Cục|Trung tâm)\s+(\w)", _second_capital, text)


def _second_capital(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2].upper()}"


def issuer_in_sentence(text: str) -> str | None:
    """Return the body that `text` says the document is "của", or None."""
    for found in reversed(list(_OF_ISSUER.finditer(text))):
        name = _TRAILING.sub("", collapse(found["issuer"]))
        if opens_issuer(fold(name)):
            return name
    return None


def subject_of_sentence(text: str) -> str | None:
    """Return the body that reports or plans in a first sentence, or None."""
    found = _subject().search(collapse(text))
    if found is None:
        return None
    return re.sub(r"\s*\([^)]*\)", "", found["issuer"]).strip(" ,")


@cache
def _subject() -> re.Pattern[str]:
    words = letterhead_wording()
    openings = "|".join(sorted(map(re.escape, words.issuer_openings), key=len, reverse=True))
    verbs = "|".join(map(re.escape, words.report_verbs))
    return re.compile(
        rf"(?:^|[,;.]\s*)(?P<issuer>(?:{openings})\s(?:[^\W\d_]|[\s,&()–-]){{3,80}}?)"
        rf"\s+(?:{verbs})\b",
        re.IGNORECASE,
    )


def province_of(names: Sequence[str], day: dt.date | None) -> str | None:
    """Return the province that the names of a letterhead tell on `day`, or None."""
    named = next((p for p in (named_in(name, day) for name in names) if p), None)
    if named:
        return named
    departments = (n for n in names if fold(n).startswith(("sở ", "ubnd tỉnh", "văn phòng ")))
    return next((p for p in map(bare_name_in, departments) if p), None)

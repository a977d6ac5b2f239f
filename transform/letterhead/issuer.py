"""The body that issued a document, and which department of which province that is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.catalogue import Agency
from transform.agency_names import agency_of
from transform.letterhead.lines import Line
from transform.letterhead.names import LEVELS, agency_named, parted, proper_name
from transform.letterhead.province import bare_name_in, named_in
from transform.letterhead.words import is_department, opens_issuer, opens_title
from transform.vietnamese.text import fold

_GOVERNING = re.compile(r"^(?:chủ tịch\s+)?(?:ubnd|hđnd|hội đồng nhân dân)\b")
_COUNCIL = re.compile(r"\b(?:hđnd|hội đồng nhân dân|đbqh)\b")
_OPEN = re.compile(r"(?:\bvà|[-–,&]|\bcác|\bquản lý|\bnhân)$")
_GOES_ON = re.compile(rf"(?:{LEVELS}|tp\.?|và|nhân dân)(?!\w)|[-&]\s")
_NO_BODY = re.compile(r"số\s*:|v\s*/\s*v\b|.*\bngày\b.*\btháng\b|dự thảo\b|.*(?:\d{3}|\d\s*/)")
_LONGEST_NAME = 120
_LOCAL = ("huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing body; `department` is its name without the place, None for a committee."""

    body: str
    department: str | None
    agency: Agency | None = None


def bodies_in_head(head: Sequence[Line]) -> list[str]:
    """Return the bodies of the letterhead from the highest down, wrapped names joined.

    Names are printed in capitals; those in small letters count only where there are none.
    """
    return _bodies([line for line in head if line.is_upper]) or _bodies(head) or _above_number(head)


def _bodies(lines: Sequence[Line]) -> list[str]:
    bodies: list[str] = []
    joining = False
    for line in lines:
        opens = opens_issuer(line.key)
        if line.data or _NO_BODY.match(line.key):
            joining = False
        elif joining and _continues_body(bodies[-1], line, opens):
            bodies[-1] = f"{bodies[-1]} {line.text}"
        elif opens and len(line.text) < _LONGEST_NAME:
            bodies.append(line.text)
            joining = True
        else:
            joining = False
    return bodies


def _continues_body(before: str, line: Line, opens: bool) -> bool:
    """Tell whether a line is the rest of a name: "TỈNH X", "VÀ XÃ HỘI", "NHÂN DÂN"."""
    if _OPEN.search(fold(before)):
        return True
    # "SỞ TÀI NGUYÊN VÀ MÔI" and "TRƯỜNG": the rest may begin like a body of its own
    if agency_named(before) is None and agency_named(f"{before} {line.text}") is not None:
        return True
    if opens and not line.key.startswith("ban nhân dân"):
        return False
    if opens_title(line.key) and agency_named(before) is not None:
        return False
    return bool(_GOES_ON.match(line.key)) or line.is_upper


def _above_number(head: Sequence[Line]) -> list[str]:
    """Return the line in capitals that stands directly above the number, as a body."""
    number = next((i for i, line in enumerate(head) if line.key.startswith("số")), 0)
    above = head[number - 1] if number else None
    is_body = above and above.is_upper and not _NO_BODY.match(above.key)
    return [above.text] if above and is_body else []


def issuer_of(
    names: Sequence[str], province: str | None, texts: Sequence[str] = ()
) -> Issuer | None:
    """Return the issuer of a letterhead that prints `names` from the highest body down.

    `texts` are texts of the document that may print the name in small letters.
    """
    if not names or not names[-1]:
        return None
    name = proper_name(names[-1], texts)
    parent = proper_name(names[-2], texts) if len(names) > 1 else None
    if _GOVERNING.match(fold(name)):
        return _committee(name, province)
    found = _department(name, parent, province)
    return found if is_department(fold(found.body)) else replace(found, department=None)


def is_committee(name: str) -> bool:
    """Tell whether `name` is a people's committee or council, or its chairman."""
    return _GOVERNING.match(fold(proper_name(name))) is not None


def _committee(name: str, province: str | None) -> Issuer:
    """Return a people's committee or council, or its chairman."""
    if not parted(name).level and province:
        name = f"{name} {level_of(name, province)} {province}"
    elif fold(name).endswith((" tỉnh", " thành phố")) and province:
        name = f"{name} {province}"
    return Issuer(name, None, agency_of(_committee_code(fold(name), name, province)))


def _committee_code(key: str, name: str, province: str | None) -> str:
    if key.startswith("chủ tịch"):
        return "CT_UBND"
    if key.startswith(("hđnd", "hội đồng")):
        return "HDND"
    if re.search(r"\b(?:huyện|quận|thị xã)\b", key):
        return "UBND_HUYEN"
    if re.search(r"\b(?:xã|phường|thị trấn|đặc khu)\b", key):
        return "UBND_XA"
    in_province = re.search(r"\bthành phố\b", key) and named_in(name) != province
    return "UBND_HUYEN" if in_province else "UBND_TINH"


def with_place(issuer: Issuer, place_name: str | None) -> Issuer:
    """Return "UBND huyện" with its name, which the place of issue tells."""
    parts = parted(issuer.body)
    is_open = parts.level in _LOCAL and not parts.place
    return replace(issuer, body=f"{issuer.body} {place_name}") if is_open and place_name else issuer


def level_of(name: str, province: str | None) -> str:
    """Return "thành phố" for a name that says so or a province that is a city."""
    is_city = province and named_in(f"thành phố {province}") == province
    return "thành phố" if "thành phố" in fold(name) or is_city else "tỉnh"


def _department(name: str, parent: str | None, province: str | None) -> Issuer:
    name = _completed(name, parent, province)
    agency = agency_named(name)
    parts = parted(name)
    if parts.is_local:
        is_office = fold(name).startswith("phòng ")
        return Issuer(name, parts.kind if is_office else f"{parts.kind} {parts.level}", agency)
    has_level = fold(agency.name).endswith(" tỉnh") if agency else bool(parts.level)
    if agency and not has_level:
        return Issuer(parts.kind, parts.kind, agency)
    if not parts.level:
        return Issuer(name, parts.kind, agency)
    kind = f"{parts.kind} {parts.level}"
    return Issuer(f"{kind} {province or parts.place}".strip(), kind, agency)


def _completed(name: str, parent: str | None, province: str | None) -> str:
    """Return a name with what only the body above it tells: whose office or board it is."""
    key, above = fold(name), parent or ""
    if key in ("văn phòng", "vp") and parent:
        whole = f"Văn phòng {parent}"
        agency = agency_named(whole)
        place = parted(whole)
        # the catalogue spells out what a letterhead abbreviates
        full = agency is not None and agency.code == "VPDDBQH" and "đbqh" in fold(parent)
        return f"{agency.name} {place.place}".strip() if agency and full else whole
    if key.startswith("ban ") and _COUNCIL.search(fold(above)) and not _COUNCIL.search(key):
        return f"{name} {above}"
    place = parted(above)
    if key.startswith("phòng ") and place.is_local and not parted(name).level:
        return f"{name} {place.level} {place.place}"
    if key == "thanh tra" and parent and not _GOVERNING.match(fold(parent)):
        return f"{name} {parent}"
    agency = agency_named(name)
    alone = agency is not None and not parted(name).level and fold(agency.name) == f"{key} tỉnh"
    return f"{name} {level_of(above, province)}" if alone and len(key.split()) < 3 else name


def province_of(names: Sequence[str], day: dt.date | None) -> str | None:
    """Return the province that the names of a letterhead tell on `day`, or None."""
    named = next((p for p in (named_in(name, day) for name in names) if p), None)
    if named:
        return named
    # "thành phố Huế" with a level word was read above, on its day
    known = (n for n in names if agency_named(n) and parted(n).level in ("", "tỉnh"))
    return next((p for p in map(bare_name_in, known) if p), None)

"""The document's own number and symbol, place and date, from the letterhead or a caption."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.catalogue import DocumentType
from transform.letterhead.lines import Line
from transform.letterhead.province import ends_with_place
from transform.symbols import TOKEN, type_of_symbol
from transform.vietnamese.dates import CalendarUnit, find_dates
from transform.vietnamese.text import UPPER, collapse

_SYMBOL = rf"{TOKEN}(?:\s?[-–]\s?{TOKEN})*(?:\s?/\s?{TOKEN})?"
_BLANK = r"[\s.…_]*"
_NUMBER = rf"(?P<number>\d{{1,5}}[a-z]?)?{_BLANK}"
_OWN = re.compile(
    rf"\b[Ss][ốô]\s*[:.]?{_BLANK}{_NUMBER}[/-]\s*(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>{_SYMBOL})(?!\w)"
)
_ALONE = re.compile(rf"^{_NUMBER}/\s*(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>{_SYMBOL})$", re.M)
_CAPTION = re.compile(
    r"\(\s*(?:Được\s+)?(?:Ban hành\s+)?kèm theo\s+(?P<type>[^\d/:]{2,40}?)\s*(?:số\s*:?)"
    rf"{_BLANK}{_NUMBER}/\s*(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>{_SYMBOL})(?P<rest>[^)]*)",
    re.IGNORECASE,
)
_OF = re.compile(r"\bcủa\s+(?P<issuer>[^()]+?)\s*[.;]*$", re.IGNORECASE | re.DOTALL)
_IN_A_REFERENCE = re.compile(r"\d\s*/\s*[A-ZĐ]{2}[^,]*,\s*(?:ngày\s*)?$", re.IGNORECASE)
_PLACE = re.compile(rf"(?P<place>[{UPPER}][^/,;:()\n]{{1,60}}?)\s*,\s*$")


@dataclass(frozen=True, slots=True)
class NumberSymbol:
    """Number and symbol as the office writes them; a blank number is None."""

    number: str | None
    symbol: str


@dataclass(frozen=True, slots=True)
class Caption:
    """What the caption of an appendix says of the document it belongs to."""

    type: str
    own: NumberSymbol
    date: CalendarUnit | None
    issuer: str | None
    line: Line


@dataclass(frozen=True, slots=True)
class Dated:
    """Place and date of issue; `date` is None and `partial` set when the day is blank."""

    place_name: str | None
    date: dt.date | None
    partial: str | None
    invalid: str | None = None


def find_own_number(head: Sequence[Line], kind: DocumentType | None = None) -> NumberSymbol | None:
    """Return number and symbol printed above the title, or None.

    What begins a line counts before what stands inside one, a symbol of the document's
    `kind` before others, the last before the first: a portal lists related
    documents above the letterhead.
    """
    text = "\n".join(line.text for line in head)
    found = list(_OWN.finditer(text))
    found = found or [m for m in _ALONE.finditer(text) if re.search("[-–]", m["symbol"])]
    if not found:
        return None
    return _number_symbol(max(found, key=lambda match: _rank(text, match, kind)))


def _rank(text: str, match: re.Match[str], kind: DocumentType | None) -> tuple[bool, bool, int]:
    opens_line = match.start() == 0 or text[match.start() - 1] == "\n"
    of_type = kind is not None and type_of_symbol(_number_symbol(match).symbol) == kind
    return of_type, opens_line, match.start()


def _number_symbol(found: re.Match[str]) -> NumberSymbol:
    symbol = re.sub(r"\s", "", found["symbol"]).replace("–", "-")
    return NumberSymbol(found["number"], symbol)


def find_caption(lines: Sequence[Line]) -> Caption | None:
    """Return the first caption "(Ban hành kèm theo ... số ... ngày ... của ...)", or None."""
    for index, line in enumerate(lines):
        if "kèm theo" not in line.key or line.data:
            continue
        text = collapse(" ".join(item.text for item in lines[index : index + 3]))
        found = _CAPTION.search(text)
        if found:
            day = next(iter(find_dates(found["rest"])), None)
            of = _OF.search(found["rest"])
            issuer = collapse(of["issuer"]) if of else None
            return Caption(collapse(found["type"]), _number_symbol(found), day, issuer, line)
    return None


def find_dated(head: Sequence[Line]) -> Dated | None:
    """Return place and date of issue printed above the title, or None.

    A date with its place counts before a bare one, the last before the first.
    """
    text = "\n".join(line.text for line in head)
    found: list[Dated] = []
    bare: list[Dated] = []
    for day in find_dates(text):
        before = text[: day.start]
        place = _PLACE.search(re.sub(r"(?:ngày\s*)$", "", before, flags=re.IGNORECASE))
        name = _place_name(place["place"]) if place else None
        line = before.split("\n")[-1]
        if place and not _IN_A_REFERENCE.search(line):
            found.append(dated(day, name))
        elif not line.strip(" ,").removesuffix("ngày").strip():
            bare.append(dated(day, None))
    return next(iter((found or bare)[::-1]), None)


def is_place_and_date(line: Line) -> bool:
    """Tell whether a line holds the place and date of issue and nothing else."""
    day = next(iter(find_dates(line.text)), None)
    before = "" if day is None else re.sub(r"ngày\s*$", "", line.text[: day.start], flags=re.I)
    return day is not None and not line.text[day.end :].strip(" .") and bool(_PLACE.match(before))


def dated(day: CalendarUnit, place_name: str | None) -> Dated:
    """Return the date of issue that `day` prints."""
    # the printed month stays known when the day is blank; an impossible day is no date
    return Dated(place_name, day.date, day.partial, day.invalid)


def _place_name(printed: str) -> str | None:
    """Return the place at the end of `printed`: a page may print other words before it."""
    text = collapse(printed)
    known = ends_with_place(text)
    if known:
        return known
    run = re.search(
        r"(?:(?:TP\.?|Tp\.?|Thành phố|Thị xã|Thị trấn|Huyện|Quận|Xã|Phường)\s+)?"
        rf"(?:[{UPPER}\d][\w’'.]*(?:\s*-\s*|\s+|$))+$",
        text,
    )
    return collapse(run[0]) if run else None

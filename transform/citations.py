"""Legal acts cited in a document: type, number and symbol, date, and where.

The same act cited with and without its date is one citation; the document's own number and
the caption that attaches an appendix to it are none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from contracts.catalogue import agencies, document_types
from contracts.wording import citation_wording
from transform.law_names import named_acts
from transform.pieces import TextPiece
from transform.reading import Citation, Letterhead
from transform.symbols import TOKEN, types_by_abbreviation
from transform.vietnamese.dates import CalendarUnit, find_dates
from transform.vietnamese.text import ascii_key, collapse, fold

__all__ = ["TextPiece", "find_citations"]

# an act is cited by a number or by the name of a law: most cells need no closer look
_MAY_CITE = re.compile(r"\d|[Ll]uật|LUẬT|Pháp lệnh")
_ACT = re.compile(
    r"(?<![\w/.,\-–])(?P<number>\d{1,5}[a-zA-Z]?|\d{1,2}\.\d{3})\s?/\s?"
    r"(?:(?P<year>(?:19|20)\d{2})\s?/\s?)?"
    rf"(?P<symbol>{TOKEN}(?:\s?[-–]\s?{TOKEN})?(?:[-–]{TOKEN})*)(?!\w)"
)
_CAPTION = re.compile(r"\(\s*(?:Ban hành\s+)?kèm theo[^)]*(?:\)|$)", re.IGNORECASE)
# what an act is about or is due by may hold a date that is not its own
_NOT_ITS_DATE = r"(?!\b(?:về việc|trước|đến|hạn|chậm nhất|từ)\b)"
_TO_DATE = re.compile(
    rf"\s*[,(]?\s*(?:(?:của|do)\s+(?:{_NOT_ITS_DATE}[^,;.()\d]){{2,70}}?\s*,?\s*)?"
    r"(?:ban hành\s+)?(?:ngày\s*:?)?\s*",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(r"\s*,?\s*(?:ban hành\s+)?cùng ngày\b", re.IGNORECASE)
_DATE_WITHIN = 140
_QH = re.compile(r"(?:UBTV)?QH\d{1,2}")
_LINK = re.compile(r"\s*(?:,|;|và|,\s*và)\s*(?:số\s*:?\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Mention:
    """One place in a text where an act is cited; `key` is the act's identity.

    `dated` tells that a date is printed, possible or not; `typed` that the type stands
    before the number; `named_year` that the name itself carries a year.
    """

    type: str | None
    name: str
    key: str
    date: dt.date | None
    year: int | None
    start: int
    end: int
    dated: bool = False
    typed: bool = True
    named_year: bool = False
    invalid: str | None = None


def find_citations(pieces: Iterable[TextPiece], own: Letterhead) -> tuple[Citation, ...]:
    """Return the acts cited in `pieces`, each once, in the order of their first mention.

    `own` is the document's letterhead: what it names is not cited.
    """
    found = [
        (mention, piece)
        for piece in pieces
        for mention in _mentions(piece.text)
        if not _is_own(mention, own)
    ]
    dated = {mention.key for mention, _ in found if mention.date or mention.named_year}
    citations: dict[tuple[str, dt.date | None], Citation] = {}
    for mention, piece in found:
        if mention.key in dated and not (mention.date or mention.named_year):
            continue
        citations.setdefault((mention.key, mention.date), _citation(mention, piece))
    return tuple(citations.values())


def _citation(mention: _Mention, piece: TextPiece) -> Citation:
    printed = collapse(piece.text[mention.start : mention.end])
    return Citation(
        type=mention.type,
        number_symbol=mention.name,
        date=mention.date,
        printed=printed,
        place=piece.place,
        location=piece.location,
        invalid=mention.invalid,
    )


def _is_own(mention: _Mention, own: Letterhead) -> bool:
    if not (own.number and own.symbol):
        return False
    first, last = _plain(f"{own.number}/"), _plain(f"/{own.symbol}")
    same = _plain(mention.name).startswith(first) and _plain(mention.name).endswith(last)
    dates_differ = mention.date and own.date and mention.date.year != own.date.year
    return same and not dates_differ


def _plain(number_symbol: str) -> str:
    """Return the identity of an act: without diacritics, zeros and kinds of stroke."""
    return re.sub(r"\s", "", ascii_key(number_symbol)).replace("-", "/").lstrip("0")


def _mentions(text: str) -> list[_Mention]:
    """Return every mention in `text` in order; a shared date is given to each number."""
    if not _MAY_CITE.search(text):
        return []
    plain = _without_captions(text.replace("Ð", "Đ"))
    mentions = [*_numbered(plain), *_party(plain), *_by_bare_number(plain)]
    numbered = [(m.start, m.end) for m in mentions]
    for named in _by_name(plain):
        if not any(_is_its_number(plain, named, start) for start, _ in numbered):
            mentions.append(named)
    return _share_dates(sorted(mentions, key=lambda m: m.start), plain)


def _without_captions(text: str) -> str:
    """Blank out a caption that attaches this text to its parent, keeping all positions."""
    found = _CAPTION.search(text)
    if found is None or not _is_heading(text[: found.start()]):
        return text
    return text[: found.start()] + " " * len(found[0]) + text[found.end() :]


def _is_heading(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(text) < 30 or sum(c.isupper() for c in letters) > 0.7 * len(letters)


def _numbered(text: str) -> Iterator[_Mention]:
    for found in _ACT.finditer(text):
        symbol = _repaired(found["symbol"])
        if symbol is None:
            continue
        parts = [found["number"].replace(".", ""), found["year"], symbol]
        name = "/".join(part for part in parts if part)
        year = int(found["year"]) if found["year"] else None
        mention = _mention(text, found.start(), found.end(), name, _type_of(symbol), year)
        if _is_plausible(text, mention, symbol):
            yield from _numbers_before(text, mention, symbol)
            yield mention


def _is_plausible(text: str, mention: _Mention, symbol: str) -> bool:
    """Tell whether a symbol of no known type and issuer is announced as a document."""
    if _form_before().search(text, max(0, mention.start - 20), mention.start):
        return False
    head, _, tail = symbol.partition("-")
    if not tail and not _QH.fullmatch(head):
        return mention.typed and mention.type in citation_wording().bare_number_types
    if head in types_by_abbreviation() or _is_issuer(head) or head in _agency_symbols():
        return True
    return mention.typed or bool(re.search(r"\bsố\s*:?\s*$", text[: mention.start], re.I))


@cache
def _form_before() -> re.Pattern[str]:
    forms = "|".join(map(re.escape, citation_wording().form_words))
    return re.compile(rf"\b(?:{forms})\s*(?:số\s*)?:?\s*$", re.IGNORECASE)


def _numbers_before(text: str, mention: _Mention, symbol: str) -> Iterator[_Mention]:
    """Yield the acts of "Quyết định số 12, 13/QĐ-UBND" that print no symbol of their own."""
    listed = _listed_before().search(text, max(0, mention.start - 80), mention.start)
    if listed is None or mention.typed:
        return
    for number in re.findall(r"\d+", listed["numbers"]):
        name = f"{number}/{symbol}"
        kind = _proper_type(listed["type"])
        yield replace(mention, type=kind, name=name, key=_plain(name), start=listed.start())


@cache
def _party_act() -> re.Pattern[str]:
    types = "|".join(sorted(citation_wording().party_types, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w/.,\-–])(?P<number>\d{{1,4}})\s?[-–]?\s?(?P<type>{types})\s?/\s?"
        r"(?P<org>[A-ZĐ][A-Za-zĐđ]{1,9})(?!\w)"
    )


def _party(text: str) -> Iterator[_Mention]:
    for found in _party_act().finditer(text):
        name = f"{found['number']}-{found['type']}/{found['org']}"
        yield _mention(text, found.start(), found.end(), name, _type_name(found["type"]))


def _mention(
    text: str, start: int, end: int, name: str, kind: str | None, year: int | None = None
) -> _Mention:
    """Return the mention at `start`, widened to the type before it and the date after it."""
    typed = _type_before().search(text, max(0, start - 40), start)
    printed_type = _proper_type(typed["type"]) if typed else kind
    date = _date_after(text, end)
    return _Mention(
        type=printed_type,
        name=name,
        key=_plain(name),
        date=date.date if date else None,
        year=year,
        start=typed.start() if typed else start,
        end=end + date.end if date else end,
        dated=date is not None,
        typed=typed is not None,
        invalid=date.invalid if date else None,
    )


def _date_after(text: str, end: int) -> CalendarUnit | None:
    """Return the date printed next to what ends at `end`, possible or not; offsets from there."""
    window = text[end : end + _DATE_WITHIN]
    first = next(iter(find_dates(window)), None)
    if first is None or first.day is None or first.year is None:
        return None
    return first if _TO_DATE.fullmatch(window[: first.start]) else None


def _type_name(abbreviation: str) -> str | None:
    kind = types_by_abbreviation().get(abbreviation)
    return kind.name if kind else None


@cache
def _type_names_pattern() -> str:
    names = sorted((kind.name for kind in document_types()), key=len, reverse=True)
    return "|".join(map(re.escape, names))


@cache
def _type_before() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<type>{_type_names_pattern()})\s*(?:số)?\s*:?\s*$", re.IGNORECASE)


@cache
def _listed_before() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<type>{_type_names_pattern()})\s+số\s*:?\s*"
        r"(?P<numbers>(?:\d{1,5}\s*(?:,|;|và)\s*(?:số\s+)?)+)$",
        re.IGNORECASE,
    )


@cache
def _agency_symbols() -> frozenset[str]:
    return frozenset(agency.symbol for agency in agencies())


def _proper_type(printed: str) -> str:
    names = {fold(kind.name): kind.name for kind in document_types()}
    return names.get(fold(printed), printed)


def _type_of(symbol: str) -> str:
    """Return the type a symbol stands for; without a type in front it is an official letter."""
    head = re.split(r"[-–]", symbol)[0]
    if head.startswith("QH") or head.startswith("UBTVQH"):
        return "Luật"
    return _type_name(head) or "Công văn"


def _repaired(symbol: str) -> str | None:
    """Return `symbol` without stray spaces and with a lost hyphen put back, or None.

    None means that it is no symbol: no hyphen in it and no known issuer.
    """
    repairs = citation_wording().symbol_repairs
    tight = re.sub(r"\s?[-–]\s?", "-", symbol)
    head, _, tail = ("-".join(repairs.get(part, part) for part in tight.split("-"))).partition("-")
    split = _unglued(head)
    if split:
        return "-".join(part for part in (*split, tail) if part)
    if tail:
        return f"{head}-{tail}" if " " not in symbol or _may_be_spaced(head, symbol) else head
    return head if _is_issuer(head) else None


def _may_be_spaced(head: str, symbol: str) -> bool:
    """Tell whether white space about the hyphen can be a slip of the typist."""
    return head in types_by_abbreviation() or not re.search(r"\s[-–]\s", symbol)


def _unglued(head: str) -> tuple[str, str] | None:
    """Return type and issuer of "QĐUBND", or None when the two are not glued together."""
    for kind in sorted(types_by_abbreviation(), key=len, reverse=True):
        printed = next((p for p in (kind, ascii_key(kind).upper()) if head.startswith(p)), None)
        if printed and _is_issuer(head[len(printed) :]):
            return kind, head[len(printed) :]
    return None


def _is_issuer(word: str) -> bool:
    return word in citation_wording().issuers or bool(
        re.fullmatch(r"(?:UBTV)?QH\d{1,2}|[BS][A-ZĐ]{2,9}", word)
    )


@cache
def _bare_numbers() -> re.Pattern[str]:
    types = "|".join(citation_wording().bare_number_types)
    return re.compile(
        rf"\b(?P<type>{types})\s+(?:số\s+)?(?P<numbers>\d{{1,3}}(?:\s*(?:,|và|;)\s*"
        r"(?:số\s+)?\d{1,3})*)\s+năm\s+(?P<year>\d{4})(?!\d)",
        re.IGNORECASE,
    )


def _by_bare_number(text: str) -> Iterator[_Mention]:
    for found in _bare_numbers().finditer(text):
        kind = _proper_type(found["type"])
        name = f"{kind} {collapse(found['numbers'])} năm {found['year']}"
        yield _Mention(kind, name, fold(name), None, None, *found.span(), named_year=True)


def _by_name(text: str) -> Iterator[_Mention]:
    for act in named_acts(text):
        date = _date_after(text, act.end)
        day = date.date if date else None
        end = act.end + date.end if date else act.end
        yield _Mention(act.type, act.name, act.key, day, None, act.start, end, named_year=act.dated)


def _is_its_number(text: str, named: _Mention, start: int) -> bool:
    """Tell whether the number at `start` belongs to the law named just before it."""
    if named.start <= start <= named.end:
        return True
    between = text[named.end : start] if start > named.end else "."
    return bool(re.fullmatch(r"\s*[,(]?\s*(?:Luật\s+)?(?:số\s*:?)?\s*", between))


def _share_dates(mentions: list[_Mention], text: str) -> list[_Mention]:
    """Give "107/2020/NĐ-CP, 108/2020/NĐ-CP ngày 14/9/2020" the one date printed for both.

    "Cùng ngày" means the date of the act before.
    """
    shared = list(mentions)
    for index in range(1, len(shared)):
        if shared[index].date is None and _SAME_DAY.match(text, shared[index].end):
            shared[index] = replace(shared[index], date=shared[index - 1].date, dated=True)
    for index in range(len(shared) - 2, -1, -1):
        this, after = shared[index], shared[index + 1]
        if this.dated or this.named_year or after.date is None or after.typed:
            continue
        fits = this.year is None or this.year == after.date.year
        if fits and _LINK.fullmatch(text, this.end, after.start):
            shared[index] = replace(this, date=after.date)
    return shared

"""All fields of a letterhead, from whatever parts of it a document prints."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from contracts.catalogue import DocumentType
from extract.document import Document, Place
from transform.agency_names import agency_of, resolve_issuer
from transform.finding import Notice
from transform.letterhead import issuer as bodies
from transform.letterhead.issuer import Issuer
from transform.letterhead.lines import Line, letter_lines
from transform.letterhead.named import named_issuer
from transform.letterhead.names import agency_named
from transform.letterhead.number_symbol import (
    Caption,
    Dated,
    NumberSymbol,
    dated,
    find_caption,
    find_dated,
    find_own_number,
    is_place_and_date,
)
from transform.letterhead.period import Reported, find_above_table, find_reported, plan_year
from transform.letterhead.province import (
    bare_name_in,
    most_named_in,
    named_in,
    of_district_in,
    of_place,
)
from transform.letterhead.signature import Signature, find_signature
from transform.letterhead.title import Titled, appendix_labels, find_title, type_named
from transform.pieces import TextPiece, body_pieces
from transform.reading import Letterhead
from transform.symbols import issuer_part, type_of_symbol
from transform.vietnamese.text import fold

_OPENING_PIECES = 3
_REPORT = "BC"
_APPENDIX = "PL"
# what stands between the subject of a letter and its text
_ADDRESS = re.compile(r"kính gửi|[-–+•]\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What was found apart, before it is put together."""

    lines: tuple[Line, ...]
    pieces: tuple[TextPiece, ...]
    titled: Titled
    head: tuple[Line, ...]
    caption: Caption | None
    own: NumberSymbol | None
    dated: Dated
    cells: tuple[str, ...]

    @property
    def is_appendix(self) -> bool:
        """Tell whether the file holds appendices without their document."""
        return self.titled.type is not None and self.titled.type.code == _APPENDIX

    @property
    def opening(self) -> list[str]:
        """The first pieces of running text behind the title."""
        if self.titled.text >= len(self.lines) or self.is_appendix:
            return []
        first = self.lines[self.titled.text]
        at = next((i for i, piece in enumerate(self.pieces) if _holds(piece, first)), None)
        running = (
            p.text
            for p in self.pieces[at or 0 :]
            if not _ADDRESS.match(p.text) and not is_place_and_date(Line(p.text, p.place))
        )
        return [] if at is None else list(islice(running, _OPENING_PIECES))


def _holds(piece: TextPiece, line: Line) -> bool:
    """Tell whether a line is in a piece, which may have joined it to the line before."""
    return piece.place == line.place or line.text in piece.text


def read_letterhead(document: Document) -> tuple[Letterhead, tuple[Notice, ...]]:
    """Return the letterhead of `document` and what of it could not be understood.

    A field that is not printed is None. A file that holds only appendices takes number, date
    and issuer from their caption.
    """
    parts = _parts(document)
    kind, title = _type_and_title(parts)
    names = bodies.bodies_in_head(parts.head)
    province = _province(parts, names)
    issuer = _issuer(parts, names, province, title)
    province = province or (named_in(issuer.body) if issuer else None)
    signature = Signature() if parts.is_appendix else _signature(parts)
    head = Letterhead(
        doc_type=kind.name.upper() if kind else None,
        doc_type_code=kind.code if kind else None,
        number=parts.own.number if parts.own else None,
        symbol=parts.own.symbol if parts.own else None,
        place_name=parts.dated.place_name,
        date=parts.dated.date,
        date_partial=parts.dated.partial,
        issuing_body=issuer.body if issuer else None,
        province=province,
        department=issuer.department if issuer else None,
        agency_key=issuer.agency.code if issuer and issuer.agency else None,
        title=title,
        signer=signature.signer,
        signer_title=signature.signer_title,
        recipients=signature.recipients,
    )
    return _with_period(head, parts), tuple(_notices(head, parts))


def _parts(document: Document) -> _Parts:
    lines = letter_lines(document)
    titled = find_title(lines)
    head = lines[: titled.head]
    caption = find_caption(lines)
    own = find_own_number(head, titled.type) or (caption.own if caption else None)
    issued = find_dated(head) or _dated_below(lines[titled.head :]) or Dated(None, None, None)
    if issued.date is None and caption and caption.date and not issued.partial:
        issued = replace(dated(caption.date, issued.place_name), invalid=issued.invalid)
    rows = (row for table in document.fragments() for row in table.rows)
    cells = tuple(cell.text for row in rows for cell in row)
    return _Parts(lines, body_pieces(document), titled, head, caption, own, issued, cells)


def _dated_below(lines: Sequence[Line]) -> Dated | None:
    """Return place and date from a line of their own above the signature, or None."""
    alone = [line for line in lines if is_place_and_date(line)]
    return find_dated(alone[-1:])


def _type_and_title(parts: _Parts) -> tuple[DocumentType | None, str | None]:
    """Return type and title; several appendices of a report stand for the report itself."""
    kind, title = parts.titled.type, parts.titled.title
    if parts.is_appendix and len(appendix_labels(parts.lines)) > 1:
        return (type_named(parts.caption.type) if parts.caption else None) or kind, None
    if kind is None and parts.caption:
        kind = type_named(parts.caption.type)
    if kind is None and parts.own:
        kind = type_of_symbol(parts.own.symbol) or type_named("Công văn")
    return kind, title


def _day(parts: _Parts) -> dt.date | None:
    """Return the day of issue, or the first day of the month or year where only it is known."""
    if parts.dated.date:
        return parts.dated.date
    partial = (parts.dated.partial or "").split("-")
    if not partial[0]:
        return None
    return dt.date(int(partial[0]), int(partial[1]) if len(partial) > 1 else 1, 1)


def _province(parts: _Parts, names: Sequence[str]) -> str | None:
    """Return the province: from the letterhead, the caption, the place, the text, in turn."""
    found = bodies.province_of(names, _day(parts))
    if found is None and parts.caption and parts.caption.issuer:
        found = named_in(parts.caption.issuer)
    if found is None and _is_central(names, parts.own):
        return None
    if found is None and parts.dated.place_name:
        found = of_place(parts.dated.place_name, _day(parts))
    if found is None and parts.titled.title:
        found = named_in(parts.titled.title)
    if found is None:
        found = most_named_in(parts.opening)
    return found or _of_district(parts, names) or most_named_in(_all_texts(parts))


def _of_district(parts: _Parts, names: Sequence[str]) -> str | None:
    """Return the province of the district that letterhead, caption or opening name, or None."""
    captioned = parts.caption.issuer if parts.caption else None
    printed = (*names, captioned or "", *parts.opening)
    return next((province for text in printed if (province := of_district_in(text))), None)


def _is_central(names: Sequence[str], own: NumberSymbol | None) -> bool:
    """Tell whether a ministry issued the document; its seat says nothing."""
    symbol = resolve_issuer(own.symbol) if own and not names else None
    agency = agency_named(names[-1]) if names else agency_of(symbol)
    return agency is not None and agency.level == "central"


def _all_texts(parts: _Parts) -> Iterator[str]:
    yield from (piece.text for piece in parts.pieces)
    yield from parts.cells


def _issuer(
    parts: _Parts, names: Sequence[str], province: str | None, title: str | None
) -> Issuer | None:
    """Return the issuer: as the letterhead prints it, else as text and symbol tell it."""
    texts = [title or "", *(piece.text for piece in parts.pieces)]
    chairman = _chairman(parts, province)
    if chairman:
        return chairman
    if names:
        return bodies.issuer_of(names, province, texts)
    symbol = parts.own.symbol if parts.own else None
    caption = parts.caption.issuer if parts.caption else None
    level = bodies.level_of("", province)
    name = named_issuer(symbol, caption, title or "", parts.opening, parts.lines, level)
    found = bodies.issuer_of([name or _committee_of_seat(parts)], province, texts)
    return bodies.with_place(found, parts.dated.place_name) if found else None


def _committee_of_seat(parts: _Parts) -> str:
    """Return the province's committee for "UBND" in the symbol and a province as place."""
    place, own = parts.dated.place_name, parts.own
    if place is None or own is None or issuer_part(own.symbol) != "UBND":
        return ""
    named = bare_name_in(place)
    return "UBND" if named and named == of_place(place, _day(parts)) else ""


def _chairman(parts: _Parts, province: str | None) -> Issuer | None:
    """Return the chairman of a committee where a line under the title names him as issuer."""
    at = parts.titled.text
    for line in parts.lines[at : at + 2]:
        if line.is_upper and line.key.startswith("chủ tịch "):
            return bodies.issuer_of([line.text], province)
    return None


def _signature(parts: _Parts) -> Signature:
    return find_signature(parts.lines, parts.titled.text)


def _with_period(head: Letterhead, parts: _Parts) -> Letterhead:
    """Return `head` with the period of a report, or the year of a plan."""
    title = head.title or ""
    if head.doc_type_code != _REPORT and not fold(title).startswith(
        ("v/v báo cáo", "về việc báo cáo")
    ):
        return _with_table_period(replace(head, plan_year=plan_year(title)), parts)
    if not title:
        return _with_table_period(head, parts)
    reported = find_reported(title, parts.titled.bracket, parts.opening)
    if reported.printed is None:
        above = find_above_table((line.text for line in parts.lines), reported.period)
        reported = above or reported
    return _reporting(head, reported)


def _with_table_period(head: Letterhead, parts: _Parts) -> Letterhead:
    """Return `head` with the period above a table where no letter says another."""
    if head.doc_type_code not in (_REPORT, _APPENDIX, None):
        return head
    found = find_above_table((line.text for line in parts.lines), None)
    return _reporting(head, found) if found else head


def _reporting(head: Letterhead, reported: Reported) -> Letterhead:
    if reported.printed:
        start, end = reported.printed.start, reported.printed.end
    elif reported.period:
        start, end = reported.period.nominal_start, reported.period.nominal_end
    else:
        start = end = None
    return replace(
        head,
        period_start=start,
        period_end=end,
        period_label=reported.label,
        period_nominal=reported.printed is None and end is not None,
    )


def _notices(head: Letterhead, parts: _Parts) -> Iterator[Notice]:
    place = parts.lines[0].place if parts.lines else Place()
    if parts.dated.invalid:
        yield Notice(
            "impossible_date",
            f"The date of issue is impossible: {parts.dated.invalid}. "
            "Ask the issuing body which day is meant.",
            place,
        )
    if head.doc_type is None:
        yield Notice(
            "unknown_document_type",
            "No line names the type of the document; add the type to document_types.csv "
            "if it is a new one.",
            place,
        )
    if head.issuing_body is None:
        yield Notice(
            "unknown_issuer",
            "No letterhead, caption or sentence names the issuing body.",
            place,
        )
    if head.province is None:
        yield Notice("unknown_province", "Nothing in the document names its province.", place)

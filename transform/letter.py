"""The letter that asks an office to confirm figures which contradict each other.

Layout and terms follow Nghị định 30/2020/NĐ-CP on records work (a công văn). The wording is
data (contracts/templates/letter.yaml); this module fills it in and decides nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from contracts.letter_wording import letter_wording
from transform.reconcile.decide import DOES_NOT_APPLY
from transform.reconcile.interval import round_half_up
from transform.vietnamese.numbers import format_number

_ENGLISH = re.compile(r"[A-Za-z]{3,}")
_LONG = re.compile(r"\d{4,}")
_NOWHERE = {"name": "mục này", "printed": "", "shown": "", "note": None}
_MOST_ALTERNATIVES = 3
# the name of what a person has chosen, among the explanations
DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class LetterCell:
    """A cell of a contradiction, as printed; `place` has the numbers of its place by name.

    `printed` is empty for a blank, and None where the cell holds no figure. `in_body` tells
    that it is no cell of a table but a number in the text.
    """

    appendix: str | None
    row: str | None
    label: str | None
    printed: str | None
    value: Decimal | None
    unit: str | None
    note: str | None
    place: dict[str, object]
    document: str | None = None
    in_body: bool = False

    @property
    def area(self) -> str:
        """The appendix or the text, with the document where the letter is about another."""
        if self.in_body:
            return str(letter_wording()["body_text"])
        if self.document is None:
            return self.appendix or ""
        template = str(letter_wording()["other_document"])
        return template.format(self.appendix or "số liệu", self.document)


@dataclass(frozen=True, slots=True)
class LetterAlternative:
    """What would make the figures agree: by cell, before and after."""

    name: str
    changes: tuple[tuple[str | None, str | None, str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterFinding:
    """One contradiction of a document."""

    code: str
    kind: str
    found: str
    cells: tuple[LetterCell, ...]
    alternatives: tuple[LetterAlternative, ...]


@dataclass(frozen=True, slots=True)
class LetterDocument:
    """One document of the office with its contradictions."""

    type_name: str | None
    number_symbol: str | None
    date: dt.date | None
    file: str
    findings: tuple[LetterFinding, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes; whatever is None stays a placeholder in the letter."""

    name: str | None = None
    superior: str | None = None
    place: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    date: dt.date | None = None
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LetterTable:
    """The contradictions of one document: a sentence above, and rows of five texts."""

    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be set: every text in its place."""

    superior: str
    sender: str
    nation: str
    motto: str
    number: str
    subject: str
    date: str
    to: str
    opening: str
    columns: tuple[str, ...]
    column_numbers: tuple[str, ...]
    tables: tuple[LetterTable, ...]
    closing: tuple[str, ...]
    recipients: str
    copies: tuple[str, ...]
    signer_title: str
    signature: str
    signer: str


@cache
def _template(text: str) -> Template:
    # plain text for a word processor; the writer escapes what its format needs
    return Environment(autoescape=False, undefined=StrictUndefined).from_string(text)


def _filled(text: str, **values: Any) -> str:
    return " ".join(_template(text).render(**values).split())


def compose(
    agency: str, period: str | None, documents: Sequence[LetterDocument], sender: Sender
) -> Letter:
    """Return the letter to `agency` about the contradictions in its `documents`."""
    words = letter_wording()
    head, body, end = words["head"], words["body"], words["end"]
    name = sender.name or head["sender"]
    about = {"agency": agency, "period": _lowered(period), "sender": name}
    count = sum(len(document.findings) for document in documents)
    deadline = f"{sender.deadline:%d/%m/%Y}" if sender.deadline else None
    closing = (body["caution"], body["request"], body["closing"])
    return Letter(
        superior=(sender.superior or head["superior"]).upper(),
        sender=name.upper(),
        nation=head["nation"],
        motto=head["motto"],
        number=head["number"],
        subject=_filled(head["subject"], **about),
        date=_filled(head["date"], place=sender.place or head["place"], **_day(sender.date)),
        to=_filled(head["to"], **about),
        opening=_filled(body["opening"], count=count, **about),
        columns=tuple(words["table"]["columns"]),
        column_numbers=tuple(words["table"]["numbers"]),
        tables=tuple(
            _table(no, document, several=len(documents) > 1)
            for no, document in enumerate(documents, start=1)
        ),
        closing=tuple(_filled(text, deadline=deadline, **about) for text in closing),
        recipients=end["recipients"],
        copies=tuple(end["copies"]),
        signer_title=(sender.signer_title or end["signer_title"]).upper(),
        signature=end["signature"],
        signer=sender.signer or end["signer"],
    )


def _lowered(period: str | None) -> str | None:
    return period[0].lower() + period[1:] if period else None


def _day(date: dt.date | None) -> dict[str, str | None]:
    """Return a date as letters write it: days below 10 and the first two months with a 0."""
    if date is None:
        return {"day": None, "month": None, "year": None}
    month = f"{date.month:02d}" if date.month < 3 else str(date.month)
    return {"day": f"{date.day:02d}", "month": month, "year": str(date.year)}


def _table(number: int, document: LetterDocument, *, several: bool) -> LetterTable:
    body = letter_wording()["body"]
    heading = _filled(body["document"], several=several, number=number, name=_name(document))
    rows = (_row(no, finding) for no, finding in enumerate(document.findings, start=1))
    return LetterTable(heading, tuple(rows))


def _name(document: LetterDocument) -> str:
    kind = (document.type_name or "văn bản").capitalize()
    if not document.number_symbol:
        return f"{kind} (tệp {document.file})"
    day = _day(document.date)
    when = f" ngày {day['day']} tháng {day['month']} năm {day['year']}" if document.date else ""
    return f"{kind} số {document.number_symbol}{when}"


def _row(number: int, finding: LetterFinding) -> tuple[str, ...]:
    return (
        str(number),
        _where(finding.cells),
        "\n".join(_printed(c) for c in _distinct(finding.cells) if c.printed is not None),
        _sentence(finding),
        "\n".join(_alternatives(finding)),
    )


def _distinct(cells: Sequence[LetterCell]) -> list[LetterCell]:
    named = {(c.area, c.row, c.printed): c for c in reversed(cells)}
    return list(reversed(named.values()))


def _where(cells: Sequence[LetterCell]) -> str:
    """Return page and appendix of the cells, each once, with the rows of each.

    Where there are no pages, the sheet or table stands first and the lines behind.
    """
    grouped: dict[tuple[str, str], tuple[list[str], list[LetterCell]]] = {}
    for cell in cells:
        rows, members = grouped.setdefault((_area(cell), cell.area), ([], []))
        members.append(cell)
        if cell.row and cell.row not in rows:
            rows.append(cell.row)
    template = letter_wording()["cell"]
    lines = []
    for (area, appendix), (rows, members) in grouped.items():
        named = template.format(", ".join(rows)) if rows else ""
        line = ", ".join(part for part in (area, appendix, named) if part)
        behind = _spots(members)
        lines.append(f"{line} ({behind})" if line and behind else line or behind)
    return "\n".join(_capital(line) for line in lines if line)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _area(cell: LetterCell) -> str:
    words = letter_wording()["places"]
    return ", ".join(
        words[name].format(cell.place[name])
        for name in ("page", "sheet", "table")
        if cell.place.get(name) is not None
    )


def _spots(cells: Sequence[LetterCell]) -> str:
    """Return where within page, sheet or table the cells stand, if an office can use it."""
    words = letter_wording()["places"]
    for name in ("cells", "row", "line"):
        found = dict.fromkeys(str(c.place[name]) for c in cells if c.place.get(name) is not None)
        if found and all(cell.place.get("page") is None for cell in cells):
            return str(words[name].format(", ".join(found)))
    return ""


def _cell_name(cell: LetterCell) -> str:
    return _named(cell.area, cell.row) or cell.label or ""


def _named(appendix: str | None, row: str | None) -> str:
    words = letter_wording()
    if row and appendix:
        return str(words["appendix_cell"].format(appendix, row))
    return str(words["cell"].format(row)) if row else appendix or ""


def _printed(cell: LetterCell) -> str:
    shown = _shown(cell) or letter_wording()["blank"]
    name = " ".join(part for part in (cell.row, cell.label) if part)
    if cell.in_body:
        name = _capital(_cell_name(cell))
    elif cell.document:
        name = str(letter_wording()["other_document"]).format(name, cell.document)
    return f"{name}: {shown}" if name else shown


def _shown(cell: LetterCell) -> str:
    printed = cell.printed or ""
    unit = "%" if cell.unit and cell.unit.strip() == "%" and "%" not in printed else ""
    return f"{printed}{unit}" if printed else ""


def _sentence(finding: LetterFinding) -> str:
    words = letter_wording()
    kinds = words["kinds"]
    cells = [
        {"name": _cell_name(c), "printed": c.printed or "", "shown": _shown(c), "note": c.note}
        for c in _distinct(finding.cells)
    ]
    for said in words["said"]:
        if match := re.fullmatch(said["found"], finding.found):
            named = {name: _grouped(text) for name, text in match.groupdict().items()}
            return _filled(said["text"], cells=cells or [_NOWHERE], **named)
    kind = finding.kind if cells or finding.kind not in ("ratio", "unit_note") else "other"
    note = next((c.note for c in finding.cells if c.note), None)
    found = "" if _ENGLISH.search(finding.found) else finding.found
    values = {
        "cells": cells, "note": note, "found": found,
        "computed": _rate(finding.cells), "total": _total(finding.cells),
        "complete": all(cell.printed is not None for cell in finding.cells),
    }  # fmt: skip
    return _filled(kinds.get(kind, kinds["other"]), **values)


def _grouped(text: str) -> str:
    """Return a whole number of four digits or more with thousands points, as letters print it."""
    return format_number(Decimal(text), grouped=True) if _LONG.fullmatch(text) else text


def _rate(cells: Sequence[LetterCell]) -> str | None:
    """Return 100 x part / whole of a ratio's three cells, to two decimals."""
    if len(cells) != 3:
        return None
    part, whole = cells[1].value, cells[2].value
    if part is None or not whole:
        return None
    return format_number(round_half_up(100 * part, whole, 2))


def _total(cells: Sequence[LetterCell]) -> str | None:
    parts = [cell.value for cell in cells[1:] if cell.value is not None]
    if not parts:
        return None
    return format_number(sum(parts, Decimal(0)), grouped=True)


def _alternatives(finding: LetterFinding) -> list[str]:
    words = letter_wording()
    listed = [a for a in finding.alternatives if _changes(a)][:_MOST_ALTERNATIVES]
    if not listed:
        return [words["none"]]
    return [
        _filled(
            words["alternative"],
            several=len(listed) > 1,
            rank=rank,
            changes=_changes(alternative),
            name=words["hypotheses"].get(alternative.name, "") if alternative.changes else "",
        )
        for rank, alternative in enumerate(listed, start=1)
    ]


def _changes(alternative: LetterAlternative) -> str:
    words = letter_wording()
    if not alternative.changes:
        if alternative.name == DOES_NOT_APPLY:
            return str(words["keep"])
        name = words["hypotheses"].get(alternative.name)
        return _filled(words["perhaps"], name=name) if name else ""
    blank = words["blank"]
    return "; ".join(
        _filled(
            words["change"],
            cell=_named(appendix, row) or "số liệu",
            before=before or blank,
            after=after or blank,
        )
        for appendix, row, before, after in alternative.changes
    )

"""A finding: one contradiction or unreadable thing, as a row and never only a log line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extract.document import Place

FindingKind = Literal[
    "ratio",
    "sum",
    "le",
    "equal",
    "formula",
    "range",
    "unit_note",
    "numbering",
    "date_order",
    "citation",
    "swapped_columns",
    "other",
]
Strength = Literal["identity", "soft"]
Level = Literal["table", "appendix", "body", "document", "history"]
Status = Literal["corrected", "proposed", "ambiguous", "noted", "too_entangled"]


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell as a person would name it: appendix, row number, column heading.

    `code` is the catalogue code of an indicator row; `place` where the cell stands.
    """

    appendix: str | None
    row: str | None
    column: str | None
    code: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that a hypothesis would change, both texts as they would be printed."""

    cell: CellRef
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One explanation of a finding; `confidence` is a probability from 0 to 1."""

    name: str
    changes: tuple[Change, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction, with the cells it touches and what would resolve it.

    `severity` orders findings for people: 3 an identity is broken, 2 a soft relation or a
    reading in doubt, 1 worth knowing. `holds` tells that something of the document stays
    out of the warehouse until a person has looked. `level` says what was compared: cells of
    one table, of several appendices, the text with either, documents, or a history.
    `settled` tells that decisions of people have answered it.
    """

    rule: str
    kind: FindingKind
    strength: Strength
    where: tuple[CellRef, ...]
    status: Status
    found: str
    advice: str = ""
    hypotheses: tuple[Hypothesis, ...] = ()
    severity: int = 2
    holds: bool = False
    level: Level = "table"
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Derived:
    """A blank that other figures determine: `value` is what it would read, as printed."""

    cell: CellRef
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something in scope that was not understood, with its place and what to do.

    `holds_table` puts its table on hold; `holds` something smaller, or the whole document.
    """

    code: str
    message: str
    place: Place
    holds_table: bool = False
    holds: bool = False

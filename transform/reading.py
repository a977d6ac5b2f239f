"""What transform makes of a document: metadata, logical tables, figures, tasks, targets.

These frozen objects are what `cchc inspect` prints and what the frames for the warehouse
are made from.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from extract.document import Place, Source
from transform.finding import Derived, Finding, Notice
from transform.statement import Statement

RowKind = Literal["section", "group", "item", "total"]
TableKind = Literal["indicator", "task", "matrix", "unknown"]
NumberKind = Literal["blank", "zero", "number", "dash", "zero_over_zero", "unreadable"]


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number: exact value, printed decimals, and which kind of blank it is.

    `value` is None for blank, dash and unreadable; `decimals` counts the digits printed
    after the decimal sign; `alternatives` are other legal readings ("7.920" as 7,92).
    `confirmed` is what a person has said it is: no explanation changes it.
    """

    printed: str
    kind: NumberKind
    value: Decimal | None = None
    decimals: int = 0
    percent: bool = False
    alternatives: tuple[Decimal, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a logical table: printed heading, heading path from the top, and role.

    `role` is the canonical meaning given by the layout (see contracts/layouts), or None;
    `meant` the known heading that the printed one misspells.
    """

    name: str
    path: tuple[str, ...] = ()
    role: str | None = None
    meant: str | None = None


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """One agency named in a cell; `key` is its code in the catalogue, or None."""

    text: str
    key: str | None = None
    open_set: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due: a class and what goes with it (see contracts/README.md).

    Dates are ISO dates; `before` is exclusive. `parts` holds the readings of a mixed cell.
    `day`, `month` and `quarters` say when within a recurrence, or what is printed where the
    year is not known; `invalid` says why a printed date is none.
    """

    type: str
    start: dt.date | None = None
    end: dt.date | None = None
    date: dt.date | None = None
    before: dt.date | None = None
    recurrence: tuple[str, ...] = ()
    within: int | None = None
    unit: str | None = None
    since: str | None = None
    reference: str | None = None
    condition: str | None = None
    relation: str | None = None
    parts: tuple[Deadline, ...] = ()
    invalid: str | None = None
    quarters: tuple[int, ...] = ()
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields that are set, ready for JSON."""
        out: dict[str, Any] = {"type": self.type}
        for name in self.__slots__:
            value = getattr(self, name)
            if name == "type" or value is None or value == ():
                continue
            out[name] = _plain(value)
        return out


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Deadline):
        return value.as_dict()
    return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """One row as a reader understands it: halves joined, repeated headings gone.

    `cells` runs parallel to the table's columns, and so do `cell_places` and, in a matrix,
    `values`, which are None for columns of words. `places` holds the place of every printed
    part of the row. `filled` gives, by column, what a cell merged down from above says here.
    """

    kind: RowKind
    no: str | None
    parent: str | None
    path: str
    label: str
    cells: tuple[str, ...]
    places: tuple[Place, ...]
    level: int = 1
    no2: str | None = None
    code: str | None = None
    unit: str | None = None
    value: Number | None = None
    cumulative: Number | None = None
    note: str | None = None
    deadline: Deadline | None = None
    lead: tuple[AgencyMention, ...] = ()
    coordinating: tuple[AgencyMention, ...] = ()
    joined: tuple[str, ...] = ()
    cell_places: tuple[Place, ...] = ()
    values: tuple[Number | None, ...] = ()
    filled: tuple[tuple[int, str], ...] = ()

    @property
    def place(self) -> Place:
        """The place where the row begins."""
        return self.places[0]

    def place_of(self, column: int | None) -> Place:
        """Return the place of a cell, or that of the row where cells have none of their own."""
        if column is None or column >= len(self.cell_places):
            return self.place
        return self.cell_places[column]


@dataclass(frozen=True, slots=True)
class Formula:
    """A relation between columns that a form prints: (3)=(4)+(5)+(6), or (9)=(8)/(7)*100.

    Columns are given by index. A sum has signed `terms`; a ratio has `part` and `whole`, and
    100 as `scale` where it is a percentage.
    """

    total: int
    printed: str
    terms: tuple[tuple[int, int], ...] = ()
    part: int | None = None
    whole: int | None = None
    scale: int = 1


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table healed over page breaks, with its caption, columns and layout.

    `formulas` are those its form prints.
    """

    index: int
    kind: TableKind
    appendix: str | None
    title: str | None
    columns: tuple[Column, ...]
    rows: tuple[LogicalRow, ...]
    layout: str | None = None
    layout_version: int | None = None
    held: str | None = None
    place: Place = field(default_factory=Place)
    formulas: tuple[Formula, ...] = ()

    def column(self, role: str) -> int | None:
        """Return the index of the first column that has `role`, or None."""
        return next((i for i, c in enumerate(self.columns) if c.role == role), None)


@dataclass(frozen=True, slots=True)
class Citation:
    """A legal act cited: type, number and symbol as normalised, date, and where.

    `invalid` is a printed date that no calendar has.
    """

    type: str | None
    number_symbol: str
    date: dt.date | None
    printed: str
    place: Place
    location: Literal["body", "appendix"] = "body"
    invalid: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A measured aim: comparator, value and unit, as printed in `text`."""

    location: Literal["body", "table"]
    comparator: Literal[">", ">=", "=", "<=", "<"]
    value: Decimal
    unit: str
    text: str
    place: Place
    table: int | None = None
    row: str | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issued the document, when, about which period, and who signed it.

    `date` is None when the day is not printed; `date_partial` then holds "2024-01".
    `period_nominal` tells that only the name of the period is printed, whose days are those
    of the calendar.
    """

    doc_type: str | None = None
    doc_type_code: str | None = None
    number: str | None = None
    symbol: str | None = None
    place_name: str | None = None
    date: dt.date | None = None
    date_partial: str | None = None
    issuing_body: str | None = None
    province: str | None = None
    department: str | None = None
    agency_key: str | None = None
    title: str | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    period_label: str | None = None
    period_nominal: bool = False
    plan_year: int | None = None
    signer: str | None = None
    signer_title: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document; the door between transform and load.

    `decided` are the numbers of the figures that decisions of people are about, where the
    findings were made in the light of these (transform.reconsider).
    """

    source: Source
    letterhead: Letterhead
    tables: tuple[LogicalTable, ...] = ()
    citations: tuple[Citation, ...] = ()
    targets: tuple[Target, ...] = ()
    findings: tuple[Finding, ...] = ()
    derived: tuple[Derived, ...] = ()
    notices: tuple[Notice, ...] = ()
    statements: tuple[Statement, ...] = ()
    decided: frozenset[int] = frozenset()

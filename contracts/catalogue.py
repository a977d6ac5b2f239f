"""The catalogue: indicators, provinces, agencies and document types, as data files.

The files in contracts/data/ are what a data engineer edits; this module only reads them
and refuses what is not well formed. Dates are inclusive; an empty date is open.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

T = TypeVar("T")


class CatalogueError(ValueError):
    """A catalogue file breaks its own rules; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the statistical form; `code` is PL<appendix>.<printed number>.

    `kind` is count, ratio, amount, flag, enum or heading; `basis` is period, point, ytd or
    cum2015; `scope` is any or province; `meaning_ended` the last day the row had a meaning.
    """

    code: str
    form: str
    appendix: str
    number: str
    order: int
    label_vi: str
    label_en: str
    unit: str
    kind: str
    numerator_code: str | None
    denominator_code: str | None
    parent: str | None
    basis: str | None
    scope: str
    reform_area: str
    valid_from: dt.date | None
    meaning_ended: dt.date | None


@dataclass(frozen=True, slots=True)
class Province:
    """One version of a province: the same code may mean another unit at another date."""

    code: str
    name: str
    type: str
    valid_from: dt.date
    valid_to: dt.date | None
    successor_code: str | None
    seat_names: tuple[str, ...]

    def is_valid_on(self, day: dt.date) -> bool:
        """Tell whether this version is the one in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Agency:
    """A kind of issuing body (Sở Nội vụ); with a province it names one office."""

    code: str
    name: str
    symbol: str
    variants: tuple[str, ...]
    level: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    successor_code: str | None


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of administrative or legal document and its abbreviation in symbols."""

    code: str
    name: str
    abbreviation: str
    family: str


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _read(name: str, make: Callable[[dict[str, str]], T]) -> tuple[T, ...]:
    content = (resources.files("contracts") / "data" / name).read_text(encoding="utf-8")
    items = []
    for number, row in enumerate(csv.DictReader(io.StringIO(content)), start=2):
        try:
            items.append(make(row))
        except (KeyError, TypeError, ValueError) as error:
            raise CatalogueError(f"{name}, line {number}: {error}") from error
    return tuple(items)


def _indicator(row: dict[str, str]) -> Indicator:
    return Indicator(
        code=row["code"],
        form=row["form"],
        appendix=row["appendix"],
        number=row["number"],
        order=int(row["order"]),
        label_vi=row["label_vi"],
        label_en=row["label_en"],
        unit=row["unit"],
        kind=row["kind"],
        numerator_code=row["numerator_code"] or None,
        denominator_code=row["denominator_code"] or None,
        parent=row["parent"] or None,
        basis=row["basis"] or None,
        scope=row["scope"],
        reform_area=row["reform_area"],
        valid_from=_date(row["valid_from"]),
        meaning_ended=_date(row["meaning_ended"]),
    )


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        name=row["name"],
        type=row["type"],
        valid_from=dt.date.fromisoformat(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        successor_code=row["successor_code"] or None,
        seat_names=_names(row["seat_names"]),
    )


def _agency(row: dict[str, str]) -> Agency:
    return Agency(
        code=row["code"],
        name=row["name"],
        symbol=row["symbol"],
        variants=_names(row["variants"]),
        level=row["level"],
        valid_from=_date(row["valid_from"]),
        valid_to=_date(row["valid_to"]),
        successor_code=row["successor_code"] or None,
    )


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return all indicators in the order of the form."""
    return _read("indicators.csv", _indicator)


@cache
def provinces() -> tuple[Province, ...]:
    """Return every version of every province, 63 before 2025-07-01 and 34 from then on."""
    return _read("provinces.csv", _province)


@cache
def agencies() -> tuple[Agency, ...]:
    """Return the kinds of issuing body, those merged in 2025 with their successors."""
    return _read("agencies.csv", _agency)


@cache
def document_types() -> tuple[DocumentType, ...]:
    """Return the document types and their abbreviations."""
    return _read("document_types.csv", lambda row: DocumentType(**row))


def unique_by_code(items: Iterable[Indicator]) -> dict[str, Indicator]:
    """Return indicators by code; raise CatalogueError when a code stands twice."""
    found: dict[str, Indicator] = {}
    for item in items:
        if item.code in found:
            raise CatalogueError(f"indicators.csv: code {item.code} stands twice")
        found[item.code] = item
    return found

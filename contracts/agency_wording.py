"""Names of agencies beside the catalogue's, and words for sets of agencies, read once.

contracts/vocabulary/agency_names.csv gives further full names of catalogue agencies, with
what may follow them; agency_sets.csv the words from which open sets ("Sở, ban, ngành
tỉnh") and agency names are built.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from contracts.catalogue import agencies
from contracts.wording import WordingError

TAILS = frozenset({"any", "province", "district", "commune"})


@dataclass(frozen=True, slots=True)
class AgencyName:
    """A full name of an agency; `tail` is the level of the place that must follow it."""

    code: str
    name: str
    tail: str


def read_agency_names(lines: list[str]) -> tuple[AgencyName, ...]:
    """Read the name table; raise WordingError for a code the catalogue does not have."""
    known = {agency.code for agency in agencies()}
    names = tuple(AgencyName(**row) for row in csv.DictReader(lines))
    for number, name in enumerate(names, start=2):
        if name.code not in known or name.tail not in TAILS or not name.name:
            raise WordingError(f"agency_names.csv, line {number}: {name}")
    return names


@cache
def agency_names() -> tuple[AgencyName, ...]:
    """Return all full names: the catalogue's own first, then the further ones."""
    path = resources.files("contracts") / "vocabulary" / "agency_names.csv"
    further = read_agency_names(path.read_text(encoding="utf-8").splitlines())
    return (*_catalogue_names(), *further)


def _catalogue_names() -> Iterator[AgencyName]:
    """Yield catalogue names that name one body; those with "/" are spelled out elsewhere."""
    for agency in agencies():
        if "/" not in agency.name:
            name = agency.name.removesuffix(" tỉnh")
            must = "any" if name == agency.name or len(name.split()) > 2 else "province"
            yield AgencyName(agency.code, name, must)


@cache
def agency_words(kind: str) -> tuple[str, ...]:
    """Return the words of one kind in agency_sets.csv, longest first."""
    path = resources.files("contracts") / "vocabulary" / "agency_sets.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    words = [row["word"] for row in rows if row["kind"] == kind]
    if not words:
        raise WordingError(f"agency_sets.csv: no word of kind {kind}")
    return tuple(sorted(words, key=len, reverse=True))

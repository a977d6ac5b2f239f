"""From what a document prints to the surrogate keys of its dimensions.

Provinces and indicators are looked up in memory; agencies of a province, periods and fields
come into being when a document first names them, inside the transaction of its batch.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.catalogue import Agency, agencies
from contracts.schema import (
    bridge_agency_succession,
    bridge_province_succession,
    dim_agency,
    dim_field,
    dim_indicator,
    dim_period,
    dim_province,
)
from load.catalogue_sync import Row, kind_of_agency
from load.chunks import chunks
from load.collation import sort_key
from transform.vietnamese.text import ascii_key, fold

_ONE_DAY = dt.timedelta(days=1)
_TYPE_WORD = re.compile(r"^(?:tỉnh|thành phố|tp)\b\.?\s*")
_PERIOD_COLUMNS = (
    "period_kind",
    "period_label",
    "period_year",
    "period_number",
    "nominal_from_date",
    "nominal_to_date",
    "printed_from_date",
    "printed_to_date",
)


@dataclass(frozen=True, slots=True)
class ProvinceVersion:
    """A row of dim_province, with the version that followed it."""

    key: int
    code: str
    name: str
    valid_from: dt.date
    valid_to: dt.date | None
    successor_key: int | None = None
    successor_kind: str | None = None

    def distance(self, day: dt.date) -> int:
        """Return how many days `day` lies outside the validity; 0 if within."""
        if day < self.valid_from:
            return (self.valid_from - day).days
        return max(0, (day - self.valid_to).days) if self.valid_to else 0


@dataclass(frozen=True, slots=True)
class ProvinceMatch:
    """The version joined, and why that is less than certain (a notice code), if so."""

    province: ProvinceVersion | None
    doubt: str | None = None


# the codes of the bodies that a document names, and the province it is of
AskedAgencies: TypeAlias = tuple[tuple[str, ...], ProvinceVersion | None]


class Dimensions:
    """The keys of the seeded dimensions; reads the warehouse once, when made."""

    def __init__(self, connection: Connection) -> None:
        self._provinces = _province_versions(connection)
        self._by_name = _names(self._provinces.values())
        self._agencies = {agency.code: agency for agency in agencies()}
        self._indicators = _latest_indicators(connection)

    def province(self, name: str | None, day: dt.date | None) -> ProvinceMatch:
        """Return the version of the province called `name` that was in force on `day`.

        A name not in force that day joins the nearest version of that name, never another
        unit that has its code; a name of two units without a date joins neither.
        """
        if not name:
            return ProvinceMatch(None)
        bare = _TYPE_WORD.sub("", fold(name))
        versions = self._by_name.get(bare) or self._by_name.get(_weak(bare)) or ()
        if not versions:
            return ProvinceMatch(None, "province_unknown")
        if day is None:
            only = versions[0] if len(versions) == 1 else None
            return ProvinceMatch(only, None if only else "province_undated")
        nearest = min(versions, key=lambda version: version.distance(day))
        doubt = "province_not_in_force" if nearest.distance(day) else None
        return ProvinceMatch(nearest, doubt)

    def indicator(self, code: str | None) -> int | None:
        """Return the key of an indicator; KeyError for a code that is not in the catalogue."""
        return None if code is None else self._indicators[code]

    def knows_indicator(self, code: str) -> bool:
        """Tell whether the catalogue has the indicator."""
        return code in self._indicators

    def agency_keys(
        self, connection: Connection, asked: Sequence[AskedAgencies]
    ) -> list[Mapping[str, int]]:
        """Return the keys of bodies in a province, made where they are new, for each document.

        Central bodies, and bodies that did not exist in the time of the province version,
        have the key of their kind. A code that is not in the catalogue is left out.
        """
        chains = {item: self._chains(*item) for item in dict.fromkeys(asked)}
        listed = [chain for own in chains.values() for chain in own.values()]
        rows = [row for chain in listed for row in chain]
        keys = _ensure(connection, dim_agency, "agency_natural_key", rows)
        steps = [step for chain in listed for step in pairwise(chain)]
        _link(connection, [(old, new, self._kind(old, new)) for old, new in steps], keys)
        found = {
            item: {code: keys[chain[0]["agency_natural_key"]] for code, chain in own.items()}
            for item, own in chains.items()
        }
        return [found[item] for item in asked]

    def _chains(
        self, codes: Iterable[str], province: ProvinceVersion | None
    ) -> dict[str, list[Row]]:
        known = [self._agencies[code] for code in dict.fromkeys(codes) if code in self._agencies]
        return {agency.code: self._chain(agency, province) for agency in known}

    def _chain(self, agency: Agency, province: ProvinceVersion | None) -> list[Row]:
        """Return the row of a body in a province, and those of its successors after it."""
        chain: list[Row] = []
        while province is not None and agency.level != "central":
            start = max(province.valid_from, agency.valid_from or province.valid_from)
            ends = [end for end in (province.valid_to, agency.valid_to) if end is not None]
            end = min(ends, default=None)
            if end is not None and end < start:
                break
            chain.append(_bound(agency, province, start, end))
            if end is None:
                break
            agency, province = self._next(agency, province, end)
        return chain or [kind_of_agency(agency)]

    def _kind(self, old: Row, new: Row) -> str:
        """Return what happened between two versions of a body."""
        if old["agency_code"] != new["agency_code"]:
            return "merged"
        return self._provinces[old["province_key"]].successor_kind or "continued"

    def _next(
        self, agency: Agency, province: ProvinceVersion, end: dt.date
    ) -> tuple[Agency, ProvinceVersion | None]:
        following: ProvinceVersion | None = province
        if province.valid_to == end:
            following = self._provinces.get(province.successor_key or -1)
        if agency.valid_to == end:
            successor = self._agencies.get(agency.successor_code or "")
            return (successor, following) if successor else (agency, None)
        return agency, following


def _bound(agency: Agency, province: ProvinceVersion, start: dt.date, end: dt.date | None) -> Row:
    return kind_of_agency(agency) | {
        "agency_natural_key": f"{agency.code}@{province.code}:{start.isoformat()}",
        "province_key": province.key,
        "valid_from": start,
        "valid_to": end,
    }


def _link(
    connection: Connection, rows: Sequence[tuple[Row, Row, str]], keys: Mapping[str, int]
) -> None:
    """Enter which body followed which: old row, new row and what happened."""
    if not rows:
        return
    table = bridge_agency_succession
    wanted = {
        (keys[old["agency_natural_key"]], keys[new["agency_natural_key"]]): {
            "effective_date": old["valid_to"] + _ONE_DAY,
            "succession_kind": kind,
        }
        for old, new, kind in rows
    }
    for part in chunks(list(dict.fromkeys(source for source, _ in wanted))):
        query = sa.select(table.c.from_agency_key, table.c.to_agency_key)
        for row in connection.execute(query.where(table.c.from_agency_key.in_(part))).all():
            wanted.pop((row[0], row[1]), None)
    new_rows = [
        {"from_agency_key": source, "to_agency_key": target, **row}
        for (source, target), row in wanted.items()
    ]
    if new_rows:
        connection.execute(sa.insert(table), new_rows)


def _province_versions(connection: Connection) -> dict[int, ProvinceVersion]:
    bridge, province = bridge_province_succession.c, dim_province.c
    source = dim_province.outerjoin(
        bridge_province_succession, bridge.from_province_key == province.province_key
    )
    query = sa.select(dim_province, bridge.to_province_key, bridge.succession_kind)
    rows = connection.execute(query.select_from(source).order_by(province.province_key))
    return {
        row.province_key: ProvinceVersion(
            row.province_key,
            row.province_code,
            row.province_name,
            row.valid_from,
            row.valid_to,
            row.to_province_key,
            row.succession_kind,
        )
        for row in rows
    }


def _weak(name: str) -> str:
    """Return a key without diacritics or punctuation, for spellings such as BÀ RỊA-VŨNG TÀU."""
    return "~" + "".join(char for char in ascii_key(name) if char.isalnum())


def _names(versions: Iterable[ProvinceVersion]) -> dict[str, tuple[ProvinceVersion, ...]]:
    found: dict[str, tuple[ProvinceVersion, ...]] = {}
    for version in versions:
        for key in (fold(version.name), _weak(version.name)):
            found[key] = (*found.get(key, ()), version)
    return found


def _latest_indicators(connection: Connection) -> dict[str, int]:
    table = dim_indicator.c
    rows = connection.execute(
        sa.select(table.indicator_code, table.indicator_key).order_by(table.valid_from)
    )
    return {row.indicator_code: row.indicator_key for row in rows}


def _ensure(
    connection: Connection, table: sa.Table, natural: str, rows: Sequence[Row]
) -> dict[str, int]:
    """Return the keys of `rows` by their natural key, inserting those that are new."""
    wanted: dict[str, Row] = {}
    for row in rows:
        wanted.setdefault(row[natural], row)
    if not wanted:
        return {}
    (primary,) = table.primary_key.columns
    column = table.c[natural]
    keys: dict[str, int] = {}
    for part in chunks(list(wanted)):
        found = connection.execute(sa.select(column, primary).where(column.in_(part)))
        keys |= {row[0]: row[1] for row in found}
    new = [name for name in wanted if name not in keys]
    if new:
        last: int = connection.execute(
            sa.select(sa.func.coalesce(sa.func.max(primary), 0))
        ).scalar_one()
        keys |= {name: last + offset for offset, name in enumerate(new, start=1)}
        connection.execute(
            sa.insert(table), [{primary.name: keys[name], **wanted[name]} for name in new]
        )
    return keys


def period_keys(connection: Connection, documents: Iterable[Mapping[str, Any]]) -> list[int | None]:
    """Return the keys of the periods that documents name, made where they are new."""
    rows = [_period(document) for document in documents]
    named = [row for row in rows if row is not None]
    keys = _ensure(connection, dim_period, "period_natural_key", named)
    return [None if row is None else keys[row["period_natural_key"]] for row in rows]


def _period(document: Mapping[str, Any]) -> Row | None:
    if document["period_kind"] is None:
        return None
    row = {name: document[name] for name in _PERIOD_COLUMNS}
    named = (row["period_kind"], row["period_year"], row["period_number"])
    days = (row["printed_from_date"], row["printed_to_date"])
    label = row["period_label"] if row["period_kind"] in ("unknown", "range") else ""
    natural = "|".join("" if part is None else str(part) for part in (*named, *days, label))
    return {"period_natural_key": natural, **row}


def field_keys(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """Return the keys of fields by printed name, made where they are new."""
    matches = {name: fold(name) for name in dict.fromkeys(names)}
    # of several spellings of a new field the one printed first stays
    first = {match: name for name, match in reversed(matches.items())}
    rows = [
        {"field_name": first[match], "field_match": match, "field_sort": sort_key(first[match])}
        for match in dict.fromkeys(matches.values())
    ]
    keys = _ensure(connection, dim_field, "field_match", rows)
    return {name: keys[match] for name, match in matches.items()}

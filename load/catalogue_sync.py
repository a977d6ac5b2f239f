"""Bringing the catalogue into the dimensions: provinces, agencies, indicators, areas, days.

Rows are found by their natural keys, so that a longer catalogue adds rows and a corrected
one changes them in place; no row and no surrogate key ever goes away.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.catalogue import Agency, Indicator, Province, agencies, indicators, provinces
from contracts.schema import (
    bridge_agency_succession,
    bridge_province_succession,
    dim_agency,
    dim_date,
    dim_indicator,
    dim_province,
    dim_reform_area,
    map_agency_unit,
    map_indicator_part,
    map_province_unit,
    map_units,
)
from contracts.schema.vocabulary import FIGURE_PARTS
from load.collation import sort_key
from load.restatement import agencies_then, numbered, provinces_then, times

Row = dict[str, Any]
_FIRST_DAY, _LAST_DAY = dt.date(2010, 1, 1), dt.date(2035, 12, 31)
_BEGINNING = dt.date(1900, 1, 1)
_ONE_DAY = dt.timedelta(days=1)


def sync_catalogue(connection: Connection) -> bool:
    """Insert and correct the rows of the catalogue; return whether anything changed."""
    changed = [
        ensure_dates(connection, _calendar()),
        _sync(connection, dim_reform_area, ("reform_area_code",), _areas()),
        _sync(
            connection,
            dim_province,
            ("province_code", "valid_from"),
            [_province(p) for p in provinces()],
        ),
    ]
    changed.append(_sync_bridge(connection, bridge_province_succession, _successions(connection)))
    agency_rows = [kind_of_agency(agency) for agency in agencies()]
    changed.append(_sync(connection, dim_agency, ("agency_natural_key",), agency_rows))
    changed.append(_sync_bridge(connection, bridge_agency_succession, _mergers(connection)))
    changed.append(_sync_units(connection))
    areas = keys_of(connection, dim_reform_area, ("reform_area_code",))
    rows = [_indicator(item, areas[(item.reform_area,)]) for item in indicators()]
    changed.append(_sync(connection, dim_indicator, ("indicator_code", "valid_from"), rows))
    changed.append(_renew(connection, {map_indicator_part: _parts(connection)}))
    return any(changed)


def ensure_dates(connection: Connection, days: Iterable[dt.date]) -> bool:
    """Insert the days that dim_date lacks; return whether there were any."""
    wanted = set(days)
    column = dim_date.c.calendar_date
    query = sa.select(column).where(column.between(min(wanted), max(wanted)))
    missing = wanted - set(connection.execute(query).scalars())
    if missing:
        connection.execute(sa.insert(dim_date), [_date(day) for day in sorted(missing)])
    return bool(missing)


def is_in_calendar(day: dt.date) -> bool:
    """Tell whether dim_date has the day since the catalogue was brought in."""
    return _FIRST_DAY <= day <= _LAST_DAY


def _calendar() -> list[dt.date]:
    count = (_LAST_DAY - _FIRST_DAY).days + 1
    return [_FIRST_DAY + dt.timedelta(days=offset) for offset in range(count)]


def _date(day: dt.date) -> Row:
    return {
        "calendar_date": day,
        "year": day.year,
        "quarter": (day.month + 2) // 3,
        "month": day.month,
        "day_of_month": day.day,
        "iso_weekday": day.isoweekday(),
        "reporting_year": day.year + ((day.month, day.day) >= (12, 15)),
    }


def _areas() -> list[Row]:
    path = resources.files("contracts") / "data" / "reform_areas.csv"
    with path.open(encoding="utf-8") as lines:
        return [
            {
                "reform_area_code": row["code"],
                "area_order": int(row["order"]),
                "label_vi": row["label_vi"],
                "label_en": row["label_en"],
            }
            for row in csv.DictReader(lines)
        ]


def _province(item: Province) -> Row:
    return {
        "province_code": item.code,
        "province_name": item.name,
        "province_type": item.type,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "province_sort": sort_key(item.name),
    }


def kind_of_agency(item: Agency) -> Row:
    """Return the row of a kind of body, bound to no province."""
    since = f":{item.valid_from.isoformat()}" if item.valid_from else ""
    return {
        "agency_natural_key": f"{item.code}{since}",
        "agency_code": item.code,
        "agency_name": item.name,
        "agency_symbol": item.symbol,
        "agency_level": item.level,
        "province_key": None,
        "valid_from": item.valid_from,
        "valid_to": item.valid_to,
        "agency_sort": sort_key(item.name),
    }


def _indicator(item: Indicator, area_key: int) -> Row:
    return {
        "indicator_code": item.code,
        "form": item.form,
        "appendix_code": item.appendix,
        "row_number": item.number,
        "form_order": item.order,
        "label_vi": item.label_vi,
        "label_en": item.label_en,
        "unit": item.unit or None,
        "indicator_kind": item.kind,
        "numerator_code": item.numerator_code,
        "denominator_code": item.denominator_code,
        "parent_code": item.parent,
        "indicator_basis": item.basis,
        "scope": item.scope,
        "reform_area_key": area_key,
        "valid_from": item.valid_from or _BEGINNING,
        "meaning_ended": item.meaning_ended,
        "is_percentage": item.kind == "ratio",
    }


def keys_of(
    connection: Connection, table: sa.Table, natural: Sequence[str]
) -> dict[tuple[Any, ...], int]:
    """Return the surrogate keys of `table` by its natural key columns."""
    columns = [*table.primary_key.columns, *(table.c[name] for name in natural)]
    return {tuple(row[1:]): row[0] for row in connection.execute(sa.select(*columns))}


def _sync(
    connection: Connection, table: sa.Table, natural: Sequence[str], rows: Sequence[Row]
) -> bool:
    """Insert rows whose natural key is new and update those that differ."""
    (primary,) = table.primary_key.columns
    known = {
        tuple(row[name] for name in natural): dict(row)
        for row in connection.execute(sa.select(table)).mappings()
    }
    next_key = max((row[primary.name] for row in known.values()), default=0) + 1
    new: list[Row] = []
    changed = False
    for row in rows:
        before = known.get(tuple(row[name] for name in natural))
        if before is None:
            new.append({primary.name: next_key + len(new), **row})
        elif any(before[name] != value for name, value in row.items()):
            key = before[primary.name]
            connection.execute(sa.update(table).where(primary == key).values(row))
            changed = True
    if new:
        connection.execute(sa.insert(table), new)
    return changed or bool(new)


def _sync_bridge(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> bool:
    keys = [column.name for column in table.primary_key.columns]
    known = {tuple(row) for row in connection.execute(sa.select(*(table.c[k] for k in keys)))}
    new = [row for row in rows if tuple(row[k] for k in keys) not in known]
    if new:
        connection.execute(sa.insert(table), new)
    return bool(new)


def _sync_units(connection: Connection) -> bool:
    """Make the tables for restating anew where the catalogue says otherwise than they do."""
    keys = keys_of(connection, dim_province, ("province_code", "valid_from"))
    units = times(provinces(), agencies())
    starts = [row["units_from"] for row in units]
    of_provinces = [
        {
            "units_from": start,
            "province_key": keys[(province.code, province.valid_from)],
            "unit_key": keys[(unit.code, unit.valid_from)],
            "member_no": number,
        }
        for start in starts
        for number, (province, unit) in numbered(provinces_then(start, provinces()))
    ]
    of_agencies = [
        {
            "units_from": start,
            "agency_code": agency.code,
            "unit_code": unit.code,
            "unit_name": unit.name,
        }
        for start in starts
        for agency, unit in agencies_then(start, agencies())
    ]
    return _renew(
        connection,
        {map_units: units, map_province_unit: of_provinces, map_agency_unit: of_agencies},
    )


def _parts(connection: Connection) -> list[Row]:
    """Return from which rows of dim_indicator each indicator is told, by its latest version."""
    item = dim_indicator.c
    found = connection.execute(sa.select(dim_indicator).order_by(item.valid_from)).all()
    keys: dict[str, list[int]] = {}
    for row in found:
        keys.setdefault(row.indicator_code, []).append(row.indicator_key)
    latest = {row.indicator_code: row for row in found}
    return [
        {
            "indicator_key": row.indicator_key,
            "source_key": source,
            "part": part,
            "indicator_code": code,
        }
        for code, row in latest.items()
        for part, told in _told_from(row)
        for source in keys.get(told or "", ())
    ]


def _told_from(row: sa.Row[Any]) -> Iterable[tuple[str, str | None]]:
    codes = (row.indicator_code, row.numerator_code, row.denominator_code)
    return zip(FIGURE_PARTS, codes, strict=True)


def _renew(connection: Connection, wanted: Mapping[sa.Table, Sequence[Row]]) -> bool:
    """Make tables anew where they hold other rows; parents first."""
    if all(_holds(connection, table, rows) for table, rows in wanted.items()):
        return False
    for table in reversed(list(wanted)):
        connection.execute(sa.delete(table))
    for table, rows in wanted.items():
        connection.execute(sa.insert(table), rows)
    return True


def _holds(connection: Connection, table: sa.Table, rows: Sequence[Row]) -> bool:
    """Tell whether a table holds these rows and no others."""
    names = table.columns.keys()
    held = {tuple(row) for row in connection.execute(sa.select(table))}
    return held == {tuple(row[name] for name in names) for row in rows}


def _successions(connection: Connection) -> list[Row]:
    """Return which version of a province went into which, by code and the day after."""
    keys = keys_of(connection, dim_province, ("province_code", "valid_from"))
    pairs = [
        (old, new)
        for old in provinces()
        if old.successor_code and old.valid_to
        for new in provinces()
        if new.code == old.successor_code and new.is_valid_on(old.valid_to + _ONE_DAY)
    ]
    sources = _count(keys[(new.code, new.valid_from)] for _, new in pairs)
    return [
        {
            "from_province_key": keys[(old.code, old.valid_from)],
            "to_province_key": keys[(new.code, new.valid_from)],
            "effective_date": new.valid_from,
            "succession_kind": succession_kind(
                old.name, new.name, sources[keys[(new.code, new.valid_from)]]
            ),
            "weight": 1.0,
        }
        for old, new in pairs
    ]


def _mergers(connection: Connection) -> list[Row]:
    """Return which kind of body went into which."""
    keys = keys_of(connection, dim_agency, ("agency_natural_key",))
    kinds = {agency.code: agency for agency in agencies()}
    pairs = [
        (old, kinds[old.successor_code])
        for old in agencies()
        if old.successor_code in kinds and old.valid_to
    ]
    return [
        {
            "from_agency_key": keys[(kind_of_agency(old)["agency_natural_key"],)],
            "to_agency_key": keys[(kind_of_agency(new)["agency_natural_key"],)],
            "effective_date": old.valid_to + _ONE_DAY if old.valid_to else _BEGINNING,
            "succession_kind": "merged",
        }
        for old, new in pairs
    ]


def succession_kind(old_name: str, new_name: str, sources: int) -> str:
    """Return what happened to a unit, from the names and how many went into the new one."""
    if sources > 1:
        return "merged"
    return "continued" if old_name == new_name else "renamed"


def _count(keys: Iterable[int]) -> Mapping[int, int]:
    counts: dict[int, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts

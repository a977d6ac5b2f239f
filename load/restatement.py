"""Rows of the tables that restating joins: who belongs to whom in every time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from contracts.catalogue import Agency, Province

Row = dict[str, Any]
_ONE_DAY = dt.timedelta(days=1)


def times(provinces: Iterable[Province], agencies: Iterable[Agency]) -> list[Row]:
    """Return the stretches of days between two changes of provinces or departments."""
    starts = {province.valid_from for province in provinces}
    starts |= {agency.valid_to + _ONE_DAY for agency in agencies if agency.valid_to}
    ordered = sorted(starts)
    ends: list[dt.date | None] = [day - _ONE_DAY for day in ordered[1:]]
    return [
        {"units_from": start, "units_to": end}
        for start, end in zip(ordered, [*ends, None], strict=True)
    ]


def provinces_then(
    day: dt.date, provinces: Sequence[Province]
) -> Iterable[tuple[Province, Province]]:
    """Yield each province version that began by `day`, with the one it is part of on `day`."""
    for province in provinces:
        unit: Province | None = province
        while unit is not None and unit.valid_to is not None and unit.valid_to < day:
            unit = _successor(unit, provinces)
        if unit is not None and unit.valid_from <= day:
            yield province, unit


def numbered(
    pairs: Iterable[tuple[Province, Province]],
) -> Iterable[tuple[int, tuple[Province, Province]]]:
    """Yield the pairs, each with its number among those of its unit, from 1."""
    counts: dict[int, int] = {}
    for pair in pairs:
        counts[id(pair[1])] = counts.get(id(pair[1]), 0) + 1
        yield counts[id(pair[1])], pair


def _successor(old: Province, provinces: Sequence[Province]) -> Province | None:
    if old.successor_code is None or old.valid_to is None:
        return None
    start = old.valid_to + _ONE_DAY
    found = (p for p in provinces if p.code == old.successor_code and p.is_valid_on(start))
    return next(found, None)


def agencies_then(day: dt.date, agencies: Sequence[Agency]) -> Iterable[tuple[Agency, Agency]]:
    """Yield each kind of body that began by `day`, with the kind it is part of on `day`.

    A kind that ended without a successor stays itself: its past is not another's.
    """
    kinds = {agency.code: agency for agency in agencies}
    for agency in agencies:
        unit = agency
        while unit.valid_to is not None and unit.valid_to < day and unit.successor_code in kinds:
            unit = kinds[unit.successor_code]
        if agency.valid_from is None or agency.valid_from <= day:
            yield agency, unit

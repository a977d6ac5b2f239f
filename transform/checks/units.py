"""A unit that contradicts the catalogue, and a count that stands in a rate cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from contracts.catalogue import Indicator, indicators
from contracts.check_wording import check_wording
from transform.cells import cell_ref
from transform.finding import Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable
from transform.vietnamese.text import fold

_COUNT_OF = re.compile(r"(?<![\d.,/])(\d+(?:\.\d{3})*)\s+([^\W\d_][^\d.,;()%/]*)")


def is_rate_unit(unit: str) -> bool:
    """Tell whether a printed unit says that the figure is a rate."""
    return any(fold(word) in fold(unit) for word in check_wording().rate_units)


def unit_conflicts(
    tables: Iterable[LogicalTable], catalogue: Mapping[str, Indicator] | None = None
) -> tuple[Finding, ...]:
    """Return rows whose printed unit is of another kind than the catalogue's."""
    known = catalogue or {item.code: item for item in indicators()}
    found = []
    for table in tables:
        for row in table.rows:
            indicator = known.get(row.code or "")
            if indicator is not None and _conflict(row.unit or "", indicator):
                found.append(_unit_finding(table, row, indicator))
    return tuple(found)


def _conflict(printed: str, indicator: Indicator) -> bool:
    generic = {fold(word) for word in check_wording().generic_units}
    if not printed.strip() or not indicator.unit or fold(printed) in generic:
        return False
    if indicator.kind in ("count", "amount"):
        return is_rate_unit(printed)
    # a rate row printed with the unit of some count of the form
    return indicator.kind == "ratio" and fold(printed) in _count_units()


def _count_units() -> frozenset[str]:
    return frozenset(fold(i.unit) for i in indicators() if i.kind in ("count", "amount") and i.unit)


def _unit_finding(table: LogicalTable, row: LogicalRow, indicator: Indicator) -> Finding:
    unit = cell_ref(table, row, "unit")
    change = Change(unit, row.unit or "", indicator.unit)
    return Finding(
        rule=f"{indicator.code}-unit",
        kind="unit_note",
        strength="identity",
        where=(unit,),
        status="proposed",
        found=f"unit {row.unit} where the form counts {indicator.unit}",
        advice="read the figure in the catalogue's unit unless the page says otherwise",
        hypotheses=(Hypothesis("unit misprinted", (change,), 0.9),),
        severity=2,
    )


def counts_in_rate_cells(tables: Iterable[LogicalTable]) -> tuple[Finding, ...]:
    """Return rate cells whose note counts just the number printed ("10" %, "10 phòng")."""
    found = []
    for table in tables:
        for row in table.rows:
            noun = _counted_noun(row)
            if noun is not None:
                found.append(_count_finding(table, row, noun))
    return tuple(found)


def _counted_noun(row: LogicalRow) -> str | None:
    """Return what the note counts when it counts the row's own figure."""
    value = row.value
    if value is None or value.value is None or not row.note or not is_rate_unit(row.unit or ""):
        return None
    # a printed % sign means a rate; 0 and 100 are too common to prove anything
    if "%" in value.printed or value.decimals or value.value in (0, 100):
        return None
    for number, noun in _COUNT_OF.findall(row.note):
        if Decimal(number.replace(".", "")) == value.value and not is_rate_unit(noun):
            return str(noun).strip()
    return None


def _count_finding(table: LogicalTable, row: LogicalRow, noun: str) -> Finding:
    value, unit = cell_ref(table, row, "value"), cell_ref(table, row, "unit")
    printed = row.value.printed if row.value else ""
    as_count = Change(unit, row.unit or "", noun)
    return Finding(
        rule=f"{row.code or row.no}-count-in-rate",
        kind="unit_note",
        strength="soft",
        where=(value, cell_ref(table, row, "note")),
        status="proposed",
        found=f"{printed} {row.unit} while the note says {row.note}",
        advice="ask for the rate; the figure printed is a count",
        hypotheses=(Hypothesis("count in a rate cell", (as_count,), 0.93),),
        severity=3,
    )

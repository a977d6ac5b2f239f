"""The column of the period that repeats that of the period before: one slip, many figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from contracts.catalogue import Indicator, indicators
from transform.cells import cell_ref, cell_text
from transform.finding import CellRef, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable
from transform.vietnamese.numbers import parse_number

# so many figures that are not 0 are compared at least, and this share of them is the same
LEAST, SHARE = 5, Decimal("0.9")
# figures that agree by chance: ones and twos in plenty, a few large ones hardly ever
SURPRISE = 20.0
_CONFIDENCE = 0.8


def stale_columns(
    tables: Iterable[LogicalTable], catalogue: Mapping[str, Indicator] | None = None
) -> tuple[Finding, ...]:
    """Return one finding for each table whose figures of the period are all but those before.

    What stands at a point of time may well be the same; only what happened in the period,
    or what the catalogue does not know, is compared.
    """
    known = catalogue or {item.code: item for item in indicators()}
    return tuple(
        finding
        for table in tables
        if table.kind == "indicator" and table.held is None and table.column("previous") is not None
        for finding in _of_table(table, known)
    )


def _of_table(table: LogicalTable, known: Mapping[str, Indicator]) -> Iterator[Finding]:
    pairs = [
        (row, now, before)
        for row in table.rows
        if _happens(row, known)
        for now, before in [_pair(table, row)]
        if now is not None and before is not None and max(now, before) > 0
    ]
    same = [(row, now) for row, now, before in pairs if now == before]
    if len(pairs) < LEAST or len(same) < SHARE * len(pairs):
        return
    if sum(math.log1p(value) for _, value in same) >= SURPRISE:
        cells = tuple(cell_ref(table, row, "value") for row, _ in same)
        yield _finding(table, cells, len(pairs))


def _happens(row: LogicalRow, known: Mapping[str, Indicator]) -> bool:
    indicator = known.get(row.code or "")
    return indicator is None or (indicator.basis == "period" and indicator.kind == "count")


def _pair(table: LogicalTable, row: LogicalRow) -> tuple[Decimal | None, Decimal | None]:
    before = parse_number(cell_text(table, row, "previous"), unit=row.unit).value
    return None if row.value is None else row.value.value, before


def _finding(table: LogicalTable, cells: tuple[CellRef, ...], compared: int) -> Finding:
    number = f"{table.appendix or f'table {table.index}'}"
    return Finding(
        rule=f"stale-column-{table.index}",
        kind="other",
        strength="soft",
        where=cells,
        status="ambiguous",
        found=f"{number}: {len(cells)} of {compared} figures are those of the period before",
        advice="ask the issuing body for the figures of this period",
        hypotheses=(Hypothesis("previous period's value", (), _CONFIDENCE),),
        severity=2,
    )

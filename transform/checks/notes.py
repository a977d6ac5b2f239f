"""A flag of 0 beside a note which says that the event took place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contracts.catalogue import Indicator, indicators
from contracts.check_wording import check_wording
from transform.cells import cell_ref, has_word
from transform.finding import Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable


def flags_against_notes(
    tables: Iterable[LogicalTable], catalogue: Mapping[str, Indicator] | None = None
) -> tuple[Finding, ...]:
    """Return flags printed 0 whose note tells of the event."""
    known = catalogue or {item.code: item for item in indicators()}
    return tuple(
        _finding(table, row)
        for table in tables
        for row in table.rows
        if _is_flag(row, known) and _says_held(row.note or "") and _is_zero(row)
    )


def _is_flag(row: LogicalRow, known: Mapping[str, Indicator]) -> bool:
    indicator = known.get(row.code or "")
    return indicator is not None and indicator.kind == "flag"


def _is_zero(row: LogicalRow) -> bool:
    return row.value is not None and row.value.kind == "zero"


def _says_held(note: str) -> bool:
    words = check_wording()
    return has_word(note, words.held_words) and not has_word(note, words.not_held_words)


def _finding(table: LogicalTable, row: LogicalRow) -> Finding:
    value = cell_ref(table, row, "value")
    printed = row.value.printed if row.value else ""
    return Finding(
        rule=f"{row.code}-note",
        kind="other",
        strength="soft",
        where=(value, cell_ref(table, row, "note")),
        status="ambiguous",
        found=f"{printed} while the note says {row.note}",
        advice="ask whether the event was held; the note may tell of another kind of event",
        hypotheses=(Hypothesis("flag not set", (Change(value, printed, "1"),), 0.7),),
        severity=2,
    )

"""Notes that prove a figure: "711/744 hồ sơ" beside a rate, "gồm 5 ..., 7 ..." beside a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import combinations

from contracts.catalogue import Indicator, indicators
from contracts.subjects import Subject
from transform.cells import cell_ref
from transform.evidence.agreement import agreement, as_rate
from transform.evidence.matching import Match, Slot, agrees
from transform.evidence.quantities import Fraction, scan
from transform.evidence.statements import statements_of
from transform.finding import Change, Finding, Hypothesis
from transform.reading import LogicalRow, LogicalTable, Number
from transform.reconcile.figures import Figure
from transform.statement import Quantity, Statement
from transform.vietnamese.numbers import format_number

P = Decimal("0.98")
WHY = "the note gives the numbers of its own row, unless it speaks of another period"
_LISTS = re.compile(r"^\W*(?:trong đó|bao gồm|gồm)\b", re.IGNORECASE)
_MOST = 8


@cache
def _catalogue() -> dict[str, Indicator]:
    return {item.code: item for item in indicators()}


def note_matches(tables: Iterable[LogicalTable], figures: Mapping[str, Figure]) -> list[Match]:
    """Return the fractions in notes of rates whose parts stand on the form."""
    found = []
    for _, row, statement in _fractions(tables):
        item = _catalogue().get(row.code or "")
        if item is None or item.numerator_code is None or item.denominator_code is None:
            continue
        pairs = (
            ("part", statement.part, item.numerator_code),
            ("whole", statement.whole, item.denominator_code),
        )
        slots = tuple(
            Slot(name, said, (code,), agrees(said, (code,), figures))
            for name, said, code in pairs
            if said is not None and code in figures and figures[code].number.value is not None
        )
        if slots and _is_its_own(row, statement, slots):
            found.append(Match(statement, _subject(item), slots))
    return found


def _is_its_own(row: LogicalRow, statement: Statement, slots: Iterable[Slot]) -> bool:
    """Tell whether a note speaks of its row: it agrees with its rate or with a part."""
    rate = _rate(row.value)
    fits = rate is not None and _fits(statement, rate)
    return fits or any(slot.agrees for slot in slots)


def _subject(item: Indicator) -> Subject:
    return Subject(
        id=f"{item.code}-note",
        part=(item.numerator_code or "",),
        rate=item.code,
        whole=item.denominator_code,
        or_part=(),
        topic=(),
        about=(),
        without=(),
        prefer=(),
        alone=(),
        p=P,
        why=WHY,
    )


def _fractions(
    tables: Iterable[LogicalTable],
) -> Iterator[tuple[LogicalTable, LogicalRow, Statement]]:
    """Yield the rates whose note is a part of a whole, with that statement."""
    for table in tables:
        if table.kind != "indicator" or table.held:
            continue
        for row in table.rows:
            if row.note and "/" in row.note and _rate(row.value if _is_rate(row) else None):
                cell = cell_ref(table, row, "note")
                for part, whole in _pairs(row.note):
                    yield (
                        table,
                        row,
                        Statement(part, whole, None, row.note, "", row.place, cell=cell),
                    )


def _pairs(note: str) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield part and whole of a note that is one fraction, or a statement of one."""
    found = [(s.part, s.whole) for s in statements_of(note) if s.part and s.whole]
    if not found:
        lone = [t for t in scan(note).tokens if isinstance(t, Fraction)]
        bare = re.fullmatch(r"\W*[\d.]+\s*/\s*[\d.]+\W*", note) is not None
        found = [(t.part, t.whole) for t in lone] if bare else []
    if len(found) == 1:
        part, whole = found[0]
        assert part is not None and whole is not None
        yield part, whole


def _is_rate(row: LogicalRow) -> bool:
    item = _catalogue().get(row.code or "")
    if item is not None:
        return item.kind == "ratio"
    return "%" in (row.unit or "") or (row.value is not None and row.value.percent)


def _rate(number: Number | None) -> Quantity | None:
    if number is None or number.value is None or number.kind not in ("number", "zero"):
        return None
    ulp = Decimal(1).scaleb(-number.decimals)
    return Quantity(number.value, number.printed.strip(), ulp, rate=True)


def _fits(statement: Statement, rate: Quantity) -> bool:
    assert statement.part is not None and statement.whole is not None
    return agreement(statement.part, statement.whole, rate) in ("fits", "cut", "open")


def rates_against_notes(tables: Iterable[LogicalTable]) -> list[Finding]:
    """Return the rates that the fraction in their own note does not give."""
    found = []
    for table, row, statement in _fractions(tables):
        rate = _rate(row.value)
        if rate is not None and not _fits(statement, rate):
            found.append(_finding(table, row, statement, rate))
    return found


def _finding(table: LogicalTable, row: LogicalRow, statement: Statement, rate: Quantity) -> Finding:
    part, whole = statement.part, statement.whole
    assert part is not None and whole is not None
    value = cell_ref(table, row, "value")
    places = row.value.decimals if row.value and row.value.decimals else 2
    computed = format_number(as_rate(part, whole, places))
    change = Change(value, rate.printed, computed)
    return Finding(
        rule=f"{row.code or row.no}-note-ratio",
        kind="unit_note",
        strength="soft",
        where=(value, cell_ref(table, row, "note")),
        status="ambiguous",
        found=f"{rate.printed} while the note says {part.printed}/{whole.printed} = {computed}%",
        advice="compare the figure with its note and ask the issuing body",
        hypotheses=(Hypothesis("unrelated value", (change,), 0.6),),
    )


def counts_against_notes(tables: Iterable[LogicalTable]) -> list[Finding]:
    """Return the counts that the parts listed in their note do not add up to.

    Only notes that begin with "gồm" or "trong đó" list parts; what lies over them is more
    than the whole, and every sum that fits excuses the note.
    """
    found = []
    for table in tables:
        if table.kind != "indicator" or table.held:
            continue
        for row in table.rows:
            parts = _listed(row)
            if parts and row.value and row.value.value is not None:
                over = [p for p in parts if p > row.value.value]
                if over and not _some_fit(parts, row.value.value):
                    found.append(_more_than_whole(table, row, parts))
    return found


def _listed(row: LogicalRow) -> list[Decimal]:
    """Return the counts that a note lists in the unit of its row."""
    item = _catalogue().get(row.code or "")
    if not row.note or item is None or item.kind != "count" or not _LISTS.match(row.note):
        return []
    tokens = scan(row.note).tokens
    if any(isinstance(t, Fraction) or t.rate for t in tokens):
        return []
    unit = (row.unit or item.unit).casefold()
    return [t.value for t in tokens if isinstance(t, Quantity) and t.noun.startswith(unit)]


def _some_fit(parts: list[Decimal], value: Decimal) -> bool:
    few = parts[:_MOST]
    return any(sum(c) == value for n in range(1, len(few) + 1) for c in combinations(few, n))


def _more_than_whole(table: LogicalTable, row: LogicalRow, parts: list[Decimal]) -> Finding:
    printed = row.value.printed if row.value else ""
    return Finding(
        rule=f"{row.code}-note-parts",
        kind="unit_note",
        strength="soft",
        where=(cell_ref(table, row, "value"), cell_ref(table, row, "note")),
        status="ambiguous",
        found=f"{printed} while the note lists {' + '.join(f'{p:f}' for p in parts)}",
        advice="compare the figure with its note and ask the issuing body",
    )

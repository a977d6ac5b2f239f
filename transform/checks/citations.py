"""Legal acts cited with two dates, with a year that is not the symbol's, out of sequence."""

from __future__ import annotations

import datetime as dt
import math
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.document import Place
from transform.cells import letter_ref
from transform.finding import Change, Finding, Hypothesis
from transform.reading import Citation, Letterhead
from transform.vietnamese.text import fold

_SYMBOL = re.compile(r"^(?P<number>\d+)\s*/(?:(?P<year>\d{4})/)?(?P<symbol>\D.*)$")
# so many other acts must make a clean sequence before one is called out of it
WITNESSES = 4
FAR = 2


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act of the reporting body: its number in the year's register, and where."""

    number: int
    date: dt.date
    text: str
    place: Place | None


def citation_conflicts(
    letterhead: Letterhead, citations: Sequence[Citation]
) -> tuple[Finding, ...]:
    """Return what the cited numbers and dates contradict in each other."""
    return (
        *(_impossible(citation) for citation in citations if citation.invalid),
        *_two_dates(citations),
        *_other_year(citations),
        *out_of_sequence(letterhead, citations),
    )


def _show(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def _two_dates(citations: Iterable[Citation]) -> list[Finding]:
    groups: dict[str, list[Citation]] = defaultdict(list)
    for citation in citations:
        if citation.date is not None:
            key = fold(f"{citation.type or ''}|{citation.number_symbol}")
            groups[key].append(citation)
    found = []
    for group in groups.values():
        first = group[0]
        other = next((c for c in group if _same_act(first, c) and c.date != first.date), None)
        if other is not None:
            found.append(_two_dates_finding(first, other))
    return found


def _same_act(first: Citation, second: Citation) -> bool:
    """Tell whether one number with two dates is one act.

    Registers start afresh each year, so a number may belong to two acts of two years;
    a number that carries its year, or a date that differs in one part only, is one act.
    """
    a, b = first.date, second.date
    if a is None or b is None:
        return False
    symbol = _SYMBOL.match(first.number_symbol)
    if a.year == b.year or (symbol is not None and symbol["year"]):
        return True
    return (a.day, a.month) == (b.day, b.month)


def _impossible(citation: Citation) -> Finding:
    return Finding(
        rule="citation-calendar",
        kind="citation",
        strength="identity",
        where=(letter_ref(citation.place),),
        status="ambiguous",
        found=f"{citation.number_symbol} is dated {citation.invalid}",
        advice="look the act up; its date is left open until then",
        severity=2,
        holds=True,
    )


def _two_dates_finding(first: Citation, second: Citation) -> Finding:
    dates = [_show(c.date) for c in (first, second) if c.date is not None]
    refs = (letter_ref(first.place), letter_ref(second.place))
    return Finding(
        rule="citation-two-dates",
        kind="citation",
        strength="soft",
        where=refs,
        status="ambiguous",
        found=f"{first.number_symbol} is dated {dates[0]} and {dates[1]}",
        advice="look the act up; one of the two dates is misprinted",
        hypotheses=(
            Hypothesis("date misprinted", (Change(refs[1], dates[1], dates[0]),), 0.5),
            Hypothesis("date misprinted", (Change(refs[0], dates[0], dates[1]),), 0.5),
        ),
        severity=2,
    )


def _other_year(citations: Iterable[Citation]) -> list[Finding]:
    found = []
    for citation in citations:
        symbol = _SYMBOL.match(citation.number_symbol)
        if symbol is None or symbol["year"] is None or citation.date is None:
            continue
        if int(symbol["year"]) != citation.date.year:
            ref = letter_ref(citation.place)
            found.append(
                Finding(
                    rule="citation-year",
                    kind="citation",
                    strength="soft",
                    where=(ref,),
                    status="ambiguous",
                    found=f"{citation.number_symbol} is dated {_show(citation.date)}",
                    advice="the year in the number and the year of the date should agree",
                    severity=2,
                )
            )
    return found


def out_of_sequence(letterhead: Letterhead, citations: Iterable[Citation]) -> tuple[Finding, ...]:
    """Return own acts whose number does not fit between its neighbours in time."""
    found = []
    for acts in _own_acts(letterhead, citations):
        suspect = _suspect(acts)
        if suspect is not None:
            found.append(_sequence_finding(suspect, [a for a in acts if a is not suspect]))
    return tuple(found)


def _own_acts(letterhead: Letterhead, citations: Iterable[Citation]) -> list[list[Act]]:
    """Return dated acts by issuer and year; acts of other bodies make groups of their own."""
    groups: dict[tuple[str, int], dict[tuple[int, dt.date], Act]] = defaultdict(dict)
    for citation in citations:
        symbol = _SYMBOL.match(citation.number_symbol)
        issuer = _issuer(symbol["symbol"]) if symbol and not symbol["year"] else None
        if symbol is None or issuer is None or citation.date is None:
            continue
        act = Act(int(symbol["number"]), citation.date, citation.number_symbol, citation.place)
        groups[issuer, act.date.year].setdefault((act.number, act.date), act)
    own = _own_act(letterhead)
    if own is not None:
        issuer = _issuer(letterhead.symbol or "") or ""
        groups[issuer, own.date.year].setdefault((own.number, own.date), own)
    return [list(acts.values()) for acts in groups.values()]


def _issuer(symbol: str) -> str | None:
    """Return the issuer in a symbol: KH-SKHĐT and BC-SKHĐT are of one register."""
    parts = fold(symbol).split("-")
    return parts[1] if len(parts) > 1 and parts[1] else None


def _own_act(head: Letterhead) -> Act | None:
    if head.date is None or not (head.number or "").isdigit() or not head.symbol:
        return None
    return Act(int(head.number or 0), head.date, f"{head.number}/{head.symbol}", None)


def _suspect(acts: list[Act]) -> Act | None:
    """Return the one act without which the numbers rise with the dates, or None."""
    if len(acts) <= WITNESSES or _rises(acts):
        return None
    pace = statistics.median(_pace(act) for act in acts)
    # the letter's own number stands on the letter itself
    found = [
        act
        for act in acts
        if act.place is not None
        and _off_pace(act, pace) > math.log(FAR)
        and _rises([a for a in acts if a is not act])
    ]
    return max(found, key=lambda a: _off_pace(a, pace), default=None)


def _pace(act: Act) -> float:
    """Return the acts a day since the register opened on 1 January."""
    return act.number / act.date.timetuple().tm_yday


def _off_pace(act: Act, pace: float) -> float:
    return abs(math.log(max(_pace(act), 1e-9) / max(pace, 1e-9)))


def _rises(acts: Iterable[Act]) -> bool:
    """Tell whether later days have higher numbers; the order within a day is free."""
    highest_before, today, highest = 0, dt.date.min, 0
    for act in sorted(acts, key=lambda a: (a.date, a.number)):
        if act.date != today:
            highest_before, today = highest, act.date
        if act.number < highest_before:
            return False
        highest = max(highest, act.number)
    return True


def _gap(act: Act, others: Iterable[Act]) -> tuple[Act | None, Act | None]:
    """Return the act before and the act after `act` by date."""
    before = [a for a in others if a.date <= act.date]
    after = [a for a in others if a.date > act.date]
    return (
        max(before, key=lambda a: a.number, default=None),
        min(after, key=lambda a: a.number, default=None),
    )


def _sequence_finding(act: Act, others: list[Act]) -> Finding:
    before, after = _gap(act, others)
    around = [f"{a.text} ({_show(a.date)})" for a in (before, after) if a is not None]
    ref = letter_ref(act.place)
    return Finding(
        rule="number-out-of-sequence",
        kind="citation",
        strength="soft",
        where=(ref,),
        status="ambiguous",
        found=f"{act.text} ({_show(act.date)}) beside {' and '.join(around)}",
        advice="look the act up in the body's register",
        hypotheses=_fitting_numbers(act, before, after),
        severity=2,
    )


def _fitting_numbers(act: Act, before: Act | None, after: Act | None) -> tuple[Hypothesis, ...]:
    """Return the numbers one slip away that fit the gap, nearest to the trend first."""
    low = 0 if before is None else before.number
    high = 10 * (low or act.number) if after is None else after.number
    fitting = sorted({n for n in _one_slip(str(act.number)) if low <= n <= high})
    expected = _expected(act, before, after)
    ranked = sorted(fitting, key=lambda n: abs(n - expected))[:3]
    share = 0.8 / len(ranked) if ranked else 0.0
    return tuple(_renumbered(act, n, share) for n in ranked)


def _renumbered(act: Act, number: int, share: float) -> Hypothesis:
    corrected = act.text.replace(str(act.number), str(number), 1)
    change = Change(letter_ref(act.place), act.text, corrected)
    return Hypothesis("digit added or dropped", (change,), round(share, 3))


def _expected(act: Act, before: Act | None, after: Act | None) -> float:
    if before is None or after is None or after.date == before.date:
        return float((before or after or act).number)
    part = (act.date - before.date).days / (after.date - before.date).days
    return before.number + part * (after.number - before.number)


def _one_slip(digits: str) -> set[int]:
    """Return the numbers that a digit dropped, added or swapped leads from or to."""
    size = range(len(digits))
    dropped = {digits[:i] + digits[i + 1 :] for i in size}
    added = {digits[:i] + d + digits[i:] for i in range(len(digits) + 1) for d in "0123456789"}
    swapped = {
        digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in size if i + 1 in size
    }
    return {int(text) for text in dropped | added | swapped if text and text[0] != "0"}

"""The text against itself: two sentences that give one rate or count differently.

What no appendix prints may still stand twice in the text. The first sentence about a subject
gives the figures, and a later one is held against it as against an appendix: its words must
be about the same subject, and one of its numbers must be the same or a slip away.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from contracts.relations import Ratio, Rule
from contracts.subjects import Subject, subjects
from transform.evidence.agreement import agreement
from transform.evidence.body import repeats_of, said_figure
from transform.evidence.matching import Match, fits_words, is_narrowed, match_statements
from transform.finding import Finding
from transform.reconcile.engine import Options, reconcile
from transform.reconcile.figures import Figure
from transform.reconcile.search import Limits
from transform.statement import Quantity, Statement
from transform.vietnamese.text import fold

HOLDS = Decimal("0.98")
WHY = "the two sentences may speak of another period or scope"
_PERIOD = re.compile(
    rf"(?<!\w)(?:{fold('quý')} (?:[ivx]+|\d)|\d+ {fold('tháng')}|{fold('năm')} \d{{4}}"
    rf"|{fold('lũy kế')}|{fold('đến nay')}|{fold('tính đến')}|{fold('đầu năm')})(?!\w)"
)
_OPTIONS = Options(limits=Limits(expansions=1000))


def text_against_itself(
    statements: Sequence[Statement], printed: Collection[str] = ()
) -> list[Finding]:
    """Return the findings on sentences that contradict an earlier one on the same subject.

    `printed` are the figures that the appendices give; with these the text is compared there.
    """
    alike: dict[tuple[tuple[Subject, ...], frozenset[str]], list[Statement]] = {}
    for statement in statements:
        if _is_ratio(statement):
            key = _subjects_of(statement), _periods_of(statement)
            alike.setdefault(key, []).append(statement)
    findings: list[Finding] = []
    for (fitting, _), about in alike.items():
        codes = {code for subject in fitting for code in _codes(subject).values()}
        if fitting and codes.isdisjoint(printed) and len({s.text for s in about}) > 1:
            findings += _compared(fitting, about)
    return findings


def _subjects_of(statement: Statement) -> tuple[Subject, ...]:
    """Return the subjects that the words may mean; sentences alike in them mean the same."""
    return tuple(s for s in subjects() if not s.is_count and fits_words(s, statement))


def _periods_of(statement: Statement) -> frozenset[str]:
    """Return the periods that a sentence names; those of another period contradict nothing."""
    return frozenset(_PERIOD.findall(fold(statement.text)))


def _codes(subject: Subject) -> dict[str, str]:
    codes = {"rate": subject.rate, "whole": subject.whole}
    if len(subject.part) == 1:
        codes["part"] = subject.part[0]
    return {name: code for name, code in codes.items() if code}


def _is_ratio(statement: Statement) -> bool:
    """Tell whether a sentence of the text says exactly what share of what it speaks of."""
    numbers = _numbers(statement).values()
    exact = all(q.bound == "=" and q.ulp <= 1 for q in numbers)
    narrow = statement.cell is not None or is_narrowed(statement)
    linked = statement.certain or statement.whole is None
    return len(numbers) > 1 and exact and linked and not narrow


def _numbers(statement: Statement) -> dict[str, Quantity]:
    named = {"rate": statement.rate, "part": statement.part, "whole": statement.whole}
    return {name: said for name, said in named.items() if said is not None}


def _compared(fitting: Sequence[Subject], about: Sequence[Statement]) -> list[Finding]:
    subject, ids = fitting[0], {subject.id for subject in fitting}
    first = next((s for s in about if len(_numbers(s)) == 3 and not _is_broken(s)), None)
    if first is None:
        return []
    figures = _figures(subject, first)
    others = [s for s in about if s.text != first.text and not _is_broken(s)]
    matches = [
        _softened(m)
        for m in match_statements(others, figures)
        if m.subject.id in ids and _is_other(m)
    ]
    if not matches:
        return []
    repeats = repeats_of(matches, figures)
    rules = (*_own_ratio(subject, figures), *repeats.rules)
    return [
        replace(finding, level="body")
        for finding in reconcile({**figures, **repeats.figures}, rules, _OPTIONS).findings
    ]


def _figures(subject: Subject, statement: Statement) -> dict[str, Figure]:
    said = _numbers(statement)
    return {
        code: said_figure(code, said[name], statement, None)
        for name, code in _codes(subject).items()
        if name in said
    }


def _own_ratio(subject: Subject, figures: Mapping[str, Figure]) -> Iterable[Rule]:
    codes = _codes(subject)
    if len(codes) == 3 and all(code in figures for code in codes.values()):
        relation = Ratio(codes["rate"], codes["part"], codes["whole"])
        yield Rule(f"{subject.id}-body-ratio", relation)


def _is_other(match: Match) -> bool:
    """Tell whether a sentence differs, and yet must mean the same figures."""
    return match.differs and len(match.slots) > 1 and any(slot.agrees for slot in match.slots)


def _softened(match: Match) -> Match:
    return replace(match, subject=replace(match.subject, p=HOLDS, why=WHY))


def _is_broken(statement: Statement) -> bool:
    part, whole, rate = statement.part, statement.whole, statement.rate
    if part is None or whole is None or rate is None:
        return False
    return agreement(part, whole, rate) == "broken"

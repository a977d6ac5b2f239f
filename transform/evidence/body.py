"""The text of a document beside its appendices: repeated figures, broken ratio sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from contracts.relations import Linear, Ratio, Rule
from transform.evidence.agreement import agreement, as_rate
from transform.evidence.matching import Match, Slot, printed_value, unit_shift
from transform.finding import CellRef, Change, Finding, Hypothesis, Notice
from transform.reading import Number, NumberKind
from transform.reconcile.engine import reconcile
from transform.reconcile.figures import Figure
from transform.statement import Quantity, Statement
from transform.vietnamese.numbers import format_number

BODY = "body text"
ADVICE = "compare the sentence with the source page and ask the issuing body"


@dataclass(frozen=True, slots=True)
class Repeats:
    """Figures of the text that join those of the appendices, and the rules between them."""

    figures: dict[str, Figure] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    findings: tuple[Finding, ...] = ()
    matched: frozenset[int] = frozenset()


def repeats_of(matches: Iterable[Match], figures: Mapping[str, Figure]) -> Repeats:
    """Return what text and notes repeat of `figures`: equalities, and bounds that are broken."""
    more: dict[str, Figure] = {}
    rules: list[Rule] = []
    findings: list[Finding] = []
    said: set[tuple[tuple[str, ...], Decimal]] = set()
    matched = set()
    for number, match in enumerate(matches, start=1):
        matched.add(id(match.statement))
        findings += [_bound_finding(match, s, figures) for s in match.slots if _breaks_bound(s)]
        if not match.differs and all((s.codes, s.said.value) in said for s in match.slots):
            continue
        said |= {(slot.codes, slot.said.value) for slot in match.slots}
        own_figures, own_rules = _joined(match, number, figures)
        more |= own_figures
        rules += own_rules
    return Repeats(more, tuple(rules), tuple(findings), frozenset(matched))


def _breaks_bound(slot: Slot) -> bool:
    return not slot.agrees and slot.said.bound != "="


def _joined(
    match: Match, number: int, figures: Mapping[str, Figure]
) -> tuple[dict[str, Figure], list[Rule]]:
    """Return the figures of one statement, and what ties them to the appendix."""
    more: dict[str, Figure] = {}
    rules = []
    for slot in match.slots:
        if slot.said.bound != "=" or not _comparable(slot, figures):
            continue
        id_ = f"{slot.codes[0]}@{number}"
        more[id_] = said_figure(id_, slot.said, match.statement, figures[slot.codes[0]].unit)
        rules.append(_equal(match, slot, id_, number))
    ratio = _ratio(match, number, more)
    return more, [*rules, *ratio]


def _comparable(slot: Slot, figures: Mapping[str, Figure]) -> bool:
    """Tell whether an equality says the same as the comparison did; digits may be cut off."""
    value, _ = printed_value(slot.codes, figures)
    return not slot.agrees or value == slot.said.value


def _equal(match: Match, slot: Slot, id_: str, number: int) -> Rule:
    terms = (*((code, Decimal(1)) for code in slot.codes), (id_, Decimal(-1)))
    subject = match.subject
    name = f"{slot.codes[0].lstrip('@')}-{_source(match)}-{number}"
    return Rule(name, Linear(terms, "==", shape="equal"), "soft", subject.p, subject.why)


def _ratio(match: Match, number: int, more: dict[str, Figure]) -> list[Rule]:
    """Return the ratio that the sentence itself states; its figures join `more`."""
    statement = match.statement
    numbers = {"rate": statement.rate, "part": statement.part, "whole": statement.whole}
    if any(q is None or q.bound != "=" or q.ulp > 1 for q in numbers.values()):
        return []
    own = {slot.name: f"{slot.codes[0]}@{number}" for slot in match.slots}
    ids = {name: own.get(name, f"{match.subject.id}@{number}-{name}") for name in numbers}
    for name, said in numbers.items():
        if said is not None and ids[name] not in more:
            more[ids[name]] = said_figure(ids[name], said, statement, None)
    relation = Ratio(ids["rate"], ids["part"], ids["whole"])
    return [Rule(f"{match.subject.id}-{_source(match)}-{number}-ratio", relation)]


def _source(match: Match) -> str:
    return "note" if match.statement.cell is not None else "body"


def body_cell(statement: Statement, said: Quantity | None = None) -> CellRef:
    """Return a reference to a number of the text; its column tells what is printed there."""
    if statement.cell is not None:
        return statement.cell
    printed = said.printed if said else statement.printed
    return CellRef(None, None, f"{BODY}: {printed}", place=statement.place)


def said_figure(id_: str, said: Quantity, statement: Statement, unit: str | None) -> Figure:
    """Return a number of a sentence as a figure, in the `unit` of the one it repeats."""
    value = said.value.scaleb(-unit_shift(unit or ""))
    value = Decimal(f"{value:f}")
    decimals = max(-_exponent(said.ulp), 0) if said.rate or said.ulp else 0
    printed = said.printed.replace(" ", "")
    if unit_shift(unit or ""):
        decimals = max(-_exponent(value.normalize()), 0)
        value = round(value, decimals)
        printed = format_number(value, grouped=True)
    kind: NumberKind = "zero" if value == 0 else "number"
    number = Number(printed, kind, value, decimals, said.rate)
    return Figure(
        id_, number, unit or ("%" if said.rate else None), None, body_cell(statement, said)
    )


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _bound_finding(match: Match, slot: Slot, figures: Mapping[str, Figure]) -> Finding:
    refs = [figures[code].ref for code in slot.codes]
    printed = " + ".join(figures[code].printed for code in slot.codes)
    words = {"<": "nearly", ">": "more than", "~": "about"}[slot.said.bound]
    return Finding(
        rule=f"{slot.codes[0].lstrip('@')}-body-bound",
        kind="le",
        strength="soft",
        where=(*refs, body_cell(match.statement, slot.said)),
        status="ambiguous",
        found=f"the text says {words} {slot.said.printed}, the appendix {printed}",
        advice=ADVICE,
        severity=2,
        level="body",
    )


def broken_statements(
    statements: Iterable[Statement], matched: frozenset[int] = frozenset()
) -> list[Finding]:
    """Return the sentences whose own numbers contradict each other.

    Those in `matched` joined the figures of the appendices and are explained there.
    """
    found: list[Finding] = []
    seen: set[tuple[str, str]] = set()
    for statement in statements:
        key = (statement.text, statement.printed)
        if id(statement) in matched and _is_exact(statement):
            continue
        if key not in seen and _is_broken(statement):
            seen.add(key)
            found.append(_broken(statement, len(found) + 1))
    return found


def _is_exact(statement: Statement) -> bool:
    numbers = (statement.part, statement.whole, statement.rate)
    return all(q is not None and q.bound == "=" and q.ulp <= 1 for q in numbers)


def _is_broken(statement: Statement) -> bool:
    part, whole, rate = statement.part, statement.whole, statement.rate
    if part is None or whole is None or rate is None or not statement.certain:
        return False
    return agreement(part, whole, rate) == "broken"


def _broken(statement: Statement, number: int) -> Finding:
    part, whole, rate = statement.part, statement.whole, statement.rate
    assert part is not None and whole is not None and rate is not None
    rule = f"body-ratio-{number}"
    shown = as_rate(part, whole, max(-_exponent(rate.ulp), 0) or 2)
    words = {"=": "", "<": "nearly ", ">": "more than ", "~": "about "}[rate.bound]
    computed = format_number(shown)
    base = Finding(
        rule=rule,
        kind="ratio",
        strength="identity",
        where=(body_cell(statement),),
        status="ambiguous",
        found=f"{words}{rate.printed} ≠ {part.printed}/{whole.printed} = {computed}%",
        advice=ADVICE,
        hypotheses=(_rate_misprinted(statement, rate, computed),),
        severity=3,
        level="body",
    )
    return _explained(base, statement) if _is_exact(statement) else base


def _rate_misprinted(statement: Statement, rate: Quantity, computed: str) -> Hypothesis:
    change = Change(body_cell(statement, rate), rate.printed, f"{computed}%")
    return Hypothesis("unrelated value", (change,), 0.4)


def _explained(base: Finding, statement: Statement) -> Finding:
    """Return the finding with the explanations that the reconciler gives, if it does."""
    names = {"rate": statement.rate, "part": statement.part, "whole": statement.whole}
    figures = {n: said_figure(n, q, statement, None) for n, q in names.items() if q is not None}
    done = reconcile(figures, [Rule(base.rule, Ratio("rate", "part", "whole"))])
    explained = next(iter(done.findings), None)
    if explained is None or not explained.hypotheses:
        return base
    return replace(base, status=explained.status, hypotheses=explained.hypotheses)


def cut_off_notices(statements: Iterable[Statement]) -> list[Notice]:
    """Return a notice for each rate of the text whose digits are cut off, not rounded."""
    found = {}
    for statement in statements:
        part, whole, rate = statement.part, statement.whole, statement.rate
        if part is None or whole is None or rate is None or not statement.certain:
            continue
        if agreement(part, whole, rate) == "cut":
            message = f"{statement.printed}: the rate fits with digits cut off, not rounded."
            found[statement.printed] = Notice("rate_cut_off", message, statement.place)
    return list(found.values())

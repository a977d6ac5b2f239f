"""Holding a report against the earlier ones, the plan and the departments, purely.

Each kind of comparison is one small function; which figures, how strong and why not is data
in contracts/comparisons.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from contracts.comparisons import Comparison, Kind, comparisons
from transform.evidence.history import unusual
from transform.evidence.reports import At, Contradiction, Printed, Report, World

ADVICE = "compare both documents and ask the issuing body"
# figures that agree by chance: ones and twos in plenty, a few large ones hardly ever
_SURPRISE = 20.0
_SHOWN = 3
# days between the end of one period and the start of the next
_GAP = 5
_THOUSANDS = (Decimal(1000), Decimal(1000000))
_ROUGHLY = Decimal("0.35")


def compare(world: World, rules: Iterable[Comparison] | None = None) -> list[Contradiction]:
    """Return what does not hold between a report and the documents around it."""
    chosen = comparisons() if rules is None else rules
    return [found for rule in chosen for found in _KINDS[rule.kind](world, rule)]


def _periods(
    figures: Mapping[tuple[str, str], Printed], codes: frozenset[str]
) -> dict[str, Printed]:
    """Return the figures of the period by code."""
    return {code: f for (code, basis), f in figures.items() if basis == "period" and code in codes}


def _previous(world: World) -> Report | None:
    """Return the last report of the body before this one."""
    return world.earlier[-1] if world.earlier else None


def _adjoining(world: World) -> Report | None:
    """Return the report of the same kind of period that ends where this one begins."""
    now = world.now
    if now.start is None:
        return None
    for report in reversed(world.earlier):
        if report.kind == now.kind and report.end is not None:
            gap = abs((now.start - report.end).days - 1)
            return report if gap <= _GAP else None
    return None


def _found(
    rule: Comparison,
    what: str,
    kind: str,
    cells: Sequence[At],
    hypotheses: Iterable[tuple[str, float]] = (),
    *,
    code: str = "",
) -> Contradiction:
    return Contradiction(
        rule=f"{rule.id}-{code}" if code else rule.id,
        kind=kind,
        level=rule.level,
        severity=rule.severity,
        found=what,
        cells=tuple(cells),
        advice=f"{ADVICE}; {rule.why}",
        hypotheses=tuple(hypotheses),
        status="noted" if rule.level == "history" else "ambiguous",
    )


def _elsewhere(figure: Printed | None, report: Report) -> At:
    return At(figure, report.key, report.name)


def _stale(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A report whose figures of the period are nearly all those of an earlier one."""
    alike = (r for r in reversed(world.earlier) if r.kind == world.now.kind)
    for before in (next(alike, None), _previous(world)):
        found = None if before is None else _copied(world.now, before, rule)
        if found is not None:
            yield found
            return


def _copied(now: Report, before: Report, rule: Comparison) -> Contradiction | None:
    mine, theirs = (_periods(r.figures, rule.codes) for r in (now, before))
    both = [c for c in mine if c in theirs and max(mine[c].value, theirs[c].value) > 0]
    same = [c for c in both if mine[c].value == theirs[c].value]
    if len(both) < rule.least or len(same) < rule.share * len(both):
        return None
    if sum(math.log1p(mine[c].value) for c in same) < _SURPRISE:
        return None
    shown = same[:_SHOWN]
    cells = [*(At(mine[c]) for c in shown), *(_elsewhere(theirs[c], before) for c in shown)]
    what = f"{len(same)} of {len(both)} figures of the period are those of {before.name}"
    return _found(rule, what, "other", cells, [("previous period's value", 0.8)])


def _not_below(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A period that is longer than another and yet counts less."""
    mine = _periods(world.now.figures, rule.codes)
    for code, figure in mine.items():
        others = [(r, r.figures.get((code, "period"))) for r in world.within]
        higher = [(r, f) for r, f in others if f is not None and f.value > figure.value]
        if higher:
            report, theirs = max(higher, key=lambda pair: pair[1].value)
            yield _fallen(rule, code, figure, theirs, report)


def _fallen(
    rule: Comparison, code: str, figure: Printed, theirs: Printed, report: Report
) -> Contradiction:
    what = (
        f"{figure.printed} after {theirs.printed} in {report.name}, which is a part of the period"
    )
    cells = [At(figure), _elsewhere(theirs, report)]
    return _found(rule, what, "le", cells, _reasons(figure, theirs), code=code)


def _reasons(figure: Printed, theirs: Printed) -> list[tuple[str, float]]:
    """Return the named explanations of a running figure that fell."""
    small, large = str(figure.printed).strip(), str(theirs.printed).strip()
    if len(large) == len(small) + 1 and any(
        large[:i] + large[i + 1 :] == small for i in range(len(large))
    ):
        return [("dropped digit", 0.5), ("cumulative vs period", 0.3)]
    return [("cumulative vs period", 0.6)]


def _running(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A total since the start of the year that is below an earlier one of that year."""
    same_year = [r for r in world.earlier if r.year == world.now.year and r.year is not None]
    for id_, figure in world.now.figures.items():
        code, basis = id_
        if code not in rule.codes or basis != (rule.now or "period"):
            continue
        others = [(r, r.figures.get(id_)) for r in same_year]
        higher = [(r, f) for r, f in others if f is not None and f.value > figure.value]
        if higher:
            report, theirs = max(higher, key=lambda pair: pair[1].value)
            what = f"{figure.printed} after {theirs.printed} in {report.name} of the same year"
            cells = [At(figure), _elsewhere(theirs, report)]
            yield _found(rule, what, "le", cells, _reasons(figure, theirs), code=code)


def _previous_column(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A figure for the previous period that the report of that period gives otherwise."""
    before = _adjoining(world)
    if before is None:
        return
    for (code, basis), figure in world.now.figures.items():
        theirs = before.figures.get((code, "period")) if basis == "previous" else None
        if theirs is not None and theirs.value != figure.value:
            what = f"{figure.printed} for the previous period, {theirs.printed} in {before.name}"
            cells = [At(figure), _elsewhere(theirs, before)]
            yield _found(rule, what, "equal", cells, code=code)


def _carried(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """Dossiers carried over that are not those pending at the end of the last report."""
    before = _adjoining(world)
    if before is None:
        return
    pending = {
        c.partition("|")[0]: f
        for (c, _), f in before.figures.items()
        if c.endswith(f"|{rule.before}")
    }
    for (code, _), figure in world.now.figures.items():
        row, _, measure = code.partition("|")
        theirs = pending.get(row) if measure == rule.now else None
        if theirs is not None and theirs.value != figure.value:
            what = f"{figure.printed} carried over, {theirs.printed} pending in {before.name}"
            cells = [At(figure), _elsewhere(theirs, before)]
            yield _found(rule, what, "equal", cells, code=row)


def _plan_tasks(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A number of planned tasks that is not that of the body's one plan of the year."""
    plans = [plan for plan in world.plans if plan.year == world.now.year]
    if len(plans) != 1:
        return
    for code, figure in _periods(world.now.figures, rule.codes).items():
        if figure.value and figure.value != plans[0].tasks:
            what = f"{figure.printed} tasks, while {plans[0].name} lists {plans[0].tasks}"
            cells = [At(figure), At(None, plans[0].key, plans[0].name)]
            yield _found(rule, what, "equal", cells, code=code)


def _departments(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A province that reports less than its departments together."""
    if world.departments is None:
        return
    sums, counts = world.departments.sums, world.departments.counts
    for code, figure in _periods(world.now.figures, rule.codes).items():
        total = sums.get(code)
        if total is not None and counts[code] >= rule.least and total > figure.value:
            what = f"{figure.printed}, while {counts[code]} departments report {total:f} together"
            yield _found(rule, what, "le", [At(figure)], code=code)


def _unit(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """An amount about a thousand times more or less than in the last report."""
    before = _previous(world)
    if before is None:
        return
    mine, theirs = (_periods(r.figures, rule.codes) for r in (world.now, before))
    for code, figure in mine.items():
        other = theirs.get(code)
        if other is None or not other.value or not figure.value:
            continue
        ratio = max(figure.value / other.value, other.value / figure.value)
        if any(abs(ratio / power - 1) <= _ROUGHLY for power in _THOUSANDS):
            what = f"{figure.printed} after {other.printed} in {before.name}: another unit"
            cells = [At(figure), _elsewhere(other, before)]
            yield _found(rule, what, "unit_note", cells, [("unit triệu/tỷ", 0.8)], code=code)


def _unusual(world: World, rule: Comparison) -> Iterator[Contradiction]:
    """A figure far from all earlier ones of the same kind of period."""
    alike = [r for r in world.earlier if r.kind == world.now.kind]
    for code, figure in _periods(world.now.figures, rule.codes).items():
        history = [f.value for r in alike if (f := r.figures.get((code, "period"))) is not None]
        if len(history) < rule.least:
            continue
        score = unusual(figure.value, history)
        if score >= rule.share:
            what = (
                f"{figure.printed} where {len(history)} earlier reports gave "
                f"{min(history):f} to {max(history):f} (score {score:.1f})"
            )
            yield _found(rule, what, "other", [At(figure), _elsewhere(None, alike[-1])], code=code)


_KINDS: dict[Kind, Callable[[World, Comparison], Iterator[Contradiction]]] = {
    "stale": _stale,
    "not_below": _not_below,
    "running": _running,
    "previous_column": _previous_column,
    "carried": _carried,
    "plan_tasks": _plan_tasks,
    "departments": _departments,
    "unit": _unit,
    "unusual": _unusual,
}


def reporting_year(day: dt.date) -> int:
    """Return the year of the reporting regime, which begins on 15 December."""
    return day.year + 1 if (day.month, day.day) >= (12, 15) else day.year

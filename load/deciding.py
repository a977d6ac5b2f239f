"""Entering decisions of people into the ledger, withdrawing them, noting who was told.

Everything asked for at once is one transaction: all of it is stored and applied, or none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, ledger_decision
from load import history
from load.comparisons import mark_due
from load.decisions import apply_decisions, figures_of
from load.engine import check_reachable, make_engine, writing
from load.errors import WarehouseError
from load.open_findings import SHORTEST, OpenDocument, codes_like, open_finding
from load.versioning import check
from transform.choosing import Choice, ChoiceError, Wish, choices
from transform.identities import cell_identities
from transform.tidy.values import clean

DECISION_PREFIX = "D-"
T = TypeVar("T")


class DecisionError(WarehouseError):
    """Nothing was stored; `problems` says for each thing asked why not."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing a person decides; `where` is put before messages about it."""

    finding: str
    wish: Wish
    reason: str
    by: str
    told: dt.date | None = None
    where: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as it was entered, and what it did at once."""

    decision: int
    finding: str
    document: str
    cell: str
    found: str
    chosen: str
    is_applied: bool
    supersedes: int | None


def decide(url: str, asks: Sequence[Ask], now: dt.datetime) -> tuple[Decided, ...]:
    """Store and apply decisions, all or none; raises DecisionError or WarehouseError."""
    return _in_one_transaction(url, lambda connection: _decide(connection, asks, now))


def withdraw(
    url: str, names: Sequence[str], *, by: str, reason: str, now: dt.datetime
) -> tuple[int, ...]:
    """Withdraw the decisions in force that `names` name, and return their numbers.

    A name is a finding or the number of a decision (D-12). The figures become what the
    program alone says.
    """
    ending = {"ended_at": now, "ended_by": clean(by), "ended_reason": clean(reason)}
    return _in_one_transaction(url, lambda c: _withdraw(c, names, ending))


def tell(url: str, names: Sequence[str], *, by: str, day: dt.date) -> tuple[int, ...]:
    """Note that the issuing body was told of the decisions that `names` name."""
    return _in_one_transaction(url, lambda connection: _tell(connection, names, clean(by), day))


def _in_one_transaction(url: str, work: Callable[[Connection], T]) -> T:
    reader = make_engine(url, read_only=True)  # makes no file where none is
    try:
        check_reachable(reader)
        check(reader)
    finally:
        reader.dispose()
    engine = make_engine(url)
    try:
        with writing(engine) as connection:
            return work(connection)
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class _Planned:
    ask: Ask
    finding: str
    rule: str
    document: OpenDocument
    cell_identity: str
    choice: Choice


def _decide(connection: Connection, asks: Sequence[Ask], now: dt.datetime) -> tuple[Decided, ...]:
    planned, problems = [], []
    taken: dict[tuple[str, str], Ask] = {}
    for ask in asks:
        try:
            for plan in _planned(connection, ask):
                place = (plan.document.report_identity, plan.cell_identity)
                if place in taken:
                    said = f", {taken[place].where}" if taken[place].where else ""
                    raise ChoiceError(f"{plan.choice.cell.text} is decided before{said}")
                taken[place] = ask
                planned.append(plan)
        except ChoiceError as error:
            problems.append(f"{ask.where}: {error}" if ask.where else str(error))
    if problems:
        raise DecisionError(problems)
    entered = [(plan, *_enter(connection, plan, now)) for plan in planned]
    applied = _apply(connection, {plan.document.report_identity for plan in planned}, now)
    return tuple(_decided(plan, key, before, key in applied) for plan, key, before in entered)


def _planned(connection: Connection, ask: Ask) -> list[_Planned]:
    for name, text in (("reason", ask.reason), ("by", ask.by)):
        if not text.strip():
            raise ChoiceError(f"--{name} is missing: a decision says why, and whose it is")
    finding, document = open_finding(connection, ask.finding)
    figures = figures_of(connection, document.key)
    names = cell_identities([dict(figure._mapping) for figure in figures])
    by_key = {figure.figure_key: name for figure, name in zip(figures, names, strict=True)}
    return [
        _Planned(ask, finding.code, finding.rule, document, by_key[c.cell.figure_key], c)
        for c in choices(finding, ask.wish)
    ]


def _enter(connection: Connection, plan: _Planned, now: dt.datetime) -> tuple[int, int | None]:
    """Insert a decision; return its number and that of the one it supersedes."""
    decision = ledger_decision.c
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(decision.decision_key), 0)))
    key = int(last.scalar_one()) + 1
    connection.execute(sa.insert(ledger_decision).values(_values(plan, key, now)))
    before = connection.execute(
        sa.select(decision.decision_key).where(
            decision.report_identity == plan.document.report_identity,
            decision.cell_identity == plan.cell_identity,
            decision.decision_state == "in_force",
            decision.decision_key != key,
        )
    ).scalar_one_or_none()
    if before is not None:
        values = {
            "decision_state": "superseded",
            "superseded_by_key": key,
            "ended_at": now,
            "ended_by": clean(plan.ask.by),
            "ended_reason": clean(plan.ask.reason),
        }
        _update(connection, [before], values)
    return key, before


def _values(plan: _Planned, key: int, now: dt.datetime) -> dict[str, Any]:
    choice, ask, document = plan.choice, plan.ask, plan.document
    return {
        "decision_key": key,
        "report_identity": document.report_identity,
        "cell_identity": plan.cell_identity,
        "document_sha256": document.sha256,
        "document_name": document.name,
        "finding_code": plan.finding,
        "rule": plan.rule,
        "cell_text": choice.cell.text,
        "found_printed": choice.cell.printed,
        "found_value": choice.cell.value,
        "chosen_printed": clean(choice.printed),
        "chosen_value": choice.value,
        "hypothesis_rank": choice.rank,
        "hypothesis_name": choice.name,
        "reason": clean(ask.reason.strip()),
        "decided_by": clean(ask.by.strip()),
        "decided_at": now,
        "decision_state": "in_force",
        "told_date": ask.told,
        "told_by": clean(ask.by.strip()) if ask.told else None,
    }


def _decided(plan: _Planned, key: int, before: int | None, applied: bool) -> Decided:
    choice = plan.choice
    return Decided(
        decision=key,
        finding=plan.finding,
        document=plan.document.name,
        cell=choice.cell.text,
        found=choice.cell.printed,
        chosen=choice.printed,
        is_applied=applied,
        supersedes=before,
    )


def _apply(connection: Connection, reports: Iterable[str], now: dt.datetime) -> set[int]:
    """Apply what is in force to every document of some reports; return what was applied.

    What the figures were believed to be until now is kept.
    """
    document = dim_document.c
    applied: set[int] = set()
    for report in reports:
        query = sa.select(document.document_key).where(document.report_identity == report)
        for key in connection.execute(query.order_by(document.document_key)).scalars().all():
            mark_due(connection, key)
            former = history.figures_of(connection, key)
            effects = apply_decisions(connection, key)
            history.settle(connection, key, former, now)
            applied |= {effect.decision_key for effect in effects if effect.is_applied}
    return applied


def _withdraw(
    connection: Connection, names: Sequence[str], ending: dict[str, Any]
) -> tuple[int, ...]:
    rows = _meant(connection, names)
    _update(connection, [r.decision_key for r in rows], {"decision_state": "withdrawn", **ending})
    _apply(connection, {row.report_identity for row in rows}, ending["ended_at"])
    return tuple(row.decision_key for row in rows)


def _tell(connection: Connection, names: Sequence[str], by: str, day: dt.date) -> tuple[int, ...]:
    keys = [row.decision_key for row in _meant(connection, names)]
    _update(connection, keys, {"told_date": day, "told_by": by})
    return tuple(keys)


def _update(connection: Connection, keys: Sequence[int], values: dict[str, Any]) -> None:
    table = ledger_decision
    connection.execute(sa.update(table).where(table.c.decision_key.in_(keys)).values(values))


def _meant(connection: Connection, names: Sequence[str]) -> list[sa.Row[Any]]:
    """Return the decisions in force that are named, each once; raises DecisionError."""
    found: dict[int, sa.Row[Any]] = {}
    problems = []
    for name in names:
        rows = _of_name(connection, name)
        if not rows:
            problems.append(
                f"no decision in force is called {name}; `cchc decide --audit` lists them"
            )
        found |= {row.decision_key: row for row in rows}
    if problems:
        raise DecisionError(problems)
    return list(found.values())


def _of_name(connection: Connection, name: str) -> Sequence[sa.Row[Any]]:
    decision = ledger_decision.c
    query = sa.select(ledger_decision).where(decision.decision_state == "in_force")
    number = name.upper().removeprefix(DECISION_PREFIX)
    if name.upper().startswith(DECISION_PREFIX) and number.isdigit():
        query = query.where(decision.decision_key == int(number))
    elif len(name.strip()) < SHORTEST:
        return []
    else:
        query = query.where(codes_like(decision.finding_code, name))
    rows = connection.execute(query.order_by(decision.decision_key)).all()
    if len({row.finding_code for row in rows}) > 1:
        shown = ", ".join(sorted({str(row.finding_code) for row in rows}))
        raise DecisionError([f"{name} is the start of several findings: {shown}"])
    return rows

"""The ledger: what is still to be done, and how every input of every run ended."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, ledger_outcome, ledger_run
from extract.document import Source
from load.bulk import insert_columns
from load.chunks import chunks
from load.errors import LedgerError
from load.history import FigureChange
from transform.tidy.values import clean, clean_all, clean_all_or_none

OutcomeKind = Literal["loaded", "unchanged", "duplicate_of", "superseded", "held", "rejected"]


@dataclass(frozen=True, slots=True)
class Versions:
    """What the reading of a document depends on besides its bytes."""

    layouts: str
    rules: str
    code: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one input file ended; the counts are of facts loaded for it in this run.

    `changes` are the figures that reading it anew has changed; history, not ledger, keeps them.
    """

    source_name: str
    sha256: str | None
    outcome: OutcomeKind
    reason: str
    other_name: str | None = None
    document_key: int | None = None
    figure_count: int = 0
    task_count: int = 0
    finding_count: int = 0
    notice_count: int = 0
    changes: tuple[FigureChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The work of a run: what must be read, and what is settled without opening a file."""

    to_read: tuple[Source, ...]
    settled: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way."""

    key: int
    versions: Versions


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the warehouse knows of a document with certain bytes."""

    key: int
    source_name: str
    versions: Versions
    superseded_by: str | None


_LATER = dim_document.alias("later")
_KNOWN = sa.select(
    dim_document.c.document_sha256,
    dim_document.c.document_key,
    dim_document.c.source_name,
    dim_document.c.layouts_version,
    dim_document.c.rules_version,
    dim_document.c.code_version,
    _LATER.c.source_name,
).select_from(
    dim_document.outerjoin(_LATER, _LATER.c.document_key == dim_document.c.superseded_by_key)
)


def known_documents(connection: Connection, hashes: Iterable[str]) -> dict[str, KnownDocument]:
    """Return what the warehouse knows of these documents, by SHA-256."""
    wanted = list(dict.fromkeys(hashes))
    found: dict[str, KnownDocument] = {}
    for part in chunks(wanted):
        query = _KNOWN.where(dim_document.c.document_sha256.in_(part))
        for row in connection.execute(query).all():
            found[row[0]] = KnownDocument(row[1], row[2], Versions(*row[3:6]), row[6])
    return found


def plan(
    sources: Sequence[Source],
    known: dict[str, KnownDocument],
    versions: Versions,
    *,
    force: bool = False,
) -> Plan:
    """Return what of `sources` is to be read: the set difference with what is known.

    Of several files with the same bytes one is read or known, the others duplicate it.
    `force` reads again what would be unchanged.
    """
    groups: dict[str, list[Source]] = {}
    for source in sources:
        groups.setdefault(source.sha256, []).append(source)
    to_read: list[Source] = []
    settled: list[Outcome] = []
    for sha256, group in groups.items():
        document = known.get(sha256)
        named = [s for s in group if document and clean(s.name) == document.source_name]
        first = (named or group)[0]
        if document is None or force or document.versions != versions:
            to_read.append(first)
        else:
            settled.append(_settled(first, document))
        settled += [_duplicate(s, first.name, document) for s in group if s is not first]
    return Plan(tuple(to_read), tuple(settled))


def _settled(source: Source, document: KnownDocument) -> Outcome:
    if clean(source.name) != document.source_name:
        return _duplicate(source, document.source_name, document)
    if document.superseded_by is not None:
        return superseded(source.name, source.sha256, document.key, document.superseded_by)
    reason = "already loaded with the same layouts, rules and program"
    return Outcome(source.name, source.sha256, "unchanged", reason, document_key=document.key)


def _duplicate(source: Source, other: str, document: KnownDocument | None) -> Outcome:
    return Outcome(
        source.name,
        source.sha256,
        "duplicate_of",
        f"same bytes as {other}",
        other_name=other,
        document_key=document.key if document else None,
    )


def superseded(name: str, sha256: str, document_key: int, other: str) -> Outcome:
    """Return the outcome of a file whose document was issued again in `other`."""
    reason = f"issued again, with other content, in {other}"
    return Outcome(name, sha256, "superseded", reason, other, document_key)


def start_run(
    connection: Connection,
    command: str,
    versions: Versions,
    input_count: int | None,
    now: dt.datetime,
) -> Run:
    """Enter a new run and return it; runs whose process is gone become interrupted."""
    _mark_interrupted(connection, now)
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(ledger_run.c.run_key), 0)))
    run = Run(last.scalar_one() + 1, versions)
    connection.execute(
        sa.insert(ledger_run).values(
            run_key=run.key,
            command=command,
            state="running",
            started_at=now,
            host=socket.gethostname(),
            process_id=os.getpid(),
            layouts_version=versions.layouts,
            rules_version=versions.rules,
            code_version=versions.code,
            input_count=input_count,
        )
    )
    return run


def _mark_interrupted(connection: Connection, now: dt.datetime) -> None:
    running = sa.select(ledger_run).where(ledger_run.c.state == "running")
    for row in connection.execute(running).all():
        if not is_dead(row.state, row.host, row.process_id):
            continue
        values = {
            "state": "interrupted",
            "finished_at": now,
            "input_count": outcome_count(connection, row.run_key),
            "error": "the process ended before the run did",
        }
        connection.execute(
            sa.update(ledger_run).where(ledger_run.c.run_key == row.run_key).values(values)
        )


def is_dead(state: str, host: str, process_id: int) -> bool:
    """Tell whether a run says that it is running but its process on this host is gone."""
    return state == "running" and host == socket.gethostname() and not _is_alive(process_id)


def _is_alive(process_id: int) -> bool:
    if process_id == os.getpid():
        return True
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def outcome_count(connection: Connection, run_key: int) -> int:
    """Return how many inputs of a run have an outcome."""
    query = (
        sa.select(sa.func.count())
        .select_from(ledger_outcome)
        .where(ledger_outcome.c.run_key == run_key)
    )
    return int(connection.execute(query).scalar_one())


def record(connection: Connection, run: Run, outcomes: Sequence[Outcome], now: dt.datetime) -> None:
    """Enter outcomes, one for each input file."""
    if not outcomes:
        return
    column = ledger_outcome.c.outcome_key
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0)))
    next_key = last.scalar_one() + 1
    columns = {
        "outcome_key": range(next_key, next_key + len(outcomes)),
        "run_key": [run.key] * len(outcomes),
        "layouts_version": [run.versions.layouts] * len(outcomes),
        "rules_version": [run.versions.rules] * len(outcomes),
        "code_version": [run.versions.code] * len(outcomes),
        "recorded_at": [now] * len(outcomes),
        **_columns(outcomes),
    }
    insert_columns(connection, ledger_outcome, columns)


def _columns(outcomes: Sequence[Outcome]) -> dict[str, Sequence[Any]]:
    """Return what outcomes say of their files, column by column."""
    return {
        "source_name": clean_all([outcome.source_name for outcome in outcomes]),
        "document_sha256": [outcome.sha256 for outcome in outcomes],
        "outcome": [outcome.outcome for outcome in outcomes],
        "reason": clean_all([outcome.reason for outcome in outcomes]),
        "other_name": clean_all_or_none([outcome.other_name for outcome in outcomes]),
        "document_key": [outcome.document_key for outcome in outcomes],
        "figure_count": [outcome.figure_count for outcome in outcomes],
        "task_count": [outcome.task_count for outcome in outcomes],
        "finding_count": [outcome.finding_count for outcome in outcomes],
        "notice_count": [outcome.notice_count for outcome in outcomes],
    }


def forget_loads(connection: Connection, run: Run, hashes: Sequence[str]) -> None:
    """Delete how the load of some documents ended in this run, as they are tried again."""
    for part in chunks(hashes):
        connection.execute(sa.delete(ledger_outcome).where(_of_loads(run, part)))


def load_outcomes(connection: Connection, run: Run, hashes: Sequence[str]) -> dict[str, Outcome]:
    """Return how the load of documents has already ended in this run, by SHA-256."""
    found: dict[str, Outcome] = {}
    for part in chunks(hashes):
        for row in connection.execute(sa.select(ledger_outcome).where(_of_loads(run, part))):
            found[row.document_sha256] = Outcome(
                source_name=row.source_name,
                sha256=row.document_sha256,
                outcome=row.outcome,
                reason=row.reason,
                other_name=row.other_name,
                document_key=row.document_key,
                figure_count=row.figure_count,
                task_count=row.task_count,
                finding_count=row.finding_count,
                notice_count=row.notice_count,
            )
    return found


def _of_loads(run: Run, hashes: Sequence[str]) -> sa.ColumnElement[bool]:
    """Pick the outcomes of the files of these bytes that a run loads, one for each."""
    table = ledger_outcome.c
    return sa.and_(
        table.run_key == run.key,
        table.document_sha256.in_(hashes),
        table.outcome != "duplicate_of",
    )


def record_paths(connection: Connection, run: Run, paths: Mapping[tuple[str, str], str]) -> None:
    """Enter where the files of a run lay: `paths` is path by SHA-256 and name."""
    if not paths:
        return
    table = ledger_outcome.c
    update = sa.update(ledger_outcome).where(
        table.run_key == run.key,
        table.document_sha256 == sa.bindparam("sha256"),
        table.source_name == sa.bindparam("name"),
    )
    rows = [
        {"sha256": sha256, "name": clean(name), "path": clean(path)}
        for (sha256, name), path in paths.items()
    ]
    connection.execute(update.values(source_path=sa.bindparam("path")), rows)


@dataclass(frozen=True, slots=True)
class Held:
    """A file of which something is on hold: its bytes, its name, where it lay when last seen."""

    sha256: str
    source_name: str
    source_path: str | None


def held(connection: Connection) -> list[Held]:
    """Return the files that are on hold, wholly or in part, in the order they came.

    In part: current documents with holds. Wholly: files whose last outcome, other than
    unchanged or duplicate, is `held` and that gave no document.
    """
    outcome, document = ledger_outcome.c, dim_document.c
    last = (
        sa.select(sa.func.max(outcome.outcome_key))
        .where(
            outcome.document_sha256.is_not(None),
            outcome.outcome.not_in(("unchanged", "duplicate_of")),
        )
        .group_by(outcome.document_sha256)
    )
    seen = ledger_outcome.alias("seen")
    path = (
        sa.select(seen.c.source_path)
        .where(
            seen.c.document_sha256 == outcome.document_sha256,
            seen.c.source_path.is_not(None),
        )
        .order_by(seen.c.outcome_key.desc())
        .limit(1)
        .scalar_subquery()
    )
    in_part = sa.and_(document.hold_count > 0, document.known_to.is_(None))
    wholly = sa.and_(outcome.outcome == "held", document.document_key.is_(None))
    query = (
        sa.select(outcome.document_sha256, outcome.source_name, path)
        .select_from(
            ledger_outcome.outerjoin(
                dim_document, document.document_sha256 == outcome.document_sha256
            )
        )
        .where(outcome.outcome_key.in_(last), sa.or_(in_part, wholly))
        .order_by(outcome.outcome_key)
    )
    return [Held(*row) for row in connection.execute(query)]


def finish_run(connection: Connection, run: Run, error: str | None, now: dt.datetime) -> None:
    """Close a run. Raises LedgerError if some input has no outcome and no error says why."""
    query = sa.select(ledger_run.c.input_count).where(ledger_run.c.run_key == run.key)
    expected = connection.execute(query).scalar_one()
    counted = outcome_count(connection, run.key)
    if error is None and expected is not None and expected != counted:
        raise LedgerError(
            f"Run {run.key} was given {expected} inputs but recorded {counted} outcomes."
        )
    values = {
        "state": "failed" if error else "finished",
        "finished_at": now,
        "input_count": counted,
        "error": error,
    }
    connection.execute(sa.update(ledger_run).where(ledger_run.c.run_key == run.key).values(values))

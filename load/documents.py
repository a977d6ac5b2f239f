"""Loading a batch of documents: their rows, their facts, what they supersede, their outcomes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, fact_notice, ledger_decision
from load import history, repeats
from load.bulk import insert_rows
from load.catalogue_sync import ensure_dates, is_in_calendar
from load.chunks import chunks
from load.comparisons import mark_due
from load.decisions import apply_decisions
from load.dimensions import AskedAgencies, Dimensions, ProvinceMatch, field_keys, period_keys
from load.errors import LoadError
from load.facts import (
    DocumentKeys,
    FactContext,
    delete_facts,
    fact_columns,
    notice_row,
    write_facts,
)
from load.history import FigureChange
from load.issues import Issued, issued, supersede
from load.ledger import (
    KnownDocument,
    Outcome,
    OutcomeKind,
    Run,
    forget_loads,
    known_documents,
    load_outcomes,
    record,
    superseded,
)
from load.records import Batch, Record

_DOUBTS = {
    "province_unknown": "The catalogue has no province called {name!r}; the document has none.",
    "province_undated": "{name!r} is the name of two units and the document has no date; it has "
    "none of them. Correct the date line.",
    "province_not_in_force": "{name!r} was not the name of a province on {day}; the nearest "
    "version of that name is used. Check the date line.",
}


@dataclass(frozen=True, slots=True)
class _Loading:
    """A batch on its way in: the keys of its documents, and which of them were there before."""

    batch: Batch
    matches: Sequence[ProvinceMatch]
    keys: Sequence[DocumentKeys]
    before: Mapping[str, Issued]

    def known(self) -> list[int]:
        """The keys of the documents that are read anew."""
        return [own.key for own in self.before.values()]


def load_documents(
    connection: Connection,
    batch: Batch,
    dimensions: Dimensions,
    run: Run,
    now: dt.datetime,
    *,
    force: bool = False,
) -> list[Outcome]:
    """Load documents and record how each ended; the caller commits or rolls back.

    A document that is there with the same versions is left as it is, unless `force`; one
    that this run has loaded already keeps its outcome. Raises LoadError for rows that refer
    to what the catalogue does not have; then none of the batch may be committed.
    """
    hashes = batch.hashes
    ended = load_outcomes(connection, run, hashes)  # of a batch broken off and tried again
    rejected = [sha256 for sha256, outcome in ended.items() if outcome.outcome == "rejected"]
    forget_loads(connection, run, rejected)
    done = {sha256: outcome for sha256, outcome in ended.items() if outcome.outcome != "rejected"}
    known = {} if force else known_documents(connection, hashes)
    new = {
        document["document_sha256"]: _unchanged(document, known[document["document_sha256"]])
        for document in batch.documents
        if _is_loaded(known.get(document["document_sha256"]), run)
    }
    todo = [n for n, sha256 in enumerate(hashes) if sha256 not in done and sha256 not in new]
    if todo:
        written = _write(connection, batch.part(todo), dimensions, run, now)
        new |= {str(outcome.sha256): outcome for outcome in written}
    record(connection, run, [new[s] for s in hashes if s in new and s not in done], now)
    return [done.get(sha256) or new[sha256] for sha256 in hashes]


def _is_loaded(known: KnownDocument | None, run: Run) -> bool:
    return known is not None and known.versions == run.versions


def _unchanged(document: Record, known: KnownDocument) -> Outcome:
    return Outcome(
        document["source_name"],
        document["document_sha256"],
        "unchanged",
        "another run has just loaded it with the same layouts, rules and program",
        document_key=known.key,
    )


def _write(
    connection: Connection, batch: Batch, dimensions: Dimensions, run: Run, now: dt.datetime
) -> list[Outcome]:
    _refuse_unknown_indicators(batch, dimensions)
    loading = _with_keys(connection, batch, dimensions)
    for key in loading.known():
        mark_due(connection, key)
    _write_documents(connection, loading, run, now)
    former = {key: history.figures_of(connection, key) for key in loading.known()}
    for key in former:
        delete_facts(connection, key)
    notices = _write_facts(connection, loading, dimensions, now)
    for key in _decided(connection, [own.document_key for own in loading.keys]):
        apply_decisions(connection, key)
    changes = {key: history.settle(connection, key, rows, now) for key, rows in former.items()}
    supersede(connection, batch.documents, loading.before, run)
    repeats.settle(connection, [own.document_key for own in loading.keys])
    return _outcomes(connection, loading, notices, changes)


def _refuse_unknown_indicators(batch: Batch, dimensions: Dimensions) -> None:
    named = {
        code
        for name in ("figures", "targets", "finding_cells")
        for code in set(batch.columns[name]["indicator_code"])
        if code is not None
    }
    unknown = sorted(code for code in named if not dimensions.knows_indicator(code))
    if unknown:
        raise LoadError(f"The catalogue has no indicator {', '.join(unknown)}.")


def _with_keys(connection: Connection, batch: Batch, dimensions: Dimensions) -> _Loading:
    """Return the batch with the keys of its documents, made where they are new."""
    documents = batch.documents
    before = issued(connection, batch.hashes)
    matches = [dimensions.province(d["province_printed"], d["reference_date"]) for d in documents]
    agencies = dimensions.agency_keys(connection, _asked_agencies(batch, matches))
    column = dim_document.c.document_key
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0))).scalar_one()
    keys = []
    for document, match, own, period in zip(
        documents, matches, agencies, period_keys(connection, documents), strict=True
    ):
        known = before.get(document["document_sha256"])
        last += known is None
        keys.append(
            DocumentKeys(
                document_key=known.key if known else last,
                province_key=match.province.key if match.province else None,
                agency_key=own.get(document["agency_code"] or ""),
                period_key=period,
                agencies=own,
            )
        )
    return _Loading(batch, matches, keys, before)


def _asked_agencies(batch: Batch, matches: Iterable[ProvinceMatch]) -> list[AskedAgencies]:
    codes = iter(batch.columns["task_agencies"]["agency_code"])
    asked = []
    counts = batch.counts["task_agencies"]
    for document, match, count in zip(batch.documents, matches, counts, strict=True):
        named = [document["agency_code"], *(next(codes) for _ in range(count))]
        asked.append((tuple(code for code in named if code), match.province))
    return asked


def _write_documents(connection: Connection, loading: _Loading, run: Run, now: dt.datetime) -> None:
    """Insert or correct the rows of the documents."""
    dated = (document["document_date"] for document in loading.batch.documents)
    unusual = [day for day in dated if day is not None and not is_in_calendar(day)]
    if unusual:
        ensure_dates(connection, unusual)
    new = []
    for document, keys in zip(loading.batch.documents, loading.keys, strict=True):
        values = _document_values(document, keys, run)
        if document["document_sha256"] not in loading.before:
            new.append(values | {"document_key": keys.document_key, "known_from": now})
            continue
        del values["source_name"]  # a document keeps the name it first came under
        mine = dim_document.c.document_key == keys.document_key
        connection.execute(sa.update(dim_document).where(mine).values(values))
    insert_rows(connection, dim_document, new)


_DOCUMENT_COLUMNS = frozenset(dim_document.columns.keys())


def _document_values(document: Record, keys: DocumentKeys, run: Run) -> dict[str, Any]:
    values = {name: value for name, value in document.items() if name in _DOCUMENT_COLUMNS}
    return values | {
        "province_key": keys.province_key,
        "agency_key": keys.agency_key,
        "period_key": keys.period_key,
        "layouts_version": run.versions.layouts,
        "rules_version": run.versions.rules,
        "code_version": run.versions.code,
        "loaded_run_key": run.key,
        "compared_rules": None,
    }


def _write_facts(
    connection: Connection, loading: _Loading, dimensions: Dimensions, now: dt.datetime
) -> dict[int, int]:
    """Write the facts; return how many notices of its own the loader adds, by document."""
    batch = loading.batch
    names = dict.fromkeys(batch.columns["figures"]["field_name"])
    context = FactContext(
        loading.keys,
        indicator=dimensions.indicator,
        fields=field_keys(connection, [name for name in names if name]),
        now=now,
    )
    write_facts(connection, fact_columns(batch, context))
    doubts = [
        notice_row(keys.document_key, count + 1, match.doubt, _doubt_text(document, match.doubt))
        for document, match, keys, count in zip(
            batch.documents, loading.matches, loading.keys, batch.counts["notices"], strict=True
        )
        if match.doubt is not None
    ]
    insert_rows(connection, fact_notice, doubts)
    return {row["document_key"]: 1 for row in doubts}


def _doubt_text(document: Record, doubt: str) -> str:
    return _DOUBTS[doubt].format(name=document["province_printed"], day=document["reference_date"])


def _decided(connection: Connection, keys: Sequence[int]) -> list[int]:
    """Return the documents about which some decision is in force."""
    decision, document = ledger_decision.c, dim_document.c
    source = dim_document.join(
        ledger_decision, decision.report_identity == document.report_identity
    )
    query = sa.select(document.document_key).select_from(source).distinct()
    query = query.where(decision.decision_state == "in_force")
    return sorted(
        key
        for part in chunks(keys)
        for key in connection.execute(query.where(document.document_key.in_(part))).scalars()
    )


def _outcomes(
    connection: Connection,
    loading: _Loading,
    notices: Mapping[int, int],
    changes: Mapping[int, tuple[FigureChange, ...]],
) -> list[Outcome]:
    successors = _successors(connection, [own.document_key for own in loading.keys])
    counts = loading.batch.counts
    outcomes = []
    for number, (document, keys) in enumerate(
        zip(loading.batch.documents, loading.keys, strict=True)
    ):
        key = keys.document_key
        outcomes.append(
            replace(
                _ended(document, key, successors.get(key)),
                figure_count=counts["figures"][number],
                task_count=counts["tasks"][number],
                finding_count=counts["findings"][number],
                notice_count=counts["notices"][number] + notices.get(key, 0),
                changes=changes.get(key, ()),
            )
        )
    return outcomes


def _successors(connection: Connection, keys: Sequence[int]) -> dict[int, str]:
    """Return the names of the files that superseded documents, by the keys of these."""
    later = dim_document.alias("later")
    document = dim_document.c
    source = dim_document.join(later, later.c.document_key == document.superseded_by_key)
    query = sa.select(document.document_key, later.c.source_name).select_from(source)
    return {
        row[0]: row[1]
        for part in chunks(keys)
        for row in connection.execute(query.where(document.document_key.in_(part)))
    }


def _ended(document: Record, key: int, other: str | None) -> Outcome:
    name, sha256 = document["source_name"], document["document_sha256"]
    if other is not None:
        return superseded(name, sha256, key, other)
    if document["hold_count"]:
        return _loaded(name, sha256, key, "held", _held_reason(document))
    return _loaded(name, sha256, key, "loaded", "read and loaded")


def _loaded(name: str, sha256: str, key: int, kind: OutcomeKind, reason: str) -> Outcome:
    return Outcome(name, sha256, kind, reason, document_key=key)


def _held_reason(document: Record) -> str:
    return f"{document['hold_count']} on hold, the rest loaded: {document['held_reason']}"

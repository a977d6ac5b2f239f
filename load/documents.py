"""Loading one document: its dimension row, its facts, what it supersedes, its outcome."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, ledger_outcome
from load import history
from load.catalogue_sync import ensure_dates
from load.comparisons import mark_due
from load.decisions import apply_decisions
from load.dimensions import Dimensions, ProvinceMatch, field_keys, period_key
from load.errors import LoadError
from load.facts import FactContext, delete_facts, fact_rows, notice_records, write_facts
from load.ledger import (
    KnownDocument,
    Outcome,
    OutcomeKind,
    Run,
    known_documents,
    load_outcome,
    record_load,
    superseded,
)
from load.records import DocumentRecords, Record

_DOUBTS = {
    "province_unknown": "The catalogue has no province called {name!r}; the document has none.",
    "province_undated": "{name!r} is the name of two units and the document has no date; it has "
    "none of them. Correct the date line.",
    "province_not_in_force": "{name!r} was not the name of a province on {day}; the nearest "
    "version of that name is used. Check the date line.",
}


_LATER = dim_document.alias("later")
# the file that superseded a document
_SUCCESSOR = sa.select(_LATER.c.source_name).select_from(
    dim_document.join(_LATER, _LATER.c.document_key == dim_document.c.superseded_by_key)
)


@dataclass(frozen=True, slots=True)
class _Before:
    """What the warehouse held of this document before."""

    key: int | None
    identity: str | None


def load_document(
    connection: Connection,
    records: DocumentRecords,
    dimensions: Dimensions,
    run: Run,
    now: dt.datetime,
    *,
    force: bool = False,
) -> Outcome:
    """Load one document and record its outcome; the caller commits or rolls back.

    A document that is there with the same versions is left as it is, unless `force`; one
    that this run has loaded already keeps its outcome. Raises
    LoadError for rows that refer to what the catalogue does not have.
    """
    (document,) = records["documents"]
    sha256 = document["document_sha256"]
    before = load_outcome(connection, run, sha256)
    if before is not None and before.outcome != "rejected":
        return before  # the batch was broken off and is tried again
    known = known_documents(connection, [sha256]).get(sha256)
    if known is not None and known.versions == run.versions and not force:
        outcome = _unchanged(document, known)
    else:
        outcome = _write(connection, records, dimensions, run, now)
    record_load(connection, run, outcome, now)
    return outcome


def _unchanged(document: Record, known: KnownDocument) -> Outcome:
    return Outcome(
        document["source_name"],
        document["document_sha256"],
        "unchanged",
        "another run has just loaded it with the same layouts, rules and program",
        document_key=known.key,
    )


def _write(
    connection: Connection,
    records: DocumentRecords,
    dimensions: Dimensions,
    run: Run,
    now: dt.datetime,
) -> Outcome:
    (document,) = records["documents"]
    _refuse_unknown_indicators(records, dimensions)
    match = dimensions.province(document["province_printed"], document["reference_date"])
    agencies = dimensions.agency_keys(connection, _agency_codes(records), match.province)
    before = _before(connection, document["document_sha256"])
    if before.key is not None:
        mark_due(connection, before.key)
    keys = {
        "province_key": match.province.key if match.province else None,
        "agency_key": agencies.get(document["agency_code"] or ""),
        "period_key": period_key(connection, document),
    }
    document_key = _write_document(connection, document, keys, before.key, run, now)
    names = [record["field_name"] for record in records["figures"] if record["field_name"]]
    context = FactContext(
        document_key,
        **keys,
        indicator=dimensions.indicator,
        agencies=agencies,
        fields=field_keys(connection, names),
    )
    notices = notice_records(records, document["document_sha256"], _doubts(document, match))
    complete = {**records, "notices": [*records["notices"], *notices]}
    rows = fact_rows(complete, context)
    former = _replace_facts(connection, before.key, rows, now)
    apply_decisions(connection, document_key)
    changed = history.settle(connection, document_key, former, now) if before.key else ()
    for identity in {before.identity, document["issue_identity"]} - {None}:
        _supersede(connection, str(identity), run)
    counts = {name: len(own) for name, own in rows.items()}
    return replace(_outcome(connection, document, document_key, counts), changes=changed)


def _replace_facts(
    connection: Connection, known_key: int | None, rows: DocumentRecords, now: dt.datetime
) -> list[Record]:
    """Write the facts of a document in place of those it had; return the figures it had."""
    former = history.figures_of(connection, known_key) if known_key is not None else []
    if known_key is not None:
        delete_facts(connection, known_key)
    for row in rows["figures"]:
        row["known_from"] = now
    write_facts(connection, rows)
    return former


def _refuse_unknown_indicators(records: DocumentRecords, dimensions: Dimensions) -> None:
    named = {
        row["indicator_code"]
        for name in ("figures", "targets", "finding_cells")
        for row in records[name]
        if row["indicator_code"] is not None
    }
    unknown = sorted(code for code in named if not dimensions.knows_indicator(code))
    if unknown:
        raise LoadError(f"The catalogue has no indicator {', '.join(unknown)}.")


def _agency_codes(records: DocumentRecords) -> list[str]:
    (document,) = records["documents"]
    named = [document["agency_code"], *(row["agency_code"] for row in records["task_agencies"])]
    return [code for code in named if code]


def _doubts(document: Record, match: ProvinceMatch) -> list[tuple[str, str]]:
    if match.doubt is None:
        return []
    text = _DOUBTS[match.doubt].format(
        name=document["province_printed"], day=document["reference_date"]
    )
    return [(match.doubt, text)]


def _before(connection: Connection, sha256: str) -> _Before:
    query = sa.select(dim_document.c.document_key, dim_document.c.issue_identity).where(
        dim_document.c.document_sha256 == sha256
    )
    row = connection.execute(query).one_or_none()
    return _Before(row[0], row[1]) if row else _Before(None, None)


def _write_document(
    connection: Connection,
    document: Record,
    keys: dict[str, Any],
    known_key: int | None,
    run: Run,
    now: dt.datetime,
) -> int:
    """Insert or correct the row of the document and return its key."""
    if document["document_date"] is not None:
        ensure_dates(connection, [document["document_date"]])
    values = {name: value for name, value in document.items() if name in dim_document.columns}
    values |= keys | {
        "layouts_version": run.versions.layouts,
        "rules_version": run.versions.rules,
        "code_version": run.versions.code,
        "loaded_run_key": run.key,
        "compared_rules": None,
    }
    column = dim_document.c.document_key
    if known_key is not None:
        del values["source_name"]  # a document keeps the name it first came under
        connection.execute(sa.update(dim_document).where(column == known_key).values(values))
        return known_key
    last = connection.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0))).scalar_one()
    values |= {"document_key": last + 1, "known_from": now}
    connection.execute(sa.insert(dim_document), [values])
    return int(last + 1)


def _supersede(connection: Connection, identity: str, run: Run) -> None:
    """Let each document of one identity be superseded by the next that became known.

    Said anew for the whole group, so that reading an old document again cannot make it the
    newest.
    """
    table = dim_document.c
    query = sa.select(dim_document).where(table.issue_identity == identity)
    group = connection.execute(query.order_by(table.document_key)).all()
    for row, later in zip(group, [*group[1:], None], strict=True):
        successor = later.document_key if later else None
        if row.superseded_by_key == successor:
            continue
        values = {
            "superseded_by_key": successor,
            "known_to": later.known_from if later else None,
            "compared_rules": None,
        }
        connection.execute(
            sa.update(dim_document).where(table.document_key == row.document_key).values(values)
        )
        if later is not None:
            _correct_outcome(connection, row, later.source_name, run)


def _correct_outcome(connection: Connection, row: sa.Row[Any], other: str, run: Run) -> None:
    """Say superseded where this very run has loaded what it now supersedes."""
    outcome = superseded(row.source_name, row.document_sha256, row.document_key, other)
    connection.execute(
        sa.update(ledger_outcome)
        .where(
            ledger_outcome.c.run_key == run.key,
            ledger_outcome.c.document_key == row.document_key,
            ledger_outcome.c.outcome.in_(("loaded", "held", "unchanged")),
        )
        .values(outcome=outcome.outcome, reason=outcome.reason, other_name=other)
    )


def _outcome(
    connection: Connection, document: Record, document_key: int, counts: dict[str, int]
) -> Outcome:
    query = _SUCCESSOR.where(dim_document.c.document_key == document_key)
    other = connection.execute(query).scalar_one_or_none()
    name, sha256 = document["source_name"], document["document_sha256"]
    if other is not None:
        base = superseded(name, sha256, document_key, other)
    elif document["hold_count"]:
        base = _loaded(name, sha256, document_key, "held", _held_reason(document))
    else:
        base = _loaded(name, sha256, document_key, "loaded", "read and loaded")
    return replace(
        base,
        figure_count=counts["figures"],
        task_count=counts["tasks"],
        finding_count=counts["findings"],
        notice_count=counts["notices"],
    )


def _loaded(name: str, sha256: str, key: int, kind: OutcomeKind, reason: str) -> Outcome:
    return Outcome(name, sha256, kind, reason, document_key=key)


def _held_reason(document: Record) -> str:
    return f"{document['hold_count']} on hold, the rest loaded: {document['held_reason']}"

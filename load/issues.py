"""Documents that were issued again: which of those with one identity is the current one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, ledger_outcome
from load.chunks import chunks
from load.ledger import Run, superseded
from load.records import Record


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that the warehouse has: its key, and what a re-issue would share with it."""

    key: int
    identity: str | None


def issued(connection: Connection, hashes: Sequence[str]) -> dict[str, Issued]:
    """Return those of these documents that the warehouse has, by SHA-256."""
    document = dim_document.c
    query = sa.select(document.document_sha256, document.document_key, document.issue_identity)
    return {
        row[0]: Issued(row[1], row[2])
        for part in chunks(hashes)
        for row in connection.execute(query.where(document.document_sha256.in_(part)))
    }


def supersede(
    connection: Connection, documents: Iterable[Record], before: Mapping[str, Issued], run: Run
) -> None:
    """Let re-issues supersede, once `documents` are written; `before` is how they were known."""
    named = {str(own["issue_identity"]) for own in documents if own["issue_identity"]}
    # an identity that is read otherwise now may leave another document standing again
    left = {own.identity for own in before.values() if own.identity is not None}
    for identity in sorted(left.union(_shared(connection, sorted(named - left)))):
        _supersede(connection, identity, run)


def _shared(connection: Connection, identities: Sequence[str]) -> Iterator[str]:
    """Yield the identities that more than one document has."""
    column = dim_document.c.issue_identity
    query = sa.select(column).group_by(column).having(sa.func.count() > 1)
    for part in chunks(identities):
        yield from connection.execute(query.where(column.in_(part))).scalars().all()


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

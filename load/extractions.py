"""The store of what was read from each file, by the SHA-256 of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, extraction
from extract.document import Source
from transform.tidy.values import clean

_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from a file: the file, and its packed document (extract.packing)."""

    source: Source
    packing: int
    packed: bytes


def store(connection: Connection, extractions: Sequence[Extraction], now: dt.datetime) -> None:
    """Keep extractions; one of the same file read before is replaced, its name kept."""
    rows = [
        {
            "document_sha256": item.source.sha256,
            "source_name": clean(item.source.name),
            "media_type": item.source.media_type,
            "size_bytes": item.source.size_bytes,
            "packing": item.packing,
            "packed": item.packed,
            "stored_at": now,
        }
        for item in extractions
    ]
    if not rows:
        return
    insert = (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(extraction)
    new = insert.excluded
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=[extraction.c.document_sha256],
            set_={"packing": new.packing, "packed": new.packed, "stored_at": new.stored_at},
            where=sa.or_(extraction.c.packing != new.packing, extraction.c.packed != new.packed),
        ),
        rows,
    )


def of(connection: Connection, hashes: Sequence[str]) -> dict[str, Extraction]:
    """Return the stored extractions of files, by SHA-256; those without one are left out."""
    found: dict[str, Extraction] = {}
    table = extraction.c
    for start in range(0, len(hashes), _CHUNK):
        part = hashes[start : start + _CHUNK]
        query = sa.select(extraction).where(table.document_sha256.in_(part))
        for row in connection.execute(query):
            source = Source(row.source_name, row.document_sha256, row.media_type, row.size_bytes)
            found[row.document_sha256] = Extraction(source, row.packing, row.packed)
    return found


def stored_hashes(connection: Connection) -> list[str]:
    """Return the SHA-256 of every stored extraction, documents first in the order they came."""
    query = (
        sa.select(extraction.c.document_sha256)
        .select_from(
            extraction.outerjoin(
                dim_document, dim_document.c.document_sha256 == extraction.c.document_sha256
            )
        )
        .order_by(
            dim_document.c.document_key.is_(None),
            dim_document.c.document_key,
            extraction.c.document_sha256,
        )
    )
    return list(connection.execute(query).scalars())

"""The store of what was read from each file, by the SHA-256 of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from contracts.schema import dim_document, extraction
from extract.document import Source
from load.bulk import Row, insert_rows
from load.chunks import chunks
from transform.tidy.values import clean

# extractions read at a time: each may be some megabytes
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from a file: the file, and its packed document (extract.packing)."""

    source: Source
    packing: int
    packed: bytes


def store(connection: Connection, extractions: Sequence[Extraction], now: dt.datetime) -> None:
    """Keep extractions; one of the same file read before is replaced, its name kept."""
    rows: list[Row] = [
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
    known = _stored_among(connection, [row["document_sha256"] for row in rows])
    insert_rows(connection, extraction, [r for r in rows if r["document_sha256"] not in known])
    _replace(connection, [row for row in rows if row["document_sha256"] in known])


def _stored_among(connection: Connection, hashes: Sequence[str]) -> set[str]:
    column = extraction.c.document_sha256
    return {
        sha256
        for part in chunks(hashes)
        for sha256 in connection.execute(sa.select(column).where(column.in_(part))).scalars()
    }


def _replace(connection: Connection, rows: Sequence[Row]) -> None:
    """Put what was read anew in the place of what was read before, where it differs."""
    if not rows:
        return
    table = extraction.c
    packing = sa.bindparam("packing_now", type_=table.packing.type)
    packed = sa.bindparam("packed_now", type_=table.packed.type)
    update = sa.update(extraction).where(
        table.document_sha256 == sa.bindparam("sha256"),
        sa.or_(table.packing != packing, table.packed != packed),
    )
    values = [
        {
            "sha256": row["document_sha256"],
            "packing_now": row["packing"],
            "packed_now": row["packed"],
            "moment": row["stored_at"],
        }
        for row in rows
    ]
    connection.execute(
        update.values(packing=packing, packed=packed, stored_at=sa.bindparam("moment")), values
    )


def of(connection: Connection, hashes: Sequence[str]) -> dict[str, Extraction]:
    """Return the stored extractions of files, by SHA-256; those without one are left out."""
    found: dict[str, Extraction] = {}
    table = extraction.c
    for part in chunks(hashes, _AT_ONCE):
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

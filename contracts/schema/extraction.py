"""What was read from each file, so that no file must be opened twice."""

from __future__ import annotations

import sqlalchemy as sa

from contracts.schema.base import metadata
from contracts.schema.types import integer, moment, text

extraction = sa.Table(
    "extraction",
    metadata,
    sa.Column("document_sha256", sa.Text(), primary_key=True, comment="SHA-256 of the file."),
    text("source_name", "Name of the file.", null=False),
    text("media_type", "Media type of the file.", null=False),
    integer("size_bytes", "Size of the file in bytes.", null=False, least=0),
    integer("packing", "Format of the packed document.", null=False, least=1),
    sa.Column(
        "packed", sa.LargeBinary(), nullable=False, comment="Text and tables read, compressed."
    ),
    moment("stored_at", "Moment it was read.", null=False),
    comment="What was read from each file before layouts, catalogue and rules were applied.",
)

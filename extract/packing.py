"""A `Document` to compressed bytes and back, so that it can be read again without its file."""

from __future__ import annotations

import zlib
from functools import cache

from pydantic import TypeAdapter, ValidationError

from extract.document import Document

# raise it whenever a document packed before could not be unpacked, or would mean something else
FORMAT = 1
MAX_BYTES = 1024 * 1024 * 1024
_LEVEL = 6


class PackingError(ValueError):
    """The bytes are no packed document of this format."""


@cache
def _adapter() -> TypeAdapter[Document]:
    return TypeAdapter(Document)


def pack(document: Document) -> bytes:
    """Return the whole document as compressed JSON; `unpack` gives an equal one."""
    return zlib.compress(_adapter().dump_json(document, exclude_defaults=True), _LEVEL)


def unpack(packed: bytes) -> Document:
    """Return the document in `packed`; PackingError for anything else, or above MAX_BYTES."""
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(packed, MAX_BYTES)
        if not reader.eof:
            raise PackingError("the packed document is cut off or too large")
        return _adapter().validate_json(plain)
    except (zlib.error, ValidationError) as error:
        raise PackingError("the bytes are no packed document") from error

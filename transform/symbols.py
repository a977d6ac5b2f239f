"""The symbol of a document ("BC-SKHĐT", "SNV-CCHC", "QĐ-STC-VP") taken apart."""

from __future__ import annotations

import re
from functools import cache

from contracts.catalogue import DocumentType, document_types

# one part of a symbol as printed, "&" and "." inside it included
TOKEN = r"[A-ZĐ][A-Za-zĐđ0-9]*(?:[&.][A-ZĐ][A-Za-zĐđ0-9]*)*"


@cache
def types_by_abbreviation() -> dict[str, DocumentType]:
    """Return the document types by the abbreviation that symbols begin with."""
    return {kind.abbreviation: kind for kind in document_types() if kind.abbreviation}


def type_of_symbol(symbol: str) -> DocumentType | None:
    """Return the document type that a symbol such as "BC-SKHĐT" begins with, or None."""
    return types_by_abbreviation().get(re.split(r"[-–/]", symbol)[0])


def issuer_part(symbol: str) -> str:
    """Return the issuer's part of a symbol: "SKHĐT" of "BC-SKHĐT" and of "SKHĐT-VP"."""
    parts = re.split(r"[-–/]", symbol)
    return parts[1] if type_of_symbol(symbol) and len(parts) > 1 else parts[0]

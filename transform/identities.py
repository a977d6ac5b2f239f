"""Names of reports, cells and findings that stay the same when a document is read anew.

Keys of the warehouse may change with every reading; a person's decision must not. A report
is known by who issued it, under which symbol and about which period, so that a re-issue with
another number is still the same report. A cell is known by its indicator, or its row, and
by what its column measures.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from transform.vietnamese.text import fold

Values = Mapping[str, Any]
# Crockford's base 32: no letter that is taken for a digit
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE_LENGTH = 8


def report_identity(document: Values) -> str:
    """Return the name of the report that a document is, from its row in the documents frame.

    Falls back to what a re-issue shares with the first issue, then to the bytes.
    """
    issuer = document["agency_code"] or document["issuing_body"]
    symbol = document["symbol"] or document["doc_type_code"]
    period = _period(document)
    if issuer and symbol and period:
        province = document["province_printed"] or ""
        return "|".join((*map(fold, (issuer, province, symbol)), period))
    return str(document["issue_identity"] or f"sha256:{document['document_sha256']}")


def _period(document: Values) -> str | None:
    kind, year = document["period_kind"], document["period_year"]
    if kind is None:
        return None
    if kind not in ("unknown", "range") and year is not None:
        return f"{kind} {year} {document['period_number'] or ''}".strip()
    days = (document["printed_from_date"], document["printed_to_date"])
    return f"{fold(document['period_label'] or '')} {days[0] or ''} {days[1] or ''}".strip()


def cell_identities(figures: Iterable[Values]) -> list[str]:
    """Return the name of each figure's cell within its document, in printed order.

    A name that stands in several cells is numbered from the second on.
    """
    seen: Counter[str] = Counter()
    names = []
    for figure in figures:
        name = _cell(figure)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


def _cell(figure: Values) -> str:
    measure = (figure["basis"], fold(figure["breakdown"] or ""))
    if figure["indicator_code"]:
        return "|".join((figure["indicator_code"], *measure)).rstrip("|")
    row = (figure["appendix"] or "", figure["row_path"], figure["row_label"])
    return "|".join((*map(fold, row), *measure)).rstrip("|")


def finding_codes(identity: str, findings: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """Return a short code for each finding of the document called `identity`.

    A finding is its rule and the names of its cells; what is printed in them does not count.
    """
    seen: Counter[str] = Counter()
    codes = []
    for rule, cells in findings:
        name = "\n".join((identity, rule, *cells))
        seen[name] += 1
        codes.append(_code(f"{name}\n{seen[name]}"))
    return codes


def _code(text: str) -> str:
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:5])
    digits = []
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[rest])
    return "".join(reversed(digits))


def cell_name(appendix: str | None, row: str | None, column: str | None) -> str:
    """Return the name of a finding's cell, from what is printed around it."""
    return "|".join(fold(part or "") for part in (appendix, row, column))

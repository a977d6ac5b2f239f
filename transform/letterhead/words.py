"""The letterhead vocabulary as keys, ready to be compared with folded lines."""

from __future__ import annotations

from functools import cache

from contracts.wording import letterhead_wording
from transform.vietnamese.text import fold


@cache
def issuer_openings() -> tuple[str, ...]:
    """Return the keys with which the name of an issuing body begins, longest first."""
    return tuple(sorted(map(fold, letterhead_wording().issuer_openings), key=len, reverse=True))


def opens_issuer(key: str) -> bool:
    """Tell whether a folded line begins with the name of an issuing body."""
    return any(key == word or key.startswith(f"{word} ") for word in issuer_openings())


@cache
def _body_openings() -> tuple[str, ...]:
    return tuple(f"{fold(word)} " for word in letterhead_wording().body_openings)


def opens_text(key: str) -> bool:
    """Tell whether a folded line begins as running text does."""
    return key.startswith(_body_openings())


@cache
def report_verbs() -> tuple[str, ...]:
    """Return the keys of what an issuer does in its first sentence."""
    return tuple(map(fold, letterhead_wording().report_verbs))

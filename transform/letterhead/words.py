"""The letterhead vocabulary as keys and patterns, ready to be compared with folded lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from contracts.wording import letterhead_wording
from transform.vietnamese.text import collapse, fold, fold_in_place


def one_of(words: Iterable[str]) -> str:
    """Return an alternation of folded `words`, longest first."""
    return "|".join(sorted(map(re.escape, map(fold, words)), key=len, reverse=True))


@cache
def _issuer_opening() -> re.Pattern[str]:
    words = letterhead_wording()
    no_body = one_of(words.not_issuers)
    return re.compile(rf"(?!(?:{no_body})(?!\w))(?:{one_of(words.issuer_openings)})(?!\w)")


def opens_issuer(key: str) -> bool:
    """Tell whether a folded line begins with the name of an issuing body."""
    return _issuer_opening().match(key) is not None


@cache
def _title_opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(letterhead_wording().title_openings)})(?!\w)")


def opens_title(key: str) -> bool:
    """Tell whether a folded line begins as the title of a table or document does."""
    return _title_opening().match(key) is not None


@cache
def _no_department() -> re.Pattern[str]:
    words = letterhead_wording()
    still = one_of(words.still_departments)
    return re.compile(rf"(?!(?:{still})(?!\w))(?:{one_of(words.no_departments)})(?!\w)")


def is_department(key: str) -> bool:
    """Tell whether a folded name may be a department: no ministry and no company."""
    return _no_department().match(key) is None


@cache
def _body_opening() -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(letterhead_wording().body_openings)})\s")


def opens_text(key: str) -> bool:
    """Tell whether a folded line begins as running text does."""
    return _body_opening().match(key) is not None


@cache
def _decider() -> re.Pattern[str]:
    words = letterhead_wording()
    return re.compile(rf"(?:{one_of((*words.positions, *words.deciders))})(?!\w)")


def starts_decider(key: str) -> bool:
    """Tell whether a folded line names who decides ("CHỦ TỊCH UBND ...", "CHÍNH PHỦ")."""
    return _decider().match(key) is not None


@cache
def _subject() -> re.Pattern[str]:
    verbs = one_of(letterhead_wording().report_verbs)
    return re.compile(
        rf"(?:^|[,;.]\s*)(?P<issuer>{_issuer_opening().pattern}(?:[^\W\d_]|[\s,&()–-]|\s\d{{1,2}}(?![\d/])){{3,90}}?)"
        rf"\s+(?:{verbs})(?!\w)"
    )


def subject_of_sentence(text: str) -> str | None:
    """Return the body that reports or plans in a sentence ("..., Sở Y tế báo cáo"), or None."""
    printed = collapse(text)
    found = _subject().search(fold_in_place(printed))
    if found is None:
        return None
    return re.sub(r"\s*\([^)]*\)", "", printed[slice(*found.span("issuer"))]).strip(" ,")

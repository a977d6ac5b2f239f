"""What the words around the numbers of a sentence say: whole, part, rate, aside."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from contracts.evidence_wording import evidence_wording
from transform.statement import Quantity
from transform.vietnamese.text import fold

# a rate further from its fraction than this speaks of something else
NEAR = 110


def head(noun: str) -> str:
    """Return what tells one noun from another: a noun of what reports count, or a word."""
    known = _any_noun().match(noun)
    return known[0] if known else noun.partition(" ")[0]


@cache
def _any_noun() -> re.Pattern[str]:
    return re.compile(rf"(?:{_either(evidence_wording().nouns)})(?!\w)")


def punctuated(gap: str) -> bool:
    """Tell whether words between two numbers hold a stop."""
    return re.search(r"[,;:.()]", gap) is not None


def opens_bracket(gap: str) -> bool:
    """Tell whether a bracket that is not closed opens between two numbers."""
    return re.fullmatch(r"[^()\d]{0,60}\([^()\d]{0,40}", gap) is not None


@cache
def _explaining() -> re.Pattern[str]:
    return re.compile(
        r"[\s,–-]*(?:kế hoạch\s*)?,?\s*(?:với|tương ứng(?: với)?|tức(?: là)?|=|gồm|:)\s*"
        r"(?:[^\W\d_]+\s*){0,3}"
    )


def explains(gap: str) -> bool:
    """Tell whether the words after a rate lead to its parts ("tương ứng")."""
    return len(gap) <= NEAR and _explaining().fullmatch(gap) is not None


def leads_to_rate(gap: str) -> bool:
    """Tell whether the words between a pair and a rate do not open another sentence part."""
    closed = gap.rstrip().rstrip("(").rstrip()
    if re.search(r";(?!\s*(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng))", closed):
        return False
    return _link_word().search(gap) is not None or gap.rstrip().endswith("(")


@cache
def _link_word() -> re.Pattern[str]:
    words, bounds = (_either(w) for w in (evidence_wording().rate_links, evidence_wording().bounds))
    return re.compile(rf"(?:(?<!\w)(?:{words})|[=:–-])\s*:?\s*\(?\s*(?:(?:{bounds})\s*)?$")


def is_linked(rate: Quantity) -> bool:
    """Tell whether the words right before a rate tie it to what stands before them."""
    return rate.lead.rstrip().endswith("(") or _link_word().search(rate.lead) is not None


def lists_more(gap: str) -> bool:
    """Tell whether words go on to a part or the rest of what was said."""
    return re.search(r"(?<!\w)(?:trong đó|còn lại|riêng)(?!\w)", gap) is not None


def new_clause(gap: str) -> bool:
    """Tell whether a gap goes over to another matter: a semicolon, a further subject."""
    if re.search(r";(?!\s*(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng))|(?<!\w)(?:và đã|nhưng)(?!\w)", gap):
        return True
    words = re.split(r"[,(]", gap)
    return len(words) > 2 and len(gap) > NEAR


def is_whole(q: Quantity) -> bool:
    """Tell whether the words before a count say that it is a whole."""
    lead = q.lead.rpartition(";")[2]
    if has(lead, evidence_wording().whole_words):
        return True
    return re.search(r"(?<!\w)trong\s*$", lead) is not None


def may_be_whole(q: Quantity) -> bool:
    """Tell whether a count is likely to be a whole, by the words around it."""
    words = evidence_wording()
    return has(q.lead, words.likely_whole_words) or has(q.noun, words.whole_after_words)


def divides(gap: str) -> bool:
    """Tell whether words say that parts of the count before them follow."""
    return has(gap, evidence_wording().part_words)


def has(text: str, words: Iterable[str]) -> bool:
    """Tell whether one of `words` stands in a folded text."""
    return _any_of(tuple(words)).search(text) is not None


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(words)})(?!\w)")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(fold(w)) for w in sorted(words, key=len, reverse=True))


def last(text: str, words: tuple[str, ...]) -> int:
    """Return where the last of some words begins, -1 where none stands."""
    return max((found.start() for found in _any_of(words).finditer(text)), default=-1)


def keys(text: str) -> frozenset[str]:
    """Return the words that tell which part of a whole a text speaks of."""
    words = evidence_wording().opposite_words
    known = [*words, *(o for opposites in words.values() for o in opposites)]
    return frozenset(word for word in known if has(text, (word,)))

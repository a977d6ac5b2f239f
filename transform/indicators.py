"""Printed indicator rows to catalogue codes.

Neither the label nor the number is a key: labels repeat under several numbers and offices
renumber. Both are evidence, the order of the form is a third; the best order-preserving
assignment is found by dynamic programming (sequence alignment, Needleman and Wunsch 1970).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from contracts.catalogue import Indicator, indicators
from transform.vietnamese.text import fold

_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_MARKS = re.compile(r"[\s.,;:]+")
# a label this close is the indicator; a looser one needs the same number beside it
SAME_LABEL = 0.86
LIKE_LABEL = 0.55
_NUMBER_BONUS = 0.25
_APPENDIX_BONUS = 0.15
_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """What identifies an indicator row: its number (dots, none at the end) and label."""

    number: str | None
    label: str


@lru_cache(maxsize=8192)
def label_keys(label: str) -> tuple[str, str]:
    """Return the key of a label and that of the label without its parentheses."""
    key = _MARKS.sub(" ", fold(label)).strip()
    bare = _MARKS.sub(" ", _PARENTHESES.sub("", fold(label))).strip()
    return key, bare or key


@lru_cache(maxsize=8192)
def alike_codes(label: str) -> dict[str, float]:
    """Return the codes whose labels are like `label`, and how alike they are, up to 1.

    Notes in parentheses may be left out; what is less alike than LIKE_LABEL is not named.
    """
    found: dict[str, float] = {}
    for key, known in zip(label_keys(label), _known_keys(), strict=True):
        like = process.extract(
            key, known, scorer=fuzz.ratio, score_cutoff=100 * LIKE_LABEL, limit=None
        )
        for _, score, index in like:
            code = indicators()[index].code
            found[code] = max(found.get(code, 0.0), score / 100)
    return found


@cache
def _known_keys() -> tuple[tuple[str, ...], ...]:
    """Return the keys of all labels of the catalogue, and those without parentheses."""
    return tuple(zip(*(label_keys(item.label_vi) for item in indicators()), strict=True))


def _weight(alike: float, row: PrintedRow, indicator: Indicator, appendix: int | None) -> float:
    """Return the weight of a match, 0 where it is none."""
    same_number = row.number == indicator.number
    if alike < (LIKE_LABEL if same_number else SAME_LABEL):
        return 0.0
    bonus = _NUMBER_BONUS if same_number else 0.0
    if appendix is not None and indicator.appendix == f"PL{appendix}":
        bonus += _APPENDIX_BONUS
    return alike + bonus


def match_indicators(rows: Sequence[PrintedRow], appendix: int | None) -> list[Indicator | None]:
    """Return the indicator of each row, None where the catalogue knows none.

    `appendix` is the number in the table's caption, evidence like the rest.
    """
    known = _candidates(rows, appendix)
    at = {item.code: j for j, item in enumerate(known)}
    weights = [[0.0] * len(known) for _ in rows]
    for row, own in zip(rows, weights, strict=True):
        for code, alike in alike_codes(row.label).items():
            if code in at:
                own[at[code]] = _weight(alike, row, known[at[code]], appendix)
    return [known[j] if j is not None else None for j in _align(weights, len(known))]


def _candidates(rows: Sequence[PrintedRow], appendix: int | None) -> tuple[Indicator, ...]:
    """Return the appendix named by the caption if most labels are in it, else all."""
    own = tuple(i for i in indicators() if i.appendix == f"PL{appendix}")
    if own:
        hits = sum(
            any(alike_codes(row.label).get(i.code, 0.0) >= SAME_LABEL for i in own) for row in rows
        )
        if hits >= 0.6 * len(rows):
            return own
    return indicators()


def _align(weights: Sequence[Sequence[float]], width: int) -> list[int | None]:
    """Return for each row the column matched in the best order-preserving assignment."""
    height = len(weights)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
        if max(weights[i], default=0.0) <= _LEAST:
            best[i] = best[i + 1]
            continue
        for j in range(width - 1, -1, -1):
            weight = weights[i][j]
            taken = best[i + 1][j + 1] + weight if weight > _LEAST else 0.0
            best[i][j] = max(taken, best[i + 1][j], best[i][j + 1])
    return _trace(weights, best, width)


def _trace(
    weights: Sequence[Sequence[float]], best: Sequence[Sequence[float]], width: int
) -> list[int | None]:
    found: list[int | None] = [None] * len(weights)
    i = j = 0
    while i < len(weights) and j < width:
        weight = weights[i][j]
        if weight > _LEAST and best[i][j] == best[i + 1][j + 1] + weight:
            found[i], i, j = j, i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return found

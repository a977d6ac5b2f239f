"""Printed indicator rows to catalogue codes.

Neither the label nor the number is a key: labels repeat under several numbers and offices
renumber. Both are evidence, the order of the form is a third; the best order-preserving
assignment is found by dynamic programming (sequence alignment, Needleman and Wunsch 1970).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

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


def similarity(label: str, other: str) -> float:
    """Return how alike two labels are, 0 to 1; notes in parentheses may be left out."""
    (full, bare), (other_full, other_bare) = label_keys(label), label_keys(other)
    if full == other_full or bare == other_bare:
        return 1.0
    best = max(fuzz.ratio(full, other_full), fuzz.ratio(bare, other_bare))
    return float(best) / 100


def _evidence(row: PrintedRow, indicator: Indicator, appendix: int | None) -> float:
    """Return the weight of the match, 0 where it is none."""
    alike = similarity(row.label, indicator.label_vi)
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
    weights = [[_evidence(row, item, appendix) for item in known] for row in rows]
    return [known[j] if j is not None else None for j in _align(weights, len(known))]


def _candidates(rows: Sequence[PrintedRow], appendix: int | None) -> tuple[Indicator, ...]:
    """Return the appendix named by the caption if most labels are in it, else all."""
    own = tuple(i for i in indicators() if i.appendix == f"PL{appendix}")
    if own:
        hits = sum(
            any(similarity(row.label, i.label_vi) >= SAME_LABEL for i in own) for row in rows
        )
        if hits >= 0.6 * len(rows):
            return own
    return indicators()


def _align(weights: Sequence[Sequence[float]], width: int) -> list[int | None]:
    """Return for each row the column matched in the best order-preserving assignment."""
    height = len(weights)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for i in range(height - 1, -1, -1):
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

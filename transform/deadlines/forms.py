"""What the readers of a time cell share: one form found, and patterns from phrases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transform.reading import Deadline


@dataclass(frozen=True, slots=True)
class Reading:
    """One form found in a cell: where it stands and what it says.

    `role` is time, reference or condition; `plain` marks a bare period without a word such
    as "trước", `yearless` one whose year is not printed.
    """

    start: int
    end: int
    deadline: Deadline
    role: str = "time"
    plain: bool = False
    yearless: bool = False


def phrase_pattern(phrases: Iterable[str]) -> str:
    """Return an alternation of `phrases`, longest first, white space free between words."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered)


def rx(pattern: str) -> re.Pattern[str]:
    """Compile `pattern` without regard to case."""
    return re.compile(pattern, re.IGNORECASE)

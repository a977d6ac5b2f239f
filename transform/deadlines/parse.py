"""Reading the time cell of a plan: which class of deadline, and its dates.

Readings are taken from a cell in a fixed order (cited acts aside, lengths of time,
recurrences, conditions and references, then dates); each takes its words away from the
next, so the date of a cited act is never a deadline. What remains is joined: a reference
beside a date goes with it, two different forms make a mixed cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from contracts.deadline_wording import deadline_wording
from transform.deadlines.clauses import clauses, lengths
from transform.deadlines.forms import Reading, phrase_pattern, rx
from transform.deadlines.joining import anchored, joined
from transform.deadlines.recurrence import days_of_recurrence, recurrences
from transform.deadlines.units import read_units
from transform.reading import Deadline
from transform.vietnamese.calendar_units import find_units
from transform.vietnamese.text import collapse, fold

_BLANK = re.compile(r"[-\u2010-\u2015.\u2026_\s/]*")
# a symbol (12/KH-UBND, 61/2017/TT-BTC) with the date that follows it
_CITED = re.compile(
    r"\d+\s*(?:/\s*\d{4})?\s*/\s*[A-ZĐ][\w&.]*(?:\s?-\s?[A-ZĐ][\w&.]*)*"
    r"(?:\s*,?\s*ngày\s*(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}"
    r"|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}))?"
)
_BARE = (
    (re.compile(r"(?:19|20)\d\d(?:\s*[-\u2010-\u2015]\s*(?:19|20)\d\d)?"), "Năm "),
    (re.compile(r"(?:IV|I{1,3})(?:\s*[-\u2010-\u2015,]\s*(?:IV|I{1,3}))*\s*/\s*\d{4}"), "Quý "),
    (re.compile(r"\d{1,2}\s*[/-]\s*\d{1,2}"), "ngày "),
)
_HOUR = re.compile(
    r"(?<!\d)\d{1,2}\s*(?:h|giờ)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*(?=ngày\s*\d)", re.IGNORECASE
)
_REGULAR = re.compile(r"(?<!\w)định k[ỳì](?!\w)", re.IGNORECASE)
_MOST_WORDS_BEFORE_A_YEAR = 3


def parse_deadline(text: str, *, default_year: int | None = None) -> Deadline:
    """Classify the time cell `text` and date it.

    `default_year` (the plan's year) serves where no year is printed; without it such a
    date stays undated. Never raises: an impossible date is reported in `invalid`, a cell
    that holds no time at all is "misplaced".
    """
    cell = collapse(text)
    if _BLANK.fullmatch(cell):
        return Deadline("blank")
    if fold(cell).rstrip(". ") in deadline_wording().same_as_above:
        return Deadline("reference", reference=cell)
    for pattern, prefix in _BARE:
        if pattern.fullmatch(cell.rstrip(". ;")):
            cell = prefix + cell
    readings = _readings(cell, default_year)
    if not readings:
        return Deadline("recurring" if _REGULAR.search(cell) else "misplaced")
    if _is_paper(cell, readings):
        return Deadline("misplaced")
    return joined(anchored(readings, cell), cell)


def _readings(cell: str, default_year: int | None) -> list[Reading]:
    """Take all readings from `cell`, in order of place."""
    hidden = _CITED.sub(lambda m: "\1" * len(m[0]), cell)
    hidden = _HOUR.sub(lambda m: " " * len(m[0]), hidden)
    hidden = _note_pattern().sub(lambda m: "\1" * len(m[0]), hidden)
    found: list[Reading] = []
    steps: tuple[Callable[[str, str], list[Reading]], ...] = (
        days_of_recurrence,
        lengths,
        clauses,
        recurrences,
    )
    for step in steps:
        new = step(hidden, cell)
        found += new
        for reading in new:
            blank = "\0" * (reading.end - reading.start)
            hidden = hidden[: reading.start] + blank + hidden[reading.end :]
    found += read_units(hidden, default_year)
    return sorted(found, key=lambda reading: reading.start)


@cache
def _note_pattern() -> re.Pattern[str]:
    notes = phrase_pattern(deadline_wording().note_openings)
    return rx(rf"(?<!^)\(\s*(?:{notes})(?!\w)[^()]*\)")


def _is_paper(cell: str, readings: list[Reading]) -> bool:
    """Tell a result ("Kế hoạch năm 2024") in the wrong column from a time."""
    if not all(reading.plain for reading in readings):
        return False
    papers = phrase_pattern(deadline_wording().paper_openings)
    if re.match(rf"(?:{papers})(?!\w)", fold(cell)):
        return True
    ahead = re.findall(r"\w+", fold(cell[: readings[0].start]))
    weak = all(reading.deadline.type == "year" for reading in readings)
    return weak and len(ahead) > _MOST_WORDS_BEFORE_A_YEAR and ahead[-1] not in ("trong", "vào")


def has_time(text: str) -> bool:
    """Tell whether `text` holds any form of time, as a swapped column would."""
    return bool(find_units(text)) or parse_deadline(text).type not in ("misplaced", "blank")

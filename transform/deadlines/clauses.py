"""Lengths of time, conditions and references in a time cell, each with its clause."""

from __future__ import annotations

import re
from functools import cache

from contracts.deadline_wording import deadline_wording
from transform.deadlines.forms import Reading, phrase_pattern, rx
from transform.deadlines.recurrence import period_word
from transform.reading import Deadline
from transform.vietnamese.text import fold

_NUMBER = r"(?<![\d/.,])(?P<within>\d{1,3})\s*(?:\([^)]*\)\s*)?"


@cache
def _length_pattern() -> re.Pattern[str]:
    words = deadline_wording()
    opening = rf"(?:(?P<opening>{phrase_pattern(words.relative_openings)})\s*)?"
    unit = rf"(?P<unit>{phrase_pattern(words.relative_units)})(?!\w)(?!\s*(?:\d|đầu|cuối))"
    link = rf"(?:\s*,?\s*(?:{phrase_pattern(words.relative_links)})\s+(?P<since>\D.*|ngày\s.*))?"
    return rx(rf"(?<!\w){opening}{_NUMBER}{unit}{link}")


def lengths(hidden: str, cell: str) -> list[Reading]:
    """Read "Trong vòng 05 ngày làm việc kể từ ngày nhận" and its like."""
    match = _length_pattern().search(hidden)
    whole = match is not None and match[0] == hidden.strip(" .;")
    if match is None or not (match["opening"] or match["since"] or whole):
        return []
    start, end = match.start(), match.end("unit")
    since = None
    if match["since"]:
        end = _clause_end(hidden, match.start("since"))
        since = cell[match.start("since") : end].strip(" .,;()")
        end = max(end, match.end("unit"))
    deadline = Deadline(
        "relative",
        within=int(match["within"]),
        unit=fold(match["unit"]),
        since=since or None,
        relation="before" if fold(match["opening"] or "") == "trước" else None,
    )
    return [Reading(start, end, deadline)]


@cache
def _clause_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = deadline_wording()
    events = rf"(?:(?<=^)|(?<=;\s)|(?<=\())(?:{phrase_pattern(words.event_openings)})"
    conditions = phrase_pattern((*words.conditions, *words.condition_phrases))
    not_after = "".join(rf"(?<!{word} )" for word in words.reference_not_after)
    not_before = phrase_pattern(words.reference_not_before)
    periods = rf"(?:{phrase_pattern(words.every)})?\s*{period_word()}"
    references = (
        rf"{not_after}(?:{phrase_pattern(words.references)})\s+"
        rf"(?!(?:{not_before})(?!\w)|{periods}\s*(?:$|[,;.]|và|hoặc))"
    )
    opening = rx(
        rf"(?<!\w)(?:(?P<condition>(?:{conditions}|{events}(?!\s*(?:ngày|tháng|quý|năm)?\s*\d))"
        rf"(?!\w))|(?P<reference>{references}))"
    )
    cue = phrase_pattern(words.clause_openings)
    date_cue = r"(?:quý\s*[IVX\d]|tháng\s*\d|trước\s*\d|(?:năm|ngày)\s+\d{4}$)"
    bound = phrase_pattern((*words.before, *words.not_after))
    end = rx(
        rf"[;\0)]|(?:\s*,|\s+(?:và|hoặc|hay)|\s*,\s*và|\s+-)\s+(?={cue}|{date_cue})"
        rf"|\s+(?=(?:hoàn thành\s+|xong\s+)*(?:{bound})(?:\s+(?:là|vào|ngày))*\s*"
        r"(?:\d|tháng\s*\d|quý\s))"
    )
    return opening, end


def _clause_end(text: str, start: int) -> int:
    """Return where the clause that begins at `start` ends; brackets inside it do not count."""
    _, ends = _clause_patterns()
    for found in ends.finditer(text, start):
        opened = text.count("(", start, found.start()) - text.count(")", start, found.start())
        if text[found.start()] == ")" and opened > 0:
            continue
        return found.start()
    return len(text)


def clauses(hidden: str, cell: str) -> list[Reading]:
    """Read conditions ("Khi có yêu cầu") and references ("Theo Kế hoạch số ...")."""
    opening, _ = _clause_patterns()
    found: list[Reading] = []
    position = 0
    while match := opening.search(hidden, position):
        begins = match.end()
        end = max(_clause_end(hidden, begins), begins)
        printed = cell[match.start() : end].strip(" .,;")
        deadline = _condition(match, printed) if match["condition"] else _reference(match, printed)
        role = "condition" if match["condition"] else "reference"
        found.append(Reading(match.start(), end, deadline, role))
        position = max(end, match.start() + 1)
    return found


def _condition(match: re.Match[str], printed: str) -> Deadline:
    words = deadline_wording()
    opening = " ".join(fold(match["condition"]).split())
    relation = words.conditions.get(opening) or words.event_openings.get(opening)
    return Deadline("conditional", condition=printed[:1].lower() + printed[1:], relation=relation)


def _reference(match: re.Match[str], printed: str) -> Deadline:
    fillers = phrase_pattern(deadline_wording().reference_fillers)
    named = printed[len(match["reference"].rstrip()) :].strip()
    named = re.sub(rf"^(?:{fillers})\s+", "", named, flags=re.IGNORECASE)
    return Deadline("reference", reference=named or printed)

"""Joining the forms found in one cell: attached, merged, or kept as a mixed cell."""

from __future__ import annotations

import re
from dataclasses import replace

from transform.deadlines.forms import Reading
from transform.reading import Deadline

_SPLIT = re.compile(r"[;]|(?:^|\s)(?:và|hoặc|hay)(?:\s|$)", re.IGNORECASE)


def anchored(readings: list[Reading], cell: str) -> list[Reading]:
    """Join a recurrence with the day or month it names: "Trước 15/12 hàng năm"."""
    out: list[Reading] = []
    for reading in readings:
        last = out[-1] if out else None
        pair = last and _anchor(last, reading, cell[last.end : reading.start])
        if pair and last:
            out[-1] = pair
        else:
            out.append(reading)
    return _anchored_lists(out, cell)


def _anchored_lists(readings: list[Reading], cell: str) -> list[Reading]:
    """Carry "hàng năm" back over a list: "tháng 01 và tháng 7 hàng năm"."""
    out = list(readings)
    for index in range(len(out) - 2, -1, -1):
        first, second = out[index], out[index + 1]
        repeats = second.deadline.type == "recurring" and second.deadline.month
        gap = cell[first.end : second.start].strip(" ,").lower()
        if repeats and first.yearless and first.role == "time" and gap in ("", "và"):
            yearly = Deadline("recurring", recurrence=second.deadline.recurrence)
            out[index] = replace(first, deadline=_within(yearly, first), plain=False)
    return out


def _anchor(first: Reading, second: Reading, gap: str) -> Reading | None:
    """Return both readings as one recurrence, or None where they are two things."""
    if _SPLIT.search(gap) or first.role != "time" or second.role != "time":
        return None
    kinds = (first.deadline.type, second.deadline.type)
    if kinds.count("recurring") != 1 or "relative" in kinds:
        return None
    repeated, once = (first, second) if kinds[0] == "recurring" else (second, first)
    whole = replace(first, end=second.end)
    if once.deadline.type == "year":
        window = replace(repeated.deadline, start=once.deadline.start, end=once.deadline.end)
        return replace(whole, deadline=window, plain=False)
    if not once.yearless or once.deadline.type == "date_range":
        return None
    return replace(whole, deadline=_within(repeated.deadline, once), plain=False)


def _within(recurring: Deadline, once: Reading) -> Deadline:
    """Put day, month or quarter of a yearless date into the recurrence."""
    when = once.deadline
    date = when.date or when.before
    month = when.start.month if when.start and when.type == "month" else when.month
    return replace(
        recurring,
        day=date.day if date else when.day,
        month=date.month if date else month,
        quarters=when.quarters,
        invalid=when.invalid,
    )


def joined(readings: list[Reading], cell: str) -> Deadline:
    """Make one deadline of all readings: attached, merged, or mixed."""
    parts = _attached(readings, cell)
    deadlines = [reading.deadline for reading in parts]
    if len(deadlines) == 1:
        return deadlines[0]
    flat = [part for d in deadlines for part in (d.parts if d.type == "mixed" else (d,))]
    flat = _merged_inside(flat)
    return flat[0] if len(flat) == 1 else Deadline("mixed", parts=tuple(flat))


def _merged_inside(deadlines: list[Deadline]) -> list[Deadline]:
    """Merge neighbouring recurrences of a mixed cell and drop what is said twice."""
    out: list[Deadline] = []
    for deadline in deadlines:
        if out and _may_merge(out[-1], deadline):
            out[-1] = _merged([out[-1], deadline])
        elif deadline not in out:
            out.append(deadline)
    return out


def _may_merge(first: Deadline, second: Deadline) -> bool:
    same = all(
        None in (getattr(first, name), getattr(second, name))
        for name in ("day", "month", "reference", "condition")
    )
    return first.type == second.type == "recurring" and same


def _merged(deadlines: list[Deadline]) -> Deadline:
    """Join recurrences; the first value of every other field stands."""
    kinds = dict.fromkeys(kind for deadline in deadlines for kind in deadline.recurrence)
    first = deadlines[0]
    for other in deadlines[1:]:
        names = ("start", "end", "day", "month", "reference", "condition", "relation", "invalid")
        first = replace(
            first,
            **{name: getattr(other, name) for name in names if getattr(first, name) is None},
            quarters=first.quarters or other.quarters,
        )
    return replace(first, recurrence=tuple(kinds))


def _attached(readings: list[Reading], cell: str) -> list[Reading]:
    """Put a reference or condition that stands beside a time onto that time."""
    out: list[Reading] = []
    for reading in readings:
        last = out[-1] if out else None
        gap = cell[last.end : reading.start] if last else ""
        pair = _attach(last, reading, gap) if last else None
        if pair:
            out[-1] = pair
        else:
            out.append(reading)
    return out


def _attach(first: Reading, second: Reading, gap: str) -> Reading | None:
    whole = replace(first, end=second.end)
    roles = (first.role, second.role)
    if roles == ("time", "reference") and not gap.strip(" ,()"):
        reference = second.deadline.reference
        return replace(whole, deadline=replace(first.deadline, reference=reference))
    if roles == ("reference", "time") and not _SPLIT.search(gap):
        both = replace(second.deadline, reference=first.deadline.reference)
        return replace(whole, deadline=both, role="time")
    if roles == ("time", "condition") and not gap.strip(" ("):
        extra = second.deadline
        both = replace(first.deadline, condition=extra.condition, relation=extra.relation)
        return replace(whole, deadline=both)
    return None

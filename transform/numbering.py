"""Row numbers as printed (I., 1.1, a), -) and the outline that they make.

An outline is found with a stack of open rows: a dotted number belongs under its prefix, a
plain one under the nearest open row of a higher style. Offices restart, continue and nest
their numbering in every way, so nothing here expects a number to be the next one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeGuard

Style = Literal["letter", "roman", "arabic", "small", "lower_roman", "bullet"]

_RANK: dict[Style, int] = {
    "letter": 0,
    "roman": 1,
    "arabic": 2,
    "small": 3,
    "lower_roman": 4,
    "bullet": 5,
}
_ROMAN = r"[IVX]{1,6}L?[IVX]{0,4}"
_TOKEN = re.compile(
    rf"(?P<head>{_ROMAN}|\d{{1,3}}|[A-HĐKM]|[ivx]{{2,5}}|[a-zđ])(?P<tail>(?:\s?[.\-]\s?(?:\d{{1,3}}|[a-zđ])(?![^\W\d_]))*)"
)
_WHOLE = re.compile(rf"^(?P<printed>\(?\s*{_TOKEN.pattern}\s*[-–.):/]*)\s*$")
_LEADING = re.compile(
    rf"^(?:(?P<kw>(?i:phần|mục|chương))\s+)?(?P<printed>\(?{_TOKEN.pattern}\)?)"
    r"(?P<mark>\s*[.):](?=\s|\D)\s*|\s*[-–]\s+|\s+|(?<=\)))(?P<title>\S.*)$"
)
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_BULLET = re.compile(r"^[-–+*•]\s*")
_VALID_ROMAN = re.compile(r"^(?:X{0,4})(?:IX|IV|V?I{0,3})$|^XL(?:IX|IV|V?I{0,3})$")


@dataclass(frozen=True, slots=True)
class RowNumber:
    """A printed row number: style of its head, its parts, and itself without a last dot.

    `text` keeps a bracket as printed: a) is not a.
    """

    style: Style
    parts: tuple[str, ...]
    text: str

    @property
    def depth(self) -> int:
        """How many parts the number has: 3.1.2 has three."""
        return len(self.parts)

    @property
    def ordinal(self) -> int | None:
        """The place of the last part in its series: 3, III, C and c are each the third."""
        last = self.parts[-1] if self.parts else ""
        if self.style == "bullet":
            return None
        if last.isdigit():
            return int(last)
        if self.style == "lower_roman" or _VALID_ROMAN.match(last):
            return roman_value(last.upper())
        return ord(last.upper()) - ord("A") + 1 if len(last) == 1 and last.isalpha() else None


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a row stands: level from 1, and the index of its parent row or None."""

    level: int
    parent: int | None


def roman_value(text: str) -> int:
    """Return the value of a Roman number in capitals (I to C)."""
    values = [_ROMAN_VALUES[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def parse_row_number(text: str) -> RowNumber | None:
    """Return the number when `text` is nothing but one, else None."""
    stripped = text.strip()
    if stripped and not _BULLET.sub("", stripped):
        return RowNumber("bullet", (stripped,), stripped)
    found = _WHOLE.match(stripped)
    return _number(found) if found else None


def split_leading_number(text: str, *, bare_allowed: bool) -> tuple[RowNumber | None, str]:
    """Return the number that `text` starts with and the title after it.

    Without `bare_allowed` a number must be followed by a mark (1. or 1)), because “100
    dossiers” is no row number. Returns (None, text) when there is none.
    """
    found = _LEADING.match(text)
    if found is None:
        return None, text
    number = _number(found)
    if number is None:
        return None, text
    marked = bool(found["mark"].strip()) or bool(found["kw"]) or found["printed"].endswith(")")
    if not marked and not (bare_allowed and _may_stand_bare(number, found["title"])):
        return None, text
    return number, found["title"].strip()


def _may_stand_bare(number: RowNumber, title: str) -> bool:
    """Tell whether a number without a mark is one: VII Về …, 1.1 Số …, not 03 lãnh đạo."""
    return title[:1].isupper() and number.style not in ("small", "lower_roman")


def _number(found: re.Match[str]) -> RowNumber | None:
    head = found["head"]
    parts = (head, *re.findall(r"\d+|[a-zđ]", found["tail"]))
    style = _style(head)
    if style is None:
        return None
    printed = re.sub(r"\s", "", found["printed"]).rstrip(".:/-–")
    return RowNumber(style, tuple(p.lstrip("0") or "0" for p in parts), printed)


def _style(head: str) -> Style | None:
    if head.isdigit():
        return "arabic"
    if _VALID_ROMAN.match(head):
        return "roman"
    if len(head) > 1:
        return "lower_roman" if _VALID_ROMAN.match(head.upper()) else None
    return "small" if head.islower() else "letter"


@dataclass(slots=True)
class _Open:
    number: RowNumber | None
    nests: bool
    index: int
    heading: bool = False


def outline(numbers: Sequence[RowNumber | None], headings: Sequence[bool]) -> list[Outline]:
    """Return level and parent of each row.

    numbers: the number of each row, None where none is printed; headings: whether the row
    is a heading without data of its own, which may hold rows of the same style.
    """
    stack: list[_Open] = []
    result: list[Outline] = []
    numbers = _with_leading_small(_with_lower_roman(numbers))
    near = neighbours(numbers)
    for index, (number, heading) in enumerate(zip(numbers, headings, strict=True)):
        following = near[index][1]
        nests = heading and (
            number is None or (following is not None and _opens_section(number, numbers[following]))
        )
        if number is not None:
            _close(stack, number, nests)
        elif heading:
            stack.clear()
        lost = not heading and _lost_its_number(index, numbers, near[index])
        open_rows = stack[:-1] if lost else stack
        result.append(Outline(len(open_rows) + 1, open_rows[-1].index if open_rows else None))
        if number is not None or heading:
            stack.append(_Open(number, nests, index, heading))
    return result


def neighbours(numbers: Sequence[RowNumber | None]) -> list[tuple[int | None, int | None]]:
    """Return for each row the index of the nearest numbered row before and after it."""
    before: list[int | None] = [None] * len(numbers)
    after: list[int | None] = [None] * len(numbers)
    for index in range(1, len(numbers)):
        before[index] = index - 1 if numbers[index - 1] is not None else before[index - 1]
    for index in range(len(numbers) - 2, -1, -1):
        after[index] = index + 1 if numbers[index + 1] is not None else after[index + 1]
    return list(zip(before, after, strict=True))


def _lost_its_number(
    index: int, numbers: Sequence[RowNumber | None], near: tuple[int | None, int | None]
) -> bool:
    """Tell whether a row has no number although the numbers around it leave room for it.

    Such a row stands beside the row above, not under it.
    """
    start, end = near
    if numbers[index] is not None or start is None or end is None:
        return False
    before, after = numbers[start], numbers[end]
    if before is None or after is None or before.ordinal is None or after.ordinal is None:
        return False
    alike = (before.style, before.parts[:-1]) == (after.style, after.parts[:-1])
    return alike and after.ordinal - before.ordinal == end - start


def _with_lower_roman(numbers: Sequence[RowNumber | None]) -> list[RowNumber | None]:
    """Return the numbers with i, v, x read as Roman where their neighbour in the row is."""
    found = list(numbers)
    known = [i for i, number in enumerate(numbers) if number is not None]
    for position, index in enumerate(known):
        number = found[index]
        if number is None or number.style != "small" or number.parts[-1] not in ("i", "v", "x"):
            continue
        near = (found[i] for i in known[max(0, position - 1) : position + 2] if i != index)
        roman = replace(number, style="lower_roman")
        steps = {(n.ordinal or 0) - (roman.ordinal or 0) for n in near if _lower_roman(n)}
        if steps & {1, -1}:
            found[index] = roman
    return found


def _with_leading_small(numbers: Sequence[RowNumber | None]) -> list[RowNumber | None]:
    """Return the numbers with a, b, c as letters of headings where they come before any 1.

    They do when the first number of all is a, 1 follows it, and they make one series.
    """
    known = [number for number in numbers if number is not None]
    small = [n.ordinal for n in known if n.style == "small" and n.depth == 1]
    opens = len(known) > 1 and known[0].style == "small" and known[1].style == "arabic"
    if not opens or known[1].ordinal != 1 or small != list(range(1, len(small) + 1)):
        return list(numbers)
    return [
        replace(n, style="letter") if n is not None and n.style == "small" else n for n in numbers
    ]


def _lower_roman(number: RowNumber | None) -> TypeGuard[RowNumber]:
    return number is not None and number.style == "lower_roman"


def _opens_section(own: RowNumber, following: RowNumber | None) -> bool:
    """Tell whether a heading holds the next rows although they are of its own style."""
    if following is None or following.style != own.style:
        return False
    if following.depth != own.depth or own.depth > 1:
        return False
    return following.ordinal == 1 or (following.ordinal or 0) != (own.ordinal or 0) + 1


def _close(stack: list[_Open], number: RowNumber, nests: bool) -> None:
    """Close the open rows that cannot hold `number`."""
    for position in range(len(stack) - 1, -1, -1):
        above = stack[position].number
        if above is not None and _holds_by_prefix(above, number):
            del stack[position + 1 :]
            return
    while stack and not _holds(stack[-1], number, nests):
        stack.pop()


def _runs_ahead(above: RowNumber, number: RowNumber) -> bool:
    """Tell whether a number belongs to a later heading, which is missing: 3.1 below 1."""
    first, later = above.parts[0], number.parts[0]
    return first.isdigit() and later.isdigit() and int(later) > int(first)


def _holds_by_prefix(above: RowNumber, number: RowNumber) -> bool:
    return 0 < above.depth < number.depth and number.parts[: above.depth] == above.parts


def _holds(above: _Open, number: RowNumber, nests: bool) -> bool:
    if above.number is None:
        return _RANK[number.style] >= _RANK["arabic"]
    if above.number.style == number.style:
        if above.number.depth != number.depth:
            deeper = above.number.depth < number.depth
            holds = above.heading or above.number.depth == 1 < number.depth - 1
            return deeper and holds and not _runs_ahead(above.number, number)
        return above.nests and not nests
    return _RANK[above.number.style] < _RANK[number.style]

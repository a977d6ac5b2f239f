"""Row numbers of scanned tables, repaired from the numbers around them.

Row numbers count up: 8, 9, 0, 11 was printed 8, 9, 10, 11, and what stands between 1.2.1 and
1.2.3 is 1.2.2. The cheapest way through all numbers of a document is taken, where reading a
number otherwise than it was read costs more the less it looks like it, and so does every
jump in the count. Numbers are labels, so they may be repaired; figures never are. What was
read is kept in `Cell.raw`. The way is found as Viterbi finds it (IEEE Trans. Inf. Theory 13,
1967).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.document import Block, Cell, TableFragment

Number = tuple[int, ...]

# what may be a row number; letters in it are digits that were misread
_TOKEN = re.compile(r"[\"'(@+.,]?(?P<core>[\w|!.,§%®]{1,10}?)(?P<end>[.)/:,]?)")
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}")
_HEADING = re.compile(r"(?:số )?s?tt", re.IGNORECASE)
_ROMAN_LIKE = re.compile(r"[IVXHÏ1l|!ivx]{1,6}")
_LIKE_ONE = str.maketrans(dict.fromkeys("1l|!iÏ", "I") | {"H": "II", "v": "V", "x": "X"})
_LIKE_DIGITS = str.maketrans(
    dict.fromkeys("lI|!i", "1")
    | dict.fromkeys("OoQ", "0")
    | dict.fromkeys("SsŠ", "5")
    | dict.fromkeys("B§®", "8")
    | dict.fromkeys("Zz", "2")
    | dict.fromkeys("gq", "9")
    | {"G": "6", ",": "."}
)
# costs: of a jump in the count, of beginning anew after a heading and without one, of taking
# a number for what a letter is like, for one of which a digit was lost, for one that differs
# in a digit; of doing so the surer the number was read; of one left unread, and of nought
_JUMP, _SKIP = 2.0, 1.6
_ANEW, _ANEW_AMID = 0.3, 1.2
_LETTER, _LOST, _OTHER = 0.1, 0.3, 1.0
_SURE_LOST, _SURE_OTHER = 0.9, 1.2
_UNREAD, _NOUGHT = 1.5, 1.5
# a number that is read with no more confidence may be repaired where the count ends
_UNSURE = 0.6
_WIDEST = 24
# a column counts up where so many of its steps do
_COUNTS = 0.6
_FEWEST = 3
_LAST_ROMAN = 39


@dataclass(frozen=True, slots=True)
class _Seen:
    """A number as it was read: where, how sure, and whether a heading stands before it."""

    at: tuple[int, int]
    core: str
    sure: float
    fixed: bool
    after_heading: bool


@dataclass(frozen=True, slots=True)
class _Way:
    """A way through the numbers so far: its cost, and what each was taken for."""

    cost: float
    numbers: tuple[Number | None, ...]
    last: Number | None


@dataclass(frozen=True, slots=True)
class _Style:
    """How numbers are written: what comes after one, and what a text is read as."""

    parsed: Callable[[str], Number | None]
    printed: Callable[[Number], str]
    readable: Callable[[str], str]
    followers: Callable[[Number], tuple[Number, ...]]


def numbers_repaired(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks with the row numbers in the first columns of scanned tables repaired."""
    kept = list(blocks)
    changes: dict[tuple[int, int], str] = {}
    for style, other in ((_ROMANS, _DIGITS), (_DIGITS, _ROMANS)):
        seen = list(_seen(kept, style, other))
        changes |= dict(_repairs(seen, style))
    for index, block in enumerate(kept):
        own = {row: text for (table, row), text in changes.items() if table == index}
        yield _with_numbers(block, own) if isinstance(block, TableFragment) and own else block


def _with_numbers(table: TableFragment, texts: dict[int, str]) -> TableFragment:
    rows = list(table.rows)
    for index, number in texts.items():
        cell = rows[index][0]
        found = _TOKEN.fullmatch(cell.text)
        end = found["end"].strip("/:,") if found else ""
        text = f"({number})" if cell.text.startswith("(") and end == ")" else number + end
        rows[index] = (replace(cell, text=text, raw=cell.raw or cell.text), *rows[index][1:])
    return replace(table, rows=tuple(rows))


def _seen(blocks: Sequence[Block], style: _Style, other: _Style) -> Iterator[_Seen]:
    """Yield the numbers of a style in the first columns of tables, in their order."""
    after_heading = True
    for index, block in enumerate(blocks):
        if not isinstance(block, TableFragment):
            continue
        after_heading = True
        for number, row in enumerate(block.rows):
            core = _core(row[0]) if row else ""
            if not core or not _is_of(core, style, other):
                after_heading = after_heading or bool(row and any(cell.text for cell in row))
                continue
            cell = row[0]
            yield _Seen(
                (index, number), core, cell.confidence or 0.0, cell.backend != "ocr", after_heading
            )
            after_heading = False


def _core(cell: Cell) -> str:
    """Return the number of a first cell without its stop; empty where there is none."""
    if cell.covered or cell.column_span > 1 or _HEADING.fullmatch(cell.text):
        return ""
    found = _TOKEN.fullmatch(cell.text)
    return found["core"] if found else ""


def _is_of(core: str, style: _Style, other: _Style) -> bool:
    if style.parsed(core) is not None:
        return True
    return other.parsed(core) is None and bool(style.readable(core))


def _repairs(seen: Sequence[_Seen], style: _Style) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the places of numbers that were read wrongly, and their texts."""
    if len(seen) < _FEWEST:
        return
    way = _best_way(seen, style)
    steps = list(zip(way.numbers, way.numbers[1:], strict=False))
    counted = sum(
        one is not None and two is not None and (two in style.followers(one) or _is_first(two))
        for one, two in steps
    )
    if counted < _COUNTS * len(steps):
        return
    for index, (one, number) in enumerate(zip(seen, way.numbers, strict=True)):
        if number is None or one.fixed or style.printed(number) == one.core:
            continue
        looks_so = style.readable(one.core) == style.printed(number)
        unsure = one.sure <= _UNSURE and _is_part(one.core, style.printed(number))
        if looks_so or unsure or _is_followed(index, seen, way.numbers, style):
            yield one.at, style.printed(number)


def _is_followed(
    index: int, seen: Sequence[_Seen], numbers: Sequence[Number | None], style: _Style
) -> bool:
    """Tell whether the count goes on from a number to one that was read as it is counted."""
    for one, number, after in zip(
        seen[index + 1 :], numbers[index:], numbers[index + 1 :], strict=False
    ):
        if number is None or after is None or after not in style.followers(number):
            return False
        if style.parsed(one.core) == after:
            return True
    return False


def _best_way(seen: Sequence[_Seen], style: _Style) -> _Way:
    ways = [_Way(0.0, (), None)]
    for one in seen:
        best: dict[Number | None, _Way] = {}
        for way in ways:
            for number, cost in _choices(one, way.last, style):
                total = way.cost + cost
                last = way.last if number is None else number
                if last not in best or total < best[last].cost:
                    best[last] = _Way(total, (*way.numbers, number), last)
        ways = sorted(best.values(), key=lambda way: way.cost)[:_WIDEST]
    return ways[0]


def _choices(
    one: _Seen, last: Number | None, style: _Style
) -> Iterator[tuple[Number | None, float]]:
    """Yield what a number may be after another, and what taking it for that costs."""
    own = style.parsed(one.core)
    if own is not None:
        nought = _NOUGHT if 0 in own and not one.fixed else 0.0
        yield own, nought + _step(last, own, style, after_heading=one.after_heading)
    else:
        yield None, _UNREAD
    if one.fixed:
        return
    anew = ((1,), (1, 1)) if one.after_heading or last is None else ()
    for number in (*(style.followers(last) if last else ()), *anew):
        cost = _unlike(one, style.printed(number), style)
        if number != own and cost is not None:
            yield number, cost + _step(last, number, style, after_heading=one.after_heading)


def _step(last: Number | None, number: Number, style: _Style, *, after_heading: bool) -> float:
    if last is None or number in style.followers(last):
        return 0.0
    if _is_first(number):
        return _ANEW if after_heading else _ANEW_AMID
    skipped = any(number in style.followers(between) for between in style.followers(last))
    return _SKIP if skipped else _JUMP


def _is_first(number: Number) -> bool:
    return number[-1] == 1


def _unlike(one: _Seen, text: str, style: _Style) -> float | None:
    """Return the cost of taking what was read for `text`; None where it looks otherwise."""
    known = style.parsed(one.core) is not None
    read = style.readable(one.core) or one.core
    if read == text:
        return _LETTER
    lost = len(text) - len(read)
    if 0 < lost <= (1 if known else 2) and _is_part(read, text):
        return _LOST * lost + (_SURE_LOST * one.sure if known else 0.0)
    if _distance_is_one(read, text) and len(text) > (1 if known else 0) and len(read) > 1:
        return _OTHER + (_SURE_OTHER * one.sure if known else 0.0)
    return None


def _is_part(short: str, long: str) -> bool:
    """Tell whether `short` is `long` without some of its characters."""
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)


def _distance_is_one(one: str, two: str) -> bool:
    if len(one) == len(two):
        return sum(a != b for a, b in zip(one, two, strict=True)) == 1
    long, short = sorted((one, two), key=len, reverse=True)
    return len(long) == len(short) + 1 and any(
        long[:i] + long[i + 1 :] == short for i in range(len(long))
    )


def _digits(core: str) -> Number | None:
    if not _PLAIN.fullmatch(core):
        return None
    return tuple(int(part) for part in core.split("."))


def _like_digits(core: str) -> str:
    text = core.translate(_LIKE_DIGITS)
    return text if any(map(str.isdigit, text)) else ""


def _after_digits(number: Number) -> tuple[Number, ...]:
    """Return what may follow: the next one, the first below it, the next of those above."""
    ups = tuple((*number[:level], number[level] + 1) for level in range(len(number)))
    new_chapter = ((number[0] + 1, 1),) if len(number) > 1 else ()
    return (*ups, (*number, 1), *new_chapter)


def _roman(core: str) -> Number | None:
    return (_ALL_ROMANS.index(core) + 1,) if core in _ALL_ROMANS else None


def _like_roman(core: str) -> str:
    return core.translate(_LIKE_ONE) if _ROMAN_LIKE.fullmatch(core) else ""


def _written_roman(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


_ALL_ROMANS = tuple(_written_roman(value) for value in range(1, _LAST_ROMAN + 1))
_DIGITS = _Style(_digits, lambda number: ".".join(map(str, number)), _like_digits, _after_digits)
_ROMANS = _Style(
    _roman,
    lambda number: _written_roman(number[0]),
    _like_roman,
    lambda number: ((number[0] + 1,),) if number[0] < _LAST_ROMAN else (),
)

"""Measured aims in plans and reports: comparator, value and unit, as printed.

A plan states aims, a report states facts: in a report a figure is an aim only in a sentence
that says so ("phấn đấu", "mục tiêu") or under a heading on what is to come. Time limits
("chậm nhất 10 ngày") are deadlines and no targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal, cast

from contracts.aims import AimWords, aim_words
from contracts.wording import target_wording
from transform.pieces import TextPiece
from transform.reading import Target
from transform.vietnamese.text import collapse, fold

Comparator = Literal[">", ">=", "=", "<=", "<"]

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)?"
_PERCENT = re.compile(rf"(?<![\w/.,])(?P<number>{_NUMBER})\s*(?:%|phần trăm\b)")
_COUNT_RANGE = re.compile(
    rf"\b(?:từ|tăng|giảm|đạt)\s+(?P<low>{_NUMBER})\s*(?:-|–|đến|tới)\s*(?P<number>{_NUMBER})"
    r"(?![\d%/]|\s*%|\.\d|,\d)\s*(?P<after>[^\d\W])",
    re.IGNORECASE,
)
_RANGE = re.compile(
    rf"(?<![\w/.,])(?P<low>{_NUMBER})\s*%?\s*(?:-|–|đến|tới)\s*(?P<below>dưới\s+)?"
    rf"(?P<number>{_NUMBER})\s*%"
)
_RANK = re.compile(
    r"(?:\bnhóm|\btop|\btốp|\btrong(?:\s+số)?)\s+(?P<number>\d{1,3})\b[^.;:()%]{0,60}?"
    r"(?:dẫn đầu|đứng đầu|hàng đầu|tốt nhất|cao nhất|khá|đầu)\b",
    re.IGNORECASE,
)
_TOP = re.compile(r"\b(?:top|tốp)\s+(?P<number>\d{1,3})\b", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:thứ hạng|xếp|đứng|vị trí|hạng)\b[^.;,()%\d]{0,40}?\b(?:từ|thứ|hạng|vị trí)\s+"
    r"(?P<number>\d{1,3})(?:\s*/\s*\d{1,3})?\s+trở lên",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")
_LONG_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_CLAUSE_REST = re.compile(r"(?:\([^()]*\)|[.,](?!\s|$)|[^;!?.,()])*")
# a bracket opens a clause unless it is closed again before the figure
_CLAUSE_START = re.compile(r"[;!?:]|\((?![^()]*\))|[.,](?=\s)")
_BOTH_RATES = re.compile(r"\s*về\s+t[ỷỉ] lệ\b[^.;]*\bvà\s+t[ỷỉ] lệ\b", re.IGNORECASE)
_AND_BEFORE = re.compile(r"^[^,.;:()]{1,60}\svà\s$")
_WHOLE = Decimal(100)
_HEADING = re.compile(r"^\s*(?:[#*\s]*)(?:[IVX]+\s*[.)/-]|PHẦN\b|[A-Z]\s*[.)]\s)")
_YEAR = re.compile(r"(?<!\w)năm\s+(?P<year>(?:19|20)\d{2})(?!\s*[-–]\s*\d|\d)", re.IGNORECASE)
_EARLIER_YEAR = re.compile(r"\(\s*năm\s+\d{4}\s*(?:là|:|đạt|chỉ)?[^()]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Aim:
    """A figure that is an aim, and where in its text it stands."""

    comparator: Comparator
    value: Decimal
    unit: str
    start: int
    end: int


def find_targets(
    pieces: Iterable[TextPiece], report: bool = False, year: int | None = None
) -> tuple[Target, ...]:
    """Return the measured aims in `pieces`, in order.

    `report` tells that the document states results, `year` which one a plan is for: what it
    says of an earlier year is a fact. An aim repeated in another column of
    the same table row is one target.
    """
    targets: list[Target] = []
    seen: dict[tuple[object, ...], str | None] = {}
    ahead = not report
    for piece in pieces:
        if report and piece.table is None and _HEADING.match(piece.text):
            ahead = _speaks_of_aims(piece.text)
        if report and piece.table is not None:
            continue
        for aim in _aims(piece.text, ahead, year):
            if piece.row is not None:
                key = (piece.table, piece.row, aim.comparator, aim.value, aim.unit)
                if seen.setdefault(key, piece.column) != piece.column:
                    continue
            targets.append(_target(aim, piece))
    return tuple(targets)


def indicator_of(text: str, unit: str) -> str | None:
    """Return the code of the indicator that surely measures an aim in `unit`, if one does."""
    if unit != "%":
        return None
    said = fold(text)
    return next((words.code for words in aim_words() if _speaks_of(said, words)), None)


def _speaks_of(said: str, words: AimWords) -> bool:
    return all(any(fold(word) in said for word in group) for group in words.said) and not any(
        fold(word) in said for word in words.unless
    )


def _target(aim: _Aim, piece: TextPiece) -> Target:
    clause = _clause(piece.text, aim)
    return Target(
        location="body" if piece.table is None else "table",
        comparator=aim.comparator,
        value=aim.value,
        unit=aim.unit,
        text=clause,
        indicator=indicator_of(clause, aim.unit),
        place=piece.place,
        table=piece.table,
        row=piece.row,
    )


def _speaks_of_aims(heading: str) -> bool:
    folded = fold(heading)
    return any(fold(word) in folded for word in target_wording().aim_headings)


def _aims(text: str, ahead: bool, year: int | None) -> list[_Aim]:
    """Return the aims of one text; `ahead` tells that it speaks of what is to come."""
    found = [*_ranges(text)]
    taken = [(aim.start, aim.end) for aim in found]
    for aim in (*_percentages(text), *_ranks(text), *_counts(text)):
        if not any(start < aim.end and aim.start < end for start, end in taken):
            found.append(aim)
            taken.append((aim.start, aim.end))
    found += _shared(text, found)
    kept = (
        aim
        for aim in found
        if _is_aim(text, aim, ahead) and not (ahead and year and _is_past(text, aim, year))
    )
    return sorted(kept, key=lambda aim: aim.start)


def _is_aim(text: str, aim: _Aim, ahead: bool) -> bool:
    # a list of ranks goes on behind a semicolon, a list of results does not
    end = _LONG_SENTENCE_END if aim.unit == "rank" else _SENTENCE_END
    said = fold(text[_last_end(end, text, aim.start) : aim.end])
    before = fold(_clause(text, aim))
    words = target_wording()
    if any(fold(word) in before for word in words.fact_words):
        return False
    if aim.unit == "%" and _EARLIER_YEAR.search(text[: aim.start]):
        return False
    return ahead or any(fold(word) in said for word in words.aim_words)


def _is_past(text: str, aim: _Aim, year: int) -> bool:
    """Tell whether the sentence around a figure speaks of a year before that of the plan.

    The last year before the figure counts, unless it only names what is compared with, or
    words of an aim stand between the two.
    """
    start = _last_end(_SENTENCE_END, text, aim.start)
    said = text[start : aim.start]
    years = [found for found in _YEAR.finditer(said) if not _is_base(said[: found.start()])]
    if not years or int(years[-1]["year"]) >= year:
        return False
    between = fold(said[years[-1].end() :])
    return not any(fold(word) in between for word in target_wording().aim_words)


def _is_base(before: str) -> bool:
    """Tell whether the words before a year make it the base of a comparison or a name."""
    key = fold(before).rstrip(" (")
    return any(re.search(rf"(?<!\w){fold(word)}$", key) for word in target_wording().base_words)


def _clause(text: str, aim: _Aim) -> str:
    """Return the clause around a figure, as printed: what a reader is shown."""
    rest = _CLAUSE_REST.match(text, aim.end)
    start = _last_end(_CLAUSE_START, text, aim.start)
    return collapse(text[start : rest.end() if rest else aim.end]).lstrip("-+• ")


def _last_end(pattern: re.Pattern[str], text: str, before: int) -> int:
    """Return where the last match of `pattern` before a position ends, or 0."""
    return max((found.end() for found in pattern.finditer(text, 0, before)), default=0)


def _percentages(text: str) -> Iterator[_Aim]:
    last: Comparator | None = None
    last_end = 0
    for found in _PERCENT.finditer(text):
        if _is_share(text, found):
            continue
        value = _decimal(found["number"], percent=True)
        comparator = _comparator(text, found.start(), found.end())
        # "ít nhất 30% thời gian và 30% chi phí" bounds both
        if comparator is None and _AND_BEFORE.search(text[last_end : found.start()]):
            comparator = last if value < _WHOLE else None
        yield _aim(comparator or "=", value, "%", found)
        last, last_end = comparator, found.end()


def _aim(comparator: Comparator, value: Decimal, unit: str, found: re.Match[str]) -> _Aim:
    return _Aim(comparator, value, unit, found.start("number"), found.end())


def _is_share(text: str, found: re.Match[str]) -> bool:
    """Tell whether a percentage is a share, a rule or a remark in brackets, not an aim."""
    before, after = fold(text[max(0, found.start() - 40) : found.start()]), text[found.end() :]
    words = target_wording()
    if any(
        re.search(rf"\b{fold(word)}\s*(?:(?:khoảng|trên|tới|tỷ lệ|tỉ lệ)\s*)?$", before)
        for word in words.not_after
    ):
        return True
    if before.endswith("(") and after.lstrip().startswith(")"):
        return True
    return any(fold(after[:30]).startswith(fold(word)) for word in words.not_of)


def _ranges(text: str) -> Iterator[_Aim]:
    for found in _RANGE.finditer(text):
        low = _decimal(found["low"], percent=True)
        high = _decimal(found["number"], percent=True)
        if low >= high or _is_share(text, found):
            continue
        yield _Aim(">=", low, "%", found.start(), found.end())
        yield _Aim("<" if found["below"] else "<=", high, "%", found.start(), found.end())
    for found in _COUNT_RANGE.finditer(text):
        unit = _unit_pattern().match(text, found.start("after"))
        if unit:
            printed, start = _unit(text, found.start(), unit), found.start("low")
            yield _Aim(">=", _counted(found["low"]), printed, start, unit.end())
            yield _Aim("<=", _counted(found["number"]), printed, start, unit.end())


def _ranks(text: str) -> Iterator[_Aim]:
    for pattern in (_RANK, _TOP, _PLACE):
        for found in pattern.finditer(text):
            yield _Aim("<=", Decimal(found["number"]), "rank", found.start(), found.end())


def _counts(text: str) -> Iterator[_Aim]:
    for found in _count().finditer(text):
        unit = _unit_pattern().match(text, found.start("after"))
        comparator = _count_comparator(text, found.start(), unit) if unit else None
        if unit and comparator:
            printed = _unit(text, found.start(), unit)
            yield _Aim(comparator, _counted(found["number"]), printed, found.start(), unit.end())


@cache
def _count() -> re.Pattern[str]:
    words = "|".join(target_wording().number_words)
    return re.compile(
        rf"(?<![\w/.,])(?P<number>{_NUMBER}|(?:{words})(?=\s))(?![\d%/]|\s*%|\.\d|,\d)"
        r"\s*(?P<after>[^\d\W])"
    )


def _counted(printed: str) -> Decimal:
    return _decimal(target_wording().number_words.get(printed, printed), percent=False)


def _count_comparator(text: str, start: int, unit: re.Match[str]) -> Comparator | None:
    comparator = _comparator(text, start, unit.end())
    before = fold(text[max(0, start - 30) : start])
    if comparator is None:
        points = fold(unit[0]).startswith("điểm") and re.search(r"\bđạt\s*(?:từ)?$", before)
        return "=" if points else None
    # "trên 02 hệ thống" says where, "đạt trên 02 hệ thống" how many
    if comparator in ("<", ">") and not re.search(r"\b(?:đạt|có|là|còn|tăng|giảm)\b", before):
        return None
    return comparator


@cache
def _unit_pattern() -> re.Pattern[str]:
    units = sorted(target_wording().units, key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, units))})\b(?:\s*/\s*[^\W\d]+)*", re.IGNORECASE
    )


def _unit(text: str, start: int, found: re.Match[str]) -> str:
    """Return the unit as printed, with what the count is taken per ("hồ sơ/năm/nhân sự")."""
    unit = re.sub(r"\s*/\s*", "/", collapse(found[0]))
    sentence = text[_last_end(_SENTENCE_END, text, start) : start]
    if "/" in unit:
        return unit
    for word, pers in target_wording().per_words.items():
        per = re.search(rf"\b{word}\s+(?:0?1|một|mỗi)\s+({pers})\b", sentence, re.IGNORECASE)
        if per:
            unit += f"/{per[1].lower()}"
    return unit


@cache
def _comparator_before() -> re.Pattern[str]:
    words = target_wording()
    phrases = "|".join(sorted(map(re.escape, words.comparators_before), key=len, reverse=True))
    joins = "|".join(sorted(map(re.escape, words.joining_words), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?P<word>{phrases})\s*(?:(?:{joins})\s+|:\s*){{0,3}}$")


@cache
def _comparator_after() -> re.Pattern[str]:
    phrases = map(re.escape, target_wording().comparators_after)
    return re.compile(rf"\s*(?P<word>{'|'.join(phrases)})(?!\w)")


def _comparator(text: str, start: int, end: int) -> Comparator | None:
    """Return the comparator that the words next to a figure state, or None."""
    words = target_wording()
    after = _comparator_after().match(fold(text[end : end + 30]))
    if after:
        return cast(Comparator, words.comparators_after[after["word"]])
    # a full stop keeps the words of the sentence before apart
    before = fold(text[max(0, start - 50) : start]) + " "
    found = _comparator_before().search(re.split(r"[.;]\s", before)[-1].rstrip() + " ")
    return cast(Comparator, words.comparators_before[found["word"]]) if found else None


def _decimal(printed: str, *, percent: bool) -> Decimal:
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+", printed) and not percent
    return Decimal(printed.replace(".", "") if thousands else printed.replace(",", "."))


def _shared(text: str, aims: list[_Aim]) -> list[_Aim]:
    """Return a second aim where one figure is printed for two rates."""
    return [aim for aim in aims if aim.unit == "%" and _BOTH_RATES.match(text, aim.end)]

"""The lines of a document in which letterhead, title and signature block stand.

Offices set these parts in two columns, often as a borderless table: such a table is read
column by column, and what a page prints side by side on one line is taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from contracts.wording import letterhead_wording
from extract.document import Block, Document, Place, TableFragment
from transform.vietnamese.text import UPPER, collapse, fold

_MARKUP = re.compile(
    r"</?(?:b|i|u|p|br|em|strong|div|center)\b[^<>]{0,200}>|^\s*#+\s*|\*+|^\s*>+\s*|`+"
)
_RULE = re.compile(r"[_=~]{3,}|[-\u2010-\u2015]{3,}")
_BEFORE_NUMBER = re.compile(r"(?<=\S)\s+(?=Số\s*:)")
_AFTER_NUMBER = re.compile(
    r"(Số\s*:\s*[\w.…]*\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐ][\wĐđ&./]*(?:\s?[-–]\s?[A-ZĐ][\wĐđ&.]*)*+)\s+(?=\S)"
)
# without a colon, only a place and date are told from what else may follow a number
_BESIDE_NUMBER = re.compile(r"^(\s*Số\s+[\w.…]*\s*/\s*[A-ZĐ][^\s,]*)\s+(?=\S[^,]{1,30},\s*ngày\b)")
# the last words of a name in capitals, and the place and date that a page prints beside them
_BESIDE_NAME = re.compile(
    rf"^([{UPPER}]+\s[{UPPER}][{UPPER}\d\s,.&-]*?)\s+(?=[{UPPER}](?![{UPPER}])[^,\d]{{1,30}},\s*ngày\b)"
)
# the number is taken whole: "PHỤ LỤC III" is not "PHỤ LỤC I" before "II"
_GLUED_APPENDIX = re.compile(
    rf"^((?:Phụ lục|PHỤ LỤC)(?:\s+(?:số\s*)?[\dIVX]++)?)(?=[{UPPER}]{{2}})"
)
_BELOW_COMMITTEE = re.compile(
    r"^((?:UBND|[ỦU][YỶ] BAN NHÂN DÂN)\s.+?)(?:\s+[-–])?\s+"
    r"(?=(?:SỞ|VĂN PHÒNG|BAN|(?<!HẢI )PHÒNG|THANH TRA|TRUNG TÂM|CHI CỤC)\b)"
)
_RECIPIENTS = re.compile(r"\s*(Nơi nhận\s*:?)\s*", re.IGNORECASE)
_LAYOUT = re.compile(
    r"nơi nhận|cộng h(?:òa|oà) xã hội|độc lập\s*-|^số\s*:|,\s*ngày.{0,12}tháng"
    r"|(?:đơn vị|cơ quan) (?:nhận |gửi )?báo cáo\s*:",
    re.IGNORECASE,
)

_PAGE_NUMBER = re.compile(
    r"\d{1,3}|[-–]\s*\d{1,3}\s*[-–]|(?:trang|page)\s+\d{1,4}(?:\s*/\s*\d{1,4})?|\d{1,4}/\d{1,4}",
    re.IGNORECASE,
)
_MOST_LAYOUT_CELLS = 24
_WIDEST_LAYOUT = 4
_LAYOUT_COLUMNS = 2
_SHORT_TEXT = 60
_STAMP_LINES = 5
# a motto may be wrapped over so many lines; fewer letters of it tell nothing
_MOTTO_LINES = 4
_HEAD_LINES = 60
_LONGEST_MARK = 24
_FEWEST_LETTERS = 8
_SYMBOL = re.compile(rf"\d\s*/\s*[{UPPER}\d]{{2,}}.*[-/][{UPPER}]{{2}}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line without markup; `data` marks the rows of a table that is no layout."""

    text: str
    place: Place
    data: bool = False

    @property
    def key(self) -> str:
        """The folded text, for comparison."""
        return fold(self.text)

    @property
    def is_upper(self) -> bool:
        """Tell whether the line is printed in capitals."""
        return self.text.isupper()


def letter_lines(document: Document) -> tuple[Line, ...]:
    """Return the lines outside data tables in reading order.

    A data table leaves its spanning rows, which may hold a caption, and one marker line.
    """
    lines: list[Line] = []
    after_layout = False
    for block in document.blocks:
        if isinstance(block, TableFragment):
            after_layout = _is_layout(block, after_layout)
        else:
            # a row of the layout with one cell comes as a short text
            after_layout = after_layout and len(block.text) < _SHORT_TEXT
        lines += _block_lines(block, is_layout=after_layout)
    unmarked = [line for line in lines if not _is_mark(line)]
    head = _without_wrapped_mottoes(unmarked[:_HEAD_LINES])
    return tuple(_without_stamp([*head, *unmarked[_HEAD_LINES:]]))


def _is_mark(line: Line) -> bool:
    """Tell whether a line is but a mark of urgency or secrecy."""
    return len(line.text) <= _LONGEST_MARK and line.key.strip(" .!*") in _marks()


@cache
def _marks() -> frozenset[str]:
    return frozenset(map(fold, letterhead_wording().marks))


def _without_wrapped_mottoes(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that together are one end of a motto.

    A narrow column wraps a motto anywhere: "... CHỦ NGHĨA VIỆT" and "NAM".
    """
    kept: list[Line] = []
    index = 0
    while index < len(lines):
        size = _wrapped_motto(lines[index : index + _MOTTO_LINES])
        if not size:
            kept.append(lines[index])
        index += size or 1
    return kept


def _wrapped_motto(lines: Sequence[Line]) -> int:
    """Return how many lines, two or more, are the beginning or the end of a motto."""
    first = _letters(lines[0].text)
    if not any(first in motto for motto in _motto_letters()):
        return 0
    letters = [first, *(_letters(line.text) for line in lines[1:])]
    for size in range(len(lines), 1, -1):
        joined = "".join(letters[:size])
        if len(joined) >= _FEWEST_LETTERS and any(
            motto.startswith(joined) or motto.endswith(joined) for motto in _motto_letters()
        ):
            return size
    return 0


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


@cache
def _motto_letters() -> frozenset[str]:
    return frozenset(map(_letters, letterhead_wording().mottoes))


def _without_stamp(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without the stamp of an office that received the document.

    Its number and day are that office's. A number of the document's own has a symbol.
    """
    left = 0
    for line in lines:
        if _stamp(received=True).fullmatch(line.key):
            left = _STAMP_LINES
        elif left and _stamp(received=False).match(line.key) and not _SYMBOL.search(line.text):
            left -= 1
        else:
            left = 0
            yield line


@cache
def _stamp(*, received: bool) -> re.Pattern[str]:
    """Return what the first line of a stamp is, or what its further lines begin with."""
    words = letterhead_wording()
    listed = words.received_stamps if received else words.stamp_lines
    return re.compile(rf"(?:{'|'.join(re.escape(fold(w)) for w in listed)})\s*(?:[:.]|$|\s)")


def _block_lines(block: Block, *, is_layout: bool) -> Iterator[Line]:
    if not isinstance(block, TableFragment):
        yield from split_lines(block.text, block.place)
        return
    if is_layout:
        for column in range(max((len(row) for row in block.rows), default=0)):
            for row in block.rows:
                if column < len(row):
                    yield from split_lines(row[column].text, row[column].place)
        return
    for row in block.rows[:6]:
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) == 1 and len(collapse(filled[0].text)) > 5:
            yield from split_lines(filled[0].text, filled[0].place)
        elif len(filled) > 1:
            break
    yield Line("", block.place, data=True)


def _is_layout(table: TableFragment, after_layout: bool) -> bool:
    """Tell whether a table only sets letterhead or signature block in columns.

    What stands right below such a table is the rest of it, when it is narrow.
    """
    cells = [cell for row in table.rows for cell in row if cell.text.strip()]
    if len(cells) > _MOST_LAYOUT_CELLS or table.width > _WIDEST_LAYOUT:
        return False
    if after_layout and table.width <= _LAYOUT_COLUMNS:
        return True
    return any(_LAYOUT.search(collapse(cell.text)) for cell in cells)


def split_lines(text: str, place: Place) -> Iterator[Line]:
    """Yield the lines of one block, markup, mottoes and rules taken out."""
    for printed in text.split("\n"):
        bare = _motto().sub("\n", _MARKUP.sub("", printed))
        bare = _RULE.sub("\n", _BEFORE_NUMBER.sub("\n", bare))
        bare = _BESIDE_NAME.sub(r"\1\n", _BESIDE_NUMBER.sub(r"\1\n", bare))
        bare = _AFTER_NUMBER.sub(r"\1\n", bare)
        bare = _BELOW_COMMITTEE.sub(r"\1\n", bare)
        bare = _RECIPIENTS.sub(r"\n\1\n", _GLUED_APPENDIX.sub(r"\1\n", bare))
        for part in bare.split("\n"):
            line = collapse(part).strip("|")
            if line and not _PAGE_NUMBER.fullmatch(line):
                yield Line(line, place)


@cache
def _motto() -> re.Pattern[str]:
    phrases = sorted(letterhead_wording().mottoes, key=len, reverse=True)
    spaced = (
        r"\s*[-\u2010-\u2015]\s*".join(map(re.escape, re.split(r"\s*[-–]\s*", p))) for p in phrases
    )
    return re.compile("|".join(phrase.replace(r"\ ", r"\s+") for phrase in spaced), re.IGNORECASE)

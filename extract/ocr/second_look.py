"""Cells that look like figures, and Roman numbers, read a second time by another recogniser."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.ocr.digits import (
    Reading,
    SecondReader,
    Settled,
    has_stems,
    is_figure,
    is_like_figure,
    is_quarters,
    is_roman,
    joined_lines,
    settled,
    stems,
    undisguised,
)
from extract.ocr.limits import LIMITS
from extract.ocr.montage import Item
from extract.ocr.page_image import Pixels
from extract.ocr.straight import StraightPage
from extract.ocr.widths import lost_digits
from extract.page.page import Box

_LIKE_ROMAN = re.compile(r"(?=[1lI|TVXHiUÏ])[1lI|TVXHiUÏ]{1,5}(?:[-–,/.][\dlI|TVXHiUÏ]{1,5})*")
_BEFORE_ROMAN = re.compile(r"\(?(?:(?P<quarter>quý)|lục|phần|mục|biểu)", re.IGNORECASE)
_FEWEST_WORDS = 3
# in points: boxes of two lines overlap by no more
_SAME_LINE = 2.0
# how sure a figure is at most that seems to have lost a digit
_TOO_WIDE = 0.5


@dataclass(slots=True)
class ReadItem:
    """An item, its words in points, and what two readings came to.

    `letters` counts what tesseract read, `sure_letters` the same by its confidence.
    """

    item: Item
    words: list[tuple[str, Box]]
    settled: Settled
    in_cell: bool
    letters: int
    sure_letters: float


def in_points(box: Box, scale: float) -> Box:
    """Return a box in pixels in points."""
    x0, y0, x1, y1 = (side / scale for side in box)
    return (x0, y0, x1, y1)


def read_again(
    page: StraightPage, items: Sequence[ReadItem], reader: SecondReader, end: float
) -> None:
    """Read cells that look like figures a second time, and settle what they say."""
    for item in items:
        _read_romans_again(page, item, reader)
    items = [item for item in items if item.in_cell]
    columns = _figure_columns(items)
    chosen = [item for item in items if _is_doubtful(item, columns)][: LIMITS.second_readings]
    for item in chosen:
        if time.monotonic() > end:
            return
        box = in_points(item.item.box, page.reading_scale)
        before = item.settled.text
        item.settled = _settled_lines(page, item, reader) or _settled_whole(page, item, reader)
        if item.settled.text != before:
            item.words = [(item.settled.text, box)]
    _doubt(items)


def _settled_lines(page: StraightPage, item: ReadItem, reader: SecondReader) -> Settled | None:
    """Return what a number comes to that went on in a second line; None for all others."""
    texts = [text for text, _ in item.words]
    if len(texts) != 2 or item.words[0][1][3] > item.words[1][1][1] + _SAME_LINE:
        return None
    box = in_points(item.item.box, page.reading_scale)
    middle = (item.words[0][1][3] + item.words[1][1][1]) / 2
    halves = ((box[0], box[1], box[2], middle), (box[0], middle, box[2], box[3]))
    lines = [
        settled(Reading(text, item.settled.confidence), reader([_cut(page, half)])[0], number=True)
        for text, half in zip(texts, halves, strict=True)
    ]
    joined = joined_lines(*(line.text for line in lines))
    if joined is None:
        return None
    return Settled(joined, min(line.confidence for line in lines), (" ".join(texts),))


def _settled_whole(page: StraightPage, item: ReadItem, reader: SecondReader) -> Settled:
    second = reader([_cut(page, in_points(item.item.box, page.reading_scale))])[0]
    first = Reading(item.settled.text, item.settled.confidence)
    return settled(first, second, number=item.item.first_column)


def _doubt(items: Sequence[ReadItem]) -> None:
    """Be less sure of figures that take more room than their digits do."""
    lost = lost_digits([item.item.pixels for item in items], [i.settled.text for i in items])
    for item, too_wide in zip(items, lost, strict=True):
        if too_wide:
            item.settled = item.settled._replace(confidence=min(item.settled.confidence, _TOO_WIDE))


def _read_romans_again(page: StraightPage, item: ReadItem, reader: SecondReader) -> None:
    """Read Roman numbers again, I is soon taken for 1 and II for H.

    They stand before the name of a section, and after words such as quarter and appendix.
    """
    if item.item.first_column and len(item.words) >= _FEWEST_WORDS:
        _read_word_again(page, item, 0, reader, is_roman)
    for index, (text, _) in enumerate(item.words[:-1], start=1):
        if before := _BEFORE_ROMAN.fullmatch(text):
            fits = is_quarters if before.group("quarter") else is_roman
            _read_word_again(page, item, index, reader, fits)


def _read_word_again(
    page: StraightPage,
    item: ReadItem,
    index: int,
    reader: SecondReader,
    fits: Callable[[str], bool],
) -> None:
    """Take the second reading of a word that may be a Roman number if that is one."""
    text, box = item.words[index]
    bare = text.rstrip(".,;:)")
    if not _LIKE_ROMAN.fullmatch(bare):
        return
    picture = _cut(page, (box[0] - 2, box[1] - 1, box[2] + 2, box[3] + 1))
    other = reader([picture])[0].text.replace(" ", "").rstrip(".,;:)")
    if not fits(other) and not fits(bare):
        # neither of the readers knows it, but its strokes can be nothing else
        other = undisguised(bare)
    if other == bare or not fits(other):
        return
    if fits(bare) and not set("VX") & set(bare + other):
        count = stems(picture)
        if has_stems(bare, count) and not has_stems(other, count):
            return
    item.words[index] = (other + text[len(bare) :], box)


def _cut(page: StraightPage, box: Box) -> Pixels:
    x0, y0, x1, y1 = (max(0, round(side * page.scale)) for side in box)
    return page.plain[y0:y1, x0:x1]


def _figure_columns(items: Sequence[ReadItem]) -> frozenset[object]:
    """Return the columns in which figures are as frequent as anything else."""
    read: Counter[object] = Counter()
    figures: Counter[object] = Counter()
    for item in items:
        read[item.item.column] += 1
        figures[item.item.column] += is_figure(item.settled.text)
    return frozenset(column for column in read if 2 * figures[column] >= read[column])


def _is_doubtful(item: ReadItem, columns: frozenset[object]) -> bool:
    return is_like_figure(
        item.settled.text,
        item.settled.confidence,
        number=item.item.first_column,
        figures=item.item.column in columns,
    )

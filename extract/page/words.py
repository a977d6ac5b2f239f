"""Runs of text to lines and lines to the text of a cell.

All runs of a page are sorted at once by group (a cell, or the page outside tables), line
and place on the line; then each is looked at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np

from extract.cut_lines import joined
from extract.making import tuple_maker
from extract.page.page import Box, FloatArray, IntArray, PageData

# in parts of the font size
_LINE_STEP = 0.45
SPACE = 0.13
# lines of upright text are so much higher than wide
_UPRIGHT = 3.0
_LETTERS_UPRIGHT = 4
_SMALL = 0.85
_RAISED = 0.12
_ACCENT = 0.4

_MARK = re.compile(r"^[(\[]?(?:\d{1,2}|\*{1,3}|[a-z])[)\]]?$")
_UNIT_BEFORE = re.compile(r"(?:^|[\s(/\d])[kdcm]?m$")
_RAISED_FORM = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_AFTER_DIGIT = re.compile(r"(?<=[\d%])[⁰¹²³⁴-⁹]{1,2}$")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_LETTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_SPACES = re.compile(r"\s+")


class Line(NamedTuple):
    """Runs on one line of one group, from left to right."""

    group: int
    runs: list[int]


_line = tuple_maker(Line)


def lines_of(boxes: FloatArray, groups: IntArray) -> list[Line]:
    """Return the lines of all runs, by group and from the top."""
    if len(boxes) == 0:
        return []
    left, top, _, bottom = boxes.T
    middle = (top + bottom) / 2
    order = np.lexsort((middle, groups))
    group, y, height = groups[order], middle[order], (bottom - top)[order]
    starts = np.empty(len(order), dtype=bool)
    starts[0] = True
    starts[1:] = y[1:] - y[:-1] > _LINE_STEP * np.maximum(height[1:], height[:-1])
    starts[1:] |= group[1:] != group[:-1]
    cuts = starts.nonzero()[0]
    if len(cuts) == len(order):
        # most lines are one run, and need no order
        return list(map(_line, zip(group.tolist(), [[run] for run in order.tolist()], strict=True)))
    # lines stay together, so that only places on the line change
    runs = order[np.lexsort((left[order], starts.cumsum()))].tolist()
    ends = [*cuts[1:].tolist(), len(runs)]
    parts = map(runs.__getitem__, map(slice, cuts.tolist(), ends))
    return list(map(_line, zip(group[cuts].tolist(), parts, strict=True)))


@dataclass(slots=True)
class Words:
    """The runs of a page as plain lists, ready to be put together.

    `order` has the place in the order of printing of runs that are not in it by number.
    """

    texts: list[str]
    boxes: list[list[float]]
    bold: list[bool]
    composed: bool
    raised: bool
    order: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, page: PageData) -> Words:
        """Return the words of a page."""
        texts = page.texts
        if page.ligatures and _LIGATURE.search("".join(texts)):
            texts = [text.translate(_LETTERS) for text in texts]
        return cls(texts, page.boxes.tolist(), page.bold, page.composed, page.raised)

    def line(self, runs: Sequence[int]) -> tuple[str, str | None]:
        """Return the text of one line, and the raw text where footnote marks were dropped."""
        if len(runs) == 1:
            return self.texts[runs[0]], None
        marks = self._marks(runs)
        if marks:
            return self._marked_line(runs, marks)
        return "".join(self._spaced(runs)), None

    def _spaced(self, runs: Sequence[int]) -> Iterator[str]:
        """Yield the texts of runs, and spaces for the gaps between them."""
        end = height = 0.0
        upright = False
        for number, run in enumerate(runs):
            x0, top, x1, bottom = self.boxes[run]
            size = bottom - top
            text = self.texts[run]
            if number and (x0 - end > SPACE * max(size, height) or upright):
                yield " "
            yield text
            upright = size > _UPRIGHT * (x1 - x0) and len(text) > _LETTERS_UPRIGHT
            end, height = x1, size

    def _marked_line(self, runs: Sequence[int], marks: set[int]) -> tuple[str, str]:
        """Drop the marks, but for an exponent of a unit and a mark that opens the line."""
        kept = list(runs)
        texts = list(self.texts)
        for position, run in enumerate(runs):
            texts[run] = texts[run].strip("()[]").translate(_RAISED_FORM)
            before = "".join(self._spaced(runs[:position]))
            if run in marks and before and not _UNIT_BEFORE.search(before):
                kept.remove(run)
            if run not in marks:
                texts[run] = self.texts[run]
        raised = replace(self, texts=texts)
        return "".join(raised._spaced(kept)), "".join(raised._spaced(runs))

    def _marks(self, runs: Sequence[int]) -> set[int]:
        """Return the runs that are small raised marks."""
        boxes = [self.boxes[run] for run in runs]
        tallest = max(box[3] - box[1] for box in boxes)
        foot = max(box[3] for box in boxes)
        return {
            run
            for run, box in zip(runs, boxes, strict=True)
            if box[3] - box[1] < _SMALL * tallest
            and box[3] < foot - _RAISED * tallest
            and _MARK.match(self.texts[run])
        }

    def text(self, lines: Sequence[Sequence[int]]) -> tuple[str, str | None]:
        """Return the text of a cell's lines, and the raw text where marks were dropped."""
        if not self.raised and max(map(len, lines)) == 1:
            return self.clean(joined([self.texts[runs[0]] for runs in lines])), None
        pairs = [self.line(runs) for runs in lines]
        plain = self.clean(joined([text for text, _ in pairs]))
        raw = None
        if any(marked for _, marked in pairs):
            raw = self.clean(joined([marked or text for text, marked in pairs]))
        if self.raised and (text := _RAISED_AFTER_DIGIT.sub("", plain)) != plain:
            return text, raw or plain
        return plain, raw

    def clean(self, text: str) -> str:
        """Return `text` in NFC, white space collapsed."""
        if "  " in text or "\t" in text or "\n" in text:
            text = _SPACES.sub(" ", text).strip()
        return text if self.composed else unicodedata.normalize("NFC", text)

    def cleaner(self) -> Callable[[str], str] | None:
        """Return `clean`, or None where it would leave the text of every run as it is."""
        text = "\0".join(self.texts)
        plain = self.composed and "  " not in text and "\t" not in text and "\n" not in text
        return None if plain else self.clean

    def is_bold(self, runs: Sequence[int]) -> bool:
        """Tell whether more than half of the characters are bold."""
        if len(runs) == 1:
            return self.bold[runs[0]]
        kinds = {self.bold[run] for run in runs}
        if len(kinds) == 1:
            return kinds.pop()
        sizes = [(len(self.texts[run]), self.bold[run]) for run in runs]
        return 2 * sum(size for size, bold in sizes if bold) > sum(size for size, _ in sizes)

    def box(self, runs: Sequence[int]) -> Box:
        """Return the box around runs, with room for the accents of capitals."""
        if len(runs) == 1:
            x0, top, x1, bottom = self.boxes[runs[0]]
            top -= _ACCENT * (bottom - top)
            return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
        boxes = [self.boxes[run] for run in runs]
        return (
            round(min(b[0] for b in boxes), 2),
            round(min(b[1] - _ACCENT * (b[3] - b[1]) for b in boxes), 2),
            round(max(b[2] for b in boxes), 2),
            round(max(b[3] for b in boxes), 2),
        )

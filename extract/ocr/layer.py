"""Whether the text of a page says what its picture shows, told from a sample of both.

A scan often carries a text layer made by some other program, and a font may map its letters
to others than it shows. All figures up to a limit and some words are looked up in the
picture, in one run of the recogniser; where the text is right, it is read in the rules of
the picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from rapidfuzz import fuzz

from extract.document import Block, TableFragment
from extract.ocr.digits import Reading, is_figure, second_reader
from extract.ocr.limits import LIMITS
from extract.ocr.montage import Item, PixelBox, montage, printed_part
from extract.ocr.page_image import POINTS_PER_INCH
from extract.ocr.straight import StraightPage
from extract.ocr.tesseract import read_words
from extract.ocr.worth import letters_in
from extract.page.assemble import PageBlocks, page_blocks
from extract.page.borderless import Gutters
from extract.page.grid import grid_of
from extract.page.page import Box, FloatArray, PageData
from extract.page.rules import rule_groups

BACKEND = "layer"
_BLOCK_OF_TEXT = 6
_MOST_FIGURES, _MOST_WORDS = 60, 14
# of a line of words so many characters are looked up
_LONGEST = 24
_WORD = re.compile(r"[^\W\d_]{2,}")
_DIGITS = re.compile(r"\D+")
# two readings of one print are this alike (0 to 100) where marks and spaces are left out
_ALIKE = 60.0
# this share of the words must be alike, and no more than this of the figures wrong
_WORDS_ALIKE = 0.6
_FIGURES_WRONG = 0.05
_MOST_WRONG = 1
# the text must cover this share of the letters that the picture shows
_COVERED = 0.6
_SURE = 0.8
# in points, and in parts of a line: room around a run of text
_SIDE, _ABOVE = 2.0, 0.12


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the text of a page says what its picture shows.

    `words` is the share of sampled words that are alike, `covered` that of the letters in the
    picture over which there is text; `wrong` has what is shown for runs whose figures
    differ, `figures` how many figures were compared. `straight` is the picture.
    """

    words: float
    covered: float
    figures: int
    straight: StraightPage
    wrong: dict[int, str] = field(default_factory=dict)

    @property
    def agrees(self) -> bool:
        """Tell whether the text can be believed, single figures apart."""
        few = max(_MOST_WRONG, _FIGURES_WRONG * self.figures)
        right = self.figures - len(self.wrong)
        return (
            self.words >= _WORDS_ALIKE
            and self.covered >= _COVERED
            and (not self.wrong or (len(self.wrong) <= few and right > len(self.wrong)))
        )

    @property
    def ruled(self) -> bool:
        """Tell whether the picture has rules that part cells."""
        return any(grid_of(group) for group in rule_groups(self.straight.rules)[0])

    @property
    def reason(self) -> str:
        """What speaks against the text, for people."""
        parts = []
        if self.words < _WORDS_ALIKE:
            parts.append(f"{self.words:.0%} of the words looked up are alike")
        if self.covered < _COVERED:
            parts.append(f"{self.covered:.0%} of the print has text")
        if self.wrong:
            parts.append(f"{len(self.wrong)} of {self.figures} figures are others")
        return ", ".join(parts)


def compared(page: PageData, straight: StraightPage) -> Verdict:
    """Return how far the runs of `page` say what its picture shows.

    `straight` is its picture, turned as the text runs. Raises OcrTimeoutError, and
    UnreadableError without tesseract.
    """
    covered = _covered(straight.straight(page.boxes), straight)
    chosen = [(run, *_opening(page, run)) for run in _sample(page.texts)]
    places = straight.straight(np.array([box for _, _, box in chosen]).reshape(-1, 4))
    items = [
        (run, text, item)
        for (run, text, _), box in zip(chosen, places, strict=True)
        if (item := _item(box, straight))
    ]
    blank = len(chosen) - len(items)
    readings = _readings([item for _, _, item in items], straight)
    alike = words = figures = 0
    wrong: dict[int, str] = {}
    for (run, text, item), reading in zip(items, readings, strict=True):
        if is_figure(text):
            figures += 1
            shown = _other_figure(text, reading, item, straight)
            if shown is not None:
                wrong[run] = shown
        else:
            words += 1
            alike += fuzz.ratio(_key(text), _key(reading.text)) >= _ALIKE
    share = alike / words if words else float(bool(chosen))
    if blank > 0.5 * len(chosen):
        share = 0.0
    return Verdict(share, covered, figures, straight, wrong)


def _opening(page: PageData, run: int) -> tuple[str, FloatArray]:
    """Return the first words of a run, and their box."""
    text, box = page.texts[run], page.boxes[run]
    if len(text) <= _LONGEST:
        return text, box
    characters, places = page.letters(run)
    end = characters.rfind(" ", 1, _LONGEST)
    end = end if end > 0 else _LONGEST
    low, high = places[:end].min(axis=0), places[:end].max(axis=0)
    return characters[:end], np.array([low[0], low[1], high[2], high[3]])


def _sample(texts: Sequence[str]) -> list[int]:
    """Return the runs to look up, figures before words, evenly over the page."""
    figures = [i for i, text in enumerate(texts) if is_figure(text) and _bare(text)]
    words = [i for i, text in enumerate(texts) if not is_figure(text) and _WORD.search(text)]
    return [*_spread(figures, _MOST_FIGURES), *_spread(words, _MOST_WORDS)]


def _spread(runs: Sequence[int], most: int) -> list[int]:
    if len(runs) <= most:
        return list(runs)
    return [runs[round(i * (len(runs) - 1) / (most - 1))] for i in range(most)]


def _item(box: FloatArray, page: StraightPage) -> Item | None:
    """Return what the picture shows where a run should be."""
    x0, top, x1, bottom = box.tolist()
    room = _ABOVE * (bottom - top)
    scale, (height, width) = page.reading_scale, page.sharp.shape
    area = PixelBox(
        max(0, round((x0 - _SIDE) * scale)),
        max(0, round((top - room) * scale)),
        min(width, round((x1 + _SIDE) * scale)),
        min(height, round((bottom + room) * scale)),
    )
    if area.x1 <= area.x0 or area.y1 <= area.y0:
        return None
    return printed_part(page.sharp, area, scale)


def _readings(items: Sequence[Item], page: StraightPage) -> list[Reading]:
    """Return what the recogniser reads in each item."""
    if not items:
        return []
    column = montage(items, page.reading_scale)
    words = read_words(
        [column.pixels], mode=_BLOCK_OF_TEXT,
        dpi=page.reading_scale * POINTS_PER_INCH, seconds=LIMITS.seconds,
    )  # fmt: skip
    texts: list[list[str]] = [[] for _ in items]
    sure = [1.0] * len(items)
    for word in words:
        x0, y0, _, y1 = word.box
        index, _, _ = column.source(x0, (y0 + y1) / 2)
        texts[index].append(word.text)
        sure[index] = min(sure[index], word.confidence)
    return [
        Reading(" ".join(own), one if own else 0.0) for own, one in zip(texts, sure, strict=True)
    ]


def _other_figure(text: str, first: Reading, item: Item, page: StraightPage) -> str | None:
    """Return the figure that the picture shows where it is surely another than `text`."""
    if _bare(first.text) == _bare(text):
        return None
    reader = second_reader()
    if reader is None:
        return first.text if is_figure(first.text) and first.confidence >= _SURE else None
    factor = page.scale / page.reading_scale
    x0, y0, x1, y1 = (max(0, round(side * factor)) for side in item.box)
    second = reader([page.plain[y0:y1, x0:x1]])[0]
    if _bare(second.text) == _bare(text) or not is_figure(second.text):
        return None
    both = _bare(second.text) == _bare(first.text)
    return second.text if both or second.confidence >= _SURE else None


def _bare(text: str) -> str:
    return _DIGITS.sub("", text)


def _key(text: str) -> str:
    """Return the letters and digits of a text without their marks."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum())


def _covered(boxes: FloatArray, page: StraightPage) -> float:
    """Return the share of the picture's letters over which there is text; 1 without letters."""
    letters = letters_in(page.plain, page.scale)
    if not len(letters):
        return 1.0
    height, width = page.plain.shape
    mask = np.zeros((round(height / page.scale) + 2, round(width / page.scale) + 2), np.bool_)
    for x0, top, x1, bottom in np.clip(boxes, 0, None).astype(np.int64).tolist():
        mask[top : bottom + 2, x0 : x1 + 2] = True
    middle = (letters[:, :2] + letters[:, 2:]) // 2
    inside = mask[
        np.minimum(middle[:, 1], mask.shape[0] - 1), np.minimum(middle[:, 0], mask.shape[1] - 1)
    ]
    return float(inside.mean())


def layered(page: PageData, verdict: Verdict, before: Gutters = ()) -> PageBlocks:
    """Return the blocks of a page whose text is believed, in the rules of its picture.

    Figures that the picture shows otherwise are read as shown.
    """
    straight = verdict.straight
    boxes = straight.straight(page.boxes)
    texts = [verdict.wrong.get(run, text) for run, text in enumerate(page.texts)]

    def letters(run: int) -> tuple[str, FloatArray]:
        x0, top, x1, bottom = boxes[run].tolist()
        sides = np.linspace(x0, x1, len(texts[run]) + 1)
        level = np.ones(len(texts[run]))
        return texts[run], np.stack((sides[:-1], level * top, sides[1:], level * bottom), axis=1)

    found = page_blocks(
        replace(
            page, texts=texts, boxes=boxes.copy(), bold=list(page.bold), rules=straight.rules,
            width=straight.width, height=straight.height, parts={}, turn=0,
            glyphs=lambda runs: list(map(letters, runs)), backend=BACKEND, doubts=(),
        ),
        before,
    )  # fmt: skip
    return replace(found, blocks=tuple(_placed(block, straight) for block in found.blocks))


def _placed(block: Block, page: StraightPage) -> Block:
    """Return a block of the straight picture as it lies on the page as shown."""
    place = replace(block.place, box=_shown(block.place.box, page))
    if not isinstance(block, TableFragment):
        return replace(block, place=place)
    rows = tuple(
        tuple(replace(c, place=replace(c.place, box=_shown(c.place.box, page))) for c in row)
        for row in block.rows
    )
    return TableFragment(rows, place)


def _shown(box: Box | None, page: StraightPage) -> Box | None:
    return None if box is None else page.scanned(box)

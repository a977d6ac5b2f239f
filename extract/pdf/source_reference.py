"""Pages from pdfplumber: the reference, and what reads a page that the fast source doubts.

It gives characters one by one; they are put into runs, so that everything behind is the
same as for the fast source.
"""

from __future__ import annotations

import io
import itertools
import logging
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pdfplumber
from pdfplumber.page import Page

from extract.page.page import FloatArray, Glyphs, Letters, PageData, Turn, turned_boxes
from extract.page.strokes import Point, Sides, rules_of_path
from extract.pdf.fast_fonts import is_bold_name
from extract.pdf.fast_text import as_meant
from extract.pdf.source_fast import damaged

BACKEND = "pdfplumber"
# it warns of each malformed operator of a damaged file; that the page was doubtful is noted
logging.getLogger("pdfminer").setLevel(logging.ERROR)
_UNKNOWN = "(cid:"
# in parts of the font size: gaps inside a run, and steps of the base line
_RUN_GAP = 0.6
_SPACE_GAP = 0.13
_BASE_STEP = 0.1
_BELOW = 0.2

Character = dict[str, Any]


class ReferenceSource:
    """An open PDF; use as a context manager, or call `close`.

    Raises UnreadableError for a file that pdfplumber cannot open.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data))
            self.page_count = len(self._pdf.pages)
        except Exception as error:
            raise damaged(f"pdfplumber says {type(error).__name__}") from error

    def __enter__(self) -> ReferenceSource:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Free the document."""
        self._pdf.close()

    def page(self, number: int) -> PageData:
        """Return page `number` (from 1); raises what pdfminer raises on a broken page."""
        page = self._pdf.pages[number - 1]
        data = _page_data(page, number)
        page.close()
        return data


def _page_data(page: Page, number: int) -> PageData:
    left, top, right, bottom = map(float, page.cropbox)
    width, height = right - left, bottom - top
    # a program may print bold letters twice, a hair apart
    characters = [c for c in page.dedupe_chars(tolerance=0.7).chars if c["text"]]
    turn = _main_turn(characters)
    runs = list(_runs(characters))
    moved = np.array([left, top, left, top])

    def place(boxes: Sequence[Sequence[float]]) -> FloatArray:
        flat = np.array(boxes, dtype=np.float64).reshape(-1, 4) - moved
        return turned_boxes(flat, width, height, turn)

    texts = [_run_text(run) for run in runs]
    text = "".join(texts)
    turned = turn % 2 == 1
    return PageData(
        number=number,
        width=height if turned else width,
        height=width if turned else height,
        texts=texts,
        boxes=place([_run_box(run) for run in runs]),
        bold=[is_bold_name(str(run[0]["fontname"])) for run in runs],
        rules=place(list(_rules(page))),
        glyphs=_glyphs(runs, place),
        backend=BACKEND,
        turn=turn,
        picture=_picture_share(page, width * height),
        composed=unicodedata.is_normalized("NFC", text),
        raised=any(form in text for form in "⁰¹²³⁴⁵⁶⁷⁸⁹"),
        doubts=("unmapped_glyphs",) if _UNKNOWN in text or "\ufffd" in text else (),
    )


def _turn_of(character: Character) -> Turn:
    """Return the quarter turns, clockwise, that set a character upright."""
    a, b, *_ = character["matrix"]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _main_turn(characters: Sequence[Character]) -> Turn:
    counts = [0, 0, 0, 0]
    for character in characters:
        counts[_turn_of(character)] += 1
    turns: tuple[Turn, ...] = (0, 1, 2, 3)
    return max(turns, key=lambda turn: counts[turn])


def _runs(characters: Sequence[Character]) -> Iterator[list[Character]]:
    """Yield characters that stand side by side on one base line in one font."""
    run: list[Character] = []
    for character in characters:
        if run and not _goes_on(run[-1], character):
            yield from _stripped(run)
            run = []
        run.append(character)
    yield from _stripped(run)


def _stripped(run: list[Character]) -> Iterator[list[Character]]:
    printed = [i for i, character in enumerate(run) if character["text"].strip()]
    if printed:
        yield run[printed[0] : printed[-1] + 1]


def _goes_on(before: Character, after: Character) -> bool:
    if before["fontname"] != after["fontname"] or abs(before["size"] - after["size"]) > 0.1:
        return False
    (_x0, y0), (x1, y1), (end, _) = _along(before), _along(after), _end_along(before)
    size = float(after["size"])
    return abs(y1 - y0) < _BASE_STEP * size and -0.3 * size < x1 - end < _RUN_GAP * size


def _along(character: Character) -> Point:
    """Return place along and across the direction of the text."""
    *_, e, f = character["matrix"]
    turn = _turn_of(character)
    return ((e, f), (f, -e), (-e, -f), (-f, e))[turn]


def _end_along(character: Character) -> Point:
    along, across = _along(character)
    if (advance := _slanted_advance(character)) is not None:
        return along + advance, across
    upright = _turn_of(character) % 2 == 0
    return along + float(character["width" if upright else "height"]), across


def _slanted_advance(character: Character) -> float | None:
    """Return the advance of an upright character that leans, None of any other.

    One that is slanted because its font has no italics leans over the space behind it.
    """
    a, b, slant, *_ = character["matrix"]
    return a * float(character["adv"]) if slant and not b and a > 0 else None


def _run_text(run: Sequence[Character]) -> str:
    text = str(run[0]["text"])
    for before, after in itertools.pairwise(run):
        gap = _along(after)[0] - _end_along(before)[0] > _SPACE_GAP * float(after["size"])
        apart = gap and not text.endswith(" ") and after["text"] != " "
        text += f" {after['text']}" if apart else after["text"]
    return as_meant(text)


def _character_box(character: Character) -> list[float]:
    """Return the box of a character with its base line where the fast source has it."""
    box = [float(character[side]) for side in ("x0", "top", "x1", "bottom")]
    if (advance := _slanted_advance(character)) is not None:
        start = float(character["matrix"][4])
        box[0], box[2] = start, start + advance
    return box


def _run_box(run: Sequence[Character]) -> list[float]:
    boxes = [_character_box(character) for character in run]
    return [
        min(b[0] for b in boxes), min(b[1] for b in boxes),
        max(b[2] for b in boxes), max(b[3] for b in boxes),
    ]  # fmt: skip


def _glyphs(
    runs: Sequence[Sequence[Character]],
    place: Callable[[Sequence[Sequence[float]]], FloatArray],
) -> Glyphs:
    def letters(run: int) -> Letters:
        # one glyph may stand for several characters, a ligature or a letter and its accents
        single = [(letter, c) for c in runs[run] for letter in str(c["text"])]
        text = "".join(letter for letter, _ in single)
        return as_meant(text), place([_character_box(c) for _, c in single])

    return lambda runs: list(map(letters, runs))


def _rules(page: Page) -> Iterator[Sides]:
    for line in page.lines:
        yield line["x0"], line["top"], line["x1"], line["bottom"]
    for box in page.rects:
        corners = _corners(box)
        yield from rules_of_path([corners], stroked=bool(box["stroke"]))
    for curve in page.curves:
        points = [(float(x), float(y)) for x, y in curve["pts"]]
        yield from rules_of_path([points], stroked=bool(curve["stroke"]))


def _corners(box: Character) -> list[Point | None]:
    x0, top, x1, bottom = (float(box[side]) for side in ("x0", "top", "x1", "bottom"))
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]


def _picture_share(page: Page, area: float) -> float:
    sizes = (float(image["width"]) * float(image["height"]) for image in page.images)
    return max(sizes, default=0.0) / area if area > 0 else 0.0

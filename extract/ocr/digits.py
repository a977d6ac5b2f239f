"""A second reading of cells that hold figures, by another recogniser.

The two seldom make the same mistake in a figure: where they agree it is nearly certain, and
where they do not both readings are kept.
"""

from __future__ import annotations

import importlib.util
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, Protocol

import cv2
import numpy as np

from extract.ocr.page_image import Pixels
from extract.ocr.recogniser import Recogniser, model_file

# what may be a figure, a row number, a date or a share, letters taken for digits included
_LIKE_FIGURE = re.compile(r"[\dOoQDlIiíìỉịtT|!SsZBgqGã.,:;%()/+\-–—_ '\"]{1,18}")
_FIGURE = re.compile(
    r"[(+\-–]?\d{1,3}(?:[. ]\d{3})+(?:,\d+)?\s?%?\)?"
    r"|[(+\-–]?\d+(?:[.,]\d+)?\s?%?\)?"
    r"|\(?[\d.,]+\s?%?\s?/\s?[\d.,]+\s?%?\)?"
    r"|\(?\d{1,3}(?:\.\d{1,3}){0,5}\.?\)?"
    r"|\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|[-–%+]"
)
_PARTED = re.compile(r"[(+\-–]?\d{1,3}(?:\.\d{3})*(?:,\d+)?%?\)?")
_THREE_DECIMALS = re.compile(r"[1-9]\d*,\d{3}\b")
_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)]?")
_QUARTERS = re.compile(r"(?:IV|I{1,3})(?:[-–,](?:IV|I{1,3}))*(?:[/.]\d{4})?")
# the strokes of Roman numbers, and what they are taken for
_DISGUISES = {"H": "II", "1": "I", "l": "I", "|": "I", "T": "I", "i": "I", "Ï": "I", "U": "II"}
_DISGUISED = re.compile(r"[IVXH1l|TiÏU]+(?=[/.,–-]|$)")
# the first line of a number that goes on in a second one, and that
_BEGUN, _REST = re.compile(r"\d[\d.]*\.(?P<last>\d{0,2})"), re.compile(r"\d{1,3}\.?")
_THOUSAND = 3
_UNSURE = 0.5
# darker than this is print; a stem is ink over so much of the height
_INK = 140
_STEM = 0.72
_LONGEST_NUMBER = 6
_LONGEST_FIGURE = 18
# three letters in a row that are no digits in disguise
_WORD = re.compile(r"(?!\w*\d)[^\W\d_]{3}")


class Reading(NamedTuple):
    """A text and how sure its reader is (0 to 1)."""

    text: str
    confidence: float


class SecondReader(Protocol):
    """Reads pictures of one line each."""

    def __call__(self, pictures: Sequence[Pixels]) -> list[Reading]: ...


class Settled(NamedTuple):
    """What two readings come to, and the other reading where they differ."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()


def is_figure(text: str) -> bool:
    """Tell whether a text is written as a figure, row number, date or dash."""
    return bool(_FIGURE.fullmatch(text))


def is_row_number(text: str) -> bool:
    """Tell whether a text can number a row, in Arabic or Roman figures."""
    return is_figure(text) or is_roman(text)


def is_roman(text: str) -> bool:
    """Tell whether a text is a Roman number as rows have it."""
    return bool(_ROMAN.fullmatch(text))


def is_quarters(text: str) -> bool:
    """Tell whether a text names quarters of a year: I, II-III, IV/2024."""
    return bool(_QUARTERS.fullmatch(text))


def undisguised(text: str) -> str:
    """Return what a Roman number was read as, with the strokes it must have had: IH, III."""

    def strokes(part: re.Match[str]) -> str:
        return "".join(_DISGUISES.get(character, character) for character in part.group())

    return text if text.isdecimal() else _DISGUISED.sub(strokes, text)


def joined_lines(first: str, second: str) -> str | None:
    """Return a number that was printed in two lines of a narrow cell; None if it is not one.

    It breaks after a stop (3.2. and 1), or so that the parts make up thousands.
    """
    begun = _BEGUN.fullmatch(first)
    if begun is None or not _REST.fullmatch(second):
        return None
    last = begun.group("last")
    if last and len(last + second.rstrip(".")) != _THOUSAND:
        return None
    return first + second


def is_like_figure(text: str, confidence: float, *, number: bool, figures: bool) -> bool:
    """Tell whether a text may be a figure that was read badly.

    In a column of row numbers (`number`) or mostly of `figures` every short text may be one.
    """
    if number and len(text) <= _LONGEST_NUMBER:
        return True
    if figures and len(text) <= _LONGEST_FIGURE and (len(text) <= 3 or not _WORD.search(text)):
        return True
    if not text or is_figure(text):
        return True
    if any(character.isdigit() for character in text):
        return bool(_LIKE_FIGURE.fullmatch(text))
    return len(text) <= 4 and (confidence < _UNSURE or bool(_LIKE_FIGURE.fullmatch(text)))


def settled(first: Reading, second: Reading, *, number: bool) -> Settled:
    """Return what the readings of one cell come to; see `is_like_figure` for `number`."""
    fits = is_row_number if number else is_figure
    one, two = first.text, second.text.replace(" ", "")
    if one.replace(" ", "") == two:
        return Settled(one, 1 - (1 - first.confidence) * (1 - second.confidence))
    if not fits(two):
        return Settled(one, first.confidence, (two,) if two and fits(one) else ())
    if not fits(one):
        return Settled(two, second.confidence, (one,) if one else ())
    if one.replace(".", ",") == two.replace(".", ",") and _points(one) != _points(two):
        better, other = (one, two) if _points(one) > _points(two) else (two, one)
        return Settled(better, min(first.confidence, second.confidence), (other,))
    if one == f"{two}.":
        # the second reader does not see a stop at the end
        return Settled(one, first.confidence)
    better, other = (two, one) if second.confidence >= first.confidence else (one, two)
    return Settled(better, min(first.confidence, second.confidence), (other,))


def _points(text: str) -> int:
    """Return how well points part the thousands of a figure, and a comma its decimals.

    Three decimals are rare, but after nothing: a point that parts thousands was there.
    """
    if not _PARTED.fullmatch(text):
        return 0
    return 1 if _THREE_DECIMALS.search(text) else 2


def stems(picture: Pixels) -> int:
    """Return how many upright strokes as high as the print a picture of one word shows."""
    ink = picture < _INK
    rows = np.nonzero(ink.any(axis=1))[0]
    if not len(rows):
        return 0
    columns = ink[rows[0] : rows[-1] + 1].mean(axis=0) >= _STEM
    return int(columns[0]) + int((columns[1:] & ~columns[:-1]).sum())


def has_stems(text: str, count: int) -> bool:
    """Tell whether a number printed as `text` has so many upright strokes."""
    least = text.count("I") + text.count("1")
    return least <= count <= least + text.count("4")


@cache
def second_reader() -> SecondReader | None:
    """Return the recogniser of figures, or None where it is not installed."""
    model = model_file()
    if model is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    # pages without figures do without the model, which is most of a worker's memory
    recogniser = cache(lambda: Recogniser(model))

    def read(pictures: Sequence[Pixels]) -> list[Reading]:
        return [_recognised(recogniser(), picture) for picture in pictures]

    return read


def _recognised(recogniser: Recogniser, picture: Pixels) -> Reading:
    text, sure = recogniser(_framed(picture))
    # Roman numbers may come as one sign
    return Reading(unicodedata.normalize("NFKC", text).strip(), sure)


def _framed(picture: Pixels) -> Pixels:
    side = max(4, picture.shape[0] // 4)
    return cv2.copyMakeBorder(
        picture, side, side, side, side, cv2.BORDER_CONSTANT, value=(255, 255, 255)
    ).astype(np.uint8, copy=False)

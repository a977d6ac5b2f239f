"""Runs of text from pdfium without touching single characters.

The text of a page comes in one call. A run is the characters of one text object: its end is
found by asking which object a character belongs to, first at the line ends, then at the
spaces of lines that several objects print, last by halving, so that a run costs a handful of
calls however long it is.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from extract import pdfium
from extract.page.page import FloatArray, IntArray, Turn
from extract.pdf.fast_fonts import bold_fonts, font_names
from extract.pdf.legacy import WESTERN, Kinds, legacy_runs

# pdfium's marks for a hyphen at a line end, the soft hyphen, the space that may not break,
# and the bullets of the Symbol font
_MEANT = (
    ("\u0002", "-"), ("\ufffe", "-"), ("\u00ad", "-"), ("\u00a0", " "),
    ("\uf0b7", "•"), ("\uf02d", "-"),
)  # fmt: skip
# what a character may need, as bits by its code
_IS_SPECIAL, _IS_RAISED, _COMBINES, _IS_UNMAPPED, _IS_LIGATURE, _IS_WESTERN = 1, 2, 4, 8, 16, 32
# written by pdfium; they belong to no text object
_LINE_END = tuple(b"\r\n")
_SPACE = ord(" ")
_FIRST = np.zeros(1, dtype=np.int64)
_UNMAPPED = "\ufffd"
# the part of a box below the base line; size of a font by the mean width of its characters
BELOW = 0.2
WIDTH_TO_SIZE = 1.4
MOST_OVER_MEAN = 1.2
CLIMB = 0.7
# so far left of its origin, in points, the box of a slanted letter begins
_LEANING = 0.2


def _kinds() -> npt.NDArray[np.uint8]:
    """Return the bits of all characters of the basic plane."""
    kinds = np.zeros(0x10000, dtype=np.uint8)
    kinds[[ord(written) for written, _ in _MEANT]] = _IS_SPECIAL
    kinds[[ord(letter) for letter in WESTERN]] = _IS_WESTERN
    kinds[[ord(form) for form in "⁰¹²³⁴⁵⁶⁷⁸⁹"]] |= _IS_RAISED
    kinds[0x300:0x370] = kinds[0x1AB0:0x1B00] = kinds[0x20D0:0x2100] = _COMBINES
    kinds[0xF900:0xFB00] = _COMBINES
    kinds[0xFB00:0xFB07] = _IS_LIGATURE
    kinds[0xFFFD] = kinds[0xFFFF] = _IS_UNMAPPED
    return kinds


_KINDS = _kinds()

# the first and last character of a run, the last one excluded
Span = tuple[int, int]
Codes = npt.NDArray[np.uint16]
_ORIGINS = pdfium.Output(np.float64, 2, parted=True)
_BOXES = pdfium.Output(np.float32, 4)


@dataclass(slots=True)
class PageText:
    """The runs of a page in user space: text, first and last character, box, boldness.

    Boxes are (left, bottom, right, top). `direction` counts the counter-clockwise quarter
    turns of most of the text; `unmapped` the characters without a Unicode value; `objects`
    are the text objects met, blank ones too; `owners` those of the runs, as arguments. `legacy`
    has the kinds of runs in legacy fonts, `raw` what the file has for them.
    """

    texts: list[str]
    spans: list[tuple[int, int]]
    boxes: FloatArray
    bold: list[bool]
    direction: Turn
    unmapped: int
    composed: bool
    raised: bool
    complete: bool
    ligatures: bool
    objects: set[int]
    owners: list[Any]
    legacy: Kinds
    raw: dict[int, str]


def page_text(handle: int, count: int, told: dict[str, str]) -> PageText:
    """Return the text of an open text page of `count` characters.

    `told` has the legacy fonts of the file that the words of its pages told so far.
    """
    text, codes = _characters(handle, count)
    raw = text
    found = int(np.bitwise_or.reduce(_KINDS.take(codes)))
    if found & _IS_SPECIAL:
        text = as_meant(text)
    texts, spans, objects, blank = _runs(handle, text, codes)
    owners = list(map(pdfium.argument, objects))
    boxes = _upright_boxes(handle, spans)
    every = blank.union(objects)
    legacy: Kinds = {}
    if found & _IS_WESTERN:
        as_printed = [raw[start:end] for start, end in spans]
        legacy = legacy_runs(as_printed, font_names(owners), told)
    # only an object of several runs can have others between them
    simple = len(every) == len(blank) + len(objects)
    return PageText(
        texts=texts,
        spans=spans,
        boxes=boxes,
        bold=bold_fonts(owners),
        direction=settle(handle, spans, boxes),
        unmapped=text.count(_UNMAPPED) if found & _IS_UNMAPPED else 0,
        composed=not found & _COMBINES or unicodedata.is_normalized("NFC", text),
        raised=bool(found & _IS_RAISED),
        objects=every,
        owners=owners,
        legacy=legacy,
        raw={run: raw[slice(*spans[run])] for run in legacy},
        ligatures=bool(found & _IS_LIGATURE),
        complete=simple or pdfium.count_rectangles(handle, 0, -1) <= len(spans),
    )


def _characters(handle: int, count: int) -> tuple[str, Codes]:
    """Return one character an index, and their codes."""
    data = bytearray(2 * (count + 1))
    written = pdfium.get_text(handle, 0, count, ctypes.byref(ctypes.c_char.from_buffer(data)))
    text = data[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text, np.frombuffer(data, dtype=np.uint16)
    # astral or unmapped characters: the indices differ, so ask for each
    single = [pdfium.get_unicode(handle, index) for index in range(count)]
    text = "".join(_UNMAPPED if _is_unmapped(code) else chr(code) for code in single)
    return text, np.array([min(ord(character), 0xFFFF) for character in text], dtype=np.uint16)


def as_meant(text: str) -> str:
    """Return `text` with the special forms of hyphens, spaces and bullets made plain."""
    for written, meant in _MEANT:
        text = text.replace(written, meant)
    return text


def _is_unmapped(code: int) -> bool:
    return code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF


def _runs(handle: int, text: str, codes: Codes) -> _Runs:
    """Return the text objects of a page that print something, and the others."""
    handle = pdfium.argument(handle)
    runs = _Runs([], [], [], set())
    texts, spans, objects, _ = runs
    for start, end, first, last in _stretches(handle, codes, len(text)):
        if first and first == last:
            part = text[start:end]
            if part and part.strip() == part:
                # the usual case, without a call
                texts.append(part)
                spans.append((start, end))
                objects.append(first)
            else:
                _add(runs, text, start, end, first)
        elif start < end:
            _part(runs, handle, text, (start, end))
    return runs


class _Runs(NamedTuple):
    """Texts and spans of text objects, the objects, and those that print nothing."""

    texts: list[str]
    spans: list[Span]
    objects: list[int]
    blank: set[int]


def _add(runs: _Runs, text: str, start: int, end: int, own: int) -> None:
    """Note what the object `own` prints from `start` to `end`, white space around it dropped."""
    part = text[start:end]
    bare = part.strip()
    if not bare:
        runs.blank.add(own)
        return
    if len(bare) < len(part):
        start += part.index(bare[0])
    runs.texts.append(bare)
    runs.spans.append((start, start + len(bare)))
    runs.objects.append(own)


def _stretches(handle: int, codes: Codes, count: int) -> Iterable[tuple[int, int, int, int]]:
    """Return the lines, those of several objects cut at the spaces that pdfium put between.

    Each has its start and end, and the objects of its first and last character, 0 for none.
    """

    def owners(places: IntArray) -> IntArray:
        found = map(pdfium.text_object, repeat(handle), places.tolist())
        return np.fromiter(found, dtype=np.int64, count=len(places))

    codes = codes[:count]
    ends = ((codes[:-1] == _LINE_END[0]) & (codes[1:] == _LINE_END[1])).nonzero()[0]
    starts = np.concatenate((_FIRST, ends + 2))
    ends = np.concatenate((ends, [count]))
    firsts, lasts = owners(starts), owners(ends - 1)
    several = (firsts != lasts) | (firsts == 0)
    spaces = (codes == _SPACE).nonzero()[0]
    spaces = spaces[several[starts.searchsorted(spaces, "right") - 1]]
    cuts = spaces[owners(spaces) == 0]
    if len(cuts):
        # a cut lies inside a line, so starts and ends stay in step
        starts, firsts = _merged(starts, firsts, cuts + 1, owners(cuts + 1))
        ends, lasts = _merged(ends, lasts, cuts, owners(cuts - 1))
    return zip(starts.tolist(), ends.tolist(), firsts.tolist(), lasts.tolist(), strict=True)


def _merged(
    places: IntArray, owners: IntArray, more: IntArray, more_owners: IntArray
) -> tuple[IntArray, IntArray]:
    """Return places and their owners with more of them, in the order of the places."""
    every = np.concatenate((places, more))
    order = every.argsort()
    return every[order], np.concatenate((owners, more_owners))[order]


def _part(runs: _Runs, handle: int, text: str, span: Span) -> None:
    """Part what several text objects print without a space between them."""
    owner = pdfium.text_object
    start, stop = span
    last = owner(handle, stop - 1)
    while start < stop:
        own = owner(handle, start)
        if not own:
            start += 1
            continue
        end = stop if own == last else _end_of_run(handle, start, stop - 1, own)
        _add(runs, text, start, end, own)
        start = end


def _end_of_run(handle: int, inside: int, outside: int, own: int) -> int:
    """Return the first index that does not belong to `own`, between two that tell."""
    owner = pdfium.text_object
    step = 8
    while inside + step < outside and owner(handle, inside + step) == own:
        inside += step
        step *= 2
    outside = min(outside, inside + step)
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if owner(handle, middle) == own:
            inside = middle
        else:
            outside = middle
    return outside


def _upright_boxes(handle: int, spans: Sequence[tuple[int, int]]) -> FloatArray:
    """Return (left, bottom, right, top) of each span, as if it read from left to right.

    The first character gives start and base line, the last one the end. Some fonts give no
    height but that of the glyph: a full stop's is made up from the width of the run.
    """
    count = len(spans)
    if not count:
        return np.empty((0, 4))
    own = repeat(pdfium.argument(handle))
    origins, points = _ORIGINS.rows(count)
    boxes, corners = _BOXES.rows(count)
    starts, ends = zip(*spans, strict=True)
    after = np.array(ends)
    pdfium.run(map(pdfium.character_origin, own, starts, *points))
    pdfium.run(map(pdfium.loose_box, own, (after - 1).tolist(), corners[0]))
    # the box holds (left, top, right, bottom)
    result = np.empty((count, 4))
    left, base = origins.T
    _, upper, right, lower = boxes.T
    leaning = (left - boxes[:, 0] > _LEANING) & (after - starts == 1)
    if leaning.any() and any(_lean(handle, starts[run]) for run in np.flatnonzero(leaning)):
        left, base = origins.T.copy()
        pdfium.run(map(pdfium.character_origin, own, (after - 1).tolist(), *points))
        right = without_lean(handle, (after - 1).tolist(), origins, boxes)
    result[:, 0] = left
    result[:, 2] = right
    height = upper - lower
    usual = float(np.add.reduce(height)) / count
    size = (result[:, 2] - left) * (WIDTH_TO_SIZE / (after - starts))
    # a run with holes in it is wide for its characters, yet no larger than others
    np.minimum(size, MOST_OVER_MEAN * usual, out=size)
    np.maximum(size, height, out=size)
    # where the last character stands above or below the first the text is turned
    climb = CLIMB * usual
    size[(lower - base > climb) | (base - upper > climb)] = 0.0
    result[:, 1] = base - BELOW * size
    result[:, 3] = result[:, 1] + size
    return result


def without_lean(
    handle: int, indices: Sequence[int], origins: FloatArray, boxes: FloatArray
) -> FloatArray:
    """Return the right sides of characters, without what slanted ones lean over the next.

    A letter that is slanted because its font has no italics has a box around its slant.
    """
    right: FloatArray = boxes[:, 2].copy()
    for place in np.flatnonzero(origins[:, 0] - boxes[:, 0] > _LEANING).tolist():
        right[place] -= _lean(handle, indices[place]) * (boxes[place, 1] - origins[place, 1])
    return right


def _lean(handle: int, index: int) -> float:
    """Return how far a character is slanted, in parts of its height; 0 for a turned one."""
    matrix = (ctypes.c_float * 6)()
    pdfium.character_matrix(handle, index, ctypes.addressof(matrix))
    a, b, c, d, *_ = matrix
    return max(0.0, c / d) if a > 0 and b == 0 and d > 0 else 0.0


def settle(handle: int, spans: Sequence[tuple[int, int]], boxes: FloatArray) -> Turn:
    """Measure the turned runs in place; return the direction of most characters."""
    left, bottom, right, top = boxes.T
    odd = ((top <= bottom) | (right < left)).nonzero()[0].tolist()
    if not odd:
        return 0
    weights = [sum(end - start for start, end in spans), 0, 0, 0]
    for index in odd:
        start, end = spans[index]
        direction, boxes[index] = turned_box(handle, start, end - 1)
        weights[0] -= end - start
        weights[direction] += end - start
    turns: tuple[Turn, ...] = (0, 1, 2, 3)
    main = max(turns, key=lambda turn: weights[turn])
    if main != 0:
        # a run of one character looks upright either way
        for index in set(range(len(spans))).difference(odd):
            start, end = spans[index]
            _, boxes[index] = turned_box(handle, start, end - 1)
    return main


def turned_box(handle: int, first: int, last: int) -> tuple[int, tuple[float, float, float, float]]:
    """Return the direction and box of a run that does not read from left to right."""
    matrix = (ctypes.c_float * 6)()
    pdfium.character_matrix(handle, first, ctypes.addressof(matrix))
    a, b, *_ = matrix
    direction = (1 if b > 0 else 3) if abs(b) > abs(a) else (0 if a > 0 else 2)
    size = pdfium.font_size(handle, first) * (a * a + b * b) ** 0.5
    x, y = _origin(handle, first)
    left, bottom, right, top = _tight_box(handle, last)
    above, below = (1 - BELOW) * size, BELOW * size
    if direction == 1:
        return 1, (x - above, min(y, bottom), x + below, top)
    if direction == 3:
        return 3, (x - below, bottom, x + above, max(y, top))
    if direction == 2:
        return 2, (left, y - above, max(x, right), y + below)
    return 0, (min(x, left), y - below, right, y + above)


def _origin(handle: int, index: int) -> tuple[float, float]:
    point = (ctypes.c_double * 2)()
    x, y = ctypes.byref(point), ctypes.byref(point, 8)
    pdfium.character_origin(pdfium.argument(handle), index, x, y)
    return point[0], point[1]


def _tight_box(handle: int, index: int) -> tuple[float, float, float, float]:
    sides = (ctypes.c_double * 4)()
    address = ctypes.addressof(sides)
    pdfium.character_box(handle, index, address, address + 8, address + 16, address + 24)
    left, right, bottom, top = sides
    return left, bottom, right, top

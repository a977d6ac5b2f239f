"""Lines whose runs lie over one another, put together again from single characters.

Where a font lacks some letters a program prints the text with holes first and the missing
letters, in another font, into the holes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from extract.pdf.page import FloatArray, PageData
from extract.pdf.words import Line

# in parts of the font size
_OVERLAP = 0.15
_SPACE = 0.15
_PIECE = 0.45


def mended(page: PageData, lines: Sequence[Line]) -> list[Line]:
    """Return `lines`, each one with overlapping runs as new runs of `page`, one a piece."""
    boxes = page.boxes.tolist()
    torn = [
        index
        for index, line in enumerate(lines)
        if len(line.runs) > 1 and _overlap([boxes[run] for run in line.runs])
    ]
    if not torn:
        return list(lines)
    result = list(lines)
    for index in torn:
        runs = lines[index].runs
        bold = sum(len(page.texts[run]) for run in runs if page.bold[run])
        is_bold = 2 * bold > sum(len(page.texts[run]) for run in runs)
        made = [page.add(text, box, is_bold) for text, box in _woven(page, runs)]
        result[index] = Line(lines[index].group, made)
    return result


def _overlap(boxes: Sequence[Sequence[float]]) -> bool:
    """Tell whether a box begins clearly before the one on its left ends."""
    end = boxes[0][2]
    for x0, top, x1, bottom in boxes[1:]:
        if x0 < end - _OVERLAP * (bottom - top):
            return True
        end = max(end, x1)
    return False


def _woven(page: PageData, runs: Sequence[int]) -> Iterator[tuple[str, list[float]]]:
    """Yield the pieces of a line, characters from left to right, and their boxes."""
    characters: list[str] = []
    places: list[FloatArray] = []
    for run in runs:
        text, boxes = page.letters(run)
        printed = [i for i, character in enumerate(text) if not character.isspace()]
        characters += [text[i] for i in printed]
        places.append(boxes[printed])
    boxes = np.concatenate(places)
    order = np.argsort((boxes[:, 0] + boxes[:, 2]) / 2, kind="stable")
    boxes = boxes[order]
    letters = [characters[i] for i in order]
    size = float(np.median(boxes[:, 3] - boxes[:, 1]))
    gaps = boxes[1:, 0] - np.maximum.accumulate(boxes[:-1, 2])
    cuts = [0, *(np.flatnonzero(gaps > _PIECE * size) + 1).tolist(), len(letters)]
    for start, end in itertools.pairwise(cuts):
        part = boxes[start:end]
        text = "".join(_spaced(letters[start:end], part, _SPACE * size))
        low, high = part.min(axis=0), part.max(axis=0)
        yield text, [float(low[0]), float(low[1]), float(high[2]), float(high[3])]


def _spaced(characters: Sequence[str], boxes: FloatArray, widest: float) -> Iterator[str]:
    end = float(boxes[0, 0])
    for character, x0, x1 in zip(
        characters, boxes[:, 0].tolist(), boxes[:, 2].tolist(), strict=True
    ):
        if x0 - end > widest:
            yield " "
        yield character
        end = max(end, x1)

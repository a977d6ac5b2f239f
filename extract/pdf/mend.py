"""Lines whose runs lie over one another, put together again from single characters.

Where a font lacks some letters a program prints the text with holes first and the missing
letters, in another font, into the holes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from extract.pdf.page import FloatArray, PageData, median
from extract.pdf.words import Line

# in parts of the font size
_OVERLAP = 0.15
_SPACE = 0.15
_PIECE = 0.45
_FULL = 0.8
_APART = 0.25
_MARK = 0.8
_LONGEST_MARK = 4


def mended(page: PageData, lines: Sequence[Line]) -> list[Line]:
    """Return `lines`, torn ones parted by their base lines or woven to one run a piece."""
    lines = _with_marks(page, lines)
    several = [index for index, line in enumerate(lines) if len(line.runs) > 1]
    boxes = page.boxes.tolist() if several else []
    torn = {index for index in several if _overlap([boxes[run] for run in lines[index].runs])}
    if not torn:
        return list(lines)
    result: list[Line] = []
    for index, line in enumerate(lines):
        if index not in torn:
            result.append(line)
            continue
        for runs in _by_base(line.runs, boxes):
            own = _mend(page, runs) if _overlap([boxes[run] for run in runs]) else runs
            result.append(Line(line.group, own))
    return result


def _with_marks(page: PageData, lines: Sequence[Line]) -> Sequence[Line]:
    """Return `lines`, small marks that stand above the end of a line put at its end."""
    texts = page.texts
    groups = [line.group for line in lines]
    likely = [
        index
        for index, (one, two) in enumerate(itertools.pairwise(groups))
        if one == two and len(texts[lines[index].runs[0]]) <= _LONGEST_MARK
    ]
    if not likely:
        return lines
    boxes = page.boxes.tolist()
    result = list(lines)
    for index in reversed(likely):
        marks, runs = lines[index].runs, lines[index + 1].runs
        if _is_above_end([boxes[run] for run in marks], [boxes[run] for run in runs]):
            both = sorted([*marks, *runs], key=lambda run: boxes[run][0])
            result[index : index + 2] = [Line(lines[index].group, both)]
    return result


def _is_above_end(marks: Sequence[Sequence[float]], line: Sequence[Sequence[float]]) -> bool:
    """Tell whether each mark is small and begins where a run of the line ends."""
    top = line[0][1]
    height = line[0][3] - top
    if marks[0][3] < top or marks[0][3] - marks[0][1] > _MARK * height:
        return False
    return all(any(-1.0 <= mark[0] - run[2] <= 0.5 * height for run in line) for mark in marks)


def _by_base(runs: Sequence[int], boxes: Sequence[Sequence[float]]) -> list[list[int]]:
    """Return the runs of a line by base line, from the top; marks go with the nearest.

    Cells whose texts are set in the middle have base lines half a line apart.
    """
    tallest = max(boxes[run][3] - boxes[run][1] for run in runs)
    full = sorted((boxes[r][3], r) for r in runs if boxes[r][3] - boxes[r][1] > _FULL * tallest)
    bases = [[full[0][0]]]
    for (above, _), (base, _) in itertools.pairwise(full):
        if base - above > _APART * tallest:
            bases.append([])
        bases[-1].append(base)
    middles = [sum(group) / len(group) for group in bases]
    parts: list[list[int]] = [[] for _ in middles]
    for run in runs:
        off = [abs(boxes[run][3] - middle) for middle in middles]
        parts[off.index(min(off))].append(run)
    return parts


def _mend(page: PageData, runs: Sequence[int]) -> list[int]:
    """Weave the runs of a line and return those made; they stand where the first ones stood."""
    bold = sum(len(page.texts[run]) for run in runs if page.bold[run])
    is_bold = 2 * bold > sum(len(page.texts[run]) for run in runs)
    free = set(runs)
    made = []
    for text, places, members in list(_woven(page, runs)):
        low, high = places.min(axis=0), places.max(axis=0)
        box = [float(low[0]), float(low[1]), float(high[2]), float(high[3])]
        slot = min(free.intersection(members), default=None)
        if slot is None:
            slot = page.add(text, box, is_bold)
        else:
            # so that the order of printing is kept
            free.remove(slot)
            page.texts[slot], page.bold[slot] = text, is_bold
            page.boxes[slot] = box
        page.parts[slot] = (text, places)
        made.append(slot)
    return made


def _overlap(boxes: Sequence[Sequence[float]]) -> bool:
    """Tell whether a box begins clearly before the one on its left ends."""
    end = boxes[0][2]
    for x0, top, x1, bottom in boxes[1:]:
        if x0 < end - _OVERLAP * (bottom - top):
            return True
        end = max(end, x1)
    return False


def _woven(page: PageData, runs: Sequence[int]) -> Iterator[tuple[str, FloatArray, set[int]]]:
    """Yield the pieces of a line: text, boxes of its characters, and the runs they are from."""
    characters: list[str] = []
    places: list[FloatArray] = []
    owners: list[int] = []
    for run in runs:
        text, boxes = page.letters(run)
        printed = [i for i, character in enumerate(text) if not character.isspace()]
        characters += [text[i] for i in printed]
        owners += [run] * len(printed)
        places.append(boxes[printed])
    boxes = np.concatenate(places)
    order = np.argsort((boxes[:, 0] + boxes[:, 2]) / 2, kind="stable")
    boxes = boxes[order]
    letters = [characters[i] for i in order]
    size = median(boxes[:, 3] - boxes[:, 1])
    gaps = boxes[1:, 0] - np.maximum.accumulate(boxes[:-1, 2])
    cuts = [0, *(np.flatnonzero(gaps > _PIECE * size) + 1).tolist(), len(letters)]
    for start, end in itertools.pairwise(cuts):
        part = boxes[start:end]
        text, kept = _spaced(letters[start:end], part, _SPACE * size)
        yield text, part[kept], {owners[i] for i in order[start:end]}


def _spaced(characters: Sequence[str], boxes: FloatArray, widest: float) -> tuple[str, list[int]]:
    """Return the text of characters, spaces put in, and for each one a box that fits it."""
    text: list[str] = []
    kept: list[int] = []
    end = float(boxes[0, 0])
    for index, (character, x0, x1) in enumerate(
        zip(characters, boxes[:, 0].tolist(), boxes[:, 2].tolist(), strict=True)
    ):
        if x0 - end > widest:
            text.append(" ")
            kept.append(index)
        text.append(character)
        kept.append(index)
        end = max(end, x1)
    return "".join(text), kept

"""Lines whose runs lie over one another, put together again from single characters.

Where a font lacks some letters a program prints the text with holes first and the missing
letters, in another font, into the holes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from extract.page.page import FloatArray, IntArray, PageData
from extract.page.words import Line, Words

# in parts of the font size
_OVERLAP = 0.15
_SPACE = 0.15
_PIECE = 0.45
_FULL = 0.8
_APART = 0.25
_MARK = 0.8
_LONGEST_MARK = 4
# a distance larger than any page
_FAR = 1e6
_UTF_32 = "utf-32-le"


def mended(page: PageData, words: Words, lines: Sequence[Line]) -> tuple[Words, list[Line]]:
    """Return the words and `lines`, torn ones parted by base lines or woven to one run a piece."""
    if not lines:
        return words, []
    boxes = words.boxes
    lines = _with_marks(words, lines)
    if len(lines) == len(words.texts):
        # each line is one run
        return words, list(lines)
    several = [index for index, (_, runs) in enumerate(lines) if len(runs) > 1]
    torn = {index for index in several if _overlap([boxes[run] for run in lines[index].runs])}
    if not torn:
        return words, list(lines)
    result: list[Line] = []
    woven: list[int] = []
    for index, line in enumerate(lines):
        if index not in torn:
            result.append(line)
            continue
        for runs in _by_base(line.runs, boxes):
            if _overlap([boxes[run] for run in runs]):
                woven.append(len(result))
            result.append(Line(line.group, runs))
    made = _mend(page, [result[index].runs for index in woven]) if woven else []
    for index, runs in zip(woven, made, strict=True):
        result[index] = Line(result[index].group, runs)
    return Words.of(page) if woven else words, result


def _with_marks(words: Words, lines: Sequence[Line]) -> Sequence[Line]:
    """Return `lines`, small marks that stand above the end of a line put at its end."""
    texts, boxes = words.texts, words.boxes
    groups, runs_of = zip(*lines, strict=True)
    likely = [
        index
        for index, (one, two) in enumerate(itertools.pairwise(groups))
        if one == two and len(texts[runs_of[index][0]]) <= _LONGEST_MARK
    ]
    if not likely:
        return lines
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


def _mend(page: PageData, lines: Sequence[Sequence[int]]) -> list[list[int]]:
    """Weave the runs of lines and return those made; they stand where the first ones stood."""
    bold = [_mostly_bold(page, runs) for runs in lines]
    free = [set(runs) for runs in lines]
    made: list[list[int]] = [[] for _ in lines]
    added: list[tuple[str, list[float], bool]] = []
    for line, text, box, places, members in _woven(page, lines):
        slot = min(free[line].intersection(members), default=None)
        if slot is None:
            slot = len(page.texts) + len(added)
            added.append((text, box, bold[line]))
        else:
            # so that the order of printing is kept
            free[line].remove(slot)
            page.texts[slot], page.bold[slot] = text, bold[line]
            page.boxes[slot] = box
        page.parts[slot] = (text, places)
        made[line].append(slot)
    page.add_all(added)
    return made


def _mostly_bold(page: PageData, runs: Sequence[int]) -> bool:
    bold = sum(len(page.texts[run]) for run in runs if page.bold[run])
    return 2 * bold > sum(len(page.texts[run]) for run in runs)


def _overlap(boxes: Sequence[Sequence[float]]) -> bool:
    """Tell whether a box begins clearly before the one on its left ends."""
    end = boxes[0][2]
    for x0, top, x1, bottom in boxes[1:]:
        if x0 < end - _OVERLAP * (bottom - top):
            return True
        end = max(end, x1)
    return False


# a piece of a line: number of the line, text, box, boxes of its characters, runs it is from
_Piece = tuple[int, str, list[float], FloatArray, list[int]]


def _woven(page: PageData, lines: Sequence[Sequence[int]]) -> Iterator[_Piece]:
    """Yield the pieces of lines, their characters from left to right."""
    codes, boxes, owners, numbers = _printed(page, lines)
    # lines stand so far apart that none reaches into the next
    shift = numbers * _FAR
    reach = np.maximum.accumulate(boxes[:, 2] + shift)
    gaps = (boxes[:, 0] + shift)[1:] - reach[:-1]
    size = _medians(boxes[:, 3] - boxes[:, 1], numbers)[1:]
    cut = np.append(True, gaps > _PIECE * size)
    spaced = np.append(False, gaps > _SPACE * size) & ~cut
    starts = np.flatnonzero(cut)
    low = np.minimum.reduceat(boxes, starts)[:, :2]
    high = np.maximum.reduceat(boxes, starts)[:, 2:]
    outlines = np.concatenate((low, high), axis=1).tolist()
    # a space takes the box of the character after it
    places = np.repeat(boxes, 1 + spaced, axis=0)
    moved = np.arange(len(codes)) + spaced.cumsum()
    letters = np.full(len(places), ord(" "), dtype=codes.dtype)
    letters[moved] = codes
    text = letters.tobytes().decode(_UTF_32, "surrogatepass")
    members = owners.tolist()
    ends, starts_moved = _ends(starts, len(codes)), moved[starts]
    for line, box, start, end, first, last in zip(
        numbers[starts].tolist(), outlines,
        starts.tolist(), ends, starts_moved.tolist(), _ends(starts_moved, len(places)),
        strict=True,
    ):  # fmt: skip
        yield line, text[first:last], box, places[first:last], members[start:end]


def _ends(starts: IntArray, count: int) -> list[int]:
    return [*starts[1:].tolist(), count]


def _printed(
    page: PageData, lines: Sequence[Sequence[int]]
) -> tuple[npt.NDArray[np.uint32], FloatArray, IntArray, IntArray]:
    """Return what is printed by line and from the left: characters, boxes, runs and lines."""
    runs = [run for line in lines for run in line]
    found = page.letters_of(runs)
    text = "".join(part for part, _ in found).encode(_UTF_32, "surrogatepass")
    printed = np.flatnonzero(~np.char.isspace(np.frombuffer(text, dtype="<U1")))
    counts = [len(part) for part, _ in found]
    boxes = np.concatenate([places for _, places in found])[printed]
    owners = np.repeat(runs, counts)[printed]
    numbers = np.repeat(np.arange(len(lines)), list(map(len, lines)))
    numbers = np.repeat(numbers, counts)[printed]
    order = ((boxes[:, 0] + boxes[:, 2]) / 2 + numbers * _FAR).argsort(kind="stable")
    codes = np.frombuffer(text, dtype="<u4")[printed]
    return codes[order], boxes[order], owners[order], numbers[order]


def _medians(values: FloatArray, numbers: IntArray) -> FloatArray:
    """Return for each value the median of those with the same number; these go up by one."""
    ordered = np.sort(values + numbers * _FAR)
    counts = np.bincount(numbers)
    ends = counts.cumsum()
    middles = counts // 2
    sums = ordered[ends - counts + middles] + ordered[ends - middles - 1]
    medians: FloatArray = sums / 2 - np.arange(len(counts)) * _FAR
    return medians[numbers]

"""Runs that hold several cells of a row, parted at their wide gaps.

Some programs print a whole line of a table in one go and move between its columns. Such a
run is wide for its characters; only those are looked at character by character.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from extract.page.page import FloatArray, PageData, median
from extract.page.words import Words

# widths of a character, against those of narrow runs, in a clear case and near one
_WIDER, _WIDE = 1.5, 1.1
_SHORTEST = 5
_FIGURES = re.compile(r" [(–$-]?\d")
_FEWEST = 3
# gaps that part cells: against those between words, and in heights of a character
_LARGER = 1.8
_LEAST, _MOST = 0.4, 0.9


def part_wide_runs(
    page: PageData, words: Words, lines: list[list[int]]
) -> tuple[Words, list[list[int]]]:
    """Return words and lines in which runs over several columns are parted; `page` has them."""
    wide = _wide_runs(words, lines)
    if not wide:
        return words, lines
    made: dict[int, list[int]] = {}
    order: dict[int, float] = {}
    # most are running text, whose spaces are known at less cost than all of its characters
    gaps = page.gaps(wide)
    roomy = [run for run in wide if run not in gaps or _is_roomy(gaps[run])]
    for run, (characters, boxes) in zip(roomy, page.letters_of(roomy), strict=True):
        pieces = list(_pieces(characters, boxes))
        if len(pieces) > 1:
            made[run] = list(_put(page, run, characters, boxes, pieces))
            order |= {own: run + n / len(pieces) for n, own in enumerate(made[run])}
    if not made:
        return words, lines
    parted = [[own for run in line for own in made.get(run, [run])] for line in lines]
    words = Words.of(page)
    words.order.update(order)
    return words, [sorted(line, key=lambda run: words.boxes[run][0]) for line in parted]


def _wide_runs(words: Words, lines: Sequence[Sequence[int]]) -> list[int]:
    """Return the runs with spaces, between the first and last of several that are wide.

    Wide is what takes much more room for a character than the narrowest tenth of the page,
    or what holds several figures.
    """
    widths = [
        (number, run, (words.boxes[run][2] - words.boxes[run][0]) / len(words.texts[run]))
        for number, line in enumerate(lines)
        for run in line
        if len(words.texts[run]) >= _SHORTEST
    ]
    if len(widths) < _FEWEST:
        return []
    narrow = sorted(width for _, _, width in widths)[len(widths) // 10]
    wide = [
        number
        for number, run, width in widths
        if (width > _WIDER * narrow and " " in words.texts[run])
        or len(_FIGURES.findall(words.texts[run])) >= _FEWEST
    ]
    if len(wide) < _FEWEST:
        return []
    return [
        run
        for number, run, width in widths
        if wide[0] - 1 <= number <= wide[-1] + 1
        and (width > _WIDE * narrow or _FIGURES.search(words.texts[run]))
        and " " in words.texts[run]
    ]


def _is_roomy(gaps: Sequence[float]) -> bool:
    """Tell whether one of the gaps may part cells, if each is counted in heights at least."""
    return bool(gaps) and max(gaps) > _least(gaps, 1.0)


def _least(gaps: Sequence[float], height: float) -> float:
    """Return how wide a gap must be to part cells, by the usual ones and a character's height."""
    word = sorted(gaps)[len(gaps) // 4]
    return max(_LEAST * height, min(_LARGER * word, _MOST * height))


def _pieces(characters: str, boxes: FloatArray) -> Iterator[tuple[int, int]]:
    """Yield start and end of the parts of a run between its wide gaps."""
    printed = [index for index, character in enumerate(characters) if not character.isspace()]
    height = median(boxes[printed, 3] - boxes[printed, 1])
    gaps = [
        (float(boxes[two, 0] - boxes[one, 2]), one, two)
        for one, two in itertools.pairwise(printed)
        if two > one + 1
    ]
    if not gaps:
        return
    least = _least([gap for gap, _, _ in gaps], height)
    start = printed[0]
    for gap, one, two in gaps:
        if gap > least:
            yield start, one + 1
            start = two
    yield start, printed[-1] + 1


def _put(
    page: PageData, run: int, characters: str, boxes: FloatArray, pieces: Sequence[tuple[int, int]]
) -> Iterator[int]:
    """Put the parts of a run on the page; the first one takes its place."""
    for number, (start, end) in enumerate(pieces):
        text, part = characters[start:end], boxes[start:end]
        low, high = part.min(axis=0), part.max(axis=0)
        box = [float(low[0]), float(low[1]), float(high[2]), float(high[3])]
        own = run
        if number == 0:
            page.texts[run] = text
            page.boxes[run] = box
        else:
            own = page.add(text, box, page.bold[run])
        page.parts[own] = (text, part)
        yield own

"""Columns of rows that are known, where nothing is drawn between the columns.

What one row prints in one column overlaps there from line to line, so that a row falls into
blocks; gutters are where many rows have space between two blocks and few have a text across.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extract.page.rules import Rule

Interval = tuple[float, float]

# a text may reach into a gutter by this much, in points
_EDGE = 0.8
_NARROWEST = 2.0
# rows with fewer blocks than this part of the most do not say where columns are
_FULL = 0.5
# how many rows have a gap for each that has a text across it
_AGAINST = 2.0
_LIGHT = 0.6
# the blocks of a section row: its number and its name
_SECTION = 2


class Band(NamedTuple):
    """A row: its top and bottom, and the sides of its blocks, from the left."""

    top: float
    bottom: float
    blocks: tuple[Interval, ...]


def united(intervals: Sequence[Interval], touching: float = 0.0) -> list[Interval]:
    """Return intervals with those that overlap, or nearly touch, as one."""
    made: list[Interval] = []
    for start, end in sorted(intervals):
        if made and start <= made[-1][1] + touching:
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return made


def gutters_between(bands: Sequence[Band], before: Sequence[Interval] = ()) -> list[Interval]:
    """Return the gutters that the rows of a table leave open, from the left.

    `before` are those of the page before, if the table may go on from there.
    """
    most = max((len(band.blocks) for band in bands), default=0)
    full = [band for band in bands if len(band.blocks) >= max(2, _FULL * most)]
    gaps = [gap for band in full for gap in _gaps(band)]
    every = [gap for band in bands for gap in _gaps(band)]
    blocks = [(x0 + _EDGE, x1 - _EDGE) for band in full for x0, x1 in band.blocks]
    light = [
        (x0 + _EDGE, x1 - _EDGE)
        for n, band in enumerate(full) if n == 0 or len(band.blocks) < most
        for x0, x1 in band.blocks
    ]  # fmt: skip
    wide = [part for part in _open(gaps, blocks, light) if part[1] - part[0] >= _NARROWEST]
    parts = [part for index in range(len(wide)) for part in _with_islands(wide, index, full)]
    found = _together([_core(part, blocks, light, every) for part in parts], full)
    return _as_before(found, before, bands)


def _gaps(band: Band) -> Iterator[Interval]:
    for one, two in itertools.pairwise(band.blocks):
        yield one[1], two[0]


def _as_before(
    found: Sequence[Interval], before: Sequence[Interval], bands: Sequence[Band]
) -> list[Interval]:
    """Return the gutters of the page before where a few rows leave them open just as well."""
    shared = [
        [(max(a, low), min(b, high)) for a, b in found if min(b, high) - max(a, low) > 0]
        for low, high in before
    ]
    count = sum(map(len, shared))
    if count < len(found) or any(len(parts) > 1 for parts in shared):
        return list(found)
    # a heading, or the name of a section, goes over columns
    rows = [band for band in bands[1:] if len(band.blocks) > _SECTION]
    crossed = any(
        x0 < low and x1 > high for low, high in before for band in rows for x0, x1 in band.blocks
    )
    if len(before) > len(found) and crossed:
        return list(found)
    return [parts[0] if parts else gutter for parts, gutter in zip(shared, before, strict=True)]


def _open(
    gaps: Sequence[Interval], blocks: Sequence[Interval], light: Sequence[Interval]
) -> Iterator[Interval]:
    """Yield the intervals in which gaps outweigh the blocks, of which `light` ones count less.

    The first row, or one with fewer blocks than others, may have a text over two columns.
    """
    start: float | None = None
    for low, high, block in _steps(blocks, gaps):
        middle = (low + high) / 2
        gap = sum(a < middle < b for a, b in gaps)
        less = sum(a < middle < b for a, b in light)
        if gap and gap > _AGAINST * (block - _LIGHT * less):
            start = low if start is None else start
        elif start is not None:
            yield start, low
            start = None


def _steps(
    blocks: Sequence[Interval], others: Sequence[Interval]
) -> Iterator[tuple[float, float, int]]:
    """Yield the intervals between all sides, and how many blocks cover each."""
    edges = sorted({x for interval in (*blocks, *others) for x in interval})
    for low, high in itertools.pairwise(edges):
        yield low, high, sum(a < (low + high) / 2 < b for a, b in blocks)


def _core(
    gutter: Interval,
    blocks: Sequence[Interval],
    light: Sequence[Interval],
    gaps: Sequence[Interval],
) -> Interval:
    """Return the part of a gutter, if it is wide enough, that most gaps and fewest blocks share.

    What has its middle there, in a row that may be a heading, stands over both columns.
    """
    over = [block for block in light if gutter[0] < (block[0] + block[1]) / 2 < gutter[1]]
    inside = _clipped([block for block in blocks if block not in over], gutter)
    open_ = _clipped(gaps, gutter)
    steps = [
        (low, high, sum(a < (low + high) / 2 < b for a, b in open_) - count)
        for low, high, count in _steps(inside, [gutter, *open_])
    ]
    for most in sorted({score for _, _, score in steps}, reverse=True):
        parts = united([(low, high) for low, high, score in steps if score >= most])
        widest = max(parts, key=lambda part: part[1] - part[0])
        if widest[1] - widest[0] >= _NARROWEST:
            return widest
    return gutter


def _clipped(intervals: Sequence[Interval], gutter: Interval) -> list[Interval]:
    inside = ((max(a, gutter[0]), min(b, gutter[1])) for a, b in intervals)
    return [(a, b) for a, b in inside if a < b]


def _with_islands(
    gutters: Sequence[Interval], index: int, bands: Sequence[Band]
) -> Iterator[Interval]:
    """Yield the parts of a gutter, cut where blocks stand inside it: columns nearly blank.

    Such a block has others in the columns on both sides: a heading may belong to both.
    """
    low, high = gutters[index]
    left = gutters[index - 1][1] if index else float("-inf")
    right = gutters[index + 1][0] if index + 1 < len(gutters) else float("inf")
    inside = [
        own
        for band in bands
        for before, own, after in _triples(band.blocks)
        if own[0] > low + _EDGE and own[1] < high - _EDGE
        and before[1] > left and after[0] < right
    ]  # fmt: skip
    start = low
    for x0, x1 in united(inside):
        yield start, x0
        start = x1
    yield start, high


def _triples(blocks: Sequence[Interval]) -> Iterator[tuple[Interval, Interval, Interval]]:
    return zip(blocks, blocks[1:], blocks[2:], strict=False)


def _together(gutters: Sequence[Interval], bands: Sequence[Band]) -> list[Interval]:
    """Return the gutters but those between columns that no row prints both of."""
    kept = list(gutters)
    for gutter in sorted(gutters, key=lambda g: g[1] - g[0]):
        index = kept.index(gutter)
        left = kept[index - 1][1] if index else float("-inf")
        right = kept[index + 1][0] if index + 1 < len(kept) else float("inf")
        if not any(_parts(band, gutter, left, right) for band in bands):
            del kept[index]
    return kept


def _parts(band: Band, gutter: Interval, left: float, right: float) -> bool:
    """Tell whether a row prints something on both sides of a gutter, in its next columns."""
    before = any(x0 >= left - _EDGE and x1 <= gutter[0] + _EDGE for x0, x1 in band.blocks)
    after = any(x0 >= gutter[1] - _EDGE and x1 <= right + _EDGE for x0, x1 in band.blocks)
    return before and after


def upright_rules(
    gutters: Sequence[Interval], edges: Sequence[float], texts: Sequence[Sequence[float]]
) -> Iterator[Rule]:
    """Yield the rules in gutters between level `edges`, but where one of `texts` lies across.

    The name of a section alone, or behind its number, goes over all columns to the right.
    """
    places = [middle_of(gutter) for gutter in gutters]
    for top, bottom in itertools.pairwise(edges):
        own = [box for box in texts if top < (box[1] + box[3]) / 2 < bottom]
        over = [at for at in places if any(_across(box, at) for box in own)]
        blocks = united([(box[0], box[2]) for box in own])
        section = bool(over) and len(blocks) <= _SECTION and _across_last(blocks[-1], over)
        for at in places:
            if at not in over and not (section and at > over[0]):
                yield Rule(at, top, bottom)


def _across(box: Sequence[float], at: float) -> bool:
    return box[0] < at - _EDGE and box[2] > at + _EDGE


def _across_last(block: Interval, over: Sequence[float]) -> bool:
    """Tell whether all of the gutters that a row reaches over are in its last block."""
    return all(block[0] < at < block[1] for at in over)


def middle_of(gutter: Interval) -> float:
    """Return where the rule of a gutter would be."""
    return round((gutter[0] + gutter[1]) / 2, 2)

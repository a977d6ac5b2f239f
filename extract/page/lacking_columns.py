"""Upright rules that a ruled table lacks: columns of which several share a cell.

Where the lines of cells over each other leave the same gap open, with figures on one side of
it or two names at their head, they are two columns. What a table lacked on one page it lacks
on the next one too, however few rows are left there.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from extract.page.cell_lines import CellLines
from extract.page.columns import Gutter, TextLine, gutters_of, parted, text_line
from extract.page.flow import row_of
from extract.page.grid import Grid, Slot
from extract.page.looks import is_figure
from extract.page.rules import Rule
from extract.page.words import Words

_FEWEST = 3
_WIDE_GAP = 1.0
# the part of the cells with text that have it on both sides of a gutter
_BESIDE = 0.3
# the part of the cells beside a gutter that hold figures
_MOST = 0.75
# in points: how much of a gutter must stay open, and how far apart rules are the same
_LEAST = 1.0
_CLEAR = 4.0
_SAME_RULE = 3.0
_CENTRED = 4.0

# the first and last rule of a cell, by number
Columns = tuple[int, int]


def lacking_columns(
    words: Words, grid: Grid, inside: CellLines, known: Sequence[float]
) -> Iterator[Rule]:
    """Yield the upright rules that a grid lacks: `known` columns, else those that lines show."""
    lines, first = inside.lines, inside.first
    counts: dict[Columns, int] = {}
    for line in lines:
        if len(line.runs) > 1 and _has_gap(words, line.runs):
            slot = grid.cells[line.group - first]
            # two names of columns count as much as rows do
            count = _FEWEST if slot.top == 0 else 1
            counts[slot.left, slot.right] = counts.get((slot.left, slot.right), 0) + count
    many = sorted((key for key in counts if counts[key] >= _FEWEST), key=lambda key: -counts[key])
    lacking = _lacking(grid, known) if known else []
    missing: list[tuple[float, Columns | None]] = [(at, None) for at in lacking]
    if not many and not missing:
        return
    boxes = [(line.group - first, words.boxes[run]) for line in lines for run in line.runs]
    for key in () if missing else many:
        own = [line for line in lines if grid.cells[line.group - first][1::2] == key]
        made = [
            (line.group - first, text_line(number, row_of(words, line.runs)))
            for number, line in enumerate(own)
        ]
        heads = {cell for cell, _ in made if grid.cells[cell].top == 0}
        for gutter in _open_gutters(words, made, heads):
            over = (b for b in boxes if _spans(grid, grid.cells[b[0]], gutter))
            low, high, _ = _narrowed(gutter, list(over))
            if not any(low <= at <= high for at, _ in missing):
                missing.append((round((low + high) / 2, 2), key))
    for at, own_key in missing:
        yield from _rules_at(grid, at, own_key, boxes)


def _spans(grid: Grid, slot: Slot, gutter: Gutter) -> bool:
    return grid.xs[slot.left] < gutter[0] and gutter[1] < grid.xs[slot.right]


def _lacking(grid: Grid, known: Sequence[float]) -> list[float]:
    """Return which of the columns of the page before a grid with the same others lacks."""
    own = [min(known, key=lambda x: abs(x - at)) for at in grid.xs]
    ends = (known[0], known[-1]) == (own[0], own[-1])
    if not ends or any(abs(x - at) > _SAME_RULE for x, at in zip(own, grid.xs, strict=True)):
        return []
    return sorted(set(known) - set(own))


def _rules_at(
    grid: Grid, at: float, key: Columns | None, boxes: Sequence[tuple[int, Sequence[float]]]
) -> Iterator[Rule]:
    """Yield the parts of a rule in the cells whose texts leave it open.

    `boxes` are those of the runs by cell. A cell that does not reach from column to column as
    `key` has them may be one cell over several columns, unless it holds two texts.
    """
    sides: dict[int, set[bool]] = {}
    closed: set[int] = set()
    for cell, box in boxes:
        sides.setdefault(cell, set()).add(box[0] > at - _LEAST)
        if box[0] < at - _LEAST and box[2] > at + _LEAST:
            closed.add(cell)
    for number, slot in enumerate(grid.cells):
        if number in closed or not grid.xs[slot.left] < at < grid.xs[slot.right]:
            continue
        width = slot.right - slot.left
        odd = not grid.regular and width < len(grid.xs) - 1
        if slot[1::2] == key or width == 1 or odd or len(sides.get(number, ())) > 1:
            yield Rule(at, grid.ys[slot.top], grid.ys[slot.bottom])


def _has_gap(words: Words, runs: Sequence[int]) -> bool:
    """Tell whether runs of a line stand further apart than the line is high."""
    boxes = [words.boxes[run] for run in runs]
    return any(
        two[0] - one[2] > _WIDE_GAP * (two[3] - two[1]) for one, two in itertools.pairwise(boxes)
    )


def _open_gutters(
    words: Words, lines: Sequence[tuple[int, TextLine]], heads: set[int]
) -> Iterator[Gutter]:
    """Yield the gutters that cells over each other leave open, figures beside them.

    Texts may stand there too, if `heads`, the cells of the first row, name both columns.
    """
    gutters = gutters_of(words, [line for _, line in lines])
    # a figure may stand close to the text beside it
    lines = [(cell, parted(words, line, gutters)) for cell, line in lines]
    pieces = [(cell, piece.box) for cell, line in lines for piece in line.pieces]
    cells = len({cell for cell, _ in pieces})
    fewest = max(_FEWEST, _BESIDE * cells)
    found: list[Gutter] = []
    for gutter in gutters:
        low, high, closed = _narrowed(gutter, pieces)
        parts = _parts_figures(words, lines, (low, high), fewest) or (
            not closed and high - low >= _CLEAR and _parts_names(pieces, (low, high), heads)
        )
        if len(closed) > cells / 4 or not parts:
            continue
        if found and len(island := _inside(pieces, found[-1][1], low)) < fewest:
            found[-1] = _beside_island(pieces, island, found[-1], (low, high))
        else:
            found.append((low, high))
    yield from found


def _beside_island(
    pieces: Sequence[tuple[int, Sequence[float]]], island: set[int], left: Gutter, right: Gutter
) -> Gutter:
    """Return which of two gutters parts columns, if only few texts stand between them.

    The name or number of a column may stand alone in the gutter beside its figures: then the
    column on its other side has one too.
    """
    before = len({cell for cell, box in pieces if box[2] <= left[0]} & island)
    behind = len({cell for cell, box in pieces if box[0] >= right[1]} & island)
    if before != behind:
        return left if before > behind else right
    return max(left, right, key=lambda gutter: gutter[1] - gutter[0])


def _parts_figures(
    words: Words, lines: Sequence[tuple[int, TextLine]], gutter: Gutter, fewest: float
) -> bool:
    """Tell whether enough cells print something on both sides, on one of them figures."""
    sides: tuple[dict[int, bool], dict[int, bool]] = ({}, {})
    for cell, line in lines:
        for piece in line.pieces:
            if piece.box[2] <= gutter[0] or piece.box[0] >= gutter[1]:
                side = sides[piece.box[0] >= gutter[1]]
                side[cell] = side.get(cell, True) and is_figure(words.line(piece.runs)[0])
    if len(sides[0].keys() & sides[1].keys()) < fewest:
        return False
    return any(sum(side.values()) >= max(_FEWEST, _MOST * len(side)) for side in sides)


def _parts_names(
    pieces: Sequence[tuple[int, Sequence[float]]], gutter: Gutter, heads: set[int]
) -> bool:
    """Tell whether heads and most cells print something on both sides, and texts begin together."""
    left = {cell for cell, box in pieces if box[2] <= gutter[0]}
    right = {cell for cell, box in pieces if box[0] >= gutter[1]}
    cells = {cell for cell, _ in pieces} - heads
    if not heads & left & right or 2 * len(left & right - heads) < max(2 * _FEWEST, len(cells)):
        return False
    starts = [box[0] for cell, box in pieces if box[0] >= gutter[1] and cell not in heads]
    first = min(starts)
    return sum(start - first < _LEAST for start in starts) >= _MOST * len(starts)


def _inside(pieces: Sequence[tuple[int, Sequence[float]]], left: float, right: float) -> set[int]:
    return {c for c, box in pieces if box[0] >= left - _LEAST and box[2] <= right + _LEAST}


def _narrowed(
    gutter: Gutter, pieces: Sequence[tuple[int, Sequence[float]]]
) -> tuple[float, float, set[int]]:
    """Return the part of a gutter that no piece beside it reaches into, and cells that cross it.

    A piece inside it belongs to the side on which its cell prints nothing else, if there is one.
    """
    low, high = gutter
    middle = (low + high) / 2
    whole = (min(box[0] for _, box in pieces) + max(box[2] for _, box in pieces)) / 2
    left = {cell for cell, box in pieces if box[2] <= low + _LEAST}
    right = {cell for cell, box in pieces if box[0] >= high - _LEAST}
    closed: set[int] = set()
    for cell, (x0, _, x1, _) in pieces:
        before = x0 < gutter[0]
        alone = cell not in left and cell not in right
        if x0 >= gutter[0] and x1 <= gutter[1]:
            before = cell in right if (cell in left) != (cell in right) else x0 + x1 < 2 * middle
        elif alone and (x0 < middle < x1 or abs(x0 + x1 - 2 * whole) < _CENTRED):
            # a name in the middle of both columns
            closed.add(cell)
            continue
        if before and x1 < high - _LEAST:
            low = max(low, x1)
        elif not before and x0 > low + _LEAST:
            high = min(high, x0)
        else:
            closed.add(cell)
    return low, high, closed

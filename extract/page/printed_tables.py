"""Tables without rules, from the order in which the file prints: one cell after the other.

Most programs print a whole cell, then the one to its right, then the next row. Lines that
follow each other straight below are a block, blocks that follow each other to the right are
a row, however the cells are aligned; where a block goes back to the left a row begins. With
rules put between rows and into the gutters these are ruled tables like all others. A file
that prints line by line never goes back up and is left to other readers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from extract.page.looks import is_caption, is_figure, is_page_number, names_table, opens_section
from extract.page.page import FloatArray, PageData
from extract.page.printed_blocks import (
    ALIGNED,
    MARGIN,
    Block,
    blocks_of,
    goes_up,
    pieces_of,
    runs_outside,
    usual_step,
)
from extract.page.rules import Rule, RuleGroup
from extract.page.signing import opens_signing
from extract.page.unruled_columns import (
    Band,
    Interval,
    gutters_between,
    middle_of,
    united,
    upright_rules,
)

_ROMAN = re.compile(r"^[IVX]{1,5}\s+[^\W\d_a-z]")
_IN_ORDER = "pdfium"
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
# how much wider than usual the space above a line outside of tables is, in steps
_APART = 0.7
# lines of one block between rows of a table, and the part of rows that keep to its columns
_MOST_BETWEEN = 3
_KEEPING = 0.8
# lines of figures in a block, and the part of figures, that show a table of figures
_STACKED = 4
_MOST_FIGURES = 0.55
# of the page's width, a rule that may belong to a table
_WIDE = 0.5
# part of the lines with several columns, how near lines are one, and how wide columns part
_WHOLE = 0.8
_SAME_LINE = 0.3
_APART_COLUMNS = 0.9


@dataclass(slots=True)
class _Row:
    """Blocks that are printed one to the right of the other."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def top(self) -> float:
        """The top of its highest block."""
        return min(block.box[1] for block in self.blocks)

    @property
    def bottom(self) -> float:
        """The foot of its lowest block."""
        return max(block.box[3] for block in self.blocks)

    @property
    def sides(self) -> tuple[Interval, ...]:
        """Where its blocks stand, from the left."""
        return tuple(united([(block.box[0], block.box[2]) for block in self.blocks]))


def printed_tables(
    page: PageData,
    ruled: Sequence[RuleGroup],
    lone: Sequence[Rule],
    before: Sequence[Interval] = (),
) -> tuple[list[RuleGroup], tuple[Interval, ...]]:
    """Return the tables that are printed cell by cell outside of `ruled` ones, and last gutters.

    `lone` are the level rules that cross none; `before` are the gutters of a table that the
    page before may leave open.
    """
    runs = runs_outside(page, ruled)
    # other readers do not tell in which order a page is printed
    if page.backend != _IN_ORDER or _is_partly_ruled(page, ruled, lone):
        return [], ()
    if not goes_up(page, runs):
        return [], ()
    found, gutters = _found(list(pieces_of(page, runs)), before)
    if found:
        # texts that nearly fill their columns stand as close as words do
        found, gutters = _found(list(pieces_of(page, runs, gutters)), before)
    return (found, tuple(gutters)) if found and _is_whole(page, runs, found) else ([], ())


def _is_whole(page: PageData, runs: Sequence[int], found: Sequence[RuleGroup]) -> bool:
    """Tell whether nearly all lines that print several columns are in the tables.

    Where fonts change within words some rows come in no order, and the rest is no table.
    """
    own = np.array([(group.level[0].at, group.level[-1].at) for group in found])
    heights = np.array(list(_lines_of_columns(page.boxes[runs])))
    inside = (heights[:, None] > own[:, 0]) & (heights[:, None] < own[:, 1])
    return int(inside.any(axis=1).sum()) >= _WHOLE * len(heights)


def _lines_of_columns(boxes: FloatArray) -> Iterator[float]:
    """Yield the heights of lines that have wide spaces between three texts or more."""
    line: list[list[float]] = []
    for box in [*boxes[((boxes[:, 1] + boxes[:, 3]) / 2).argsort()].tolist(), None]:
        if box and line and abs(box[3] - line[0][3]) < _SAME_LINE * (box[3] - box[1]):
            line.append(box)
            continue
        ends = itertools.accumulate((own[2] for own in sorted(line)), max)
        gaps = (two[0] - end for end, two in zip(ends, sorted(line)[1:], strict=False))
        size = line[0][3] - line[0][1] if line else 0.0
        if sum(gap > _APART_COLUMNS * size for gap in gaps) >= _FEWEST_COLUMNS - 1:
            yield (line[0][1] + line[0][3]) / 2
        line = [box] if box else []


def _is_partly_ruled(page: PageData, ruled: Sequence[RuleGroup], lone: Sequence[Rule]) -> bool:
    """Tell whether some rules of a table are drawn, or boxes around the cells of a column."""
    wide = sum(rule.end - rule.start > _WIDE * page.width for rule in lone)
    return wide > 1 or any(len(group.upright) == 2 for group in ruled)


def _found(
    pieces: Sequence[Block], before: Sequence[Interval]
) -> tuple[list[RuleGroup], Sequence[Interval]]:
    step = usual_step(pieces)
    rows = list(_parted(list(_rows(list(blocks_of(pieces, step)), step))))
    found: list[RuleGroup] = []
    for part in _parts(rows, step, bool(before)):
        made = _table(part, before)
        if made:
            group, before = made
            found.append(group)
    return found, before


def _rows(blocks: Sequence[Block], step: float) -> Iterator[_Row]:
    row = _Row()
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if row.blocks and not _belongs(row, block, after, step):
            yield row
            row = _Row()
        row.blocks.append(block)
    if row.blocks:
        yield row


def _parted(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield rows, lines at the left of the tables parted where a numbered one begins."""
    starts = [row.blocks[0].box[0] for row in rows if len(row.blocks) >= _FEWEST_COLUMNS]
    left = min(starts, default=0.0) + ALIGNED
    for row in rows:
        block = row.blocks[0]
        if len(row.blocks) > 1 or block.box[0] > left:
            yield row
            continue
        cuts = [n for n in range(1, len(block.boxes)) if _begins(block, n)]
        for start, end in itertools.pairwise([0, *cuts, len(block.boxes)]):
            yield _Row([Block(block.boxes[start:end], block.texts[start:end], block.bold)])


def _begins(block: Block, line: int) -> bool:
    """Tell whether a line opens with a number that had room behind the line above."""
    text = block.texts[line]
    if not (opens_section(text) or _ROMAN.match(text)):
        return False
    above, own = block.boxes[line - 1], block.boxes[line]
    return above[2] + own[3] - own[1] < max(box[2] for box in block.boxes)


def _belongs(row: _Row, block: Block, after: Block | None, step: float) -> bool:
    """Tell whether a block stands to the right in a row.

    One that goes on beside the rows below may stand lower; then the next goes up again, or
    the next row begins beside it.
    """
    if block.box[0] < row.blocks[-1].box[2] - MARGIN:
        return False
    if _beside(row, block, step):
        return True
    if after is None:
        return False
    if after.box[0] < block.box[2] - MARGIN:
        # a row of its own would stand wholly above the next
        return row.top < block.box[1] and after.box[1] < block.box[3] - step / 4
    return block.box[1] > row.top and after.box[1] < block.box[1] and _beside(row, after, step)


def _beside(row: _Row, block: Block, step: float) -> bool:
    _, top, _, bottom = block.box
    return top < row.bottom + step / 4 and bottom > row.top - step / 4


def _parts(rows: Sequence[_Row], step: float, known: bool) -> Iterator[list[_Row]]:
    """Yield the rows of each table: from one of many blocks to another, and what is between."""
    gaps = sorted(two.top - one.bottom for one, two in itertools.pairwise(rows))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    part: list[_Row] = []
    waiting: list[_Row] = []
    for above, row in itertools.pairwise([None, *rows]):
        assert row is not None
        wide = above is not None and row.top - above.bottom > max(usual, 0.0) + _APART * step
        if len(row.blocks) >= _FEWEST_COLUMNS:
            part += [*([] if wide and not part else waiting), row]
            waiting = []
            continue
        outside = _announces(row) or (wide and bool(part) and len(row.blocks) == 1)
        if outside or len(waiting) >= _MOST_BETWEEN:
            known = known or bool(part)
            yield [*part, *waiting]
            part, waiting = [], []
        if not outside and (part or known or len(row.blocks) > 1) and not _is_number(row):
            waiting.append(row)
    yield [*part, *waiting]


def _is_number(row: _Row) -> bool:
    return len(row.blocks) == 1 and is_page_number(row.blocks[0].text)


def _announces(row: _Row) -> bool:
    if opens_signing([block.texts[0] for block in row.blocks]):
        return True
    text = row.blocks[0].text
    return len(row.blocks) == 1 and (names_table(text) or is_caption(text))


def _table(rows: list[_Row], before: Sequence[Interval]) -> tuple[RuleGroup, list[Interval]] | None:
    full = [row for row in rows if len(row.blocks) >= _FEWEST_COLUMNS]
    if len(full) < (1 if before else _FEWEST_ROWS) or _holds_figures(full):
        return None
    bands = [Band(row.top, row.bottom, row.sides) for row in rows]
    gutters = gutters_between([band for band in bands if len(band.blocks) > 1], before)
    if len(gutters) + 1 < _FEWEST_COLUMNS:
        return None
    rows = _keeping(rows, gutters)
    if not rows or any(two.top < one.top for one, two in itertools.pairwise(rows)):
        return None
    edges = _edges(rows)
    left = min(block.box[0] for row in rows for block in row.blocks) - MARGIN
    right = max(block.box[2] for row in rows for block in row.blocks) + MARGIN
    xs = [left, *map(middle_of, gutters), right]
    level = [rule for n in range(len(edges)) for rule in _level(rows, edges, xs, n)]
    texts = [box for row in rows for block in row.blocks for box in block.boxes]
    sides = (Rule(at, edges[0], edges[-1]) for at in (left, right))
    upright = [*upright_rules(gutters, edges, texts), *sides]
    return RuleGroup(sorted(level), sorted(upright)), gutters


def _holds_figures(rows: Sequence[_Row]) -> bool:
    """Tell whether most blocks are figures, or figure stands under figure in one of them.

    Such tables are read line by line; columns may be printed as a whole.
    """
    blocks = [block for row in rows for block in row.blocks]
    stacked = sum(
        len(block.texts) >= _STACKED and all(map(is_figure, block.texts[1:])) for block in blocks
    )
    return stacked > 1 or sum(is_figure(b.text) for b in blocks) > _MOST_FIGURES * len(blocks)


def _keeping(rows: Sequence[_Row], gutters: Sequence[Interval]) -> list[_Row]:
    """Return the rows from the first to the last that keep to the columns, none if few do."""
    good = [_keeps(row, gutters) for row in rows]
    inside = [n for n, (row, ok) in enumerate(zip(rows, good, strict=True)) if ok]
    many = sum(len(row.blocks) >= _FEWEST_COLUMNS for row in rows)
    bad = sum(
        len(row.blocks) >= _FEWEST_COLUMNS and not ok for row, ok in zip(rows, good, strict=True)
    )
    if not inside or bad > (1 - _KEEPING) * many:
        return []
    return list(rows[inside[0] : inside[-1] + 1])


def _keeps(row: _Row, gutters: Sequence[Interval]) -> bool:
    """Tell whether the blocks of a row keep to columns, but for a name behind a number."""
    over = [any(x0 < middle_of(g) < x1 for g in gutters) for x0, x1 in row.sides]
    if len(over) <= 2 and not over[0]:
        return len(over) == 2 or row.sides[0][0] > gutters[0][0]
    return sum(over) <= len(over) // 2 and len(over) > 1


def _edges(rows: Sequence[_Row]) -> list[float]:
    """Return the top of the first row, where rows are parted, and the foot of the last one."""
    edges = [rows[0].top - MARGIN]
    lowest: list[float] = []
    for one, two in itertools.pairwise(rows):
        lowest += [block.box[3] for block in one.blocks]
        # what reaches below the top of the next row goes on beside it
        foot = max((at for at in lowest if at <= two.top + 1), default=two.top - 1)
        edges.append(round((max(foot, edges[-1]) + max(two.top, foot)) / 2, 2))
    return [*edges, max(row.bottom for row in rows) + MARGIN]


def _level(
    rows: Sequence[_Row], edges: Sequence[float], xs: Sequence[float], number: int
) -> Iterator[Rule]:
    """Yield the rules above row `number`, but for the columns of cells that go on beside it."""
    at = edges[number]
    start = xs[0]
    for left, right in itertools.pairwise(xs):
        if 0 < number < len(rows) and _goes_beside(rows, edges, number, (left, right)):
            if start < left:
                yield Rule(at, start, left)
            start = right
    if start < xs[-1]:
        yield Rule(at, start, xs[-1])


def _goes_beside(
    rows: Sequence[_Row], edges: Sequence[float], number: int, column: Interval
) -> bool:
    """Tell whether a cell of a row above goes on in a column beside row `number`."""
    for above in range(number - 1, -1, -1):
        own = [b for b in rows[above].blocks if column[0] < (b.box[0] + b.box[2]) / 2 < column[1]]
        if own:
            return _last_row(rows, edges, above, own[-1], column) >= number
    return False


def _last_row(
    rows: Sequence[_Row], edges: Sequence[float], own: int, block: Block, column: Interval
) -> int:
    """Return the last row beside which a cell goes, its text in the middle of them all."""
    _, top, _, bottom = block.box
    if bottom <= edges[own + 1] + 1:
        return own
    last = own
    ends = []
    for number in range(own + 1, len(rows)):
        if any(column[0] < (b.box[0] + b.box[2]) / 2 < column[1] for b in rows[number].blocks):
            break
        last = number
        if edges[number + 1] >= bottom - 1:
            ends.append((abs(edges[own] + edges[number + 1] - top - bottom), number))
    return min(ends)[1] if ends else last

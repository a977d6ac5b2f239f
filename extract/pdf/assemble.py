"""A page as arrays to blocks: ruled tables, tables without rules, lines of text."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Block, TableFragment, TextBlock
from extract.pdf.borderless import Gutters, Hint, loose_tables
from extract.pdf.flow import row_of, text_blocks
from extract.pdf.grid import Grid, grid_of
from extract.pdf.mend import mended
from extract.pdf.page import IntArray, PageData
from extract.pdf.rules import rule_groups
from extract.pdf.tables import (
    cell_count,
    cell_numbers,
    crossing_runs,
    fragment,
    lacks_level_rules,
    printed_cells,
    split_runs,
)
from extract.pdf.words import Words, lines_of

# where a table goes on from the page before, in parts of the page; room beside a rule
_TOP = 0.3
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page in reading order, and what is doubtful about its tables."""

    blocks: tuple[Block, ...]
    doubts: tuple[str, ...]
    gutters: Gutters = ()


def page_blocks(page: PageData, before: Gutters = ()) -> PageBlocks:
    """Return the blocks of a page; it must still be open.

    `before` are the gutters of a table without rules that the page before left open.
    """
    if not page.texts:
        return PageBlocks((), page.doubts)
    groups, lone = rule_groups(page.rules)
    grids = [grid for group in groups if (grid := grid_of(group))]
    tables, lines, words, hints = _tables(page, grids)
    rows = [row_of(words, line) for line in lines]
    gutters: Gutters = ()
    if before:
        hints.append(Hint(0.0, page.height * _TOP, page.height, before))
    if hints or any(len(row) > 2 for row in rows):
        loose = loose_tables(page, words, rows, lone, hints)
        tables, rows, gutters = tables + loose.tables, loose.rows, loose.gutters
    texts = text_blocks(page, words, rows)
    regular = all(grid.regular for grid in grids)
    doubts = page.doubts if regular else (*page.doubts, "irregular_grid")
    return PageBlocks(_merged(texts, tables), doubts, gutters)


def _tables(
    page: PageData, grids: list[Grid]
) -> tuple[list[TableFragment], list[list[int]], Words, list[Hint]]:
    """Return the tables, the lines of text outside them, the words of the page, and hints.

    A frame around text is no table, and one whose rows no rule parts only gives columns.
    """
    whole = page.copy() if grids else page
    numbers = _placed(page, grids)
    count = cell_count(grids)
    lines = mended(page, lines_of(page.boxes, numbers))
    words = Words.of(page)
    if not grids:
        return [], [line.runs for line in lines], words, []
    printed = printed_cells(words, lines, count)
    tables: list[TableFragment] = []
    start = 0
    for index, grid in enumerate(grids):
        end = start + len(grid.cells)
        own = [line.group - start for line in lines if start <= line.group < end]
        unparted = lacks_level_rules(grid, own, printed[start:end])
        table = None if unparted else fragment(page, grid, printed[start:end])
        if table is None:
            *rest, hints = _tables(whole, [*grids[:index], *grids[index + 1 :]])
            return (*rest, [*hints, _hint(grid)] if unparted else hints)  # type: ignore[return-value]
        tables.append(table)
        start = end
    return tables, [line.runs for line in lines if line.group == count], words, []


def _hint(grid: Grid) -> Hint:
    gutters = tuple((x - _MARGIN, x + _MARGIN) for x in grid.xs[1:-1])
    return Hint(grid.ys[0], grid.ys[-1], grid.ys[-1], gutters)


def _placed(page: PageData, grids: list[Grid]) -> IntArray:
    """Return the cell of each run, runs over a rule split first."""
    numbers = cell_numbers(page.boxes, grids)
    if grids:
        crossing = crossing_runs(page, grids, numbers)
        if crossing:
            split_runs(page, grids, crossing)
            numbers = cell_numbers(page.boxes, grids)
    return numbers


def _merged(texts: list[TextBlock], tables: list[TableFragment]) -> tuple[Block, ...]:
    """Put tables between the lines of text by where they begin."""
    if not tables:
        return tuple(texts)
    blocks: list[Block] = []
    waiting = sorted(tables, key=_top)
    for text in texts:
        while waiting and _top(waiting[0]) < _top(text):
            blocks.append(waiting.pop(0))
        blocks.append(text)
    return (*blocks, *waiting)


def _top(block: Block) -> float:
    assert block.place.box is not None
    return block.place.box[1]

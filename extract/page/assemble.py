"""A page as arrays to blocks: ruled tables, tables without rules, lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.document import Block, TableFragment, TextBlock
from extract.page.bands import with_bands
from extract.page.beside import captions_beside
from extract.page.borderless import Gutters, Hint, loose_tables, upright_hints
from extract.page.broken_words import with_whole_words
from extract.page.cell_lines import CellLines, cell_lines
from extract.page.flow import row_of, text_blocks
from extract.page.grid import Grid, grid_of
from extract.page.headed import heading_hints, headings_above, with_bodies
from extract.page.level_ruled import level_ruled
from extract.page.mend import mended
from extract.page.narrow_numbers import with_whole_numbers
from extract.page.page import IntArray, PageData
from extract.page.printed_tables import printed_tables
from extract.page.rules import RuleGroup, lone_uprights, rule_groups
from extract.page.stacked import unstacked
from extract.page.tables import (
    cell_count,
    cell_numbers,
    crossing_runs,
    fragment,
    printed_cells,
    split_runs,
)
from extract.page.unparted import whole_grid
from extract.page.wide_runs import part_wide_runs
from extract.page.words import Words, lines_of

# where a table goes on from the page before, in parts of the page; room beside a rule
_TOP = 0.3


@dataclass(frozen=True, slots=True)
class PageBlocks:
    """The blocks of a page in reading order, and what is doubtful about its tables."""

    blocks: tuple[Block, ...]
    doubts: tuple[str, ...]
    gutters: Gutters = ()
    columns: tuple[float, ...] = ()


def page_blocks(page: PageData, before: Gutters = (), columns: Sequence[float] = ()) -> PageBlocks:
    """Return the blocks of a page; it must still be open.

    `before` are the gutters of a table without rules that the page before left open, `columns`
    those of a table there that lacked rules.
    """
    if not page.texts:
        return PageBlocks((), page.doubts)
    page = unstacked(page)
    groups, lone = rule_groups(page.rules)
    groups = with_bands(groups, page.rules)
    found, lone, open_gutters = level_ruled(page, lone, before)
    found += (printed := printed_tables(page, [*groups, *found], lone, before))[0]
    groups += found
    ruled = [(group, grid) for group in groups if (grid := grid_of(group))]
    start = [_Ruled(group, grid, known=columns) for group, grid in ruled]
    tables, lines, words, whole = _tables(page, start)
    words, lines = part_wide_runs(page, words, lines)
    rows = [row_of(words, line) for line in lines]
    if tables:
        tables, rows = headings_above(page, words, tables, rows)
    gutters: Gutters = printed[1] or open_gutters
    if before or sum(len(row) > 1 for row in rows) > 1:
        framed = {id(group) for group, _ in ruled}
        lone += [rule for group in groups if id(group) not in framed for rule in group.level]
        hints = upright_hints(lone_uprights(page.rules, groups))
        if before:
            hints.append(Hint(0.0, page.height * _TOP, page.height, before))
        headed = heading_hints(page, tables, rows) if tables else []
        loose = loose_tables(page, words, rows, lone, [*headed, *hints])
        tables = with_bodies(page, tables, loose.tables, headed)
        rows, gutters = loose.rows, loose.gutters or gutters
    rows, captions = captions_beside(page, rows, tables)
    texts = text_blocks(page, words, rows)
    over = {index: text_blocks(page, words, own) for index, own in captions.items()}
    made = {id(group) for group in found}
    regular = all(table.grid.regular or id(table.group) in made for table in whole)
    doubts = page.doubts if regular else (*page.doubts, "irregular_grid")
    lacking = next((t.grid.xs for t in reversed(whole) if t.whole), ())
    return PageBlocks(_merged(page, texts, tables, over), doubts, gutters, lacking)


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A ruled table: its rules and grid, and whether rules that lacked were put in.

    `known` are the columns of a table on the page before that lacked rules.
    """

    group: RuleGroup
    grid: Grid
    whole: bool = False
    known: Sequence[float] = ()


def _tables(
    page: PageData, ruled: list[_Ruled]
) -> tuple[list[TableFragment], list[list[int]], Words, list[_Ruled]]:
    """Return the tables, the lines of text outside them, the words of the page, and the grids.

    A frame around text is no table.
    """
    whole = page.saved()
    grids = [table.grid for table in ruled]
    numbers = _placed(page, grids)
    count = cell_count(grids)
    words, lines = mended(page, Words.of(page), lines_of(page.boxes, numbers))
    if not grids:
        return [], [line.runs for line in lines], words, ruled
    inside = list(cell_lines(lines, grids))
    if again := _with_lacking_rules(words, ruled, inside):
        page.restore(whole)
        return _tables(page, again)
    printed = printed_cells(words, lines, count)
    tables: list[TableFragment] = []
    for index, (grid, own) in enumerate(zip(grids, inside, strict=True)):
        texts = printed[own.first : own.first + len(grid.cells)]
        numbered = with_whole_numbers(words, grid, own, texts)
        table = fragment(page, grid, with_whole_words(words, grid, own, numbered))
        if table is None:
            page.restore(whole)
            return _tables(page, [*ruled[:index], *ruled[index + 1 :]])
        tables.append(table)
    return tables, [line.runs for line in lines if line.group == count], words, ruled


def _with_lacking_rules(
    words: Words, ruled: Sequence[_Ruled], inside: Sequence[CellLines]
) -> list[_Ruled] | None:
    """Return the tables with the rules that some of them lack, None where none does."""
    made: list[_Ruled] = []
    for table, own in zip(ruled, inside, strict=True):
        grid = None
        if not table.whole:
            grid = whole_grid(words, table.group, table.grid, own, table.known)
        made.append(_Ruled(table.group, grid, True) if grid else table)
    return made if made != list(ruled) else None


def _placed(page: PageData, grids: list[Grid]) -> IntArray:
    """Return the cell of each run, runs over a rule split first."""
    numbers = cell_numbers(page.boxes, grids)
    if grids:
        crossing = crossing_runs(page, grids, numbers)
        if crossing:
            split_runs(page, grids, crossing)
            numbers = cell_numbers(page.boxes, grids)
    return numbers


def _merged(
    page: PageData,
    texts: list[TextBlock],
    tables: list[TableFragment],
    over: Mapping[int, list[TextBlock]],
) -> tuple[Block, ...]:
    """Put tables between the lines of text by where they begin, each below its lines `over` it."""
    if not tables:
        return tuple(texts)
    blocks: list[Block] = []
    waiting = sorted(enumerate(tables), key=lambda item: _top(page, item[1]))
    for text in texts:
        while waiting and _top(page, waiting[0][1]) < _top(page, text):
            index, table = waiting.pop(0)
            blocks += [*over.get(index, ()), table]
        blocks.append(text)
    for index, table in waiting:
        blocks += [*over.get(index, ()), table]
    return tuple(blocks)


def _top(page: PageData, block: Block) -> float:
    """Return the top of a block on the page as it is read."""
    box = block.place.box
    assert box is not None
    return page.read(box)[1]

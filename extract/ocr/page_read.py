"""One page picture to blocks: words read once, figures twice, cells by the rules."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extract.document import Block, Cell, TableFragment
from extract.ocr.characters import cleaned_words
from extract.ocr.digits import (
    Settled,
    is_figure,
    is_roman,
    second_reader,
)
from extract.ocr.letterhead import parted_letterheads
from extract.ocr.limits import LIMITS
from extract.ocr.memory import give_back
from extract.ocr.montage import Montage, block_items, cell_items, montage
from extract.ocr.page_image import POINTS_PER_INCH, PageImage
from extract.ocr.second_look import ReadItem, in_points, read_again
from extract.ocr.straight import StraightPage, grey_page, straightened_page
from extract.ocr.tesseract import OcrWord, read_words
from extract.ocr.unruled_rows import row_rules
from extract.ocr.wording import mended_heading, mended_line, mended_words
from extract.page.assemble import PageBlocks, page_blocks
from extract.page.borderless import Gutters
from extract.page.grid import Grid, grid_of
from extract.page.page import Box, FloatArray, PageData
from extract.page.rules import rule_groups

BACKEND = "ocr"
_BLOCK_OF_TEXT = 6
# so few letters that stand alone are believed if they are read with this confidence
_DIRT_LENGTH, _SURE_SIGN = 2, 0.7
# in points: so near to the side of a page nothing is printed
_EDGE = 8.0
# the least gap between words, in parts of their height
_SPACE = 0.3
# below this mean confidence a page lies on its head or side
_READABLE = 0.7
_OTHER_TURNS = (2, 1, 3)
_FEWEST_LETTERS = 20


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """The blocks of a page, the mean confidence of its letters, the columns left open."""

    blocks: tuple[Block, ...]
    confidence: float
    gutters: Gutters = ()


def read_page(image: PageImage, before: Gutters = ()) -> ScannedPage:
    """Return what is printed on a page; one that cannot be read is turned and read again.

    Raises OcrTimeoutError when reading takes too long, UnreadableError without tesseract.
    """
    end = time.monotonic() + LIMITS.seconds
    # the picture in colour is let go before rules are looked for
    image = grey_page(image)
    give_back()
    page = straightened_page(image)
    best = _read(page, before, end)
    for more in _OTHER_TURNS:
        if best.confidence >= _READABLE or time.monotonic() > end:
            break
        turned = straightened_page(image, turn=(page.turn + more) % 4)  # type: ignore[arg-type]
        other = _read(turned, before, end)
        best = other if other.confidence > best.confidence else best
    return best


def _read(page: StraightPage, before: Gutters, end: float) -> ScannedPage:
    grids = _grids(page)
    items = _read_items(page, grids, end)
    words = [word for item in items if item.in_cell for word in item.words]
    lacking = row_rules(page.sharp, grids, words, page.reading_scale)
    if len(lacking):
        # cell by cell it reads better, and figures are read twice
        page = replace(page, rules=np.concatenate((page.rules, lacking)))
        items = _read_items(page, _grids(page), end)
    found = _found_blocks(_page_data(page, items), before)
    blocks = tuple(_placed(block, page, items) for block in parted_letterheads(found.blocks))
    return ScannedPage(blocks, _confidence(items), found.gutters)


def _found_blocks(data: PageData, before: Gutters) -> PageBlocks:
    """Return the blocks of a page, in the columns left open before or in its own.

    Where level rules part the rows, the columns of another page may part them once more: the
    reading with fewer rows that begin with nothing is the better one.
    """
    found = page_blocks(data, before)
    if not before or not len(data.rules):
        return found
    own = page_blocks(data)
    return own if _blank_starts(own) < _blank_starts(found) else found


def _blank_starts(page: PageBlocks) -> int:
    tables = [block for block in page.blocks if isinstance(block, TableFragment)]
    return sum(not row[0].text and not row[0].covered for t in tables for row in t.rows if row)


def _grids(page: StraightPage) -> list[Grid]:
    return [grid for group in rule_groups(page.rules)[0] if (grid := grid_of(group))]


def _confidence(items: Sequence[ReadItem]) -> float:
    """Return how sure tesseract is of the letters of a page; 1 where there are hardly any.

    Second readings do not count: they find figures in anything.
    """
    letters = sum(item.letters for item in items)
    if letters < _FEWEST_LETTERS:
        return 1.0
    return sum(item.sure_letters for item in items) / letters


def _read_items(page: StraightPage, grids: Sequence[Grid], end: float) -> list[ReadItem]:
    """Return the items of a page in reading order, each one read."""
    scale = page.reading_scale
    cells = cell_items(page.sharp, grids, scale)
    blocks = block_items(page.sharp, grids, scale)
    if not cells and not blocks:
        return []
    column = montage([*cells, *blocks], scale)
    words = read_words(
        [column.pixels], mode=_BLOCK_OF_TEXT, dpi=scale * POINTS_PER_INCH,
        seconds=max(1.0, end - time.monotonic()),
    )  # fmt: skip
    items = _by_item(words, column, scale, len(cells))
    items = [item for item in items if item.in_cell or not _is_dirt(item, page)]
    reader = second_reader()
    if reader is not None:
        read_again(page, items, reader, end)
    return items


def _by_item(words: Sequence[OcrWord], column: Montage, scale: float, cells: int) -> list[ReadItem]:
    """Return the items with their words, boxes on the page in points, a line one height."""
    own: list[list[tuple[OcrWord, Box]]] = [[] for _ in column.items]
    for word, text in zip(words, cleaned_words([w.text for w in words]), strict=True):
        if not text:
            continue
        x0, y0, x1, y1 = word.box
        index, left, top = column.source(x0, (y0 + y1) / 2)
        shift = top - (y0 + y1) / 2
        box = (left, y0 + shift, left + x1 - x0, y1 + shift)
        own[index].append((word._replace(text=text), in_points(box, scale)))
    items = []
    for index, (item, found) in enumerate(zip(column.items, own, strict=True)):
        sure = min((word.confidence for word, _ in found), default=0.0)
        text = " ".join(word.text for word, _ in found)
        letters = sum(len(word.text) for word, _ in found)
        sure_letters = sum(len(word.text) * word.confidence for word, _ in found)
        items.append(
            ReadItem(
                item, _levelled(found), Settled(text, sure), index < cells, letters, sure_letters
            )
        )
    return items


def _is_dirt(item: ReadItem, page: StraightPage) -> bool:
    """Tell whether what was read outside tables is a sign or two that nobody printed.

    Nothing is printed at the very edge of the paper.
    """
    edge = _EDGE * page.reading_scale
    if item.item.box.x1 <= edge or item.item.box.x0 >= page.sharp.shape[1] - edge:
        return True
    text, sure, _ = item.settled
    if len(text) > _DIRT_LENGTH or is_figure(text) or is_roman(text):
        return False
    # a staple is surely read as a letter
    return len(text) < _DIRT_LENGTH or sure < _SURE_SIGN


def _levelled(found: Sequence[tuple[OcrWord, Box]]) -> list[tuple[str, Box]]:
    """Return words with the top and bottom of their line: boxes as high as the font.

    Words that tesseract parts stay apart, however near they stand.
    """
    lines: dict[tuple[int, int, int, int], list[Box]] = {}
    for word, box in found:
        lines.setdefault(word.line, []).append(box)
    sides = {
        line: (min(box[1] for box in boxes), max(box[3] for box in boxes))
        for line, boxes in lines.items()
    }
    levelled = []
    for index, (word, (x0, _, x1, _)) in enumerate(found):
        top, bottom = sides[word.line]
        if index + 1 < len(found) and found[index + 1][0].line == word.line:
            apart = found[index + 1][1][0] - _SPACE * (bottom - top)
            x1 = max((x0 + x1) / 2, min(x1, apart))
        levelled.append((word.text, (x0, top, x1, bottom)))
    return levelled


def _page_data(page: StraightPage, items: Sequence[ReadItem]) -> PageData:
    words = [word for item in items for word in item.words]
    boxes = np.array([box for _, box in words], dtype=np.float64).reshape(-1, 4)

    def letters(run: int) -> tuple[str, FloatArray]:
        text, (x0, top, x1, bottom) = words[run]
        sides = np.linspace(x0, x1, len(text) + 1)
        level = np.ones(len(text))
        return text, np.stack((sides[:-1], level * top, sides[1:], level * bottom), axis=1)

    return PageData(
        number=page.number,
        width=page.width,
        height=page.height,
        texts=[text for text, _ in words],
        boxes=boxes,
        bold=[False] * len(words),
        rules=page.rules,
        glyphs=lambda runs: list(map(letters, runs)),
        backend=BACKEND,
    )


def _placed(block: Block, page: StraightPage, items: Sequence[ReadItem]) -> Block:
    """Return a block as it lies on the scanned page, its cells with their confidence."""
    assert block.place.box is not None
    place = replace(block.place, box=page.scanned(block.place.box))
    if not isinstance(block, TableFragment):
        return replace(block, place=place, text=mended_line(block.text))
    rows = tuple(tuple(_cell(cell, page, items) for cell in row) for row in block.rows)
    return TableFragment(rows, place)


def _cell(cell: Cell, page: StraightPage, items: Sequence[ReadItem]) -> Cell:
    assert cell.place.box is not None
    own = [item for item in items if _lies_in(item, cell.place.box, page.reading_scale)]
    inside = [] if cell.covered else own
    alternatives = inside[0].settled.alternatives if len(inside) == 1 else ()
    text = mended_heading(mended_words(cell.text))
    return replace(
        cell,
        text=text,
        raw=cell.raw if text == cell.text else cell.raw or cell.text,
        place=replace(cell.place, box=page.scanned(cell.place.box)),
        confidence=round(min((i.settled.confidence for i in inside), default=1.0), 3),
        alternatives=alternatives,
    )


def _lies_in(item: ReadItem, box: Box, scale: float) -> bool:
    x0, y0, x1, y1 = item.item.box
    x, y = (x0 + x1) / 2 / scale, (y0 + y1) / 2 / scale
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]

"""Texts in the order in which a file prints them, as blocks: lines one straight below the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.page.looks import is_figure
from extract.page.page import PageData
from extract.page.rules import RuleGroup
from extract.page.unruled_columns import Interval

# lines set alike begin, end or have their middle as near as this, in points
ALIGNED = 2.0
MARGIN = 2.0
_FEWEST_UPS = 2
# steps of a text against the usual one, in a cell
_NARROWER, _WIDER = 0.45, 1.5
# in heights of a line
_USUAL, _WIDEST = 1.6, 3.0
_INDENT = 45.0
_WORD_GAP = 0.45
_CELL_GAP = 0.36
_SAME_LINE = 0.45
_UP = 0.6


@dataclass(slots=True)
class Block:
    """Lines that are printed one straight below the other."""

    boxes: list[list[float]]
    texts: list[str]
    bold: bool

    @property
    def text(self) -> str:
        """Its first line."""
        return self.texts[0]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The box around its lines."""
        return (
            min(box[0] for box in self.boxes), min(box[1] for box in self.boxes),
            max(box[2] for box in self.boxes), max(box[3] for box in self.boxes),
        )  # fmt: skip


def runs_outside(page: PageData, ruled: Sequence[RuleGroup]) -> list[int]:
    """Return the runs that stand in no ruled table, in the order of printing."""
    x0, top, x1, bottom = page.boxes.T
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    outside = np.ones(len(page.boxes), dtype=bool)
    for level, upright in ruled:
        heights, lefts, rights = zip(*level, strict=True)
        places, tops, feet = zip(*upright, strict=True)
        inside = (y > min(*heights, *tops)) & (y < max(*heights, *feet))
        inside &= (x > min(*places, *lefts)) & (x < max(*places, *rights))
        outside &= ~inside
    return [run for run in outside.nonzero()[0].tolist() if page.texts[run].strip()]


def goes_up(page: PageData, runs: Sequence[int]) -> bool:
    """Tell whether texts to the right often stand higher than what is printed before them."""
    boxes = page.boxes[runs]
    if len(boxes) <= _FEWEST_UPS:
        return False
    one, two = boxes[:-1], boxes[1:]
    up = one[:, 3] - two[:, 3] > _UP * (one[:, 3] - one[:, 1])
    return int((up & (two[:, 0] > one[:, 2])).sum()) >= _FEWEST_UPS


def pieces_of(
    page: PageData, runs: Sequence[int], gutters: Sequence[Interval] = ()
) -> Iterator[Block]:
    """Yield runs with those as one that are printed next to each other on a line."""
    last: Block | None = None
    for run, box in zip(runs, page.boxes[runs].tolist(), strict=True):
        piece = Block([box], [page.texts[run]], page.bold[run])
        if last is not None and _touch(last.boxes[0], box, gutters):
            old = last.boxes[0]
            last.boxes[0] = [
                min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]),
            ]  # fmt: skip
            last.texts = [f"{last.text} {piece.text}"]
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _touch(one: Sequence[float], two: Sequence[float], gutters: Sequence[Interval]) -> bool:
    least = _CELL_GAP * max(one[3] - one[1], two[3] - two[1])
    if two[0] - one[2] > least and any(one[2] <= b and two[0] >= a for a, b in gutters):
        return False
    height = max(one[3] - one[1], two[3] - two[1])
    same = abs(one[1] + one[3] - two[1] - two[3]) < 2 * _SAME_LINE * height
    return same and -height < two[0] - one[2] <= _WORD_GAP * height


def usual_step(pieces: Sequence[Block]) -> float:
    """Return the usual distance of lines that are printed one straight below the other."""
    heights = sorted(piece.boxes[0][3] - piece.boxes[0][1] for piece in pieces)
    height = heights[len(heights) // 2]
    steps = sorted(
        two.boxes[0][3] - one.boxes[0][3]
        for one, two in itertools.pairwise(pieces)
        if _alike(one, two.boxes[0])
    )
    steps = [step for step in steps if height < step < _WIDEST * height]
    return steps[len(steps) // 3] if steps else _USUAL * height


def blocks_of(pieces: Sequence[Block], step: float) -> Iterator[Block]:
    """Yield lines that stand straight below each other as one; `step` is their usual distance."""
    block: Block | None = None
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        if block is not None and _goes_on(block, piece, step) and not _under(block, piece, after):
            block.boxes += piece.boxes
            block.texts += piece.texts
            continue
        if block is not None:
            yield block
        block = piece
    if block is not None:
        yield block


def _goes_on(block: Block, piece: Block, step: float) -> bool:
    """Tell whether a text stands straight below a block, set in the same way."""
    last, own = block.boxes[-1], piece.boxes[0]
    if not _NARROWER * step < own[3] - last[3] <= _WIDER * step:
        return False
    if is_figure(piece.text) and not is_figure(block.text):
        return _alike(block, own)
    if _alike(block, own):
        return True
    x0, _, x1, _ = block.box
    indented = abs(own[0] - x0) < _INDENT and min(x1, own[2]) > max(x0, own[0])
    return indented and block.bold == piece.bold


def _under(block: Block, piece: Block, after: Block | None) -> bool:
    """Tell whether a text and the one printed to its right both stand below a block."""
    return (
        after is not None
        and piece.box[2] <= after.box[0] < block.box[2] - MARGIN
        and after.box[1] < piece.box[3]
    )


def _alike(block: Block, own: Sequence[float]) -> bool:
    """Tell whether a line begins, ends or has its middle where the lines of a block have it."""
    x0, _, x1, _ = block.box
    last = block.boxes[-1]
    return (
        abs(own[0] - x0) < ALIGNED
        or abs(own[0] - last[0]) < ALIGNED
        or abs(own[0] + own[2] - x0 - x1) < 2 * ALIGNED
    )

"""Letterheads whose two halves stand so near to each other that they read as one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extract.document import Block, TextBlock

# the name of the state opens the right half; what stands before it on its line names the body
_HALVES = re.compile(r"(?P<left>\S.*\S)\s+(?P<right>C[ỘO]NG H[ÒO][AÀ] X[ÃA] H[ỘO]I\b.*)")


def parted_letterheads(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks of a page, the halves of such a line apart.

    The right half comes where the lines below it do, after those of the left half.
    """
    right: TextBlock | None = None
    for block in blocks:
        if right is not None and not _is_left_of(block, right):
            yield right
            right = None
        halves = _halves(block)
        if halves is None or right is not None:
            yield block
            continue
        left, right = halves
        yield left
    if right is not None:
        yield right


def _is_left_of(block: Block, right: TextBlock) -> bool:
    if not isinstance(block, TextBlock) or block.place.box is None or right.place.box is None:
        return False
    return block.place.box[0] < right.place.box[0]


def _halves(block: Block) -> tuple[TextBlock, TextBlock] | None:
    """Return the halves of a line of a letterhead as blocks of their own; None for others."""
    if not isinstance(block, TextBlock) or block.place.box is None:
        return None
    halves = _HALVES.fullmatch(block.text)
    if halves is None:
        return None
    x0, top, x1, bottom = block.place.box
    # letters of one line are about as wide as each other
    middle = x0 + (x1 - x0) * halves.start("right") / len(block.text)
    left, right = (x0, top, middle, bottom), (middle, top, x1, bottom)
    return (
        replace(block, text=halves["left"], place=replace(block.place, box=left)),
        replace(block, text=halves["right"], place=replace(block.place, box=right)),
    )

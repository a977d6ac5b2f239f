"""Whether the text layer over a scan says what the picture shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from extract.document import Block, TextBlock

_WORD = re.compile(r"\w+")


def agreement(layer: Iterable[Block], picture: Iterable[Block]) -> float:
    """Return the share of words (0 to 1) that two readings of one page have in common.

    Order and layout do not count. Two readings of the same print agree on .85 and more,
    a layer of other text on less than half; 1 where neither has a word.
    """
    one, two = Counter(_words(layer)), Counter(_words(picture))
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, TextBlock):
            yield from _WORD.findall(block.text.casefold())
            continue
        for row in block.rows:
            for cell in row:
                yield from _WORD.findall(cell.text.casefold())

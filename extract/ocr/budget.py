"""What reading the pictures of one file may cost, and which pages it was not enough for."""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from extract.document import Place, ReadNote
from extract.ocr.limits import LIMITS, ScanLimits

LEFT_OUT = "scan_budget"
_ADVICE = (
    "Scan these pages again at 300 dpi, in black on white, and hand them in as a file of their "
    "own, or hand in the Word file."
)


class Budget:
    """The time that a file may still take, and the pages that were left for want of it.

    Computing counts, that of the recogniser too; by the clock a file may take longer, as
    others may be read beside it. Pages that give nothing have a smaller share of their own:
    where a hundred seconds brought no word, hundreds of minutes would not.
    """

    def __init__(self, pages: int, limits: ScanLimits = LIMITS) -> None:
        """Begin to count for a file of `pages` pages."""
        self._limits = limits
        self._cpu = min(limits.file_seconds + limits.page_seconds * pages, limits.most_file_seconds)
        self._fruitless = min(
            limits.fruitless_seconds + limits.fruitless_page_seconds * pages,
            limits.most_fruitless_seconds,
        )
        self._wall = self._cpu * limits.wall
        self._read = 0
        self._why = ""
        self._left: set[int] = set()

    def allows(self, number: int) -> bool:
        """Tell whether page `number` may be read; one that may not is remembered."""
        if number in self._left:
            return False
        self._why = self._why or self._reason()
        if self._why:
            self._left.add(number)
            return False
        self._read += 1
        return True

    @contextmanager
    def spent(self) -> Iterator[list[bool]]:
        """Count what the block costs; it appends True where something came of it."""
        fruit: list[bool] = []
        cpu, wall = computing(), time.monotonic()
        try:
            yield fruit
        finally:
            cost = computing() - cpu
            self._cpu -= cost
            self._wall -= time.monotonic() - wall
            if not any(fruit):
                self._fruitless -= cost

    def _reason(self) -> str:
        if self._read >= self._limits.pages:
            return f"only {self._limits.pages} scanned pages of a file are read"
        if self._fruitless <= 0:
            return "too many pages before gave nothing that can be read"
        if self._cpu <= 0 or self._wall <= 0:
            return "reading the pages before took all the time that a file may take"
        return ""

    def is_left_out(self, number: int) -> bool:
        """Tell whether page `number` was refused."""
        return number in self._left

    def notes(self) -> tuple[ReadNote, ...]:
        """Return what is to be said of the pages that were left; nothing where none was."""
        if not self._left:
            return ()
        pages = ranges(self._left)
        message = f"Not read were the pictures of {pages}: {self._why}. {_ADVICE}"
        return (ReadNote(LEFT_OUT, message, Place(page=min(self._left))),)


def computing() -> float:
    """Return the seconds that this process and the children it waited for have computed."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def ranges(pages: Iterable[int]) -> str:
    """Return pages in words: “page 3”, “pages 3, 7 to 12”."""
    numbers = sorted(set(pages))
    runs = itertools.groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ends = [(run[0][1], run[-1][1]) for _, found in runs if (run := list(found))]
    said = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in ends)
    return f"page{'s' if len(numbers) > 1 else ''} {said}"

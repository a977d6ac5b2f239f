"""How far reading has come: the readers say so, and who watches over them gives time by it.

Honest work grows with what is read, so each step has its own measure of time, and a file of
a thousand pages may take long while one bad page may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next: a page (from 1) or none, and how much there is of it.

    `size` is about how many rows of a table take as long as an honest file does here.
    """

    page: int | None = None
    size: float = 0.0


Watcher = Callable[[Step], None]
_watchers: list[Watcher] = []


def begin(step: Step) -> None:
    """Say that `step` begins; nothing happens where nobody watches."""
    for watcher in _watchers:
        watcher(step)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` told of every step inside the block."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)

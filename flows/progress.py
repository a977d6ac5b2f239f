"""Progress of long work: a bar for a person, nothing for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Observer(Protocol):
    """Is told what a run does; the flow knows no more of the screen than this."""

    def begin(self, total: int) -> None:
        """Say how many documents there are."""

    def advance(self, count: int = 1) -> None:
        """Say that so many more are done."""


class Silent:
    """The observer of scheduled runs and pipes."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""


class Bar:
    """A bar on the terminal with what is done, how much a second, and the time left."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=None, rate="")

    def begin(self, total: int) -> None:
        """Show the length of the bar."""
        self._progress.update(self._task, total=total)

    def advance(self, count: int = 1) -> None:
        """Move the bar on."""
        self._progress.advance(self._task, count)
        task = self._progress.tasks[0]
        if task.elapsed:
            self._progress.update(self._task, rate=f"{task.completed / task.elapsed:.1f}/s")


observer: ContextVar[Observer] = ContextVar("observer")


def current_observer() -> Observer:
    """Return who is to be told of progress; nobody unless a command said so."""
    return observer.get(Silent())


@contextmanager
def shown(console: Console, what: str = "documents") -> Iterator[None]:
    """Show a bar of `what` on `console` while the block runs; nothing where it is no terminal."""
    if not console.is_terminal:
        yield
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        token = observer.set(Bar(progress, what))
        try:
            yield
        finally:
            observer.reset(token)

"""Progress of long work: a bar for a person, nothing for a pipe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


class Observer(Protocol):
    """Is told what a run does; the flow knows no more of the screen than this."""

    def begin(self, total: int) -> None:
        """Say how many documents there are."""

    def advance(self, count: int = 1) -> None:
        """Say that so many more are done."""

    def reached(self, name: str, page: int) -> None:
        """Say which page of a document is being read."""


class Silent:
    """The observer of scheduled runs and pipes."""

    def begin(self, total: int) -> None:
        """Say nothing."""

    def advance(self, count: int = 1) -> None:
        """Say nothing."""

    def reached(self, name: str, page: int) -> None:
        """Say nothing."""


class Bar:
    """A bar on the terminal with what is done, how much a second, and the time left."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=None, rate="", at="")

    def begin(self, total: int) -> None:
        """Show the length of the bar."""
        self._progress.update(self._task, total=total)

    def advance(self, count: int = 1) -> None:
        """Move the bar on."""
        self._progress.advance(self._task, count)
        task = self._progress.tasks[0]
        if task.elapsed:
            rate = f"{task.completed / task.elapsed:.1f}/s"
            self._progress.update(self._task, rate=rate, at="")

    def reached(self, name: str, page: int) -> None:
        """Show how far a long document is; a short one is done before it can be seen."""
        if page >= _LONG:
            self._progress.update(self._task, at=f"{escape(name[-_NAME:])}: page {page}")


class PageLine:
    """The page that reading is at, on a line of the terminal that the next output replaces."""

    def __init__(self, screen: Console) -> None:
        self._screen = screen
        self._shown = False

    def __call__(self, name: str, page: int) -> None:
        """Show the page of a document; nothing where it is no terminal, or soon read."""
        if self._screen.is_terminal and page >= _LONG:
            self._write(f"{name[-_NAME:]}: page {page}")
            self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._write("")
            self._shown = False

    def _write(self, text: str) -> None:
        self._screen.file.write(f"\r\x1b[2K{text}")
        self._screen.file.flush()


# documents of fewer pages show none, and so much of a name
_LONG, _NAME = 3, 30

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
        TextColumn("{task.fields[at]}"),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        token = observer.set(Bar(progress, what))
        try:
            yield
        finally:
            observer.reset(token)

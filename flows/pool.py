"""Reading files in child processes that may die: one dead child costs one page or one outcome.

concurrent.futures cannot be used here, because one abort breaks its whole pool and fails
whatever is pending. Each child reads one file at a time; the parent watches its headway, so
it knows the page that ended a child, and has the file read again without it.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import ModuleType

from extract.errors import ReadingUnavailableError
from extract.steps import watched
from flows.reading import Failure, Item, ReadOptions, ReadResult, read_file
from flows.watching import Headway, Limits, confine

# seconds between two looks at how far the children have come
_TICK = 0.2
# a process may be ended as it starts by what has nothing to do with it
_MOST_STARTS = 3
# so many pages of a file may end a process before the file is given up
_MOST_WITHOUT = 3
# failures that a page may be to blame for
_BY_PAGE = ("reader_died", "too_slow")

# is told of a file that is read, and the page that reading is at
Watcher = Callable[[Item, int], None]


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read, the pages it is read without, and why it was not read with them."""

    item: Item
    without: frozenset[int] = frozenset()
    failure: Failure | None = None

    def result(self, found: ReadResult) -> ReadResult:
        """Return what came of it; why the first reading failed says more than the last."""
        failed = self.failure is not None and found.failure is not None
        return replace(found, failure=self.failure) if failed else found

    def next(self, page: int | None, failure: Failure) -> _Task | None:
        """Return the task without the page that ended a process; None where that is no use."""
        if page is None or page in self.without or len(self.without) >= _MOST_WITHOUT:
            return None
        if failure.code not in _BY_PAGE:
            return None
        return _Task(self.item, self.without | {page}, self.failure or failure)


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    headway: Headway
    task: _Task | None = None
    files: int = 0
    starts: int = 1
    ready: bool = False


def read_files(
    items: Sequence[Item],
    options: ReadOptions,
    workers: int = 1,
    limits: Limits | None = None,
    watcher: Watcher | None = None,
) -> Iterator[ReadResult]:
    """Yield the result of each item as it comes; as many results as items, always.

    A child that dies or overruns its time is replaced, and its file is read again without the
    page it was at, or rejected. `watcher` is told now and then of the page of each file.
    Raises ReadingUnavailableError when children cannot start.
    """
    bounds = limits or Limits()
    waiting = deque(_Task(item) for item in items)
    children: list[_Child] = []
    try:
        for _ in range(min(workers, len(items))):
            children.append(_start(options, bounds))
        while waiting or any(child.task for child in children):
            _hand_out(children, waiting, options, bounds)
            yield from _collect(children, options, bounds)
            _tell(children, watcher)
    finally:
        for child in children:
            _stop(child)


def _start(options: ReadOptions, limits: Limits) -> _Child:
    context = mp.get_context("spawn")
    ours, theirs = context.Pipe()
    headway = Headway()
    process = context.Process(
        target=_serve, args=(theirs, options, limits, headway, os.getpid()), daemon=True
    )
    with _nothing_run():
        process.start()
    theirs.close()
    headway.restart()
    return _Child(process, ours, headway)


@contextlib.contextmanager
def _nothing_run() -> Iterator[None]:
    """Have a child not run the program's own script, which imports the whole command line."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _serve(
    pipe: Connection, options: ReadOptions, limits: Limits, headway: Headway, parent: int
) -> None:
    """Run in the child: take items from the pipe, answer each with its result."""
    begin = confine(limits, headway, parent)
    with contextlib.suppress(EOFError, OSError), watched(begin):
        pipe.send(None)
        while True:
            item, without = pipe.recv()
            pipe.send(read_file(item, _leaving(options, without)))


def _leaving(options: ReadOptions, without: frozenset[int]) -> ReadOptions:
    return replace(options, settings=replace(options.settings, without=without))


def _tell(children: Sequence[_Child], watcher: Watcher | None) -> None:
    for child in children if watcher else ():
        if watcher and child.task and (page := child.headway.page):
            watcher(child.task.item, page)


def _hand_out(
    children: list[_Child], waiting: deque[_Task], options: ReadOptions, limits: Limits
) -> None:
    for index, child in enumerate(children):
        if child.task is not None or not waiting:
            continue
        if child.files >= limits.files or not child.process.is_alive():
            _stop(child)
            child = children[index] = _start(options, limits)
        _give(child, waiting.popleft())


def _give(child: _Child, task: _Task) -> None:
    child.headway.restart()
    with contextlib.suppress(BrokenPipeError):
        child.pipe.send((task.item, task.without))
    child.task, child.files = task, child.files + 1


def _collect(children: list[_Child], options: ReadOptions, limits: Limits) -> Iterator[ReadResult]:
    busy = {child.pipe: index for index, child in enumerate(children) if child.task}
    for pipe in wait(list(busy), timeout=_TICK):
        index = busy[pipe]  # type: ignore[index]
        result = _receive(children, index, options, limits)
        if result is not None:
            yield result
    for index, child in enumerate(children):
        if child.task and child.headway.seconds > limits.seconds:
            failure = stuck(child.headway.page, limits)
            result = _replace(children, index, options, limits, failure)
            if result is not None:
                yield result


def _receive(
    children: list[_Child], index: int, options: ReadOptions, limits: Limits
) -> ReadResult | None:
    """Return a child's result; None when it only has started, or its file is read again."""
    child = children[index]
    try:
        result: ReadResult | None = child.pipe.recv()
    except (EOFError, OSError) as error:
        child.process.join(5)
        code = child.process.exitcode
        if not child.ready:
            _start_again(children, index, options, limits, error)
            return None
        return _replace(children, index, options, limits, died(code, child.headway.page, limits))
    if result is None:
        child.ready = True
        child.headway.restart()
        return None
    task, child.task = child.task, None
    assert task is not None
    return task.result(result)


def _start_again(
    children: list[_Child], index: int, options: ReadOptions, limits: Limits, error: Exception
) -> None:
    """Give the item of a child that ended as it started to another; some times, then raise."""
    child = children[index]
    if child.starts >= _MOST_STARTS or child.task is None:
        raise ReadingUnavailableError(
            f"The reading processes end as they start (exit {child.process.exitcode}); see what "
            "they say above, and type: cchc doctor"
        ) from error
    _stop(child)
    children[index] = _start(options, limits)
    children[index].starts = child.starts + 1
    _give(children[index], child.task)


def died(code: int | None, page: int | None, limits: Limits) -> Failure:
    """Return why a child ended with exit code `code` while it read `page`."""
    at = f" at page {page}" if page else ""
    if code == -signal.SIGXCPU:
        return _too_slow(f"Reading took too much computing{at} and was stopped.", page)
    if code == -signal.SIGKILL:
        message = f"The reading process was killed{at}, as where memory runs out."
        return Failure("rejected", "reader_killed", f"{message} Ingest the file again, alone.")
    memory = f"{limits.memory_bytes / 1024**3:.0f} GiB"
    message = (
        f"The reading process died{at} (exit {code}): the file is damaged or hostile, or needs "
        f"more than {memory} of memory. {_advice(page)}"
    )
    return Failure("rejected", "reader_died", message)


def stuck(page: int | None, limits: Limits) -> Failure:
    """Return why a child was ended that came no further."""
    at = f" at page {page}" if page else ""
    return _too_slow(
        f"Reading came no further{at} for {limits.seconds:.0f} s and was stopped.", page
    )


def _too_slow(message: str, page: int | None) -> Failure:
    return Failure("rejected", "too_slow", f"{message} {_advice(page)}")


def _advice(page: int | None) -> str:
    if page:
        return f"Hand in the file without page {page}, or print it to PDF again."
    return "Split the file, or ask the sender for another copy."


def _replace(
    children: list[_Child], index: int, options: ReadOptions, limits: Limits, failure: Failure
) -> ReadResult | None:
    """Return the failure as a result; None where the file is read again without a page."""
    child = children[index]
    task, page = child.task, child.headway.page
    assert task is not None
    _stop(child)
    children[index] = _start(options, limits)
    again = task.next(page, failure)
    if again is not None:
        _give(children[index], again)
        return None
    return task.result(ReadResult(task.item, None, failure=failure))


def _stop(child: _Child) -> None:
    """End a child and what it has started."""
    child.pipe.close()
    if child.process.pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
    child.process.kill()
    child.process.join(5)

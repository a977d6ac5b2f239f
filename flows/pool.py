"""Reading files in child processes that may die: one dead child costs one outcome.

concurrent.futures cannot be used here, because one abort breaks its whole pool and fails
whatever is pending. Each child reads one file at a time; the parent watches its headway.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import signal
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    headway: Headway
    item: Item | None = None
    files: int = 0
    starts: int = 1
    ready: bool = False


def read_files(
    items: Sequence[Item],
    options: ReadOptions,
    workers: int = 1,
    limits: Limits | None = None,
) -> Iterator[ReadResult]:
    """Yield the result of each item as it comes; as many results as items, always.

    A child that dies or overruns its time is replaced and its file is rejected. Raises
    ReadingUnavailableError when children cannot start.
    """
    bounds = limits or Limits()
    waiting = deque(items)
    children: list[_Child] = []
    try:
        for _ in range(min(workers, len(items))):
            children.append(_start(options, bounds))
        while waiting or any(child.item for child in children):
            _hand_out(children, waiting, options, bounds)
            yield from _collect(children, options, bounds)
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
            pipe.send(read_file(pipe.recv(), options))


def _hand_out(
    children: list[_Child], waiting: deque[Item], options: ReadOptions, limits: Limits
) -> None:
    for index, child in enumerate(children):
        if child.item is not None or not waiting:
            continue
        if child.files >= limits.files or not child.process.is_alive():
            _stop(child)
            child = children[index] = _start(options, limits)
        _give(child, waiting.popleft())


def _give(child: _Child, item: Item) -> None:
    child.headway.restart()
    with contextlib.suppress(BrokenPipeError):
        child.pipe.send(item)
    child.item, child.files = item, child.files + 1


def _collect(children: list[_Child], options: ReadOptions, limits: Limits) -> Iterator[ReadResult]:
    busy = {child.pipe: index for index, child in enumerate(children) if child.item}
    for pipe in wait(list(busy), timeout=_TICK):
        index = busy[pipe]  # type: ignore[index]
        result = _receive(children, index, options, limits)
        if result is not None:
            yield result
    for index, child in enumerate(children):
        if child.item and child.headway.seconds > limits.seconds:
            yield _replace(children, index, options, limits, stuck(child.headway.page, limits))


def _receive(
    children: list[_Child], index: int, options: ReadOptions, limits: Limits
) -> ReadResult | None:
    """Return a child's result; None when it only says that it has started."""
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
    child.item = None
    return result


def _start_again(
    children: list[_Child], index: int, options: ReadOptions, limits: Limits, error: Exception
) -> None:
    """Give the item of a child that ended as it started to another; some times, then raise."""
    child = children[index]
    if child.starts >= _MOST_STARTS or child.item is None:
        raise ReadingUnavailableError(
            f"The reading processes end as they start (exit {child.process.exitcode}); see what "
            "they say above, and type: cchc doctor"
        ) from error
    _stop(child)
    children[index] = _start(options, limits)
    children[index].starts = child.starts + 1
    _give(children[index], child.item)


def died(code: int | None, page: int | None, limits: Limits) -> Failure:
    """Return why a child ended with exit code `code` while it read `page`."""
    at = f" at page {page}" if page else ""
    if code == -signal.SIGXCPU:
        return _too_slow(f"Reading took too much computing{at} and was stopped.", page)
    if code == -signal.SIGKILL:
        message = f"The reading process was killed{at}, as where memory runs out."
        return Failure("rejected", "reader_died", f"{message} Ingest the file again, alone.")
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
) -> ReadResult:
    child = children[index]
    item = child.item
    assert item is not None
    _stop(child)
    children[index] = _start(options, limits)
    return ReadResult(item, None, failure=failure)


def _stop(child: _Child) -> None:
    """End a child and what it has started."""
    child.pipe.close()
    if child.process.pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
    child.process.kill()
    child.process.join(5)

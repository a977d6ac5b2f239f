"""Reading files in child processes that may die: one dead child costs one outcome.

concurrent.futures cannot be used here, because one abort breaks its whole pool and fails
whatever is pending. Each child reads one file at a time; the parent watches the clock.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import resource
import signal
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from flows.reading import Failure, Item, ReadOptions, ReadResult, read_file


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one child: address space in bytes, seconds a file, files before renewal."""

    memory_bytes: int = 3 * 1024**3
    seconds: float = 600.0
    files: int = 500


class ReadingUnavailableError(RuntimeError):
    """The reading processes cannot even start, so no file is to blame."""


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    pipe: Connection
    item: Item | None = None
    started: float = 0.0
    files: int = 0
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
    process = context.Process(target=_serve, args=(theirs, options, limits), daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _serve(pipe: Connection, options: ReadOptions, limits: Limits) -> None:
    """Run in the child: take items from the pipe, answer each with its result."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    with contextlib.suppress(EOFError, OSError):
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
        item = waiting.popleft()
        with contextlib.suppress(BrokenPipeError):
            child.pipe.send(item)
        child.item, child.started, child.files = item, time.monotonic(), child.files + 1


def _collect(children: list[_Child], options: ReadOptions, limits: Limits) -> Iterator[ReadResult]:
    busy = {child.pipe: index for index, child in enumerate(children) if child.item}
    for pipe in wait(list(busy), timeout=0.2):
        index = busy[pipe]  # type: ignore[index]
        result = _receive(children, index, options, limits)
        if result is not None:
            yield result
    for index, child in enumerate(children):
        if child.item and time.monotonic() - child.started > limits.seconds:
            yield _replace(
                children, index, options, limits,
                "too_slow",
                f"Reading took more than {limits.seconds:.0f} s and was stopped; split the file.",
            )  # fmt: skip


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
            raise ReadingUnavailableError(
                f"A reading process ended as it started (exit {code}); see its message above."
            ) from error
        return _replace(
            children, index, options, limits,
            "reader_died",
            f"The reading process died (exit {code}); the file is damaged or hostile.",
        )  # fmt: skip
    if result is None:
        child.ready, child.started = True, time.monotonic()
        return None
    child.item = None
    return result


def _replace(
    children: list[_Child],
    index: int,
    options: ReadOptions,
    limits: Limits,
    code: str,
    message: str,
) -> ReadResult:
    child = children[index]
    item = child.item
    assert item is not None
    _stop(child)
    children[index] = _start(options, limits)
    return ReadResult(item, None, failure=Failure("rejected", code, message))


def _stop(child: _Child) -> None:
    child.pipe.close()
    child.process.kill()
    child.process.join(5)

"""What a reading process may use: memory, and computing time by the step it is at.

Every bound is the kernel's, because the libraries that read untrusted files do not come back
to Python in time: a process beyond its memory fails or aborts, one beyond its time is ended
by SIGXCPU. The parent learns from shared memory how far the process had come.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.sharedctypes import RawArray

from extract.steps import Step

_PR_SET_PDEATHSIG = 1
_AT, _PAGE = 0, 1


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one child.

    `memory_bytes` of address space; `cpu_seconds` of computing for a step, and one more for
    each `sizes` of its size; `seconds` without a new step, whoever is waited for; `files`
    before it is renewed.
    """

    memory_bytes: int = 2 * 1024**3
    cpu_seconds: float = 15.0
    sizes: float = 500.0
    seconds: float = 300.0
    files: int = 500

    def allowed(self, step: Step) -> float:
        """Return the seconds of computing that a step may take."""
        return self.cpu_seconds + step.size / self.sizes


class Headway:
    """How far a child has come, in memory that it shares with its parent."""

    def __init__(self) -> None:
        self._shared = RawArray(ctypes.c_double, 2)

    def reached(self, step: Step) -> None:
        """Note, in the child, that a step begins."""
        self._shared[_PAGE] = step.page or 0
        self._shared[_AT] = time.monotonic()

    def restart(self) -> None:
        """Note, in the parent, that a file was handed out."""
        self.reached(Step())

    @property
    def page(self) -> int | None:
        """The page the child is at, None when it is at none."""
        return int(self._shared[_PAGE]) or None

    @property
    def seconds(self) -> float:
        """Seconds since the last step began."""
        return time.monotonic() - self._shared[_AT]


def confine(limits: Limits, headway: Headway, parent: int) -> Callable[[Step], None]:
    """Bound this process, and return what is to be told of each step.

    It also ends when the process `parent` does, however that ends, and is then a group of
    its own, so that what it has started can be ended with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(PermissionError):
        os.setsid()
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))

    def begin(step: Step) -> None:
        headway.reached(step)
        end = math.ceil(time.process_time() + limits.allowed(step))
        resource.setrlimit(resource.RLIMIT_CPU, (end, resource.RLIM_INFINITY))

    return begin


def _die_with(parent: int) -> None:
    """Have the kernel end this process with its parent; where it cannot, pipes tell."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)

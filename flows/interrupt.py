"""Ctrl-C during a run: the process ends at once, as it may at any moment.

Each batch of documents is one transaction, so the warehouse is whole and lacks only what was
being read; the ledger knows a run whose process is gone. Leaving in an orderly way through
Prefect would take a minute, because the same Ctrl-C ends the temporary server that it then
tries to reach.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

import psutil

# the exit code that shells give a command ended by SIGINT
INTERRUPTED = 130
_MESSAGE = "\ncchc: stopped. What was loaded is kept; run the same command to go on.\n"


@contextmanager
def leaving_on_interrupt() -> Iterator[None]:
    """End the process, and those it started, when Ctrl-C is pressed inside the block."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, _leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    os.write(sys.stderr.fileno(), _MESSAGE.encode())
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            child.terminate()
    os._exit(INTERRUPTED)

from __future__ import annotations

import signal
import subprocess
import sys

from flows.interrupt import INTERRUPTED, leaving_on_interrupt

SCRIPT = """
import os, signal, subprocess, sys
from flows.interrupt import leaving_on_interrupt
with leaving_on_interrupt():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    print(child.pid, flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    print("never")
"""


def test_ctrl_c_says_so_and_takes_the_children_along() -> None:
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False
    )
    assert found.returncode == INTERRUPTED
    assert "What was loaded is kept" in found.stderr
    assert "never" not in found.stdout
    assert found.stdout.strip().isdigit()


def test_the_handler_before_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with leaving_on_interrupt():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before

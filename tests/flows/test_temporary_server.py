"""The server that Prefect starts for a run has a folder to write into, and ends with the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from flows import temporary_server
from flows.temporary_server import is_fit, prepare

_KILLED = """
import subprocess, sys, os, signal
from flows.temporary_server import guard

server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)"])
guard(server.pid)
print(server.pid, flush=True)
{end}
"""


def test_a_server_ends_with_a_process_that_is_killed() -> None:
    killed = "os.kill(os.getpid(), signal.SIGKILL)"
    program = subprocess.Popen(
        [sys.executable, "-c", _KILLED.format(end=killed)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    with program.stdout as told:
        server = int(told.readline())
    assert program.wait(60) == -signal.SIGKILL
    if psutil.pid_exists(server):
        psutil.Process(server).wait(30)
    assert not psutil.pid_exists(server)


def test_a_guard_goes_when_the_process_ends_as_it_should() -> None:
    ended = "server.kill(); server.wait()"
    program = subprocess.run(
        [sys.executable, "-c", _KILLED.format(end=ended)], capture_output=True, text=True,
        check=True, timeout=60,
    )  # fmt: skip
    server = program.stdout.strip()
    guards = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"]]
    assert not any(p.info["cmdline"][:1] == ["sh"] and server in p.info["cmdline"] for p in guards)


def test_a_folder_is_fit_when_it_can_be_written_and_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_fit(tmp_path / "new")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert not is_fit(tmp_path / "file")
    monkeypatch.setattr(temporary_server, "_LEAST_ROOM", 2**80)
    assert not is_fit(tmp_path)


def test_a_home_that_cannot_be_used_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(temporary_server, "_guard_servers", lambda: None)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    prepare()
    assert os.environ["PREFECT_HOME"] == str(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "file"))
    prepare()
    assert is_fit(Path(os.environ["PREFECT_HOME"]))


def test_nothing_is_changed_for_a_server_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:4200/api")
    monkeypatch.setenv("PREFECT_HOME", "/nowhere/at/all")
    prepare()
    assert os.environ["PREFECT_HOME"] == "/nowhere/at/all"

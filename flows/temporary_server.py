"""Prefect's temporary server: it gets a folder it can write into, and ends with this process.

Prefect ends it in an orderly way only, so it would outlive a command that is killed. A guard
waits at a pipe whose other end only this process holds: the kernel closes it however the
process ends, and then the guard ends the server.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

_HOME = "PREFECT_HOME"
# bytes: the server makes a database of some MB in its folder
_LEAST_ROOM = 32 * 2**20
# read waits for a line or for the end of the pipe; $0 is the server
_GUARD = "read -r _; kill $0"


def prepare() -> None:
    """Have the server that Prefect may start use a folder that is fit, and be guarded.

    Nothing is done where a server of one's own is named by $PREFECT_API_URL.
    """
    if os.environ.get("PREFECT_API_URL"):
        return
    home = Path(os.environ.get(_HOME) or "~/.prefect").expanduser()
    if not is_fit(home):
        os.environ[_HOME] = _temporary_home()
    _guard_servers()


def is_fit(folder: Path) -> bool:
    """Tell whether files can be written into a folder, or into one made there, with room left."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"cchc")
        return shutil.disk_usage(folder).free >= _LEAST_ROOM
    except OSError:
        return False


def _temporary_home() -> str:
    """Return a folder that is gone after this process; called before Prefect is imported.

    What is registered first is done last, after Prefect has ended its server.
    """
    folder = tempfile.mkdtemp(prefix="cchc-prefect-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _guard_servers() -> None:
    """Have Prefect start servers that are guarded: it keeps one a process, this one."""
    from prefect.server.api.server import SubprocessASGIServer

    class GuardedServer(SubprocessASGIServer):
        def _run_uvicorn_command(self) -> subprocess.Popen[Any]:
            process = super()._run_uvicorn_command()
            guard(process.pid)
            return process

    GuardedServer()


def guard(pid: int) -> None:
    """Have process `pid` end when this one does, however it ends; where there is a shell."""
    with suppress(OSError):
        # a group of its own, so that Ctrl-C does not end the guard before its time
        watching = subprocess.Popen(
            ["sh", "-c", _GUARD, str(pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        atexit.register(_dismiss, watching)


def _dismiss(watching: subprocess.Popen[bytes]) -> None:
    """End a guard whose server has been ended in an orderly way."""
    watching.kill()
    watching.wait()
    assert watching.stdin is not None
    watching.stdin.close()

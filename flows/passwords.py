"""The passwords of locked files, from a file of the user's, for as long as a run lasts.

They are never an argument, a log line or a row: only the name of their file is.
"""

from __future__ import annotations

from pathlib import Path

from flows.discover import MisuseError

_MOST = 1_000


def load_passwords(path: Path | None) -> tuple[str, ...]:
    """Return the passwords in a file, one a line; none where there is no file.

    A blank line is no password. Raises MisuseError for a file that cannot be read.
    """
    if path is None:
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise MisuseError(f"The password file {path} cannot be read: {reason}.") from None
    found = tuple(dict.fromkeys(line for line in text.splitlines() if line.strip()))
    if len(found) > _MOST:
        raise MisuseError(f"The password file has {len(found):,} lines; {_MOST:,} are tried.")
    return found

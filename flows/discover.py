"""Files, folders and globs to the files that are documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.reader import supported_endings
from extract.sniff import HELD_FORMATS

# endings under which offices send documents, whether they can be read here or not
DOCUMENT_ENDINGS = frozenset((*HELD_FORMATS, *supported_endings()))


class MisuseError(ValueError):
    """The command was given something it cannot work with; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to ingest, and those in folders that are no documents.

    `names` is what each file is called in the ledger: its path within the folder that was
    given, because many offices send a file of the same name.
    """

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    names: dict[Path, str]


def discover(patterns: Sequence[str]) -> Discovery:
    """Return the files that paths, folders and globs name, each once, sorted.

    A folder is searched wholly for documents; hidden files are left out, links to folders are
    not followed. A file named outright is always an input, as is a folder that may not be
    looked into. Raises MisuseError for a name that matches nothing.
    """
    files: dict[Path, str] = {}
    passed_over: set[Path] = set()
    for pattern in patterns:
        for path in _expand(pattern):
            if not path.is_dir():
                files.setdefault(_absolute(path), printable(path.name))
                continue
            for found in _files_in(path):
                if found.suffix.lower() in DOCUMENT_ENDINGS or found.is_dir():
                    name = printable(found.relative_to(path).as_posix())
                    files.setdefault(_absolute(found), name)
                else:
                    passed_over.add(_absolute(found))
    return Discovery(tuple(sorted(files)), tuple(sorted(passed_over - files.keys())), files)


def printable(name: str) -> str:
    """Return the name of a file as it can be stored and shown on any screen.

    Bytes that are no UTF-8, line ends, and characters that steer a screen or turn the
    direction of writing become `\\x..` and the like; nothing else does.
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(x if x.isprintable() else ascii(x)[1:-1] for x in text)


def _absolute(path: Path) -> Path:
    """Return where a file is, links followed; a link that leads in a circle stays itself."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _expand(pattern: str) -> list[Path]:
    path = Path(pattern).expanduser()
    if os.path.lexists(path):
        return [path]
    matches = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    found = sorted(match for match in matches if not match.name.startswith("."))
    if not found:
        raise MisuseError(f"“{printable(pattern)}” names no file, no folder and matches no file.")
    return found


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield what is in and below `folder` but folders; of these, what may not be looked into."""
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        try:
            entries = sorted(inside.iterdir())
        except OSError:
            yield inside
            continue
        shown = [entry for entry in entries if not entry.name.startswith(".")]
        waiting += [entry for entry in shown if entry.is_dir() and not entry.is_symlink()]
        yield from (entry for entry in shown if not entry.is_dir())

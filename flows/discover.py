"""Files, folders and globs to the files that are documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.reader import supported_endings

# endings under which offices send documents, whether they can be read here or not
DOCUMENT_ENDINGS = frozenset(
    {".doc", ".docx", ".html", ".odt", ".ods", ".pdf", ".png", ".jpg", ".jpeg", ".rtf"}
    | {".tif", ".tiff", ".xls", ".xlsx", ".xlsm", ".zip", ".rar", *supported_endings()}
)


class MisuseError(ValueError):
    """The command was given something it cannot work with; the message says what to type."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files to ingest, and those in folders that are no documents."""

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def discover(patterns: Sequence[str]) -> Discovery:
    """Return the files that paths, folders and globs name, each once, sorted.

    A folder is searched wholly for documents; hidden files are left out. A file named
    outright is always an input. Raises MisuseError for a name that matches nothing.
    """
    files: dict[Path, None] = {}
    passed_over: dict[Path, None] = {}
    for pattern in patterns:
        for path in _expand(pattern):
            if path.is_dir():
                for found in _files_in(path):
                    target = files if found.suffix.lower() in DOCUMENT_ENDINGS else passed_over
                    target[found.resolve()] = None
            else:
                files[path.resolve()] = None
    return Discovery(tuple(sorted(files)), tuple(sorted(passed_over.keys() - files.keys())))


def _expand(pattern: str) -> list[Path]:
    path = Path(pattern).expanduser()
    if path.exists():
        return [path]
    matches = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    found = sorted(match for match in matches if not match.name.startswith("."))
    if not found:
        raise MisuseError(f"“{pattern}” names no file, no folder and matches no file.")
    return found


def _files_in(folder: Path) -> list[Path]:
    inside = (path for path in folder.rglob("*") if path.is_file())
    return [p for p in inside if not any(x.startswith(".") for x in p.relative_to(folder).parts)]

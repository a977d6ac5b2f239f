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
    """The files to ingest, and those in folders that are no documents.

    `names` is what each file is called in the ledger: its path within the folder that was
    given, because many offices send a file of the same name.
    """

    files: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    names: dict[Path, str]


def discover(patterns: Sequence[str]) -> Discovery:
    """Return the files that paths, folders and globs name, each once, sorted.

    A folder is searched wholly for documents; hidden files are left out. A file named
    outright is always an input. Raises MisuseError for a name that matches nothing.
    """
    files: dict[Path, str] = {}
    passed_over: set[Path] = set()
    for pattern in patterns:
        for path in _expand(pattern):
            if not path.is_dir():
                files.setdefault(path.resolve(), path.name)
                continue
            for found in _files_in(path):
                if found.suffix.lower() in DOCUMENT_ENDINGS:
                    files.setdefault(found.resolve(), found.relative_to(path).as_posix())
                else:
                    passed_over.add(found.resolve())
    return Discovery(tuple(sorted(files)), tuple(sorted(passed_over - files.keys())), files)


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

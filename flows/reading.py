"""One file to a `Reading` or to the reason why not; what `inspect` and `ingest` share.

Nothing here imports pandas, Prefect or a database: it runs in the reading processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from contracts.layouts import load_layouts
from extract.document import Source
from extract.errors import UnreadableError
from extract.reader import load_source, read_document
from transform.read import read
from transform.reading import Reading


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no reading: how it ends, a code for machines, words for people."""

    outcome: Literal["held", "rejected"]
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of one file: `reading` or `failure`, never both."""

    path: Path
    source: Source | None
    reading: Reading | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What reading depends on besides the file: folders with layouts of the user's own."""

    layout_folders: tuple[Path, ...] = ()


def read_file(path: Path, options: ReadOptions) -> ReadResult:
    """Return what came of reading `path`; a broken file is a result, never an exception."""
    source: Source | None = None
    try:
        data, source = load_source(path)
        document = read_document(data, source)
        return ReadResult(path, source, read(document, load_layouts(options.layout_folders)))
    except UnreadableError as error:
        return ReadResult(path, source, failure=Failure(error.outcome, error.code, str(error)))
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror or error}. Check its permissions."
        return ReadResult(path, source, failure=Failure("rejected", "cannot_open", reason))
    except (MemoryError, RecursionError) as error:
        reason = f"Reading took more {type(error).__name__} than allowed; split the file."
        return ReadResult(path, source, failure=Failure("rejected", "too_large", reason))
    except Exception as error:  # a batch of ten thousand must not stop at one file
        reason = (
            f"Reading failed inside the program ({type(error).__name__}: {error}). "
            "The file is kept out; please report it."
        )
        return ReadResult(path, source, failure=Failure("rejected", "internal_error", reason))

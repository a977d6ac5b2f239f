"""One file to a `Reading` or to the reason why not; what `inspect` and `ingest` share.

Nothing here imports pandas, Prefect or a database: it runs in the reading processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from contracts.layouts import load_layouts
from extract.document import Document, Source
from extract.errors import UnreadableError
from extract.packing import PackingError, pack, unpack
from extract.reader import load_source, read_document
from extract.settings import PLAIN, ReadSettings
from transform.read import read
from transform.reading import Reading


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a file gave no reading: how it ends, a code for machines, words for people."""

    outcome: Literal["held", "rejected"]
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose content was read before: who it is, and its packed document."""

    source: Source
    packed: bytes


Item = Path | Stored


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What came of one item: `reading` or `failure`, never both.

    `packed` is the packed document where a file was opened for it.
    """

    item: Item
    source: Source | None
    reading: Reading | None = None
    failure: Failure | None = None
    packed: bytes | None = None
    document: Document | None = None

    @property
    def path(self) -> Path:
        """The file that was read, or the name of the one that was read before."""
        return self.item if isinstance(self.item, Path) else Path(self.item.source.name)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What reading depends on besides the file: folders with layouts of the user's own.

    `settings` are what the readers are told; they may hold passwords, and print none. `pack`
    asks for the packed document too, to be stored, `keep_document` for the document itself.
    """

    layout_folders: tuple[Path, ...] = ()
    settings: ReadSettings = PLAIN
    keep_document: bool = False
    pack: bool = False


def read_file(item: Item, options: ReadOptions) -> ReadResult:
    """Return what came of reading `item`; a broken file is a result, never an exception."""
    source: Source | None = None
    try:
        if isinstance(item, Stored):
            source = item.source
            document, packed = replace(unpack(item.packed), source=source), None
        else:
            data, source = load_source(item)
            document = read_document(data, source, options.settings)
            packed = pack(document) if options.pack else None
        reading = read(document, load_layouts(options.layout_folders))
        kept = document if options.keep_document else None
        return ReadResult(item, source, reading, packed=packed, document=kept)
    except UnreadableError as error:
        failure = Failure(error.outcome, error.code, str(error))
    except PackingError as error:
        reason = f"What was read before cannot be used ({error}); ingest the file again."
        failure = Failure("rejected", "stale_extraction", reason)
    except OSError as error:
        reason = f"The file cannot be opened: {error.strerror or error}. Check its permissions."
        failure = Failure("rejected", "cannot_open", reason)
    except (MemoryError, RecursionError) as error:
        reason = f"Reading took more {type(error).__name__} than allowed; split the file."
        failure = Failure("rejected", "too_large", reason)
    except Exception as error:  # a batch of ten thousand must not stop at one file
        reason = (
            f"Reading failed inside the program ({type(error).__name__}: {error}). "
            "The file is kept out; please report it."
        )
        failure = Failure("rejected", "internal_error", reason)
    return ReadResult(item, source, failure=failure)

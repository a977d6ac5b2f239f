"""One file to a `Reading` or to the reason why not; what `inspect` and `ingest` share.

Nothing here imports pandas, Prefect or a database: it runs in the reading processes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from contracts.layouts import Layout, load_layouts
from extract.document import Document, Source
from extract.errors import UnreadableError
from extract.packing import PackingError, pack, unpack
from extract.reader import PDF, load_source, open_to_all, read_document
from extract.settings import PLAIN, ReadSettings
from extract.steps import Step, begin
from transform.reading import Reading

# bytes of a file, cells, and characters of a text that take as long as a row of a table
_BYTES_A_ROW, _CELLS_A_ROW, _LETTERS_A_ROW = 2_000, 5, 500


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

    `packed` is the packed document where a file was opened for it; `drawn` are the pictures
    asked for, `not_drawn` says why there are none.
    """

    item: Item
    source: Source | None
    reading: Reading | None = None
    failure: Failure | None = None
    packed: bytes | None = None
    drawn: tuple[Path, ...] = ()
    not_drawn: str = ""

    @property
    def path(self) -> Path:
        """The file that was read, or the name of the one that was read before."""
        return self.item if isinstance(self.item, Path) else Path(self.item.source.name)


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What reading depends on besides the file: folders with layouts of the user's own.

    `settings` are what the readers are told; they may hold passwords, and print none. `pack`
    asks for the packed document too, to be stored; `pictures` is a folder to draw it into.
    """

    layout_folders: tuple[Path, ...] = ()
    settings: ReadSettings = PLAIN
    pictures: Path | None = None
    pack: bool = False


def read(document: Document, layouts: tuple[Layout, ...]) -> Reading:
    """Return what a document says; imported where it happens, in the reading processes."""
    from transform import read as understanding

    return understanding.read(document, layouts)


def read_file(item: Item, options: ReadOptions) -> ReadResult:
    """Return what came of reading `item`; a broken file is a result, never an exception."""
    source: Source | None = None
    try:
        if isinstance(item, Stored):
            source = item.source
            document, packed, data = replace(unpack(item.packed), source=source), None, b""
        else:
            data, source = load_source(item)
            begin(Step(size=len(data) / _BYTES_A_ROW))
            document = read_document(data, source, options.settings)
            begin(Step(size=_rows(document)))
            packed = pack(document) if options.pack else None
        reading = read(document, load_layouts(options.layout_folders))
        result = ReadResult(item, source, reading, packed=packed)
        return _with_pictures(result, document, data, options)
    except UnreadableError as error:
        failure = Failure(error.outcome, error.code, str(error))
    except PackingError as error:
        reason = f"What was read before cannot be used ({error}); ingest the file again."
        failure = Failure("rejected", "stale_extraction", reason)
    except OSError as error:
        failure = Failure("rejected", "cannot_open", cannot_open(error))
    except (MemoryError, RecursionError) as error:
        what = "memory" if isinstance(error, MemoryError) else "depth"
        reason = f"Reading needs more {what} than is allowed. Split the file."
        failure = Failure("rejected", "too_large", reason)
    except Exception as error:  # a batch of ten thousand must not stop at one file
        reason = (
            f"Reading failed inside the program ({type(error).__name__}: {error}). "
            "The file is kept out; please report it."
        )
        failure = Failure("rejected", "internal_error", reason)
    return ReadResult(item, source, failure=failure)


def cannot_open(error: OSError) -> str:
    """Return why a file cannot be opened and what to do."""
    denied = isinstance(error, PermissionError)
    advice = "Check its permissions." if denied else "Check that it is there and complete."
    return f"The file cannot be opened: {error.strerror or error}. {advice}"


def _rows(document: Document) -> float:
    """Return how much there is to understand in a document, in rows of tables."""
    cells = sum(len(row) for fragment in document.fragments() for row in fragment.rows)
    texts = [block.text for block in document.text_blocks()]
    return cells / _CELLS_A_ROW + len(texts) + sum(map(len, texts)) / _LETTERS_A_ROW


def _with_pictures(
    result: ReadResult, document: Document, data: bytes, options: ReadOptions
) -> ReadResult:
    """Return the result with the pictures asked for; one that fails is said, no more."""
    if options.pictures is None or result.reading is None:
        return result
    # few ask for pictures, and what draws them takes time to import
    from flows.picturing import draw_document

    try:
        if document.source.media_type == PDF:
            data = open_to_all(data, options.settings)
        drawn = draw_document(document, result.reading, data, options.pictures)
    except Exception as error:  # what was read is worth more than its picture
        return replace(result, not_drawn=f"no picture, {error}")
    return replace(result, drawn=tuple(drawn), not_drawn="" if drawn else "no table to draw")

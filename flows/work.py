"""What a run works on: files found on disk, files on hold, or what was read before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from extract.document import Source
from extract.errors import UnreadableError
from extract.packing import FORMAT
from extract.reader import load_source
from flows.discover import Discovery
from flows.reading import Item, ReadResult, Stored, cannot_open
from load.extractions import Extraction
from load.ledger import Held, Outcome
from load.warehouse import Warehouse

T = TypeVar("T")
_GONE = (
    "It is on hold and no longer lies at {path}, and nothing of it was kept. Type: "
    "cchc ingest --held PATH, with the path where it lies now."
)


@dataclass(frozen=True, slots=True)
class Batch:
    """Items to read with who they are, and inputs that have ended already."""

    items: dict[Item, Source]
    ended: tuple[Outcome, ...] = ()

    @property
    def size(self) -> int:
        """How many inputs the batch has."""
        return len(self.items) + len(self.ended)


@dataclass(slots=True)
class Pace:
    """How many inputs the next batch has: as many as take about `seconds`.

    A batch is loaded in one transaction, so this is what a run that is killed may lose; and
    the larger a batch, the less its frames and its transaction cost a document.
    """

    size: int = 100
    least: int = 20
    most: int = 500
    seconds: float = 30.0

    def took(self, count: int, seconds: float) -> None:
        """Be told how long a batch took; the next is at most twice as large."""
        fitting = int(count * self.seconds / max(seconds, 0.001))
        self.size = max(self.least, min(fitting, 2 * self.size, self.most))


@dataclass(frozen=True, slots=True)
class Work:
    """The inputs of a run: how many, the batches that bring them, and how large these are."""

    count: int
    batches: Iterator[Batch]
    pace: Pace


def work_of_files(found: Discovery) -> Work:
    """Return the work of reading files."""
    pace = Pace()
    return Work(len(found.files), _file_batches(found, pace), pace)


def _file_batches(found: Discovery, pace: Pace) -> Iterator[Batch]:
    for paths in paced(found.files, pace):
        items: dict[Item, Source] = {}
        ended: list[Outcome] = []
        for path in paths:
            source = source_of(path, found.names[path])
            if isinstance(source, Outcome):
                ended.append(source)
            else:
                items[path] = source
        yield Batch(items, tuple(ended))


def paced(items: Sequence[T], pace: Pace) -> Iterator[Sequence[T]]:
    """Yield `items` in runs of the size that `pace` has when each begins."""
    start = 0
    while start < len(items):
        part = items[start : start + pace.size]
        start += len(part)
        yield part


def source_of(path: Path, name: str) -> Source | Outcome:
    """Return who a file is under its name in the ledger, or why it cannot even be opened."""
    try:
        return replace(load_source(path)[1], name=name)
    except UnreadableError as error:
        return Outcome(name, None, error.outcome, str(error))
    except OSError as error:
        return Outcome(name, None, "rejected", cannot_open(error))


def work_of_stored(warehouse: Warehouse) -> Work:
    """Return the work of reading anew, from the store, all that was ever read."""
    hashes = warehouse.stored_hashes()
    pace = Pace()
    return Work(len(hashes), _stored_batches(warehouse, hashes, pace), pace)


def _stored_batches(warehouse: Warehouse, hashes: Sequence[str], pace: Pace) -> Iterator[Batch]:
    for part in paced(hashes, pace):
        found = warehouse.stored(part)
        yield Batch({stored(found[sha256]): found[sha256].source for sha256 in part})


def stored(extraction: Extraction) -> Stored:
    """Return the item for what was read before."""
    return Stored(extraction.source, extraction.packed)


def work_on_hold(warehouse: Warehouse, found: Discovery | None) -> Work:
    """Return the work of reading again what is on hold.

    Of `found` those files whose bytes are on hold, if given; else every file on hold, from
    where it lay, or from the store when it lies there no more.
    """
    held = {item.sha256: item for item in warehouse.held()}
    batch = _named(found, held) if found is not None else _remembered(warehouse, held)
    return Work(batch.size, iter([batch]), Pace())


def _named(found: Discovery, held: Mapping[str, Held]) -> Batch:
    sources = {path: source_of(path, found.names[path]) for path in found.files}
    return Batch(
        {
            path: source
            for path, source in sources.items()
            if isinstance(source, Source) and source.sha256 in held
        }
    )


def _remembered(warehouse: Warehouse, held: Mapping[str, Held]) -> Batch:
    kept = warehouse.stored(list(held))
    items: dict[Item, Source] = {}
    ended: list[Outcome] = []
    for sha256, item in held.items():
        path = Path(item.source_path) if item.source_path else None
        there = source_of(path, item.source_name) if path and path.is_file() else None
        if path and isinstance(there, Source) and there.sha256 == sha256:
            items[path] = there
        elif sha256 in kept:
            items[stored(kept[sha256])] = replace(kept[sha256].source, name=item.source_name)
        else:
            reason = _GONE.format(path=item.source_path or "the place it came from")
            ended.append(Outcome(item.source_name, sha256, "held", reason))
    return Batch(items, tuple(ended))


def extractions_of(results: Sequence[ReadResult]) -> list[Extraction]:
    """Return what is to be kept of what was read."""
    return [Extraction(r.source, FORMAT, r.packed) for r in results if r.source and r.packed]

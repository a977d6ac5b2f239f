"""What is loaded in one go: documents as records, the rows of their frames column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from transform.frames import Frames

Record: TypeAlias = dict[str, Any]
Columns: TypeAlias = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents to be loaded together.

    `columns` are those of every frame but the documents; `counts` says how many rows each
    document has in a frame. Rows stand in the order of the documents.
    """

    documents: Sequence[Record]
    columns: Mapping[str, Columns]
    counts: Mapping[str, Sequence[int]]

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def hashes(self) -> list[str]:
        """The SHA-256 of each document."""
        return [document["document_sha256"] for document in self.documents]

    def part(self, numbers: Sequence[int]) -> Batch:
        """Return the documents with these numbers, which ascend, counted from 0."""
        if len(numbers) == len(self):
            return self
        return Batch(
            [self.documents[n] for n in numbers],
            {name: self._rows(name, numbers) for name in self.columns},
            {name: [own[n] for n in numbers] for name, own in self.counts.items()},
        )

    def _rows(self, name: str, numbers: Sequence[int]) -> Columns:
        """Return the columns of one frame with the rows of some documents only."""
        ends = list(accumulate(self.counts[name]))
        spans = [(ends[n] - self.counts[name][n], ends[n]) for n in numbers]
        return {
            column: [value for start, end in spans for value in values[start:end]]
            for column, values in self.columns[name].items()
        }

    def records(self, name: str, number: int) -> list[Record]:
        """Return the rows that one document has in a frame."""
        columns = self._rows(name, [number])
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def batch_of(frames: Frames) -> Batch:
    """Return the documents of validated frames."""
    columns = dict(frames.columns)
    own = columns.pop("documents")
    hashes = own["document_sha256"]
    counts = {name: Counter(rows["document_sha256"]) for name, rows in columns.items()}
    return Batch(
        [dict(zip(own, row, strict=True)) for row in zip(*own.values(), strict=True)],
        columns,
        {name: [count[sha256] for sha256 in hashes] for name, count in counts.items()},
    )

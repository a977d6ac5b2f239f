"""Long sequences in parts, for statements and transactions of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# values in one IN list: far below what any engine allows
LISTED = 500


def chunks(items: Sequence[T], size: int = LISTED) -> Iterator[Sequence[T]]:
    """Yield `items` in runs of `size`, the last one shorter."""
    for start in range(0, len(items), size):
        yield items[start : start + size]

"""Parts of a sequence: all of it, in order, none longer than asked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from load.chunks import chunks


@given(st.lists(st.integers()), st.integers(1, 7))
def test_the_parts_are_the_whole(items: list[int], size: int) -> None:
    parts = list(chunks(items, size))
    assert [item for part in parts for item in part] == items
    assert all(len(part) == size for part in parts[:-1])
    assert all(1 <= len(part) <= size for part in parts)

"""A packed document comes back equal; anything else is refused."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document import Cell, Document, Place, ReadNote, Source, TableFragment, TextBlock
from extract.packing import PackingError, pack, unpack

TEXTS = st.text(max_size=12)
NUMBERS = st.one_of(st.none(), st.integers(0, 10**6))
SIDES = st.floats(0, 5000, allow_nan=False)
PLACES = st.builds(
    Place,
    line=NUMBERS,
    page=NUMBERS,
    box=st.one_of(st.none(), st.tuples(SIDES, SIDES, SIDES, SIDES)),
    sheet=st.one_of(st.none(), TEXTS),
    cells=st.one_of(st.none(), TEXTS),
)
CELLS = st.builds(
    Cell,
    TEXTS,
    PLACES,
    row_span=st.integers(1, 9),
    column_span=st.integers(1, 9),
    covered=st.booleans(),
    confidence=st.one_of(st.none(), st.floats(0, 1)),
    raw=st.one_of(st.none(), TEXTS),
    alternatives=st.lists(TEXTS, max_size=2).map(tuple),
)
ROWS = st.lists(st.lists(CELLS, max_size=3).map(tuple), max_size=3).map(tuple)
BLOCKS = st.one_of(
    st.builds(TextBlock, TEXTS, PLACES, st.booleans()), st.builds(TableFragment, ROWS, PLACES)
)
DOCUMENTS = st.builds(
    Document,
    st.builds(Source, TEXTS, TEXTS, TEXTS, st.integers(0, 10**9)),
    st.lists(BLOCKS, max_size=4).map(tuple),
    st.lists(st.builds(ReadNote, TEXTS, TEXTS, PLACES), max_size=2).map(tuple),
)


@given(DOCUMENTS)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert unpack(pack(document)) == document


@pytest.mark.parametrize(
    "packed",
    [b"", b"no", zlib.compress(b"{}"), zlib.compress(b"not json"), zlib.compress(b"x" * 99)[:-4]],
)
def test_what_is_no_packed_document_is_refused(packed: bytes) -> None:
    with pytest.raises(PackingError):
        unpack(packed)


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.packing.MAX_BYTES", 1000)
    with pytest.raises(PackingError, match="too large"):
        unpack(zlib.compress(b" " * 5000))

"""What a run works on comes in batches whose size follows how long they take."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flows.work import Pace, paced


def test_quick_batches_grow_twofold_up_to_the_most() -> None:
    pace = Pace()
    sizes = []
    for _ in range(5):
        sizes.append(pace.size)
        pace.took(pace.size, 0.01)
    assert sizes == [100, 200, 400, 500, 500]


def test_slow_batches_shrink_to_what_fits_the_time() -> None:
    pace = Pace()
    pace.took(100, 300.0)
    assert pace.size == 20
    pace = Pace(seconds=30.0)
    pace.took(100, 60.0)
    assert pace.size == 50


def test_an_empty_batch_stops_nothing() -> None:
    pace = Pace()
    pace.took(0, 0.0)
    assert pace.size == pace.least


@given(st.lists(st.integers(), max_size=300), st.lists(st.floats(0, 100), max_size=20))
def test_every_item_comes_once_whatever_the_pace(items: list[int], took: list[float]) -> None:
    pace, seconds = Pace(size=7, least=1, most=50), iter(took)
    seen: list[int] = []
    for part in paced(items, pace):
        assert 1 <= len(part) <= pace.size
        seen += part
        pace.took(len(part), next(seconds, 1.0))
    assert seen == items


def test_few_items_do_not_wait_for_more() -> None:
    assert list(paced([1, 2, 3], Pace())) == [[1, 2, 3]]

"""No file of pictures takes more than its time, and what it was not enough for is said."""

from __future__ import annotations

from itertools import count

import pytest

from extract.ocr import budget as budgets
from extract.ocr.budget import Budget, ranges
from extract.ocr.limits import ScanLimits


def test_pages_are_told_in_words() -> None:
    assert ranges([4]) == "page 4"
    assert ranges([3, 9, 7, 8, 12]) == "pages 3, 7 to 9, 12"


@pytest.mark.parametrize(("fruit", "reached"), [(True, 3), (False, 1)])
def test_pages_that_give_nothing_have_less_time(
    fruit: bool, reached: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # each page costs what lies between two looks at the clock
    monkeypatch.setattr(budgets, "computing", count(0.0, 0.05).__next__)
    limits = ScanLimits(
        file_seconds=0.12, page_seconds=0, fruitless_seconds=0.04, fruitless_page_seconds=0
    )
    budget = Budget(9, limits)
    read = 0
    for number in range(1, 10):
        if not budget.allows(number):
            continue
        read += 1
        with budget.spent() as found:
            found.append(fruit)
    assert read == reached
    (note,) = budget.notes()
    assert f"pages {reached + 1} to 9" in note.message
    assert note.place.page == reached + 1


def test_time_grows_with_the_pages_up_to_a_bound() -> None:
    limits = ScanLimits(file_seconds=0.0, page_seconds=0.0, fruitless_seconds=1)
    assert not Budget(1, limits).allows(1)
    grown = ScanLimits(file_seconds=0.0, page_seconds=1.0, most_file_seconds=0.0)
    assert not Budget(9, grown).allows(1)
    assert Budget(9, ScanLimits(file_seconds=0.0, page_seconds=1.0)).allows(1)


def test_a_page_is_refused_whenever_it_is_asked_for_again() -> None:
    budget = Budget(2, ScanLimits(pages=1))
    assert budget.allows(1)
    assert not budget.allows(2)
    assert not budget.allows(2)
    (note,) = budget.notes()
    assert "page 2: only 1 scanned pages" in note.message


def test_a_file_that_had_time_enough_has_nothing_to_say() -> None:
    budget = Budget(1)
    assert budget.allows(1)
    assert budget.notes() == ()

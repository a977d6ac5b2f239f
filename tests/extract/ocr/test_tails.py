from __future__ import annotations

import numpy as np

from extract.ocr.page_image import Pixels
from extract.ocr.tails import without_tails
from extract.page.page import FloatArray

# an upright rule is looked at turned by a quarter: it lies level here
_ACROSS = np.array([(x, 0.0, x + 1.0, 200.0) for x in (20.0, 120.0, 140.0, 240.0)])
_RULE = (20.0, 100.0, 121.0, 101.0)


def _ink(*marks: tuple[int, int, int, int]) -> Pixels:
    """Return a picture with ink in boxes (left, top, right, bottom)."""
    ink = np.zeros((200, 300), np.uint8)
    for x0, top, x1, bottom in marks:
        ink[top:bottom, x0:x1] = 1
    return ink


def _kept(box: tuple[float, ...], ink: Pixels, *more: tuple[float, ...]) -> FloatArray:
    return without_tails(np.array([box, *more]), _ACROSS, ink, 1.0)[0]


def test_a_letter_that_a_rule_runs_into_is_no_part_of_it() -> None:
    ink = _ink((122, 98, 133, 99), (122, 103, 133, 104))
    kept, areas = without_tails(np.array([(20.0, 100.0, 133.0, 101.0)]), _ACROSS, ink, 1.0)
    assert kept[0].tolist() == [20.0, 100.0, 121.5, 101.0]
    assert [(area[1].start, area[1].stop) for area in areas] == [(121, 134)]


def test_a_letter_that_a_rule_begins_with_is_no_part_of_it() -> None:
    ink = _ink((125, 98, 140, 99), (125, 103, 140, 104))
    assert _kept((127.0, 100.0, 241.0, 101.0), ink)[0, 0] == 139.5


def test_a_torn_rule_with_nothing_beside_it_is_left() -> None:
    assert _kept((20.0, 100.0, 133.0, 101.0), _ink())[0, 2] == 133.0


def test_a_rule_that_ends_at_a_rule_across_is_left() -> None:
    ink = _ink((20, 98, 121, 99))
    assert _kept(_RULE, ink)[0].tolist() == list(_RULE)


def test_a_stem_from_rule_to_rule_goes_where_the_others_are_broken_off() -> None:
    stem = (121.0, 100.0, 140.0, 101.0)
    others = [(x, y, z, y + 1) for y in (30.0, 60.0, 150.0) for x, z in ((20, 121), (140, 241))]
    whole = [(20.0, y, 241.0, y + 1) for y in (5.0, 190.0)]
    ink = _ink((121, 98, 140, 99))
    own = [(20.0, 100.0, 121.0, 101.0), (140.0, 100.0, 241.0, 101.0)]
    assert stem not in set(map(tuple, _kept(stem, ink, *own, *others, *whole).tolist()))
    # beside rules that go through it is one itself
    through = [(20.0, y, 241.0, y + 1) for y in (5.0, 30.0, 60.0, 150.0, 190.0)]
    assert stem in set(map(tuple, _kept(stem, ink, *own, *through).tolist()))

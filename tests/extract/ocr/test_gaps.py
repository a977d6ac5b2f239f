from __future__ import annotations

import numpy as np

from extract.ocr.gaps import bridged, linked
from extract.ocr.page_image import Pixels
from extract.page.page import FloatArray

_SIDE = 400
_LEVEL = [(10.0, y, 390.0, y + 2.0) for y in (10.0, 60.0, 110.0)]
_UPRIGHT = [(x, 10.0, x + 2.0, 112.0) for x in (10.0, 200.0, 388.0)]


def _white() -> Pixels:
    return np.full((_SIDE, _SIDE), 255, np.uint8)


def _added(boxes: list[tuple[float, float, float, float]], white: Pixels) -> FloatArray:
    return bridged(np.array(boxes), white, 1.0)[len(boxes) :]


def test_whole_rules_need_nothing() -> None:
    assert not len(_added([*_LEVEL, *_UPRIGHT], _white()))


def test_a_rule_cut_in_the_open_is_joined() -> None:
    cut = [(10.0, 60.0, 150.0, 62.0), (180.0, 60.0, 390.0, 62.0)]
    added = _added([_LEVEL[0], _LEVEL[2], *cut, *_UPRIGHT], _white())
    assert added[:, [0, 2]].tolist() == [[150.0, 180.0]]


def test_a_rule_that_ends_short_of_the_next_goes_on_to_it() -> None:
    cut = (10.0, 60.0, 350.0, 62.0)
    added = _added([_LEVEL[0], _LEVEL[2], cut, *_UPRIGHT], _white())
    assert added[:, [0, 2]].tolist() == [[350.0, 389.0]]


def test_merged_cells_stay_merged() -> None:
    half = (200.0, 60.0, 390.0, 62.0)
    assert not len(_added([_LEVEL[0], _LEVEL[2], half, *_UPRIGHT], _white()))


def test_where_text_runs_across_no_rule_was() -> None:
    white = _white()
    white[50:74:2, 150:180] = 0
    cut = [(10.0, 60.0, 150.0, 62.0), (180.0, 60.0, 390.0, 62.0)]
    assert not len(_added([_LEVEL[0], _LEVEL[2], *cut, *_UPRIGHT], white))


def test_a_rule_across_is_no_text() -> None:
    white = _white()
    white[10:112, 200:202] = 0
    cut = [(10.0, 60.0, 195.0, 62.0), (204.0, 60.0, 390.0, 62.0)]
    added = _added([_LEVEL[0], _LEVEL[2], *cut, *_UPRIGHT], white)
    assert added[:, [0, 2]].tolist() == [[195.0, 204.0]]


def test_where_most_rules_are_broken_off_cells_are_merged() -> None:
    level = [(10.0, y, 390.0, y + 2.0) for y in (10.0, 60.0, 80.0, 130.0)]
    outer = [(x, 10.0, x + 2.0, 132.0) for x in (10.0, 388.0)]
    inner = [
        box
        for x in (100.0, 200.0, 300.0)
        for box in ((x, 10.0, x + 2.0, 61.0), (x, 80.0, x + 2.0, 132.0))
    ]
    # one of them is a little short, as if it had been cut
    inner[1] = (100.0, 86.0, 102.0, 132.0)
    added = _added([*level, *outer, *inner], _white())
    assert added[:, [1, 3]].tolist() == [[81.0, 86.0]]


def test_a_short_bridge_is_as_long_as_what_it_joins() -> None:
    boxes = [(10.0, 60.0, 150.0, 62.0), (150.0, 60.0, 154.0, 62.0), (154.0, 60.5, 390.0, 62.5)]
    made = linked(np.array(boxes), 1.0).tolist()
    assert made[1] == [10.0, 60.0, 390.0, 62.0]
    assert (made[0], made[2]) == (list(boxes[0]), list(boxes[2]))


def test_a_piece_by_itself_stays_as_it_is() -> None:
    boxes = np.array([(10.0, 60.0, 150.0, 62.0), (200.0, 60.0, 204.0, 62.0)])
    assert linked(boxes, 1.0).tolist() == boxes.tolist()

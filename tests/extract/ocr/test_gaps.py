from __future__ import annotations

import numpy as np

from extract.ocr.gaps import bridged
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

from __future__ import annotations

import numpy as np

from extract.ocr.components import pieces_of
from extract.ocr.page_image import Pixels
from extract.ocr.remains import lost_parts, without_remains
from extract.page.page import FloatArray

SCALE = 2.0
XS = (40, 120, 260, 380)
YS = tuple(range(40, 240, 20))


def _boxes(lines: list[tuple[float, float, float, float]]) -> FloatArray:
    return np.array(lines, dtype=np.float64).reshape(-1, 4) * SCALE


def _level(y: float, start: float = 40, end: float = 380) -> tuple[float, float, float, float]:
    return (start, y - 0.5, end, y + 0.5)


def _upright(x: float, start: float = 40, end: float = 220) -> tuple[float, float, float, float]:
    return (x - 0.5, start, x + 0.5, end)


def _whole() -> list[tuple[float, float, float, float]]:
    return [*map(_level, YS), *map(_upright, XS)]


def _page(marks: list[tuple[float, float, float, float]]) -> Pixels:
    """Return a page with marks (left, top, right, bottom in points) of black ink."""
    page = np.full((560, 880), 255, np.uint8)
    for x0, top, x1, bottom in marks:
        page[round(top * SCALE) : round(bottom * SCALE), round(x0 * SCALE) : round(x1 * SCALE)] = 0
    return page


def _added(
    lines: list[tuple[float, float, float, float]], page: Pixels
) -> set[tuple[int, int, int, int]]:
    pieces = pieces_of((page < 128).astype(np.uint8)).boxes
    found = lost_parts(_boxes(lines), pieces, page, SCALE) / SCALE
    return {tuple(round(side) for side in box) for box in found.tolist()}


def _dashes(y: float, start: float, end: float, step: float = 12) -> list[tuple[float, ...]]:
    return [(x, y - 0.5, x + 4, y + 0.5) for x in np.arange(start, end - 4, step).tolist()]


def test_a_part_of_a_rule_is_found_by_the_dashes_that_are_left_of_it() -> None:
    lines = [line for line in _whole() if line != _level(80)]
    lines += [_level(80, 40, 120), _level(80, 260, 380)]
    page = _page(_dashes(80, 124, 256))  # type: ignore[arg-type]
    assert _added(lines, page) == {(120, 80, 260, 80)}


def test_a_part_that_is_a_little_darker_than_its_sides_is_one() -> None:
    lines = [line for line in _whole() if line != _upright(120)]
    lines += [_upright(120, 40, 100), _upright(120, 120, 220)]
    page = _page([])
    page[round(100 * SCALE) : round(120 * SCALE), round(120 * SCALE)] = 235
    assert _added(lines, page) == {(120, 100, 120, 120)}


def test_where_cells_are_merged_nothing_is_added() -> None:
    lines = [line for line in _whole() if line != _level(80)]
    lines += [_level(80, 120, 380)]
    assert _added(lines, _page([])) == set()


def test_text_across_a_rule_that_ends_is_a_merged_cell() -> None:
    lines = [line for line in _whole() if line != _upright(120)]
    lines += [_upright(120, 40, 100), _upright(120, 120, 220)]
    letters = [(x, 106.0, x + 4.5, 114.0) for x in np.arange(60.0, 200, 5).tolist()]
    assert _added(lines, _page(letters)) == set()


def test_a_stem_in_a_word_is_no_rule() -> None:
    lines = [line for line in _whole() if line != _upright(120)]
    lines += [_upright(120, 40, 100), _upright(120, 120, 220)]
    word = [
        (112.0, 106.0, 118.5, 114.0),
        (119.6, 104.0, 120.4, 116.0),
        (121.5, 106.0, 128.0, 114.0),
    ]
    assert _added(lines, _page(word)) == set()


def test_a_table_of_which_only_dashes_are_left_is_completed() -> None:
    broken = [_upright(x, y, y + 14) for x in XS for y in YS[:-1:2]]
    dashes = [dash for y in YS for dash in _dashes(y, 42, 378, 9)]
    found = _added(broken, _page(dashes))  # type: ignore[arg-type]
    assert {(left, right) for left, _, right, _ in found if left != right} == {
        (40, 120), (120, 260), (260, 380)
    }  # fmt: skip
    assert {top for _, top, _, bottom in found if top == bottom} == set(YS)
    assert {(top, bottom) for left, top, right, bottom in found if left == right} >= {(60, 80)}


def test_the_marks_above_a_line_of_print_are_no_dashes_of_a_rule() -> None:
    broken = [_upright(x, y, y + 14) for x in XS for y in YS[:-1:2]]
    marks = [dash for y in YS for dash in _dashes(y, 42, 378, 9)]
    marks += [(x, y + 0.3, x + 4, y + 8) for x, _, _, y in marks]
    found = _added(broken, _page(marks))  # type: ignore[arg-type]
    assert not [box for box in found if box[1] == box[3]]


def test_what_lies_on_an_added_rule_is_painted_white() -> None:
    page = _page(_dashes(80, 124, 256))  # type: ignore[arg-type]
    added = _boxes([(120, 79.7, 260, 80.3)])
    assert (without_remains(page, added, SCALE) == 255).all()
    assert (page == 0).any()


def test_rules_torn_in_the_middle_of_nowhere_are_whole_again_without_a_trace() -> None:
    torn = [*map(_upright, XS)]
    for y in YS:
        torn += [_level(y, 40, 66), _level(y, 90, 200), _level(y, 230, 380)]
    added = _added(torn, _page([]))
    assert {(40, y, 120, y) for y in YS} <= added
    assert {(120, y, 260, y) for y in YS} <= added


def test_a_stem_where_most_rules_are_broken_off_is_no_rule() -> None:
    xs = (40, 120, 200, 260, 320, 380)
    lines = [*map(_level, YS), _upright(40), _upright(380)]
    for x in xs[1:-1]:
        lines += [_upright(x, 40, 100), _upright(x, 120, 220)]
    grey = _page([])
    grey[round(102 * SCALE) : round(118 * SCALE), round(119.5 * SCALE) : round(120.5 * SCALE)] = 200
    assert not _added(lines, grey)
    # where the others go through it is one
    whole = [line for line in lines if line[0] != 199.5 and line[0] != 259.5]
    assert _added([*whole, _upright(200), _upright(260), _upright(320)], grey) == {
        (120, 100, 120, 120)
    }

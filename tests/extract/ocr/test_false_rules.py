from __future__ import annotations

import numpy as np

from extract.ocr.false_rules import is_false, is_streak, shines_through
from extract.ocr.page_image import Pixels
from extract.ocr.rule_lines import find_rules
from extract.page.grid import grid_of
from extract.page.rules import rule_groups
from tests.extract.ocr.pictures import SCALE, XS, rendered, table_page

WIDTH, HEIGHT = 1600, 800


def _page() -> Pixels:
    return np.full((HEIGHT, WIDTH), 250, np.uint8)


def _course(
    y: int, start: int = 200, end: int = 1400
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    x = np.arange(start, end, 20, dtype=np.float64)
    return np.stack((x, np.full_like(x, y)), axis=-1)


def test_a_line_from_edge_to_edge_of_the_paper_is_a_fold() -> None:
    page = _page()
    page[400:403] = 215
    assert is_streak(_course(401), page, SCALE)


def test_a_rule_that_ends_before_the_paper_does_is_one() -> None:
    page = _page()
    page[400:403, 150:1450] = 60
    assert not is_false(_course(401), page, SCALE)


def test_a_rule_that_lies_on_a_fold_is_one() -> None:
    page = _page()
    page[400:403] = 225
    page[400:403, 150:1450] = 40
    assert not is_streak(_course(401), page, SCALE)


def test_a_thick_pale_rule_shines_through_from_behind() -> None:
    page = _page()
    page[400:406, 150:1450] = 200
    assert shines_through(_course(403), page, SCALE)
    page[400:406, 150:1450] = 40
    assert not shines_through(_course(403), page, SCALE)


def test_a_thin_pale_rule_is_one() -> None:
    page = _page()
    page[400:402, 150:1450] = 190
    assert not shines_through(_course(400), page, SCALE)


def test_a_fold_through_a_table_adds_no_column() -> None:
    grey = rendered(table_page()).pixels[..., 0].copy()
    fold = round(200 * SCALE)
    grey[:, fold : fold + 2] = np.minimum(grey[:, fold : fold + 2], 205)
    (group,) = rule_groups(find_rules(grey, SCALE).boxes / SCALE)[0]
    grid = grid_of(group)
    assert grid is not None and len(grid.xs) == len(XS)

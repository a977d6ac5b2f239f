from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.page_image import Pixels
from extract.ocr.rule_lines import find_rules, without_rules
from extract.page.grid import Grid, grid_of
from extract.page.rules import rule_groups
from tests.extract.ocr.pictures import SCALE, XS, YS, rendered, table_page
from tests.extract.pdf.writer import PageWriter


def _grids(white: Pixels) -> list[Grid]:
    groups, _ = rule_groups(find_rules(white, SCALE).boxes / SCALE)
    return [grid for group in groups if (grid := grid_of(group))]


def _grey(page: PageWriter) -> Pixels:
    return rendered(page).pixels[..., 0]


def test_the_rules_of_a_table_are_found_in_their_places() -> None:
    (grid,) = _grids(_grey(table_page()))
    assert grid.xs == pytest.approx(XS, abs=1)
    assert grid.ys == pytest.approx(YS, abs=1)


def test_faint_rules_are_found() -> None:
    grey = _grey(table_page())
    rules = find_rules(grey, SCALE).mask > 0
    faint = np.where(rules & (grey < 255), np.maximum(grey, 190), grey).astype(np.uint8)
    assert [len(grid.cells) for grid in _grids(faint)] == [16]


def test_text_is_no_rule() -> None:
    page = PageWriter()
    for line in range(20):
        page.text(50, 60 + 18 * line, "minimum illumination millennium HHHHH EEEEE ----- _", 13)
    assert len(find_rules(_grey(page), SCALE).boxes) == 0


def test_a_short_rule_between_two_others_counts() -> None:
    page = PageWriter()
    for y in (100, 160):
        page.line(50, y, 400, y)
    for x in (50, 70, 400):
        page.line(x, 100, x, 160)
    page.line(50, 130, 70, 130)
    (grid,) = _grids(_grey(page))
    assert len(grid.cells) == 3


def test_a_dark_picture_is_no_rule() -> None:
    page = PageWriter()
    page.rectangle(100, 100, 300, 180)
    assert len(find_rules(_grey(page), SCALE).boxes) == 0


def test_taking_rules_out_leaves_the_letters() -> None:
    page = table_page()
    with_rules = _grey(page)
    bare = PageWriter()
    bare.parts = [part for part in page.parts if part.startswith("BT")]
    expected = _grey(bare) < 128
    left = without_rules(with_rules, find_rules(with_rules, SCALE)) < 128
    assert (left & ~cv2.dilate(expected.astype(np.uint8), np.ones((3, 3))).astype(bool)).sum() == 0
    assert (expected & ~left).sum() < 0.01 * expected.sum()


def test_dashed_and_dotted_rules_are_found() -> None:
    grey = _grey(table_page())
    rules = find_rules(grey, SCALE).mask > 0
    for on, step in ((6, 9), (2, 4)):
        gaps = np.add.outer(np.arange(grey.shape[0]), np.arange(grey.shape[1])) % step >= on
        dashed = np.where(rules & gaps, 255, grey).astype(np.uint8)
        assert [len(grid.cells) for grid in _grids(dashed)] == [16]


def test_a_streak_of_the_scanner_is_no_rule() -> None:
    grey = _grey(table_page())
    grey[:, 500:502] = 90
    rules = find_rules(grey, SCALE)
    assert [len(grid.cells) for grid in _grids(grey)] == [16]
    assert rules.mask[:, 500].all()


def test_the_stem_of_a_letter_between_two_rules_is_no_rule() -> None:
    page = PageWriter()
    for y in (100, 114, 128):
        page.line(50, y, 400, y)
    for x in (50, 200, 400):
        page.line(x, 100, x, 128)
    grey = _grey(page).copy()
    grey[round(100 * SCALE) : round(114 * SCALE), 800:803] = 0
    (grid,) = _grids(grey)
    assert len(grid.xs) == 3

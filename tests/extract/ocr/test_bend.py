from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.bend import bend_of
from extract.ocr.page_image import PageImage, Pixels
from extract.ocr.rule_lines import find_rules
from extract.ocr.straight import straight_page
from extract.page.grid import grid_of
from extract.page.rules import rule_groups
from tests.extract.ocr.pictures import SCALE, rendered
from tests.extract.pdf.writer import PageWriter, grid

_XS = (50.0, 120.0, 300.0, 390.0, 540.0)
_YS = tuple(100.0 + 40 * step for step in range(16))


def _page() -> PageImage:
    page = PageWriter()
    rows = [("1", "kinh vinh sinh trang", "nhanh", "143")] * (len(_YS) - 1)
    grid(page, _XS, _YS, rows, size=12)
    return rendered(page)


def _seen_aslant(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    far = flat + np.array([[30, 10], [-20, 25], [10, -15], [-15, 5]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, far)
    border = (255, 255, 255)
    return cv2.warpPerspective(pixels, matrix, (width, height), borderValue=border).astype(np.uint8)


def _curled(pixels: Pixels) -> Pixels:
    height, width = pixels.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    lower = (y + 14 * np.sin(np.pi * x / width)).astype(np.float32)
    return cv2.remap(pixels, x, lower, cv2.INTER_LINEAR, borderValue=(255, 255, 255)).astype(
        np.uint8
    )


@pytest.mark.parametrize("bent", [_seen_aslant, _curled])
def test_a_bent_page_is_flattened(bent: object) -> None:
    assert callable(bent)
    image = _page()
    page = straight_page(PageImage(1, bent(image.pixels), image.width, image.height))
    assert page.bend is not None
    (group,) = rule_groups(page.rules)[0]
    found = grid_of(group)
    assert found is not None
    assert (len(found.xs), len(found.ys)) == (len(_XS), len(_YS))


def test_places_lead_back_to_the_bent_page() -> None:
    image = _page()
    pixels = _seen_aslant(image.pixels)
    page = straight_page(PageImage(1, pixels, image.width, image.height))
    for x0, top, x1, bottom in page.rules[:10].tolist():
        sx0, stop, sx1, sbottom = (round(v * SCALE) for v in page.scanned((x0, top, x1, bottom)))
        assert (pixels[max(0, stop - 2) : sbottom + 3, max(0, sx0 - 2) : sx1 + 3] < 128).any()


def test_a_flat_page_is_left_alone() -> None:
    image = _page()
    rules = find_rules(image.pixels[..., 0].copy(), SCALE)
    assert bend_of(rules.level, rules.upright, image.pixels.shape, SCALE) is None


def test_few_rules_tell_nothing() -> None:
    one = np.array([[0.0, 0.0], [50.0, 9.0], [100.0, 30.0]])
    assert bend_of([one], [], (800, 600), SCALE) is None


def test_flattened_points_are_where_they_were_bent_from() -> None:
    image = _page()
    pixels = _curled(image.pixels)
    page = straight_page(PageImage(1, pixels, image.width, image.height))
    assert page.bend is not None
    flat = np.array([[400.0, 600.0], [900.0, 1200.0]])
    x, y = page.bend.bent(flat[:, 0], flat[:, 1])
    assert page.bend.flattened(np.stack((x, y), axis=1)) == pytest.approx(flat, abs=1.5)

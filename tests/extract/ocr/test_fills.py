from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.fills import without_dark_areas
from extract.ocr.page_image import Pixels
from tests.extract.ocr.pictures import SCALE, rendered, table_page


def _grey() -> Pixels:
    return rendered(table_page()).pixels[..., 0].copy()


def test_light_print_on_a_dark_heading_becomes_dark_on_light() -> None:
    grey = _grey()
    area = (slice(round(100 * SCALE), round(124 * SCALE)), slice(140, 1300))
    expected = grey[area] < 128
    grey[area] = 255 - (grey[area] > 128) * np.uint8(190)
    found = without_dark_areas(grey, SCALE)[area] < 128
    inner = (slice(12, -12), slice(12, -12))
    assert (found[inner] == expected[inner]).mean() > 0.97


def test_the_black_edge_of_the_glass_and_holes_become_paper() -> None:
    grey = _grey()
    expected = grey.copy()
    grey[:, :40] = 20
    cv2.circle(grey, (90, 900), 25, 30, -1)
    found = without_dark_areas(grey, SCALE)
    assert found[:, :36].min() > 200
    assert found[880:920, 70:110].min() > 200
    assert (found[:, 130:] == expected[:, 130:]).all()


def test_print_is_no_dark_area() -> None:
    grey = _grey()
    cv2.putText(grey, "HOACH", (200, 1500), cv2.FONT_HERSHEY_DUPLEX, 1.6, 0, 9)
    assert (without_dark_areas(grey, SCALE) == grey).all()


def test_a_shadow_is_paper() -> None:
    grey = _grey()
    shade = np.linspace(1, 0.45, grey.shape[1])[None]
    dim = (grey * shade).astype(np.uint8)
    assert (without_dark_areas(dim, SCALE) == dim).all()

from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.deskew import is_sideways, skew, straightened
from tests.extract.ocr.pictures import SCALE, prose, quarter_turned, rendered, table_page, turned


@pytest.mark.parametrize("degrees", [-1.5, -0.4, 0.0, 0.7, 2.5])
def test_the_angle_is_found_to_a_twentieth_of_a_degree(degrees: float) -> None:
    ink = turned(rendered(table_page()), degrees).pixels[..., 0] < 128
    assert skew(ink) == pytest.approx(-degrees, abs=0.05)


def test_a_turned_page_is_set_straight() -> None:
    page = rendered(table_page()).pixels[..., 0]
    askew = turned(rendered(table_page()), 1.2).pixels[..., 0]
    straight = straightened(askew, skew(askew < 128))
    rows = (straight < 128).sum(axis=1).max()
    assert rows > 0.9 * (page < 128).sum(axis=1).max()


def test_an_empty_page_has_no_angle() -> None:
    blank = np.zeros((400, 300), dtype=np.bool_)
    assert skew(blank) == 0.0
    assert not is_sideways(blank, SCALE)


def test_lines_that_run_up_the_page_are_seen() -> None:
    page = table_page()
    prose(page, 240, 25)
    image = rendered(page)
    assert not is_sideways(image.pixels[..., 0] < 128, SCALE)
    assert is_sideways(quarter_turned(image, 1).pixels[..., 0] < 128, SCALE)

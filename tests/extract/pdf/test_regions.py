from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.page.page import FloatArray, PageData
from extract.pdf.regions import has_picture, is_picture, picture_parts, runs_inside


def page_with(*boxes: tuple[float, float, float, float]) -> PageData:
    """Return a page of 600 by 800 points with pictures, and one run in its middle."""

    def no_letters(_runs: Sequence[int]) -> list[tuple[str, FloatArray]]:
        raise AssertionError

    return PageData(
        1, 600, 800, ["x"], np.array([(290.0, 395.0, 310.0, 405.0)]), [False], np.empty((0, 4)),
        no_letters, "pdfium", pictures=np.array(boxes, dtype=np.float64).reshape(-1, 4),
    )  # fmt: skip


STRIPS = [(0.0, 200.0 * n, 600.0, 200.0 * (n + 1)) for n in range(4)]


@pytest.mark.parametrize(
    ("boxes", "whole", "some", "parts"),
    [
        ([], False, False, []),
        ([(0.0, 0.0, 600.0, 800.0)], True, True, [(0.0, 0.0, 600.0, 800.0)]),
        (STRIPS, True, True, [(0.0, 0.0, 600.0, 800.0)]),
        ([(-50.0, -20.0, 700.0, 900.0)], True, True, [(0.0, 0.0, 600.0, 800.0)]),
        ([(10.0, 10.0, 60.0, 60.0)], False, False, []),
        ([(50.0, 50.0, 550.0, 250.0)], False, True, [(50.0, 50.0, 550.0, 250.0)]),
        (
            [(50.0, 50.0, 550.0, 250.0), (50.0, 500.0, 550.0, 700.0)],
            False,
            True,
            [(50.0, 50.0, 550.0, 250.0), (50.0, 500.0, 550.0, 700.0)],
        ),
    ],
)
def test_large_pictures_are_told_from_small_ones(
    boxes: list[tuple[float, float, float, float]],
    whole: bool,
    some: bool,
    parts: list[tuple[float, float, float, float]],
) -> None:
    page = page_with(*boxes)
    assert (is_picture(page), has_picture(page)) == (whole, some)
    assert picture_parts(page) == parts


def test_runs_are_inside_by_their_middle() -> None:
    page = page_with()
    assert runs_inside(page, (299.0, 0.0, 600.0, 800.0)) == [0]
    assert runs_inside(page, (301.0, 0.0, 600.0, 800.0)) == []

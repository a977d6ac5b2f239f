from __future__ import annotations

import numpy as np
import pytest

from extract.ocr.page_image import Pixels
from extract.ocr.widths import lost_digits


def _print(digits: int, *, height: int = 20) -> Pixels:
    """Return a picture of blocks as wide as digits side by side."""
    page = np.full((height + 8, 30 + 15 * digits), 255, np.uint8)
    for place in range(digits):
        page[4 : 4 + height, 10 + 15 * place : 22 + 15 * place] = 0
    return page


@pytest.mark.parametrize(
    ("digits", "text", "lost"),
    [
        (1, "2", False),
        (2, "12", False),
        (2, "2", True),
        (4, "1235", False),
        (4, "235", True),
        (3, "Sở", False),
        (2, "", False),
    ],
)
def test_a_figure_that_is_too_wide_has_lost_a_digit(digits: int, text: str, lost: bool) -> None:
    others = [_print(count) for count in (2, 3, 3, 4, 2)]
    texts = ["10", "143", "998", "2580", "77"]
    assert lost_digits([_print(digits), *others], [text, *texts]) == [lost] + [False] * 5


def test_an_empty_picture_is_no_figure_too_wide() -> None:
    assert lost_digits([np.full((20, 40), 255, np.uint8)], ["7"]) == [False]
    assert lost_digits([], []) == []

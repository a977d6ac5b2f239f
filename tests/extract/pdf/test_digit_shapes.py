from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.pdf.digit_shapes import Mask, figures_enough, holes, looks_like
from flows.lettering import lettering


def ink(character: str, size: int = 32) -> Mask:
    image = Image.new("L", (2 * size, 2 * size), 255)
    ImageDraw.Draw(image).text((8, 8), character, fill=0, font=lettering(size))
    shape: Mask = np.asarray(image) < 128
    return shape


@pytest.mark.parametrize("digit", "0123456789")
@pytest.mark.parametrize("size", [24, 32, 48])
def test_a_digit_looks_like_itself(digit: str, size: int) -> None:
    assert looks_like(digit, ink(digit, size))


@pytest.mark.parametrize("shift", range(1, 10))
def test_shifted_digits_give_themselves_away(shift: int) -> None:
    wrong = [d for d in range(10) if not looks_like(str((d + shift) % 10), ink(str(d)))]
    assert len(wrong) >= 4


def test_holes_are_found_where_they_are() -> None:
    assert holes(ink("1")) == []
    assert len(holes(ink("8"))) == 2
    shape = np.zeros((20, 12), dtype=np.bool_)
    shape[10:18, 2:10] = True
    shape[12:16, 4:8] = False
    assert holes(shape) == [pytest.approx(13.5 / 19)]


def test_blank_ink_says_nothing() -> None:
    assert looks_like("8", np.zeros((30, 20), dtype=np.bool_))


def test_only_figures_of_their_own_count() -> None:
    assert figures_enough(["123", "45,6%"])
    assert not figures_enough(["Số 123/456 ngày 7", "12"])

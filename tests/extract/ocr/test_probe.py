"""Pictures that are not in the order of print are tried before they are read."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.page_image import PageImage, Pixels
from extract.ocr.probe import reads_as_print
from extract.ocr.worth import is_disordered, looks_printed, tiles_of
from tests.extract.ocr.pictures import (
    grainy,
    needs_tesseract,
    prose,
    quarter_turned,
    rendered,
    stamped,
    table_page,
    turned,
)
from tests.extract.pdf.writer import PageWriter

SHAPE = (1654, 1170)


def _noise(seed: int, blur: float, share: float) -> PageImage:
    """Return black and white noise; `share` of it is black, in grains as large as `blur`."""
    grain = np.random.default_rng(seed).normal(0, 1, SHAPE)
    if blur:
        grain = np.asarray(cv2.GaussianBlur(grain, (0, 0), blur), dtype=np.float64)
    pixels: Pixels = np.where(grain < np.quantile(grain, share), 0, 255).astype(np.uint8)
    return PageImage(1, pixels, 595, 842)


NOISES = [(0.0, 0.3), (0.0, 0.5), (0.8, 0.3), (1.4, 0.2)]


@pytest.mark.parametrize(("blur", "share"), NOISES)
def test_noise_has_no_order(blur: float, share: float) -> None:
    image = _noise(1, blur, share)
    assert looks_printed(image)
    assert is_disordered(tiles_of(image))


@needs_tesseract
@pytest.mark.parametrize(("blur", "share"), NOISES)
def test_nothing_is_read_in_noise(blur: float, share: float) -> None:
    image = _noise(2, blur, share)
    assert not reads_as_print(image, tiles_of(image))


def _spoilt(image: PageImage) -> list[PageImage]:
    noise = np.random.default_rng(3).normal(0, 60, image.pixels.shape)
    noisy = np.clip(image.pixels + noise, 0, 255).astype(np.uint8)
    return [
        image,
        grainy(image),
        turned(image, 4),
        stamped(image, 200, 120),
        quarter_turned(image, 1),
        PageImage(1, noisy, image.width, image.height),
    ]


def _full_page() -> PageImage:
    page = PageWriter()
    prose(page, 60, 40)
    return rendered(page)


def test_print_has_order_however_it_was_scanned() -> None:
    for page in (_full_page(), rendered(table_page())):
        for image in _spoilt(page):
            assert not is_disordered(tiles_of(image))


@needs_tesseract
def test_print_is_read_however_it_lies() -> None:
    page = _full_page()
    for image in (page, quarter_turned(page, 1), quarter_turned(page, 2), quarter_turned(page, 3)):
        assert reads_as_print(image, tiles_of(image))


def test_a_page_with_little_on_it_is_never_disordered() -> None:
    page = PageWriter()
    page.text(50, 100, "Ket qua trong nam", 12)
    assert not is_disordered(tiles_of(rendered(page)))

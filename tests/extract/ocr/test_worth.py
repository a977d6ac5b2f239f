from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from extract.ocr.page_image import PageImage, Pixels
from extract.ocr.worth import letters_of, looks_printed
from tests.extract.ocr.pictures import (
    grainy,
    prose,
    quarter_turned,
    rendered,
    stamped,
    table_page,
    turned,
)
from tests.extract.pdf.writer import PageWriter


def test_print_is_found_however_it_was_scanned() -> None:
    image = rendered(table_page())
    for spoilt in (image, grainy(image), turned(image, 2), stamped(image, 200, 120)):
        assert looks_printed(spoilt)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_print_is_found_on_its_side(turns: int) -> None:
    assert looks_printed(quarter_turned(rendered(table_page()), turns))


def test_letters_are_found_where_they_stand() -> None:
    page = PageWriter()
    prose(page, 300, 5)
    left, top, right, bottom = letters_of(rendered(page)).T
    assert left.min() == pytest.approx(50, abs=3)
    assert right.max() > 300
    assert top.min() >= 285 and bottom.max() <= 390


def test_a_few_words_are_enough() -> None:
    page = PageWriter()
    page.text(50, 100, "Ket qua trong nam", 12)
    assert looks_printed(rendered(page))


def _photograph() -> Pixels:
    y, x = np.mgrid[0:1170, 0:827]
    waves: Pixels = (128 + 40 * (np.sin(x / 37) + np.sin(y / 53))).astype(np.uint8)
    return waves


def _lines() -> Pixels:
    y, x = np.mgrid[0:1170, 0:827]
    return np.where(((x * 3 + y) % 97 < 2) | ((x - 2 * y) % 83 < 2), 0, 255).astype(np.uint8)


def _paper() -> Pixels:
    return np.full((900, 700), 255, dtype=np.uint8)


@pytest.mark.parametrize("picture", [_photograph, _lines, _paper])
def test_photographs_maps_and_blank_paper_show_no_print(picture: Callable[[], Pixels]) -> None:
    assert not looks_printed(PageImage(1, picture(), 595, 842))

from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.components import pieces_of
from extract.ocr.page_image import Pixels
from extract.ocr.upright import is_upside_down, marks
from tests.extract.ocr.pictures import SCALE, prose, rendered
from tests.extract.pdf.writer import PageWriter


def _ink() -> Pixels:
    page = PageWriter()
    prose(page, 100, 20)
    return (rendered(page).pixels[..., 0] < 128).astype(np.uint8)


def test_dots_of_letters_tell_which_way_up() -> None:
    ink = _ink()
    head_down = np.ascontiguousarray(ink[::-1, ::-1])
    assert not is_upside_down(pieces_of(ink), SCALE)
    assert is_upside_down(pieces_of(head_down), SCALE)


def test_marks_change_sides_with_the_page() -> None:
    ink = _ink()
    head_down = np.ascontiguousarray(ink[::-1, ::-1])
    below, above = marks(pieces_of(ink), SCALE)
    assert above > below
    assert marks(pieces_of(head_down), SCALE)[0] > marks(pieces_of(head_down), SCALE)[1]


def test_a_page_without_letters_is_left_as_it_is() -> None:
    blank = np.zeros((800, 600), np.uint8)
    cv2.rectangle(blank, (100, 100), (400, 300), 1, -1)
    assert not is_upside_down(pieces_of(blank), SCALE)

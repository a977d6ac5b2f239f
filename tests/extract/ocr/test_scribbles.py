from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.components import pieces_of
from extract.ocr.page_image import Pixels
from extract.ocr.scribbles import without_scribbles
from tests.extract.ocr.pictures import SCALE, prose, rendered
from tests.extract.pdf.writer import PageWriter


def _page() -> Pixels:
    page = PageWriter()
    prose(page, 100, 10)
    return rendered(page).pixels[..., 0].copy()


def _cleared(page: Pixels) -> Pixels:
    return without_scribbles(page, pieces_of((page < 128).astype(np.uint8)), SCALE)


def test_a_ring_and_a_signature_go_and_letters_stay() -> None:
    page = _page()
    expected = page.copy()
    cv2.circle(page, (700, 1500), 150, 0, 5)
    cv2.line(page, (200, 1800), (420, 1950), 0, 4)
    assert (_cleared(page) == expected).all()


def test_print_stays() -> None:
    page = _page()
    assert (_cleared(page) == page).all()


def test_a_dark_picture_stays() -> None:
    page = _page()
    cv2.rectangle(page, (300, 1500), (600, 1800), 0, -1)
    assert (_cleared(page) == page).all()

from __future__ import annotations

import numpy as np
import pytest

from extract.errors import UnreadableError
from extract.ocr import tesseract
from tests.extract.ocr.pictures import needs_tesseract, rendered, table_page


def test_without_tesseract_a_scan_is_held_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tesseract, "is_installed", lambda: False)
    with pytest.raises(UnreadableError) as caught:
        tesseract.read_words([np.zeros((9, 9), np.uint8)], mode=6, dpi=200, seconds=5)
    assert (caught.value.code, caught.value.outcome) == ("scan_needs_tesseract", "held")
    assert "tesseract-ocr tesseract-ocr-vie" in caught.value.advice


@needs_tesseract
def test_words_have_boxes_lines_and_confidence() -> None:
    picture = rendered(table_page()).pixels[100:240, :, 0]
    words = tesseract.read_words([picture, picture], mode=6, dpi=200, seconds=30)
    assert [word.text for word in words][1:5] == ["of", "the", "year", "2024"]
    assert {word.line[0] for word in words} == {0, 1}
    assert all(0 <= word.confidence <= 1 for word in words)
    assert words[0].box[2] < words[1].box[0]


@needs_tesseract
def test_a_picture_that_takes_too_long_is_given_up() -> None:
    picture = rendered(table_page()).pixels[..., 0]
    with pytest.raises(tesseract.OcrTimeoutError):
        tesseract.read_words([picture], mode=6, dpi=200, seconds=0.001)

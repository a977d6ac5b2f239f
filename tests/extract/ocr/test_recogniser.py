from __future__ import annotations

import cv2
import numpy as np
import pytest

from extract.ocr.page_image import Pixels
from extract.ocr.recogniser import Recogniser, model_file

_MODEL = model_file()
needs_model = pytest.mark.skipif(_MODEL is None, reason="rapidocr is not installed")


def _written(text: str, height: int = 40) -> Pixels:
    page = np.full((height, 22 * len(text) + 40), 255, np.uint8)
    cv2.putText(page, text, (20, height - 10), cv2.FONT_HERSHEY_DUPLEX, 0.8, (0,), 1, cv2.LINE_AA)
    return page


@pytest.fixture(scope="module")
def read() -> Recogniser:
    assert _MODEL is not None
    return Recogniser(_MODEL)


@needs_model
@pytest.mark.parametrize("text", ["143", "2.580", "13,7%", "1.3.2"])
def test_a_figure_is_read(read: Recogniser, text: str) -> None:
    found, sure = read(_written(text))
    assert found.replace(" ", "") == text
    assert 0.8 < sure <= 1


@needs_model
def test_an_empty_picture_says_nothing(read: Recogniser) -> None:
    assert read(np.full((40, 90), 255, np.uint8)) == ("", 0.0)


@needs_model
@pytest.mark.parametrize("height", [18, 40, 90])
def test_the_package_itself_reads_the_same(read: Recogniser, height: int) -> None:
    rapidocr = pytest.importorskip("rapidocr")
    engine = rapidocr.RapidOCR(
        params={"Global.log_level": "error", "Rec.rec_img_shape": [3, 48, 64]}
    )
    picture = cv2.resize(_written("26.440"), None, fx=height / 40, fy=height / 40).astype(np.uint8)
    colour = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    found = engine(colour, use_det=False, use_cls=False, use_rec=True)
    text, sure = read(picture)
    assert text == found.txts[0]
    assert sure == pytest.approx(found.scores[0], abs=1e-3)


def test_without_the_package_there_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert model_file() is None

"""Pictures of pages for tests: drawn as PDF, rendered, and spoilt as scanners do."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2
import pytest

from extract.document import Cell
from extract.ocr.page_image import PageImage, Pixels
from extract.ocr.tesseract import is_installed
from tests.extract.pdf.writer import PageWriter, grid, pdf

DPI = 200
SCALE = DPI / 72
XS = (50.0, 90.0, 300.0, 390.0, 470.0)
FIGURES = (("1", "143"), ("2", "13,7%"), ("3", "2.580"))
YS = (100.0, 124.0, 148.0, 172.0, 196.0)
ROWS = (
    ("STT", "Indicators of the report", "Units", "Figures"),
    ("1", "Number of plans", "Plans", "143"),
    ("2", "Share of plans done", "%", "13,7%"),
    ("3", "Number of offices", "Bodies", "2.580"),
)

needs_tesseract = pytest.mark.skipif(
    not is_installed(),
    reason="tesseract with Vietnamese is not installed (apt-get install tesseract-ocr-vie)",
)


def table_page() -> PageWriter:
    """Return a page with a line of text and a ruled table."""
    page = PageWriter()
    page.text(50, 60, "Statistics of the year 2024", 13)
    page.text(50, 80, "The office reports the figures below", 13)
    grid(page, XS, YS, ROWS, size=12)
    return page


def rendered(page: PageWriter, number: int = 1) -> PageImage:
    """Return a page as the picture that a scanner would make at its best."""
    document = pypdfium2.PdfDocument(pdf([page]))
    pixels: Pixels = np.array(document[0].render(scale=SCALE).to_pil().convert("RGB"))
    document.close()
    return PageImage(number, pixels, *page.size)


def turned(image: PageImage, degrees: float) -> PageImage:
    """Return the picture turned counter-clockwise by a few degrees."""
    height, width = image.pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    pixels = cv2.warpAffine(image.pixels, matrix, (width, height), borderValue=(255, 255, 255))
    return PageImage(image.number, pixels.astype(np.uint8), image.width, image.height)


def quarter_turned(image: PageImage, turns: int) -> PageImage:
    """Return the picture turned clockwise by quarter turns."""
    pixels = np.ascontiguousarray(np.rot90(image.pixels, -turns))
    size = (image.width, image.height) if turns % 2 == 0 else (image.height, image.width)
    return PageImage(image.number, pixels, *size)


def grainy(image: PageImage, seed: int = 1) -> PageImage:
    """Return the picture on grey paper, with grain, blur and the marks of JPEG."""
    blurred = cv2.GaussianBlur(image.pixels, (0, 0), 0.7).astype(np.float64)
    grain = np.random.default_rng(seed).normal(0, 6, blurred.shape[:2])[..., None]
    grey = np.clip(blurred * 0.92 + grain, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, 70])
    pixels = cv2.imdecode(data, cv2.IMREAD_COLOR)
    assert pixels is not None
    return PageImage(image.number, pixels.astype(np.uint8), image.width, image.height)


def stamped(image: PageImage, x: float, y: float) -> PageImage:
    """Return the picture with a round red stamp at a place in points."""
    ink = np.full_like(image.pixels, 255)
    center = (round(x * SCALE), round(y * SCALE))
    for radius, thick in ((50, 5), (35, 3)):
        cv2.circle(ink, center, round(radius * SCALE), (200, 30, 40), thick)
    pixels = (image.pixels.astype(np.int64) * ink // 255).astype(np.uint8)
    return PageImage(image.number, pixels, image.width, image.height)


def figures(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, str], ...]:
    """Return row number and figure of the rows below the heading.

    The fonts of these pictures have no accents, so words are no fair test.
    """
    return tuple((row[0].text, row[3].text) for row in rows[1:])


def prose(page: PageWriter, top: float, lines: int) -> None:
    """Print lines of text, no two alike."""
    words = [
        "theo", "quy", "trong", "nam", "cao", "lam", "thi", "kinh", "vinh", "sinh", "trang",
        "nhanh", "minh", "hay", "tinh", "an",
    ]  # fmt: skip
    for line in range(lines):
        chosen = [words[(line * 7 + k * (3 + line % 5)) % len(words)] for k in range(13)]
        page.text(50, top + 20 * line, " ".join(chosen), 12)

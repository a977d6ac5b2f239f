from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from extract.ocr.layer import Verdict, compared, layered
from extract.ocr.straight import straight_page
from extract.page.page import FloatArray, PageData
from tests.extract.ocr.pictures import grainy, needs_tesseract, rendered, turned
from tests.extract.pdf.mixed import XS, rows, table_page
from tests.extract.pdf.samples import flat

BODY = rows(1, 10)
PICTURE = grainy(rendered(table_page(BODY)))


def text_page(body: list[tuple[str, str, str, str]], shift: float = 0.0) -> PageData:
    """Return the text of a table as a scanner's program lays it over the picture."""
    texts = [text for row in body for text in row]
    boxes = np.array(
        [
            (x0 + 4, 81 + 24 * number + shift, x0 + 4 + 5.5 * len(text), 95 + 24 * number + shift)
            for number, row in enumerate(body)
            for text, x0 in zip(row, XS, strict=False)
        ]
    )

    def letters_of(runs: Sequence[int]) -> list[tuple[str, FloatArray]]:
        return [letters(run) for run in runs]

    def letters(run: int) -> tuple[str, FloatArray]:
        sides = np.linspace(boxes[run, 0], boxes[run, 2], len(texts[run]) + 1)
        level = np.ones(len(texts[run]))
        return texts[run], np.stack(
            (sides[:-1], level * boxes[run, 1], sides[1:], level * boxes[run, 3]), axis=1
        )

    return PageData(
        1, 595, 842, texts, boxes, [False] * len(texts), np.empty((0, 4)), letters_of, "pdfium"
    )


@needs_tesseract
def test_text_that_the_picture_shows_is_believed() -> None:
    verdict = compared(text_page(BODY), straight_page(PICTURE, turn=0))
    assert verdict.agrees
    assert (verdict.wrong, verdict.reason) == ({}, "")
    assert verdict.words > 0.8 and verdict.covered > 0.9


@needs_tesseract
def test_a_skew_picture_and_its_text_come_straight_together() -> None:
    straight = straight_page(turned(PICTURE, 1.2), turn=0)
    page = text_page(BODY)
    boxes = page.boxes
    angle = np.radians(straight.angle)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2 - 297.5, (boxes[:, 1] + boxes[:, 3]) / 2 - 421
    moved = np.stack((x * np.cos(angle) - y * np.sin(angle), y * np.cos(angle) + x * np.sin(angle)))
    half = (boxes[:, 2:] - boxes[:, :2]) / 2
    middle = moved.T + np.array([297.5, 421])
    page.boxes = np.concatenate((middle - half, middle + half), axis=1)
    verdict = compared(page, straight)
    assert verdict.agrees
    assert flat(layered(page, verdict).blocks)[0] == [
        [(text, 1, 1, False, False) for text in row] for row in BODY
    ]


@needs_tesseract
def test_text_beside_the_print_is_not_believed() -> None:
    assert not compared(text_page(BODY, shift=300), straight_page(PICTURE, turn=0)).agrees


@needs_tesseract
def test_other_words_and_missing_words_are_told_apart() -> None:
    other = compared(
        text_page([(a, "khac han", "xxx", d) for a, _, _, d in BODY]),
        straight_page(PICTURE, turn=0),
    )
    part = compared(text_page(BODY[:3]), straight_page(PICTURE, turn=0))
    assert "words looked up are alike" in other.reason
    assert "of the print has text" in part.reason


@needs_tesseract
def test_figures_that_the_picture_shows_otherwise_are_named() -> None:
    said = [(a, b, c, "777" if a == "4" else d) for a, b, c, d in BODY]
    page = text_page(said)
    verdict = compared(page, straight_page(PICTURE, turn=0))
    assert verdict.agrees
    assert {page.texts[run]: shown for run, shown in verdict.wrong.items()} == {"777": BODY[3][3]}


@pytest.mark.parametrize(
    ("words", "covered", "figures", "wrong", "agrees"),
    [
        (1.0, 1.0, 20, 0, True),
        (1.0, 1.0, 20, 1, True),
        (1.0, 1.0, 60, 3, True),
        (1.0, 1.0, 20, 2, False),
        (1.0, 1.0, 3, 2, False),
        (0.4, 1.0, 20, 0, False),
        (1.0, 0.3, 20, 0, False),
    ],
)
def test_how_much_may_differ(
    words: float, covered: float, figures: int, wrong: int, agrees: bool
) -> None:
    straight = straight_page(rendered(table_page(BODY)), turn=0)
    verdict = Verdict(words, covered, figures, straight, dict.fromkeys(range(wrong), "1"))
    assert verdict.agrees is agrees
    assert bool(verdict.reason) is (not agrees or bool(wrong))

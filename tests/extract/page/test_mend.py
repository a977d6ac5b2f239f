"""Lines whose missing letters are printed afterwards, in another font, into their holes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from extract.page.mend import mended
from extract.page.page import Letters, PageData
from extract.page.words import Line, Words

WIDTH, HEIGHT = 5.0, 10.0


def page_of(*runs: tuple[float, float, str]) -> PageData:
    """Return a page of runs (left, top, text) whose characters are all as wide."""

    def letters(run: int) -> Letters:
        left, top, text = runs[run]
        x = left + WIDTH * np.arange(len(text))
        level = np.ones(len(text))
        return text, np.stack((x, level * top, x + WIDTH, level * (top + HEIGHT)), axis=1)

    return PageData(
        number=1,
        width=400,
        height=400,
        texts=[text for _, _, text in runs],
        boxes=np.array([[x, y, x + WIDTH * len(t), y + HEIGHT] for x, y, t in runs]),
        bold=[False] * len(runs),
        rules=np.empty((0, 4)),
        glyphs=lambda asked: list(map(letters, asked)),
        backend="test",
    )


def read(page: PageData, lines: Sequence[Line]) -> list[list[str]]:
    _, made = mended(page, Words.of(page), lines)
    return [[page.texts[run] for run in line.runs] for line in made]


def test_letters_are_woven_into_the_holes_of_their_lines() -> None:
    page = page_of((0, 0, "Qu n tri t"), (10, 0, "ả"), (0, 20, "t nh"), (5, 20, "ỉ"), (40, 0, "ệ"))
    lines = [Line(0, [0, 1, 4]), Line(1, [2, 3])]
    assert read(page, lines) == [["Quản", "triệt"], ["tỉnh"]]
    assert page.boxes[0].tolist() == [0.0, 0.0, 20.0, HEIGHT]
    assert page.letters(0)[0] == "Quản"
    assert len(page.letters(0)[1]) == len("Quản")


def test_pieces_that_stand_apart_stay_apart_and_get_runs_of_their_own() -> None:
    page = page_of((0, 0, "S     n i"), (5, 0, "ở"), (35, 0, "ộ"))
    assert read(page, [Line(0, [0, 1, 2])]) == [["Sở", "nội"]]
    assert page.boxes[:, 0].tolist() == [0.0, 5.0, 30.0]


def test_lines_without_holes_stay_as_they_are() -> None:
    page = page_of((0, 0, "Sở"), (20, 0, "Nội vụ"))
    assert read(page, [Line(0, [0, 1])]) == [["Sở", "Nội vụ"]]
    assert not page.parts

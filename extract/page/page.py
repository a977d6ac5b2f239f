"""One page as arrays: runs of text, rules, and what the source was unsure of.

Both sources make these; everything behind them sees no backend. Boxes are
(x0, top, x1, bottom) in points from the top left of the page as it is read: a page whose
text runs upwards is turned first, and `PageData.shown` turns a box back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Box = tuple[float, float, float, float]
Turn = Literal[0, 1, 2, 3]
Placing = Callable[[FloatArray], FloatArray]
Letters = tuple[str, FloatArray]
Glyphs = Callable[[Sequence[int]], list[Letters]]
Spaces = Callable[[Sequence[int]], list[list[float]]]
# texts, boxes, boldness and parts of the runs of a page
Runs = tuple[list[str], FloatArray, list[bool], dict[int, tuple[str, FloatArray]]]


@dataclass(slots=True)
class PageData:
    """What is printed on one page.

    A run is what the file prints in one go: `texts` keeps its inner spaces, `boxes` (n, 4)
    fits its printed characters, `bold` comes from its font; the height of a box is about the
    size of the font. `rules` (m, 4) are boxes of thin lines. `glyphs` gives characters and
    their boxes of runs of the file, `parts` those of runs made later; `spaces` measures the
    spaces in runs of the file, against their height, where this costs less. `turn` counts the
    quarter turns (clockwise) that brought the page from how it is shown to how it is read;
    `width` and `height` are those of the page as read. `picture` is the share of the page
    that its largest picture covers; `composed` tells that all text is in NFC, `raised` that
    characters like ¹ occur; `doubts` are codes. `pictures` (k, 4) are the boxes of pictures,
    `faint` the runs in so pale a colour that they may not show on paper, `unpainted` those
    printed in a mode that paints nothing.
    """

    number: int
    width: float
    height: float
    texts: list[str]
    boxes: FloatArray
    bold: list[bool]
    rules: FloatArray
    glyphs: Glyphs
    backend: str
    parts: dict[int, tuple[str, FloatArray]] = field(default_factory=dict)
    turn: Turn = 0
    picture: float = 0.0
    composed: bool = True
    raised: bool = False
    ligatures: bool = True
    doubts: tuple[str, ...] = ()
    pictures: FloatArray = field(default_factory=lambda: np.empty((0, 4)))
    faint: tuple[int, ...] = ()
    unpainted: tuple[int, ...] = ()
    spaces: Spaces | None = None

    def letters(self, run: int) -> Letters:
        """Return the characters of a run and their boxes, also where it was cut or made."""
        return self.letters_of((run,))[0]

    def letters_of(self, runs: Sequence[int]) -> list[Letters]:
        """Return the characters of each of some runs and their boxes, at less cost together."""
        whole = [run for run in runs if run not in self.parts]
        found = dict(zip(whole, self.glyphs(whole), strict=True)) if whole else {}
        return [found[run] if run in found else self.parts[run] for run in runs]

    def gaps(self, runs: Sequence[int]) -> dict[int, list[float]]:
        """Return the spaces in those of `runs` where they are known at little cost.

        They are counted in heights of the lowest character beside a space.
        """
        whole = [run for run in runs if run not in self.parts] if self.spaces else []
        return dict(zip(whole, self.spaces(whole), strict=True)) if self.spaces and whole else {}

    def add(self, text: str, box: Sequence[float], bold: bool) -> int:
        """Add a run and return its number."""
        self.texts.append(text)
        self.bold.append(bold)
        self.boxes = np.concatenate((self.boxes, np.array([box], dtype=np.float64)))
        return len(self.texts) - 1

    def add_all(self, runs: Sequence[tuple[str, Sequence[float], bool]]) -> None:
        """Add runs of these texts, boxes and boldness."""
        if runs:
            self.texts += [text for text, _, _ in runs]
            self.bold += [bold for _, _, bold in runs]
            self.boxes = np.concatenate((self.boxes, [box for _, box, _ in runs]))

    def saved(self) -> Runs:
        """Return the runs of the page, for `restore`."""
        return list(self.texts), self.boxes.copy(), list(self.bold), dict(self.parts)

    def restore(self, runs: Runs) -> None:
        """Make the page hold the runs that it had, before some were cut or woven."""
        self.texts, self.boxes, self.bold, self.parts = runs

    def shown(self, box: Box) -> Box:
        """Return `box` on the page as it is shown."""
        if self.turn == 0:
            return box
        back: Turn = (4 - self.turn) % 4  # type: ignore[assignment]
        turned = turned_boxes(np.array([box]), self.width, self.height, back)[0]
        x0, top, x1, bottom = np.round(turned, 2).tolist()
        return (x0, top, x1, bottom)

    def read(self, box: Box) -> Box:
        """Return a box of the page as it is shown on the page as it is read."""
        if self.turn == 0:
            return box
        upright = self.turn % 2 == 0
        sizes = (self.width, self.height) if upright else (self.height, self.width)
        x0, top, x1, bottom = turned_boxes(np.array([box]), *sizes, self.turn)[0].tolist()
        return (x0, top, x1, bottom)


def turned_boxes(boxes: FloatArray, width: float, height: float, turn: Turn) -> FloatArray:
    """Return `boxes` of a page of this size after `turn` clockwise quarter turns of it."""
    if turn == 0:
        return boxes
    x0, top, x1, bottom = boxes.T
    if turn == 1:
        parts = (height - bottom, x0, height - top, x1)
    elif turn == 2:
        parts = (width - x1, height - bottom, width - x0, height - top)
    else:
        parts = (top, width - x1, bottom, width - x0)
    return np.stack(parts, axis=1)


def median(values: FloatArray) -> float:
    """Return the median of some values, which numpy's own imports 13 ms of modules for."""
    ordered = np.sort(values)
    middle = len(ordered) // 2
    return float((ordered[middle] + ordered[-middle - 1]) / 2)


def without(page: PageData, runs: Collection[int]) -> PageData:
    """Return the page without some of its runs."""
    if not runs:
        return page
    gone = set(runs)
    kept = [run for run in range(len(page.texts)) if run not in gone]
    place = {run: new for new, run in enumerate(kept)}
    glyphs, spaces = page.glyphs, page.spaces
    return replace(
        page,
        texts=[page.texts[run] for run in kept],
        boxes=page.boxes[kept],
        bold=[page.bold[run] for run in kept],
        glyphs=lambda runs: glyphs([kept[run] for run in runs]),
        spaces=spaces and (lambda runs: spaces([kept[run] for run in runs])),
        faint=tuple(place[run] for run in page.faint if run in place),
        unpainted=tuple(place[run] for run in page.unpainted if run in place),
    )

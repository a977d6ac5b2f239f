"""A page as a picture: its pixels, and how they lie on the page in points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class PageImage:
    """The picture of page `number` (from 1), `width` by `height` points on paper.

    `pixels` is grey (rows, columns) or colour (rows, columns, 3: red, green, blue).
    """

    number: int
    pixels: Pixels
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels a point."""
        return float(self.pixels.shape[1] / self.width)

    @property
    def dpi(self) -> float:
        """Pixels an inch."""
        return self.scale * POINTS_PER_INCH

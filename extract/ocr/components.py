"""Connected pieces of ink."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.page_image import Pixels

Ints = npt.NDArray[np.int32]
Labels = npt.NDArray[np.int32] | npt.NDArray[np.uint16]


class Pieces(NamedTuple):
    """The number of the piece at each pixel (0 for none) and, from piece 1, its box.

    A box is left, top, width, height.
    """

    labels: Labels
    boxes: Ints


def pieces_of(ink: Pixels) -> Pieces:
    """Return the pieces of ink (not zero) that hang together, diagonals counted."""
    if not ink.size:
        return Pieces(ink.astype(np.int32), np.zeros((0, 4), np.int32))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    return Pieces(np.asarray(labels, dtype=np.int32), np.asarray(stats[1:, :4], dtype=np.int32))


def few_pieces_of(ink: Pixels) -> Pieces:
    """Return the same for ink of which no more than a few thousand pieces can be left.

    The numbers take half of the memory.
    """
    if not ink.size:
        return pieces_of(ink)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, ltype=cv2.CV_16U)
    return Pieces(np.asarray(labels, dtype=np.uint16), np.asarray(stats[1:, :4], dtype=np.int32))


def chosen(pieces: Pieces, kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return where the pieces lie of which `kept` is true."""
    table: npt.NDArray[np.bool_] = np.concatenate((np.zeros(1, dtype=np.bool_), kept))
    where: npt.NDArray[np.bool_] = table[pieces.labels]
    return where

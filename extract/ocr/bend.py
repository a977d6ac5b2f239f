"""How a page is bent: its rules were straight before it was curled or seen at an angle.

Along each level rule the height should not change, along each upright one the distance
from the side. A smooth field of shifts, a polynomial of the place, is fitted to what does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from extract.ocr.page_image import Pixels
from extract.page.page import Box

Floats = npt.NDArray[np.float64]

# rules needed for a simple field, and for one that may bend twice
_FEWEST, _MANY = 3, 6
_FEWEST_POINTS = 12
# in points: rules that stray less are straight enough
_STRAY = 0.7
# one rule may have a smear on it: so great a part of them must stray
_ASTRAY = 0.25
# keeps the field small where few rules say anything
_DAMPING = 1e-4
_ROUNDS = 3
_OUTLIER = 3.0
# the shifts are smooth: worked out at every so many pixels
_MESH = 32


@dataclass(frozen=True, slots=True)
class _Field:
    """The shift across at places (along, across), and where on the page it is known."""

    weights: Floats
    low: Floats
    high: Floats
    side: float

    def at(self, along: Floats, across: Floats) -> Floats:
        # beyond the rules nothing is known: there the shift of the nearest place holds
        points = np.stack((along, across), axis=-1).clip(self.low, self.high)
        found: Floats = _terms(self._relative(points), len(self.weights)) @ self.weights
        return found

    def _relative(self, points: Floats) -> Floats:
        relative: Floats = (points - (self.low + self.high) / 2) / self.side
        return relative


@dataclass(frozen=True, slots=True)
class Bend:
    """Where each point of the flat page lies on the bent one."""

    level: _Field | None
    upright: _Field | None

    def bent(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return the places on the bent page, in pixels, of places on the flat one."""
        down = self.level.at(x, y) if self.level else np.zeros_like(x)
        right = self.upright.at(y, x) if self.upright else np.zeros_like(x)
        return x + right, y + down

    def flattened(self, points: Floats) -> Floats:
        """Return the places (n, 2) on the flat page of places on the bent one."""
        # the field changes so slowly that its value there is its value here
        x, y = self.bent(points[:, 0], points[:, 1])
        flat: Floats = 2 * points - np.stack((x, y), axis=1)
        return flat

    def box(self, box: Box) -> Box:
        """Return the box on the bent page around `box` of the flat one, both in pixels."""
        x0, top, x1, bottom = box
        x, y = self.bent(np.array([x0, x1, x0, x1]), np.array([top, top, bottom, bottom]))
        return (float(x.min()), float(y.min()), float(x.max()), float(y.max()))

    def flat(self, page: Pixels) -> Pixels:
        """Return a page flattened; paper is white."""
        height, width = page.shape[:2]
        columns = np.arange(0, width + _MESH, _MESH, dtype=np.float64)
        rows = np.arange(0, height + _MESH, _MESH, dtype=np.float64)
        x, y = np.meshgrid(columns, rows)
        right, down = self.bent(x, y)
        map_x = _enlarged(right - x, width, height) + np.arange(width, dtype=np.float32)
        map_y = _enlarged(down - y, width, height)
        map_y += np.arange(height, dtype=np.float32)[:, None]
        return cv2.remap(page, map_x, map_y, cv2.INTER_CUBIC, borderValue=(255, 255, 255)).astype(
            np.uint8, copy=False
        )


def _enlarged(shifts: Floats, width: int, height: int) -> npt.NDArray[np.float32]:
    """Return shifts known at every `_MESH` pixels for every pixel."""
    # the corner of the mesh is the middle of the first pixel, not its corner
    matrix = np.array([[1 / _MESH, 0, 0], [0, 1 / _MESH, 0]], dtype=np.float64)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(
        shifts.astype(np.float32), matrix, (width, height), flags=how,
        borderMode=cv2.BORDER_REPLICATE,
    ).astype(np.float32, copy=False)  # fmt: skip


def bend_of(
    level: Sequence[Floats], upright: Sequence[Floats], shape: tuple[int, ...], scale: float
) -> Bend | None:
    """Return how a page is bent by the points (n, 2) along its rules; None if it is flat."""
    side = max(shape[:2]) / 2
    down = _field(level, side, scale)
    right = _field([points[:, ::-1] for points in upright], side, scale)
    return Bend(down, right) if down or right else None


def _field(rules: Sequence[Floats], side: float, scale: float) -> _Field | None:
    """Return the field that makes rules straight; points are (along, across) in pixels."""
    rules = [points for points in rules if len(points) >= 3]
    if len(rules) < _FEWEST or sum(map(len, rules)) < _FEWEST_POINTS:
        return None
    astray = sum(_stray(points) >= _STRAY * scale for points in rules)
    if astray < max(_FEWEST, _ASTRAY * len(rules)):
        return None
    count = 6 if len(rules) >= _MANY else 3
    owners = np.concatenate([np.full(len(points), n) for n, points in enumerate(rules)])
    points = np.concatenate(rules)
    low, high = points.min(axis=0), points.max(axis=0)
    terms = _terms((points - (low + high) / 2) / side, count)
    return _Field(_fitted(terms, points[:, 1], owners), low, high, side)


def _stray(points: Floats) -> float:
    """Return how far a rule's points lie apart across, single ones left aside."""
    low, high = np.percentile(points[:, 1], (5, 95))
    return float(high - low)


def _terms(points: Floats, count: int) -> Floats:
    u, v = points[..., 0], points[..., 1]
    # what depends on the place across alone moves rules, but makes none straighter
    terms = (u, u * u, u * v, u * u * u, u * u * v, u * v * v)
    return np.stack(terms[:count], axis=-1)


def _fitted(terms: Floats, across: Floats, owners: npt.NDArray[np.int64]) -> Floats:
    """Return the weights of the terms by least squares, outliers dropped."""
    kept = np.ones(len(across), dtype=np.bool_)
    weights: Floats = np.zeros(terms.shape[1])
    for _ in range(_ROUNDS):
        one = _centred(terms[kept], owners[kept])
        two = _centred(across[kept, None], owners[kept])[:, 0]
        square = one.T @ one + _DAMPING * len(two) * np.eye(one.shape[1])
        weights = np.asarray(np.linalg.solve(square, one.T @ two), dtype=np.float64)
        left = np.abs(two - one @ weights)
        limit = max(1.0, _OUTLIER * 1.48 * float(np.median(left)))
        if (left <= limit).all():
            break
        kept[np.nonzero(kept)[0][left > limit]] = False
    return weights


def _centred(values: Floats, owners: npt.NDArray[np.int64]) -> Floats:
    """Return values less the mean of their rule."""
    _, group = np.unique(owners, return_inverse=True)
    counts = np.bincount(group)
    sums = np.stack([np.bincount(group, column) for column in values.T], axis=-1)
    centred: Floats = values - (sums / counts[:, None])[group]
    return centred

"""Ends of upright rules that are letters: where cells are merged, text stands below a rule.

A stem that stands where a rule ends at a rule across looks like more of it. What goes on
beyond the last rule across, but not to the next, and has print close beside it, is a letter.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from extract.ocr.page_image import Pixels
from extract.page.page import FloatArray

# in points: how near a rule across an end of a rule lies that stops there, and that touches it
_AT_RULE, _TOUCHED = 3.0, 1.2
# in points: the longest letter
_LONGEST = 24.0
# in points from the rule's edge: where other parts of a letter or the next letters stand;
# over such a share of the end, and over so much of a rule that no text touches
_NEAR, _FAR = 0.8, 3.2
_SHARE = 0.3
# of so few rules side by side it cannot be told whether cells are merged
_FEW_LINES = 3
# points beyond the rule across that belong to that
_EDGE = 0.5

# an area of a mask: rows, then columns
Area = tuple[slice, slice]


def without_tails(
    boxes: FloatArray, across: FloatArray, ink: Pixels, scale: float
) -> tuple[FloatArray, list[Area]]:
    """Return level rules (n, 4) without ends that are letters, and the areas of those ends.

    `across` are the rules (m, 4) that stand upright in the same picture `ink`.
    """
    kept = boxes.copy()
    areas: list[Area] = []
    stems = np.zeros(len(boxes), dtype=bool)
    for index, box in enumerate(boxes):
        met = _met(box, across, scale)
        if _is_amid_merged(box, boxes, scale) and _has_print(box, box[0], box[2], ink, scale):
            stems[index] = True
            areas.append((slice(int(box[1]), int(box[3]) + 1), slice(int(box[0]), int(box[2]) + 1)))
            continue
        for side, first, last in _tails(box, met, scale):
            if not _has_print(box, first, last, ink, scale):
                continue
            tail = np.array([first, box[1], last, box[3]])
            if _is_near(tail[side], met, scale) and not _is_amid_merged(tail, boxes, scale):
                continue
            kept[index, side] = last if side == 0 else first
            areas.append((slice(int(box[1]), int(box[3]) + 1), slice(int(first), int(last) + 1)))
    return kept[~stems], areas


def _is_amid_merged(box: FloatArray, boxes: FloatArray, scale: float) -> bool:
    """Tell whether a short piece stands where most of the rules beside it are broken off."""
    if box[2] - box[0] > _LONGEST * scale:
        return False
    middle = (box[0] + box[2]) / 2
    at = (boxes[:, 1] + boxes[:, 3]) / 2
    order = np.argsort(at)
    lines = np.split(order, np.nonzero(np.diff(at[order]) > _AT_RULE * scale)[0] + 1)
    there = through = 0
    for own in lines:
        start, end = boxes[own, 0], boxes[own, 2]
        there += bool(start.min() <= middle <= end.max())
        through += bool(((start <= middle) & (middle <= end)).any())
    # the piece itself goes through
    return there > _FEW_LINES and 2 * (through - 1) <= there


def _met(box: FloatArray, across: FloatArray, scale: float) -> FloatArray:
    """Return the rules across that meet a rule, as (low, high) along it, in order."""
    near = _AT_RULE * scale
    at = (box[1] + box[3]) / 2
    met = across[(across[:, 1] <= at + near) & (across[:, 3] >= at - near)]
    order: FloatArray = met[np.argsort(met[:, 0])][:, [0, 2]]
    return order


def _tails(box: FloatArray, met: FloatArray, scale: float) -> Iterator[tuple[int, float, float]]:
    """Yield the side of the box (0 or 2), start and end of what goes on beyond rules across."""
    near, edge = _AT_RULE * scale, _EDGE * scale
    touched = _TOUCHED * scale
    inside = met[(met[:, 1] >= box[0] - touched) & (met[:, 0] <= box[2] + touched)]
    if not len(inside):
        return
    first, last = inside[0, 0] - edge, inside[-1, 1] + edge
    if near < first - box[0] <= _LONGEST * scale:
        yield 0, float(box[0]), float(first)
    if near < box[2] - last <= _LONGEST * scale:
        yield 2, float(last), float(box[2])


def _is_near(end: float, met: FloatArray, scale: float) -> bool:
    """Tell whether a place is so near to a rule across that a rule may well end at that."""
    near = _AT_RULE * scale
    return bool(((met[:, 0] - near <= end) & (end <= met[:, 1] + near)).any())


def _has_print(box: FloatArray, first: float, last: float, ink: Pixels, scale: float) -> bool:
    """Tell whether print stands close beside a part of a rule."""
    near, far = max(1, round(_NEAR * scale)), round(_FAR * scale)
    low, high = int(box[1]), int(box[3]) + 1
    along = slice(int(first), int(last) + 1)
    above = ink[max(0, low - far) : max(0, low - near), along].any(axis=0)
    below = ink[high + near : high + far, along].any(axis=0)
    return bool(above.size and (above | below).mean() >= _SHARE)

"""Rules of a straight page: long thin runs of ink, found by morphology and taken out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.ocr.components import pieces_of
from extract.ocr.page_image import Mask, Pixels
from extract.pdf.page import FloatArray

# in points: the shortest rule, longer than any letter and than a few letters that touch
_LEVEL = 30.0
_UPRIGHT = 20.0
# a shorter one counts that reaches, give or take this, from one rule to the next
_BETWEEN = 9.0
_REACH = 1.2
_LONE_SOLID = 0.95
_LONE_FREE = 0.85
# the thickest rule, and gaps in a faint one that are bridged
_THICK = 4.0
_GAP = 1.0
# how solid a rule is, and how much of it has no ink beside it, this far off in points
_SOLID = 0.85
_FREE = 0.6
_BESIDE = 0.8
_END = 3.0
# ink of a faint rule is lighter than that of letters
_FAINT = 215


@dataclass(frozen=True, slots=True)
class RuleLines:
    """The boxes (n, 4) of rules in pixels, and the mask of what belongs to them."""

    boxes: FloatArray
    mask: Pixels


def find_rules(white: Pixels, scale: float) -> RuleLines:
    """Return the rules of a whitened, straight page of `scale` pixels a point."""
    ink = (cv2.blur(white, (3, 3)) < _FAINT).astype(np.uint8)
    # what lies upright is looked at turned by a quarter, so that one direction is enough
    turned = np.ascontiguousarray(ink.T)
    level, upright = np.zeros_like(ink), np.zeros_like(turned)
    rows = [_rules(ink, level, round(_LEVEL * scale), scale)]
    columns = [_rules(turned, upright, round(_UPRIGHT * scale), scale)]
    if len(rows[0]) and len(columns[0]):
        shortest = round(_BETWEEN * scale)
        crossing = np.ascontiguousarray(upright.T)
        rows.append(_rules(ink, level, shortest, scale, crossing))
        crossing = np.ascontiguousarray(level.T)
        columns.append(_rules(turned, upright, shortest, scale, crossing))
    found = [*rows, *(boxes[:, [1, 0, 3, 2]] for boxes in columns)]
    return RuleLines(np.concatenate(found), level | upright.T)


def _rules(
    ink: Pixels, mask: Pixels, length: int, scale: float, crossing: Pixels | None = None
) -> FloatArray:
    """Return the boxes of level rules that are not in `mask` yet, and mark them in it.

    With `crossing`, the mask of upright rules, only those that reach from one to another.
    """
    runs = _without_blots(_runs(ink, length, scale), scale)
    if crossing is not None:
        runs[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 0
    pieces = pieces_of(runs)
    boxes: list[tuple[float, float, float, float]] = []
    for number, (left, top, width, height) in enumerate(pieces.boxes.tolist(), start=1):
        if width < length - 2:
            continue
        area = slice(top, top + height), slice(left, left + width)
        own = pieces.labels[area] == number
        if crossing is not None and not _reaches(crossing, left, top, width, height, scale):
            continue
        # one that goes on where a long rule runs needs less to be believed
        aligned = crossing is None or bool(mask[top : top + height].any())
        if not _is_rule(ink, own, top, left, scale, aligned=aligned):
            continue
        mask[area][own] = 1
        boxes.append((left, top, left + width, top + height))
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def _reaches(crossing: Pixels, left: int, top: int, width: int, height: int, scale: float) -> bool:
    """Tell whether a run meets a rule across at both of its ends."""
    reach = max(2, round(_REACH * scale))
    rows = slice(top, top + height)
    starts = crossing[rows, max(0, left - reach) : left + reach + 1].any()
    ends = crossing[rows, max(0, left + width - reach - 1) : left + width + reach].any()
    return bool(starts and ends)


def _runs(ink: Pixels, length: int, scale: float) -> Pixels:
    """Return ink in level runs of at least `length` pixels.

    A step of one pixel to the side, as a line has that is not quite straight, ends no run.
    """
    gap = max(1, round(_GAP * scale))
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8))
    return cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)).astype(
        np.uint8, copy=False
    )


def _without_blots(runs: Pixels, scale: float) -> Pixels:
    """Drop what is thicker than a rule: dark pictures, shaded cells, edges of the paper."""
    across = np.ones((round(_THICK * scale) + 2, 1), np.uint8)
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, across)
    return np.where(thick > 0, 0, runs).astype(np.uint8)


def _is_rule(ink: Pixels, own: Mask, top: int, left: int, scale: float, *, aligned: bool) -> bool:
    """Tell a rule from the feet of letters: it has hardly a gap, and stands free.

    `own` are its pixels, its corner at (`top`, `left`). Its ends, where it may meet other
    rules, are not looked at.
    """
    height, whole = own.shape
    end = min(round(_END * scale), whole // 5)
    own = own[:, end : whole - end]
    left, width = left + end, whole - 2 * end
    near = max(2, round(_BESIDE * scale))
    first = max(0, top - near)
    beside = ink[first : top + height + near, left : left + width]
    columns = np.arange(width)
    upper = own.argmax(axis=0) + top - first
    lower = height - 1 - own[::-1].argmax(axis=0) + top - first
    inside = (ink[top : top + height, left : left + width] & own).any(axis=0)
    last = beside.shape[0] - 1
    above = beside[np.maximum(upper - near, 0), columns] > 0
    below = beside[np.minimum(lower + near, last), columns] > 0
    free = 1 - max(above.mean(), below.mean())
    solid, alone = (_SOLID, _FREE) if aligned else (_LONE_SOLID, _LONE_FREE)
    return bool(inside.mean() >= solid and free >= alone)


def without_rules(white: Pixels, rules: RuleLines) -> Pixels:
    """Return the page with its rules painted white."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    return np.where(grown > 0, 255, white).astype(np.uint8)

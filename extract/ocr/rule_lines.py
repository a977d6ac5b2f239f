"""Rules of a straight page: long thin runs of ink, found by morphology and taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np

from extract.ocr.bend import Floats
from extract.ocr.components import few_pieces_of
from extract.ocr.false_rules import is_false, is_pale
from extract.ocr.gaps import bridged
from extract.ocr.page_image import Mask, Pixels
from extract.ocr.tails import without_tails
from extract.page.page import FloatArray

# in points: the shortest rule, longer than any letter and than a few letters that touch
_LEVEL = 30.0
_UPRIGHT = 20.0
# a shorter one counts that reaches, give or take this, from one rule to the next
_BETWEEN = 9.0
_REACH = 1.2
# one that no longer rule goes on from is higher than a letter, or wider than a dash
_LONE_BETWEEN = 16.0
_LONG = 45.0
_CURVED = 1.4
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
# dots and dashes seen over this length in points are a grey line, this much darker than
# the paper this far beside it
_DASH = 8.0
_DASH_BESIDE = 1.6
_DASH_CONTRAST = 22
_DASHED_LEVEL = 40.0
_DASH_FREE = 2.0
# in points: a rule's course is looked at in such steps
_STEP = 8.0
# what a mask has where a line was seen that is no rule, and is left as it is
_SEEN = 2
# no rule takes up so much of the page
_STREAK = 0.965
# the sides of a box on a page turned by a quarter
_TURNED = [1, 0, 3, 2]


@dataclass(frozen=True, slots=True)
class RuleLines:
    """The boxes (n, 4) of rules in pixels, and the mask of what belongs to them.

    `level` and `upright` are points (n, 2) along the middle of each long rule.
    """

    boxes: FloatArray
    mask: Pixels
    level: tuple[Floats, ...] = ()
    upright: tuple[Floats, ...] = ()


class _Found(NamedTuple):
    boxes: FloatArray
    courses: list[Floats]


def find_rules(white: Pixels, scale: float) -> RuleLines:
    """Return the rules of a whitened, straight page of `scale` pixels a point."""
    ink = (cv2.blur(white, (3, 3)) < _FAINT).astype(np.uint8)
    # what lies upright is looked at turned by a quarter, so that one direction is enough
    turned = np.ascontiguousarray(ink.T)
    level, upright = np.zeros_like(ink), np.zeros_like(turned)
    rows = [_rules(ink, level, _LEVEL, scale, page=white)]
    columns = [_rules(turned, upright, _UPRIGHT, scale, page=white.T)]
    dashed = _dashes(white, level, scale), _dashes(white.T, upright, scale)
    rows.append(_rules(dashed[0], level, _DASHED_LEVEL, scale, among=ink, page=white))
    columns.append(_rules(dashed[1], upright, _LEVEL, scale, among=turned, page=white.T))
    if len(_boxes(rows)) and len(_boxes(columns)):
        crossing = np.ascontiguousarray(upright.T)
        rows.append(_rules(ink, level, _BETWEEN, scale, crossing=crossing, page=white))
        crossing = np.ascontiguousarray(level.T)
        columns.append(_rules(turned, upright, _BETWEEN, scale, crossing=crossing, page=white.T))
    if len(rows[1].boxes) or len(columns[1].boxes):
        crossing = np.ascontiguousarray(upright.T)
        rows.append(_rules(dashed[0], level, _BETWEEN, scale, crossing=crossing, among=ink))
        crossing = np.ascontiguousarray(level.T)
        columns.append(_rules(dashed[1], upright, _BETWEEN, scale, crossing=crossing, among=turned))
    across = _within(_boxes(rows), ink.shape[1])
    down = _within(_boxes(columns), ink.shape[0])
    down, letters = without_tails(down, across[:, _TURNED], turned, scale)
    for area in letters:
        upright[area] = 0
    return RuleLines(
        bridged(np.concatenate((across, down[:, _TURNED])), white, scale),
        ((level == 1) | (upright.T == 1)).view(np.uint8),
        tuple(course for found in rows for course in found.courses),
        tuple(course[:, ::-1] for found in columns for course in found.courses),
    )


def _within(boxes: FloatArray, length: int) -> FloatArray:
    """Return level rules without the streaks of a scanner, which run from edge to edge."""
    kept: FloatArray = boxes[boxes[:, 2] - boxes[:, 0] < _STREAK * length]
    return kept


def _boxes(found: Sequence[_Found]) -> FloatArray:
    return np.concatenate([one.boxes for one in found])


def _dashes(white: Pixels, mask: Pixels, scale: float) -> Pixels:
    """Return where dots or dashes in a row make a thin grey line, away from known rules."""
    size = max(3, round(_DASH * scale) | 1)
    line = cv2.blur(np.ascontiguousarray(white), (size, 1))
    beside = max(2, round(_DASH_BESIDE * scale))
    sides = cv2.min(line[: -2 * beside], line[2 * beside :])
    contrast = cv2.subtract(sides, line[beside:-beside], dst=sides)
    del line
    darker = np.zeros_like(mask)
    np.greater(contrast, _DASH_CONTRAST, out=darker[beside:-beside].view(np.bool_))
    known = cv2.dilate(mask, np.ones((2 * beside + 1, 3), np.uint8))
    darker[known > 0] = 0
    return darker


def _rules(
    ink: Pixels,
    mask: Pixels,
    least: float,
    scale: float,
    *,
    crossing: Pixels | None = None,
    among: Pixels | None = None,
    page: Pixels | None = None,
) -> _Found:
    """Return the level rules that are not in `mask` yet, and mark them in it.

    With `crossing`, the mask of upright rules, only those that reach from one to another.
    `among` is the ink of the page where `ink` is only part of it. With `page`, lines that are no
    rules are marked and left out.
    """
    length = round(least * scale)
    runs = _without_blots(_runs(ink, length, scale), scale)
    if crossing is not None:
        runs[cv2.dilate(mask, np.ones((3, 3), np.uint8)) > 0] = 0
    boxes: list[tuple[float, float, float, float]] = []
    courses: list[Floats] = []
    if not runs.any():
        return _Found(np.zeros((0, 4)), courses)
    pieces = few_pieces_of(runs)
    for number, (left, top, width, height) in enumerate(pieces.boxes.tolist(), start=1):
        if width < length - 2:
            continue
        area = slice(top, top + height), slice(left, left + width)
        own = pieces.labels[area] == number
        # a long one, or one that goes on where a long one runs, needs less to be believed
        aligned = among is None and width >= _LONG * scale
        if crossing is not None:
            if not _reaches(crossing, left, top, width, height, scale):
                continue
            aligned = bool(mask[top : top + height].any())
            if not aligned and (among is not None or width < _LONE_BETWEEN * scale):
                continue
        if not aligned and _is_curved(own, scale):
            continue
        if not _is_rule(ink, own, top, left, scale, aligned=aligned, among=among):
            continue
        course = _course(own, left, top, scale)
        if page is not None and len(course) and is_false(course, page, scale):
            mask[area][own] = _SEEN if is_pale(course, page, scale) else 1
            continue
        mask[area][own] = 1
        boxes.append((left, top, left + width, top + height))
        if crossing is None:
            courses.append(course)
    return _Found(np.array(boxes, dtype=np.float64).reshape(-1, 4), courses)


def _is_curved(own: Mask, scale: float) -> bool:
    """Tell a part of a stamp's ring from a short rule, which is hardly higher than thick."""
    return bool(own.shape[0] > np.median(own.sum(axis=0)) + _CURVED * scale)


def _course(own: Mask, left: int, top: int, scale: float) -> Floats:
    """Return points (x, y) along the middle of a level rule with the pixels `own`."""
    x = np.arange(0, own.shape[1], max(1, round(_STEP * scale)))
    columns = own[:, x]
    count = columns.sum(axis=0)
    x, columns, count = x[count > 0], columns[:, count > 0], count[count > 0]
    y = (columns * np.arange(own.shape[0])[:, None]).sum(axis=0) / count
    return np.stack((x + left, y + top), axis=-1).astype(np.float64)


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
    runs: Pixels = cv2.dilate(ink, np.ones((3, 1), np.uint8)).astype(np.uint8, copy=False)
    cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, gap + 1), np.uint8), dst=runs)
    cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, length), np.uint8), dst=runs)
    return runs


def _without_blots(runs: Pixels, scale: float) -> Pixels:
    """Drop what is thicker than a rule: dark pictures, shaded cells, edges of the paper."""
    across = np.ones((round(_THICK * scale) + 2, 1), np.uint8)
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, across)
    # what was opened lies in what was there
    return cv2.subtract(runs, thick, dst=runs).astype(np.uint8, copy=False)


def _is_rule(
    ink: Pixels,
    own: Mask,
    top: int,
    left: int,
    scale: float,
    *,
    aligned: bool,
    among: Pixels | None = None,
) -> bool:
    """Tell a rule from the feet of letters: it has hardly a gap, and stands free.

    `own` are its pixels, its corner at (`top`, `left`). Its ends, where it may meet other
    rules, are not looked at.
    """
    height, whole = own.shape
    end = min(round(_END * scale), whole // 5)
    own = own[:, end : whole - end]
    left, width = left + end, whole - 2 * end
    near = max(2, round(_BESIDE * scale))
    reach = near if among is None else max(near + 1, round(_DASH_FREE * scale))
    first = max(0, top - reach)
    around = ink if among is None else among
    beside = around[first : top + height + reach, left : left + width]
    columns = np.arange(width)
    upper = own.argmax(axis=0) + top - first
    lower = height - 1 - own[::-1].argmax(axis=0) + top - first
    inside = (ink[top : top + height, left : left + width] & own).any(axis=0)
    last = beside.shape[0] - 1
    above = beside[np.maximum(upper - near, 0), columns] > 0
    below = beside[np.minimum(lower + near, last), columns] > 0
    if among is not None:
        # the stems of letters below one another are no dashes: other letters stand beside
        above |= beside[np.maximum(upper - reach, 0), columns] > 0
        below |= beside[np.minimum(lower + reach, last), columns] > 0
    free = 1 - max(above.mean(), below.mean())
    solid, alone = (_SOLID, _FREE) if aligned else (_LONE_SOLID, _LONE_FREE)
    return bool(inside.mean() >= solid and free >= alone)


def without_rules(white: Pixels, rules: RuleLines) -> Pixels:
    """Return the page with its rules painted white."""
    grown = cv2.dilate(rules.mask, np.ones((3, 3), np.uint8))
    return np.where(grown > 0, 255, white).astype(np.uint8)

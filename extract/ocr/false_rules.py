"""Lines that are no rules: folds, dust on the scanner's glass, rules of the page behind.

A rule of a table ends before the paper does: a line that is seen in both margins, where
nothing is printed, is none. A rule so thick that it should be as dark as print, but is pale,
shines through from the other side.
"""

from __future__ import annotations

import cv2
import numpy as np

from extract.ocr.bend import Floats
from extract.ocr.page_image import Pixels

# in points from the edge: where nothing but a streak is seen
_NEAREST, _FARTHEST = 4.0, 30.0
# in points: how far from the line's course a streak may be, and more for each point away
_ASIDE, _TURNED = 1.5, 0.012
# in points: what lies beside a line; how much lighter that is, and over which share
_BESIDE = 2.0
_LIGHTER = 6
_SHARE = 0.6
# a rule is so many times darker than a streak that it lies on
# and a streak may go on where the rule ends
_DARKER, _DARKEST = 1.95, 80
# in points: a line so thick is as dark as its ink, and paler than this it is not print;
# the thickest line that is looked at
_THICK, _PALE, _THICKEST = 1.6, 175, 3.0
# print can be read through what is paler than this
_READ_THROUGH = 185
# in points beyond an end of a line: there a streak goes on
_BEYOND = 4.0, 20.0
# in points: noise is evened out over such a length
_EVEN = 4.0


def is_false(course: Floats, page: Pixels, scale: float) -> bool:
    """Tell whether a level line on a whitened page is no rule.

    `course` are points (along, across) in pixels along the line.
    """
    return is_streak(course, page, scale) or shines_through(course, page, scale)


def is_pale(course: Floats, page: Pixels, scale: float) -> bool:
    """Tell whether a line is so pale that print can be read through it; see `is_false`."""
    return bool(_profile(course, page, scale).min() >= _READ_THROUGH)


def shines_through(course: Floats, page: Pixels, scale: float) -> bool:
    """Tell whether a level line is thick and yet pale; see `is_false`."""
    shades = _profile(course, page, scale)
    half = (float(shades.max()) + float(shades.min())) / 2
    return bool(shades.min() >= _PALE and (shades < half).sum() >= _THICK * scale)


def _profile(course: Floats, page: Pixels, scale: float) -> Floats:
    """Return the usual shades across a line."""
    reach = round(_THICKEST * scale)
    columns = course[:, 0].astype(np.int64)[:, None]
    rows = np.round(course[:, 1]).astype(np.int64)[:, None] + np.arange(-reach, reach + 1)
    shades: Floats = np.median(page[rows.clip(0, page.shape[0] - 1), columns], axis=0)
    return shades


def is_streak(course: Floats, page: Pixels, scale: float) -> bool:
    """Tell whether a level line goes on through both margins of a whitened page.

    `course` are points (along, across) in pixels along the line. A rule that lies on a streak
    is much darker than what is seen of that in the margins.
    """
    first, last = course[course[:, 0].argmin()], course[course[:, 0].argmax()]
    near, far = round(_NEAREST * scale), round(_FARTHEST * scale)
    width = page.shape[1]
    left = _seen(page[:, near:far], first[1], first[0], scale)
    if not left:
        return False
    right = _seen(page[:, width - far : width - near], last[1], width - last[0], scale)
    if not right or not _goes_on(page, first, last, scale):
        return False
    own = _seen(
        page[:, int(first[0]) : int(last[0]) + 1], (first[1] + last[1]) / 2, 0, scale, _DARKEST
    )
    return own <= _DARKER * max(left, right)


def _goes_on(page: Pixels, first: Floats, last: Floats, scale: float) -> bool:
    """Tell whether a line is seen just beyond one of its ends: a streak may lie near a rule."""
    away, far = round(_BEYOND[0] * scale), round(_BEYOND[1] * scale)
    start, end = int(first[0]), int(last[0])
    margin = _FARTHEST * scale
    if start <= margin or end >= page.shape[1] - margin:
        return True
    before = page[:, max(0, start - far) : max(0, start - away)]
    after = page[:, end + away : end + far]
    return bool(_seen(before, first[1], 0, scale) or _seen(after, last[1], 0, scale))


def _seen(part: Pixels, at: float, away: float, scale: float, percent: float = 50) -> float:
    """Return how dark a line about `at` is in a part of a page, 0 where there is none.

    It is looked for the farther aside, the farther `away` it was seen.
    """
    beside = max(2, round(_BESIDE * scale))
    reach = round(_ASIDE * scale + _TURNED * away) + beside
    low, high = max(0, round(at) - reach), round(at) + reach + 1
    size = max(3, round(_EVEN * scale) | 1)
    strip = np.ascontiguousarray(part[low:high])
    if len(strip) <= 2 * beside or not strip.shape[1]:
        return 0.0
    strip = cv2.blur(strip, (size, 1)).astype(np.int16)
    darker = np.minimum(strip[: -2 * beside], strip[2 * beside :]) - strip[beside:-beside]
    shares = (darker >= _LIGHTER).mean(axis=1)
    best = int(shares.argmax())
    return float(np.percentile(darker[best], percent)) if shares[best] >= _SHARE else 0.0

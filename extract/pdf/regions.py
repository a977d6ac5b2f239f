"""Which parts of a page are pictures large enough to hold print."""

from __future__ import annotations

import numpy as np

from extract.page.page import Box, FloatArray, PageData

# parts of the page's area: a picture that may hold a table; pictures that are the page
_LARGE = 0.1
_WHOLE = 0.8
# the mark of a scanner's program has no more characters, and stands in this part at the edge
_MARK, _EDGE = 120, 0.07


def is_picture(page: PageData) -> bool:
    """Tell whether pictures, strips of one scan perhaps, cover the page."""
    return _share(page) >= _WHOLE


def has_picture(page: PageData) -> bool:
    """Tell whether there is a picture on the page that may hold print."""
    return _share(page) >= 2 * _LARGE or bool(picture_parts(page))


def picture_parts(page: PageData) -> list[Box]:
    """Return the boxes of large pictures on the page as read, those that touch as one."""
    boxes: list[Box] = [(x0, y0, x1, y1) for x0, y0, x1, y1 in _clipped(page).tolist()]
    joined: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        for index, other in enumerate(joined):
            if _touch(box, other):
                joined[index] = _around(box, other)
                break
        else:
            joined.append(box)
    area = page.width * page.height
    return [b for b in joined if (b[2] - b[0]) * (b[3] - b[1]) >= _LARGE * area]


def is_margin_text(page: PageData) -> bool:
    """Tell whether all text of a page is a few words at its upper or lower edge."""
    if not is_picture(page) or sum(map(len, page.texts)) > _MARK:
        return False
    top, bottom = page.boxes[:, 1], page.boxes[:, 3]
    edge = _EDGE * page.height
    return bool(((bottom < edge) | (top > page.height - edge)).all())


def _clipped(page: PageData) -> FloatArray:
    sides = np.array([page.width, page.height, page.width, page.height])
    return np.clip(page.pictures, 0, sides)


def _share(page: PageData) -> float:
    """Return the part of the page that its pictures cover, over one another or not."""
    if len(page.pictures) == 0:
        return 0.0
    boxes = _clipped(page)
    area = max(1.0, page.width * page.height)
    return float(((boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])).sum()) / area


def _touch(one: Box, two: Box) -> bool:
    return (
        min(one[2], two[2]) - max(one[0], two[0]) > -1
        and min(one[3], two[3]) - max(one[1], two[1]) > -1
    )


def _around(one: Box, two: Box) -> Box:
    return (
        min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3]),
    )  # fmt: skip


def runs_inside(page: PageData, region: Box) -> list[int]:
    """Return the runs whose middle lies in a part of the page."""
    x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    inside = (x > region[0]) & (x < region[2]) & (y > region[1]) & (y < region[3])
    return np.flatnonzero(inside).tolist()

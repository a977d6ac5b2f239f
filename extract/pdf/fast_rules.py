"""Rules and pictures from pdfium's page objects, forms included."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat

import numpy as np

from extract.pdf import pdfium
from extract.pdf.limits import LIMITS
from extract.pdf.page import FloatArray
from extract.pdf.strokes import THIN, Point, rules_of_path

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 6
_BOUNDS = pdfium.Output(np.float32, 4)


@dataclass(slots=True)
class Drawing:
    """What a page draws: boxes (left, bottom, right, top) of rules and of pictures.

    `texts` counts its text objects.
    """

    rules: FloatArray
    pictures: FloatArray
    complete: bool
    texts: int


@dataclass(slots=True)
class _Found:
    paths: list[tuple[int, Matrix]] = field(default_factory=list)
    pictures: list[tuple[int, Matrix]] = field(default_factory=list)
    texts: int = 0
    left: int = LIMITS.objects
    segments: int = LIMITS.segments


def page_drawing(page: int) -> Drawing:
    """Return the rules and pictures of an open page."""
    found = _Found()
    _walk_page(page, found)
    thin, thick = _by_thinness(found)
    extra = [box for path, matrix in thick for box in _path_rules(path, matrix, found)]
    return Drawing(
        rules=np.concatenate((thin, np.array(extra))) if extra else thin,
        pictures=_bounds(found.pictures),
        complete=found.left > 0 and found.segments > 0,
        texts=found.texts,
    )


def _walk_page(page: int, found: _Found) -> None:
    count = min(pdfium.count_objects(page), found.left)
    items = list(map(pdfium.get_object, repeat(pdfium.argument(page)), range(count)))
    kinds = list(map(pdfium.object_type, items))
    found.left -= count
    found.texts += kinds.count(pdfium.TEXT)
    if found.texts == count:
        return
    for item, kind in zip(items, kinds, strict=True):
        if kind == pdfium.PATH:
            found.paths.append((item, _IDENTITY))
        elif kind != pdfium.TEXT:
            _note(item, kind, _IDENTITY, found, 0)


def _note(item: int, kind: int, matrix: Matrix, found: _Found, depth: int) -> None:
    if kind == pdfium.PATH:
        found.paths.append((item, matrix))
    elif kind == pdfium.TEXT:
        found.texts += 1
    elif kind == pdfium.IMAGE:
        found.pictures.append((item, matrix))
    elif kind == pdfium.FORM and depth < _DEEPEST:
        _walk_form(item, _times(_matrix_of(item), matrix), found, depth + 1)


def _walk_form(form: int, matrix: Matrix, found: _Found, depth: int) -> None:
    for index in range(max(0, pdfium.count_form_objects(form))):
        if found.left <= 0:
            return
        found.left -= 1
        item = pdfium.get_form_object(form, index)
        _note(item, pdfium.object_type(item), matrix, found, depth)


def _matrix_of(item: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not pdfium.object_matrix(item, ctypes.addressof(values)):
        return _IDENTITY
    return tuple(values)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(items: list[tuple[int, Matrix]]) -> FloatArray:
    """Return (left, bottom, right, top) of each object on the page."""
    values, sides = _BOUNDS.rows(len(items))
    objects = map(pdfium.argument, [item for item, _ in items])
    pdfium.run(map(pdfium.object_bounds, objects, *sides))
    boxes = values.astype(np.float64)
    for index, (_, matrix) in enumerate(items):
        if matrix is not _IDENTITY:
            left, bottom, right, top = boxes[index]
            one, two = _moved(left, bottom, matrix), _moved(right, top, matrix)
            boxes[index] = (
                min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]),
            )  # fmt: skip
    return boxes


def _by_thinness(found: _Found) -> tuple[FloatArray, list[tuple[int, Matrix]]]:
    """Return the boxes of paths that are thin as a whole, and the other paths."""
    boxes = _bounds(found.paths)
    thin = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]) <= THIN
    if thin.all():
        return boxes, []
    return boxes[thin], [found.paths[index] for index in np.flatnonzero(~thin).tolist()]


def _path_rules(
    path: int, matrix: Matrix, found: _Found
) -> Iterator[tuple[float, float, float, float]]:
    count = pdfium.count_segments(path)
    found.segments -= max(count, 0)
    if count <= 0 or found.segments <= 0:
        return iter(())
    modes = (ctypes.c_int * 2)()
    address = ctypes.addressof(modes)
    pdfium.draw_mode(path, address, address + 4)
    outlines = _outlines(path, count, _times(_matrix_of(path), matrix))
    return rules_of_path(outlines, stroked=bool(modes[1]))


def _outlines(path: int, count: int, matrix: Matrix) -> list[list[Point | None]]:
    """Return the subpaths as points; None stands before the end point of a curve."""
    point = (ctypes.c_float * 2)()
    address = ctypes.addressof(point)
    outlines: list[list[Point | None]] = []
    for index in range(count):
        segment = pdfium.get_segment(path, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, address, address + 4)
        if kind == pdfium.MOVE_TO or not outlines:
            outlines.append([])
        elif kind == pdfium.BEZIER_TO:
            outlines[-1].append(None)
        outlines[-1].append(_moved(point[0], point[1], matrix))
        if pdfium.segment_closes(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines

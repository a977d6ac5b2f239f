"""Rules and pictures from pdfium's page objects, forms included."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import Any

import numpy as np

from extract import pdfium
from extract.page.page import FloatArray
from extract.page.strokes import THIN, Point, rules_of_path, straight_parts
from extract.pdf.limits import LIMITS

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 6
_BOUNDS = pdfium.Output(np.float32, 4, parted=True)
_POINTS = pdfium.Output(np.float32, 2, parted=True)
_MODES = pdfium.Output(np.int32, 2, parted=True)
_MATRICES = pdfium.Output(np.float32, 6)


@dataclass(slots=True)
class Drawing:
    """What a page draws: boxes (left, bottom, right, top) of rules and of pictures.

    `overlooked` are the text objects that are not among those known, as arguments.
    """

    rules: FloatArray
    pictures: FloatArray
    complete: bool
    overlooked: list[Any]


@dataclass(slots=True)
class _Found:
    known: Collection[int]
    paths: list[tuple[int, Matrix]] = field(default_factory=list)
    pictures: list[tuple[int, Matrix]] = field(default_factory=list)
    overlooked: list[Any] = field(default_factory=list)
    left: int = LIMITS.objects
    segments: int = LIMITS.segments


def page_drawing(page: int, texts: Collection[int] = ()) -> Drawing:
    """Return the rules and pictures of an open page; `texts` are objects known to be text."""
    found = _Found(texts)
    _walk_page(page, found)
    thin, thick = _by_thinness(found)
    return Drawing(
        rules=np.concatenate((thin, *_path_rules(thick, found))) if thick else thin,
        pictures=_bounds(found.pictures),
        complete=found.left > 0 and found.segments > 0,
        overlooked=found.overlooked,
    )


def _walk_page(page: int, found: _Found) -> None:
    count = min(pdfium.count_objects(page), found.left)
    items = list(map(pdfium.get_object, repeat(pdfium.argument(page)), range(count)))
    found.left -= count
    known = found.known
    others = [item for item in items if item not in known]
    kinds = list(map(pdfium.object_type, others))
    for item, kind in zip(others, kinds, strict=True):
        if kind == pdfium.PATH:
            found.paths.append((item, _IDENTITY))
        else:
            _note(item, kind, _IDENTITY, found, 0)


def _note(item: int, kind: int, matrix: Matrix, found: _Found, depth: int) -> None:
    if kind == pdfium.PATH:
        found.paths.append((item, matrix))
    elif kind == pdfium.TEXT:
        if item not in found.known:
            found.overlooked.append(pdfium.argument(item))
    elif kind == pdfium.IMAGE:
        found.pictures.append((item, matrix))
    elif kind == pdfium.FORM and depth < _DEEPEST:
        _walk_form(item, _times(_matrix_of(pdfium.argument(item)), matrix), found, depth + 1)


def _walk_form(form: int, matrix: Matrix, found: _Found, depth: int) -> None:
    for index in range(max(0, pdfium.count_form_objects(form))):
        if found.left <= 0:
            return
        found.left -= 1
        item = pdfium.get_form_object(form, index)
        _note(item, pdfium.object_type(item), matrix, found, depth)


def _matrix_of(item: Any) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not pdfium.object_matrix(item, ctypes.byref(values)):
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


def _path_rules(paths: list[tuple[int, Matrix]], found: _Found) -> Iterator[FloatArray]:
    """Yield the rules of paths that are not thin as a whole; strokes are looked at together."""
    handles = list(map(pdfium.argument, [path for path, _ in paths]))
    counts = list(map(pdfium.count_segments, handles))
    modes, choices = _MODES.rows(len(paths))
    pdfium.run(map(pdfium.draw_mode, handles, *choices))
    stroked = modes[:, 1].tolist()
    strokes = []
    for handle, (_, matrix), count, is_stroked in zip(handles, paths, counts, stroked, strict=True):
        found.segments -= max(count, 0)
        if found.segments <= 0:
            return
        if count > 0 and is_stroked:
            strokes.append((handle, count, matrix))
        elif count > 0:
            whole = _times(_matrix_of(handle), matrix)
            if rules := list(rules_of_path(_outlines(handle, count, whole), stroked=False)):
                yield np.array(rules)
    if strokes:
        yield _stroke_rules(strokes)


def _stroke_rules(strokes: list[tuple[Any, int, Matrix]]) -> FloatArray:
    """Return the straight parts of stroked paths, each with its segments and its matrix."""
    paths, counts, matrices = zip(*strokes, strict=True)
    owners = chain.from_iterable(map(repeat, paths, counts))
    numbers = chain.from_iterable(map(range, counts))
    segments = list(map(pdfium.argument, map(pdfium.get_segment, owners, numbers)))
    kinds = np.array(list(map(pdfium.segment_type, segments)))
    begins = kinds == pdfium.MOVE_TO
    begins[np.cumsum(counts)[:-1]] = begins[0] = True
    points, sides = _POINTS.rows(len(segments))
    pdfium.run(map(pdfium.segment_point, segments, *sides))
    a, b, c, d, e, f = np.repeat(_whole_matrices(paths, matrices), counts, axis=0).T
    x, y = points.astype(np.float64).T
    places = np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)
    # pdfium ends an outline that is closed with a line to its start, so that none lacks
    return straight_parts(places, (kinds == pdfium.LINE_TO) & ~begins)


def _whole_matrices(paths: Sequence[Any], outer: Sequence[Matrix]) -> FloatArray:
    """Return the matrices of objects, each with the one of the form that it is in."""
    values, addresses = _MATRICES.rows(len(paths))
    pdfium.run(map(pdfium.object_matrix, paths, addresses[0]))
    if all(matrix is _IDENTITY for matrix in outer):
        return values.astype(np.float64)
    return np.array([_times(own, then) for own, then in zip(values.tolist(), outer, strict=True)])


def _outlines(path: Any, count: int, matrix: Matrix) -> list[list[Point | None]]:
    """Return the subpaths as points; None stands before the end point of a curve."""
    point = (ctypes.c_float * 2)()
    sides = ctypes.byref(point), ctypes.byref(point, 4)
    outlines: list[list[Point | None]] = []
    for index in range(count):
        segment = pdfium.argument(pdfium.get_segment(path, index))
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, *sides)
        if kind == pdfium.MOVE_TO or not outlines:
            outlines.append([])
        elif kind == pdfium.BEZIER_TO:
            outlines[-1].append(None)
        outlines[-1].append(_moved(point[0], point[1], matrix))
        if pdfium.segment_closes(segment):
            outlines[-1].append(outlines[-1][0])
    return outlines

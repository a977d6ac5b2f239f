"""pdfium's functions as the fast source calls them: raw addresses in, plain integers out.

The prototypes that ship with pypdfium2 make a pointer object for each answer and free the
interpreter lock for each call; over a page's few hundred calls that is half of the time.
Of what is left, half again is the conversion of arguments, so the functions that are called
for each run or object take arguments that `argument` has converted once.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

# pdfium is not thread-safe, and these calls keep the interpreter lock only one by one
LOCK = threading.RLock()

_POINTER = ctypes.c_void_p
# an answer like a pointer, 0 rather than None
_ADDRESS = ctypes.c_ssize_t
_INT = ctypes.c_int
_FLOAT = ctypes.c_float
# glibc's options for memory at its end that it keeps and asks for, and for separate blocks
_KEPT = ((-1, 16 * 2**20), (-2, 2**20), (-3, 4 * 2**20))
# more objects than most pages have, and more characters
_POOLED, _MOST_POOLED = 512, 8192

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
LINE_TO, MOVE_TO, BEZIER_TO = 0, 2, 1
ERROR_PASSWORD, ERROR_SECURITY = 4, 5


# makes an argument of an address; what is an argument already stays as it is
argument: Callable[[Any], Any] = _POINTER.from_param


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium, name), _POINTER).value
    assert address is not None
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


def _unchecked(name: str, result: Any) -> Callable[..., Any]:
    """Return a function of arguments made by `argument` and of C ints, as ctypes takes them.

    A bare integer is passed as a C int, so an address must go through `argument` first. What
    only writes to an address costs less without a result.
    """
    return _function(name, result)


class Output:
    """Rows of numbers that pdfium writes, one row a call; the addresses are converted once.

    `parted` tells that it takes the address of each number, not of the row.
    """

    def __init__(self, kind: npt.DTypeLike, width: int, *, parted: bool = False) -> None:
        self._parted = parted
        self._pool = np.zeros((_POOLED, width), dtype=kind)
        self._columns = self._addresses(self._pool)

    def rows(self, count: int) -> tuple[npt.NDArray[Any], Sequence[Iterable[Any]]]:
        """Return `count` rows of zeros, and their addresses by column.

        The rows are valid until the next call.
        """
        if count > len(self._pool):
            rows = np.zeros((-(-count // _POOLED) * _POOLED, self._pool.shape[1]), self._pool.dtype)
            if count > _MOST_POOLED:
                return rows[:count], self._addresses(rows)
            self._pool, self._columns = rows, self._addresses(rows)
        rows = self._pool[:count]
        rows.fill(0)
        return rows, self._columns

    def _addresses(self, rows: npt.NDArray[Any]) -> list[list[Any]]:
        start, step = rows.ctypes.data, rows.strides[0]
        offsets = range(0, step if self._parted else 1, rows.itemsize)
        columns = (range(start + offset, start + rows.nbytes, step) for offset in offsets)
        return [list(map(argument, column)) for column in columns]


def _keep_memory() -> None:
    """Let glibc keep the memory of a closed page for the next one, instead of handing it back.

    The kernel clears each part of it that is asked for again: a twentieth of the time.
    """
    if sys.platform == "linux":
        for option, size in _KEPT:
            with contextlib.suppress(AttributeError):  # another C library
                ctypes.CDLL(None).mallopt(option, size)


def run(calls: Iterable[object]) -> None:
    """Run through calls made for their effect; a loop in C costs half of one in Python."""
    deque(calls, maxlen=0)


_keep_memory()

load_document = _function("FPDF_LoadMemDocument64", _POINTER, _POINTER, ctypes.c_size_t, _POINTER)
close_document = _function("FPDF_CloseDocument", None, _POINTER)
last_error = _function("FPDF_GetLastError", ctypes.c_ulong)
count_pages = _function("FPDF_GetPageCount", _INT, _POINTER)
load_page = _function("FPDF_LoadPage", _POINTER, _POINTER, _INT)
close_page = _function("FPDF_ClosePage", None, _POINTER)
count_annotations = _function("FPDFPage_GetAnnotCount", _INT, _POINTER)
page_rotation = _function("FPDFPage_GetRotation", _INT, _POINTER)
page_box = _function("FPDF_GetPageBoundingBox", _INT, _POINTER, _POINTER)
count_objects = _function("FPDFPage_CountObjects", _INT, _POINTER)
get_object = _unchecked("FPDFPage_GetObject", _ADDRESS)
object_type = _function("FPDFPageObj_GetType", _INT, _POINTER)
object_bounds = _unchecked("FPDFPageObj_GetBounds", None)
object_matrix = _unchecked("FPDFPageObj_GetMatrix", _INT)
count_form_objects = _function("FPDFFormObj_CountObjects", _INT, _POINTER)
get_form_object = _function("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
draw_mode = _unchecked("FPDFPath_GetDrawMode", None)
count_segments = _unchecked("FPDFPath_CountSegments", _INT)
get_segment = _unchecked("FPDFPath_GetPathSegment", _POINTER)
segment_type = _unchecked("FPDFPathSegment_GetType", _INT)
segment_closes = _unchecked("FPDFPathSegment_GetClose", _INT)
segment_point = _unchecked("FPDFPathSegment_GetPoint", None)
load_text = _function("FPDFText_LoadPage", _POINTER, _POINTER)
close_text = _function("FPDFText_ClosePage", None, _POINTER)
count_characters = _function("FPDFText_CountChars", _INT, _POINTER)
count_rectangles = _function("FPDFText_CountRects", _INT, _POINTER, _INT, _INT)
get_text = _function("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
get_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
text_object = _unchecked("FPDFText_GetTextObject", _ADDRESS)
loose_box = _unchecked("FPDFText_GetLooseCharBox", None)
character_box = _function(
    "FPDFText_GetCharBox", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER
)
text_mode = _unchecked("FPDFTextObj_GetTextRenderMode", _INT)
fill_colour = _unchecked("FPDFPageObj_GetFillColor", None)
text_font = _unchecked("FPDFTextObj_GetFont", _ADDRESS)
font_name = _function(
    "FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t
)
is_embedded = _function("FPDFFont_GetIsEmbedded", _INT, _POINTER)
font_data = _function("FPDFFont_GetFontData", _INT, _POINTER, _POINTER, ctypes.c_size_t, _POINTER)
character_origin = _unchecked("FPDFText_GetCharOrigin", None)
character_matrix = _function("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)

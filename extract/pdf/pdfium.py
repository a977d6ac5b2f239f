"""pdfium's functions as the fast source calls them: raw addresses in, plain integers out.

The prototypes that ship with pypdfium2 make a pointer object for each answer and free the
interpreter lock for each call; over a page's few hundred calls that is half of the time.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

# pdfium is not thread-safe, and these calls keep the interpreter lock only one by one
LOCK = threading.RLock()

_POINTER = ctypes.c_void_p
_INT = ctypes.c_int
_FLOAT = ctypes.c_float

TEXT, PATH, IMAGE, FORM = 1, 2, 3, 5
LINE_TO, MOVE_TO, BEZIER_TO = 0, 2, 1
ERROR_PASSWORD, ERROR_SECURITY = 4, 5


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium, name), _POINTER).value
    assert address is not None
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


load_document = _function("FPDF_LoadMemDocument64", _POINTER, _POINTER, ctypes.c_size_t, _POINTER)
close_document = _function("FPDF_CloseDocument", None, _POINTER)
last_error = _function("FPDF_GetLastError", ctypes.c_ulong)
count_pages = _function("FPDF_GetPageCount", _INT, _POINTER)
load_page = _function("FPDF_LoadPage", _POINTER, _POINTER, _INT)
close_page = _function("FPDF_ClosePage", None, _POINTER)
page_rotation = _function("FPDFPage_GetRotation", _INT, _POINTER)
page_box = _function("FPDF_GetPageBoundingBox", _INT, _POINTER, _POINTER)
count_objects = _function("FPDFPage_CountObjects", _INT, _POINTER)
get_object = _function("FPDFPage_GetObject", _POINTER, _POINTER, _INT)
object_type = _function("FPDFPageObj_GetType", _INT, _POINTER)
object_bounds = _function(
    "FPDFPageObj_GetBounds", _INT, _POINTER, _POINTER, _POINTER, _POINTER, _POINTER
)
object_matrix = _function("FPDFPageObj_GetMatrix", _INT, _POINTER, _POINTER)
count_form_objects = _function("FPDFFormObj_CountObjects", _INT, _POINTER)
get_form_object = _function("FPDFFormObj_GetObject", _POINTER, _POINTER, ctypes.c_ulong)
draw_mode = _function("FPDFPath_GetDrawMode", _INT, _POINTER, _POINTER, _POINTER)
count_segments = _function("FPDFPath_CountSegments", _INT, _POINTER)
get_segment = _function("FPDFPath_GetPathSegment", _POINTER, _POINTER, _INT)
segment_type = _function("FPDFPathSegment_GetType", _INT, _POINTER)
segment_closes = _function("FPDFPathSegment_GetClose", _INT, _POINTER)
segment_point = _function("FPDFPathSegment_GetPoint", _INT, _POINTER, _POINTER, _POINTER)
load_text = _function("FPDFText_LoadPage", _POINTER, _POINTER)
close_text = _function("FPDFText_ClosePage", None, _POINTER)
count_characters = _function("FPDFText_CountChars", _INT, _POINTER)
count_rectangles = _function("FPDFText_CountRects", _INT, _POINTER, _INT, _INT)
get_text = _function("FPDFText_GetText", _INT, _POINTER, _INT, _INT, _POINTER)
get_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)
text_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
loose_box = _function("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
character_angle = _function("FPDFText_GetCharAngle", _FLOAT, _POINTER, _INT)
character_box = _function(
    "FPDFText_GetCharBox", _INT, _POINTER, _INT, _POINTER, _POINTER, _POINTER, _POINTER
)
text_font = _function("FPDFTextObj_GetFont", _POINTER, _POINTER)
font_name = _function(
    "FPDFFont_GetBaseFontName", ctypes.c_size_t, _POINTER, _POINTER, ctypes.c_size_t
)
character_origin = _function("FPDFText_GetCharOrigin", _INT, _POINTER, _INT, _POINTER, _POINTER)
character_matrix = _function("FPDFText_GetMatrix", _INT, _POINTER, _INT, _POINTER)
font_size = _function("FPDFText_GetFontSize", ctypes.c_double, _POINTER, _INT)

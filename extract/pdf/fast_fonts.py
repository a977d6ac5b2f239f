"""What the names of fonts tell: which text is bold, and which was typed before Unicode."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from extract import pdfium

T = TypeVar("T")
_BOLD_WORDS = ("bold", "black", "heavy", "demi")
_NAME = ctypes.create_string_buffer(128)


def bold_fonts(objects: Sequence[Any]) -> list[bool]:
    """Tell for each text object, as an argument, whether its font is named a bold one."""
    return _by_font(objects, lambda font: is_bold_name(_font_name(font)))


def font_names(objects: Sequence[Any]) -> list[str]:
    """Return the name of the font of each text object, as an argument."""
    return _by_font(objects, _font_name)


def _by_font(objects: Sequence[Any], what: Callable[[int], T]) -> list[T]:
    """Return of each text object what is said of its font; each font is asked about once."""
    fonts = list(map(pdfium.text_font, objects))
    said = {font: what(font) for font in set(fonts)}
    return list(map(said.__getitem__, fonts))


def _font_name(font: int) -> str:
    pdfium.font_name(font, _NAME, len(_NAME))
    return _NAME.value.decode("utf-8", "replace")


@lru_cache(1000)
def is_bold_name(name: str) -> bool:
    """Tell whether a font of this name is bold."""
    low = name.lower()
    return any(word in low for word in _BOLD_WORDS)

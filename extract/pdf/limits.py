"""Bounds of what is read from one PDF; memory and time are bounded by the reading process."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """Most pages of a file; most objects, path segments and characters of a page; most
    characters of a file; longest side of a page in points.
    """

    pages: int = 3_000
    objects: int = 60_000
    segments: int = 120_000
    page_characters: int = 200_000
    characters: int = 20_000_000
    side: float = 15_000.0


LIMITS = PdfLimits()

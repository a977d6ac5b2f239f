"""Bounds of what is read from pictures, so that no page and no file takes all the time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """Most pages of a scan, pixels of a page, cells or blocks read of a page; seconds a page.

    `least_dpi` and `most_dpi` bound the resolution at which a page is seen and cleaned; its
    rules are found at no more than `working_dpi`, letters are read at `reading_dpi`.
    """

    pages: int = 500
    pixels: int = 24_000_000
    items: int = 3_000
    second_readings: int = 600
    seconds: float = 90.0
    least_dpi: float = 200.0
    most_dpi: float = 300.0
    working_dpi: float = 200.0
    reading_dpi: float = 170.0


LIMITS = ScanLimits()

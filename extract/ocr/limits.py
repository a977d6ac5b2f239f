"""Bounds of what is read from pictures, so that no page and no file takes all the time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """Most pages of a scan, pixels of a page, cells or blocks read of a page; seconds a page.

    An image file may have `file_pixels` a page, of which `pixels` at most are looked at.

    `least_dpi` and `most_dpi` bound the resolution at which a page is seen and cleaned; its
    rules are found at no more than `working_dpi`, letters are read at `reading_dpi`.

    A file may take `file_seconds` of computing and `page_seconds` more for each of its pages,
    but no more than `most_file_seconds`, and `wall` times as long by the clock. A page of
    print takes 1 to 5 seconds, so this ends only what is not worth it. Pages that give
    nothing may together take `fruitless_seconds` and `fruitless_page_seconds` for each page
    of the file, but no more than `most_fruitless_seconds`.
    """

    pages: int = 500
    pixels: int = 24_000_000
    file_pixels: int = 120_000_000
    items: int = 3_000
    second_readings: int = 600
    seconds: float = 90.0
    probe_seconds: float = 10.0
    file_seconds: float = 120.0
    page_seconds: float = 12.0
    most_file_seconds: float = 3_600.0
    wall: float = 3.0
    fruitless_seconds: float = 90.0
    fruitless_page_seconds: float = 2.0
    most_fruitless_seconds: float = 240.0
    least_dpi: float = 200.0
    most_dpi: float = 300.0
    working_dpi: float = 200.0
    reading_dpi: float = 170.0


LIMITS = ScanLimits()

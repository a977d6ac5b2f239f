"""Image files, as cameras and scanners make them, to `Document`: a frame is a page."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageOps

from extract.document import Block, Document, Place, ReadNote, Source
from extract.errors import UnreadableError
from extract.ocr.ink import without_colour
from extract.ocr.limits import LIMITS
from extract.ocr.page_image import POINTS_PER_INCH, PageImage, Pixels
from extract.ocr.read import (
    GLANCE_DPI,
    BrokenPageError,
    PictureReader,
    Pictures,
    part_of,
    unreadable_scan,
)
from extract.page.page import Box
from extract.settings import PLAIN, ReadSettings
from extract.steps import Step, begin

_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP")
# of other formats what follows the first frame is a film, or the same picture once more
_PAGED = "TIFF"
_MOST_FRAMES = 3_000
_SUBFILE, _SMALLER_COPY = 254, 1
# what a scanner may say of its resolution; a camera says 72 or nothing
_LEAST_DPI, _MOST_DPI = 90.0, 1300.0
# in points: the long side of A4, which is assumed where a file does not say, and the longest
# and shortest long side of paper that offices print on
_A4, _LONGEST, _SHORTEST = 842.0, 1300.0, 250.0
# a picture so near to the size wanted is left as it is
_NEARLY = 0.02
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError,
    AttributeError, struct.error, zlib.error,
)  # fmt: skip


class ImagePictures(Pictures):
    """The frames of an image file as pages, one of them in memory at a time."""

    def __init__(self, data: bytes) -> None:
        with _decoding():
            self._image = Image.open(io.BytesIO(data), formats=_FORMATS)
            self._frames = list(_frames(self._image))
        if not self._frames:
            raise _damaged()
        self.page_count = len(self._frames)
        # a page that was glanced at, as it is likely to be read next
        self._last: PageImage | None = None

    def close(self) -> None:
        """Free the file."""
        self._last = None
        self._image.close()

    def image(self, number: int, region: Box | None = None) -> PageImage:
        """Return a frame upright, as finely as print needs it."""
        last, self._last = self._last, None
        if last is None or last.number != number:
            last = self._decoded(number)
        return part_of(last, region)

    def glance(self, number: int, region: Box | None = None) -> PageImage:
        """Return a frame coarsely."""
        self._last = self.image(number)
        image = part_of(self._last, region)
        factor = GLANCE_DPI / image.dpi
        if factor >= 1:
            return image
        small = cv2.resize(image.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        return PageImage(number, np.asarray(small, dtype=np.uint8), image.width, image.height)

    def _decoded(self, number: int) -> PageImage:
        try:
            with _decoding():
                self._image.seek(self._frames[number - 1])
                return _page(self._image, number)
        except UnreadableError as error:
            if self.page_count == 1:
                raise
            raise BrokenPageError(str(error)) from error


class ImageReader(PictureReader, ImagePictures):
    """Reads the frames of an image file."""


def read_image(data: bytes, source: Source, settings: ReadSettings = PLAIN) -> Document:
    """Return the document in an image file: PNG, JPEG, TIFF of many pages, WebP or BMP.

    Raises UnreadableError: held without tesseract, rejected for an image that is cut off,
    damaged, too large, or shows nothing that can be read.
    """
    blocks: list[Block] = []
    notes: list[ReadNote] = []
    with ImageReader(data) as reader:
        for number in range(1, reader.page_count + 1):
            begin(Step(page=number))
            if number in settings.without:
                notes.append(_note("page_left_out", number))
                continue
            found = reader.blocks(number)
            blocks += found
            known = reader.is_left_out(number) or any(n.place.page == number for n in reader.notes)
            if not found and not known:
                notes.append(_note("picture_without_print", number))
        notes += [*reader.notes, *reader.left_out()]
    if not blocks:
        raise unreadable_scan(notes)
    return Document(source, tuple(blocks), tuple(sorted(notes, key=lambda n: n.place.page or 0)))


def _note(code: str, number: int) -> ReadNote:
    said = {
        "page_left_out": "This picture ended the process that read it and was left out; scan the "
        "page again.",
        "picture_without_print": "In this picture no print was found.",
    }
    return ReadNote(code, said[code], Place(page=number))


@contextmanager
def _decoding() -> Iterator[None]:
    """Have a broken file raise UnreadableError, and the library keep its remarks to itself."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (MemoryError, Image.DecompressionBombError) as error:
        raise _too_large("needs too much memory") from error
    except _BROKEN as error:
        raise (_cut_off() if "truncated" in str(error).lower() else _damaged()) from error


def _frames(image: Any) -> Iterator[int]:
    """Yield which frames of a file are pages."""
    if image.format != _PAGED:
        yield 0
        return
    for frame in range(_MOST_FRAMES + 1):
        try:
            image.seek(frame)
        except EOFError:
            return
        if frame == _MOST_FRAMES:
            raise _too_large(f"has more than {_MOST_FRAMES:,} pages")
        if not image.tag_v2.get(_SUBFILE, 0) & _SMALLER_COPY:
            yield frame


def _page(image: Any, number: int) -> PageImage:
    """Return the present frame of a file as a page, upright and its pixels square."""
    if image.width * image.height > LIMITS.file_pixels:
        raise _too_large(f"has {image.width:,} by {image.height:,} pixels")
    paper = _paper(image)
    dpi = _dpi(image, paper)
    if image.format == "JPEG":
        # the library decodes it smaller, but never smaller than it is asked to
        image.draft(None, _in_pixels(paper, dpi))
    upright = ImageOps.exif_transpose(image)
    if (upright.width > upright.height) != (image.width > image.height):
        paper = paper[::-1]
    size = _in_pixels(paper, dpi)
    pixels = _sized(without_colour(_plain(upright, size)), size)
    return PageImage(number, pixels, *paper)


def _in_pixels(paper: tuple[float, float], dpi: float) -> tuple[int, int]:
    width, height = (max(1, round(side * dpi / POINTS_PER_INCH)) for side in paper)
    return width, height


def _paper(image: Any) -> tuple[float, float]:
    """Return the width and height of the paper in points, as the pixels lie in the file."""
    said = image.info.get("dpi") or (0, 0)
    across, down = (float(value) for value in said)
    if not (_LEAST_DPI <= across <= _MOST_DPI and _LEAST_DPI <= down <= _MOST_DPI):
        across = down = POINTS_PER_INCH
    width = image.width * POINTS_PER_INCH / across
    height = image.height * POINTS_PER_INCH / down
    longest = max(width, height)
    factor = 1.0 if _SHORTEST <= longest <= _LONGEST else _A4 / longest
    return width * factor, height * factor


def _dpi(image: Any, paper: tuple[float, float]) -> float:
    """Return at which resolution a frame is seen: its own, within bounds."""
    own = max(image.width / paper[0], image.height / paper[1]) * POINTS_PER_INCH
    most = POINTS_PER_INCH * (LIMITS.pixels / (paper[0] * paper[1])) ** 0.5
    return float(min(own, LIMITS.most_dpi, most))


def _plain(image: Any, size: tuple[int, int]) -> Pixels:
    """Return the pixels of a frame, grey or red, green and blue; at least as many as `size`."""
    fewer = min(image.width // size[0], image.height // size[1])
    if image.mode.startswith("I;16"):
        return (np.asarray(image) >> 8).astype(np.uint8)
    if image.mode in ("I", "F"):
        return _stretched(np.asarray(image, dtype=np.float64))
    if image.mode == "1":
        image = image.convert("L")
    elif image.mode not in ("L", "RGB"):
        image = _opaque(image)
    if fewer > 1:
        image = image.reduce(fewer)
    return np.asarray(image, dtype=np.uint8)


def _opaque(image: Any) -> Any:
    """Return a frame of any kind of colour on white paper, in red, green and blue."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _stretched(values: np.ndarray[Any, np.dtype[np.float64]]) -> Pixels:
    """Return grey values of any range as those from black to white."""
    low, high = float(values.min()), float(values.max())
    return ((values - low) * 255 / max(high - low, 1e-9)).astype(np.uint8)


def _sized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """Return pixels in the size wanted; ones that are nearly so stay as they are."""
    height, width = pixels.shape[:2]
    if abs(width / size[0] - 1) < _NEARLY and abs(height / size[1] - 1) < _NEARLY:
        return pixels
    how = cv2.INTER_AREA if size[0] <= width and size[1] <= height else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def _too_large(why: str) -> UnreadableError:
    return UnreadableError(
        "too_large", f"The image {why}, more than are read.", "Scan its pages at 300 dpi."
    )


def _damaged() -> UnreadableError:
    return UnreadableError(
        "damaged_image", "The image is damaged and cannot be decoded.",
        "Ask the sender for it again, or scan the page again.",
    )  # fmt: skip


def _cut_off() -> UnreadableError:
    return UnreadableError(
        "truncated", "The image is cut off: a part of the file is missing.",
        "Download it anew, or ask the sender for it again.",
    )  # fmt: skip

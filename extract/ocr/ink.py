"""From the pixels of a scan to black ink on white paper.

Stamps and signatures in colour are taken out, uneven light and grey paper made white.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extract.ocr.components import pieces_of
from extract.ocr.page_image import Mask, Pixels

# how far apart the channels of a coloured pixel are, and how dark a printed one is
_COLOURED = 48
# parts of a stroke may be less so; this share of it must be coloured
_TINGED, _SURE = 26, 0.15
_DARK = 150
# darker than this in its own colour is black print under a stamp
_PRINT_IN_COLOUR = 110
# in points: a stamp or signature is larger than this both ways; its strokes are this near
_STAMP = 36.0
_STAMP_GAP = 9.0
# in points: one stroke of a pen is larger than a letter, or longer and not flat as a rule
_STROKE, _LONG_STROKE, _FLAT = 12.0, 24.0, 4.0
# pixels a point at which strokes are looked at
_STROKE_SCALE = 1.4
# where more of the colour lies in straight lines it is the rules that are coloured
_RULED = 0.5
# of the shades of a colour in per cent that which stands for all of it
_FULL_COLOUR = 10
# where more of the print than this is coloured the text itself is in colour
_COLOURED_PRINT = 0.5
# in points: marks smaller than this in both directions leave the paper as it is
_PAPER = 12.0
# a page is black and white if its paper is pure and no more of the rest than this is in
# between, seen at every seventh pixel; in points: the side of a speck, and how far an edge
# is softened
_BILEVEL = 0.46
_PURE, _BLANK, _BARE = 247, 0.8, 0.88
_SAMPLE = 7
# pixels: the height of a part of a page that is looked at by itself
_STRIP = 256
_NEAR_BLACK, _NEAR_WHITE = 40, 215
_SPECK = 0.6
_SOFT = 0.2
# where neighbours differ more often than in print, grey was made of dots; in points: how far
# they are mixed again
_DITHERED = 0.08
_UNDITHER = 0.42
_PAPER_STEP = 4
# how light paper is made; the darkest part of a page in per cent is print, pale if lighter
# than this, and none if lighter than that
_WHITENED = 250.0
_PRINT_SHARE = 0.5
_PALE, _PALEST = 80.0, 200.0
# in points: how far around a stroke its contrast is raised; then what is black and white
_SHARPEN = 0.36
_AMOUNT = 2.0
_BLACK, _WHITE = 20, 220
Window = tuple[slice, slice]
_LEVELS = np.clip((np.arange(256) - _BLACK) * 255 / (_WHITE - _BLACK), 0, 255).astype(np.uint8)


def cleaned(grey: Pixels, scale: float) -> Pixels:
    """Return a page of nothing but black and white without its specks, its edges softened.

    Grey that was made of dots is mixed again. Other pages are returned as they are.
    """
    black = (grey < _DARK).astype(np.uint8)
    if (black[:, 1:] != black[:, :-1]).mean() > _DITHERED:
        return cv2.GaussianBlur(grey, (0, 0), _UNDITHER * scale).astype(np.uint8, copy=False)
    sample = grey[::_SAMPLE, ::_SAMPLE]
    between = ((sample > _NEAR_BLACK) & (sample < _NEAR_WHITE)).sum()
    white, dark = (sample >= _PURE).mean(), (sample <= _NEAR_BLACK).sum()
    if white < _BLANK or between > _BILEVEL * (between + dark):
        return grey
    most = max(1, round((_SPECK * scale) ** 2))
    black = _without_small(black, most)
    black = 1 - _without_small(1 - black, most)
    return cv2.GaussianBlur((1 - black) * np.uint8(255), (0, 0), _SOFT * scale).astype(
        np.uint8, copy=False
    )


def is_bare(grey: Pixels) -> bool:
    """Tell whether paper is pure white, as in copies in black and white."""
    return float((grey[::_SAMPLE, ::_SAMPLE] >= _PURE).mean()) > _BARE


def _without_small(ink: Pixels, most: int) -> Pixels:
    """Return ink without pieces of up to `most` pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    kept = stats[:, cv2.CC_STAT_AREA] > most
    kept[0] = False
    left: Pixels = kept[labels].astype(np.uint8)
    return left


def without_colour(pixels: Pixels) -> Pixels:
    """Return one channel of a page whose channels are all alike, others as they are."""
    if pixels.ndim == 2 or not pixels.size:
        return pixels
    for strip in _strips(pixels):
        red, green, blue = (strip[..., channel] for channel in range(3))
        if (red != green).any() or (green != blue).any():
            return np.ascontiguousarray(pixels[..., :3])
    return np.ascontiguousarray(pixels[..., 0])


def _strips(pixels: Pixels) -> Iterator[Pixels]:
    """Yield a page part by part: what is worked out for all of it at once takes memory."""
    for top in range(0, pixels.shape[0], _STRIP):
        yield pixels[top : top + _STRIP]


def grey_of(pixels: Pixels, scale: float) -> Pixels:
    """Return one channel in which text is dark and a coloured stamp over it vanishes."""
    if pixels.ndim == 2:
        return pixels
    grey: Pixels = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.uint8, copy=False)
    sample = pixels[::_SAMPLE, ::_SAMPLE]
    if (np.ptp(sample, axis=2) <= _COLOURED).all():
        return grey
    parts = [_brightest(strip) for strip in _strips(pixels)]
    brightest = np.concatenate([part for part, _ in parts])
    colour = np.concatenate([part for _, part in parts])
    if _is_coloured_print(grey, colour > _COLOURED):
        return grey
    for box, area in _stamps(colour, scale):
        own = (colour[box] > _TINGED) & area
        np.copyto(grey[box], _bleached(brightest[box], own), where=area)
    return grey


def _brightest(pixels: Pixels) -> tuple[Pixels, Pixels]:
    """Return the brightest channel of each pixel, and how much colour it has."""
    red, green, blue = cv2.split(pixels)
    brightest: Pixels = np.asarray(cv2.max(cv2.max(red, green), blue), dtype=np.uint8)
    darkest = cv2.min(cv2.min(red, green), blue)
    return brightest, np.asarray(cv2.subtract(brightest, darkest), dtype=np.uint8)


def _bleached(brightest: Pixels, coloured: Mask) -> Pixels:
    """Return the channel in which the colour is brightest, so lit that the colour is white."""
    shades = brightest[coloured]
    light = shades[shades > _PRINT_IN_COLOUR]
    level = float(np.percentile(light, _FULL_COLOUR)) if light.size else 255.0
    return cv2.convertScaleAbs(brightest, alpha=250.0 / level).astype(np.uint8, copy=False)


def _is_coloured_print(grey: Pixels, coloured: Mask) -> bool:
    dark = grey < _DARK
    return bool((dark & coloured).sum() > _COLOURED_PRINT * max(1, dark.sum()))


def _stamps(colour: Pixels, scale: float) -> Iterator[tuple[Window, Mask]]:
    """Yield the parts of a page where stamps and strokes of a pen lie, and which pixels they hold.

    Coloured strokes lie together over an area as large as a stamp, or one is larger than a letter.
    """
    step = max(1, round(scale))
    unit = scale / step
    size = max(3, round(_STAMP_GAP * unit) | 1)
    for near, own, shades in _pieces_of_colour(colour[::step, ::step], size):
        if min(own.shape) - 2 <= _STAMP * unit or not _is_colour(own, shades, unit):
            continue
        # what stands inside the ring belongs to the stamp
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        cv2.drawContours(own, outlines, -1, 1, cv2.FILLED)
        yield _enlarged(near, own, step, colour.shape)
    step = max(1, round(scale / _STROKE_SCALE))
    unit = scale / step
    for near, own, shades in _pieces_of_colour(colour[::step, ::step], 1):
        least, most = sorted((side - 2) / unit for side in own.shape)
        large = least >= _STROKE or (most >= _LONG_STROKE and least >= _FLAT)
        if large and _is_colour(own, shades, unit):
            yield _enlarged(near, own, step, colour.shape)


def _pieces_of_colour(colour: Pixels, joined: int) -> Iterator[tuple[Window, Pixels, Pixels]]:
    """Yield where coloured pieces lie, with a rim, their pixels, and how coloured these are.

    Pieces nearer than `joined` pixels are one.
    """
    tinged = (colour > _TINGED).astype(np.uint8)
    if joined > 1:
        kernel = np.ones((joined, joined), np.uint8)
        tinged = cv2.morphologyEx(tinged, cv2.MORPH_CLOSE, kernel).astype(np.uint8, copy=False)
    pieces = pieces_of(tinged)
    small = pieces.boxes[:, 2:4].max(axis=1) < _STROKE
    for number in np.nonzero(~small)[0].tolist():
        left, top, width, height = pieces.boxes[number].tolist()
        near = slice(max(0, top - 1), top + height + 1), slice(max(0, left - 1), left + width + 1)
        yield near, np.asarray(pieces.labels[near] == number + 1, dtype=np.uint8), colour[near]


def _is_colour(own: Pixels, shades: Pixels, unit: float) -> bool:
    """Tell whether enough of a piece is surely coloured, and it is no table's rules."""
    tinged = (own > 0) & (shades > _TINGED)
    strong = np.count_nonzero(tinged & (shades > _COLOURED))
    inked = tinged.astype(np.uint8)
    return bool(strong >= _SURE * np.count_nonzero(tinged)) and not _is_ruled(inked, unit)


def _enlarged(near: Window, own: Pixels, step: int, shape: tuple[int, ...]) -> tuple[Window, Mask]:
    """Return the part of a page that a part in steps is, and its pixels and their rim there."""
    area = np.asarray(cv2.dilate(own, np.ones((3, 3), np.uint8)))
    rows, columns = (
        slice(part.start * step, min(side, part.stop * step))
        for part, side in zip(near, shape, strict=True)
    )
    whole = area.repeat(step, axis=0).repeat(step, axis=1) > 0
    return (rows, columns), whole[: rows.stop - rows.start, : columns.stop - columns.start]


def _is_ruled(area: Pixels, unit: float) -> bool:
    """Tell whether colour is that of rules: most of it lies in long straight lines."""
    # arcs of a stamp's ring are not so long and straight
    length = round(2 * _STAMP * unit)
    level = cv2.morphologyEx(area, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    upright = cv2.morphologyEx(area, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    ruled = np.count_nonzero(cv2.bitwise_or(level, upright))
    return bool(ruled > _RULED * np.count_nonzero(area))


def whitened(grey: Pixels, scale: float) -> Pixels:
    """Return the page with its paper made evenly white, its print left dark."""
    small = cv2.resize(
        grey, None, fx=1 / _PAPER_STEP, fy=1 / _PAPER_STEP, interpolation=cv2.INTER_AREA
    )
    size = max(3, round(_PAPER * scale / _PAPER_STEP) | 1)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.resize(
        cv2.blur(closed, (size, size)), (grey.shape[1], grey.shape[0]),
        interpolation=cv2.INTER_LINEAR,
    )  # fmt: skip
    white = cv2.divide(grey, np.maximum(paper, 64), scale=_WHITENED)
    return _darkened(white.astype(np.uint8, copy=False))


def _darkened(white: Pixels) -> Pixels:
    """Return a page with pale print made as dark as other print; one without print stays."""
    shade = float(np.percentile(white[::_SAMPLE, ::_SAMPLE], _PRINT_SHARE))
    if not _PALE < shade < _PALEST:
        return white
    shades = _WHITENED - (_WHITENED - np.arange(256.0)) * (_WHITENED - _PALE) / (_WHITENED - shade)
    return cv2.LUT(white, np.clip(shades, 0, 255).astype(np.uint8)).astype(np.uint8, copy=False)


def sharpened(white: Pixels, scale: float) -> Pixels:
    """Return the page as letters are read best: strokes sharpened, paper bare."""
    soft = cv2.GaussianBlur(white, (0, 0), _SHARPEN * scale)
    sharp = cv2.addWeighted(white, 1 + _AMOUNT, soft, -_AMOUNT, 0)
    return cv2.LUT(sharp, _LEVELS).astype(np.uint8, copy=False)


def darkness(white: Pixels) -> float:
    """Return the grey below which a pixel of a whitened page is print."""
    level, _ = cv2.threshold(white, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return float(min(max(level, 110.0), 190.0))

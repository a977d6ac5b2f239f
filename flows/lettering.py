"""Writing in pictures: a font that has every Vietnamese letter, and lines that fit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# Prefect's wheel ships a font under the Open Font License; else what systems usually have
_SHIPPED = "server/ui*/fonts/Geist-*.ttf"
_USUAL = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "LiberationSans-Regular.ttf",
    "Arial.ttf",
    "arial.ttf",
)
# one with stacked marks; fonts show the same box for whatever they lack
_SAMPLE, _NO_LETTER = "ệ", "\uffff"


@cache
def lettering(size: int) -> Font:
    """Return a font of `size` pixels; the plainest one where none has Vietnamese letters."""
    for name in _candidates():
        try:
            font = ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue
        if bytes(font.getmask(_SAMPLE)) != bytes(font.getmask(_NO_LETTER)):
            return font
    return ImageFont.load_default(size)


def _candidates() -> Iterator[str]:
    # looked up, not imported: importing Prefect takes seconds
    spec = find_spec("prefect")
    for folder in spec.submodule_search_locations or () if spec else ():
        yield from map(str, sorted(Path(folder).glob(_SHIPPED)))
    yield from _USUAL


def wrapped(text: str, width: float, size: int, most: int = 6) -> list[str]:
    """Return a text in lines at most `width` pixels wide, cut short after `most` lines."""
    font = lettering(size)
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [_cut(line, width, size) for line in lines]


def _cut(line: str, width: float, size: int) -> str:
    font = lettering(size)
    if font.getlength(line) <= width:
        return line
    # the longest beginning that fits, found by halving: words of a thousand letters occur
    fits = bisect_right(range(len(line)), width, key=lambda n: font.getlength(f"{line[:n]}…"))
    return f"{line[: max(0, fits - 1)]}…"

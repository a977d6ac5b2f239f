"""Seconds a scanned page and how exact its figures are, beside tesseract used as it comes.

Run `python -m tests.benchmarks.bench_ocr`; with PDF files as arguments those are timed too.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from extract.document import Block, TableFragment
from extract.ocr.page_image import PageImage
from extract.ocr.page_read import read_page
from extract.ocr.read import ScanReader
from extract.ocr.tesseract import is_installed, needs_tesseract, read_words
from tests.extract.ocr.pictures import DPI, grainy, rendered, stamped, turned
from tests.extract.pdf.writer import PageWriter, grid

_PAGES = 4
_ROWS = 24
_XS = (50.0, 90.0, 320.0, 400.0, 480.0)
_WORDS = ["theo", "quy", "trong", "nam", "cao", "lam", "thi", "kinh", "vinh", "minh", "hay", "an"]
_UNITS = ["ban", "nam", "%", "trang"]
_FIGURE = re.compile(r"[\d.,]+%?")

SPOILT: dict[str, Callable[[PageImage], PageImage]] = {
    "clean": lambda image: image,
    "askew by .4 degrees": lambda image: turned(image, 0.4),
    "askew by 1.5 degrees": lambda image: turned(image, 1.5),
    "grain, blur, JPEG": grainy,
    "stamp over the figures": lambda image: stamped(image, 430, 300),
    "all of these": lambda image: grainy(turned(stamped(image, 430, 300), 0.7)),
}


def page_with_figures(seed: int) -> tuple[PageWriter, list[str]]:
    """Return a page with one table, and the figures printed in it."""
    chance = random.Random(seed)
    figures = [_figure(chance) for _ in range(_ROWS)]
    rows = [("STT", "Noi dung", "ban", "Trong nam")]
    rows += [
        (f"{n}.", " ".join(chance.sample(_WORDS, chance.randint(1, 5))), chance.choice(_UNITS), one)
        for n, one in enumerate(figures, 1)
    ]
    page = PageWriter()
    grid(page, _XS, [80.0 + 22 * step for step in range(_ROWS + 2)], rows, size=12)
    return page, figures


def _figure(chance: random.Random) -> str:
    kinds = (
        str(chance.randint(0, 9)),
        str(chance.randint(10, 999)),
        f"{chance.randint(1, 99)}.{chance.randint(0, 999):03}",
        f"{chance.randint(0, 99)},{chance.randint(0, 99):02}%",
    )
    return chance.choice(kinds)


def figures_in(blocks: Sequence[Block]) -> list[str]:
    """Return the last column of the tables among blocks, without their headings."""
    return [
        row[-1].text for block in blocks if isinstance(block, TableFragment) for row in block.rows
    ][1:]


def bare_figures(image: PageImage) -> list[str]:
    """Return what tesseract takes for figures on the page as it is."""
    words = read_words([image.pixels[..., 1].copy()], mode=3, dpi=DPI, seconds=60)
    return [word.text for word in words if _FIGURE.fullmatch(word.text)]


def bench_ocr(pages: int = _PAGES) -> None:
    """Print seconds a page and exact figures for each way to spoil a page."""
    if not is_installed():
        print(needs_tesseract())
        return
    print(
        f"{'scans, ' + str(pages) + ' pages each':28s} s/page  figures   tesseract: s/page  found"
    )
    for name, spoil in SPOILT.items():
        made = [page_with_figures(seed) for seed in range(pages)]
        images = [spoil(rendered(page)) for page, _ in made]
        truth = [figures for _, figures in made]
        seconds, found = _timed(lambda image: figures_in(read_page(image).blocks), images)
        bare_seconds, bare = _timed(bare_figures, images)
        exact = sum(_exact(a, b) for a, b in zip(found, truth, strict=True)) / (pages * _ROWS)
        known = sum(_in_common(a, b) for a, b in zip(bare, truth, strict=True)) / (pages * _ROWS)
        print(f"{name:28s} {seconds:6.2f}  {exact:7.1%}   {bare_seconds:17.2f}  {known:5.1%}")


def _timed(
    read: Callable[[PageImage], list[str]], images: Sequence[PageImage]
) -> tuple[float, list[list[str]]]:
    start = time.perf_counter()
    found = [read(image) for image in images]
    return (time.perf_counter() - start) / len(images), found


def _exact(found: Sequence[str], truth: Sequence[str]) -> int:
    return sum(a == b for a, b in zip(found, truth, strict=False))


def _in_common(found: Sequence[str], truth: Sequence[str]) -> int:
    left = list(found)
    hits = 0
    for figure in truth:
        if figure in left:
            left.remove(figure)
            hits += 1
    return hits


def bench_file(path: Path) -> None:
    """Print seconds a page of a scanned PDF."""
    with ScanReader(path.read_bytes()) as reader:
        start = time.perf_counter()
        for number in range(1, reader.page_count + 1):
            reader.blocks(number)
        seconds = (time.perf_counter() - start) / reader.page_count
        print(f"{path.name}: {reader.page_count} pages, {seconds:.2f} s/page")


if __name__ == "__main__":
    bench_ocr()
    for argument in sys.argv[1:]:
        bench_file(Path(argument))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")

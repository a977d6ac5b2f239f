"""CPU seconds a scanned page and how exact its cells are, beside tesseract as it comes.

    python -m tests.benchmarks.bench_ocr [FILE.pdf ...]

With files those are timed too. The seconds are those of this process and its children.
"""

from __future__ import annotations

import random
import re
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from extract.document import Block, TableFragment
from extract.ocr.page_image import PageImage
from extract.ocr.page_read import read_page
from extract.ocr.read import ScanReader
from extract.ocr.tesseract import is_installed, needs_tesseract, read_words
from tests.benchmarks.compare import print_table
from tests.extract.ocr.pictures import DPI, grainy, rendered, stamped, turned
from tests.extract.pdf.mixed import of_picture
from tests.extract.pdf.writer import PageWriter, grid, pdf

_PAGES = 4
_ROWS = 24
_XS = (50.0, 90.0, 320.0, 400.0, 480.0)
_WORDS = ["theo", "quy", "trong", "nam", "cao", "lam", "thi", "kinh", "vinh", "minh", "hay", "an"]
_UNITS = ["ban", "nam", "%", "trang"]
_READING = """
import sys
from pathlib import Path
from extract.ocr.read import ScanReader

with ScanReader(Path(sys.argv[1]).read_bytes()) as reader:
    for number in range(1, reader.page_count + 1):
        reader.blocks(number)
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")))
"""
_FIGURE = re.compile(r"[\d.,]+%?")

Rows = list[tuple[str, str, str, str]]
T = TypeVar("T")

SPOILT: dict[str, Callable[[PageImage], PageImage]] = {
    "clean": lambda image: image,
    "askew by .4 degrees": lambda image: turned(image, 0.4),
    "askew by 1.5 degrees": lambda image: turned(image, 1.5),
    "grain, blur, JPEG": grainy,
    "stamp over the figures": lambda image: stamped(image, 430, 300),
    "all of these": lambda image: grainy(turned(stamped(image, 430, 300), 0.7)),
}
_HEAD = (
    "scans, {} pages of {} rows each", "CPU s a page", "exact cells", "exact figures",
    "tesseract alone: CPU s a page", "figures found",
)  # fmt: skip


def page_with_figures(seed: int) -> tuple[PageWriter, Rows]:
    """Return a page with one table, and the rows under its heading; figures are last."""
    chance = random.Random(seed)
    rows: Rows = [("STT", "Noi dung", "ban", "Trong nam")]
    figures = [_figure(chance) for _ in range(_ROWS)]
    for number, figure in enumerate(figures, 1):
        label = " ".join(chance.sample(_WORDS, chance.randint(1, 5)))
        rows.append((f"{number}.", label, chance.choice(_UNITS), figure))
    page = PageWriter()
    grid(page, _XS, [80.0 + 22 * step for step in range(_ROWS + 2)], rows, size=12)
    return page, rows[1:]


def _figure(chance: random.Random) -> str:
    kinds = (
        str(chance.randint(0, 9)),
        str(chance.randint(10, 999)),
        f"{chance.randint(1, 99)}.{chance.randint(0, 999):03}",
        f"{chance.randint(0, 99)},{chance.randint(0, 99):02}%",
    )
    return chance.choice(kinds)


def rows_in(blocks: Sequence[Block]) -> list[tuple[str, ...]]:
    """Return the rows of the tables among blocks, without their headings."""
    tables = [block for block in blocks if isinstance(block, TableFragment)]
    return [tuple(cell.text for cell in row) for table in tables for row in table.rows][1:]


def bare_figures(image: PageImage) -> list[str]:
    """Return what tesseract takes for figures on the page as it is."""
    words = read_words([image.pixels[..., 1].copy()], mode=3, dpi=DPI, seconds=60)
    return [word.text for word in words if _FIGURE.fullmatch(word.text)]


def bench_ocr(pages: int = _PAGES) -> None:
    """Print seconds a page and the shares of exact cells for each way to spoil a page."""
    if not is_installed():
        print(needs_tesseract())
        return
    made = [page_with_figures(seed) for seed in range(pages)]
    truth = [rows for _, rows in made]
    lines: list[Sequence[str]] = [[_HEAD[0].format(pages, _ROWS), *_HEAD[1:]]]
    for name, spoil in SPOILT.items():
        images = [spoil(rendered(page)) for page, _ in made]
        lines.append([name, *_ours(images, truth), *_bare(images, truth)])
    print_table(lines)


def _ours(images: Sequence[PageImage], truth: Sequence[Rows]) -> list[str]:
    seconds, found = _timed(lambda image: rows_in(read_page(image).blocks), images)
    pairs = list(zip(found, truth, strict=True))
    # a row or cell too many shifts those after it, and they count as wrong
    cells = [zip(_cells(read), _cells(rows), strict=False) for read, rows in pairs]
    exact = [a == b for page in cells for a, b in page]
    lines = [zip(read, rows, strict=False) for read, rows in pairs]
    figures = [a[-1] == b[-1] for page in lines for a, b in page]
    count = len(truth) * _ROWS
    return [f"{seconds:.2f}", f"{sum(exact) / count / 4:.1%}", f"{sum(figures) / count:.1%}"]


def _cells(rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows for text in row]


def _bare(images: Sequence[PageImage], truth: Sequence[Rows]) -> list[str]:
    seconds, found = _timed(bare_figures, images)
    known = [Counter(row[-1] for row in rows) for rows in truth]
    hits = sum((Counter(a) & b).total() for a, b in zip(found, known, strict=True))
    return [f"{seconds:.2f}", f"{hits / len(truth) / _ROWS:.1%}"]


def _timed(read: Callable[[PageImage], T], images: Sequence[PageImage]) -> tuple[float, list[T]]:
    start = _cpu_seconds()
    found = [read(image) for image in images]
    return (_cpu_seconds() - start) / len(images), found


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def bench_file(path: Path) -> None:
    """Print seconds a page of a scanned PDF."""
    with ScanReader(path.read_bytes()) as reader:
        start = _cpu_seconds()
        for number in range(1, reader.page_count + 1):
            reader.blocks(number)
        seconds = (_cpu_seconds() - start) / reader.page_count
        print(f"{path.name}: {reader.page_count} pages, {seconds:.2f} CPU s a page")


def bench_memory(spoil: Callable[[PageImage], PageImage]) -> None:
    """Print the peak memory of a process that reads two pages; tesseract's own is apart."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "scan.pdf")
        images = [spoil(rendered(page_with_figures(seed)[0])) for seed in range(2)]
        file.write_bytes(pdf([of_picture(image.pixels) for image in images]))
        # a fresh process: making the pictures takes more memory than reading them
        done = subprocess.run(
            [sys.executable, "-c", _READING, str(file)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    print(f"a worker that reads such pages, peak memory in MB: {done.stdout.strip()}\n")


def main() -> None:
    """Measure made pages, and the files named as arguments."""
    bench_ocr()
    for argument in sys.argv[1:]:
        bench_file(Path(argument))
    # the peak that getrusage tells begins with that of the process before it was replaced
    if is_installed() and Path("/proc/self/status").exists():
        bench_memory(SPOILT["all of these"])


if __name__ == "__main__":
    main()

"""Pages per CPU second, peak memory and cell F1 of PDF readers on the same files.

    python -m tests.benchmarks.bench_pdf [--pages 10 50 200] [--rounds 3] [FILE.pdf ...]

Each reader runs in a process of its own, one after the other in each round, so that a slow
spell of the machine hits all alike; of the rounds the median counts. Without files the
documents are made here, and their cells are known. Readers that are not installed are left
out.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.benchmarks.bench_pdf_files import build

Cells = Counter[str]
Reader = Callable[[Path], tuple[int, Cells]]
BASE = "pdfplumber"


@dataclass(frozen=True)
class Measure:
    """What one run of one reader gave."""

    reader: str
    pages: int
    seconds: float
    megabytes: float
    cells: dict[str, int]


def ours(path: Path) -> tuple[int, Cells]:
    """Read with this project's reader."""
    from extract.document import Source
    from extract.pdf import read_pdf

    data = path.read_bytes()
    document = read_pdf(data, Source(path.name, "0" * 64, "application/pdf", len(data)))
    pages = {block.place.page for block in document.blocks}
    texts = (cell.text for table in document.fragments() for row in table.rows for cell in row)
    return len(pages), Counter(text for text in texts if text)


def plumber(path: Path) -> tuple[int, Cells]:
    """Read with pdfplumber as it comes."""
    return _plumber(path, {})


def plumber_tuned(path: Path) -> tuple[int, Cells]:
    """Read with pdfplumber set to ruled lines only."""
    return _plumber(
        path, {"vertical_strategy": "lines_strict", "horizontal_strategy": "lines_strict"}
    )


def _plumber(path: Path, settings: dict[str, str]) -> tuple[int, Cells]:
    import pdfplumber

    cells: Cells = Counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables(settings):
                cells.update(_joined(text) for row in table for text in row if text)
            page.close()
        return len(document.pages), cells


def _joined(text: str) -> str:
    return " ".join(text.split())


def pdfium_text(path: Path) -> tuple[int, Cells]:
    """Only open the pages and take their text: a limit, no reader of tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document), Counter()


def camelot(path: Path) -> tuple[int, Cells]:
    """Read with camelot's lattice."""
    import camelot as library  # type: ignore[import-not-found]

    tables = library.read_pdf(str(path), pages="all", flavor="lattice")
    cells = Counter(_joined(t) for table in tables for t in table.df.to_numpy().ravel() if t)
    return len({table.page for table in tables}), cells


READERS: dict[str, tuple[str, Reader]] = {
    "cchc": ("pypdfium2", ours),
    BASE: ("pdfplumber", plumber),
    "pdfplumber tuned": ("pdfplumber", plumber_tuned),
    "camelot": ("camelot", camelot),
    "pdfium text only": ("pypdfium2", pdfium_text),
}


def measure(reader: str, path: Path) -> Measure:
    """Run one reader in this process; imports are not counted."""
    function = READERS[reader][1]
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "one.pdf"
        build(small, pages=1)
        function(small)
    start = time.process_time()
    pages, cells = function(path)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measure(reader, pages, seconds, peak, dict(cells))


def run(reader: str, path: Path) -> Measure:
    """Run one reader in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_pdf", "--one", reader, str(path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return Measure(**json.loads(answer.stdout.splitlines()[-1]))


def f1(read: Cells, known: Cells) -> float:
    """Return the F1 of two bags of cells."""
    right = sum((read & known).values())
    total = sum(read.values()) + sum(known.values())
    return 2 * right / total if total else 1.0


def compare(path: Path, known: Cells | None, rounds: int) -> None:
    """Measure all readers on one file and print a row each."""
    names = [name for name, (module, _) in READERS.items() if importlib.util.find_spec(module)]
    runs: dict[str, list[Measure]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            runs[name].append(run(name, path))
    pages = runs[BASE][0].pages
    rates = {n: pages / statistics.median(m.seconds for m in ms) for n, ms in runs.items()}
    truth = known if known is not None else Counter(runs[BASE][0].cells)
    print(f"\n{path.name}, {pages} pages")
    print(f"{'reader':18} {'pages/CPU s':>12} {'ratio':>7} {'peak MB':>8} {'cell F1':>8}")
    for name, measures in runs.items():
        peak = max(m.megabytes for m in measures)
        score = f1(Counter(measures[0].cells), truth)
        quality = f"{score:8.4f}" if measures[0].cells else f"{'-':>8}"
        ratio = rates[name] / rates[BASE]
        print(f"{name:18} {rates[name]:12.1f} {ratio:7.1f} {peak:8.0f} {quality}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare PDF readers.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", nargs="*", type=int, default=[10, 50, 200])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.one:
        print(json.dumps(asdict(measure(chosen.one, chosen.files[0]))))
        return
    for path in chosen.files:
        compare(path, None, chosen.rounds)
    if chosen.files:
        return
    with tempfile.TemporaryDirectory() as folder:
        for pages in chosen.pages:
            path = Path(folder) / f"built-{pages}.pdf"
            known = build(path, pages)
            compare(path, known, chosen.rounds)


if __name__ == "__main__":
    main()

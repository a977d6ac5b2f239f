"""Pages per CPU second, peak memory and cell F1 of PDF readers on the same files.

    python -m tests.benchmarks.bench_pdf [--pages 10 50 200] [--rounds 3] [FILE.pdf ...]

Without files the documents are made here, and their cells are known; with files the cells
that pdfplumber finds are taken for right. Of the rounds the median counts. `make peers`
installs the readers of others.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.bench_pdf_files import build
from tests.benchmarks.compare import Case, table

NAMES = (
    "cchc",
    "pdfplumber",
    "pdfplumber, tuned for rules",
    "pdf_oxide tables",
    "camelot lattice",
    "docling-parse, no tables",
    "pdfium, text only",
)


def bench_pdf(pages: Sequence[int], files: Sequence[Path], rounds: int) -> None:
    """Print the table for documents of so many pages, or for files."""
    with tempfile.TemporaryDirectory() as folder:
        warm_up = Path(folder) / "warm-up.pdf"
        build(warm_up, 1)
        cases = [Case(path, None, warm_up) for path in files]
        for count in () if files else pages:
            path = Path(folder) / f"built-{count}.pdf"
            cases.append(Case(path, build(path, count), warm_up))
        listed = ", ".join(path.name for path in files) or ", ".join(map(str, pages)) + " pages"
        print(f"PDF: {listed}\n")
        table("pages", "pdfplumber", NAMES, cases, rounds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare PDF readers.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--pages", nargs="*", type=int, default=[10, 50, 200])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    bench_pdf(chosen.pages, chosen.files, chosen.rounds)


if __name__ == "__main__":
    main()

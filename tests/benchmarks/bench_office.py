"""Rows per CPU second, peak memory and cell F1 of DOCX and XLSX readers on the same files.

python -m tests.benchmarks.bench_office [--rows 500 3000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl

from tests.benchmarks.bench_pdf_files import AGENCIES, RESULTS, TIMES, WORDS
from tests.benchmarks.compare import Case, table
from tests.benchmarks.readers import Cells

HEAD = ("STT", "Nội dung công việc", "Cơ quan chủ trì", "Thời gian", "Kết quả", "Số hồ sơ")
_ROWS_A_TABLE = 100


def _rows(count: int) -> list[tuple[str | int, ...]]:
    rng = random.Random(count)
    rows: list[tuple[str | int, ...]] = [HEAD]
    for number in range(1, count):
        text = " ".join(rng.choices(WORDS, k=rng.randint(6, 24)))
        kinds = rng.choice(AGENCIES), rng.choice(TIMES), rng.choice(RESULTS)
        rows.append((number, text, *kinds, rng.randint(0, 999)))
    return rows


def _known(rows: Sequence[Sequence[str | int]]) -> Cells:
    return Counter(str(value) for row in rows for value in row if value != "")


def build_docx(path: Path, count: int) -> Cells:
    """Write a DOCX whose tables have so many rows and return their cells."""
    rows = _rows(count)
    document = docx.Document()
    for start in range(0, len(rows), _ROWS_A_TABLE):
        part = rows[start : start + _ROWS_A_TABLE]
        made = document.add_table(len(part), len(HEAD), style="Table Grid")
        cells = (cell for row in made.rows for cell in row.cells)
        for cell, value in zip(cells, (value for row in part for value in row), strict=True):
            cell.text = str(value)
        document.add_paragraph("Ghi chú")
    document.save(str(path))
    return _known(rows)


def build_xlsx(path: Path, count: int) -> Cells:
    """Write an XLSX with one sheet of so many rows and return its cells."""
    rows = _rows(count)
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([value if value != "" else None for value in row])
    book.save(path)
    return _known(rows)


def bench_office(counts: Sequence[int], rounds: int) -> None:
    """Print a table for each format."""
    formats = (
        ("DOCX", build_docx, ".docx", "python-docx"),
        ("XLSX", build_xlsx, ".xlsx", "openpyxl"),
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, build, ending, base in formats:
            warm_up = Path(folder) / f"warm-up{ending}"
            build(warm_up, 5)
            cases = []
            for count in counts:
                path = Path(folder) / f"built-{count}{ending}"
                cases.append(Case(path, build(path, count), warm_up))
            print(f"{name}: {', '.join(map(str, counts))} rows of {len(HEAD)} cells\n")
            table("rows", base, (f"cchc {name}", base), cases, rounds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description="Compare DOCX and XLSX readers.")
    parser.add_argument("--rows", nargs="*", type=int, default=[500, 3000])
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args(arguments)
    bench_office(chosen.rows, chosen.rounds)


if __name__ == "__main__":
    main()

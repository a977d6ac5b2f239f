"""The readers that the benchmark compares, each run in a process of its own.

    python -m tests.benchmarks.readers READER WARM_UP_FILE FILE

prints one line of JSON. The libraries of others are imported where they are used, so that
this runs in any environment that has the one it is asked for.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

Cells = Counter[str]
# pages or rows, and the texts of cells; None where a reader knows no tables
Found = tuple[int, Cells | None]

TUNED = {
    "vertical_strategy": "lines",
    "horizontal_strategy": "lines",
    "snap_tolerance": 2,
    "edge_min_length": 8,
    "text_x_tolerance": 1.5,
}


@dataclass(frozen=True)
class Measure:
    """What one run of one reader gave: units are pages or rows."""

    version: str
    units: int
    seconds: float
    megabytes: float
    cells: dict[str, int] | None


@dataclass(frozen=True)
class Reader:
    """A reader: its name in the tables, the distribution and module it needs, how it reads."""

    name: str
    distribution: str
    module: str
    read: Callable[[Path], Found]

    def is_installed(self) -> bool:
        """Tell whether the reader can be run in this environment."""
        return importlib.util.find_spec(self.module) is not None


def _plain(texts: Iterable[Any]) -> Cells:
    """Return texts that print something, white space made single."""
    return Counter(plain for text in texts if text and (plain := " ".join(str(text).split())))


def _ours(path: Path, media_type: str) -> Any:
    from extract.document import Source
    from extract.reader import read_document

    data = path.read_bytes()
    return read_document(data, Source(path.name, "0" * 64, media_type, len(data)))


def _cells_of(document: Any) -> Cells:
    rows = [row for table in document.fragments() for row in table.rows]
    return Counter(cell.text for row in rows for cell in row if cell.text)


def our_pdf(path: Path) -> Found:
    """Read a PDF with this project's reader."""
    document = _ours(path, "application/pdf")
    return document.blocks[-1].place.page, _cells_of(document)


def our_rows(path: Path) -> Found:
    """Read DOCX or XLSX with this project's reader."""
    document = _ours(path, "")
    return sum(len(table.rows) for table in document.fragments()), _cells_of(document)


def plumber(path: Path) -> Found:
    """Read with pdfplumber as it comes."""
    return _plumber(path, {})


def plumber_tuned(path: Path) -> Found:
    """Read with pdfplumber set up for ruled tables."""
    return _plumber(path, TUNED)


def _plumber(path: Path, settings: dict[str, Any]) -> Found:
    import pdfplumber

    cells: Cells = Counter()
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables(settings):
                cells += _plain(text for row in table for text in row)
            page.close()
        return len(document.pages), cells


def pdfium_text(path: Path) -> Found:
    """Only open the pages and take their text: a limit, no reader of tables."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_range()
    return len(document), None


def camelot(path: Path) -> Found:
    """Read with camelot's lattice."""
    import camelot as library  # type: ignore[import-not-found]

    tables = library.read_pdf(str(path), pages="all", flavor="lattice")
    cells = _plain(text for table in tables for text in table.df.to_numpy().ravel())
    return max(table.page for table in tables), cells


def docling_parse(path: Path) -> Found:
    """Take characters, words and shapes with docling-parse, which leaves tables to others."""
    from docling_parse.pdf_parser import DoclingPdfParser  # type: ignore[import-not-found]

    document = DoclingPdfParser(loglevel="fatal").load(str(path))
    return sum(1 for _ in document.iterate_pages()), None


def pdf_oxide(path: Path) -> Found:
    """Read with pdf_oxide as it comes."""
    import pdf_oxide as library  # type: ignore[import-not-found]

    document = library.PdfDocument(str(path))
    pages = document.page_count()
    cells: Cells = Counter()
    for number in range(pages):
        for table in document.extract_tables(number):
            cells += _plain(cell["text"] for row in table["rows"] for cell in row["cells"])
    return pages, cells


def python_docx(path: Path) -> Found:
    """Read the tables of a DOCX with python-docx."""
    import docx

    rows = [row for table in docx.Document(str(path)).tables for row in table.rows]
    return len(rows), _plain(cell.text for row in rows for cell in row.cells)


def openpyxl(path: Path) -> Found:
    """Read the values of an XLSX with openpyxl."""
    import openpyxl as library

    book = library.load_workbook(path, data_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    return len(rows), _plain(value for row in rows for value in row)


READERS = {
    reader.name: reader
    for reader in (
        Reader("cchc", "cchc", "pypdfium2", our_pdf),
        Reader("pdfplumber", "pdfplumber", "pdfplumber", plumber),
        Reader("pdfplumber, tuned for rules", "pdfplumber", "pdfplumber", plumber_tuned),
        Reader("pdf_oxide tables", "pdf_oxide", "pdf_oxide", pdf_oxide),
        Reader("camelot lattice", "camelot-py", "camelot", camelot),
        Reader("docling-parse, no tables", "docling-parse", "docling_parse", docling_parse),
        Reader("pdfium, text only", "pypdfium2", "pypdfium2", pdfium_text),
        Reader("cchc DOCX", "cchc", "lxml", our_rows),
        Reader("python-docx", "python-docx", "docx", python_docx),
        Reader("cchc XLSX", "cchc", "lxml", our_rows),
        Reader("openpyxl", "openpyxl", "openpyxl", openpyxl),
    )
}


def measure(reader: Reader, warm_up: Path, path: Path) -> Measure:
    """Run one reader in this process; imports and its first small file are not counted."""
    reader.read(warm_up)
    start = time.process_time()
    units, cells = reader.read(path)
    seconds = time.process_time() - start
    version = importlib.metadata.version(reader.distribution)
    return Measure(version, units, seconds, _peak(), None if cells is None else dict(cells))


def _peak() -> float:
    """Return the most memory that this process held, in MB.

    Linux hands the parent's `ru_maxrss` on to a child, so it is not asked there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure the reader that the arguments name, or tell that it is not installed."""
    name, *files = sys.argv[1:]
    reader = READERS[name]
    if not reader.is_installed():
        print("null")
        return
    warm_up, path = map(Path, files)
    print(json.dumps(asdict(measure(reader, warm_up, path))))


if __name__ == "__main__":
    main()

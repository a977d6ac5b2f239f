"""The files of the benchmark print what they are said to print, and ratios are ratios."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks import bench_office, compare
from tests.benchmarks.bench_pdf_files import build
from tests.benchmarks.readers import READERS, Measure, our_pdf, our_rows


@pytest.mark.parametrize("pages", [2, 25, 100])
def test_the_cells_of_a_built_pdf_are_read_from_it(tmp_path: Path, pages: int) -> None:
    known = build(tmp_path / "built.pdf", pages)
    assert our_pdf(tmp_path / "built.pdf") == (pages, known)


@pytest.mark.parametrize(
    ("build_file", "name"),
    [(bench_office.build_docx, "built.docx"), (bench_office.build_xlsx, "built.xlsx")],
)
def test_the_cells_of_a_built_office_file_are_read_from_it(
    tmp_path: Path, build_file: object, name: str
) -> None:
    assert callable(build_file)
    known = build_file(tmp_path / name, 120)
    rows, cells = our_rows(tmp_path / name)
    assert (rows, cells) == (120, known)


def test_a_reader_that_is_not_installed_is_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(compare, "PEERS", tmp_path / "no-python")
    case = compare.Case(tmp_path / "a.pdf", None, tmp_path / "a.pdf")
    runs = compare.measured(["docling-parse, no tables"], case, 1)
    assert runs == {"docling-parse, no tables": []}
    line = compare.row("docling-parse, no tables", "cchc", [case], [runs])
    assert line[1] == "not installed"


def test_ratios_are_medians_against_the_base_and_their_geometric_mean(tmp_path: Path) -> None:
    case = compare.Case(tmp_path, Counter({"a": 2}), tmp_path)
    runs = [
        {
            "cchc": [Measure("1", 10, seconds, 40.0, {"a": 1}) for seconds in (0.5, 0.1, 5.0)],
            "pdfplumber": [Measure("2", 10, 10.0, 50.0, {"a": 2})],
        },
        {
            "cchc": [Measure("1", 10, 0.2, 44.0, {"a": 2})],
            "pdfplumber": [Measure("2", 10, 1.0, 50.0, None)],
        },
    ]
    line = compare.row("cchc", "pdfplumber", [case, case], runs)
    assert line == ["cchc (1)", "20, 50", "20.0, 5.0; mean 10.0", "0.6667, 1.0000", "44"]
    assert set(READERS) >= {"cchc", "pdfplumber"}

"""Memory that pdfium writes to: few rows from a pool, many from memory of their own."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from extract import pdfium
from tests.extract.pdf.samples import read, tables
from tests.extract.pdf.writer import PageWriter, grid


@pytest.mark.parametrize("count", [1, 40, 512, 513, 2_000, 9_000])
def test_each_number_is_written_by_its_address(count: int) -> None:
    output = pdfium.Output(np.float32, 2, parted=True)
    rows, columns = output.rows(count)
    for column, arguments in enumerate(columns):
        for row, argument in zip(range(count), arguments, strict=False):
            ctypes.memmove(argument, np.float32(10 * row + column).tobytes(), 4)
    assert rows.tolist() == [[10.0 * row, 10.0 * row + 1] for row in range(count)]


def test_each_row_is_written_by_its_address() -> None:
    rows, (arguments,) = pdfium.Output(np.float32, 4).rows(3)
    for row, argument in zip(range(3), arguments, strict=False):
        ctypes.memmove(argument, np.full(4, row, dtype=np.float32).tobytes(), 16)
    assert rows.tolist() == [[0.0] * 4, [1.0] * 4, [2.0] * 4]


def test_the_rows_of_the_next_call_are_zeros() -> None:
    output = pdfium.Output(np.uint32, 4)
    output.rows(3)[0][:] = 7
    assert not output.rows(5)[0].any()


def test_a_page_of_more_runs_than_are_pooled() -> None:
    page = PageWriter()
    rows = [tuple(f"{row}.{column}" for column in range(12)) for row in range(48)]
    grid(page, [40.0 + 42 * c for c in range(13)], [30.0 + 16 * r for r in range(49)], rows, size=8)
    assert tables(read([page])) == [tuple(rows)]


def test_runs_are_cut_at_the_spaces_between_cells_only() -> None:
    """A line of a table is one line to pdfium, with its own spaces between the cells."""
    page = PageWriter()
    rows = [("STT", "Nội dung công việc", "Kết quả"), ("1", "rà soát thủ tục", "đạt 95,5 %")]
    grid(page, (40.0, 80.0, 260.0, 400.0), (60.0, 80.0, 100.0), rows)
    assert tables(read([page])) == [tuple(rows)]

from __future__ import annotations

from pathlib import Path

import pytest

from flows import reading
from flows.reading import ReadOptions, read_file


def test_a_fault_of_the_program_is_a_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(reading, "read", broken)
    path = tmp_path / "a.txt"
    path.write_text("một\thai\n", encoding="utf-8")
    result = read_file(path, ReadOptions())
    assert result.failure is not None
    assert (result.failure.outcome, result.failure.code) == ("rejected", "internal_error")
    assert "boom" in result.failure.message
    assert result.source is not None


def test_memory_that_runs_out_is_a_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reading, "read_document", hungry)
    path = tmp_path / "a.txt"
    path.write_text("x", encoding="utf-8")
    result = read_file(path, ReadOptions())
    assert result.failure is not None
    assert result.failure.code == "too_large"

from __future__ import annotations

from pathlib import Path

import pytest

from extract import reader
from extract.errors import UnreadableError
from extract.reader import read_path, supported_endings


def test_a_file_is_read_with_its_hash_and_size(tmp_path: Path) -> None:
    path = tmp_path / "Kế hoạch.TXT"
    path.write_text("một\thai\n", encoding="utf-8")
    source = read_path(path).source
    assert (source.name, source.size_bytes, len(source.sha256)) == ("Kế hoạch.TXT", 10, 64)


def test_an_unknown_ending_is_refused_with_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.exe"
    path.write_bytes(b"MZ")
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.code == "unknown_format"
    assert supported_endings()[0] in caught.value.advice


def test_a_huge_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_BYTES", 3)
    path = tmp_path / "big.txt"
    path.write_text("four", encoding="utf-8")
    with pytest.raises(UnreadableError) as caught:
        read_path(path)
    assert caught.value.code == "too_large"

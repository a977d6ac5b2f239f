from __future__ import annotations

from pathlib import Path

import pytest

from flows.discover import MisuseError, discover


def test_files_folders_and_globs_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for name in ("in/a.txt", "in/deep/b.txt", "in/.hidden.txt", "in/notes.json", "c.bin"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = discover(["in", "in/*.txt", str(tmp_path / "in" / "a.txt"), "c.bin"])
    assert [p.name for p in found.files] == ["c.bin", "a.txt", "b.txt"]
    assert [p.name for p in found.passed_over] == ["notes.json"]
    assert [found.names[p] for p in found.files] == ["c.bin", "a.txt", "deep/b.txt"]


def test_a_file_named_outright_is_an_input_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    path.write_text("{}", encoding="utf-8")
    found = discover([str(tmp_path), str(path)])
    assert (found.files, found.passed_over) == ((path,), ())


def test_an_empty_folder_is_no_error(tmp_path: Path) -> None:
    assert discover([str(tmp_path)]).files == ()


def test_a_name_that_matches_nothing_is_said(tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="nowhere"):
        discover([str(tmp_path / "nowhere*.txt")])

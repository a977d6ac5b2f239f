"""`cchc inspect`: files are read in a process of their own and shown one after the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.discover import MisuseError
from flows.inspecting import make_folder
from flows.samples import build_samples
from tests.builders.hostile import HOSTILE
from tests.flows.test_cli import run

GOOD = "STT\tNội dung\tChủ trì\tThời gian\n1\tViệc a\tSở A\tQuý I/2024\n"


def test_a_file_that_kills_its_reader_costs_one_file(tmp_path: Path) -> None:
    hostile = tmp_path / "a.pdf"
    hostile.write_bytes(HOSTILE["nested_forms.pdf"]())
    sound = tmp_path / "b.txt"
    sound.write_text(GOOD, encoding="utf-8")
    code, out, _ = run("inspect", str(hostile), str(sound), "--json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 1
    assert first["error"]["outcome"] == "rejected"
    assert second["tables"]


def test_files_of_one_name_are_both_written(tmp_path: Path) -> None:
    paths = [tmp_path / name / "report.txt" for name in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(GOOD, encoding="utf-8")
    run("inspect", *map(str, paths), "--out", str(tmp_path / "out"))
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert "report.txt.pred.json" in written
    assert len(written) == 2


def test_a_name_as_long_as_names_can_be_is_shortened(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 251 + ".txt")
    path.write_text(GOOD, encoding="utf-8")
    code, _, _ = run("inspect", str(path), "--out", str(tmp_path / "out"))
    assert code == 0
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(MisuseError, match="cannot be made"):
        make_folder(tmp_path / "file" / "out")


def test_pictures_are_drawn_where_asked(tmp_path: Path) -> None:
    sample = build_samples(tmp_path / "in")[0]
    code, _, errors = run("inspect", str(sample), "--picture", str(tmp_path / "out"))
    assert code == 0
    assert list((tmp_path / "out").glob("*.png"))
    assert sample.name in errors

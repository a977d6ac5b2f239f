from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.discover import MisuseError, discover, printable
from flows.work import source_of
from load.ledger import Outcome


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


def test_what_is_no_sound_file_is_an_input_too(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "up").symlink_to("..")
    found = discover([str(tmp_path)])
    assert sorted(found.names.values()) == ["gone.txt", "loop.txt", "pipe.pdf"]
    sources = [source_of(path, found.names[path]) for path in found.files]
    assert [s.outcome for s in sources if isinstance(s, Outcome)] == ["rejected"] * 3


def test_a_device_is_not_read() -> None:
    source = source_of(Path("/dev/zero"), "zero.txt")
    assert isinstance(source, Outcome)
    assert "device" in (source.reason or "")


def test_a_folder_that_may_not_be_looked_into_is_an_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "a.txt").touch()
    looked = Path.iterdir

    def locked(folder: Path) -> Iterator[Path]:
        if folder.name == "locked":
            raise PermissionError(13, "Permission denied")
        return looked(folder)

    monkeypatch.setattr(Path, "iterdir", locked)
    assert sorted(discover([str(tmp_path)]).names.values()) == ["a.txt", "locked"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("báo cáo (1).pdf", "báo cáo (1).pdf"),
        ("a\nb.txt", "a\\nb.txt"),
        ("a\x1b[31m.txt", "a\\x1b[31m.txt"),
        ("a\u202egnp.txt", "a\\u202egnp.txt"),
        (os.fsdecode(b"a\xff.txt"), "a\\xff.txt"),
    ],
)
def test_names_are_shown_without_what_steers_a_screen(name: str, shown: str) -> None:
    assert printable(name) == shown

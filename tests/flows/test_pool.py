from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from extract.errors import ReadingUnavailableError
from flows import pool
from flows.pool import read_files
from flows.reading import ReadOptions
from flows.samples import build_samples
from flows.watching import Limits

GOOD = "STT\tNội dung\tChủ trì\tThời gian\n1\tViệc a\tSở A\tQuý I/2024\n"


def folder_of(tmp_path: Path, count: int) -> list[Path]:
    paths = []
    for number in range(count):
        path = tmp_path / f"{number}.txt"
        path.write_text(GOOD, encoding="utf-8")
        paths.append(path)
    return paths


def test_every_path_has_one_result(tmp_path: Path) -> None:
    paths = [*folder_of(tmp_path, 5), tmp_path / "missing.txt"]
    results = list(read_files(paths, ReadOptions(), workers=2))
    assert Counter(r.path for r in results) == Counter(paths)
    failed = [r.failure for r in results if r.failure]
    assert [f.code for f in failed] == ["cannot_open"]


def test_children_are_renewed_after_some_files(tmp_path: Path) -> None:
    results = list(read_files(folder_of(tmp_path, 5), ReadOptions(), limits=Limits(files=2)))
    assert all(r.reading is not None for r in results)


def test_a_child_that_is_killed_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = folder_of(tmp_path, 3)
    killed: list[int] = []
    original = pool._hand_out

    def kill_first(children: list[pool._Child], *rest: object) -> None:
        original(children, *rest)  # type: ignore[arg-type]
        if not killed and children[0].ready:
            pid = children[0].process.pid
            assert pid is not None
            killed.append(pid)
            os.kill(pid, signal.SIGKILL)

    monkeypatch.setattr(pool, "_hand_out", kill_first)
    results = list(read_files(paths, ReadOptions()))
    assert Counter(r.failure.code if r.failure else "read" for r in results) == {
        "reader_died": 1,
        "read": 2,
    }


def test_children_that_cannot_start_blame_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_serve", os._exit)
    with pytest.raises(ReadingUnavailableError):
        list(read_files(folder_of(tmp_path, 2), ReadOptions()))


def test_a_child_that_overruns_is_stopped(tmp_path: Path) -> None:
    results = list(read_files(folder_of(tmp_path, 1), ReadOptions(), limits=Limits(seconds=0.0)))
    assert [r.failure.code for r in results if r.failure] == ["too_slow"]


def test_samples_are_read_alike_in_a_child_and_here(tmp_path: Path) -> None:
    from flows.reading import read_file

    paths = build_samples(tmp_path)
    results = {r.path: r.reading for r in read_files(paths, ReadOptions(), workers=2)}
    assert results == {path: read_file(path, ReadOptions()).reading for path in paths}


def test_a_child_that_is_ended_as_it_starts_is_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = pool._start
    ended: list[int] = []

    def ending_first(*given: object) -> pool._Child:
        child = started(*given)  # type: ignore[arg-type]
        if not ended:
            ended.append(child.process.pid or 0)
            child.process.kill()
        return child

    monkeypatch.setattr(pool, "_start", ending_first)
    results = list(read_files(folder_of(tmp_path, 2), ReadOptions()))
    assert [r.failure for r in results] == [None, None]

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from extract.errors import ReadingUnavailableError
from flows import pool
from flows.pool import read_files
from flows.reading import Item, ReadOptions
from flows.samples import build_samples
from flows.watching import Limits
from tests.builders.hostile import nested_forms, page_among_others
from transform.holds import holds_of

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
        "reader_killed": 1,
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


def test_a_page_that_ends_the_process_is_left_out_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(page_among_others())
    (result,) = read_files([path], ReadOptions(pictures=tmp_path / "pictures"))
    assert result.reading is not None
    left_out = [n for n in result.reading.notices if n.code == "page_left_out"]
    assert [notice.place.page for notice in left_out] == [2]
    assert any("left out" in why for why in holds_of(result.reading))
    assert len(result.drawn) == 3


def test_a_file_of_nothing_but_such_a_page_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(nested_forms())
    (result,) = read_files([path], ReadOptions())
    assert result.failure is not None
    assert (result.failure.outcome, result.failure.code) == ("rejected", "reader_died")
    assert "page 1" in result.failure.message


def test_pages_are_told_while_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(nested_forms())
    told: set[tuple[Item, int]] = set()
    list(read_files([path], ReadOptions(), watcher=lambda item, page: told.add((item, page))))
    assert told == {(path, 1)}

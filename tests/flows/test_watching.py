"""A reading process has bounds that the kernel keeps, by the step it is at."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from extract.steps import Step
from flows.pool import died, read_files, stuck
from flows.reading import ReadOptions
from flows.watching import Headway, Limits


def test_time_grows_with_what_there_is_to_do() -> None:
    limits = Limits(cpu_seconds=10, sizes=100)
    assert limits.allowed(Step(3)) == 10
    assert limits.allowed(Step(size=500)) == 15


def test_headway_tells_the_page_and_since_when() -> None:
    headway = Headway()
    headway.restart()
    assert headway.page is None
    headway.reached(Step(17))
    assert headway.page == 17
    assert 0 <= headway.seconds < 60


def test_a_file_that_computes_too_long_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    row = "Trên 98% hồ sơ được giải quyết trước hạn và đúng hạn; 1.234 hồ sơ\n"
    slow, quick = tmp_path / "a.txt", tmp_path / "b.txt"
    slow.write_text(row * 60_000, encoding="utf-8")
    quick.write_text("một\thai\n", encoding="utf-8")
    limits = Limits(cpu_seconds=0.0, sizes=1e9)
    results = {r.path: r for r in read_files([slow, quick], ReadOptions(), limits=limits)}
    failure = results[slow].failure
    assert failure is not None
    assert (failure.outcome, failure.code) == ("rejected", "too_slow")
    assert quick in results


def test_a_file_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một\thai\tba\n" * 2_000_000, encoding="utf-8")
    limits = Limits(memory_bytes=400 * 1024**2)
    (result,) = read_files([path], ReadOptions(), limits=limits)
    assert result.failure is not None
    assert result.failure.code in ("too_large", "reader_died")


@pytest.mark.parametrize(
    ("code", "page", "words"),
    [
        (-signal.SIGXCPU, 4, ("too much computing at page 4", "without page 4")),
        (-signal.SIGKILL, None, ("killed", "alone")),
        (-signal.SIGABRT, 2, ("died at page 2", "2 GiB", "without page 2")),
        (1, None, ("died (exit 1)", "Split the file")),
    ],
)
def test_a_death_is_told_with_its_page_and_advice(
    code: int, page: int | None, words: tuple[str, ...]
) -> None:
    failure = died(code, page, Limits())
    assert failure.outcome == "rejected"
    assert all(word in failure.message for word in words)


def test_a_standstill_is_told_with_its_page() -> None:
    failure = stuck(3, Limits(seconds=90))
    assert failure.code == "too_slow"
    assert "page 3 for 90 s" in failure.message

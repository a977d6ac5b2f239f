from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from flows.decision_file import read_decisions
from load.deciding import Ask, DecisionError
from transform.choosing import Wish


def asks(folder: Path, text: str, by: str | None = None, reason: str | None = None) -> list[Ask]:
    path = folder / "d.yaml"
    path.write_text(text, encoding="utf-8")
    return list(read_decisions(path, by=by, reason=reason))


def problems(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(DecisionError) as raised:
        asks(folder, text)
    return raised.value.problems


def test_every_way_to_decide(tmp_path: Path) -> None:
    text = """
by: An
decisions:
  - {finding: k7mq2rx9, choose: 2, reason: a, told: 2024-11-05}
  - {finding: k7mq2rx9, value: 3.10, cell: 3.10, reason: b, by: Bình}
  - finding: k7mq2rx9
    keep: true
    reason: c
"""
    first, second, third = asks(tmp_path, text)
    assert first == Ask(
        "k7mq2rx9", Wish(choose=2), "a", "An", dt.date(2024, 11, 5), "d.yaml, line 4, entry 1"
    )
    assert (second.wish, second.by) == (Wish(value="3.10", cell="3.10"), "Bình")
    assert (third.wish, third.where) == (Wish(keep=True), "d.yaml, line 6, entry 3")


def test_a_bare_list_takes_who_and_why_from_the_command(tmp_path: Path) -> None:
    (ask,) = asks(tmp_path, "- {finding: abcd, choose: 1}\n", by="An", reason="sổ")
    assert (ask.by, ask.reason) == ("An", "sổ")


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{choose: 1, reason: a, by: b}", "finding is missing"),
        ("{finding: abcd, reason: a, by: b}", "exactly one of choose, value, keep"),
        ("{finding: abcd, choose: 1, value: 2, reason: a, by: b}", "found choose, value"),
        ("{finding: abcd, choose: 0, reason: a, by: b}", "number of an explanation"),
        ("{finding: abcd, choose: ², reason: a, by: b}", "number of an explanation"),
        ("{finding: abcd, keep: no, reason: a, by: b}", "keep is either true"),
        ("{finding: abcd, keep: true, reason: a, by: b, told: soon}", "told is a day"),
        ("{finding: abcd, keep: true, by: b}", "reason is missing"),
        ("{finding: abcd, keep: true, reason: a}", "by is missing"),
        ("{finding: abcd, keep: true, why: a}", "unknown field why"),
        ("{finding: abcd, finding: abcd}", "finding stands twice"),
        ("{finding: [abcd]}", "single text"),
        ("abcd", "named fields"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_entry(
    tmp_path: Path, entry: str, problem: str
) -> None:
    (said,) = problems(tmp_path, f"- {entry}\n")
    assert said.startswith("d.yaml, line 1, entry 1: ")
    assert problem in said


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "- a\n- b\n- {finding: abcd}\n")) == 3


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "line 1: write a list"),
        ("[]", "there is no decision in it"),
        ("a: [", "no YAML"),
        ("by: An\n", "no list called decisions"),
        ("by: An\nwho: An\n", "line 2: who is not understood"),
    ],
)
def test_a_file_that_holds_no_decisions(tmp_path: Path, text: str, problem: str) -> None:
    (said,) = problems(tmp_path, text)
    assert problem in said


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DecisionError, match="no YAML"):
        read_decisions(path, by=None, reason=None)

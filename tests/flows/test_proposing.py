from __future__ import annotations

import json
from pathlib import Path

import pytest

from contracts.layouts import load_layouts
from flows.discover import MisuseError
from flows.proposing import run_propose
from tests.transform.test_proposals import COUNTS, PLAN


@pytest.fixture
def unknown(tmp_path: Path) -> Path:
    path = tmp_path / "unknown.txt"
    path.write_text(f"Bảng một\n\n{PLAN}\n\nBảng hai\n\n{COUNTS}\n", encoding="utf-8")
    return path


def test_proposals_are_shown_as_diffs(unknown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_propose([str(unknown)]) == 0
    shown = capsys.readouterr().out
    assert "--- task (as it is)" in shown
    assert "+++ matrix-" in shown


def test_accepted_layouts_leave_nothing_to_propose(
    unknown: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "layouts"
    assert run_propose([str(unknown)], out=own) == 0
    assert len(list(own.iterdir())) == 2
    load_layouts([own])
    capsys.readouterr()
    assert run_propose([str(unknown)], layouts=[own]) == 0
    assert "nothing to propose" in capsys.readouterr().err


def test_one_file_holds_one_layout(unknown: Path, tmp_path: Path) -> None:
    with pytest.raises(MisuseError, match="folder"):
        run_propose([str(unknown)], out=tmp_path / "own.yaml")
    unknown.write_text(PLAN, encoding="utf-8")
    assert run_propose([str(unknown)], out=tmp_path / "own.yaml") == 0
    assert (tmp_path / "own.yaml").read_text(encoding="utf-8").startswith("# Proposed for")


def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    assert run_propose([str(tmp_path / "empty.txt")]) == 1
    assert "empty.txt" in capsys.readouterr().err


def test_proposals_as_json(unknown: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_propose([str(unknown)], as_json=True) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown) == 2
    assert all(item["yaml_text"].startswith("# Proposed for") for item in shown)
    assert {"id", "fingerprint", "nearest", "diff"} <= shown[0].keys()
    unknown.write_text("Không có bảng\n", encoding="utf-8")
    assert run_propose([str(unknown)], as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == []

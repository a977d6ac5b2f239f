"""`cchc publish`, `backup` and `db roles` as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from flows.cli import app
from load.engine import make_engine, writing
from load.warehouse import open_warehouse
from tests.load.content import ingest
from tests.load.readings import plan, report


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a warehouse with a report and a plan."""
    made = f"sqlite:///{tmp_path / 'w.sqlite'}"
    with open_warehouse(made) as warehouse:
        ingest(warehouse, report(), plan())
    return made


def cchc(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_a_sound_warehouse_is_published_and_a_broken_one_is_not(url: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, text, _ = cchc("publish", str(out), "-w", url, "--json")
    told = json.loads(text)
    assert (code, told["gate_open"], told["failed"]) == (0, True, [])
    assert (out / "latest" / "manifest.json").is_file()
    before = sorted(path.name for path in out.iterdir())
    engine = make_engine(url)
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE dim_document SET figure_count = 99"))
    engine.dispose()
    code, text, _ = cchc("publish", str(out), "-w", url)
    assert code == 1
    assert "figures-read" in text
    assert "a.txt" in text
    assert "Nothing was published" in text
    assert sorted(path.name for path in out.iterdir()) == before
    code, text, _ = cchc("publish", str(out), "-w", url, "--check", "--json")
    told = json.loads(text)
    assert (code, told["published"]) == (1, None)
    assert told["failed"][0]["rows"][0]["figures_read"] == 99


@pytest.mark.parametrize(
    "command", [["publish", "out"], ["backup", "b.sqlite"], ["db", "roles"]], ids=lambda c: c[0]
)
def test_without_a_warehouse_there_is_a_sentence(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, error = cchc(*command, "-w", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert code == 2
    assert error.startswith("cchc: ")
    assert error.count("\n") == 1


def test_a_backup_is_told(url: str, tmp_path: Path) -> None:
    target = tmp_path / "b.sqlite"
    code, text, _ = cchc("backup", str(target), "-w", url)
    assert code == 0
    assert str(target) in text
    assert target.is_file()


def test_a_file_has_no_roles(url: str) -> None:
    code, _, error = cchc("db", "roles", "-w", url)
    assert (code, "no users" in error) == (2, True)

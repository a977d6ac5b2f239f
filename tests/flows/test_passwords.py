"""Passwords open locked files and are found nowhere afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from extract.settings import ReadSettings
from flows import pool
from flows.cli import app
from flows.discover import MisuseError
from flows.passwords import load_passwords
from flows.pool import read_files
from flows.reading import ReadOptions
from tests.extract.pdf.locked import locked
from tests.extract.pdf.writer import pdf
from tests.flows.drawn import printed, sheet

SECRET = "mat-khau-rieng-77"


@pytest.fixture(scope="module")
def data() -> bytes:
    return locked(pdf([printed(sheet(0, 8, head=True), title=True)]), SECRET)


def test_each_line_is_a_password(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("\ufeffmột hai \r\n\r\nba\nba\n".encode())
    assert load_passwords(path) == ("một hai ", "ba")
    assert load_passwords(None) == ()


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", "\n".join(map(str, range(2000))).encode()]
)
def test_a_file_that_cannot_be_read_is_misuse(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "words.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(MisuseError) as caught:
        load_passwords(path)
    assert "password file" in str(caught.value)


def test_reading_processes_open_locked_files_and_show_no_password(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    seen: list[str] = []
    original = pool._collect

    def watching(children: list[pool._Child], *rest: object) -> object:
        for child in children:
            process = psutil.Process(child.process.pid)
            seen.append(" ".join([*process.cmdline(), *process.environ().values()]))
        return original(children, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pool, "_collect", watching)
    options = ReadOptions(settings=ReadSettings((SECRET,)))
    (result,) = read_files([path], options)
    assert result.reading is not None
    assert len(result.reading.tables) == 1
    assert seen and all(SECRET not in text for text in seen)
    assert SECRET not in repr(options)


def test_a_wrong_password_leaves_the_file_held(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (result,) = read_files([path], ReadOptions(settings=ReadSettings(("sai",))))
    assert result.failure is not None
    assert (result.failure.outcome, result.failure.code) == ("held", "password")
    assert "--password-file" in result.failure.message


def test_inspect_reads_with_a_password_file(tmp_path: Path, data: bytes) -> None:
    path, words = tmp_path / "a.pdf", tmp_path / "words.txt"
    path.write_bytes(data)
    words.write_text(f"sai\n{SECRET}\n", encoding="utf-8")
    runner = CliRunner()
    assert runner.invoke(app, ["inspect", str(path)]).exit_code == 1
    result = runner.invoke(app, ["inspect", str(path), "--json", "--password-file", str(words)])
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["tables"]) == 1
    assert SECRET not in result.stdout + result.stderr


@pytest.mark.e2e
@pytest.mark.usefixtures("prefect_server")
def test_ingest_loads_a_held_file_once_it_has_the_password(tmp_path: Path, data: bytes) -> None:
    path, words, base = tmp_path / "a.pdf", tmp_path / "words.txt", tmp_path / "w.sqlite"
    path.write_bytes(data)
    words.write_text(f"{SECRET}\n", encoding="utf-8")
    arguments = ["ingest", str(path), "-w", f"sqlite:///{base}", "--json"]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 1
    assert json.loads(first.stdout)["summary"]["run"]["outcomes"]["held"] == 1
    second = CliRunner().invoke(app, [*arguments, "--password-file", str(words)])
    run = json.loads(second.stdout)["summary"]["run"]
    assert run["figure_count"] == 8
    assert SECRET not in first.stdout + first.stderr + second.stdout + second.stderr
    assert all(SECRET.encode() not in found.read_bytes() for found in tmp_path.glob("w.sqlite*"))

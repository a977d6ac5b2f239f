from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.samples import build_samples
from load.versioning import HEAD

COMMANDS = (
    "ingest",
    "backfill",
    "inspect",
    "reconcile",
    "findings",
    "runs",
    "status",
    "samples",
    "decide",
    "letter",
    "report",
    "doctor",
    "publish",
    "backup",
    "rules",
    "db",
    "layouts",
)


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def imported_by(arguments: Sequence[str]) -> set[str]:
    """Return the modules that a fresh process has imported after running a command."""
    code = (
        "import sys\nfrom flows.cli import app\n"
        f"try: app({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    return set(found.stderr.split())


HEAVY = {"prefect", "great_expectations", "pandas", "pandera"}


def test_help_imports_nothing_heavy() -> None:
    assert not imported_by(["--help"]) & (HEAVY | {"sqlalchemy"})


def test_inspect_imports_neither_prefect_nor_pandas(tmp_path: Path) -> None:
    path = build_samples(tmp_path)[0]
    assert not imported_by(["inspect", str(path), "--json"]) & (HEAVY | {"sqlalchemy"})


def test_status_imports_neither_prefect_nor_pandas(tmp_path: Path) -> None:
    modules = imported_by(["status", "-w", f"sqlite:///{tmp_path}/none.sqlite"])
    assert not modules & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Usage" in out


def test_no_command_is_left_out_above() -> None:
    alone = {c.callback.__name__ for c in app.registered_commands if c.callback}
    assert alone | {group.name for group in app.registered_groups} == set(COMMANDS)


@pytest.mark.parametrize("command", ["findings", "runs", "status"])
def test_asking_where_no_warehouse_is_yet_is_no_error(tmp_path: Path, command: str) -> None:
    url = f"sqlite:///{tmp_path}/none.sqlite"
    code, out, err = run(command, "-w", url, "--json")
    assert (code, "no warehouse" in err) == (0, True)
    assert json.loads(out) is not None
    code, out, _ = run(command, "-w", url)
    assert code == 0
    assert out
    assert not list(tmp_path.iterdir())


def test_a_warehouse_can_be_made_and_asked_for_its_version(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.sqlite"
    assert run("db", "current", "-w", url)[1].strip() == "none"
    code, out, _ = run("db", "check", "-w", url, "--json")
    assert (code, json.loads(out)["schema"]) == (1, None)
    code, out, _ = run("db", "upgrade", "-w", url)
    assert (code, "made or brought" in out) == (0, True)
    assert "up to date" in run("db", "upgrade", "-w", url)[1]
    assert run("db", "current", "-w", url)[1].strip() == HEAD
    code, out, _ = run("db", "check", "-w", url)
    assert (code, "is sound" in out) == (0, True)
    code, out, _ = run("findings", "-w", url, "--json")
    assert (code, json.loads(out)) == (0, [])


def test_inspect_prints_one_object_a_line(tmp_path: Path) -> None:
    build_samples(tmp_path)
    code, out, _ = run("inspect", str(tmp_path), "--json", "--findings")
    objects = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert len(objects) == 3
    (report,) = [o for o in objects if o["metadata"]["doc_type"] == "BÁO CÁO"]
    assert report["metadata"]["date"] == "2024-06-17"
    assert "PL4.3.1-ratio" in {f["rule"] for f in report["findings"]}
    assert report["derived"]
    first = report["tables"][0]["rows"][0]
    assert (first["code"], first["value"], first["place"]["line"] > 0) == ("PL2.1", 9, True)


def test_inspect_writes_files_named_after_the_documents(tmp_path: Path) -> None:
    paths = build_samples(tmp_path / "in")
    code, out, _ = run("inspect", *map(str, paths), "--out", str(tmp_path / "out"))
    assert (code, out) == (0, "")
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"{p.name}.pred.json" for p in paths}


def test_inspect_tells_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    code, out, _ = run("inspect", str(tmp_path / "a.txt"), "--json")
    assert code == 1
    assert json.loads(out)["error"]["code"] == "empty"
    code, out, _ = run("inspect", str(tmp_path / "a.txt"))
    assert "not read" in out


def test_inspect_in_short_names_tables_and_contradictions(tmp_path: Path) -> None:
    build_samples(tmp_path)
    code, out, _ = run("inspect", str(tmp_path))
    assert code == 0
    assert "PL4.3.1-ratio" in out
    assert "Sở Công Thương" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("inspect", "/nowhere.txt"),
        ("ingest", "/nowhere.txt"),
        ("ingest", ".", "--workers", "0"),
        ("backfill", ".", "--from", "tomorrow"),
        ("status", "-w", "oracle://u@h/db"),
    ],
)
def test_wrong_use_is_exit_code_2_and_one_sentence(arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert err


def test_samples_prints_what_it_wrote(tmp_path: Path) -> None:
    code, out, _ = run("samples", str(tmp_path))
    assert code == 0
    assert [Path(line).exists() for line in out.split()] == [True] * 3

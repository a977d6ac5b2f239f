from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import doctor
from load.versioning import HEAD
from load.warehouse import open_warehouse
from tests.flows.test_cli import imported_by, run

GIB = 2**30


@pytest.fixture(autouse=True)
def _no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a fresh warehouse."""
    address = f"sqlite:///{tmp_path}/w.sqlite"
    open_warehouse(address).close()
    return address


def states(url: str) -> tuple[int, dict[str, dict[str, str]]]:
    code, out, _ = run("doctor", "-w", url, "--json")
    return code, {finding["name"]: finding for finding in json.loads(out)}


def test_a_fit_machine(url: str) -> None:
    code, found = states(url)
    assert code == 0
    assert {f["state"] for f in found.values()} <= {"ok", "warn"}
    assert found["warehouse"]["state"] == "ok"
    assert HEAD in found["warehouse"]["found"]
    assert "Python" in run("doctor", "-w", url)[1]


def test_no_warehouse_yet_is_no_failure_and_makes_none(tmp_path: Path) -> None:
    code, found = states(f"sqlite:///{tmp_path}/none/w.sqlite")
    assert (code, found["warehouse"]["state"]) == (0, "warn")
    assert "cchc ingest" in found["warehouse"]["mend"]
    assert not list(tmp_path.iterdir())


def test_an_empty_database_is_to_be_upgraded(tmp_path: Path) -> None:
    (tmp_path / "w.sqlite").touch()
    found = doctor.warehouse_state(f"sqlite:///{tmp_path}/w.sqlite")
    assert (found.state, found.mend) == ("warn", "cchc db upgrade")


@pytest.mark.parametrize(("version", "mend"), [("0001", "db upgrade"), ("9999", "upgrade cchc")])
def test_another_schema_says_what_to_type(url: str, version: str, mend: str) -> None:
    import sqlalchemy as sa

    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{version}'"))
    engine.dispose()
    code, found = states(url)
    assert (code, found["warehouse"]["state"]) == (1, "fail")
    assert mend in found["warehouse"]["mend"]


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "w.sqlite").write_text("not a database, and long enough to be looked into" * 50)
    found = doctor.warehouse_state(f"sqlite:///{tmp_path}/w.sqlite")
    assert found.state == "fail"


def test_a_server_that_does_not_answer_and_no_password() -> None:
    code, out, _ = run("doctor", "-w", "postgresql://u:geheim@127.0.0.1:1/x", "--json")
    assert code == 1
    assert "geheim" not in out
    assert "PostgreSQL 127.0.0.1:1/x" in out


def test_an_address_that_is_none() -> None:
    code, found = states("oracle://u@h/x")
    assert (code, found["warehouse"]["state"]) == (1, "fail")


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10, 4), "fail"), ((3, 11, 0), "ok"), ((3, 13, 9), "ok"), ((3, 14, 0), "fail")],
)
def test_pythons(version: tuple[int, ...], state: str) -> None:
    found = doctor.python(version)
    assert (found.state, bool(found.mend)) == (state, state == "fail")


def test_little_memory_and_a_full_disk(tmp_path: Path) -> None:
    assert doctor.memory(GIB // 2).state == "warn"
    assert doctor.memory(8 * GIB).state == "ok"
    full = doctor.disk(f"sqlite:///{tmp_path}/deep/w.sqlite", GIB // 10)
    assert (full.state, str(tmp_path) in full.found) == ("fail", True)
    assert doctor.disk("sqlite:///w.sqlite", 2 * GIB).state == "ok"


@pytest.mark.parametrize(
    ("path", "languages", "state", "words"),
    [
        (None, False, "warn", "not installed"),
        ("/usr/bin/tesseract", False, "warn", "without Vietnamese"),
        ("/usr/bin/tesseract", True, "ok", "can be read"),
    ],
)
def test_reading_scans(
    monkeypatch: pytest.MonkeyPatch, path: str | None, languages: bool, state: str, words: str
) -> None:
    monkeypatch.setattr("extract.ocr.tesseract.is_installed", lambda: languages)
    monkeypatch.setattr("shutil.which", lambda _: path)
    found = doctor.tesseract()
    assert found.state == state
    assert words in found.found


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_locked_folder_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert doctor.writable(f"sqlite:///{tmp_path}/w.sqlite").state == "fail"


def test_a_locked_warehouse(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.writable(url).state == "ok"
    monkeypatch.setattr("os.access", lambda *_: False)
    found = doctor.writable(url)
    assert (found.state, "chown" in found.mend) == ("fail", True)
    assert doctor.writable("postgresql://h/x").state == "ok"


def test_temporary_files_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied")

    assert doctor.temporary().state == "ok"
    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    assert "TMPDIR" in doctor.temporary().mend


class _Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """Yield the address of something that answers as a Prefect server does."""
    answering = http.server.HTTPServer(("127.0.0.1", 0), _Health)
    threading.Thread(target=answering.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{answering.server_port}"
    answering.shutdown()
    answering.server_close()


def test_a_prefect_server_that_answers(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.prefect_server().state == "ok"
    monkeypatch.setenv("PREFECT_API_URL", f"{server}/api")
    assert doctor.prefect_server().found.endswith("answers 200")
    monkeypatch.setenv("PREFECT_API_URL", f"{server}/elsewhere")
    assert doctor.prefect_server().state == "fail"


@pytest.mark.parametrize("url", ["http://u:geheim@127.0.0.1:1/api", "u:geheim@127.0.0.1"])
def test_a_prefect_server_that_does_not(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    found = doctor.prefect_server()
    assert found.state == "fail"
    assert "geheim" not in found.found
    assert "prefect server start" in found.mend


def test_examining_loads_nothing_heavy(url: str) -> None:
    heavy = {"prefect", "pandas", "pandera", "great_expectations", "alembic"}
    assert not imported_by(["doctor", "-w", url]) & heavy

"""The main job against a real Prefect server and a real warehouse file."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.discover import MisuseError
from flows.samples import build_samples
from load.errors import WarehouseError
from tests.builders.bad_inputs import build_bad_inputs

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("prefect_server")]


def url_of(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'w.sqlite'}"


def content(tmp_path: Path) -> list[str]:
    """Return the facts and documents of the warehouse as SQL text."""
    with closing(sqlite3.connect(tmp_path / "w.sqlite")) as connection:
        return [line for line in connection.iterdump() if '"ledger_' not in line]


def test_samples_load_and_a_second_run_changes_nothing(tmp_path: Path) -> None:
    from flows.ingest import ingest

    folder = tmp_path / "in"
    build_samples(folder)
    first = ingest([str(folder)], warehouse=url_of(tmp_path))
    run = first.summary.run
    assert {k: v for k, v in run.outcomes.items() if v} == {"loaded": 3}
    assert run.figure_count > 50
    assert run.task_count > 10
    assert first.summary.gravest[0].rule == "PL4.3.1-ratio"
    before = content(tmp_path)
    second = ingest([str(folder)], warehouse=url_of(tmp_path)).summary.run
    assert {k: v for k, v in second.outcomes.items() if v} == {"unchanged": 3}
    assert content(tmp_path) == before


def test_every_bad_input_has_its_outcome_and_the_rest_loads(tmp_path: Path) -> None:
    from flows.ingest import ingest

    folder = tmp_path / "in"
    build_samples(folder)
    bad = build_bad_inputs(1)
    for item in bad:
        (folder / f"{item.name}.txt").write_bytes(item.data)
    (folder / "unknown.docm.zip").write_bytes(b"PK")
    run = ingest([str(folder)], warehouse=url_of(tmp_path)).summary.run
    assert run.state == "finished"
    assert sum(run.outcomes.values()) == run.input_count == 3 + len(bad) + 1
    assert run.outcomes["rejected"] + run.outcomes["held"] >= 10
    assert run.outcomes["loaded"] >= 3


def test_a_window_of_days_takes_only_documents_dated_in_it(tmp_path: Path) -> None:
    from flows.ingest import ingest

    folder = tmp_path / "in"
    build_samples(folder)
    report = ingest(
        [str(folder)],
        warehouse=url_of(tmp_path),
        issued_from=dt.date(2024, 1, 1),
        issued_to=dt.date(2024, 12, 31),
        command="backfill",
    )
    assert report.outside_window == 1
    assert report.summary.run.outcomes["loaded"] == 2
    assert report.summary.run.command == "backfill"


def test_force_reads_again_and_ends_in_the_same_warehouse(tmp_path: Path) -> None:
    from flows.ingest import ingest

    folder = tmp_path / "in"
    build_samples(folder)
    ingest([str(folder)], warehouse=url_of(tmp_path))
    again = ingest([str(folder)], warehouse=url_of(tmp_path), force=True).summary.run
    assert again.outcomes["loaded"] == 3


@pytest.mark.parametrize(
    ("paths", "warehouse", "error"),
    [
        (["/nowhere/at/all.txt"], "sqlite://", MisuseError),
        (["."], "sqlite:////dev/null/w.sqlite", WarehouseError),
        (["."], "postgresql+psycopg://u:secret@127.0.0.1:1/db", WarehouseError),
    ],
)
def test_wrong_use_is_said_before_any_work(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    paths: list[str],
    warehouse: str,
    error: type[Exception],
) -> None:
    from flows.ingest import ingest

    monkeypatch.chdir(tmp_path)
    with pytest.raises(error) as caught:
        ingest(paths, warehouse=warehouse)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(("extra", "code"), [(b"", 1), (None, 0)])
def test_the_command_tells_machines_and_its_exit_code(
    tmp_path: Path, extra: bytes | None, code: int
) -> None:
    folder = tmp_path / "in"
    build_samples(folder)
    if extra is not None:
        (folder / "broken.txt").write_bytes(extra)
    result = CliRunner().invoke(app, ["ingest", str(folder), "-w", url_of(tmp_path), "--json"])
    assert result.exit_code == code
    report = json.loads(result.stdout)
    run = report["summary"]["run"]
    assert run["outcomes"]["loaded"] == 3
    assert run["outcomes"]["rejected"] == code
    assert report["summary"]["gravest"][0]["rule"] == "PL4.3.1-ratio"


def test_the_command_ends_with_a_summary_for_people(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    build_samples(folder)
    result = CliRunner().invoke(app, ["ingest", str(folder), "-w", url_of(tmp_path)])
    assert result.exit_code == 0
    for words in ("loaded", "The gravest contradictions", "97,53", "Warehouse:", "Next:"):
        assert words in result.stdout

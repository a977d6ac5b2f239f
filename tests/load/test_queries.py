"""Questions to a warehouse, and that asking them loads nothing heavy."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from load import queries
from load.errors import NoWarehouseError
from load.warehouse import open_warehouse
from tests.load.content import V1, ingest
from tests.load.readings import CONTRADICTION, FORM_ROWS, plan, report

ROOT = Path(__file__).parents[2]
MILD = dataclasses.replace(CONTRADICTION, severity=1, kind="sum", rule="mild", hypotheses=())


@pytest.fixture
def filled_url(warehouse_url: str) -> str:
    """Return a warehouse with a report in two issues and a plan, loaded in two runs."""
    with open_warehouse(warehouse_url) as warehouse:
        ingest(warehouse, report("old.txt"), plan())
        ingest(
            warehouse, report("new.txt", rows=FORM_ROWS[:3], findings=(MILD, CONTRADICTION)), plan()
        )
    return warehouse_url


def test_status_counts_current_documents(filled_url: str) -> None:
    with queries.reading(filled_url) as connection:
        found = queries.status(connection)
    assert (found.documents_current, found.documents_superseded, found.documents_held) == (2, 1, 0)
    assert (found.figures, found.tasks) == (6, 2)
    assert found.findings_by_kind == {"ratio": 1, "sum": 1, "swapped_columns": 1}
    assert found.last_run is not None
    assert found.last_run.key == 2


def test_runs_come_newest_first_and_add_up(filled_url: str) -> None:
    with queries.reading(filled_url) as connection:
        second, first = queries.runs(connection)
        rows = queries.outcomes(connection, second.key)
    assert (first.figure_count, first.task_count) == (8, 2)
    assert (second.figure_count, second.task_count) == (6, 0)
    for row in (first, second):
        assert sum(row.outcomes.values()) == row.input_count == 2
        assert set(row.outcomes) >= {"rejected", "held"}
    assert [(row.source_name, row.outcome) for row in rows] == [
        ("new.txt", "loaded"),
        ("plan.txt", "unchanged"),
    ]


def test_the_gravest_finding_comes_first(filled_url: str) -> None:
    with queries.reading(filled_url) as connection:
        found = queries.findings(connection)
        summary = queries.run_summary(connection, 2, gravest=2)
    assert [finding.severity for finding in found] == [3, 2, 1]
    assert found[0].explanation == "unrelated value; Phụ lục 4, 3.1.2: 82 → 711"
    assert (found[0].province, found[0].place) == ("Bắc Kạn", "line 101")
    assert list(summary.gravest) == found[:2]


@pytest.mark.parametrize(
    ("options", "rules"),
    [
        ({"kind": "sum"}, ["mild"]),
        ({"least_severity": 3}, ["PL4.3.1-ratio"]),
        ({"document": "863/BC-SKHĐT"}, ["PL4.3.1-ratio", "mild"]),
        ({"document": "plan"}, ["swapped"]),
        ({"document": "old.txt"}, []),
        ({"document": "%"}, []),
        ({"province": "Đà Nẵng"}, ["swapped"]),
        ({"run_key": 1}, ["swapped"]),
        ({"limit": 1}, ["PL4.3.1-ratio"]),
    ],
)
def test_findings_can_be_narrowed(
    filled_url: str, options: dict[str, object], rules: list[str]
) -> None:
    with queries.reading(filled_url) as connection:
        found = queries.findings(connection, **options)  # type: ignore[arg-type]
    assert [finding.rule for finding in found] == rules


def test_a_run_that_never_was(warehouse_url: str) -> None:
    with queries.reading(warehouse_url) as connection:
        assert queries.run(connection, 1) is None
        assert queries.runs(connection) == []
        assert queries.status(connection).last_run is None
        with pytest.raises(KeyError, match="no run 1"):
            queries.run_summary(connection, 1)


def test_a_warehouse_that_is_not_there(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'none.sqlite'}"
    with pytest.raises(NoWarehouseError), queries.reading(url):
        pytest.fail("opened what is not there")
    assert not list(tmp_path.iterdir())


def test_an_empty_database_is_no_warehouse(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    with pytest.raises(NoWarehouseError), queries.reading(f"sqlite:///{path}"):
        pytest.fail("opened an empty file")


def test_asking_imports_nothing_heavy() -> None:
    script = (
        "import sys, load.queries; "
        "print([m for m in ('pandas', 'pandera', 'alembic', 'prefect') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_run_under_way_has_no_end(warehouse_url: str) -> None:
    with open_warehouse(warehouse_url) as warehouse:
        run = warehouse.start_run("ingest", V1)
        summary = warehouse.summary(run)
    assert (summary.run.state, summary.run.finished_at) == ("running", None)
    assert summary.gravest == ()


def test_a_run_whose_process_is_gone_shows_as_interrupted(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.sqlite"
    code = (
        "import os\nfrom load.warehouse import open_warehouse\nfrom load.ledger import Versions\n"
        f"open_warehouse({url!r}).start_run('ingest', Versions('1', '1', '1'), 3)\nos._exit(9)"
    )
    subprocess.run([sys.executable, "-c", code], check=False, timeout=60)
    with queries.reading(url) as connection:
        assert [run.state for run in queries.runs(connection)] == ["interrupted"]

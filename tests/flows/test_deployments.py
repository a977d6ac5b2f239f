"""prefect.yaml as a data engineer uses it: deploy, start a run, let a worker do it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.samples import build_samples
from load import queries

ROOT = Path(__file__).parents[2]

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("prefect_server")]


def prefect(*arguments: str, **environment: str) -> str:
    from prefect.settings import get_current_settings

    bin_folder = str(Path(sys.executable).parent)
    env = os.environ | {
        "PREFECT_API_URL": str(get_current_settings().api.url),
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "CCHC_HOME": str(ROOT),
        **environment,
    }
    found = subprocess.run(
        [f"{bin_folder}/prefect", *arguments],
        capture_output=True, text=True, cwd=ROOT, env=env, timeout=240, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_both_deployments_are_of_the_one_flow_and_the_night_is_in_vietnam() -> None:
    spec = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    by_name = {item["name"]: item for item in spec["deployments"]}
    assert set(by_name) == {"nightly", "backfill"}
    assert {item["entrypoint"] for item in by_name.values()} == {"flows/ingest.py:ingest"}
    (schedule,) = by_name["nightly"]["schedules"]
    assert schedule["timezone"] == "Asia/Ho_Chi_Minh"
    assert by_name["nightly"]["concurrency_limit"]["collision_strategy"] == "CANCEL_NEW"


def test_a_worker_runs_the_deployed_backfill(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/w.sqlite"
    build_samples(tmp_path / "archive")
    prefect("work-pool", "create", "cchc", "--type", "process", "--overwrite")
    prefect("--no-prompt", "deploy", "--all")
    prefect(
        "deployment", "run", "cchc-ingest/backfill",
        "--param", f"paths={json.dumps([str(tmp_path / 'archive')])}",
        "--param", 'issued_from="2024-01-01"',
        "--param", 'issued_to="2024-12-31"',
    )  # fmt: skip
    prefect("worker", "start", "--pool", "cchc", "--run-once", CCHC_WAREHOUSE=url)
    with queries.reading(url) as connection:
        (run,) = queries.runs(connection)
    assert (run.command, run.state) == ("backfill", "finished")
    assert {k: v for k, v in run.outcomes.items() if v} == {"loaded": 2}

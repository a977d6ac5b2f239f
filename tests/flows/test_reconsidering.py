"""What a decision on one figure does to the others of its report, through the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.samples import build_samples
from load.engine import make_engine
from tests.flows.test_cli import run
from tests.load.content import scalar

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("prefect_server")]
WHY = ("--reason", "hỏi qua điện thoại", "--by", "Nguyễn Văn An")
RATE, PART = "PL4.3.1", "PL4.3.1.2"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a warehouse with the sample documents."""
    address = f"sqlite:///{tmp_path / 'w.sqlite'}"
    build_samples(tmp_path / "in")
    assert run("ingest", str(tmp_path / "in"), "-w", address)[0] == 0
    return address


def finding(url: str, rule: str) -> str:
    listed = json.loads(run("findings", "-w", url, "--json")[1])
    return next(str(row["finding"]) for row in listed if row["rule"] == rule)


def figure(url: str, code: str) -> tuple[str, float, str]:
    """Return what is printed, reconciled and the status of a figure."""
    engine = make_engine(url, read_only=True)
    with engine.connect() as connection:
        row = connection.exec_driver_sql(
            "SELECT printed, reconciled, status FROM v_figure WHERE indicator_code = ?", (code,)
        ).one()
    engine.dispose()
    return row[0], float(row[1]), row[2]


def test_keeping_one_figure_makes_another_the_wrong_one(url: str, tmp_path: Path) -> None:
    assert figure(url, PART) == ("118", 1185.0, "corrected")
    name = finding(url, "PL4.3.1-ratio")
    code, out, _ = run("decide", name, "--keep", "--cell", "3.1.2", *WHY, "-w", url)
    assert code == 0
    assert "What follows for other figures" in out
    assert figure(url, PART) == ("118", 118.0, "decided")
    assert figure(url, RATE) == ("97,53", 9.71, "corrected")
    # the next reading of the report says the same
    run("ingest", str(tmp_path / "in"), "--force", "-w", url)
    assert figure(url, PART) == ("118", 118.0, "decided")
    assert figure(url, RATE) == ("97,53", 9.71, "corrected")


def test_withdrawing_brings_back_what_the_program_says(url: str) -> None:
    name = finding(url, "PL4.3.1-ratio")
    run("decide", name, "--keep", "--cell", "3.1.2", *WHY, "-w", url)
    code, out, _ = run("decide", name, "--withdraw", *WHY, "-w", url)
    assert code == 0
    assert "withdrawn: D-1" in out
    assert figure(url, PART) == ("118", 1185.0, "corrected")
    assert figure(url, RATE) == ("97,53", 97.53, "reported")


def test_a_report_loaded_with_other_layouts_is_left_to_a_backfill(url: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE dim_document SET layouts_version = 'mine'")
    engine.dispose()
    name = finding(url, "PL4.3.1-ratio")
    code, out, _ = run("decide", name, "--keep", "--cell", "3.1.2", *WHY, "-w", url)
    assert (code, "What follows" in out) == (0, False)
    assert figure(url, PART) == ("118", 118.0, "decided")
    assert scalar(url, "SELECT count(*) FROM ledger_run") == 1

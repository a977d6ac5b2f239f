"""All facts anew from the store, and what is on hold read again, without the files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from flows.cli import app
from flows.samples import build_samples
from tests.load.content import content, scalar

pytestmark = [pytest.mark.e2e, pytest.mark.usefixtures("prefect_server")]
UNKNOWN = (
    "UBND TỈNH HÀ GIANG\nSỞ NỘI VỤ\n\nSố: 5/KH-SNV\n\nHà Giang, ngày 05 tháng 01 năm 2024\n\n"
    "KẾ HOẠCH\nCải cách hành chính năm 2024\n\nPhụ lục\n\n"
    "Xyz\tVwq\tKlm\n1\tRà soát thủ tục\tQuý I\n2\tCông bố danh mục\tQuý II\n"
)
LAYOUT = {
    "id": "own",
    "extends": "task",
    "version": 1,
    "describes": "A plan with headings of its own.",
    "roles": {
        "no": {"headings": ["Xyz"]},
        "task": {"headings": ["Vwq"]},
        "deadline": {"headings": ["Klm"]},
    },
}
FIRST = "figure_key = (SELECT min(figure_key) FROM fact_figure)"


def url_of(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'w.sqlite'}"


def cchc(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout


def test_everything_is_made_anew_without_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    build_samples(folder)
    url = url_of(tmp_path)
    assert cchc("ingest", str(folder), "-w", url)[0] == 0
    before = content(url)
    shutil.rmtree(folder)
    code, out = cchc("backfill", "--renormalise", "--json", "-w", url)
    done = json.loads(out)
    assert (code, done["documents"], done["outcomes"], done["changes"]) == (0, 3, {"loaded": 3}, [])
    assert content(url) == before
    assert scalar(url, "SELECT count(*) FROM ledger_run") == 2


def test_a_rehearsal_says_each_figure_and_changes_none(tmp_path: Path) -> None:
    from sqlalchemy import text

    from load.engine import make_engine, writing

    folder = tmp_path / "in"
    build_samples(folder)
    url = url_of(tmp_path)
    cchc("ingest", str(folder), "-w", url)
    engine = make_engine(url)
    with writing(engine) as connection:  # as an older catalogue or rule would have left it
        connection.execute(text(f"UPDATE fact_figure SET status = 'noted' WHERE {FIRST}"))
    engine.dispose()
    name = scalar(url, f"SELECT file FROM v_figure WHERE {FIRST}")
    code, out = cchc("backfill", "--renormalise", "--dry-run", "--json", "-w", url)
    (document,) = json.loads(out)["changes"]
    (figure,) = document["figures"]
    assert code == 0
    assert (document["source_name"], figure["kind"]) == (name, "changed")
    assert figure["before"] == {"status": "noted"}
    assert figure["after"] == {"status": "reported"}
    status = f"SELECT status FROM fact_figure WHERE {FIRST}"
    assert scalar(url, status) == "noted"
    assert scalar(url, "SELECT count(*) FROM ledger_run") == 1
    shown = cchc("backfill", "--renormalise", "-w", url)[1]
    assert "noted" in shown
    assert scalar(url, status) == "reported"
    assert scalar(url, "SELECT status FROM past_figure") == "noted"


@pytest.mark.parametrize("gone", [False, True], ids=["file there", "file gone"])
def test_what_is_on_hold_loads_once_its_layout_is_there(tmp_path: Path, *, gone: bool) -> None:
    folder, url = tmp_path / "in", url_of(tmp_path)
    folder.mkdir()
    (folder / "plan.txt").write_text(UNKNOWN, encoding="utf-8")
    build_samples(folder)
    assert cchc("ingest", str(folder), "-w", url)[0] == 1
    assert scalar(url, "SELECT count(*) FROM v_task WHERE file = 'plan.txt'") == 0
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    (layouts / "own.yaml").write_text(yaml.safe_dump(LAYOUT, allow_unicode=True), encoding="utf-8")
    if gone:
        shutil.rmtree(folder)
    code, out = cchc("ingest", "--held", "--layouts", str(layouts), "--json", "-w", url)
    run = json.loads(out)["summary"]["run"]
    assert (code, run["input_count"], run["outcomes"]["loaded"]) == (0, 1, 1)
    assert scalar(url, "SELECT count(*) FROM v_task WHERE file = 'plan.txt'") == 2
    code, out = cchc("ingest", "--held", "--json", "-w", url)
    assert (code, json.loads(out)["summary"]["run"]["input_count"]) == (0, 0)


def test_what_gave_nothing_and_is_gone_stays_on_hold_with_what_to_type(tmp_path: Path) -> None:
    folder, url = tmp_path / "in", url_of(tmp_path)
    folder.mkdir()
    old = folder / "report.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert cchc("ingest", str(folder), "-w", url)[0] == 1
    elsewhere = tmp_path / "moved.doc"
    old.rename(elsewhere)
    code, out = cchc("ingest", "--held", "--json", "-w", url)
    assert (code, json.loads(out)["summary"]["run"]["outcomes"]["held"]) == (1, 1)
    reason = str(scalar(url, "SELECT reason FROM v_outcome WHERE run = 2"))
    assert "cchc ingest --held PATH" in reason
    assert str(old) in reason
    code, out = cchc("ingest", "--held", str(elsewhere), "--json", "-w", url)
    assert (code, json.loads(out)["summary"]["run"]["input_count"]) == (1, 1)


def test_a_layout_with_mistakes_is_said_before_any_work(tmp_path: Path) -> None:
    layouts = tmp_path / "layouts"
    layouts.mkdir()
    (layouts / "own.yaml").write_text("id: own\nkind: nonsense\n", encoding="utf-8")
    for command in (["ingest", str(tmp_path)], ["backfill", "--renormalise"]):
        result = CliRunner().invoke(
            app, [*command, "--layouts", str(layouts), "-w", url_of(tmp_path)]
        )
        assert result.exit_code == 2
        assert "own.yaml" in result.stderr
    assert not (tmp_path / "w.sqlite").exists()


@pytest.mark.parametrize("command", ["ingest", "backfill"])
def test_nothing_named_is_wrong_use(command: str) -> None:
    result = CliRunner().invoke(app, [command])
    assert result.exit_code == 2
    assert "Name what to read" in result.stderr

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from flows.report import rendered
from load.report_queries import ReportData
from load.warehouse import open_warehouse
from tests.flows.test_cli import imported_by, run
from tests.load.content import ingest
from tests.load.readings import CONTRADICTION, FORM_ROWS, plan, report
from transform.reading import LogicalTable

EVIL = "<script>alert(1)</script>"
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
NOW = dt.datetime(2024, 5, 1, 3, tzinfo=dt.UTC)


class Page(HTMLParser):
    """What a page holds: its tags with attributes, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "rect"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag != "rect":
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Return a warehouse with two offices, a table on hold, a decision that no longer applies."""
    address = f"sqlite:///{tmp_path}/w.sqlite"
    evil = replace(CONTRADICTION, found=EVIL, severity=2, rule="evil")
    waiting = report("wait.txt", province="Cao Bằng", findings=(evil,), issuing_body=EVIL)
    table = LogicalTable(1, "unknown", None, None, (), (), held=f"unknown headings {EVIL}")
    waiting = replace(waiting, tables=(*waiting.tables, table))
    with open_warehouse(address) as warehouse:
        ingest(warehouse, report(), plan(), waiting)
        found = json.loads(run("findings", "-w", address, "--json")[1])
        name = next(f["finding"] for f in found if f["severity"] == 3)
        run("decide", name, "--choose", "1", "--reason", "a", "--by", "b", "-w", address)
        row = (*FORM_ROWS[2][:3], "700", *FORM_ROWS[2][4:])
        ingest(warehouse, report("b.txt", rows=[*FORM_ROWS[:2], row], findings=()))
    return address


def page(url: str, path: Path) -> Page:
    code, out, err = run("report", "--out", str(path), "-w", url)
    assert (code, err) == (0, "")
    assert str(path) in out
    return Page(path.read_text(encoding="utf-8"))


def test_the_page_says_how_the_warehouse_stands(url: str, tmp_path: Path) -> None:
    shown = page(url, tmp_path / "deep" / "r.html")
    assert shown.open == []
    texts = " | ".join(shown.texts)
    for words in (
        "Quý I năm 2024", "Cao Bằng", "Bắc Kạn", "wait.txt", "unknown headings", "held",
        "0 applied, 1 not applied; 1 have not been told", "D-1", "700", "711", "ingest",
    ):  # fmt: skip
        assert words in texts, words
    bars = [attributes for tag, attributes in shown.tags if tag == "rect"]
    assert {"o-loaded", "o-held", "o-findings"} <= {str(bar["class"]) for bar in bars}
    assert all(float(str(bar["width"])) >= 1 for bar in bars)


def test_the_page_needs_nothing_else(url: str, tmp_path: Path) -> None:
    shown = page(url, tmp_path / "r.html")
    names = {tag for tag, _ in shown.tags}
    assert not names & {"script", "link", "img", "iframe", "object"}
    for _, attributes in shown.tags:
        assert not {"src", "href", "onclick"} & set(attributes)
        assert "url(" not in str(attributes.get("style"))


def test_texts_of_documents_are_only_text(url: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    page(url, path)
    text = path.read_text(encoding="utf-8")
    assert EVIL not in text
    assert text.count("&lt;script&gt;") >= 2


def test_machines_get_what_it_is_made_from(url: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    code, out, _ = run("report", "--json", "--out", str(path), "-w", url)
    data = json.loads(out)
    assert (code, path.exists()) == (0, False)
    assert data["status"]["documents_current"] == 3
    assert [w["file"] for w in data["waiting"]] == ["wait.txt"]
    assert {c["documents"] for c in data["coverage"]["counts"]} == {1}
    assert data["finding_count"] == sum(sum(k.values()) for k in data["by_office"].values())


def test_without_a_warehouse_the_page_is_empty_and_whole(tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    code, _, err = run("report", "--out", str(path), "-w", f"sqlite:///{tmp_path}/none.sqlite")
    assert (code, "no warehouse" in err) == (0, True)
    shown = Page(path.read_text(encoding="utf-8"))
    assert shown.open == []
    assert "No run yet. Start with" in " ".join(shown.texts)


def test_a_place_that_cannot_be_written(url: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, _, err = run("report", "--out", str(tmp_path / "file" / "r.html"), "-w", url)
    assert (code, "cannot be written" in err) == (2, True)


def test_a_file_rejected_once_and_loaded_later_waits_no_more(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/w.sqlite"
    bad = report(rows=[(*FORM_ROWS[0][:5], "PL99.9")], findings=())
    with open_warehouse(address) as warehouse:
        ingest(warehouse, bad)
        assert "PL99.9" in run("report", "--json", "-w", address)[1]
        ingest(warehouse, report())
    assert json.loads(run("report", "--json", "-w", address)[1])["waiting_count"] == 0


def test_asking_loads_nothing_heavy(url: str, tmp_path: Path) -> None:
    found = imported_by(["report", "--out", str(tmp_path / "r.html"), "-w", url])
    assert not found & {"prefect", "pandas", "pandera", "great_expectations"}


@pytest.mark.skipif(BROWSER is None, reason="no chromium here")
def test_a_browser_shows_all_sections(url: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    page(url, path)
    arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    done = subprocess.run(
        [str(BROWSER), *arguments, "--dump-dom", f"--user-data-dir={tmp_path}/p", path.as_uri()],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    for section in ("runs", "waiting", "kinds", "gravest", "decisions", "coverage"):
        assert f'<section id="{section}">' in done.stdout
    picture = tmp_path / "r.png"
    subprocess.run(
        [str(BROWSER), *arguments, f"--screenshot={picture}", "--window-size=1200,1600",
         f"--user-data-dir={tmp_path}/p", path.as_uri()],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert picture.stat().st_size > 20_000


def test_an_empty_report_is_written_too() -> None:
    assert "No decisions yet" in rendered(ReportData(), NOW)
